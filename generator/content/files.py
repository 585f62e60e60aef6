"""What lies in a content folder: its YAML files and their bytes, and what YAML makes of them, in several processes."""

import logging
import os
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TypeAlias

from generator.content.source import SUFFIXES, UNREADABLE_FILE, SourceFile, parse_source, read_file
from generator.content.yaml_parser import Value
from generator.incremental.fingerprint import TIMESTAMP_GRANULARITY_NS, digest
from generator.incremental.workers import Progress, WorkerDiedError, Workers, no_progress
from generator.problems import Place, Problem

ParsedValues: TypeAlias = Mapping[str, dict[str, Value]]
"""What YAML makes of files in which nothing is wrong, by the hash of their bytes."""

log = logging.getLogger(__name__)
WORTH_SHARING = 200
"""From how many files on it is quicker to start other processes than to do it alone."""


@dataclass(frozen=True)
class ContentFile:
    """A file found: its bytes, or what is wrong where they could not be read."""

    path: Path
    place: Path
    """The path below the content folder."""
    found: bytes | SourceFile
    stamp: tuple[int, int, int] | None = None
    """By what it is known, without reading it, that it is the same; None where it was written just before."""

    @cached_property
    def name(self) -> str:
        """The name as problems show it."""
        return self.path.as_posix()

    @cached_property
    def stem(self) -> str:
        """The name without folder and suffix."""
        return self.path.stem

    @cached_property
    def order(self) -> str:
        """By what files are sorted."""
        return self.place.as_posix()

    @cached_property
    def hash(self) -> str:
        """By what its bytes are known again; empty where they could not be read."""
        return digest(self.found) if isinstance(self.found, bytes) else ""


@dataclass(frozen=True)
class ContentFiles:
    """The files of a content folder, in an order that does not depend on the file system."""

    folder: Path
    files: tuple[ContentFile, ...]
    problems: tuple[Problem, ...] = field(default=())
    """The folders that could not be entered."""

    @cached_property
    def hash(self) -> str:
        """By what the whole is known again, its names too; empty where a part of it could not be read."""
        if self.problems or not all(file.hash for file in self.files):
            return ""
        return digest("\n".join(f"{file.hash} {file.order!a}" for file in self.files).encode())


def find(folder: Path, earlier: ContentFiles | None = None) -> ContentFiles:
    """Every YAML file below a folder; those that have not been written to since an earlier look are not read again."""
    problems: list[Problem] = []
    known = {str(file.path): file for file in earlier.files} if earlier else {}
    files = (_file(path, folder, known.get(path)) for path in _paths(folder, problems))
    return ContentFiles(folder, tuple(sorted(files, key=lambda file: file.order)), tuple(problems))


def _file(path: str, folder: Path, known: ContentFile | None) -> ContentFile:
    try:
        status = os.lstat(path)
    except OSError:  # it was there a moment ago: `fetch` says what is the matter
        return _fetched(path, folder)
    stamp = status.st_ino, status.st_size, status.st_mtime_ns
    if known and known.stamp == stamp:
        return known
    settled = status.st_mtime_ns < time.time_ns() - TIMESTAMP_GRANULARITY_NS
    return _fetched(path, folder, stamp if settled else None)


def _fetched(path: str, folder: Path, stamp: tuple[int, int, int] | None = None) -> ContentFile:
    where = Path(path)
    return ContentFile(where, where.relative_to(folder), read_file(where, where.as_posix()), stamp)


def _paths(folder: Path, problems: list[Problem]) -> Iterator[str]:
    """Every YAML file below a folder; a folder that cannot be entered is a problem, as its records would be missed."""

    def unreadable(error: OSError) -> None:
        message = f"a folder that can be opened is expected, found one that cannot: {error.strerror}"
        problems.append(Problem(UNREADABLE_FILE, message, place=Place(Path(error.filename).as_posix())))

    for parent, folders, names in os.walk(folder, onerror=unreadable):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in folders:
            if (link := Path(parent, name)).is_symlink():
                message = "a folder is expected, found a link to one"
                problems.append(Problem(UNREADABLE_FILE, message, place=Place(link.as_posix())))
        wanted = (name for name in names if name.lower().endswith(SUFFIXES) and not name.startswith("."))
        yield from (os.path.join(parent, name) for name in wanted)  # noqa: PTH118  as in _file


def source_of(file: ContentFile, known: ParsedValues) -> SourceFile:
    """The file as it is read."""
    return (
        file.found if isinstance(file.found, SourceFile) else parse_source(file.found, file.name, known.get(file.hash))
    )


def values_of(found: ContentFiles, known: ParsedValues, jobs: int, progress: Progress = no_progress) -> ParsedValues:
    """What YAML makes of the files found: as it is known, else made by as many processes."""
    missing = {file.hash: file.found for file in found.files if file.hash not in known}
    raws = [(key, raw) for key, raw in missing.items() if isinstance(raw, bytes)]
    made = _made(raws, jobs if len(raws) >= WORTH_SHARING else 1, progress)
    wanted = ((file.hash, made.get(file.hash) or known.get(file.hash)) for file in found.files)
    return {key: values for key, values in wanted if values is not None}


def _made(raws: Sequence[tuple[str, bytes]], jobs: int, progress: Progress) -> ParsedValues:
    try:
        with Workers(_composed, [raw for _, raw in raws], jobs) as workers:
            made = [(raws[number][0], values) for number, values in workers.results(progress)]
    except WorkerDiedError as error:  # perhaps for want of memory: alone it takes less
        log.warning("%s: this process reads the files alone", error)
        return _made(raws, 1, progress)
    return {key: values for key, values in made if values is not None}


def _composed(raw: bytes) -> dict[str, Value] | None:
    """What YAML makes of the bytes of a file; nothing where anything is wrong in it."""
    source = parse_source(raw, "")
    return None if source.problems else source.values
