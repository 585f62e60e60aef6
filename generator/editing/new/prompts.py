"""Put questions in a terminal, with proposals while somebody types, or line by line.

`interview.py` decides on the questions and accepts the answers.
"""

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING

from generator.editing.lookup import Candidate
from generator.editing.new.interview import AnswerRejectedError, Prompt, Prompter

if TYPE_CHECKING:
    from prompt_toolkit.completion import Completion
    from prompt_toolkit.document import Document

INTRODUCTION = "A record that is missing is made on the way: + and its name. Ctrl+C stops, and nothing is written."
FEW = 12
"""The most records that are listed before the first answer."""
MOST = 12
"""The most records that are proposed at a time."""
MENU = 6
"""The lines of the terminal that proposals take."""


def format_prompt(prompt: Prompt) -> str:
    """Return the text of a question, with what happens without an answer."""
    hints = ["several, with commas between them"] if prompt.several else []
    if prompt.default:
        hints.append(f"Enter for {prompt.default}")
    elif prompt.warned:
        hints.append("without one, check will warn: Enter twice to go on without")
    elif not prompt.must:
        hints.append("Enter to leave it out")
    return f"{prompt.label}: {prompt.about}" + (f" ({'; '.join(hints)})" if hints else "")


class LinePrompter(Prompter):
    """Puts questions line by line, for a pipe or a simple terminal. Records are numbered."""

    introduction = f"Answer each question in a line. {INTRODUCTION}"

    def __init__(self, read: Callable[[], str], say: Callable[[str], None]) -> None:
        self._read, self._say = read, say

    def say(self, message: str) -> None:
        """Print a message between two questions."""
        self._say(message)

    def ask(self, prompt: Prompt) -> str:
        """Ask until an answer is accepted. Return it."""
        self._say(format_prompt(prompt))
        numbered = self._list(prompt, prompt.offers("") if prompt.offers else [])
        if prompt.words and prompt.words != (prompt.default,):
            self._say(f"  one of {', '.join(prompt.words)}")
        while True:
            self._say("> ")
            line = self._read()
            if not line:
                raise EOFError
            answer = ", ".join(_numbered(line, numbered)) if numbered else line.strip()
            answer = answer or prompt.default
            try:
                prompt.validate(answer)
            except AnswerRejectedError as rejection:
                self._say(f"  {rejection}")
                numbered = self._list(prompt, rejection.candidates) or numbered
            else:
                return answer

    def _list(self, prompt: Prompt, candidates: Iterable[Candidate]) -> list[str]:
        """List records with numbers if they are few.

        Return the text each number stands for.
        """
        listed = list(candidates)
        if len(listed) > FEW:
            self._say("  type a part of the name")
            return []
        for number, candidate in enumerate(listed, 1):
            self._say(f"  {number}  {candidate.title} ({prompt.reference_for(candidate)})")
        return [prompt.reference_for(candidate) for candidate in listed]


def _numbered(line: str, numbered: list[str]) -> Iterator[str]:
    """Yield the parts of an answer, with each number replaced by its record."""
    for part in line.strip().split(","):
        typed = part.strip()
        is_number = typed.isdecimal() and 0 < int(typed) <= len(numbered)
        yield numbered[int(typed) - 1] if is_number else typed


class TerminalPrompter(Prompter):
    """Puts questions in a terminal, by prompt_toolkit. Matching records are listed while somebody types."""

    introduction = f"Tab completes, Enter answers. {INTRODUCTION}"

    def __init__(self, say: Callable[[str, str], None]) -> None:
        """Take `say`, which prints a message.

        Its second argument is the part to emphasise at the start.
        """
        from prompt_toolkit import PromptSession  # here: nothing else waits for it

        self._say = say
        self._session: PromptSession[str] = PromptSession()

    def say(self, message: str) -> None:
        """Print a message between two questions."""
        self._say(message, "")

    def ask(self, prompt: Prompt) -> str:
        """Ask until an answer is accepted; a rejected one is explained and can be edited.

        Return it.
        """
        from prompt_toolkit.completion import Completer

        class Proposing(Completer):
            def get_completions(self, document: "Document", complete_event: object) -> Iterator["Completion"]:
                return _proposals(prompt, document)

        def propose() -> None:
            if not self._session.default_buffer.text:
                self._session.default_buffer.start_completion()

        self._say(format_prompt(prompt), prompt.label)
        answer = prompt.default
        while True:
            answer = self._session.prompt(
                "> ", completer=Proposing(), default=answer, reserve_space_for_menu=MENU, pre_run=propose
            )
            try:
                prompt.validate(answer)
            except AnswerRejectedError as rejection:
                answer = rejection.proposed_answer or answer
                self.say(f"  {rejection}")
                for candidate in rejection.candidates[:FEW]:
                    self.say(f"    {prompt.reference_for(candidate)}  {candidate.title}")
            else:
                return answer


def _proposals(prompt: Prompt, document: "Document") -> Iterator["Completion"]:
    """Yield the completions for the part of an answer before the cursor."""
    from prompt_toolkit.completion import Completion

    before = document.text_before_cursor
    part = before.rpartition(",")[2].lstrip() if prompt.several else before.lstrip()
    if prompt.offers:
        for candidate in prompt.offers(part)[:MOST]:
            reference = prompt.reference_for(candidate)
            yield Completion(reference, -len(part), display=candidate.title, display_meta=reference)
    else:
        words = (word for word in prompt.words if part.casefold() in word.casefold() or part == prompt.default)
        yield from (Completion(word, -len(part)) for word in words)
