"""Run all checks over loaded content and return every problem, located and sorted.

Used by every command that reads records. `incremental` runs the same checks again while records are edited.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain

from generator.archive.archive import Archive
from generator.archive.edition import Edition
from generator.checks import mixed_scripts, records, references
from generator.checks.comments import check_text_is_whole, check_values_are_read
from generator.checks.context import Check, CheckContext, Scope
from generator.checks.misplaced_fields import check_no_text_holds_fields
from generator.checks.references import RULES_OF_INCOMPLETE_RECORDS, UNKNOWN_REFERENCE
from generator.content.load import SITE, Content
from generator.content.parse import MIN_FILES_FOR_WORKERS
from generator.incremental.workers import Progress, Workers, no_progress
from generator.problems import Problem, has_errors, sort_key

CHECKS: tuple[Check, ...] = (*references.CHECKS, *records.CHECKS, *mixed_scripts.CHECKS)
RECORD_CHECKS, ARCHIVE_CHECKS, ADVISORY_CHECKS = (
    tuple(check for check in CHECKS if check.scope is scope) for scope in (Scope.RECORD, Scope.ARCHIVE, Scope.ADVISORY)
)


def check(content: Content, edition: Edition, progress: Progress = no_progress) -> list[Problem]:
    """Return every problem in `content`, sorted by place.

    One process checks: the time that others would save is less than the time to copy the records to them.
    """
    archive = Archive(content.site, content.records, content.files, edition.day, "internal", edition.today)
    context = CheckContext(archive, content.invalid, public=edition.audience == "public")
    problems = _run((*RECORD_CHECKS, *ARCHIVE_CHECKS), context, progress)
    return locate_and_sort(content, problems, lambda: _run(ADVISORY_CHECKS, context))


def check_in_background(
    content: Content, edition: Edition, jobs: int, min_files: int = MIN_FILES_FOR_WORKERS
) -> Workers[None, list[Problem]]:
    """Start `check` in a process of its own. Its one result is the list of problems.

    With one job, or fewer than `min_files` files, this process checks when the result is asked for.
    """
    in_process = jobs == 1 or content.file_count < min_files
    return Workers(lambda _: check(content, edition), (None,), 1, in_process=in_process)


def _run(checks: Sequence[Check], context: CheckContext, progress: Progress = no_progress) -> Iterator[Problem]:
    for number, each in enumerate(checks, 1):
        yield from each(context)
        progress(number, len(checks))


def locate_and_sort(
    content: Content, problems: Iterable[Problem], advise: Callable[[], Iterable[Problem]]
) -> list[Problem]:
    """Return the problems worth reporting and the ones of loading, located and sorted.

    `advise` runs the advisory checks; it is called only if there is no error.
    """
    in_texts = chain(check_text_is_whole(content), check_values_are_read(content), check_no_text_holds_fields(content))
    reported = [problem for problem in chain(problems, in_texts) if _is_worth_reporting(problem, content)]
    if not has_errors([*content.problems, *reported]):
        reported += advise()
    located = (
        problem if problem.place else content.sources[problem.record or SITE].locate(problem) for problem in reported
    )
    return sorted([*content.problems, *located], key=sort_key)


def _is_worth_reporting(problem: Problem, content: Content) -> bool:
    """Return True unless invalid fields cause `problem`, or loading has reported it.

    What a reference names may lie in a folder that could not be entered.
    """
    if problem.rule is UNKNOWN_REFERENCE and content.has_unread_folders:
        return False
    if problem.record not in content.incomplete:
        return True
    invalid = {invalid.field for invalid in content.sources[problem.record].problems}
    return problem.rule in RULES_OF_INCOMPLETE_RECORDS and problem.field not in invalid
