"""`Answers`: a draft that answers fill in, checked as `check` would. `questions.py` has the questions."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from generator.content.characters import describe_control_character, find_control_character
from generator.content.direction_controls import describe_direction_control, find_direction_control
from generator.content.yaml_parser import EMPTY_FILE, YamlValue
from generator.editing.lookup import Candidate, RecordLookup
from generator.editing.new.questions import Question, questions, questions_for
from generator.editing.new.workspace import Draft, Workspace
from generator.kinds import key_of
from generator.kinds.fields import Field, find_field
from generator.kinds.kind import Kind
from generator.kinds.record import Fields
from generator.problems import FieldPath, Problem, Severity, format_field_path, has_errors, quote
from generator.problems.report import format_message
from generator.problems.suggest import complete_prefix
from generator.values.codes import ID_EXPECTED, is_id
from generator.values.folding import slug
from generator.values.reference import To
from generator.values.scripts import detect_language

COMMAS = re.compile("[,;،、，]")


ID_WANTED = "the id is expected: --id …"


CREATE = "+"
"""Before a name in an answer: create a record with this name."""


FILLED: dict[str, YamlValue] = {"audience": "public"}
"""The values of a record that needs none: a file without any field is no record."""


class AmbiguousAnswerError(Exception):
    """An answer that may mean several records, or no existing one."""

    def __init__(self, message: str, candidates: Sequence[Candidate] = (), missing: str = "") -> None:
        """Take the `candidates` that may be meant, or the `missing` name."""
        super().__init__(message)
        self.candidates, self.missing = candidates, missing


class Answers:
    """A draft that answers fill in."""

    def __init__(self, draft: Draft, workspace: Workspace) -> None:
        self.draft, self.workspace = draft, workspace

    @property
    def lookup(self) -> RecordLookup:
        """The lookup of records for references."""
        return self.workspace.lookup

    def with_answer(self, question: Question, answer: str) -> Draft:
        """Return the draft with an answer.

        Raises AmbiguousAnswerError if it may refer to several records.
        """
        _refuse_controls(answer)
        draft = self.draft.with_values(_copy(self.draft.values))
        parts = COMMAS.split(answer) if question.several and _splits(question.field) else [answer]
        values = [self._value(question.field, part.strip()) for part in parts if part.strip()]
        name = question.path[0] if question.of_list else None
        held = draft.values.get(str(name or question.path[0])) if question.several else None
        before = held if isinstance(held, list) else []
        if question.of_list:
            draft.put(question.path[:1], [*before, *({question.field.name: value} for value in values)])
        elif question.several:
            draft.put(question.path, [*(before if len(question.path) == 1 else ()), *values])
        else:
            draft.put(question.path, values[0])
        return self._with_defaults(draft)

    def set(self, path: FieldPath, text: str) -> None:
        """Set the field at `path`, as `--set` does.

        Raises AmbiguousAnswerError if that is impossible.
        """
        _refuse_controls(text)
        field, rest = _field_at(self.draft.kind, path)
        own_questions = list(questions_for(field)) if field and len(path) == 1 else []
        try:
            if field and not rest:
                question = own_questions[0] if len(own_questions) == 1 else Question(path, field, must=False)
                self.draft = self.with_answer(question, text)
            else:
                draft = self.draft.with_values(_copy(self.draft.values))
                draft.put(path, self._reference(text, field.to) if field and field.to else text)
                self.draft = self._with_defaults(draft)
        except (IndexError, KeyError, TypeError):
            hint = "write it whole, or its entries one after another from [0] on"
            raise AmbiguousAnswerError(f"{format_field_path(path)} cannot be set: {hint}") from None

    def _value(self, field: Field, part: str) -> YamlValue:
        if field.to:
            return self._reference(part, field.to)
        if field.choices:
            return complete_prefix(part.replace(" ", "-"), field.choices) or part
        languages = self.workspace.languages
        if not field.is_text or field.is_prose or self.draft.kind.is_citable or len(languages) == 1:
            return part
        return {detect_language(part, languages): part}

    def _reference(self, part: str, to: To) -> str:
        if part.startswith(CREATE):
            return part
        resolved = self.lookup.resolve(part, to)
        if len(resolved) > 1:
            raise AmbiguousAnswerError(f'"{part}" may be several', resolved)
        if resolved:
            return resolved[0].reference_for(to)
        suggested = self.lookup.suggest(part, to, most=5)
        raise AmbiguousAnswerError(f"there is no {' or '.join(to.targets)} {quote(part)}", suggested, part)

    def _with_defaults(self, draft: Draft) -> Draft:
        """Return the draft with the default values of a record whose day is still ahead."""
        record = self.workspace.record(draft) if draft.kind.timeline.values_before_day else None
        if record:
            for name, value in draft.kind.defaults_before_day(record, self.workspace.archive.today).items():
                draft.values.setdefault(name, value)
        return draft

    def problems_with(self, draft: Draft, question: Question) -> list[Problem]:
        """Return the problems of the answer to a question, without those of later ones."""
        here = question.path[:1] if question.of_list else question.path
        return [problem for problem in self.workspace.problems(draft) if problem.field[: len(here)] == here]

    def problems_without(self, question: Question) -> list[Problem]:
        """Return the problems if a question is left open.

        Warnings only with the last question.
        """
        of_record = [problem for problem in self.workspace.problems(self.draft) if not problem.field]
        last = self._is_last(question)
        return [_of_unsaved(problem) for problem in of_record if last or has_errors([problem])]

    def is_only_warned_without(self, question: Question) -> bool:
        """Return whether leaving the last question open is only a warning."""
        problems = self.problems_without(question) if not question.must and self._is_last(question) else []
        return bool(problems) and only_warnings(problems)

    def next_expected(self) -> str:
        """Return the next required field, with its option. Empty if nothing is expected."""
        draft = self.draft
        if draft.kind.naming.restates_a_standard and not draft.id:
            return ID_WANTED
        left = (each for each in questions(draft.kind) if each.must and lacks(draft.values, each.path))
        if question := next(left, None):
            return f"{question.option} is expected: --set {question.option}=…"
        if errors := [each for each in self.workspace.problems(draft) if has_errors([each]) and not each.field]:
            return join_messages([_of_unsaved(each) for each in errors])
        return "" if draft.id or self.workspace.proposals(draft) else ID_WANTED

    def referred_to(self, path: FieldPath) -> To | None:
        """Return the kind of reference of the field at `path`, None if it is no reference."""
        field, _ = _field_at(self.draft.kind, path)
        own_questions = list(questions_for(field)) if field and len(path) == 1 else []
        target = own_questions[0] if len(own_questions) == 1 else field
        return target.to if target else None

    def _is_last(self, question: Question) -> bool:
        return not self.draft.kind.is_citable and question == [*questions(self.draft.kind)][-1]


def duplicate_notes(draft: Draft, workspace: Workspace) -> tuple[str, ...]:
    """Return a note for each existing record that may be the same as the draft."""
    archive = workspace.archive
    titles = (
        (key_of(each), archive.title(each, archive.site_language).text) for each in workspace.possible_duplicates(draft)
    )
    too = ", and has the id that this would have" if draft.kind.is_dated else " too"
    return tuple(f"note: {key} is called {quote(title)}{too}" for key, title in titles)


def id_problem(draft: Draft, workspace: Workspace) -> str:
    """Return in a line why a draft cannot have its id. Empty if it can."""
    if not is_id(draft.id):
        meant = draft.kind.naming.standard_id(draft.id) or slug(draft.id)
        return f"{ID_EXPECTED}, found {quote(draft.id)}" + (f'; did you mean "{meant}"?' if meant else "")
    problems = workspace.problems(draft if draft.values else draft.with_values(dict(FILLED)))
    return join_messages([each for each in problems if not each.field and has_errors([each])])


def join_messages(problems: Sequence[Problem]) -> str:
    """Return the messages of problems in one line. Empty if there are none."""
    return "; ".join(dict.fromkeys(format_message(problem) for problem in problems))


def only_warnings(problems: Sequence[Problem]) -> bool:
    """Return whether a record with these problems is accepted."""
    return all(problem.rule.severity is Severity.WARNING for problem in problems)


def _refuse_controls(text: str) -> None:
    if control := find_control_character(text):
        raise AmbiguousAnswerError(f"text is expected, found {describe_control_character(control.group())}")
    if direction := find_direction_control(text):
        raise AmbiguousAnswerError(f"text is expected, found {describe_direction_control(direction)}")


def _splits(field: Field) -> bool:
    """Return whether commas separate answers.

    Only in fields whose values have no commas.
    """
    return field.is_reference or not field.is_line


def _of_unsaved(problem: Problem) -> Problem:
    """Rephrase a problem of a whole record without a file.

    A hint about the file is no help.
    """
    message = "a record holds one field at least" if problem.rule is EMPTY_FILE else problem.message
    return replace(problem, message=message, hint=None)


def _field_at(kind: Kind[Any], path: FieldPath) -> tuple[Field | None, FieldPath]:
    """Return the innermost field on a path, and the remaining steps.

    An entry, a language.
    """
    model: type[Fields] | None = kind.record
    innermost, rest = None, path
    for number, step in enumerate(path):
        if isinstance(step, str) and model and (field := find_field(model, step)):
            innermost, model, rest = field, field.mapping, path[number + 1 :]
    return innermost, rest


def lacks(value: Any, path: FieldPath) -> bool:
    """Return whether there is no value at `path`."""
    try:
        for step in path:
            value = value[step]
    except (IndexError, KeyError, TypeError):
        return True
    return False


def _copy(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _copy(below) for key, below in value.items()}
    return [_copy(below) for below in value] if isinstance(value, list) else value
