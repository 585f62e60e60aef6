"""Make a draft from options such as `--set title=Talks`, without questions. Used by `new`.

Questions for the fields that the options leave open are for `interview.py`.
"""

from collections.abc import Callable, Sequence
from pathlib import Path

from generator.editing.new.answers import Answers, duplicate_notes
from generator.editing.new.interview import Interview
from generator.editing.new.questions import parse_path
from generator.editing.new.workspace import Draft, Workspace
from generator.problems import Problem, format_field_path, has_errors, quote
from generator.problems.report import format_message


class OptionRejectedError(Exception):
    """The reason for making no record of the options, and the problems that a record of them would have."""

    def __init__(self, message: str, problems: Sequence[Problem] = (), *, is_wrong_use: bool = False) -> None:
        """Take `is_wrong_use` if the option itself is wrong, for any records."""
        super().__init__(message)
        self.problems, self.is_wrong_use = tuple(problems), is_wrong_use


def set_fields(draft: Draft, options: Sequence[str], interview: Interview, workspace: Workspace) -> Draft:
    """Return the draft with the fields of `options`, each `FIELD=VALUE`.

    Raises OptionRejectedError, AmbiguousAnswerError.
    """
    answers = Answers(draft, workspace)
    roots = set()
    for option in options:
        name, equals, text = option.partition("=")
        path = parse_path(name)
        if not equals or not path or not text.strip():
            raise OptionRejectedError(f"--set FIELD=VALUE is expected, found {option!r}", is_wrong_use=True)
        interview.set(answers, path, text.strip())
        roots.add(path[:1])
    problems = [problem for problem in workspace.problems(answers.draft) if problem.field[:1] in roots]
    if has_errors(problems):
        raise OptionRejectedError("nothing was written", problems)
    return answers.draft


def finish_without_questions(
    draft: Draft, workspace: Workspace, notify: Callable[[str], None], *, can_ask: bool
) -> bool:
    """Finish a draft and return True, or return False if a question is needed.

    Calls `notify` with a note for each possible duplicate. Raises OptionRejectedError if a question is needed and
    nobody can be asked.
    """
    if has_errors(workspace.problems(draft)):
        return False
    draft.id = draft.id or _propose_id(draft, workspace, notify, can_ask=can_ask)
    if not draft.id:
        return False
    _notify_of_duplicates(draft, workspace, notify)
    workspace.finish(draft)
    return True


def describe_problem(problem: Problem) -> str:
    """Return a problem in a line, without the file, which is not written yet."""
    field = format_field_path(problem.field)
    return f"{field}: {format_message(problem)}" if field else format_message(problem)


def _propose_id(draft: Draft, workspace: Workspace, notify: Callable[[str], None], *, can_ask: bool) -> str:
    """Return an id that needs no question; empty if somebody must be asked.

    An existing record with the proposed id needs a question: a script may have been run before.
    """
    draft.family, families = _family_names(draft, workspace)
    proposals, existing_file = workspace.proposals(draft), workspace.existing_file(draft)
    is_family_unclear = families and not draft.family
    if can_ask and (existing_file or is_family_unclear):
        return ""
    if existing_file:
        _notify_of_duplicates(draft, workspace, notify)
        free_id = next((each for each in proposals if each.startswith(Path(existing_file).stem)), proposals[0])
        hint = f"nothing was written; to make another, name it: --id {free_id}"
        raise OptionRejectedError(f"{existing_file} is there already: {hint}")
    if is_family_unclear:
        hint = f"--family-name {' or '.join(families)}"
        raise OptionRejectedError(f"the family name is expected, for the id begins with it: {hint}")
    return proposals[0] if proposals else ""


def _family_names(draft: Draft, workspace: Workspace) -> tuple[str, tuple[str, ...]]:
    """Return the family name, empty if it is unclear, and the possible ones."""
    family = workspace.family(draft)
    if not family:
        return "", ()
    if draft.family and not family.resolve(draft.family):
        expected = f"one of {', '.join(family.candidates)} is expected"
        raise OptionRejectedError(f"--family-name: {expected}, found {quote(draft.family)}", is_wrong_use=True)
    return family.resolve(draft.family) or family.likely, tuple(family.candidates)


def _notify_of_duplicates(draft: Draft, workspace: Workspace, notify: Callable[[str], None]) -> None:
    for note in duplicate_notes(draft, workspace):
        notify(note)
