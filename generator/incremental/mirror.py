"""A folder made to hold certain files: those that differ are put there whole, those that are the same are not touched.

Paths are plain text here: there are thousands of them.
"""

import logging
import os
import shutil
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from pathlib import Path

from generator.incremental.atomic import write_atomically

log = logging.getLogger(__name__)


def mirror(files: Mapping[str, str], folder: Path, same: Callable[[str, str], object] = lambda new, old: None) -> None:
    """Make the files the only ones in a folder, as links where there are any. `same` is told of a file that is there
    already as another one with the same content."""
    there = dict(files_in(folder)) if folder.is_dir() else {}
    for path in there.keys() - files.keys():
        os.unlink(there[path])
    for parent in {path.rpartition("/")[0] for path in files}:
        (folder / parent).mkdir(parents=True, exist_ok=True)
    for path, source in files.items():
        old = there.get(path)
        if old is None:
            put(source, f"{folder}/{path}")
        elif not os.path.samestat(os.stat(source), os.stat(old)):
            if content_of(source) == content_of(old):
                same(source, old)
            else:
                put(source, old)


def files_in(folder: Path | str, below: str = "") -> Iterator[tuple[str, str]]:
    """Every file below a folder: its path there, and where it is."""
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir():
                yield from files_in(entry.path, f"{below}{entry.name}/")
            else:
                yield below + entry.name, entry.path


def content_of(file: str) -> bytes:
    """What is in a file."""
    with open(file, "rb", buffering=0) as opened:
        return opened.readall()


def write(target: str, content: bytes) -> None:
    """Write a file in one step."""
    write_atomically(Path(target), content)


def put(source: str, target: str) -> None:
    """Put a file in the place of another, or where there was none, in one step."""
    beside = f"{target}.new"
    if os.path.lexists(beside):
        os.unlink(beside)
    try:
        os.link(source, beside)
    except OSError as error:  # another file system, or one without links
        tell_copied(str(error.strerror))
        shutil.copy2(source, beside)
    os.replace(beside, target)


@cache
def tell_copied(reason: str) -> None:
    """Log once that files take twice their room, and more time."""
    log.info("files of the search index are copied, as they cannot be linked: %s", reason)
