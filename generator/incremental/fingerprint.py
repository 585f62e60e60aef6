"""Fingerprints: digests of bytes and of this program, and stamps of files.

While a fingerprint is the same, the result of an earlier run is used again. Also the one rule for trusting the times
of files; no other module reads the time of day.
"""

import os
import sys
import time
from collections.abc import Sequence
from functools import cache
from hashlib import blake2b
from importlib.metadata import version
from pathlib import Path
from typing import NamedTuple

TIMESTAMP_GRANULARITY_NS = 20_000_000
"""Nanoseconds within which two writes of a file may have the same time."""
PROGRAM_FOLDER = Path(__file__).parent.parent
PACKAGES = (
    "babel",
    "isodate",
    "jinja2",
    "markdown-it-py",
    "markupsafe",
    "pydantic",
    "pydantic-core",
    "pygal",
    "pyyaml",
    "rapidfuzz",
    "tzdata",
)
"""The packages that parsing, checking and rendering pages depend on."""
SOURCE_PATTERNS = ("*.jinja", "*.md", "*.po", "*.py")
"""The files of this program that parsing, checking and rendering pages depend on."""


class FileStamp(NamedTuple):
    """Size, time of last change and digest of a file: while size and time are the same, the file is not read again."""

    size: int
    time_ns: int
    digest: str = ""
    """Digest of the bytes; empty if the file was not read."""

    @classmethod
    def of_status(cls, status: os.stat_result) -> "FileStamp":
        """Make a stamp without a digest from the result of `os.stat`."""
        return cls(status.st_size, status.st_mtime_ns)


def digest(raw: bytes) -> str:
    """Return the digest of `raw` as 40 hexadecimal digits."""
    return blake2b(raw, digest_size=20).hexdigest()


def trusted_before(recorded_ns: int | None = None) -> int:
    """Return the latest trusted time of a file, in nanoseconds, exclusive.

    A file as new as its record may be written again within the same time, unnoticed; git treats its index alike.
    `recorded_ns` is the time of the record, now by default.
    """
    return (time.time_ns() if recorded_ns is None else recorded_ns) - TIMESTAMP_GRANULARITY_NS


def stamp_file(path: Path | str, last: FileStamp | None, trusted: int) -> FileStamp | None:
    """Stamp a file, with its digest; return None if there is no such file.

    Read the file only if its size or time differs from `last`, or its time is not before `trusted`. A tool that
    changes a file, keeps its size and puts its time back is not noticed: none of ours does.
    """
    try:
        status = os.stat(path)  # noqa: PTH116  thousands of times: a Path costs more than the look
        if last and last.time_ns < trusted and last[:2] == (status.st_size, status.st_mtime_ns):
            return last
        with open(path, "rb") as file:  # noqa: PTH123  as above
            return FileStamp(status.st_size, status.st_mtime_ns, digest(file.read()))
    except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
        return None


@cache
def program_fingerprint(
    packages: Sequence[str] = PACKAGES, folder: Path = PROGRAM_FOLDER, patterns: Sequence[str] = SOURCE_PATTERNS
) -> str:
    """Return the fingerprint of a program.

    The digest of: Python's version, the versions of `packages`, and the files of `patterns` below `folder`.
    """
    sources = (path for pattern in patterns for path in sorted(folder.rglob(pattern)))
    files = (f"{path.relative_to(folder).as_posix()} {digest(path.read_bytes())}" for path in sources)
    return digest("\n".join((sys.version, *(f"{name} {_version(name)}" for name in packages), *files)).encode())


def _version(package: str) -> str:
    try:
        return version(package)
    except ModuleNotFoundError:
        return "none"
