"""What is wrong for certain, mended in the files: the bytes of a wrong value, tabs between values, the layout.

Nothing is written here. What is mended is checked again as a whole, and left as it was where it breaks another rule.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from generator.content.files import ContentFile, ContentFiles
from generator.content.format import format_files
from generator.content.source import TAB
from generator.content.yaml_parser import YamlParser
from generator.incremental.workers import Progress, no_progress
from generator.problems import Fix, Place, Problem, Severity

ROUNDS = 5
"""How often it is looked for what can be mended only now: of many problems of a file only the first are reported."""
BREAK = re.compile(r"\r\n|\n|\r")
CheckFiles = Callable[[ContentFiles], list[Problem]]
"""Finds every problem in the files found."""


@dataclass(frozen=True)
class FileChange:
    """A file, and what it should hold."""

    path: Path
    before: bytes
    after: bytes
    fixed: tuple[Problem, ...] = ()
    """The problems that are mended in it, beside its layout."""

    @property
    def name(self) -> str:
        """The file as messages name it."""
        return self.path.as_posix()


@dataclass(frozen=True)
class FixResult:
    """What can be mended, and what would be wrong if the rest were."""

    changes: list[FileChange]
    new_problems: list[Problem]
    """The rules that what was left alone would break."""


def apply_fixes(
    found: ContentFiles,
    problems: Sequence[Problem],
    check: CheckFiles,
    *,
    layout: bool = True,
    jobs: int = 1,
    progress: Progress = no_progress,
) -> FixResult:
    """Mend what is wrong for certain, where that breaks no other rule; with `layout`, lay out what can be read."""
    mended: dict[Path, tuple[Problem, ...]] = defaultdict(tuple)
    broken: list[Problem] = []
    now = found
    for _ in range(ROUNDS):
        changes = _mended(now, problems)
        after = check(_with(now, changes)) if changes else []
        broken = _broken(problems, after, changes)
        changes = _without(changes, broken)
        now, problems = _with(now, changes), after
        for change in changes:
            mended[change.path] += change.fixed
        if broken or not changes:
            break
    after_all = {file.path: file.content for file in now.files}
    if layout:
        after_all = {each.path: each.after for each in format_files(list(after_all.items()), jobs, progress)}
    changes = [
        FileChange(file.path, file.content, wanted, mended[file.path])
        for file in found.files
        if isinstance(file.content, bytes)
        and isinstance(wanted := after_all[file.path], bytes)
        and wanted != file.content
    ]
    return FixResult(changes, broken)


def _mended(found: ContentFiles, problems: Iterable[Problem]) -> list[FileChange]:
    """The files in which something can be mended, as they are then."""
    in_file: dict[str, list[Problem]] = defaultdict(list)
    for problem in problems:
        if problem.place and (problem.fix or problem.rule is TAB):
            in_file[problem.place.file].append(problem)
    changes = (fix_file(file, in_file[file.name]) for file in found.files if in_file.get(file.name))
    return [change for change in changes if change.before != change.after]


def _without(changes: list[FileChange], broken: list[Problem]) -> list[FileChange]:
    """The changes without those by which something breaks; none where another file suffers, as it may be from any."""
    files = {problem.place.file for problem in broken if problem.place}
    if files - {change.name for change in changes}:
        return []
    return [change for change in changes if change.name not in files]


def fix_file(file: ContentFile, problems: Iterable[Problem]) -> FileChange:
    """A file in which the wrong values have been replaced, and nothing else."""
    raw = file.content if isinstance(file.content, bytes) else b""
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return FileChange(file.path, raw, raw)
    mark = raw[: len(raw) - len(text.encode())]
    told = list(problems)
    if any(problem.rule is TAB for problem in told):
        return FileChange(file.path, raw, mark + _without_tabs(text).encode(), tuple(told))
    splices: dict[int, Fix] = {}
    for problem in told:
        if problem.place and problem.fix:
            at = _where(text, problem.place, problem.fix, in_prose=bool(problem.snippet), taken=splices)
            splices |= {at: problem.fix} if at >= 0 else {}
    for at, fix in sorted(splices.items(), reverse=True):
        text = text[:at] + fix.new + text[at + len(fix.old) :]
    mended = tuple(problem for problem in told if problem.fix in splices.values())
    return FileChange(file.path, raw, mark + text.encode(), mended)


def _where(text: str, place: Place, fix: Fix, *, in_prose: bool, taken: Iterable[int]) -> int:
    """Where the wrong words stand in a file; -1 where they are written in another way, as with escapes."""
    starts = [0, *(found.end() for found in BREAK.finditer(text))]
    start = starts[place.line - 1] + place.column - 1
    if in_prose:
        link = re.compile(re.escape(fix.old) + r"(?=[\]|])")
        return next((found.start() for found in link.finditer(text, start) if found.start() not in taken), -1)
    start += text.startswith(('"', "'"), start)
    ends = text[start + len(fix.old) :][:1]
    return start if text.startswith(fix.old, start) and not ends.isalnum() else -1


def _without_tabs(text: str) -> str:
    """The text with a space for each tab, where YAML reads both alike: not in texts, nor where a tab indents."""
    spaced = text.replace("\t", " ")
    tabbed, plain = YamlParser("", text), YamlParser("", spaced)
    same = tabbed.parse() == plain.parse() and not tabbed.problems and not plain.problems
    return spaced if same else text


def _with(found: ContentFiles, changes: Iterable[FileChange]) -> ContentFiles:
    """The files found, as if they were changed already."""
    changed = {change.path: change.after for change in changes}
    files = (replace(file, content=changed.get(file.path, file.content), stamp=None) for file in found.files)
    return replace(found, files=tuple(files))


def _broken(before: Iterable[Problem], after: Iterable[Problem], changes: Iterable[FileChange]) -> list[Problem]:
    """The errors that there are only since the changes: at a value that was mended, or with other files."""
    known = {_known_by(problem) for problem in before}
    mended = {change.name: {problem.field for problem in change.fixed} for change in changes}
    errors = (problem for problem in after if problem.rule.severity is Severity.ERROR)
    new = [problem for problem in errors if _known_by(problem) not in known]
    return [problem for problem in new if problem.place and _is_due(problem, mended.get(problem.place.file))]


def _known_by(problem: Problem) -> tuple[str, str, object]:
    return (problem.place.file if problem.place else "", problem.rule.code, problem.field)


def _is_due(problem: Problem, mended: set[tuple[str | int, ...]] | None) -> bool:
    """Whether a new problem is due to what was mended, not only seen now that the rest of its record can be read."""
    return mended is None or any(problem.field[: len(field)] == field for field in mended if field)
