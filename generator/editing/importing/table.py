"""`Table` and `Row`: rows of text, numbered as in the file. Every reader of a format returns a `Table`."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from generator.values.spreadsheet_cells import restore

MOST_COLUMNS = 2_000
"""The most columns of a table. No real table is wider, and each row has a cell for every column."""
MOST_CELLS = 10_000_000
"""The most cells of a table: all of them are held in memory at once."""
LONGEST_CAUSE = 200
"""The most characters of another library's error in a message: it may hold a part of the file."""
ROW, REASON = "rejected: row", "rejected: reason"
"""The two columns that a file of rejected rows adds to those of the table. They mark it as such a file."""


class NoTableError(Exception):
    """A file without a table. Its argument gives the reason."""


class Row(NamedTuple):
    """A row: its number in the file, and its cells by column name."""

    number: int
    cells: Mapping[str, str]
    each: str = ""
    """The column of the list that a map goes through with `for_each`; the cell `each` holds one of its entries."""


class Rejection(NamedTuple):
    """The reason for not importing a row, in words. If one cell is at fault, its column and value."""

    row: Row
    reason: str
    column: str = ""
    value: str = ""


@dataclass
class Table:
    """The rows of a file, and the unreadable ones.

    `note` states an assumption about the file, to be printed. A CSV file has a `delimiter`, and in `above` the lines
    over the column names.
    """

    columns: tuple[str, ...]
    rows: list[Row] = field(default_factory=list)
    unread: list[Rejection] = field(default_factory=list)
    note: str = ""
    delimiter: str = ""
    above: Sequence[Sequence[str]] = ()


@dataclass(frozen=True)
class Layout:
    """The layout of a file, as far as its format leaves it open and the map names it."""

    encoding: str = ""
    delimiter: str = ""
    sheet: str = ""
    header: int = 1
    time_zone: str = "UTC"


def table_of(lines: Iterable[Sequence[str]], header: int, most_cells: int = MOST_CELLS) -> Table:
    """Return the table in `lines`.

    Line number `header`, counted from 1, names the columns. Empty rows are left out. Cells of rejected rows are
    restored: they were neutralised when written.

    Raises NoTableError.
    """
    numbered = enumerate(lines, 1)
    named = next((line for number, line in numbered if number == header), None)
    if named is None or not any(name.strip() for name in named):
        raise NoTableError(f"the names of columns are expected in row {header}, found none")
    are_rejects = is_of_rejects(named)
    columns = _columns([*map(restore, named)] if are_rejects else named)
    table, cells = Table(columns), 0
    for number, written in numbered:
        line = [*map(restore, written)] if are_rejects else written
        cells += len(line)
        refuse_too_many_cells(cells, most_cells)
        if not any(line):
            continue
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


def is_of_rejects(named: Sequence[str]) -> bool:
    """Return whether these names of columns are those of a file of rejected rows."""
    return [name.strip() for name in named if name.strip()][-2:] == [ROW, REASON]


def table_of_cells(rows: Iterable[tuple[int, Mapping[str, str]]]) -> Table:
    """Return the table of `rows` that name their own cells.

    Its columns are those of any row, in order.
    """
    table_rows: list[Row] = []
    columns: dict[str, None] = {}
    total = 0
    for number, cells in rows:
        table_rows.append(Row(number, cells))
        columns |= dict.fromkeys(cells)
        total += len(cells)
        refuse_too_many_cells(total)
        refuse_too_many_columns(len(columns))
    return Table(tuple(columns), table_rows)


def refuse_too_many_cells(number: int, most: int = MOST_CELLS) -> None:
    """Refuse a table with more cells than are held in memory."""
    if number > most:
        raise NoTableError(f"at most {most:,} cells are expected, found more; divide it into several files")


def refuse_too_many_columns(number: int) -> None:
    """Refuse a table that is wider than real ones."""
    if number > MOST_COLUMNS:
        raise NoTableError(f"at most {MOST_COLUMNS:,} columns are expected, found {number:,}; delete those not needed")


def cause(error: Exception) -> str:
    """Return the message of another library's error, on one line."""
    text = " ".join(str(error).split())
    return text if len(text) <= LONGEST_CAUSE else f"{text[:LONGEST_CAUSE]}…"


def _columns(named: Sequence[str]) -> tuple[str, ...]:
    """Return unique column names.

    A column without a name gets its number, a repeated name gets a count.
    """
    columns: dict[str, None] = {}
    names = [" ".join(name.split()) for name in named]
    while names and not names[-1]:
        names.pop()
    refuse_too_many_columns(len(names))
    times: dict[str, int] = {}
    for number, name in enumerate(names, 1):
        wanted, again = name or f"column {number}", times.get(name, 2)
        while wanted in columns:
            wanted, again = f"{name} ({again})", again + 1
        columns[wanted], times[name] = None, again
    return tuple(columns)
