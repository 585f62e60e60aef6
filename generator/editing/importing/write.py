"""Write records, all or none, and the file of rejected rows, to be corrected and imported again."""

import codecs
import errno
import os
import shutil
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from generator.editing.importing.table import REASON, ROW, Layout, Rejection, Row, Table
from generator.incremental.atomic import is_stream, move_new, replace_file
from generator.incremental.leftovers import STAGING_FOLDER, remove_leftovers
from generator.values.spreadsheet_cells import csv_line

MARKED = "utf-8-sig"
"""UTF-8 with a byte order mark: spreadsheets recognise it, whatever the map says."""


def write_records(files: Sequence[tuple[str, str]], folder: Path) -> None:
    """Write new files, given as path below `folder` and text: all or none.

    Stage all, then move them. Who calls holds `folder`. Raises OSError, FileExistsError.
    """
    staging, moved = folder / STAGING_FOLDER, list[Path]()
    remove_leftovers([staging])
    staged = [(staging / str(number), folder / path) for number, (path, _) in enumerate(files)]
    if existing := next((path for _, path in staged if path.exists()), None):
        raise FileExistsError(errno.EEXIST, "it is there already", str(existing))
    try:
        staging.mkdir(parents=True)
        for (stage, path), (_, text) in zip(staged, files, strict=True):
            with _naming(path):
                stage.write_text(text, "utf-8", newline="\n")
        for stage, path in staged:
            with _naming(path):
                path.parent.mkdir(parents=True, exist_ok=True)
                move_new(stage, path)
            moved.append(path)
    except BaseException:
        for path in moved:
            with suppress(OSError):  # the first error is the one to report
                path.unlink()
        raise
    finally:
        shutil.rmtree(staging, ignore_errors=True)


@contextmanager
def _naming(path: Path) -> Iterator[None]:
    """Have errors name `path` rather than the file that was to be moved there."""
    try:
        yield
    except OSError as error:
        error.filename, error.filename2 = str(path), None
        raise


def rejects_csv(table: Table, rejected: Iterable[Rejection], layout: Layout) -> str:
    """Return the rejected rows as CSV, in the layout that the map expects.

    No cell is a formula; `table_of` restores the cells when they are read.
    """
    reasons: dict[int, tuple[Row, list[str]]] = {}
    for rejection in rejected:
        reasons.setdefault(rejection.row.number, (rejection.row, []))[1].append(reason_of(rejection))
    own = [column for column in table.columns if column not in (ROW, REASON)]
    lines: list[Sequence[object]] = [*table.above, [*own, ROW, REASON]]
    for number, (row, why) in sorted(reasons.items(), key=lambda entry: entry[0]):
        lines.append([*(row.cells.get(column, "") for column in own), number, " | ".join(dict.fromkeys(why))])
    delimiter = table.delimiter or layout.delimiter or ","
    return "".join(csv_line(line, delimiter) for line in lines)


def reason_of(rejection: Rejection) -> str:
    """Return the reason of a rejection, with its column."""
    return f"{rejection.column}: {rejection.reason}" if rejection.column else rejection.reason


def encode(text: str, encoding: str) -> tuple[bytes, bool]:
    """Encode rejected rows as the map names.

    Return also whether that worked: otherwise the bytes are marked UTF-8.
    """
    codec = codecs.lookup(encoding).name if encoding else "utf-8"
    if codec in ("utf-8", MARKED):
        return text.encode(MARKED, "replace"), True
    try:
        return text.encode(codec), True
    except UnicodeError:
        return text.encode(MARKED, "replace"), False


def free_path(raw: bytes, wanted: Path) -> Path:
    """Return `wanted`, or a numbered path beside it if a file with other bytes exists.

    No rejected row is lost. A stream is `wanted` itself.
    """
    if is_stream(wanted):
        return wanted
    path, number = wanted, 1
    while path.exists() and path.read_bytes() != raw:
        number += 1
        path = wanted.with_stem(f"{wanted.stem}-{number}")
    return path


def write_rejects(raw: bytes, path: Path) -> None:
    """Write rejected rows into a file or a stream. Raises OSError, ChangedError."""
    if not is_stream(path):
        replace_file(path, path.read_bytes() if path.exists() else None, raw)
        return
    try:
        with open(path, "ab", opener=_open_without_waiting) as stream:
            stream.write(raw)
    except OSError as error:
        error.filename = str(path)
        raise


def _open_without_waiting(path: str, flags: int) -> int:
    """Open a stream for writing.

    Raises OSError for a pipe that nobody reads, instead of waiting for a reader.
    """
    descriptor = os.open(path, flags | os.O_NONBLOCK)
    os.set_blocking(descriptor, True)
    return descriptor
