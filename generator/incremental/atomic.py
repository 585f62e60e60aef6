"""Files written in one step: a reader finds the old content or the new, and a killed run leaves one of them whole.

`replace_file` is for files of editors, `write_atomically` for files of this program. What a killed run leaves beside
them, `leftovers.py` removes.
"""

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from generator.incremental.leftovers import stage_beside
from generator.incremental.lock import is_still_at, lock_opened


class ChangedError(Exception):
    """An editor's file that has changed since it was read. The argument is its path."""


def write_atomically(path: Path, content: bytes, stage: Path | None = None) -> None:
    """Write a file in one step. Raises OSError and leaves `path` as it was.

    `stage` is the file that gets the content first; a killed run leaves it. By default a hidden file in the same
    folder, named after this process.
    """
    with _staged(path, content, stage or stage_beside(path)) as (file, staged):
        file.close()  # first: a system may notice as late as now that the disk is full
        staged.replace(path)


def replace_file(path: Path, before: bytes | None, after: bytes) -> None:
    """Replace the content `before` of an editor's file by `after`; keep its mode.

    With None, create the file. Raises ChangedError if the file has other content or is a link; OSError. After an
    error the file is as it was.
    """
    with _staged(path, after, stage_beside(path)) as (file, staged):
        if before is not None:
            staged.chmod(path.lstat().st_mode & 0o7777)
        os.fsync(file.fileno())  # errors of the disk come now, while the old content is there
        if os.name != "posix":
            file.close()  # Windows moves no open file; elsewhere it stays locked until it is in its place
        _raise_if_changed(path, before)
        if before is None:
            try:
                move_new(staged, path)
            except FileExistsError:
                raise ChangedError(path) from None
        else:
            staged.replace(path)


def move_new(staged: Path, path: Path) -> None:
    """Move a file to `path`, in one step.

    Raises FileExistsError if there is a file; OSError.
    """
    try:
        os.link(staged, path)
    except FileExistsError:
        raise
    except OSError:  # a file system without links
        if os.path.lexists(path):
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(path)) from None
        staged.replace(path)
    else:
        with suppress(OSError):  # it is in its place; the rest is a leftover
            staged.unlink()


def is_stream(path: Path) -> bool:
    """Tell if `path` is a device, a pipe or an open file, such as /dev/stdout."""
    folder = path.absolute().parent.as_posix()
    is_open_file = folder in ("/dev", "/dev/fd") or folder.startswith("/proc/")
    return path.exists() and (is_open_file or not path.is_file())


@contextmanager
def _staged(path: Path, content: bytes, stage: Path) -> Iterator[tuple[IO[bytes], Path]]:
    """Yield the open file `stage` with `content`, and its path.

    It is to be moved to `path`, and removed after an error. Raises OSError; also if `path` is a device or a pipe: it
    would be replaced by a file, for every program.
    """
    if path.exists() and not path.is_file():
        raise OSError(errno.EINVAL, "it is a folder, a device or a pipe", str(path))
    try:
        file = _create_locked(stage)
        try:
            file.write(content)
            file.flush()
            yield file, stage
        finally:
            with suppress(OSError):  # what it would tell has been told: the file is flushed
                file.close()
    except BaseException as error:
        with suppress(OSError):  # the first error is the one to report
            stage.unlink(missing_ok=True)
        if isinstance(error, OSError) and error.errno:
            error.filename, error.filename2 = str(path), None  # the name that the caller knows
        raise


def _create_locked(path: Path) -> IO[bytes]:
    """Create a file, and lock it until it is closed."""
    while True:
        path.unlink(missing_ok=True)  # a killed process may have had the same number
        file = path.open("xb")  # never through a link that lies there
        if lock_opened(file) and is_still_at(path, file):
            return file
        file.close()  # another command has taken it for a leftover, and removes it


def _raise_if_changed(path: Path, before: bytes | None) -> None:
    if path.is_symlink() or (path.read_bytes() if path.exists() else None) != before:
        raise ChangedError(path)
