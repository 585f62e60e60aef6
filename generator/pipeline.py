"""The steps from records to a site, in order: load, link, check, render, write; MkDocs prints what was written."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain
from pathlib import Path

from generator import rendering
from generator.archive import Archive
from generator.checks import ADVICE, CHECKS, TOGETHER
from generator.examining import Check, Examined
from generator.found import WORTH_SHARING
from generator.hindsight import all_known_on
from generator.kinds.kind import Audience
from generator.loading import SITE, Content, load
from generator.problems import Problem, has_errors, order_of
from generator.reference_checks import ABOUT_REFERENCES
from generator.tracing import Traced
from generator.workers import Progress, Workers, untold
from generator.writing import Written

__all__ = ["Edition", "check", "load", "write_pages"]


@dataclass(frozen=True)
class Edition:
    """What is made of the records: as of which day, and for whom."""

    day: date
    audience: Audience = "public"
    today: date | None = None
    """The day it is looked back from: what happened between the two is left out. By default nothing is."""


def check(content: Content, edition: Edition, progress: Progress = untold, jobs: int = 1) -> list[Problem]:
    """Every problem there is in the content, sorted by place; looked for by several processes where it is worth it."""
    archive = Archive(content.site, content.records, content.files, edition.day, "internal", edition.today)
    examined = Examined(archive, content.unsound, public=edition.audience == "public")
    shared = jobs if content.files_found >= WORTH_SHARING else 1
    rules = _found((*CHECKS, *TOGETHER), examined, shared, progress)
    return reported(content, rules, lambda: _found(ADVICE, examined, shared))


def _found(checks: Sequence[Check], examined: Examined, jobs: int, progress: Progress = untold) -> Iterator[Problem]:
    with Workers(lambda check: list(check(examined)), checks, jobs) as workers:
        found = dict(workers.results(progress))
    return chain.from_iterable(found[number] for number in sorted(found))


def reported(content: Content, found: Iterable[Problem], advice: Callable[[], Iterable[Problem]]) -> list[Problem]:
    """What is to be reported of the problems found: advice only where nothing is wrong."""
    fair = [problem for problem in found if _fair(problem, content)]
    if not has_errors([*content.problems, *fair]):
        fair += advice()
    located = (content.sources[problem.record or SITE].locate(problem) for problem in fair)
    return sorted([*content.problems, *located], key=order_of)


def _fair(problem: Problem, content: Content) -> bool:
    """Whether a problem cannot be due to what a record lacks because it is wrong, and was not reported already."""
    if problem.record not in content.partial:
        return True
    refused = {reported.field for reported in content.sources[problem.record].problems}
    return problem.rule in ABOUT_REFERENCES and problem.field not in refused


def link(content: Content, edition: Edition, earlier: Traced | None = None) -> Traced:
    """The archive of an edition: what was known on its day. What an earlier one knows is taken over."""
    records = all_known_on(content.records, edition.day, edition.today or edition.day)
    return Traced(content.site, records, content.files, edition.day, edition.audience, edition.today, earlier)


def write_pages(
    content: Content, edition: Edition, folder: Path, jobs: int = 1, progress: Progress = untold
) -> Written:
    """The Markdown pages of sound content, on disk: a tree for each language of the site."""
    return rendering.write_pages(link(content, edition), content.digests, folder, jobs, progress)
