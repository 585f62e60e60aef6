"""Problems in the content, as values: which rule was broken, where, what was expected and found.

How they are printed is for `reporting.py`; which rules there are, for the modules that check them.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import NamedTuple, TypeAlias

FieldPath: TypeAlias = tuple[str | int, ...]
"""The way from a record to one of its values: `("participants", 1, "person")`."""


class Severity(StrEnum):
    """An error stops the build; a warning is printed and counted."""

    ERROR = "error"
    WARNING = "warning"


MAX_PROBLEMS = 100
"""How many problems of one file are looked for at a time: beyond that they are hardly read, and cost time."""

MAX_PROBLEMS_PER_RULE = 10
"""How many breaches of one rule are printed for a file."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule of the content. Its code is permanent: editors search for it, scripts filter by it."""

    code: str
    meaning: str
    """What holds when the rule is kept, as one sentence for editors."""
    severity: Severity = Severity.ERROR


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A position in a file. Line and column count from 1; columns count characters."""

    file: str
    line: int = 1
    column: int = 1


class Fix(NamedTuple):
    """What mends a problem for certain: other words in place of those that are wrong."""

    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Problem:
    """One breach of one rule.

    A check knows the record and the field; `Source.locate` adds the place.
    """

    rule: Rule
    message: str
    field: FieldPath = ()
    hint: str | None = None
    record: str | None = None
    """The record as `folder/id`, where the problem was found in one."""
    snippet: str = ""
    """The words it is about, where they are a part of a longer text: the place is where they stand."""
    at_key: bool = False
    """Whether it is the field's name that is wrong rather than its value."""
    place: Place | None = None
    fix: Fix | None = None
    """How it is mended, where there is one way only."""

    def with_place(self, place: Place) -> "Problem":
        """The same problem, located."""
        return replace(self, place=place)


def limit_per_rule(problems: Iterable[Problem]) -> list[Problem]:
    """The problems of one file, of each rule the first few; the last of these says how many more there are."""
    by_rule: dict[str, list[Problem]] = {}
    for problem in problems:
        by_rule.setdefault(problem.rule.code, []).append(problem)
    kept = []
    for found in by_rule.values():
        kept += found[:MAX_PROBLEMS_PER_RULE]
        if len(found) > MAX_PROBLEMS_PER_RULE:
            more = f"(and {len(found) - MAX_PROBLEMS_PER_RULE} more like it in this file)"
            kept[-1] = replace(kept[-1], message=f"{kept[-1].message} {more}")
    return kept


def sort_key(problem: Problem) -> tuple[Place, str, str]:
    """The order in which problems are printed: by place, then by what they say."""
    return (problem.place or Place(""), problem.rule.code, problem.message)


def has_errors(problems: Iterable[Problem]) -> bool:
    """Whether any of them stops the build."""
    return any(problem.rule.severity is Severity.ERROR for problem in problems)


def format_field_path(path: FieldPath) -> str:
    """A field path as editors read and write it: `participants[1].person`."""
    shown = ""
    for step in path:
        shown += f"[{step}]" if isinstance(step, int) else f".{step}" if shown else step
    return shown


def quote(value: object, limit: int = 60) -> str:
    """What was found, for a message: in quotes, on one line, cut short where it is long."""
    text = re.sub(r"\s+", " ", str(value))
    return f'"{text[: limit - 1]}…"' if len(text) > limit else f'"{text}"'
