"""What is asked of whoever starts a record, and what becomes of an answer: values of a record, and what check says."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from generator.content.yaml_parser import EMPTY_FILE, Value, control_in, control_named
from generator.editing.lookup import Candidate, RecordLookup
from generator.editing.new.workspace import Draft, Workspace
from generator.kinds import key_of
from generator.kinds.fields import Field, field_named, fields_in_order
from generator.kinds.kind import Kind
from generator.kinds.record import Fields, Record
from generator.problems import FieldPath, Problem, Severity, format_field_path, has_errors, quote
from generator.problems.report import format_message
from generator.problems.suggest import complete_prefix
from generator.values.codes import ID_EXPECTED, is_id
from generator.values.folding import slug
from generator.values.reference import To
from generator.values.scripts import language_written_in

STEPS = re.compile(r"[^.\[\]]+")
COMMAS = re.compile("[,;،、，]")
ID_WANTED = "the id is expected: --id …"
CREATE = "+"
"""Before a name: a record is to be made of it."""
FILLED: dict[str, Value] = {"audience": "public"}
"""What an empty record is filled with: a file without any field is none."""


@dataclass(frozen=True)
class Question:
    """A field that is asked for."""

    path: FieldPath
    field: Field
    must: bool
    of_list: Field | None = None
    """The list whose entries have only this field to be asked for, so that several may be named at once."""

    @property
    def label(self) -> str:
        """What is asked for, in words."""
        names = [str(step) for step in self.path if isinstance(step, str)]
        plain = names[-1] if self.of_list else " – ".join(names)
        return plain.replace("_", " ").capitalize()

    @property
    def option(self) -> str:
        """How an option names it."""
        return format_field_path(self.path[:1] if self.of_list else self.path)

    @property
    def about(self) -> str:
        """What is said of the field, or of the list that it alone is asked for."""
        return (self.of_list or self.field).description

    @property
    def several(self) -> bool:
        """Whether several answers may stand behind one another, with commas between them."""
        return self.field.many or self.of_list is not None

    @property
    def to(self) -> To | None:
        """Which records are referred to."""
        return self.field.to


def questions(kind: Kind[Any]) -> Iterator[Question]:
    """What is asked for a record of a kind: what it must have, what the kind asks for, and a source."""
    record: type[Record] = kind.record
    required = [field.name for field in fields_in_order(record) if field.required]
    cites = () if kind.is_citable or kind.naming.restates_a_standard else ("sources",)
    for name in dict.fromkeys((*required, *kind.fields_asked_by_new, *cites)):
        if field := field_named(record, name):
            yield from _of(field)


def _of(field: Field) -> Iterator[Question]:
    below = [each for each in fields_in_order(field.mapping) if each.required] if field.mapping and field.many else []
    if len(below) == 1:
        yield Question((field.name, 0, below[0].name), below[0], field.required, field)
    for number, each in enumerate(below if len(below) > 1 else ()):
        yield Question((field.name, 0, each.name), each, field.required or number > 0)
    if not below:
        yield Question((field.name,), field, field.required)


class AmbiguousAnswer(Exception):  # noqa: N818  it asks for another answer, nothing has failed
    """An answer that may mean several records, or none that is there."""

    def __init__(self, message: str, candidates: Sequence[Candidate] = (), missing: str = "") -> None:
        """`missing` is the name of what is not there, and may be made."""
        super().__init__(message)
        self.candidates, self.missing = candidates, missing


class Answers:
    """A draft as it is filled with answers."""

    def __init__(self, draft: Draft, desk: Workspace) -> None:
        self.draft, self.desk = draft, desk

    @property
    def candidates(self) -> RecordLookup:
        """The records that an answer may refer to."""
        return self.desk.candidates

    def answered(self, question: Question, answer: str) -> Draft:
        """The draft with an answer; raises Unclear where it may refer to several records."""
        _refuse_controls(answer)
        draft = self.draft.with_values(_copied(self.draft.values))
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
        return self.completed(draft)

    def set(self, path: FieldPath, text: str) -> None:
        """Set a field, as an option names it; raises Unclear where that cannot be done."""
        _refuse_controls(text)
        field, rest = _field_at(self.draft.kind, path)
        asked = list(_of(field)) if field and len(path) == 1 else []
        try:
            if field and not rest:
                question = asked[0] if len(asked) == 1 else Question(path, field, must=False)
                self.draft = self.answered(question, text)
            else:
                draft = self.draft.with_values(_copied(self.draft.values))
                draft.put(path, self._reference(text, field.to) if field and field.to else text)
                self.draft = self.completed(draft)
        except (IndexError, KeyError, TypeError):
            hint = "write it whole, or its entries one after another from [0] on"
            raise AmbiguousAnswer(f"{format_field_path(path)} cannot be set: {hint}") from None

    def _value(self, field: Field, part: str) -> Value:
        if field.to:
            return self._reference(part, field.to)
        if field.words:
            return complete_prefix(part.replace(" ", "-"), field.words) or part
        languages = self.desk.languages
        if not field.is_text or field.is_prose or self.draft.kind.is_citable or len(languages) == 1:
            return part
        return {language_written_in(part, languages): part}

    def _reference(self, part: str, to: To) -> str:
        if part.startswith(CREATE):
            return part
        meant = self.candidates.meant(part, to)
        if len(meant) > 1:
            raise AmbiguousAnswer(f'"{part}" may be several', meant)
        if meant:
            return meant[0].written(to)
        like = self.candidates.like(part, to, most=5)
        raise AmbiguousAnswer(f"there is no {' or '.join(to.targets)} {quote(part)}", like, part)

    def completed(self, draft: Draft) -> Draft:
        """The draft with what fields hold before the day of the record, where that is still to come."""
        record = self.desk.record(draft) if draft.kind.timeline.values_before_day else None
        if record:
            for name, value in draft.kind.defaults_before_day(record, self.desk.archive.today).items():
                draft.values.setdefault(name, value)
        return draft

    def wrong(self, draft: Draft, question: Question) -> list[Problem]:
        """What check says of the answer to a question, and not of what is still to be asked for."""
        here = question.path[:1] if question.of_list else question.path
        return [problem for problem in self.desk.problems(draft) if problem.field[: len(here)] == here]

    def wrong_without(self, question: Question) -> list[Problem]:
        """What check says of a draft in which a question is left open: what is worth a warning, with the last."""
        told = [problem for problem in self.desk.problems(self.draft) if not problem.field]
        last = self._is_last(question)
        return [_of_empty(problem) for problem in told if last or has_errors([problem])]

    def warned_without(self, question: Question) -> bool:
        """Whether check only warns where a question is left open. Only the last can be one that it warns of."""
        problems = self.wrong_without(question) if not question.must and self._is_last(question) else []
        return bool(problems) and only_warnings(problems)

    def wanted(self) -> str:
        """What must still be given, and by which option; empty where nothing can be named."""
        draft = self.draft
        if draft.kind.naming.restates_a_standard and not draft.id:
            return ID_WANTED
        left = (each for each in questions(draft.kind) if each.must and lacks(draft.values, each.path))
        if question := next(left, None):
            return f"{question.option} is expected: --set {question.option}=…"
        if wrong := [each for each in self.desk.problems(draft) if has_errors([each]) and not each.field]:
            return refused([_of_empty(each) for each in wrong])
        return "" if draft.id or self.desk.proposals(draft) else ID_WANTED

    def referred_to(self, path: FieldPath) -> To | None:
        """Which records a field refers to, as an option names it."""
        field, _ = _field_at(self.draft.kind, path)
        asked = list(_of(field)) if field and len(path) == 1 else []
        named = asked[0] if len(asked) == 1 else field
        return named.to if named else None

    def _is_last(self, question: Question) -> bool:
        return not self.draft.kind.is_citable and question == [*questions(self.draft.kind)][-1]


def possible_duplicates(draft: Draft, desk: Workspace) -> tuple[str, ...]:
    """What is said of each record that may be what a draft is already."""
    archive = desk.archive
    named = ((key_of(each), archive.title(each, archive.site_language).text) for each in desk.namesakes(draft))
    too = ", and has the id that this would have" if draft.kind.is_dated else " too"
    return tuple(f"note: {key} is called {quote(title)}{too}" for key, title in named)


def wrong_id(draft: Draft, desk: Workspace) -> str:
    """Why a draft cannot have its id, in a line; empty where it can."""
    if not is_id(draft.id):
        meant = draft.kind.naming.standard_id(draft.id) or slug(draft.id)
        return f"{ID_EXPECTED}, found {quote(draft.id)}" + (f'; did you mean "{meant}"?' if meant else "")
    problems = desk.problems(draft if draft.values else draft.with_values(dict(FILLED)))
    return refused([each for each in problems if not each.field and has_errors([each])])


def refused(problems: Sequence[Problem]) -> str:
    """Why an answer is refused, in a line; empty where nothing stops it."""
    return "; ".join(dict.fromkeys(format_message(problem) for problem in problems))


def only_warnings(problems: Sequence[Problem]) -> bool:
    """Whether a record with these problems is accepted all the same."""
    return all(problem.rule.severity is Severity.WARNING for problem in problems)


def path_of(written: str) -> FieldPath:
    """The path of a field as an option names it: `history[0].date`, `title.ja`."""
    return tuple(int(step) if step.isdecimal() else step for step in STEPS.findall(written))


def _refuse_controls(text: str) -> None:
    if control := control_in(text):
        raise AmbiguousAnswer(f"text is expected, found {control_named(control.group())}")


def _splits(field: Field) -> bool:
    """Whether commas separate answers: in what has none itself."""
    return field.is_reference or not field.is_line


def _of_empty(problem: Problem) -> Problem:
    """A problem of the whole record, which is not in a file yet: how to mend that is no help."""
    message = "a record holds one field at least" if problem.rule is EMPTY_FILE else problem.message
    return replace(problem, message=message, hint=None)


def _field_at(kind: Kind[Any], path: FieldPath) -> tuple[Field | None, FieldPath]:
    """The field that holds what is at a path, and the steps from it on: an entry, a language."""
    model: type[Fields] | None = kind.record
    found, rest = None, path
    for number, step in enumerate(path):
        if isinstance(step, str) and model and (field := field_named(model, step)):
            found, model, rest = field, field.mapping, path[number + 1 :]
    return found, rest


def lacks(value: Any, path: FieldPath) -> bool:
    """Whether there is no value at a path."""
    try:
        for step in path:
            value = value[step]
    except (IndexError, KeyError, TypeError):
        return True
    return False


def _copied(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _copied(below) for key, below in value.items()}
    return [_copied(below) for below in value] if isinstance(value, list) else value
