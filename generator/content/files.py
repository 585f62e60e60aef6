"""What lies in a content folder: its YAML files and their bytes, and what YAML makes of them, in several processes."""

import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from generator.content.source import SUFFIXES, UNREADABLE_FILE, SourceFile, read_file
from generator.incremental.fingerprint import FileStamp, digest, trusted_before
from generator.problems import Place, Problem


@dataclass(frozen=True)
class ContentFile:
    """A file found: its bytes, or what is wrong where they could not be read."""

    path: Path
    relative_path: Path
    """The path below the content folder."""
    content: bytes | SourceFile
    stamp: tuple[int, FileStamp] | None = None
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
    def sort_key(self) -> str:
        """By what files are sorted."""
        return self.relative_path.as_posix()

    @cached_property
    def digest(self) -> str:
        """By what its bytes are known again; empty where they could not be read."""
        return digest(self.content) if isinstance(self.content, bytes) else ""


@dataclass(frozen=True)
class ContentFiles:
    """The files of a content folder, in an order that does not depend on the file system."""

    folder: Path
    files: tuple[ContentFile, ...]
    problems: tuple[Problem, ...] = field(default=())
    """The folders that could not be entered."""

    @cached_property
    def fingerprint(self) -> str:
        """By what the whole is known again, its names too; empty where a part of it could not be read."""
        if self.problems or not all(file.digest for file in self.files):
            return ""
        return digest("\n".join(f"{file.digest} {file.sort_key!a}" for file in self.files).encode())


def find_files(folder: Path, earlier: ContentFiles | None = None) -> ContentFiles:
    """Every YAML file below a folder; those that have not been written to since an earlier look are not read again."""
    problems: list[Problem] = []
    known = {str(file.path): file for file in earlier.files} if earlier else {}
    files = (_file(path, folder, known.get(path)) for path in _paths(folder, problems))
    return ContentFiles(folder, tuple(sorted(files, key=lambda file: file.sort_key)), tuple(problems))


def _file(path: str, folder: Path, known: ContentFile | None) -> ContentFile:
    try:
        status = os.lstat(path)
    except OSError:  # it was there a moment ago: `fetch` says what is the matter
        return _fetched(path, folder)
    stamp = status.st_ino, FileStamp.of_status(status)
    if known and known.stamp == stamp:
        return known
    settled = status.st_mtime_ns < trusted_before()
    return _fetched(path, folder, stamp if settled else None)


def _fetched(path: str, folder: Path, stamp: tuple[int, FileStamp] | None = None) -> ContentFile:
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
