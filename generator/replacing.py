"""A file that an editor wrote, replaced in one step: beside it first, then in its place, unless it has changed."""

import os
from pathlib import Path


class ChangedError(Exception):
    """A file that is not as it was read. Its argument is its path."""


def replace_file(path: Path, before: bytes, after: bytes) -> None:
    """Put other bytes into a file, which keeps its mode. Raises ChangedError, OSError; then it is as it was."""
    status = path.lstat()
    _raise_if_changed(path, before)
    beside = path.with_name(f".{path.name}.{os.getpid()}.new")
    try:
        with beside.open("xb") as file:  # never through a link that lies there
            os.chmod(beside, status.st_mode & 0o7777)  # noqa: PTH101  as the next lines, of the file just opened
            file.write(after)
        _raise_if_changed(path, before)
        beside.replace(path)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise


def _raise_if_changed(path: Path, before: bytes) -> None:
    if path.is_symlink() or path.read_bytes() != before:
        raise ChangedError(path)
