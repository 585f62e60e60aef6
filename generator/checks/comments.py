"""Warn of text that YAML takes for a comment: without quotes, all after a blank and #.

A comment after a value is otherwise as good as one above it.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import chain

from generator.content.load import SITE, Content
from generator.content.source import SourceFile
from generator.kinds import key_of
from generator.kinds.record import Record
from generator.kinds.site import Site
from generator.kinds.traversal import values_in
from generator.problems import Problem, Rule, Severity, quote
from generator.values.text import Phrase, Text

TEXT_IN_COMMENT = Rule("text-in-comment", "A text does not go on after #, where a comment begins.", Severity.WARNING)
RULES = (TEXT_IN_COMMENT,)

COMMENT_START = " #"
LIKE_TEXT = re.compile(r"#(\w| \d(?!\d{3}\b))")
"""A comment that looks like text with a number sign or a hashtag: `#2`, `# 2`, `#visas`. Words after a blank, and a
year after it, are comments as people write them."""


def check_text_is_whole(content: Content) -> Iterator[Problem]:
    """Check that no text is followed on its line by a comment that looks like text."""
    holders: Iterable[tuple[str, Record | Site]] = ((key_of(record), record) for record in content.records)
    for key, holder in chain([(SITE, content.site)], holders):
        source = content.sources.get(key)
        if source and COMMENT_START in source.text:
            yield from _texts_cut_off(source, key, holder)


def _texts_cut_off(source: SourceFile, key: str, holder: Record | Site) -> Iterator[Problem]:
    """Yield a problem for each text in `holder` that goes on in a comment."""
    if not any(LIKE_TEXT.match(line, line.find(COMMENT_START) + 1) for line in source.lines if COMMENT_START in line):
        return
    for path, text in values_in(holder, classes=(Text, str)):
        for phrase in _phrases(text):
            here = (*path, phrase.language) if phrase.language else path
            comment = _comment_behind(source, here, phrase.text)
            if LIKE_TEXT.match(comment):
                message = (
                    f"quotes round a text that holds a blank and # are expected, found none before {quote(comment)}"
                )
                hint = "put the whole text in quotes; if it is a comment, put it on a line of its own above"
                yield Problem(TEXT_IN_COMMENT, message, here, hint, key, comment)


def _phrases(text: Text | str) -> Iterator[Phrase]:
    """Yield the phrases of a text; none of a plain value without a blank."""
    if isinstance(text, Text):
        yield from text.phrases()
    elif " " in text:
        yield Phrase(text)


def _comment_behind(source: SourceFile, path: tuple[str | int, ...], text: str) -> str:
    """Return the comment behind the unquoted `text` at `path`; empty if there is none."""
    place, remaining = source.place(path), text.split()
    start = place.column - 1
    for line in source.lines[place.line - 1 :]:
        value, separator, comment = line[start:].partition(COMMENT_START)
        words = value.split()
        if words != remaining[: len(words)]:
            return ""
        remaining, start = remaining[len(words) :], 0
        if not remaining:
            return f"#{comment}" if separator else ""
    return ""
