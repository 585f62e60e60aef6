"""What was found of the records the last time, so that each is checked again only where a change concerns it.

A review lasts from one look at the records to the next while they are edited; from one command to the next it is kept
as JSON: of what was sound, what was read to find it so.
"""

from collections.abc import Callable, Mapping
from itertools import chain
from typing import Any

from generator.checks import ADVICE, CHECKS, TOGETHER
from generator.collecting import put_off
from generator.examining import Examined
from generator.found import WORTH_SHARING
from generator.kept import TOLERABLE, Kept
from generator.loading import Content
from generator.pipeline import Edition, check, reported
from generator.problems import Problem
from generator.rechecking import Rechecks
from generator.tracing import Changes, Traced, Version, versions
from generator.workers import Workers


class Review:
    """The checks of a content folder, again and again; the problems are those that `pipeline.check` finds."""

    def __init__(self) -> None:
        self._basis = ""
        self._unsound: frozenset[str] = frozenset()
        self._archive: Traced | None = None
        self._checks, self._advice = Rechecks(CHECKS), Rechecks(ADVICE)
        self.versions: Mapping[str, Version] = {}
        """Those of the records that were checked last."""
        self.changed = 0
        """How many of them were others than before."""

    @classmethod
    def of(cls, said: Any) -> "Review":
        """The review that `as_json` gave; an empty one of anything else."""
        review = cls()
        if said:
            words = said["words"]
            review._basis, review._unsound = said["basis"], frozenset(said["unsound"])
            review.versions = {key: Version.of(each) for key, each in said["versions"].items()}
            for rechecks, traces in ((review._checks, said["checks"]), (review._advice, said["advice"])):
                rechecks.remember({key: tuple(words[number] for number in trace) for key, trace in traces.items()})
        return review

    def as_json(self) -> dict[str, Any]:
        """What JSON can hold of it: of records with problems nothing, so that they are examined again."""
        words: dict[str, int] = {}  # most stand in many traces: each is written once
        checks, advice = (
            {key: [words.setdefault(word, len(words)) for word in trace] for key, trace in rechecks.sound.items()}
            for rechecks in (self._checks, self._advice)
        )
        said = {"basis": self._basis, "unsound": sorted(self._unsound), "versions": self.versions}
        return said | {"words": list(words), "checks": checks, "advice": advice}

    def is_of(self, content: Content, edition: Edition) -> bool:
        """Whether it was made of records of the same site, for the same edition."""
        return self._basis == _basis(content, edition)

    @put_off()
    def check(self, content: Content, edition: Edition) -> list[Problem]:
        """Every problem there is in the content, sorted by place."""
        given = content.site, content.records, content.files, edition.day, "internal", edition.today
        archive, same = Traced(*given, earlier=self._archive), self.is_of(content, edition)
        before = self.versions if same else {}
        now = versions(archive, content.digests, before)
        changes = Changes.of(before, now).and_of(self._unsound ^ content.unsound.keys())
        for each in (self._checks, self._advice):
            each.forget(changes if same else None)
        examined = Examined(archive, content.unsound, public=edition.audience == "public")
        together = (problem for check in TOGETHER for problem in check(examined))
        found = chain(self._checks.problems(examined, archive), together)
        problems = reported(content, found, lambda: self._advice.problems(examined, archive))
        self._basis, self._unsound = _basis(content, edition), frozenset(content.unsound)
        self._archive, self.versions = archive, now
        self.changed = sum(before.get(key) != version for key, version in now.items())
        return problems


def _basis(content: Content, edition: Edition) -> str:
    """All that the problems depend on beside the records."""
    return f"{content.site!r} {edition.day} {max(edition.day, edition.today or edition.day)} {edition.audience}"


def check_beside(content: Content, edition: Edition, kept: Kept, jobs: int) -> Workers[None, list[Problem]]:
    """Every problem there is, in a process of its own where there are records enough and several jobs: its one result.

    What is kept of a review is made use of; that of this one is kept where much has changed since.
    """
    alone = jobs == 1 or content.files_found < WORTH_SHARING
    return Workers(lambda _: check_again(content, edition, kept), (None,), 1, here=alone)


def check_again(
    content: Content, edition: Edition, kept: Kept, otherwise: Callable[[], list[Problem]] | None = None
) -> list[Problem]:
    """Every problem there is, with the help of the last review, where one is kept; of another edition it is no help,
    and where there is another way, that is taken."""
    review = Review.of(kept.review())
    if otherwise and not review.is_of(content, edition):
        return otherwise()
    if not kept.keeps:
        return check(content, edition)
    problems = review.check(content, edition)
    if review.changed > len(content.records) * TOLERABLE:
        kept.keep_review(review.as_json())
    return problems
