"""The checks of records that are being edited: each is checked again only where a change concerns it."""

from collections.abc import Mapping
from itertools import chain

from generator.archive.dependencies import Changes, Traced, Version, versions
from generator.archive.edition import Edition
from generator.checks.context import Examined
from generator.checks.rechecking import Rechecks
from generator.checks.records import ADVICE, CHECKS, TOGETHER
from generator.checks.run import reported
from generator.content.load import Content
from generator.problems import Problem


class Review:
    """The checks of a content folder, again and again; the problems are those that `pipeline.check` finds."""

    def __init__(self) -> None:
        self._basis = ""
        self._unsound: frozenset[str] = frozenset()
        self._archive: Traced | None = None
        self._checks, self._advice = Rechecks(CHECKS), Rechecks(ADVICE)
        self.versions: Mapping[str, Version] = {}
        """Those of the records that were checked last."""

    def check(self, content: Content, edition: Edition) -> list[Problem]:
        """Every problem there is in the content, sorted by place."""
        given = content.site, content.records, content.files, edition.day, "internal", edition.today
        archive, basis = Traced(*given, earlier=self._archive), _basis(content, edition)
        same = basis == self._basis
        before = self.versions if same else {}
        now = versions(archive, content.digests, before)
        changes = Changes.of(before, now).and_of(self._unsound ^ content.unsound.keys())
        for each in (self._checks, self._advice):
            each.forget(changes if same else None)
        examined = Examined(archive, content.unsound, public=edition.audience == "public")
        together = (problem for check in TOGETHER for problem in check(examined))
        found = chain(self._checks.problems(examined, archive), together)
        problems = reported(content, found, lambda: self._advice.problems(examined, archive))
        self._basis, self._unsound = basis, frozenset(content.unsound)
        self._archive, self.versions = archive, now
        return problems


def _basis(content: Content, edition: Edition) -> str:
    """All that the problems depend on beside the records."""
    return f"{content.site!r} {edition.day} {max(edition.day, edition.today or edition.day)} {edition.audience}"
