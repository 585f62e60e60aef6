"""Periods that a record gives as two fields, a beginning and an end."""

from collections.abc import Iterator

from generator.problems import FieldPath, Problem, Rule
from generator.values.dates import When

ENDS_BEFORE_START = Rule("ends-before-start", "What begins on one date and ends on another ends on or after the first.")
RULES = (ENDS_BEFORE_START,)


def check_period(start: When | None, end: When | None, field: FieldPath) -> Iterator[Problem]:
    """The end, whose field is given, is not before the start."""
    if start and end and end.before(start):
        yield Problem(ENDS_BEFORE_START, f"an end on or after {start.text} is expected, found {end.text}", field)
