"""Markdown's inline patterns, tried only on text in which they can match: most text holds none of their characters.

Stands on `InlineProcessor.__handleInline` of Markdown 3: where a version has none, Markdown's own is left as it is.
"""

import re
from typing import Any

from markdown import Markdown, inlinepatterns
from markdown.treeprocessors import InlineProcessor
from markdown.util import AtomicString

NEEDED = {
    "BACKTICK_RE": "`",
    "ESCAPE_RE": "\\",
    "LINK_RE": "[",
    "IMAGE_LINK_RE": "![",
    "AUTOLINK_RE": "://",
    "AUTOMAIL_RE": "@",
    "LINE_BREAK_RE": "  \n",
    "HTML_RE": "<",
    "ENTITY_RE": "&",
}
"""What a text must hold for a pattern of Markdown to match: by its name in markdown.inlinepatterns."""
OF_PATTERN = {getattr(inlinepatterns, name): needed for name, needed in NEEDED.items() if hasattr(inlinepatterns, name)}
"""The same by the pattern itself: another than these, of an extension or of a later version, is always tried."""
OF_REFERENCES: tuple[type, ...] = (
    inlinepatterns.ReferenceInlineProcessor,
    inlinepatterns.ImageReferenceInlineProcessor,
    inlinepatterns.ShortReferenceInlineProcessor,
    inlinepatterns.ShortImageReferenceInlineProcessor,
)
"""Patterns that change nothing on a page that defines no references."""
HANDLE, APPLY = "_InlineProcessor__handleInline", "_InlineProcessor__applyPattern"


class Inline(InlineProcessor):
    """As Markdown's own, in less time."""

    @classmethod
    def put_into(cls, md: Markdown) -> Markdown:
        """Replace Markdown's own processor, where it is the one that is known here."""
        if type(md.treeprocessors["inline"]) is InlineProcessor and all(
            hasattr(InlineProcessor, name) for name in (HANDLE, APPLY)
        ):
            md.treeprocessors.register(cls(md), "inline", 20)
        return md

    def __init__(self, md: Markdown) -> None:
        super().__init__(md)
        self._apply: Any = getattr(self, APPLY)
        self._from: list[list[tuple[int, Any, str, str]]] = []

    def run(self, *given: Any, **named: Any) -> Any:
        """Apply inline patterns to a tree."""
        # Here rather than when it is made: only now are the page's references known, and every extension's patterns.
        tried = [
            (index, pattern, *_needed(pattern))
            for index, pattern in enumerate(self.inlinePatterns)
            if self.md.references or type(pattern) not in OF_REFERENCES
        ]
        self._from = [[each for each in tried if each[0] >= first] for first in range(len(self.inlinePatterns) + 1)]
        return super().run(*given, **named)

    def _InlineProcessor__handleInline(self, data: str, patternIndex: int = 0) -> str:  # noqa: N802,N803  as it is there
        if isinstance(data, AtomicString):
            return data
        for index, pattern, one, other in self._from[patternIndex]:
            matched, start = one in data or other in data, 0
            while matched:
                data, matched, start = self._apply(pattern, data, index, start)
        return data


def _needed(pattern: Any) -> tuple[str, str]:
    """One or the other of these is in each text that a pattern matches; an empty one is in every text."""
    regex, tokens = getattr(pattern, "pattern", None), getattr(pattern, "tokens", [])
    if len(tokens) == 2 and regex == "|".join(map(re.escape, tokens)):  # "*" and "_", of emphasis
        return tokens[0], tokens[1]
    needed = OF_PATTERN.get(regex, "")
    return needed, needed
