"""`Problem`: one breach of one rule of the content, as a value, with `Rule`, `Place`, `Severity` and `Fix`.

Checks in `kinds/`, `content/` and `checks/` return problems. `report.py` formats them; nothing is printed here.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import NamedTuple, TypeAlias

FieldPath: TypeAlias = tuple[str | int, ...]
"""The path from a record to one of its values: `("participants", 1, "person")`."""

MAX_PROBLEMS = 100
"""How many problems of one file are looked for at a time: beyond that they are hardly read, and cost time."""

MAX_PROBLEMS_PER_RULE = 10
"""How many breaches of one rule are printed for a file."""


class Severity(StrEnum):
    """The weight of a rule: an error stops the build; a warning is printed and counted."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule of the content. Its code is permanent: editors search for it, scripts filter by it."""

    code: str
    meaning: str
    """The rule as one sentence for editors, true of content without problems."""
    severity: Severity = Severity.ERROR


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A position in a file. Line and column count from 1; columns count characters."""

    file: str
    line: int = 1
    column: int = 1


class Fix(NamedTuple):
    """The only sensible correction of a problem: text to replace, and its replacement."""

    old: str
    new: str
    is_part: bool = False
    """True if `old` is a part of a word, right at the place; else it is a whole value or the target of a link."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One breach of one rule.

    A check knows the record and the field; `SourceFile.locate` adds the place.
    """

    rule: Rule
    message: str
    field: FieldPath = ()
    hint: str | None = None
    record: str | None = None
    """The record with the problem, as `folder/id`; None if the problem is of no one record."""
    snippet: str = ""
    """The part of a longer text with the problem: the place is its start. Empty for a whole value."""
    snippet_offset: int = 0
    """The number of characters of `snippet` before the place."""
    at_key: bool = False
    """True if the problem is the name of the field rather than its value."""
    place: Place | None = None
    fix: Fix | None = None
    """The correction, if there is one only."""

    def with_place(self, place: Place) -> "Problem":
        """Return a copy of this problem at `place`."""
        return replace(self, place=place)


def limit_per_rule(problems: Iterable[Problem]) -> list[Problem]:
    """Return the first few problems of each rule, for the problems of one file.

    The last of them says how many more of its rule there are.
    """
    by_rule: dict[str, list[Problem]] = {}
    for problem in problems:
        by_rule.setdefault(problem.rule.code, []).append(problem)
    limited = []
    for breaches in by_rule.values():
        limited += breaches[:MAX_PROBLEMS_PER_RULE]
        if len(breaches) > MAX_PROBLEMS_PER_RULE:
            more = f"(and {len(breaches) - MAX_PROBLEMS_PER_RULE} more like it in this file)"
            limited[-1] = replace(limited[-1], message=f"{limited[-1].message} {more}")
    return limited


def sort_key(problem: Problem) -> tuple[Place, str, str]:
    """Return the key by which problems are sorted: place, rule, message."""
    return (problem.place or Place(""), problem.rule.code, problem.message)


def has_errors(problems: Iterable[Problem]) -> bool:
    """Return True if one of `problems` stops the build."""
    return any(problem.rule.severity is Severity.ERROR for problem in problems)


def format_field_path(path: FieldPath) -> str:
    """Format a field path as editors read and write it: `participants[1].person`."""
    text = ""
    for step in path:
        text += f"[{step}]" if isinstance(step, int) else f".{step}" if text else step
    return text


def quote(value: object, limit: int = 60) -> str:
    """Quote a value for a message: on one line, cut to `limit` characters."""
    text = re.sub(r"\s+", " ", str(value))
    return f'"{text[: limit - 1]}…"' if len(text) > limit else f'"{text}"'
