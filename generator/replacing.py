"""A file that an editor may have open, replaced in one step: beside it first, then in its place, unless it changed."""

import os
from pathlib import Path


class ChangedError(Exception):
    """A file that is not as it was read. Its argument is its path."""


def replace_file(path: Path, before: bytes | None, after: bytes) -> None:
    """Put other bytes into a file, which keeps its mode; with None before, into one that is not there.

    Raises ChangedError, OSError; then it is as it was.
    """
    mode = None if before is None else path.lstat().st_mode & 0o7777
    _raise_if_changed(path, before)
    beside = path.with_name(f".{path.name}.{os.getpid()}.new")
    try:
        with beside.open("xb") as file:  # never through a link that lies there
            if mode is not None:
                beside.chmod(mode)
            file.write(after)
        _raise_if_changed(path, before)
        beside.replace(path)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise


def _raise_if_changed(path: Path, before: bytes | None) -> None:
    if path.is_symlink() or (path.read_bytes() if path.exists() else None) != before:
        raise ChangedError(path)
