"""The checks of records that are being edited: each is checked again only where a change concerns it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain
from typing import NamedTuple

from generator.archive.dependencies import Changes, RecordingArchive, RecordVersion, record_versions
from generator.archive.edition import Edition
from generator.checks.context import Check, CheckContext
from generator.checks.records import ADVISORY_CHECKS, ARCHIVE_CHECKS, RECORD_CHECKS
from generator.checks.run import locate_and_sort
from generator.content.load import SITE, Content
from generator.problems import Problem


class Findings(NamedTuple):
    """What checks found of a record, and what they read for that."""

    problems: Sequence[Problem]
    dependencies: tuple[str, ...]


class Rechecks:
    """Some checks, and what they found of each record the last time."""

    def __init__(self, checks: Sequence[Check]) -> None:
        self._checks = checks
        self._known: Mapping[str, Findings] = {}

    def forget(self, changes: Changes | None = None) -> None:
        """Examine again what changes concern; without any, everything."""
        kept = self._known.items() if changes else ()
        self._known = {key: found for key, found in kept if changes and not changes.affect(found.dependencies)}

    def problems(self, examined: CheckContext, archive: RecordingArchive) -> Iterator[Problem]:
        """Every problem in what is examined, which is `archive` and what could not be read."""
        known = self._known
        self._known = {key: known.get(key) or self._examine(examined, archive, key) for key in archive.by_key}
        for found in self._known.values():
            yield from found.problems
        for part in (SITE, *examined.unsound):
            yield from self._examine(examined, archive, part).problems

    def _examine(self, examined: CheckContext, archive: RecordingArchive, part: str) -> Findings:
        only = replace(examined, part=part)
        with archive.recording() as dependencies:
            problems = [problem for check in self._checks for problem in check(only)]
        return Findings(problems, tuple(dependencies))


class CheckSession:
    """The checks of a content folder, again and again; the problems are those that `pipeline.check` finds."""

    def __init__(self) -> None:
        self._basis = ""
        self._unsound: frozenset[str] = frozenset()
        self._archive: RecordingArchive | None = None
        self._checks, self._advice = Rechecks(RECORD_CHECKS), Rechecks(ADVISORY_CHECKS)
        self.versions: Mapping[str, RecordVersion] = {}
        """Those of the records that were checked last."""

    def check(self, content: Content, edition: Edition) -> list[Problem]:
        """Every problem there is in the content, sorted by place."""
        given = content.site, content.records, content.files, edition.day, "internal", edition.today
        archive, basis = RecordingArchive(*given, earlier=self._archive), _basis(content, edition)
        same = basis == self._basis
        before = self.versions if same else {}
        now = record_versions(archive, content.digests, before)
        changes = Changes.between(before, now).including(self._unsound ^ content.unsound.keys())
        for each in (self._checks, self._advice):
            each.forget(changes if same else None)
        examined = CheckContext(archive, content.unsound, public=edition.audience == "public")
        together = (problem for check in ARCHIVE_CHECKS for problem in check(examined))
        found = chain(self._checks.problems(examined, archive), together)
        problems = locate_and_sort(content, found, lambda: self._advice.problems(examined, archive))
        self._basis, self._unsound = basis, frozenset(content.unsound)
        self._archive, self.versions = archive, now
        return problems


def _basis(content: Content, edition: Edition) -> str:
    """All that the problems depend on beside the records."""
    return f"{content.site!r} {edition.day} {max(edition.day, edition.today or edition.day)} {edition.audience}"
