"""Warn of text that YAML takes for a comment: without quotes, all after a blank and #; and lines of `new` with values.

A comment after a value is otherwise as good as one above it.
"""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import chain

from generator.content.load import SITE, Content
from generator.content.source import SourceFile
from generator.content.write_record import describe_field
from generator.kinds import key_of
from generator.kinds.fields import fields_in_order
from generator.kinds.record import Fields, Record
from generator.kinds.site import Site
from generator.kinds.traversal import values_in
from generator.problems import Place, Problem, Rule, Severity, quote
from generator.values.text import Phrase, Text

TEXT_IN_COMMENT = Rule("text-in-comment", "A text does not go on after #, where a comment begins.", Severity.WARNING)
VALUE_IN_COMMENT = Rule("value-in-comment", "A line of a new record that has a value is no comment.", Severity.WARNING)
RULES = (TEXT_IN_COMMENT, VALUE_IN_COMMENT)

COMMENT_START = " #"
LIKE_TEXT = re.compile(r"#(\w| \d(?!\d{3}\b))")
"""A comment that looks like text with a number sign or a hashtag: `#2`, `# 2`, `#visas`. Words after a blank, and a
year after it, are comments as people write them."""
FILLED_LINE = re.compile(r" *(?P<hash>#) ?(?:- )?(?P<name>[a-z_]+): +(?P<value>[^\s#].*?) +# (?P<about>.+?) *")
"""A line with a field that `new` wrote, with a value before the description, but still with the "# " before it."""


def check_text_is_whole(content: Content) -> Iterator[Problem]:
    """Check that no text is followed on its line by a comment that looks like text."""
    holders: Iterable[tuple[str, Record | Site]] = ((key_of(record), record) for record in content.records)
    for key, holder in chain([(SITE, content.site)], holders):
        source = content.sources.get(key)
        if source and COMMENT_START in source.text:
            yield from _texts_cut_off(source, key, holder)


def check_values_are_read(content: Content) -> Iterator[Problem]:
    """Check that no line that `new` wrote has got a value and kept its "# "."""
    for record in content.records:
        source = content.sources.get(key_of(record))
        if source and "# " in source.text:
            yield from _values_in_comments(source, record)


def _values_in_comments(source: SourceFile, record: Record) -> Iterator[Problem]:
    """Yield a problem for each comment with a field, a value and the description."""
    for number, line in enumerate(source.lines, start=1):
        match = FILLED_LINE.fullmatch(line)
        if match and (match["name"], match["about"]) in _descriptions(type(record)):
            written = f"{match['name']}: {match['value']}"
            message = f"a line without # before a value is expected, found {quote(f'# {written}')}"
            hint = f'delete the first "# " of the line, so that {quote(written)} is read; or delete the value'
            place = Place(source.file, number, match.start("hash") + 1)
            yield Problem(VALUE_IN_COMMENT, message, hint=hint, record=key_of(record), place=place)


@cache
def _descriptions(model: type[Fields]) -> frozenset[tuple[str, str]]:
    """Return the fields of `model` and of what is in it, as `new` describes them."""
    fields = fields_in_order(model)
    own = {(field.name, describe_field(field)) for field in fields}
    return frozenset(own.union(*(_descriptions(field.mapping) for field in fields if field.mapping)))


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
