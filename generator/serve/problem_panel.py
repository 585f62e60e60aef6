"""The banner for the problems of a preview. That of the public edition holds nothing internal.

There, a problem is shown if its place is surely public, and if its message names nothing internal. Lines of files are
left out: a comment is never published, and one line may hold several fields. A file that cannot be read as a record may
be internal: its place is shown, not the message. The terminal, which is the editor's own, shows everything.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cached_property
from typing import Any

from generator.content.load import SITE, Content
from generator.content.yaml_parser import YamlValue
from generator.kinds import key_of
from generator.kinds.record import Fields
from generator.kinds.traversal import fields_of, values_in
from generator.problems import FieldPath, Problem, has_errors
from generator.problems.report import format_counts, format_text
from generator.problems.suggest import closest_match
from generator.serve.banner import ProblemBanner
from generator.serve.internal_marks import Marks, internal_fields
from generator.values.text import Text

SEE_TERMINAL = "see the terminal"
MAX_WORDS = 12
"""The longest text, in words, that is looked for in messages: they quote names, ids and titles."""
WORD = re.compile(r"\w+")
CUT_QUOTE = re.compile(r'"([^"]*)…"')


def internal_banner(content: Content, problems: Sequence[Problem], state: str) -> ProblemBanner:
    """Return the banner of the internal edition: every problem, with lines of files."""
    names = {problem.place.file for problem in problems if problem.place}
    lines = {source.file: source.lines for source in content.sources.values() if source.file in names}
    return ProblemBanner(_title(problems, state), format_text(problems, lines), has_errors(problems))


def public_banner(content: Content, problems: Sequence[Problem], state: str, marks: Marks) -> ProblemBanner:
    """Return the banner of the public edition; `marks` are those of `content`."""
    view = _PublicView(content, marks)
    public = [part for problem in problems if (part := view.of(problem))]
    text, others = format_text(public, {}), len(problems) - len(public)
    if others:
        text += f"{others} problem{'s' if others > 1 else ''} about what is or may be internal: {SEE_TERMINAL}\n"
    return ProblemBanner(_title(problems, state), text, has_errors(problems))


def _title(problems: Sequence[Problem], state: str) -> str:
    if not problems:
        return ""
    return f"{format_counts(problems)}{f': {state}' if has_errors(problems) else ''}"


class _PublicView:
    """What the public preview shows of problems."""

    def __init__(self, content: Content, marks: Marks) -> None:
        self._content, self._marks = content, marks
        self._keys = {source.file: key for key, source in content.sources.items()}

    def of(self, problem: Problem) -> Problem | None:
        """Return what is shown of a problem, or None."""
        key = problem.record or self._keys.get(problem.place.file if problem.place else "", "")
        source = self._content.sources.get(key)
        if problem.place and problem.place.file == self._content.folder:
            return problem  # there is no folder, or nothing in it
        if key == SITE:
            return problem if source and source.values is not None else _place_only(problem)
        if not source or (problem.place and problem.place.file != source.file):
            return _place_only(problem)
        if self._is_internal(key, problem.field):
            return None
        if source.values is None:
            return _place_only(problem)
        return None if self._names_internal(problem) else problem

    def _is_internal(self, key: str, field: FieldPath) -> bool:
        """Tell if a field lies in what is marked.

        So does one that is always internal, or is spelt like one.
        """
        marked = self._marks.get(key, frozenset())
        if any(field[:length] in marked for length in range(len(field) + 1)):
            return True
        return any(isinstance(step, str) and closest_match(step, internal_fields()) for step in field)

    def _names_internal(self, problem: Problem) -> bool:
        """Tell if a message names something internal.

        It may also say that there is something.
        """
        text = f"{problem.message} {problem.hint or ''}"
        words = _words(text)
        if "internal" in words:
            return True
        runs = (
            " ".join(words[start:end])
            for start in range(len(words))
            for end in range(start + 1, min(start + MAX_WORDS, len(words)) + 1)
        )
        if any(run in self._internal_texts for run in runs):
            return True
        beginnings = tuple(" ".join(_words(quote)[:-1]) for quote in CUT_QUOTE.findall(text))
        cut = tuple(beginning for beginning in beginnings if beginning)
        return bool(cut) and any(f" {each} ".startswith(tuple(f" {c} " for c in cut)) for each in self._internal_texts)

    @cached_property
    def _internal_texts(self) -> set[str]:
        """The ids, names and other texts of what is internal.

        Each is its words, with one space between.
        """
        texts: set[str] = set()
        records = {key_of(record): record for record in self._content.records}
        for key, source in self._content.sources.items():
            paths = self._marks.get(key, frozenset())
            if () in paths:
                texts.add(key.rpartition("/")[2])
            values: Any = source.values or records.get(key)
            texts.update(text for path in paths for text in _texts_at(values, path))
        return {" ".join(words) for text in texts if (words := _words(text))}


def _texts_at(value: Any, path: FieldPath) -> Iterator[str]:
    """Yield the texts at a path, in a record or in values that may be wrong.

    There are none if a file that cannot be read had the mark before.
    """
    for step in path:
        if isinstance(value, Fields):
            value = next((below for _, name, below, _ in fields_of(value) if name == step), None)
        elif isinstance(value, dict):
            value = value.get(step)
        elif isinstance(value, list | tuple) and isinstance(step, int) and step < len(value):
            value = value[step]
        else:
            return
    if isinstance(value, dict | list):
        yield from _strings_in(value)
    else:
        yield from (phrase.text for _, text in values_in(value, classes=Text) for phrase in text.phrases())


def _strings_in(value: YamlValue, *, is_name: bool = False) -> Iterator[str]:
    """Yield names, and texts of several words: a single one may be a code."""
    if isinstance(value, str):
        if is_name or len(_words(value)) > 1:
            yield value
    elif isinstance(value, list):
        for below in value:
            yield from _strings_in(below, is_name=is_name)
    else:
        for name, below in value.items():
            yield from _strings_in(below, is_name=is_name or name in ("name", "title"))


def _place_only(problem: Problem) -> Problem:
    message = f"a problem in a file that may be internal: {SEE_TERMINAL}"
    return replace(problem, message=message, hint=None, field=(), snippet="", fix=None)


def _words(text: str) -> list[str]:
    return WORD.findall(text.casefold())
