"""Incremental checks: check a record again only if a change affects what its checks read.

Used by `serve.preview` while records are edited. The problems are always the same as of `run.check`.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain
from typing import NamedTuple

from generator.archive.dependencies import Changes, RecordingArchive, RecordVersion, record_versions
from generator.archive.edition import Edition
from generator.checks.context import CheckContext, CheckFunction
from generator.checks.run import ADVISORY_CHECKS, ARCHIVE_CHECKS, RECORD_CHECKS, locate_and_sort
from generator.content.load import SITE, Content
from generator.problems import Problem


class CheckResult(NamedTuple):
    """The problems of one record, and the parts of the archive that its checks read."""

    problems: Sequence[Problem]
    dependencies: tuple[str, ...]


class IncrementalChecks:
    """Some checks of single records, with their result for each record."""

    def __init__(self, checks: Sequence[CheckFunction]) -> None:
        """Start without results."""
        self._checks = checks
        self._results: Mapping[str, CheckResult] = {}

    def invalidate(self, changes: Changes | None = None) -> None:
        """Drop the results that `changes` affect; every result if there are none."""
        self._results = {
            key: result
            for key, result in (self._results.items() if changes else ())
            if changes and not changes.affect(result.dependencies)
        }

    def run(self, context: CheckContext, archive: RecordingArchive) -> Iterator[Problem]:
        """Yield every problem in the records of `context`, whose archive is `archive`."""
        results = self._results
        self._results = {key: results.get(key) or self._check(context, archive, key) for key in archive.by_key}
        for result in self._results.values():
            yield from result.problems
        for key in (SITE, *context.invalid):
            yield from self._check(context, archive, key).problems

    def _check(self, context: CheckContext, archive: RecordingArchive, key: str) -> CheckResult:
        one = replace(context, key=key)
        with archive.recording() as dependencies:
            problems = [problem for check in self._checks for problem in check(one)]
        return CheckResult(problems, tuple(dependencies))


class CheckSession:
    """The checks of one content folder while its records are edited."""

    def __init__(self, record_checks: Sequence[CheckFunction] = RECORD_CHECKS) -> None:
        """Start with nothing checked. `record_checks` run for each record."""
        self._settings = ""
        self._invalid: frozenset[str] = frozenset()
        self._archive: RecordingArchive | None = None
        self._record_checks = IncrementalChecks(record_checks)
        self._advisory_checks = IncrementalChecks(ADVISORY_CHECKS)
        self.versions: Mapping[str, RecordVersion] = {}
        """The versions of the records that were checked last, by key."""

    def check_incrementally(self, content: Content, edition: Edition) -> list[Problem]:
        """Return every problem in `content`, as `run.check` does."""
        archive = RecordingArchive(
            content.site, content.records, content.files, edition.day, "internal", edition.today, self._archive
        )
        settings = _settings(content, edition)
        is_same = settings == self._settings
        earlier = self.versions if is_same else {}
        versions = record_versions(archive, content.digests, earlier)
        changes = Changes.between(earlier, versions).including(self._invalid ^ content.invalid.keys())
        for checks in (self._record_checks, self._advisory_checks):
            checks.invalidate(changes if is_same else None)
        context = CheckContext(archive, content.invalid, public=edition.audience == "public")
        of_archive = (problem for check in ARCHIVE_CHECKS for problem in check(context))
        problems = locate_and_sort(
            content,
            chain(self._record_checks.run(context, archive), of_archive),
            lambda: self._advisory_checks.run(context, archive),
        )
        self._settings, self._invalid = settings, frozenset(content.invalid)
        self._archive, self.versions = archive, versions
        return problems


def _settings(content: Content, edition: Edition) -> str:
    """Return as text everything that problems depend on, but for the records."""
    return f"{content.site!r} {edition.day} {max(edition.day, edition.today or edition.day)} {edition.audience}"
