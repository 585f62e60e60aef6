"""Warn of lines of a text that look like fields: an editor may have meant `audience: internal` to be one.

A text in a block, in quotes or over several lines takes in whatever is indented like it.
"""

import re
from collections.abc import Iterator
from functools import cache

from generator.content.load import Content
from generator.content.source import SourceFile
from generator.kinds import key_of
from generator.kinds.record import Record
from generator.kinds.traversal import texts_in
from generator.problems import FieldPath, Problem, Rule, Severity, quote

FIELD_IN_TEXT = Rule("field-in-text", "No line of a text looks like a field of the record.", Severity.WARNING)
RULES = (FIELD_IN_TEXT,)

MARK = "(?i:[\"']?[\\w-]{2,30}[\"']?\\s*[:=\uff1a]\\s*[\"'`]?internal[\"'`]?\\s*(?:#.*)?)"
"""A line that holds nothing but a mark, however it is written: `Audience:internal`, `audiance = "Internal"`."""
WHOLE_MARK = re.compile(MARK)
RIGHT_MARK = "audience: internal"


def check_no_text_holds_fields(content: Content) -> Iterator[Problem]:
    """Check that no line of a text begins with the name of a field and a colon."""
    for record in content.records:
        source = content.sources.get(key_of(record))
        if source:
            yield from _fields_in_texts(record, source)


def _fields_in_texts(record: Record, source: SourceFile) -> Iterator[Problem]:
    inside, line_start = _patterns(type(record))
    for path, text in texts_in(record):
        for phrase in text.phrases():
            if inside.search(phrase.text):
                here = (*path, phrase.language) if phrase.language else path
                problems = list(_lines_like_fields(source, here, line_start, key_of(record)))
                if not problems and WHOLE_MARK.fullmatch(phrase.text):
                    problems.append(_problem(here, phrase.text, key_of(record)))
                yield from problems


def _lines_like_fields(source: SourceFile, path: FieldPath, line_start: re.Pattern[str], key: str) -> Iterator[Problem]:
    """Yield a problem for each line of the text at `path` that looks like a field."""
    for line in source.lines_below(path):
        if match := line_start.match(line):
            yield _problem(path, match["line"], key)


def _problem(path: FieldPath, line: str, key: str) -> Problem:
    message = f"a text without fields is expected, found {quote(line)}"
    hint = "if it is meant as a field, move the line to the left, out of the text; here readers see it"
    if line != RIGHT_MARK and WHOLE_MARK.fullmatch(line):
        hint = f"{hint}; a mark is written {quote(RIGHT_MARK)}"
    return Problem(FIELD_IN_TEXT, message, path, hint, key, line)


@cache
def _patterns(record_class: type[Record]) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return patterns of a field within a text, and at the start of a line."""
    fields = record_class.model_fields.items()
    names = "|".join(sorted(field.alias or name for name, field in fields if not field.exclude))
    inside = rf"(?:^|\s)(?:{names}):(?:\s|$)|(?i:[:=\uff1a]\s*[\"'`]?internal)"
    return re.compile(inside), re.compile(rf"\s+(?:- +)?(?P<line>(?:{names}):(?: .*)?|{MARK})$")
