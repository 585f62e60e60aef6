"""Files replaced in one step: a reader finds the old content or the new, and a killed run leaves one of them whole."""

import os
from collections.abc import Callable
from pathlib import Path


class ChangedError(Exception):
    """A file that is not as it was read. Its argument is its path."""


def write_atomically(path: Path, content: bytes, stage: Path | None = None) -> None:
    """Write a file in one step. Raises OSError, and then leaves `path` as it was.

    `stage` is the file that holds the content first; a killed run leaves it behind. By default it is a hidden file in
    the same folder, named after this process.
    """
    _replace(path, content, stage or _stage_of(path))


def replace_file(path: Path, before: bytes | None, after: bytes) -> None:
    """Replace the content `before` of an editor's file; the file keeps its mode. With None, create the file.

    Raises ChangedError where the file holds something else, or is a link; OSError. Then it is as it was.
    """
    mode = None if before is None else path.lstat().st_mode & 0o7777
    _raise_if_changed(path, before)
    _replace(path, after, _stage_of(path), mode, lambda: _raise_if_changed(path, before))


def _stage_of(path: Path) -> Path:
    return path.with_name(f".{path.name}.{os.getpid()}.new")


def _replace(
    path: Path, content: bytes, stage: Path, mode: int | None = None, last_check: Callable[[], None] = lambda: None
) -> None:
    """Write `stage`, then put it in the place of `path`, unless the last check raises."""
    stage.unlink(missing_ok=True)  # a killed process may have had the same number
    try:
        with stage.open("xb") as file:  # never through a link that lies there
            if mode is not None:
                stage.chmod(mode)
            file.write(content)
        last_check()
        stage.replace(path)
    except BaseException:
        stage.unlink(missing_ok=True)
        raise


def _raise_if_changed(path: Path, before: bytes | None) -> None:
    if path.is_symlink() or (path.read_bytes() if path.exists() else None) != before:
        raise ChangedError(path)
