"""The formatter of record files: fields in order, one layout, the same values and comments.

Used by `format` and `check --fix`, which write the results. `field_order.py` sorts, `yaml_layout.py` prints. Files
with problems stay as they are.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePath

from generator.content.field_order import sort_fields
from generator.content.files import find_files
from generator.content.load import SITE
from generator.content.parse import MIN_FILES_FOR_WORKERS
from generator.content.source import SUFFIXES, UNREADABLE_FILE, SourceFile, parse_source, read_file
from generator.content.structure import structure
from generator.content.validation_errors import WRONG_SHAPE
from generator.content.yaml_layout import to_yaml
from generator.content.yaml_tree import UnsupportedYamlError
from generator.content.yaml_tree_parser import parse_tree
from generator.incremental.workers import Progress, Workers, no_progress
from generator.kinds import BY_FOLDER
from generator.kinds.record import Fields, Record
from generator.kinds.site import Site
from generator.problems import Place, Problem


class NotFormattedError(Exception):
    """A file cannot be formatted. The argument is the reason, for the editor."""


@dataclass(frozen=True)
class FormattedFile:
    """The result for one file: its formatted bytes, or the reason why it stays as it is."""

    path: Path
    before: bytes = b""
    after: bytes = b""
    problems: tuple[Problem, ...] = ()
    """The problems because of which the file cannot be read, or would be formatted in another sense."""
    lines: list[str] = field(default_factory=list)
    """The lines of the file, shown with its problems."""
    reason: str = ""
    """Why a file without problems stays as it is."""

    @property
    def name(self) -> str:
        """The path as messages show it."""
        return self.path.as_posix()

    @property
    def is_changed(self) -> bool:
        """True if the file is not formatted yet."""
        return self.before != self.after

    @property
    def has_failed(self) -> bool:
        """True if the file cannot be formatted."""
        return bool(self.problems or self.reason)


def read_files(paths: Iterable[Path]) -> Iterator[tuple[Path, bytes | SourceFile]]:
    """Read the files in `paths` and in the folders in `paths`, each once.

    Links are not followed. A file that cannot be read is a `SourceFile` with the problem.
    """
    seen: set[Path] = set()
    for path in paths:
        files: Iterable[tuple[Path, bytes | SourceFile]]
        if path.is_dir() and not path.is_symlink():
            folder = find_files(path)
            unreadable = (
                (Path(problem.place.file), SourceFile(problem.place.file, problems=(problem,)))
                for problem in folder.problems
                if problem.place
            )
            files = (*((file.path, file.content) for file in folder.files), *unreadable)
        elif not path.name.lower().endswith(SUFFIXES):
            message = f"a file whose name ends in {' or '.join(SUFFIXES)} is expected, found another"
            problem = Problem(UNREADABLE_FILE, message, place=Place(path.as_posix()))
            files = ((path, SourceFile(path.as_posix(), problems=(problem,))),)
        else:
            files = ((path, read_file(path, path.as_posix())),)
        yield from (file for file in files if file[0] not in seen)
        seen |= {file_path for file_path, _ in files}


def format_files(
    files: Sequence[tuple[Path, bytes | SourceFile]], jobs: int = 1, progress: Progress = no_progress
) -> list[FormattedFile]:
    """Format `files`, many of them in `jobs` processes; return the results in order."""
    with Workers(_format_file, files, jobs if len(files) >= MIN_FILES_FOR_WORKERS else 1) as workers:
        results = dict(workers.results(progress))
    return [results[number] for number in range(len(files))]


def _format_file(file: tuple[Path, bytes | SourceFile]) -> FormattedFile:
    path, before = file
    if isinstance(before, SourceFile):
        return FormattedFile(path, problems=before.problems)
    source = parse_source(before, path.as_posix())
    if source.problems:
        return FormattedFile(path, before, before, source.problems, source.lines)
    model = record_class_for(path)
    try:
        after = format_source(source, model).encode()
    except NotFormattedError as error:
        return FormattedFile(path, before, before, reason=str(error))
    if model and after != before and (problems := _shape_problems(source, model)):
        return FormattedFile(path, before, before, problems, source.lines)
    return FormattedFile(path, before, after)


def _shape_problems(source: SourceFile, model: type[Fields]) -> tuple[Problem, ...]:
    """Return the problems of values in place of an expected list or mapping.

    They may be an editor's mistake, such as a list without hyphens: formatting would make one text of its lines.
    """
    extra = {"id": PurePath(source.file).stem} if issubclass(model, Record) else {}
    problems = structure(model, source, extra).problems
    return tuple(source.locate(problem) for problem in problems if problem.rule is WRONG_SHAPE)


def record_class_for(path: PurePath) -> type[Fields] | None:
    """Return the record class for a file at `path`; None if its folders name no kind.

    The folder nearest to the file counts.
    """
    folder = next((part for part in reversed(path.parts[:-1]) if part in BY_FOLDER), None)
    if folder:
        return BY_FOLDER[folder].record
    return Site if path.stem == SITE else None


def format_source(source: SourceFile, model: type[Fields] | None) -> str:
    """Return the formatted text of a file without problems. Raises NotFormattedError.

    The result is parsed and compared with the original: values and comments must be the same.
    """
    try:
        document = parse_tree(source.text.replace("\r\n", "\n"))
        comments = document.comments
        sort_fields(document.root, model)
        text = to_yaml(document)
        result = parse_source(text.encode(), source.file)
        if result.problems or result.values != source.values or parse_tree(text).comments != comments:
            raise NotFormattedError("in another layout it would no longer say the same")
    except UnsupportedYamlError as error:
        raise NotFormattedError(f"it holds {error}, whose layout is not known") from None
    return text
