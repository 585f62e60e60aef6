"""Fixes of problems with one correction only: misspelt values, tabs between values, the layout.

Used by `check --fix`, which shows and writes the changes: nothing is written here. The fixed files are checked again
as a whole. A fix that would break another rule is left out.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Container, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from generator.content.files import ContentFile, ContentFiles
from generator.content.format import format_files
from generator.content.source import TAB
from generator.content.yaml_parser import YamlParser
from generator.content.yaml_spot import LINE_BREAK
from generator.incremental.workers import Progress, no_progress
from generator.problems import FieldPath, Fix, Place, Problem, Severity

MAX_ROUNDS = 5
"""How often the fixed files are fixed again: only the first problems of a file are reported at a time."""
CheckFiles = Callable[[ContentFiles], list[Problem]]
"""Returns every problem of the files."""


@dataclass(frozen=True)
class FileChange:
    """A file with its bytes before and after a change."""

    path: Path
    before: bytes
    after: bytes
    fixed: tuple[Problem, ...] = ()
    """The fixed problems; empty if only the layout changes."""

    @property
    def name(self) -> str:
        """The path as messages show it."""
        return self.path.as_posix()


@dataclass(frozen=True)
class FixResult:
    """The changes that fix problems, and the problems that further fixes would cause."""

    changes: list[FileChange]
    new_problems: list[Problem]
    """The errors that fixes would have caused; these fixes are left out."""


def apply_fixes(
    files: ContentFiles,
    problems: Sequence[Problem],
    check: CheckFiles,
    *,
    layout: bool = True,
    jobs: int = 1,
    progress: Progress = no_progress,
) -> FixResult:
    """Fix `problems` of `files` unless new errors follow; with `layout`, format them."""
    fixed: dict[Path, tuple[Problem, ...]] = defaultdict(tuple)
    new_problems: list[Problem] = []
    current = files
    for _ in range(MAX_ROUNDS):
        changes = _fix_files(current, problems)
        after = check(_with_changes(current, changes)) if changes else []
        new_problems = _errors_caused(problems, after, changes)
        changes = _harmless_changes(changes, new_problems)
        current, problems = _with_changes(current, changes), after
        for change in changes:
            fixed[change.path] += change.fixed
        if new_problems or not changes:
            break
    contents = {file.path: file.content for file in current.files}
    if layout:
        contents = {each.path: each.after for each in format_files(list(contents.items()), jobs, progress)}
    changes = [
        FileChange(file.path, file.content, content, fixed[file.path])
        for file in files.files
        if isinstance(file.content, bytes)
        and isinstance(content := contents[file.path], bytes)
        and content != file.content
    ]
    return FixResult(changes, new_problems)


def _fix_files(files: ContentFiles, problems: Iterable[Problem]) -> list[FileChange]:
    """Fix `problems` in each of `files`; return the files that change."""
    by_file: dict[str, list[Problem]] = defaultdict(list)
    for problem in problems:
        if problem.place and (problem.fix or problem.rule is TAB):
            by_file[problem.place.file].append(problem)
    changes = (fix_file(file, by_file[file.name]) for file in files.files if by_file.get(file.name))
    return [change for change in changes if change.before != change.after]


def _harmless_changes(changes: list[FileChange], errors: list[Problem]) -> list[FileChange]:
    """Return `changes` without the files with `errors`.

    Return none if a file that does not change has errors: any change may have caused them.
    """
    files = {problem.place.file for problem in errors if problem.place}
    if files - {change.name for change in changes}:
        return []
    return [change for change in changes if change.name not in files]


def fix_file(file: ContentFile, problems: Sequence[Problem]) -> FileChange:
    """Fix `problems` of one file, and change nothing else; if one is a tab, only tabs."""
    raw = file.content if isinstance(file.content, bytes) else b""
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return FileChange(file.path, raw, raw)
    byte_order_mark = raw[: len(raw) - len(text.encode())]
    if any(problem.rule is TAB for problem in problems):
        return FileChange(file.path, raw, byte_order_mark + _replace_tabs(text).encode(), tuple(problems))
    fixes: dict[int, Fix] = {}
    for problem in problems:
        if problem.place and problem.fix:
            start = _find_old_text(text, problem.place, problem.fix, in_prose=bool(problem.snippet), fixed_at=fixes)
            fixes |= {start: problem.fix} if start is not None else {}
    for start, fix in sorted(fixes.items(), reverse=True):
        text = text[:start] + fix.new + text[start + len(fix.old) :]
    fixed = tuple(problem for problem in problems if problem.fix in fixes.values())
    return FileChange(file.path, raw, byte_order_mark + text.encode(), fixed)


def _find_old_text(text: str, place: Place, fix: Fix, *, in_prose: bool, fixed_at: Container[int]) -> int | None:
    """Return the offset of the text to replace; None if it is escaped or folded.

    In prose, it is the target of a link: the first whose offset is not in `fixed_at`.
    """
    line_starts = [0, *(line_break.end() for line_break in LINE_BREAK.finditer(text))]
    start = line_starts[place.line - 1] + place.column - 1
    if fix.is_part:
        return start if text.startswith(fix.old, start) else None
    if in_prose:
        link = re.compile(re.escape(fix.old) + r"(?=[\]|])")
        return next((match.start() for match in link.finditer(text, start) if match.start() not in fixed_at), None)
    start += text.startswith(('"', "'"), start)
    following = text[start + len(fix.old) :][:1]
    return start if text.startswith(fix.old, start) and not following.isalnum() else None


def _replace_tabs(text: str) -> str:
    """Replace each tab by a space; return `text` itself if the values would change."""
    spaced = text.replace("\t", " ")
    with_tabs, with_spaces = YamlParser("", text), YamlParser("", spaced)
    is_same = with_tabs.parse() == with_spaces.parse() and not with_tabs.problems and not with_spaces.problems
    return spaced if is_same else text


def _with_changes(files: ContentFiles, changes: Iterable[FileChange]) -> ContentFiles:
    """Return `files` as they are after `changes`."""
    contents = {change.path: change.after for change in changes}
    changed = (replace(file, content=contents.get(file.path, file.content), stamp=None) for file in files.files)
    return replace(files, files=tuple(changed))


def _errors_caused(before: Iterable[Problem], after: Iterable[Problem], changes: Iterable[FileChange]) -> list[Problem]:
    """Return new errors in `after`: at fixed values, or in files that do not change."""
    keys_before = {_identity(problem) for problem in before}
    fixed = {change.name: {problem.field for problem in change.fixed} for change in changes}
    errors = (problem for problem in after if problem.rule.severity is Severity.ERROR)
    new = [problem for problem in errors if _identity(problem) not in keys_before]
    return [problem for problem in new if problem.place and _is_caused(problem, fixed.get(problem.place.file))]


def _identity(problem: Problem) -> tuple[str, str, FieldPath]:
    """Return a key of the problem that stays the same if its message or line changes."""
    return (problem.place.file if problem.place else "", problem.rule.code, problem.field)


def _is_caused(problem: Problem, fixed: set[FieldPath] | None) -> bool:
    """Return True if fixes of the fields `fixed` caused a new problem.

    Other new problems are seen only now because the rest of their record can be read. `fixed` is None for a file
    without fixes.
    """
    return fixed is None or any(problem.field[: len(field)] == field for field in fixed if field)
