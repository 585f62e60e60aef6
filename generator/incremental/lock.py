"""Lock folders, so that one process at a time writes into each of them.

The lock is the operating system's, on a file beside the folder. It ends with the process that holds it, however that
process ends. The file is removed with the lock; only a process that is killed leaves it. `leftovers.py` locks single
files in the same way.
"""

import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import IO

try:
    import fcntl
except ImportError:  # Windows
    import msvcrt

_held_locks: set[Path] = set()
"""The lock files that this process holds: locking one twice and releasing it would release the first lock, too."""


class FolderLockedError(Exception):
    """Another process holds a folder."""


@contextmanager
def hold_folders(*folders: Path, wait: bool = False) -> Iterator[None]:
    """Hold `folders` against every other process until the block ends.

    Raises FolderLockedError if another process holds one, unless `wait` is set; OSError if a lock file cannot be made.
    """
    with ExitStack() as stack:
        for folder in folders:
            stack.enter_context(_hold_folder(folder, wait=wait))
        yield


@contextmanager
def _hold_folder(folder: Path, *, wait: bool) -> Iterator[None]:
    """Hold one folder; do nothing if this process holds the folder already."""
    path = lock_file(folder)
    if path in _held_locks:
        yield
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        file = _open_locked(path, wait=wait)
    except (BlockingIOError, PermissionError) as error:
        raise FolderLockedError(f"{folder} is being built by another process: wait until it has ended") from error
    _held_locks.add(path)
    try:
        yield
    finally:
        _held_locks.discard(path)
        with suppress(OSError):  # Windows keeps a file that is open; a disk may refuse: the work is done all the same
            path.unlink()
        with suppress(OSError):
            file.close()


def _open_locked(path: Path, *, wait: bool) -> IO[bytes]:
    """Open and lock the lock file `path`.

    Raises BlockingIOError, PermissionError if another process has locked it; OSError.
    """
    while True:
        file = path.open("a+b")
        try:
            _acquire(file.fileno(), wait=wait)
        except BaseException:
            file.close()
            raise
        if is_still_at(path, file):
            return file
        file.close()  # the process that held it has removed it: another may have made one since


def is_held(folder: Path) -> bool:
    """Tell if this process holds `folder`."""
    return lock_file(folder) in _held_locks


def is_still_at(path: Path, file: IO[bytes]) -> bool:
    """Tell if an open file is the one that lies at `path`."""
    try:
        return os.path.samestat(os.fstat(file.fileno()), path.lstat())
    except FileNotFoundError:
        return False


def lock_opened(file: IO[bytes]) -> bool:
    """Lock a file until it is closed. Return False if another process has locked it.

    Where files cannot be locked, do nothing. Windows would not let a locked file be moved.
    """
    if os.name == "posix":
        try:
            _acquire(file.fileno(), wait=False)
        except (BlockingIOError, PermissionError):
            return False
        except OSError:  # a file system without locks
            return True
    return True


def lock_file(folder: Path) -> Path:
    """Return the path of the lock file of `folder`.

    The path is the same for every spelling of the folder.
    """
    resolved = folder.resolve()
    return resolved.with_name(f".{resolved.name.lstrip('.')}.lock")


def _acquire(descriptor: int, *, wait: bool) -> None:
    """Lock an open file.

    Raises BlockingIOError or PermissionError if another process has locked the file.
    """
    # `lockf` rather than `flock`: processes that are forked meanwhile do not hold it when this one is gone.
    if os.name == "posix":
        fcntl.lockf(descriptor, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
    else:
        mode = msvcrt.LK_LOCK if wait else msvcrt.LK_NBLCK  # type: ignore[attr-defined,unused-ignore]
        msvcrt.locking(descriptor, mode, 1)  # type: ignore[attr-defined,unused-ignore]
