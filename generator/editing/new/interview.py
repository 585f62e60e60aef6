"""The conversation by which a record comes into being: question by question, each answer judged as check would."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Protocol

from generator.editing.lookup import Candidate
from generator.editing.new.questions import (
    COMMAS,
    CREATE,
    FILLED,
    AmbiguousAnswer,
    Answers,
    Question,
    lacks,
    only_warnings,
    possible_duplicates,
    questions,
    refused,
    wrong_id,
)
from generator.editing.new.workspace import Draft, Workspace
from generator.kinds import KINDS
from generator.kinds.fields import field_named
from generator.kinds.kind import Kind
from generator.problems import FieldPath, quote
from generator.problems.suggest import complete_prefix
from generator.values.reference import To

MEANT = re.compile('; (?:write|did you mean) "([^"]+)"[?]?$')
"""How a hint ends that has the right answer in it."""
FAMILY_ABOUT = "The part of the name that is the family name: the id begins with it."
AGAIN = "give the same answer again to keep it"
ENTER_AGAIN = "Enter again to go on without"
ID_ABOUT = "The file's name without .yml, which stays for ever: a to z, digits and hyphens."


class AnswerRejected(Exception):  # noqa: N818  it asks for another answer, nothing has failed
    """Why an answer is not taken, and which records it may have meant."""

    def __init__(self, message: str, candidates: Sequence[Candidate] = ()) -> None:
        super().__init__(message)
        self.candidates = tuple(candidates)

    @property
    def mended(self) -> str:
        """The answer that it proposes instead; empty where it proposes none."""
        meant = MEANT.search(str(self))
        return meant[1] if meant else ""


@dataclass(frozen=True)
class Prompt:
    """One question as it is put: what for, what about, what may be answered."""

    label: str
    about: str
    judge: Callable[[str], None]
    """Raises a Verdict where an answer is not taken."""
    must: bool = True
    warned: bool = False
    """Whether check will warn where it is left out."""
    default: str = ""
    words: tuple[str, ...] = ()
    several: bool = False
    offers: Callable[[str], list[Candidate]] | None = None
    """The records that may be meant by what is typed; all where nothing is."""
    written: Callable[[Candidate], str] = field(default=lambda candidate: candidate.record.id)


class Prompter(Protocol):
    """Puts questions to somebody. Raises EOFError or KeyboardInterrupt where there is nobody any more."""

    introduction: str
    """How to answer, said before the first question."""

    def ask(self, prompt: Prompt) -> str:
        """An answer that is taken."""

    def tell(self, message: str) -> None:
        """Say something between two questions."""


class Interview:
    """Asks for records, on a desk on which those that are finished lie."""

    def __init__(self, desk: Workspace, asker: Prompter) -> None:
        self._desk, self._asker = desk, asker
        self._told: set[str] = set()

    def conduct(self, draft: Draft) -> None:
        """Ask for what a draft lacks, and for its id; then it is finished. Where the answers end, EOFError says what is
        expected."""
        answers = Answers(draft, self._desk)
        self._tell_once(self._asker.introduction)
        self._asker.tell(" ".join((draft.kind.record.__doc__ or "").partition("\n\n")[0].split()))
        try:
            self._ask_all(answers)
        except EOFError as end:
            raise EOFError(*(end.args or filter(None, [answers.wanted()]))) from None
        self._desk.finish(answers.draft)

    def set(self, answers: Answers, path: FieldPath, text: str) -> None:
        """Set a field, as an option names it, and make the records that it asks for."""
        answers.set(path, text)
        if to := answers.referred_to(path):
            root = str(path[0])
            answers.draft.values[root] = self._created(answers.draft.values[root], to)

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
            self._tell_namesakes(answers.draft)
            answers.draft.family = self._family(answers.draft)
            answers.draft.id = self._id(answers)

    def _ask(self, question: Question, answers: Answers) -> bool:
        """Ask for a field; whether it was answered."""
        refusals: list[str] = []
        to, name = question.to, str(question.path[0])
        prompt = Prompt(
            question.label,
            question.about,
            lambda answer: _judge(question, answers, answer, refusals),
            question.must,
            answers.warned_without(question),
            words=question.field.words,
            several=question.several,
            offers=(lambda typed: answers.candidates.like(typed, to)) if to else None,
            written=(lambda candidate: candidate.written(to)) if to else (lambda candidate: candidate.key),
        )
        while answer := self._asker.ask(prompt).strip():
            draft = _answered(answers, question, answer)
            problems = []
            if _creates(question, answer):
                draft.values[name] = self._created(draft.values[name], to)
                problems = answers.wrong(draft, question)
            if only_warnings(problems):
                answers.draft = draft
                self._tell_meant(question, answer, answers)
                self._tell_namesakes(draft)
                return True
            self._asker.tell(f"  {refused(problems)}")
        return False

    def _tell_meant(self, question: Question, answer: str, answers: Answers) -> None:
        """Say which records or word were taken, where that was not what was typed."""
        self._tell_taken(answer, complete_prefix(answer.replace(" ", "-"), question.field.words))
        if not (to := question.to):
            return
        for part in COMMAS.split(answer):
            for each in answers.candidates.meant(part.strip(), to)[:1]:
                if each.written(to) != part.strip():
                    self._asker.tell(f"  = {each.title} ({each.key})")

    def _tell_taken(self, typed: str, word: str) -> None:
        if word and word != typed.strip():
            self._asker.tell(f"  = {word}")

    def _tell_namesakes(self, draft: Draft) -> None:
        """Say which records may be the same, each once."""
        for said in possible_duplicates(draft, self._desk):
            self._tell_once(f"  {said}")

    def _tell_once(self, said: str) -> None:
        if said not in self._told:
            self._asker.tell(said)
            self._told.add(said)

    def _created(self, value: Any, to: To | None) -> Any:
        """The values with the ids of new records in place of the names that ask for them."""
        if isinstance(value, dict):
            return {key: self._created(below, to) for key, below in value.items()}
        if isinstance(value, list):
            return [self._created(below, to) for below in value]
        if to and isinstance(value, str) and value.startswith(CREATE):
            return self._create(value.removeprefix(CREATE).strip(), to)
        return value

    def _create(self, name: str, to: To) -> str:
        """Ask for a new record that is referred to, unless a standard says all there is to it; its id."""
        kinds = [kind for kind in KINDS if kind.reference_names & set(to.targets)]
        for kind in kinds:
            if identifier := kind.naming.standard_id(name):
                return self._restated(kind, identifier)
        try:
            return self._asked_for(kinds, name)
        except EOFError:
            commands = " or ".join(f"new {kind.name}" for kind in kinds)
            raise EOFError(f"{quote(name)} is to be made first, by {commands}") from None

    def _asked_for(self, kinds: Sequence[Kind[Any]], name: str) -> str:
        self._tell_once(self._asker.introduction)
        kind = kinds[0] if len(kinds) == 1 else self._kind(kinds, name)
        self._asker.tell(f"A new {kind.name}:")
        draft = Draft(kind)
        naming = field_named(kind.record, "title") or field_named(kind.record, "name")
        if name and naming:
            draft = Answers(draft, self._desk).answered(Question((naming.name,), naming, must=True), name)
        self.conduct(draft)
        self._asker.tell("Back to the record that refers to it.")
        return self._desk.finished[-1].id

    def _restated(self, kind: Kind[Any], identifier: str) -> str:
        """A record of what a standard names, which repeats nothing of it; its id."""
        key = f"{kind.folder}/{identifier}"
        there = any(each.key == key for each in self._desk.candidates.meant(key))
        if not there:
            self._desk.finish(Draft(kind, identifier, dict(FILLED)))
        title = self._desk.candidates.meant(key)[0].title
        self._asker.tell(f"  = {title} ({key})" + ("" if there else f", a new {kind.name}"))
        return identifier

    def _kind(self, kinds: Sequence[Kind[Any]], name: str) -> Kind[Any]:
        by_name = {kind.name: kind for kind in kinds}

        def judge(answer: str) -> None:
            if not complete_prefix(answer, by_name):
                raise AnswerRejected(f"one of {', '.join(by_name)} is expected")

        about = f"What {name or 'it'} is: {' or '.join(by_name)}."
        answer = self._asker.ask(Prompt("Kind", about, judge, words=tuple(by_name)))
        self._tell_taken(answer, complete_prefix(answer, by_name))
        return by_name[complete_prefix(answer, by_name)]

    def _family(self, draft: Draft) -> str:
        """Ask which part of a name is the family name, where it has several and nobody has said so yet."""
        family = self._desk.family(draft)
        if not family or family.meant(draft.family):
            return family.meant(draft.family) if family else ""

        def judge(answer: str) -> None:
            if not family.meant(answer):
                raise AnswerRejected(f"one of {', '.join(family.turned)} is expected")

        prompt = Prompt("Family name", FAMILY_ABOUT, judge, default=family.likely, words=tuple(family.turned))
        answer = self._asker.ask(prompt)
        self._tell_taken(answer, family.meant(answer))
        return family.meant(answer)

    def _id(self, answers: Answers) -> str:
        proposals = self._desk.proposals(answers.draft)

        def judge(answer: str) -> None:
            if said := wrong_id(replace(answers.draft, id=answer.strip()), self._desk):
                raise AnswerRejected(said)

        default = proposals[0] if proposals else ""
        about = ID_ABOUT + (f" Or {', '.join(proposals[1:])}." if proposals[1:] else "")
        return self._asker.ask(Prompt("Id", about, judge, default=default, words=proposals)).strip()


def _judge(question: Question, answers: Answers, answer: str, refusals: list[str]) -> None:
    """Raise a Verdict where check would say something of an answer; a warning only the first time."""
    if not answer.strip():
        problems = [] if question.must else answers.wrong_without(question)
        said = "an answer is expected" if question.must else refused(problems)
    else:
        draft = _answered(answers, question, answer)
        problems = [] if _creates(question, answer) else answers.wrong(draft, question)
        said = refused(problems)
    keeps = bool(problems) and only_warnings(problems)
    if said and not (keeps and refusals and refusals[-1] == answer):
        refusals.append(answer)
        raise AnswerRejected(f"{said} – {AGAIN if answer.strip() else ENTER_AGAIN}" if keeps else said)


def _answered(answers: Answers, question: Question, answer: str) -> Draft:
    try:
        return answers.answered(question, answer)
    except AmbiguousAnswer as unclear:
        makes = f"; {CREATE}{unclear.missing} makes it" if unclear.missing else ""
        raise AnswerRejected(f"{unclear}{makes}", unclear.candidates) from None


def _creates(question: Question, answer: str) -> bool:
    """Whether an answer asks for a new record."""
    return question.to is not None and any(part.strip().startswith(CREATE) for part in COMMAS.split(answer))
