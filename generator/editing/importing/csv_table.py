"""Read CSV files, in UTF-8 or else in cp1252, with comma, semicolon or tab between cells.

The map names encoding and delimiter, or the file shows them. In a file of rejected rows, the file decides.
"""

import codecs
import csv
import io

from generator.editing.importing.table import (
    Layout,
    NoTableError,
    Table,
    is_of_rejects,
    refuse_too_many_cells,
    table_of,
)
from generator.values.spreadsheet_cells import restore

DELIMITERS = (",", ";", "\t")
WESTERN = "cp1252"
MARKS = {codecs.BOM_UTF8: "utf-8-sig", codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}
"""Byte order marks, and the encoding each declares."""
LONGEST = 1 << 20
"""The most characters of a cell. A longer cell comes from a quotation mark that is not closed."""


def read_csv(raw: bytes, layout: Layout) -> Table:
    """Read the rows of a CSV file. Raises NoTableError."""
    text, note = _decoded(raw, layout.encoding)
    csv.field_size_limit(LONGEST)
    try:
        rejects = _delimiter_of_rejects(text, layout.delimiter)
        header = 1 if rejects else layout.header
        delimiter = rejects or layout.delimiter or _delimiter(text, header)
        lines = _lines(text, delimiter)
    except csv.Error as error:
        raise NoTableError(f"the cells cannot be told apart: {error}") from None
    table = table_of(lines, header)
    above = lines[: header - 1]
    if is_of_rejects(lines[header - 1]):
        above = [[*map(restore, line)] for line in above]
    table.note, table.delimiter, table.above = note, delimiter, above
    return table


def _decoded(raw: bytes, encoding: str) -> tuple[str, str]:
    mark = next((name for start, name in MARKS.items() if raw.startswith(start)), "")
    for name in dict.fromkeys((encoding,) if encoding and not mark else (mark,) if mark else ("utf-8", WESTERN)):
        try:
            text = raw.decode(name)
        except UnicodeDecodeError as error:
            at = raw[: error.start].count(b"\n") + 1
            fault = f"text in {name} is expected, found the byte 0x{raw[error.start] if raw else 0:02X} in line {at}"
        except UnicodeError:  # some encodings do not say where
            fault = f"text in {name} is expected, found something else"
        else:
            assumed = name == WESTERN and not encoding
            return text, f"it is not UTF-8: read as {name}; `encoding: …` in the map says otherwise" if assumed else ""
    raise NoTableError(f"{fault}; write `encoding: …` into the map")


def _delimiter_of_rejects(text: str, declared: str) -> str:
    """Return the delimiter of a file of rejected rows; empty for other files."""
    for delimiter in filter(None, dict.fromkeys((declared, *DELIMITERS))):
        if is_of_rejects(_line(text, delimiter, 1)):
            return delimiter
    return ""


def _delimiter(text: str, header: int) -> str:
    """Return the delimiter that splits the line of column names into the most columns."""
    return max(DELIMITERS, key=lambda delimiter: len(_line(text, delimiter, header)))


def _line(text: str, delimiter: str, wanted: int) -> list[str]:
    """Return the cells of one line.

    They are none if there is no such line, or if its cells are too long with this delimiter.
    """
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        return next((line for number, line in enumerate(lines, 1) if number == wanted), [])
    except csv.Error:
        return []


def _lines(text: str, delimiter: str) -> list[list[str]]:
    """Return the cells of every line.

    Refuse an unclosed quotation mark: it would turn the rest into one cell.
    """
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    lines: list[list[str]] = []
    cells = 0
    try:
        for line in reader:
            cells += len(line)
            refuse_too_many_cells(cells)
            lines.append(line)
    except csv.Error as error:
        last = f"after row {len(lines)}" if lines else "at its beginning"
        if "field larger" in str(error):
            expected = f"cells of at most {LONGEST:,} characters are expected, found a longer one {last}"
            raise NoTableError(f"{expected}: is a quotation mark opened there and not closed?") from None
        if "unexpected end" in str(error):
            raise NoTableError(f"a quotation mark is opened {last} and not closed") from None
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    return lines
