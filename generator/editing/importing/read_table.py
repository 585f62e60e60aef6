"""Read the table of a file in a child process, under limits that grow with the file."""

from pathlib import Path

from generator.editing.importing.formats import BY_SUFFIX
from generator.editing.importing.table import Layout, NoTableError, Table
from generator.incremental.confined import LimitExceededError, Limits, confine

LARGEST = 1 << 28
"""The most bytes of a file."""
MEGABYTE = 1_000_000
SECONDS, SECONDS_PER_MEGABYTE = 10, 10
"""The processor time of a file. A spreadsheet of 100,000 rows, 5 MB, takes some ten seconds, calendars of it less."""
MEGABYTES, MEGABYTES_PER_MEGABYTE = 500, 100
"""The memory of a file, beyond what this process has."""
CLOCK = 3
"""How much longer it may take by the clock: other programs want the processor too."""


def read_table(file: Path, layout: Layout) -> Table:
    """Read the table of a file, by the format of its suffix.

    Raises NoTableError, OSError.
    """
    if not file.is_file():
        raise NoTableError("a file is expected, found a pipe or a device")
    try:
        return confine(_read, file, layout, limits=_limits(file.stat().st_size))
    except LimitExceededError as error:
        raise NoTableError(f"it cannot be read: {error}; divide it into several files") from None


def _limits(size: int) -> Limits:
    """Return what may be spent on a file of a size."""
    megabytes = min(size, LARGEST) / MEGABYTE
    seconds = round(SECONDS + SECONDS_PER_MEGABYTE * megabytes)
    return Limits(seconds, CLOCK * seconds, round(MEGABYTES + MEGABYTES_PER_MEGABYTE * megabytes))


def _read(file: Path, layout: Layout) -> Table:
    """Read a table in the child. The file may have grown since."""
    with file.open("rb") as opened:
        raw = opened.read(LARGEST + 1)
    if len(raw) > LARGEST:
        raise NoTableError(f"at most {LARGEST:,} bytes are expected, found more; divide it into several files")
    return BY_SUFFIX[file.suffix.lower()].read(raw, layout)
