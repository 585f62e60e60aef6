"""Rows of a CSV file: in UTF-8 or else Windows' Western European encoding, with comma, semicolon or tab between cells,
as the map says or as the file shows. A file of rejected rows shows it, whatever file the map was written for."""

import codecs
import csv
import io

from generator.editing.importing.table import REASON, ROW, Layout, NoTableError, Table, table_of

DELIMITERS = (",", ";", "\t")
WESTERN = "cp1252"
MARKS = {codecs.BOM_UTF8: "utf-8-sig", codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}
"""What a file begins with that says its encoding itself."""
LONGEST = 1 << 20
"""How many characters a cell may have: what is longer is a quotation mark that was not closed."""


def read_csv(raw: bytes, layout: Layout) -> Table:
    """The rows of a file. Raises NoTableError."""
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
    table.note, table.delimiter, table.above = note, delimiter, lines[: header - 1]
    return table


def _decoded(raw: bytes, encoding: str) -> tuple[str, str]:
    mark = next((name for start, name in MARKS.items() if raw.startswith(start)), "")
    for name in dict.fromkeys((encoding,) if encoding and not mark else (mark,) if mark else ("utf-8", WESTERN)):
        try:
            text = raw.decode(name)
        except UnicodeDecodeError as error:
            at = raw[: error.start].count(b"\n") + 1
            wrong = f"text in {name} is expected, found the byte 0x{raw[error.start] if raw else 0:02X} in line {at}"
        except UnicodeError:  # some encodings do not say where
            wrong = f"text in {name} is expected, found something else"
        else:
            assumed = name == WESTERN and not encoding
            return text, f"it is not UTF-8: read as {name}; `encoding: …` in the map says otherwise" if assumed else ""
    raise NoTableError(f"{wrong}; write `encoding: …` into the map")


def _delimiter_of_rejects(text: str, declared: str) -> str:
    """The delimiter of rejected rows that begin with the names of columns, as those of what is no CSV file do; empty
    where a text is something else."""
    for delimiter in filter(None, dict.fromkeys((declared, *DELIMITERS))):
        first = next(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter), [])
        if [name.strip() for name in first if name.strip()][-2:] == [ROW, REASON]:
            return delimiter
    return ""


def _delimiter(text: str, header: int) -> str:
    """The delimiter that makes the most columns of the line with their names."""

    def width(delimiter: str) -> int:
        lines = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
        return len(next((line for number, line in enumerate(lines, 1) if number == header), ()))

    return max(DELIMITERS, key=width)


def _lines(text: str, delimiter: str) -> list[list[str]]:
    """Every line. A quotation mark that is not closed would make one cell of all that follows, unnoticed."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    lines: list[list[str]] = []
    try:
        lines.extend(reader)
    except csv.Error as error:
        if "unexpected end" in str(error):
            last = f"after row {len(lines)}" if lines else "at its beginning"
            raise NoTableError(f"a quotation mark is opened {last} and not closed") from None
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    return lines
