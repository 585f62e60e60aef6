"""The seeds of fuzzing: records, maps and tables of the tests, as the targets take them."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path

from generator.kinds import KINDS

TESTS = Path(__file__).parents[1]
FOLDERS = [kind.folder for kind in KINDS]
DATES = ("2024-01-26", "1993-01~", "2024-01-10/2024-01-12", "../2024", "26 January 2024", "26.1.2024", "45317")

NAMESPACE = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
"""The namespace of the elements of a spreadsheet: elements of another are not read."""


def xml(elements: str, content: str) -> bytes:
    """Return a part of a spreadsheet: content in elements in each other, whose names have a blank between."""
    first, *others = elements.split()
    heads = "".join(f"<{element}>" for element in others)
    tails = "".join(f"</{element}>" for element in reversed(elements.split()))
    return f'<{first} xmlns="{NAMESPACE}">{heads}{content}{tails}'.encode()


def sheet_xml(rows: str) -> bytes:
    """Return the sheet of a spreadsheet, with these rows of XML."""
    return xml("worksheet sheetData", rows)


@cache
def seeds(target: str) -> list[bytes]:
    """Return the seeds of a target by its name, the small ones first."""
    return sorted({*_seeds(target)}, key=lambda seed: (len(seed), seed))


def _seeds(target: str) -> Iterator[bytes]:
    if target in ("record", "many", "layout"):
        for path in (*TESTS.glob("sample/content/*/*.yml"), *TESTS.glob("checks/cases/*/content/*/*.yml")):
            if path.parent.name in FOLDERS and path.is_file():
                yield bytes([FOLDERS.index(path.parent.name)]) + path.read_bytes()
    elif target == "prose":
        yield b"**Agreed** on [[people/x|Mr X]], see [a](https://example.org/).\n\n- one\n- *two*\n\n1. three"
    elif target == "date":
        yield from (written.encode() for written in DATES)
    elif target == "map":
        yield from (path.read_bytes() for path in TESTS.glob("editing/importing/*/map.yml"))
        yield from (path.read_bytes() for path in TESTS.parent.glob("docs/import/**/*.yml"))
    elif target == "sheet":
        yield sheet_xml('<row r="1"><c r="A1" t="str"><v>Name</v></c></row>')
    elif target == "importing":
        yield b"Name,Other,Title,Of,Day\nAnn Lee,A. Lee;Lee,Minister,Ministry of Trade,26/01/2024\nBo,,,,\n"
    else:
        yield from (path.read_bytes() for path in TESTS.glob(f"editing/importing/*/input.{target}"))
        yield b"Name,Day\nAnn,2024\n"
