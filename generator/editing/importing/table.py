"""Rows of a table, whatever file they are from: numbered as whoever has the file open counts them, their cells text."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

MOST_COLUMNS = 2_000
"""How many columns a table may have: nobody keeps one that is wider, and each row has a cell for every one."""
MOST_CELLS = 10_000_000
"""How many cells of a table are read: all of them are held at once."""


ROW, REASON = "rejected: row", "rejected: reason"
"""The columns that a file of rejected rows has beside those of the table: by them it is known as one."""


class NoTableError(Exception):
    """A file that holds no table. Its argument says why."""


class Row(NamedTuple):
    """A row: its number in the file, and its cells by column."""

    number: int
    cells: Mapping[str, str]
    each: str = ""
    """The column that the cell `each` is an entry of, where a map goes through a list."""


class Rejection(NamedTuple):
    """Why a row is not imported: the column and the value at fault where it is one, and the reason in words."""

    row: Row
    reason: str
    column: str = ""
    value: str = ""


@dataclass
class Table:
    """The rows of a file, and those that could not be read. `note` says what was assumed of the file; of a CSV file,
    `delimiter` what stood between its cells, and `above` the lines over the names of columns."""

    columns: tuple[str, ...]
    rows: list[Row] = field(default_factory=list)
    unread: list[Rejection] = field(default_factory=list)
    note: str = ""
    delimiter: str = ""
    above: Sequence[Sequence[str]] = ()


@dataclass(frozen=True)
class Layout:
    """How a file is laid out, where its format leaves that open."""

    encoding: str = ""
    delimiter: str = ""
    sheet: str = ""
    header: int = 1
    time_zone: str = "UTC"


def table_of(lines: Iterable[Sequence[str]], header: int) -> Table:
    """A table of lines, of which one, counted from 1, names the columns. Empty rows are none."""
    numbered = enumerate(lines, 1)
    named = next((line for number, line in numbered if number == header), None)
    if named is None or not any(name.strip() for name in named):
        raise NoTableError(f"the names of columns are expected in row {header}, found none")
    columns = _columns(named)
    table, cells = Table(columns), 0
    for number, line in numbered:
        cells += len(line)
        if cells > MOST_CELLS:
            raise NoTableError(f"at most {MOST_CELLS:,} cells are expected, found more; divide it into several files")
        row = Row(number, dict(zip(columns, line, strict=False)))
        beyond = [cell for cell in line[len(columns) :] if cell.strip()]
        if beyond:
            reason = (
                f"at most {len(columns)} cells are expected, found {len(line)}: is a delimiter in an unquoted cell?"
            )
            table.unread.append(Rejection(row, reason, value=beyond[0]))
        elif any(cell.strip() for cell in line):
            table.rows.append(row)
    return table


def table_of_cells(rows: Iterable[tuple[int, Mapping[str, str]]]) -> Table:
    """A table of rows that name their cells themselves; its columns are all that one of them has."""
    found = [Row(number, cells) for number, cells in rows]
    return Table(tuple(dict.fromkeys(column for row in found for column in row.cells)), found)


def _columns(named: Sequence[str]) -> tuple[str, ...]:
    """The names of columns, each once: one without a name has its number, a second one of a name says so."""
    columns: dict[str, None] = {}
    names = [" ".join(name.split()) for name in named]
    while names and not names[-1]:
        names.pop()
    if len(names) > MOST_COLUMNS:
        raise NoTableError(
            f"at most {MOST_COLUMNS:,} columns are expected, found {len(names):,}; delete those not needed"
        )
    times: dict[str, int] = {}
    for number, name in enumerate(names, 1):
        wanted, again = name or f"column {number}", times.get(name, 2)
        while wanted in columns:
            wanted, again = f"{name} ({again})", again + 1
        columns[wanted], times[name] = None, again
    return tuple(columns)
