"""Files to their canonical form: fields in order, one layout, the same values. What cannot be read is left alone."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePath

from generator.content.field_order import sort_fields
from generator.content.files import find_files
from generator.content.load import SITE
from generator.content.parse import MIN_FILES_FOR_WORKERS
from generator.content.source import SUFFIXES, UNREADABLE_FILE, SourceFile, parse_source, read_file
from generator.content.structure import WRONG_SHAPE, structure
from generator.content.yaml_layout import to_yaml
from generator.content.yaml_tree import UnsupportedYamlError, parse_tree
from generator.incremental.workers import Progress, Workers, no_progress
from generator.kinds import BY_FOLDER
from generator.kinds.record import Fields, Record
from generator.kinds.site import Site
from generator.problems import Place, Problem


class NotFormattedError(Exception):
    """A record of which no other form can be made. Its argument says why."""


@dataclass(frozen=True)
class FormattedFile:
    """What became of a file: the bytes that it should hold, or why it is left as it is."""

    path: Path
    before: bytes = b""
    after: bytes = b""
    problems: tuple[Problem, ...] = ()
    """What is wrong with the file, so that it cannot be read, or not as it is meant."""
    lines: list[str] = field(default_factory=list)
    """Its lines, for its problems."""
    reason: str = ""
    """Why its form is left as it is, although it could be read."""

    @property
    def name(self) -> str:
        """The file as messages name it."""
        return self.path.as_posix()

    @property
    def is_changed(self) -> bool:
        """Whether the file is not in its canonical form."""
        return self.before != self.after

    @property
    def has_failed(self) -> bool:
        """Whether no canonical form of it could be made."""
        return bool(self.problems or self.reason)


def read_files(paths: Iterable[Path]) -> Iterator[tuple[Path, bytes | SourceFile]]:
    """The files named, and those in the folders named, each once; no link is followed."""
    seen: set[Path] = set()
    for path in paths:
        found: Iterable[tuple[Path, bytes | SourceFile]]
        if path.is_dir() and not path.is_symlink():
            folder = find_files(path)
            unread = ((Path(problem.place.file), problem) for problem in folder.problems if problem.place)
            refused = ((place, SourceFile(place.as_posix(), problems=(problem,))) for place, problem in unread)
            found = (*((file.path, file.content) for file in folder.files), *refused)
        elif not path.name.lower().endswith(SUFFIXES):
            message = f"a file whose name ends in {' or '.join(SUFFIXES)} is expected, found another"
            problem = Problem(UNREADABLE_FILE, message, place=Place(path.as_posix()))
            found = ((path, SourceFile(path.as_posix(), problems=(problem,))),)
        else:
            found = ((path, read_file(path, path.as_posix())),)
        yield from (each for each in found if each[0] not in seen)
        seen |= {each for each, _ in found}


def format_files(
    files: Sequence[tuple[Path, bytes | SourceFile]], jobs: int = 1, progress: Progress = no_progress
) -> list[FormattedFile]:
    """The files in their canonical form, in the order given; made by several processes where it is worth it."""
    with Workers(_formatted, files, jobs if len(files) >= MIN_FILES_FOR_WORKERS else 1) as workers:
        made = dict(workers.results(progress))
    return [made[number] for number in range(len(files))]


def _formatted(file: tuple[Path, bytes | SourceFile]) -> FormattedFile:
    path, found = file
    if isinstance(found, SourceFile):
        return FormattedFile(path, problems=found.problems)
    source = parse_source(found, path.as_posix())
    if source.problems:
        return FormattedFile(path, found, found, source.problems, source.lines)
    model = record_class_for(path)
    try:
        made = format_source(source, model).encode()
    except NotFormattedError as error:
        return FormattedFile(path, found, found, reason=str(error))
    if model and made != found and (wrong := _of_wrong_shape(source, model)):
        return FormattedFile(path, found, found, wrong, source.lines)
    return FormattedFile(path, found, made)


def _of_wrong_shape(source: SourceFile, model: type[Fields]) -> tuple[Problem, ...]:
    """Where a list or fields are expected and something else stands: as YAML its layout would be right, but not as it
    is meant. Of two lines without hyphens one text would be made."""
    given = {"id": PurePath(source.file).stem} if issubclass(model, Record) else {}
    problems = structure(model, source, given).problems
    return tuple(source.locate(problem) for problem in problems if problem.rule is WRONG_SHAPE)


def record_class_for(path: PurePath) -> type[Fields] | None:
    """The class of the record that a file holds, by the folder of its kind; that nearest to the file if in doubt."""
    folder = next((part for part in reversed(path.parts[:-1]) if part in BY_FOLDER), None)
    if folder:
        return BY_FOLDER[folder].record
    return Site if path.stem == SITE else None


def format_source(source: SourceFile, model: type[Fields] | None) -> str:
    """The canonical form of a file in which nothing is wrong. Raises NotFormattedError.

    It is read again and compared: with the same values and comments it is the same record.
    """
    try:
        document = parse_tree(source.text.replace("\r\n", "\n"))
        comments = document.comments
        sort_fields(document.root, model)
        text = to_yaml(document)
        again = parse_source(text.encode(), source.file)
        if again.problems or again.values != source.values or parse_tree(text).comments != comments:
            raise NotFormattedError("in another layout it would no longer say the same")
    except UnsupportedYamlError as error:
        raise NotFormattedError(f"it holds {error}, whose layout is not known") from None
    return text
