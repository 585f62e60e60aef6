"""Hints for marks of what is internal that stand in a wrong place or in words of another program.

Used by `structure.py`. Other hints there would lead an editor to a text that hides nothing.
"""

import re
from dataclasses import replace

from pydantic import BaseModel

from generator.content.source import SourceFile
from generator.content.validation_errors import UNKNOWN_FIELD, UNKNOWN_VALUE, field_names_at
from generator.kinds.record import Record
from generator.problems import Problem
from generator.problems.suggest import closest_match
from generator.values.text import UNKNOWN_LANGUAGE

MARK = "audience"
"""The field that keeps a record or an entry out of the public edition."""
OTHER_WORDS = re.compile(
    "access|classifi(?:ed|cation)|confidential(?:ity)?|hidden|internal|private|public|restricted|secret|sensitive"
    "|visib(?:le|ility)",
    re.IGNORECASE,
)
"""Names of fields by which other programs keep something from the public."""
WRITE_MARK = 'write "audience: internal" to keep it out of the public edition'
WRITE_VALUE = 'write "internal" to keep it out of the public edition, or delete the line'
MARK_ABOVE = (
    'only a record, or an entry of a list with fields, can be marked with "audience: internal": mark what this is a '
    'part of, or move the text to "notes", which are always internal'
)


def add_hint_for_mark(model: type[BaseModel], problem: Problem, source: SourceFile) -> Problem:
    """Replace the hint where a mark may be meant, by one that leads to it."""
    if not problem.field or not issubclass(model, Record):
        return problem
    name, above = str(problem.field[-1]), problem.field[:-1]
    if problem.rule is UNKNOWN_LANGUAGE and (_is_mark(name) or (*above, MARK) in source):
        return replace(problem, hint=MARK_ABOVE)
    if problem.rule is UNKNOWN_VALUE and name == MARK and not problem.hint:
        return replace(problem, hint=WRITE_VALUE)
    if problem.rule is UNKNOWN_FIELD:
        may_be_marked = MARK in field_names_at(model, above)
        if _is_mark(name) and not may_be_marked:
            return replace(problem, hint=MARK_ABOVE)
        if OTHER_WORDS.fullmatch(name) and may_be_marked:
            return replace(problem, hint=WRITE_MARK)
    return problem


def _is_mark(name: str) -> bool:
    return closest_match(name, [MARK]) == MARK
