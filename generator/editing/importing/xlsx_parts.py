"""Refuse spreadsheets whose parts are built to exhaust the reader, before any part is read.

A spreadsheet is a ZIP of XML parts. Rows and cells are counted where they are read, in `xlsx_table.py`.
"""

import zipfile
from collections import Counter
from collections.abc import Iterator
from io import BytesIO
from xml.parsers import expat

from generator.editing.importing.table import NoTableError

LARGEST = 1 << 29
"""The most bytes of a file when it is unpacked."""
TIMES, ALWAYS = 40, 1 << 20
"""The most that a file may grow when unpacked, as a multiple of its size, and a size that is always allowed. Real
spreadsheets grow 5 to 20 times; a malicious one grows a thousand times."""
MOST_PARTS = 10_000
"""The most parts of a file: a sheet has about three."""
MOST_ELEMENTS = {"sheet": 1_000, "definedName": 10_000, "xf": 70_000}
"""The most elements of a name in the parts that openpyxl reads as a whole. Excel allows 65,490 formats (`xf`)."""
COUNTED = ("workbook.xml", "styles.xml")
"""The ends of the names of parts whose elements are counted."""
CHUNK = 1 << 16


class _RootReachedError(Exception):
    """Everything before the root of an XML part has been read."""


def refuse_hostile_parts(raw: bytes) -> None:
    """Refuse a ZIP bomb, a document type and too many elements.

    Raises NoTableError.
    """
    with zipfile.ZipFile(BytesIO(raw)) as parts:
        _refuse_bomb(parts.infolist(), len(raw))
        for name in parts.namelist():
            _refuse_doctype(parts, name)
            if name.endswith(COUNTED):
                _refuse_elements(parts, name)


def _refuse_bomb(parts: list[zipfile.ZipInfo], size: int) -> None:
    """Refuse parts that are too many, or too large when unpacked.

    `zipfile` unpacks no part beyond the size that its directory states.
    """
    if len(parts) > MOST_PARTS:
        raise NoTableError(f"at most {MOST_PARTS:,} parts are expected in a spreadsheet, found {len(parts):,}")
    unpacked = sum(part.file_size for part in parts)
    most = min(LARGEST, max(ALWAYS, TIMES * size))
    if unpacked > most:
        message = f"at most {most:,} bytes are expected when it is unpacked, found {unpacked:,}"
        raise NoTableError(f"{message}; save the sheet as CSV and import that")


def _refuse_doctype(parts: zipfile.ZipFile, name: str) -> None:
    """Refuse a part that declares a document type: entities can grow without end.

    Office Open XML forbids the declaration (ECMA-376, part 2, 8.1.4). Parts that are no XML pass.
    """
    parser = expat.ParserCreate()

    def refuse(*declared: object) -> None:
        raise NoTableError(f"a spreadsheet without document types is expected, found one in its part {name}")

    def stop(*element: object) -> None:
        raise _RootReachedError

    parser.StartDoctypeDeclHandler, parser.StartElementHandler = refuse, stop
    try:
        for chunk in _chunks(parts, name):
            parser.Parse(chunk)
    except (_RootReachedError, expat.ExpatError):
        return


def _refuse_elements(parts: zipfile.ZipFile, name: str) -> None:
    """Refuse a part with too many elements of a name."""
    counts: Counter[str] = Counter()
    parser = expat.ParserCreate(namespace_separator=" ")

    def count(element: str, attributes: object) -> None:
        local = element.rpartition(" ")[2]
        counts[local] += 1
        if counts[local] > MOST_ELEMENTS.get(local, counts[local]):
            most = MOST_ELEMENTS[local]
            raise NoTableError(f"at most {most:,} elements {local} are expected in a spreadsheet, found more")

    parser.StartElementHandler = count
    for chunk in _chunks(parts, name):
        parser.Parse(chunk)


def _chunks(parts: zipfile.ZipFile, name: str) -> Iterator[bytes]:
    with parts.open(name) as part:
        while chunk := part.read(CHUNK):
            yield chunk
