"""Files to disk: every one beside its place first, then all into their places, each whole; and the rows that were
rejected, to be mended and imported again."""

import codecs
import csv
import io
import shutil
from collections.abc import Iterable, Sequence
from pathlib import Path

from generator.editing.importing.table import REASON, ROW, Layout, Rejection, Row, Table
from generator.incremental.atomic import replace_file

WAITING = ".importing"
"""Has the files until all are written. It is hidden: nothing in it is taken for a record; a next run removes it."""
MARKED = "utf-8-sig"
"""The encoding that a file says itself, whatever a map says: a spreadsheet opens it as UTF-8."""


def write_records(files: Sequence[tuple[str, str]], folder: Path) -> None:
    """Write files, by path below a folder, none of which is there. Raises OSError, FileExistsError."""
    waiting = folder / WAITING
    shutil.rmtree(waiting, ignore_errors=True)
    try:
        waiting.mkdir(parents=True)
        for number, (path, text) in enumerate(files):
            if (folder / path).exists():
                raise FileExistsError(17, "it is there already", str(folder / path))
            (waiting / str(number)).write_text(text, "utf-8", newline="\n")
        for number, (path, _) in enumerate(files):
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (waiting / str(number)).replace(folder / path)
    finally:
        shutil.rmtree(waiting, ignore_errors=True)


def rejects(table: Table, rejected: Iterable[Rejection], layout: Layout) -> str:
    """A table of the rows that were rejected, as they were read, each with its number and every reason; laid out so
    that the map of the table reads it."""
    reasons: dict[int, tuple[Row, list[str]]] = {}
    for rejection in rejected:
        reasons.setdefault(rejection.row.number, (rejection.row, []))[1].append(reason_of(rejection))
    own = [column for column in table.columns if column not in (ROW, REASON)]
    out = io.StringIO()
    writer = csv.writer(out, delimiter=table.delimiter or layout.delimiter or ",", lineterminator="\n")
    writer.writerows(table.above)
    writer.writerow([*own, ROW, REASON])
    for number, (row, wrong) in sorted(reasons.items(), key=lambda entry: entry[0]):
        writer.writerow([*(row.cells.get(column, "") for column in own), number, " | ".join(dict.fromkeys(wrong))])
    return out.getvalue()


def reason_of(rejection: Rejection) -> str:
    """Why a row is rejected, with the column."""
    return f"{rejection.column}: {rejection.reason}" if rejection.column else rejection.reason


def encoded(text: str, encoding: str) -> tuple[bytes, bool]:
    """Rejected rows in the encoding that the map names, and whether they can be written in it: else they are marked as
    UTF-8, as where it names none."""
    named = codecs.lookup(encoding).name if encoding else "utf-8"
    if named in ("utf-8", MARKED):
        return text.encode(MARKED, "replace"), True
    try:
        return text.encode(named), True
    except UnicodeError:
        return text.encode(MARKED, "replace"), False


def place_for(raw: bytes, wanted: Path) -> Path:
    """Where a file of rejected rows goes so that none is lost: beside another of that name, unless it says the same."""
    path, number = wanted, 1
    while path.exists() and path.read_bytes() != raw:
        number += 1
        path = wanted.with_stem(f"{wanted.stem}-{number}")
    return path


def write_rejects(raw: bytes, path: Path) -> None:
    """Write a file of rejected rows. Raises OSError."""
    replace_file(path, path.read_bytes() if path.exists() else None, raw)
