"""The YAML files of a content folder, as bytes: `ContentFiles`, each file a `ContentFile`.

Every command begins with `find_files`. `source.py` reads one file; `parse.py` parses the bytes.
"""

import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from generator.content.source import SUFFIXES, UNREADABLE_FILE, SourceFile, read_file
from generator.incremental.fingerprint import FileStamp, digest, trusted_before
from generator.incremental.leftovers import is_leftover_name
from generator.problems import Place, Problem


@dataclass(frozen=True)
class ContentFile:
    """A file of the content folder: its path and its bytes."""

    path: Path
    relative_path: Path
    """The path below the content folder."""
    content: bytes | SourceFile
    """The bytes; a `SourceFile` with the problem if they could not be read."""
    stamp: tuple[int, FileStamp] | None = None
    """Inode and stamp, which change with the bytes; None if the file had just been written."""

    @cached_property
    def name(self) -> str:
        """The path as problems show it."""
        return self.path.as_posix()

    @cached_property
    def stem(self) -> str:
        """The name without folder and suffix: the id of the record."""
        return self.path.stem

    @cached_property
    def sort_key(self) -> str:
        """The key by which files are sorted."""
        return self.relative_path.as_posix()

    @cached_property
    def digest(self) -> str:
        """The digest of the bytes; empty if they could not be read."""
        return digest(self.content) if isinstance(self.content, bytes) else ""


@dataclass(frozen=True)
class ContentFiles:
    """The files of a content folder, in an order that does not depend on the file system."""

    folder: Path
    files: tuple[ContentFile, ...]
    problems: tuple[Problem, ...] = field(default=())
    """The folders that could not be entered."""
    leftovers: tuple[Path, ...] = field(default=())
    """What bears the names that commands give to files that they have not written yet."""

    @cached_property
    def fingerprint(self) -> str:
        """The digest of all bytes and names; empty if a file or folder could not be read."""
        if self.problems or not all(file.digest for file in self.files):
            return ""
        return digest("\n".join(f"{file.digest} {file.sort_key!a}" for file in self.files).encode())


def find_files(folder: Path, earlier: ContentFiles | None = None) -> ContentFiles:
    """Find and read the YAML files below `folder`.

    Files with the same stamp as in `earlier`, an earlier result, are not read again. Hidden files and folders are
    left out.
    """
    problems: list[Problem] = []
    earlier_files = {str(file.path): file for file in earlier.files} if earlier else {}
    leftovers: list[Path] = []
    files = (_content_file(path, folder, earlier_files.get(path)) for path in _walk(folder, problems, leftovers))
    sorted_files = tuple(sorted(files, key=lambda file: file.sort_key))
    return ContentFiles(folder, sorted_files, tuple(problems), tuple(sorted(leftovers)))


def find_leftovers(folder: Path) -> list[Path]:
    """Return what bears the name of a leftover below `folder`. No file is read."""
    leftovers: list[Path] = []
    for _ in _walk(folder, [], leftovers):
        pass
    return sorted(leftovers)


def _content_file(path: str, folder: Path, earlier: ContentFile | None) -> ContentFile:
    """Return `earlier` if its stamp is still the file's; else read the file."""
    try:
        status = os.lstat(path)
    except OSError:  # deleted or forbidden since the walk: `read_file` says which
        return _read(path, folder, None)
    stamp = status.st_ino, FileStamp.of_status(status)
    if earlier and earlier.stamp == stamp:
        return earlier
    is_trusted = status.st_mtime_ns < trusted_before()
    return _read(path, folder, stamp if is_trusted else None)


def _read(path: str, folder: Path, stamp: tuple[int, FileStamp] | None) -> ContentFile:
    file = Path(path)
    return ContentFile(file, file.relative_to(folder), read_file(file, file.as_posix()), stamp)


def _walk(folder: Path, problems: list[Problem], leftovers: list[Path]) -> Iterator[str]:
    """Yield the path of every YAML file below `folder`.

    A folder that cannot be entered is added to `problems`: its records would be missed. What bears the name of a
    leftover is added to `leftovers`.
    """

    def report_unreadable(error: OSError) -> None:
        message = f"a folder that can be opened is expected, found one that cannot: {error.strerror}"
        problems.append(Problem(UNREADABLE_FILE, message, place=Place(Path(error.filename).as_posix())))

    for parent, folders, names in os.walk(folder, onerror=report_unreadable):
        leftovers += (Path(parent, name) for name in (*folders, *names) if name[0] == "." and is_leftover_name(name))
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in folders:
            if (link := Path(parent, name)).is_symlink():
                message = "a folder is expected, found a link to one"
                problems.append(Problem(UNREADABLE_FILE, message, place=Place(link.as_posix())))
        yaml_names = (name for name in names if name.lower().endswith(SUFFIXES) and not name.startswith("."))
        yield from (os.path.join(parent, name) for name in yaml_names)  # noqa: PTH118  thousands of times: a str is quicker
