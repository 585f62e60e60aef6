"""One build of a site at a time: a second one says so at once, rather than wait for the first or disturb it.

The lock is the operating system's and ends with the process that holds it, however that ends; the file stays.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from generator.site import SiteError

try:
    import fcntl
except ImportError:  # Windows
    import msvcrt


@contextmanager
def locked(path: Path, site: Path) -> Iterator[None]:
    """Hold a lock file meanwhile. Raises SiteError where another process holds it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a+b") as file:
        try:
            _take(file.fileno())
        except OSError as error:
            raise SiteError(f"{site} is being built by another process: wait until it has ended") from error
        yield


def _take(descriptor: int) -> None:
    # `lockf` rather than `flock`: processes that are forked meanwhile do not hold it when this one is gone.
    if os.name == "posix":
        fcntl.lockf(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    else:
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined,unused-ignore]
