"""Read spreadsheets. Dates become ISO 8601 text; numbers become the text that the cell shows."""

import warnings
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from io import BytesIO
from typing import Any

from openpyxl import load_workbook
from openpyxl.utils.datetime import to_ISO8601

from generator.editing.importing.table import Layout, NoTableError, Rejection, Row, Table, cause, table_of
from generator.editing.importing.xlsx_parts import refuse_hostile_parts

LAST_ROW = 1_048_576
"""The last row that a spreadsheet has. Rows that are not in the file are counted up to the next that is."""
ERROR = "e"  # how openpyxl types a cell whose formula failed


def read_xlsx(raw: bytes, layout: Layout) -> Table:
    """Read the rows of one sheet, by default the first. Raises NoTableError."""
    try:
        refuse_hostile_parts(raw)
        with warnings.catch_warnings(action="ignore"):  # of what openpyxl cannot keep: nothing is written back
            return _read(raw, layout)
    except (NoTableError, MemoryError, RecursionError):
        raise
    except Exception as error:  # openpyxl raises whatever its parsers of ZIP and XML do
        raise NoTableError(f"a spreadsheet is expected, found a file that cannot be read: {cause(error)}") from error


def _read(raw: bytes, layout: Layout) -> Table:
    book = load_workbook(BytesIO(raw), read_only=True, data_only=True, keep_links=False)
    names = [sheet.title for sheet in book.worksheets]
    name = layout.sheet or next(iter(names), "")
    if name not in names:
        raise NoTableError(f'one of the sheets {", ".join(names)} is expected, found "{name}" in the map')
    failed: dict[int, str] = {}
    table = table_of(_lines(book[name], failed), layout.header)
    table.unread += [_failed(row, failed[row.number]) for row in table.rows if row.number in failed]
    table.rows = [row for row in table.rows if row.number not in failed]
    return table


def _failed(row: Row, error: str) -> Rejection:
    column = next((column for column, cell in row.cells.items() if cell == error), "")
    return Rejection(row, "a value is expected, found a formula that failed", column, error)


def _lines(sheet: Any, failed: dict[int, str]) -> Iterator[list[str]]:
    sheet.reset_dimensions()  # what the file says of its size is often wrong
    for number, cells in enumerate(sheet.iter_rows(), 1):
        if number > LAST_ROW:
            raise NoTableError(f"rows up to {LAST_ROW:,} are expected, as spreadsheets have them, found one further on")
        for cell in cells:
            if getattr(cell, "data_type", "") == ERROR:
                failed.setdefault(number, str(cell.value))
        yield [text_of(cell.value) for cell in cells]


def text_of(value: Any) -> str:
    """Return the value of a cell as text."""
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case datetime():
            return value.date().isoformat() if value.time() == time() else value.isoformat(timespec="minutes")
        case date() | time():
            return value.isoformat()
        case timedelta():
            return str(to_ISO8601(value))
        case float():
            return str(int(value)) if value.is_integer() else repr(value)
    return str(value)
