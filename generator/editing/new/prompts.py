"""How questions are put: in a terminal, where records are proposed while one types; else as plain lines.

What is asked, and which answers are taken, is for `interview.py` to say.
"""

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING

from generator.editing.lookup import Candidate
from generator.editing.new.interview import AnswerRejected, Prompt, Prompter

if TYPE_CHECKING:
    from prompt_toolkit.completion import Completion
    from prompt_toolkit.document import Document

INTRODUCTION = "A record that is missing is made on the way: + and its name. Ctrl+C stops, and nothing is written."
FEW = 12
"""How many records are listed before any is asked for."""
MOST = 12
"""How many are proposed at a time."""
MENU = 6
"""How many lines of the terminal are kept for them."""


def asked(prompt: Prompt) -> str:
    """What a question says: what for, and what happens without an answer."""
    hints = ["several, with commas between them"] if prompt.several else []
    if prompt.default:
        hints.append(f"Enter for {prompt.default}")
    elif prompt.warned:
        hints.append("without one, check will warn: Enter twice to go on without")
    elif not prompt.must:
        hints.append("Enter to leave it out")
    return f"{prompt.label}: {prompt.about}" + (f" ({'; '.join(hints)})" if hints else "")


class Lines(Prompter):
    """Questions and answers line by line, for a pipe or a terminal that can do no more. Records have numbers."""

    introduction = f"Answer each question in a line. {INTRODUCTION}"

    def __init__(self, read: Callable[[], str], say: Callable[[str], None]) -> None:
        self._read, self._say = read, say

    def tell(self, message: str) -> None:
        """Say something between two questions."""
        self._say(message)

    def ask(self, prompt: Prompt) -> str:
        """An answer that is taken; asked for again until it is."""
        self._say(asked(prompt))
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
                prompt.judge(answer)
            except AnswerRejected as verdict:
                self._say(f"  {verdict}")
                numbered = self._list(prompt, verdict.candidates) or numbered
            else:
                return answer

    def _list(self, prompt: Prompt, candidates: Iterable[Candidate]) -> list[str]:
        """Number records, where they are few enough to be read; what each is written as."""
        listed = list(candidates)
        if len(listed) > FEW:
            self._say("  type a part of the name")
            return []
        for number, candidate in enumerate(listed, 1):
            self._say(f"  {number}  {candidate.title} ({prompt.written(candidate)})")
        return [prompt.written(candidate) for candidate in listed]


def _numbered(line: str, numbered: list[str]) -> Iterator[str]:
    """The parts of an answer, with what a number stands for in its place."""
    for part in line.strip().split(","):
        typed = part.strip()
        known = typed.isdecimal() and 0 < int(typed) <= len(numbered)
        yield numbered[int(typed) - 1] if known else typed


class Terminal(Prompter):
    """Questions in a terminal, by prompt_toolkit: what may be meant is listed while one types."""

    introduction = f"Tab completes, Enter answers. {INTRODUCTION}"

    def __init__(self, say: Callable[[str, str], None]) -> None:
        """What is said begins with a second text where that is to stand out."""
        from prompt_toolkit import PromptSession  # here: nothing else waits for it

        self._say = say
        self._session: PromptSession[str] = PromptSession()

    def tell(self, message: str) -> None:
        """Say something between two questions."""
        self._say(message, "")

    def ask(self, prompt: Prompt) -> str:
        """An answer that is taken. Of another it is said what is wrong with it, and it can be mended."""
        from prompt_toolkit.completion import Completer

        class Proposing(Completer):
            def get_completions(self, document: "Document", complete_event: object) -> Iterator["Completion"]:
                return _proposals(prompt, document)

        def propose() -> None:
            if not self._session.default_buffer.text:
                self._session.default_buffer.start_completion()

        self._say(asked(prompt), prompt.label)
        answer = prompt.default
        while True:
            answer = self._session.prompt(
                "> ", completer=Proposing(), default=answer, reserve_space_for_menu=MENU, pre_run=propose
            )
            try:
                prompt.judge(answer)
            except AnswerRejected as verdict:
                answer = verdict.mended or answer
                self.tell(f"  {verdict}")
                for candidate in verdict.candidates[:FEW]:
                    self.tell(f"    {prompt.written(candidate)}  {candidate.title}")
            else:
                return answer


def _proposals(prompt: Prompt, document: "Document") -> Iterator["Completion"]:
    """What the part of an answer before the cursor may become."""
    from prompt_toolkit.completion import Completion

    before = document.text_before_cursor
    part = before.rpartition(",")[2].lstrip() if prompt.several else before.lstrip()
    if prompt.offers:
        for candidate in prompt.offers(part)[:MOST]:
            written = prompt.written(candidate)
            yield Completion(written, -len(part), display=candidate.title, display_meta=written)
    else:
        words = (word for word in prompt.words if part.casefold() in word.casefold() or part == prompt.default)
        yield from (Completion(word, -len(part)) for word in words)
