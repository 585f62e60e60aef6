"""Records to problems, in order: load, link, check. What is rendered of the records is for others."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain

from generator.archive.archive import Archive
from generator.archive.edition import Edition
from generator.checks.comments import check_text_is_whole
from generator.checks.context import Check, CheckContext
from generator.checks.records import ADVISORY_CHECKS, ARCHIVE_CHECKS, RECORD_CHECKS
from generator.checks.references import ABOUT_REFERENCES
from generator.content.load import SITE, Content, load
from generator.content.parse import MIN_FILES_FOR_WORKERS
from generator.incremental.workers import Progress, Workers, no_progress
from generator.problems import Problem, has_errors, sort_key

__all__ = ["Edition", "check", "load"]


def check(content: Content, edition: Edition, progress: Progress = no_progress) -> list[Problem]:
    """Every problem there is in the content, sorted by place.

    One process looks for them: what other processes would save is less than copying the records costs.
    """
    archive = Archive(content.site, content.records, content.files, edition.day, "internal", edition.today)
    examined = CheckContext(archive, content.unsound, public=edition.audience == "public")
    rules = _found((*RECORD_CHECKS, *ARCHIVE_CHECKS), examined, progress)
    return locate_and_sort(content, rules, lambda: _found(ADVISORY_CHECKS, examined))


def checking(
    content: Content, edition: Edition, jobs: int, few: int = MIN_FILES_FOR_WORKERS
) -> Workers[None, list[Problem]]:
    """Start `check` in a process of its own; its one result is the list of problems.

    With one job, or less than `few` records, this process checks when it asks for the result.
    """
    here = jobs == 1 or content.files_found < few
    return Workers(lambda _: check(content, edition), (None,), 1, in_process=here)


def _found(checks: Sequence[Check], examined: CheckContext, progress: Progress = no_progress) -> Iterator[Problem]:
    for done, check in enumerate(checks, 1):
        yield from check(examined)
        progress(done, len(checks))


def locate_and_sort(
    content: Content, found: Iterable[Problem], advice: Callable[[], Iterable[Problem]]
) -> list[Problem]:
    """What is to be reported of the problems found: advice only where nothing is wrong."""
    fair = [problem for problem in chain(found, check_text_is_whole(content)) if _fair(problem, content)]
    if not has_errors([*content.problems, *fair]):
        fair += advice()
    located = (content.sources[problem.record or SITE].locate(problem) for problem in fair)
    return sorted([*content.problems, *located], key=sort_key)


def _fair(problem: Problem, content: Content) -> bool:
    """Whether a problem cannot be due to what a record lacks because it is wrong, and was not reported already."""
    if problem.record not in content.partial:
        return True
    refused = {locate_and_sort.field for locate_and_sort in content.sources[problem.record].problems}
    return problem.rule in ABOUT_REFERENCES and problem.field not in refused
