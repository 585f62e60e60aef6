"""Mirror files elsewhere into a folder that holds nothing else, by hard links where the file system has them.

Used for the search index, whose files are many and large. For a folder that may hold files of others, see
`outputs.py`. Paths are plain text here: there are thousands of them.
"""

import logging
import os
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from functools import cache
from pathlib import Path

log = logging.getLogger(__name__)


def mirror(
    files: Mapping[str, str], folder: Path, on_same: Callable[[str, str], object] = lambda source, target: None
) -> None:
    """Make `files` the only files in `folder`.

    `files` maps paths below `folder` to source files. A target with the content of its source is not touched; if the
    two are not one linked file, `on_same` is called with source and target.
    """
    present = dict(list_files(folder)) if folder.is_dir() else {}
    for path in present.keys() - files.keys():
        os.unlink(present[path])
    for parent in {path.rpartition("/")[0] for path in files}:
        (folder / parent).mkdir(parents=True, exist_ok=True)
    for path, source in files.items():
        target = present.get(path)
        if target is None:
            link_or_copy(source, f"{folder}/{path}")
        elif not os.path.samestat(os.stat(source), os.stat(target)):
            if read_bytes(source) == read_bytes(target):
                on_same(source, target)
            else:
                link_or_copy(source, target)


def list_files(folder: Path | str, prefix: str = "") -> Iterator[tuple[str, str]]:
    """Yield every file below `folder`: `prefix` and path there, then the full path."""
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir():
                yield from list_files(entry.path, f"{prefix}{entry.name}/")
            else:
                yield prefix + entry.name, entry.path


def read_bytes(path: str) -> bytes:
    """Return the bytes of a file. Without a buffer, as each file is read whole."""
    with open(path, "rb", buffering=0) as file:
        return file.readall()


def link_or_copy(source: str, target: str) -> None:
    """Put a link to `source`, or else a copy, in place of `target`, in one step."""
    stage = f"{target}.new"
    if os.path.lexists(stage):
        os.unlink(stage)
    try:
        os.link(source, stage)
    except OSError as error:  # another file system, or one without links
        _log_copying(str(error.strerror))
        shutil.copy2(source, stage)
    try:
        os.replace(stage, target)
    except OSError:
        with suppress(OSError):  # the first error is the one to report
            os.unlink(stage)
        raise


@cache
def _log_copying(reason: str) -> None:
    """Log once that files are copied: they take twice their room, and more time."""
    log.info("files of the search index are copied, as they cannot be linked: %s", reason)
