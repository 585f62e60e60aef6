"""The worst spreadsheets we know of: parts without end, and cells far out."""

from collections.abc import Callable

from tests.fuzzing.seeds import sheet_xml, xml
from tests.fuzzing.targets import with_sheet


def sheet_of(rows: str) -> bytes:
    """Return a spreadsheet with these rows of XML."""
    return with_sheet(sheet_xml(rows))


def bomb(part: str, elements: str, piece: str, megabytes: int) -> bytes:
    """Return a spreadsheet with a part of so many megabytes when unpacked: pieces in elements in each other."""
    return with_sheet(xml(elements, piece * (megabytes * 1_000_000 // len(piece))), part)


ROW = '<row><c t="str"><v>a</v></c></row>'
SHEET, TEXTS, STYLES = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/styles.xml"
SHEETS: dict[str, Callable[[], bytes]] = {
    "a gigabyte of blanks": lambda: bomb(SHEET, "worksheet", " " * 1000, 1000),
    "100 MB of rows": lambda: bomb(SHEET, "worksheet sheetData", ROW, 100),
    "100 MB of texts": lambda: bomb(TEXTS, "sst", "<si><t>a</t></si>", 100),
    "100 MB of styles": lambda: bomb(STYLES, "styleSheet cellXfs", "<xf/>", 100),
    "1 MB of rows": lambda: bomb(SHEET, "worksheet sheetData", ROW, 1),
    "4 MB of rows": lambda: bomb(SHEET, "worksheet sheetData", ROW, 4),
    "4 MB of styles": lambda: bomb(STYLES, "styleSheet cellXfs", "<xf/>", 4),
    "the last row there is": lambda: sheet_of(
        '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="A1048576"><v>1</v></c></row>'
    ),
    "a row beyond the last": lambda: sheet_of(
        '<row r="1"><c r="A1"><v>1</v></c></row><row r="999999999"><c><v>1</v></c></row>'
    ),
    "the last column, in many rows": lambda: sheet_of(
        "".join(f'<row r="{n}"><c r="XFD{n}"><v>1</v></c></row>' for n in range(1, 2_000))
    ),
    "a column beyond the last": lambda: sheet_of('<row r="1"><c r="ZZZZZZ1"><v>1</v></c></row>'),
    "entities of entities": lambda: with_sheet(
        (
            '<!DOCTYPE w [<!ENTITY a "aaaaaaaaaa">'
            + "".join(f'<!ENTITY a{n} "{f"&a{n - 1 or str()};" * 10}">' for n in range(1, 12))
            + "]>"
        ).encode()
        + sheet_xml('<row><c t="str"><v>&a11;</v></c></row>')
    ),
    "nested elements": lambda: with_sheet(("<a>" * 30_000).encode()),
}
