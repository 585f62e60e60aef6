"""Files to disk: every one beside its place first, then all into their places, each whole; and the rows that were
rejected, to be mended and imported again."""

import csv
import io
import shutil
from collections.abc import Iterable, Sequence
from pathlib import Path

from generator.importing.rows import Rejection, Row
from generator.replacing import replace_file

WAITING = ".importing"
"""Has the files until all are written. It is hidden: nothing in it is taken for a record; a next run removes it."""
ROW, REASON = "rejected: row", "rejected: reason"
"""The columns that a file of rejected rows has beside those of the table."""


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


def rejects(columns: Sequence[str], rejected: Iterable[Rejection]) -> str:
    """A table of the rows that were rejected, as they were read, each with its number and every reason."""
    reasons: dict[int, tuple[Row, list[str]]] = {}
    for rejection in rejected:
        reasons.setdefault(rejection.row.number, (rejection.row, []))[1].append(reason_of(rejection))
    own = [column for column in columns if column not in (ROW, REASON)]
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([*own, ROW, REASON])
    for number, (row, wrong) in sorted(reasons.items(), key=lambda entry: entry[0]):
        writer.writerow([*(row.cells.get(column, "") for column in own), number, " | ".join(dict.fromkeys(wrong))])
    return out.getvalue()


def reason_of(rejection: Rejection) -> str:
    """Why a row is rejected, with the column."""
    return f"{rejection.column}: {rejection.reason}" if rejection.column else rejection.reason


def place_for(text: str, wanted: Path) -> Path:
    """Where a file of rejected rows goes so that none is lost: beside another of that name, unless it says the same."""
    path, number = wanted, 1
    while path.exists() and path.read_bytes() != _bytes(text):
        number += 1
        path = wanted.with_stem(f"{wanted.stem}-{number}")
    return path


def write_rejects(text: str, path: Path) -> None:
    """Write a file of rejected rows, so that a spreadsheet opens it as UTF-8. Raises OSError."""
    replace_file(path, path.read_bytes() if path.exists() else None, _bytes(text))


def _bytes(text: str) -> bytes:
    return text.encode("utf-8-sig", "replace")
