"""`Interview`: ask for a record question by question, and validate each answer as `check` would."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Protocol

from generator.editing.lookup import Candidate
from generator.editing.new.answers import (
    COMMAS,
    CREATE,
    FILLED,
    AmbiguousAnswerError,
    Answers,
    duplicate_notes,
    id_problem,
    join_messages,
    lacks,
    only_warnings,
)
from generator.editing.new.questions import Question, questions
from generator.editing.new.workspace import Draft, Workspace
from generator.kinds import KINDS
from generator.kinds.fields import find_field
from generator.kinds.kind import Kind
from generator.problems import FieldPath, quote
from generator.problems.suggest import complete_prefix
from generator.values.reference import To

PROPOSED_ANSWER = re.compile('; (?:write|did you mean) "([^"]+)"[?]?$')
"""The end of a hint that proposes an answer."""
FAMILY_ABOUT = "The part of the name that is the family name: the id begins with it."
AGAIN = "give the same answer again to keep it"
ENTER_AGAIN = "Enter again to go on without"
ID_ABOUT = "The file's name without .yml, which stays for ever: a to z, digits and hyphens."


class AnswerRejectedError(Exception):
    """The reason for rejecting an answer, and the records it may have meant."""

    def __init__(self, message: str, candidates: Sequence[Candidate] = ()) -> None:
        super().__init__(message)
        self.candidates = tuple(candidates)

    @property
    def proposed_answer(self) -> str:
        """The answer that the reason proposes. Empty if it proposes none."""
        match = PROPOSED_ANSWER.search(str(self))
        return match[1] if match else ""


@dataclass(frozen=True)
class Prompt:
    """One question to put: its label, its description, and the answers it allows."""

    label: str
    about: str
    validate: Callable[[str], None]
    """Raises AnswerRejectedError for an invalid answer."""
    must: bool = True
    warned: bool = False
    """Whether `check` will warn if there is no answer."""
    default: str = ""
    words: tuple[str, ...] = ()
    several: bool = False
    offers: Callable[[str], list[Candidate]] | None = None
    """Returns the records that a typed text may mean; any records for an empty text."""
    reference_for: Callable[[Candidate], str] = field(default=lambda candidate: candidate.record.id)


class Prompter(Protocol):
    """Puts questions to a person. Raises EOFError or KeyboardInterrupt when the person has left."""

    introduction: str
    """How to answer, printed before the first question."""

    def ask(self, prompt: Prompt) -> str:
        """Ask until an answer is accepted. Return it."""

    def say(self, message: str) -> None:
        """Print a message between two questions."""


class Interview:
    """Asks for records, and finishes them in a workspace."""

    def __init__(self, workspace: Workspace, prompter: Prompter) -> None:
        self._workspace, self._prompter = workspace, prompter
        self._printed: set[str] = set()

    def run(self, draft: Draft) -> None:
        """Ask for the missing fields of a draft and for its id, and finish it.

        Raises EOFError if the answers end, with the next expected field.
        """
        answers = Answers(draft, self._workspace)
        self._say_once(self._prompter.introduction)
        self._prompter.say(" ".join((draft.kind.record.__doc__ or "").partition("\n\n")[0].split()))
        try:
            self._ask_all(answers)
        except EOFError as end:
            raise EOFError(*(end.args or filter(None, [answers.next_expected()]))) from None
        self._workspace.finish(answers.draft)

    def set(self, answers: Answers, path: FieldPath, text: str) -> None:
        """Set the field at `path`, as `--set` does, and create the records it asks for."""
        answers.set(path, text)
        if to := answers.referred_to(path):
            root = str(path[0])
            answers.draft.values[root] = self._create_records(answers.draft.values[root], to)

    def _ask_all(self, answers: Answers) -> None:
        draft = answers.draft
        if draft.kind.naming.restates_a_standard and not draft.id:
            answers.draft.id = self._id(answers)
        skipped: set[str] = set()
        for question in questions(draft.kind):
            name = str(question.path[0])
            if name not in skipped and lacks(answers.draft.values, question.path) and not self._ask(question, answers):
                skipped.add(name)
        if not answers.draft.id:
            self._say_duplicates(answers.draft)
            answers.draft.family = self._family(answers.draft)
            answers.draft.id = self._id(answers)

    def _ask(self, question: Question, answers: Answers) -> bool:
        """Ask for a field. Return whether it was answered."""
        refusals: list[str] = []
        to, name = question.to, str(question.path[0])
        prompt = Prompt(
            question.label,
            question.about,
            lambda answer: _validate(question, answers, answer, refusals),
            question.must,
            answers.is_only_warned_without(question),
            words=question.field.choices,
            several=question.several,
            offers=(lambda typed: answers.lookup.suggest(typed, to)) if to else None,
            reference_for=(lambda candidate: candidate.reference_for(to)) if to else (lambda candidate: candidate.key),
        )
        while answer := self._prompter.ask(prompt).strip():
            draft = _with_answer(answers, question, answer)
            problems = []
            if _creates(question, answer):
                draft.values[name] = self._create_records(draft.values[name], to)
                problems = answers.problems_with(draft, question)
            if only_warnings(problems):
                answers.draft = draft
                self._say_interpretation(question, answer, answers)
                self._say_duplicates(draft)
                return True
            self._prompter.say(f"  {join_messages(problems)}")
        return False

    def _say_interpretation(self, question: Question, answer: str, answers: Answers) -> None:
        """Print the record or word that an answer was taken for, if spelt otherwise."""
        self._say_word(answer, complete_prefix(answer.replace(" ", "-"), question.field.choices))
        if not (to := question.to):
            return
        for part in COMMAS.split(answer):
            for each in answers.lookup.resolve(part.strip(), to)[:1]:
                if each.reference_for(to) != part.strip():
                    self._prompter.say(f"  = {each.title} ({each.key})")

    def _say_word(self, typed: str, word: str) -> None:
        if word and word != typed.strip():
            self._prompter.say(f"  = {word}")

    def _say_duplicates(self, draft: Draft) -> None:
        """Print each record that may be the same, once."""
        for note in duplicate_notes(draft, self._workspace):
            self._say_once(f"  {note}")

    def _say_once(self, message: str) -> None:
        if message not in self._printed:
            self._prompter.say(message)
            self._printed.add(message)

    def _create_records(self, value: Any, to: To | None) -> Any:
        """Create the records that values ask for.

        Return the values with ids in place of names.
        """
        if isinstance(value, dict):
            return {key: self._create_records(below, to) for key, below in value.items()}
        if isinstance(value, list):
            return [self._create_records(below, to) for below in value]
        if to and isinstance(value, str) and value.startswith(CREATE):
            return self._create(value.removeprefix(CREATE).strip(), to)
        return value

    def _create(self, name: str, to: To) -> str:
        """Create a record by questions; one that a standard defines, without.

        Return its id.
        """
        kinds = [kind for kind in KINDS if kind.reference_names & set(to.targets)]
        for kind in kinds:
            if identifier := kind.naming.standard_id(name):
                return self._create_from_standard(kind, identifier)
        try:
            return self._create_by_questions(kinds, name)
        except EOFError:
            commands = " or ".join(f"new {kind.name}" for kind in kinds)
            raise EOFError(f"{quote(name)} is to be made first, by {commands}") from None

    def _create_by_questions(self, kinds: Sequence[Kind[Any]], name: str) -> str:
        self._say_once(self._prompter.introduction)
        kind = kinds[0] if len(kinds) == 1 else self._kind(kinds, name)
        self._prompter.say(f"A new {kind.name}:")
        draft = Draft(kind)
        naming = find_field(kind.record, "title") or find_field(kind.record, "name")
        if name and naming:
            draft = Answers(draft, self._workspace).with_answer(Question((naming.name,), naming, must=True), name)
        self.run(draft)
        self._prompter.say("Back to the record that refers to it.")
        return self._workspace.finished[-1].id

    def _create_from_standard(self, kind: Kind[Any], identifier: str) -> str:
        """Create a record that a standard defines, if there is none. Return its id."""
        key = f"{kind.folder}/{identifier}"
        exists = any(each.key == key for each in self._workspace.lookup.resolve(key))
        if not exists:
            self._workspace.finish(Draft(kind, identifier, dict(FILLED)))
        title = self._workspace.lookup.resolve(key)[0].title
        self._prompter.say(f"  = {title} ({key})" + ("" if exists else f", a new {kind.name}"))
        return identifier

    def _kind(self, kinds: Sequence[Kind[Any]], name: str) -> Kind[Any]:
        by_name = {kind.name: kind for kind in kinds}

        def validate(answer: str) -> None:
            if not complete_prefix(answer, by_name):
                raise AnswerRejectedError(f"one of {', '.join(by_name)} is expected")

        about = f"What {name or 'it'} is: {' or '.join(by_name)}."
        answer = self._prompter.ask(Prompt("Kind", about, validate, words=tuple(by_name)))
        self._say_word(answer, complete_prefix(answer, by_name))
        return by_name[complete_prefix(answer, by_name)]

    def _family(self, draft: Draft) -> str:
        """Ask for the family name if a name has several parts and the draft does not say."""
        family = self._workspace.family(draft)
        if not family or family.resolve(draft.family):
            return family.resolve(draft.family) if family else ""

        def validate(answer: str) -> None:
            if not family.resolve(answer):
                raise AnswerRejectedError(f"one of {', '.join(family.candidates)} is expected")

        prompt = Prompt("Family name", FAMILY_ABOUT, validate, default=family.likely, words=tuple(family.candidates))
        answer = self._prompter.ask(prompt)
        self._say_word(answer, family.resolve(answer))
        return family.resolve(answer)

    def _id(self, answers: Answers) -> str:
        proposals = self._workspace.proposals(answers.draft)

        def validate(answer: str) -> None:
            if problem := id_problem(replace(answers.draft, id=answer.strip()), self._workspace):
                raise AnswerRejectedError(problem)

        default = proposals[0] if proposals else ""
        about = ID_ABOUT + (f" Or {', '.join(proposals[1:])}." if proposals[1:] else "")
        return self._prompter.ask(Prompt("Id", about, validate, default=default, words=proposals)).strip()


def _validate(question: Question, answers: Answers, answer: str, refusals: list[str]) -> None:
    """Raise AnswerRejectedError if `check` would report the answer.

    For a warning, only the first time.
    """
    if not answer.strip():
        problems = [] if question.must else answers.problems_without(question)
        message = "an answer is expected" if question.must else join_messages(problems)
    else:
        draft = _with_answer(answers, question, answer)
        problems = [] if _creates(question, answer) else answers.problems_with(draft, question)
        message = join_messages(problems)
    acceptable = bool(problems) and only_warnings(problems)
    if message and not (acceptable and refusals and refusals[-1] == answer):
        refusals.append(answer)
        raise AnswerRejectedError(f"{message} – {AGAIN if answer.strip() else ENTER_AGAIN}" if acceptable else message)


def _with_answer(answers: Answers, question: Question, answer: str) -> Draft:
    try:
        return answers.with_answer(question, answer)
    except AmbiguousAnswerError as error:
        creation = f"; {CREATE}{error.missing} makes it" if error.missing else ""
        raise AnswerRejectedError(f"{error}{creation}", error.candidates) from None


def _creates(question: Question, answer: str) -> bool:
    """Return whether an answer asks for a new record."""
    return question.to is not None and any(part.strip().startswith(CREATE) for part in COMMAS.split(answer))
