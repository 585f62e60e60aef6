"""Checks made again and again while records are edited: of each record only where a change concerns it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from generator.archive.dependencies import Changes, Traced
from generator.checks.context import Check, Examined
from generator.content.load import SITE
from generator.problems import Problem


class Findings(NamedTuple):
    """What checks found of a record, and what they read for that."""

    problems: Sequence[Problem]
    trace: tuple[str, ...]


class Rechecks:
    """Some checks, and what they found of each record the last time."""

    def __init__(self, checks: Sequence[Check]) -> None:
        self._checks = checks
        self._known: Mapping[str, Findings] = {}

    def forget(self, changes: Changes | None = None) -> None:
        """Examine again what changes concern; without any, everything."""
        kept = self._known.items() if changes else ()
        self._known = {key: found for key, found in kept if changes and not changes.concern(found.trace)}

    def problems(self, examined: Examined, archive: Traced) -> Iterator[Problem]:
        """Every problem in what is examined, which is `archive` and what could not be read."""
        known = self._known
        self._known = {key: known.get(key) or self._examine(examined, archive, key) for key in archive.by_key}
        for found in self._known.values():
            yield from found.problems
        for part in (SITE, *examined.unsound):
            yield from self._examine(examined, archive, part).problems

    def _examine(self, examined: Examined, archive: Traced, part: str) -> Findings:
        only = replace(examined, part=part)
        with archive.tracing() as trace:
            problems = [problem for check in self._checks for problem in check(only)]
        return Findings(problems, tuple(trace))
