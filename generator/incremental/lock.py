"""Lock folders, so that one process at a time writes into each of them.

The lock is the operating system's, on a file beside the folder. It ends with the process that holds it, however that
process ends. The file stays: deleting it could delete the lock of another process.
"""

import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

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
    with path.open("a+b") as file:
        try:
            _acquire(file.fileno(), wait=wait)
        except (BlockingIOError, PermissionError) as error:
            raise FolderLockedError(f"{folder} is being built by another process: wait until it has ended") from error
        _held_locks.add(path)
        try:
            yield
        finally:
            _held_locks.discard(path)


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
