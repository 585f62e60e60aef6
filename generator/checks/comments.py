"""Comments that may be meant as text: YAML leaves out what follows a blank and # on a line that is not in quotes.

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

BEGINS = " #"
LIKE_TEXT = re.compile(r"#(\w| \d(?!\d{3}\b))")
"""A comment that looks as what is said after a number sign or a hashtag does: `#2`, `# 2`, `#visas`. Words after a
blank, and what is dated by a year, are comments as people write them."""


def check_text_is_whole(content: Content) -> Iterator[Problem]:
    """No text in words is followed on its line by a comment that looks like more of it."""
    holders: Iterable[tuple[str, Record | Site]] = ((key_of(record), record) for record in content.records)
    for key, holder in chain([(SITE, content.site)], holders):
        source = content.sources.get(key)
        if source and BEGINS in source.text:
            yield from _lost(source, key, holder)


def _lost(source: SourceFile, key: str, holder: Record | Site) -> Iterator[Problem]:
    if not any(LIKE_TEXT.match(line, line.find(BEGINS) + 1) for line in source.lines if BEGINS in line):
        return
    for path, text in values_in(holder, of=(Text, str)):
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
    """What is said in words: of plain values those of several words, which are no ids or codes."""
    if isinstance(text, Text):
        yield from text.all()
    elif " " in text:
        yield Phrase(text)


def _comment_behind(source: SourceFile, path: tuple[str | int, ...], text: str) -> str:
    """The comment on the line on which a text without quotes ends; empty where there is none."""
    place, left = source.place(path), text.split()
    start = place.column - 1
    for line in source.lines[place.line - 1 :]:
        written, begun, comment = line[start:].partition(BEGINS)
        words = written.split()
        if words != left[: len(words)]:
            return ""
        left, start = left[len(words) :], 0
        if not left:
            return f"#{comment}" if begun else ""
    return ""
