"""One process at a time that writes into a folder: a second one says so at once, and disturbs nothing.

The lock is the operating system's, on a file beside the folder, and ends with the process that holds it, however that
ends. The file stays: whoever removed it could remove that of another.
"""

import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

try:
    import fcntl
except ImportError:  # Windows
    import msvcrt

_held: set[Path] = set()
"""The files that this process has locked: to lock one again and let it go would let the first go, too."""


class FolderLockedError(Exception):
    """Another process writes into a folder."""


@contextmanager
def locked(*folders: Path, wait: bool = False) -> Iterator[None]:
    """Have the folders for this process alone meanwhile. Raises Busy, unless it is to wait; OSError."""
    with ExitStack() as held:
        for folder in folders:
            held.enter_context(_locked(folder, wait=wait))
        yield


@contextmanager
def _locked(folder: Path, *, wait: bool) -> Iterator[None]:
    path = file_of(folder)
    if path in _held:
        yield
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a+b") as file:
        try:
            _take(file.fileno(), wait=wait)
        except (BlockingIOError, PermissionError) as error:
            raise FolderLockedError(f"{folder} is being built by another process: wait until it has ended") from error
        _held.add(path)
        try:
            yield
        finally:
            _held.discard(path)


def file_of(folder: Path) -> Path:
    """The file that is locked for a folder, by whatever name that is called."""
    place = folder.resolve()
    return place.with_name(f".{place.name.lstrip('.')}.lock")


def _take(descriptor: int, *, wait: bool) -> None:
    # `lockf` rather than `flock`: processes that are forked meanwhile do not hold it when this one is gone.
    if os.name == "posix":
        fcntl.lockf(descriptor, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
    else:
        mode = msvcrt.LK_LOCK if wait else msvcrt.LK_NBLCK  # type: ignore[attr-defined,unused-ignore]
        msvcrt.locking(descriptor, mode, 1)  # type: ignore[attr-defined,unused-ignore]
