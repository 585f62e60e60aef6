"""Rows that were rejected: mended, they are imported by the same map, whatever file that was written for."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from openpyxl import Workbook

from generator.cli.main import main
from generator.editing.importing.table import REASON, ROW
from tests.support.imports import record_files

pytestmark = pytest.mark.usefixtures("empty_working_folder")

FIELDS = """
fields:
  title: Title
  date:
    column: Day
    date: DD.MM.YYYY
"""
ROWS = [["Title", "Day"], ["Café", "01.02.2024"], ["Forum; größer, «weiter»", "soon"]]


def run(file: str, by: str) -> Result:
    Path("map.yml").write_text(by, "utf-8")
    command = ["import", "milestone", file, "--map", "map.yml"]
    return CliRunner().invoke(main, command, catch_exceptions=False)


def table(path: str, above: list[list[str]], delimiter: str = ",", encoding: str = "utf-8") -> None:
    lines = [delimiter.join(f'"{cell}"' for cell in line) for line in (*above, *ROWS)]
    Path(path).write_text("\n".join(lines) + "\n", encoding)


def sheet(path: str) -> None:
    book = Workbook()
    for row in (["Our list"], [], *ROWS):
        book.active.append(row)
    book.save(path)


def calendar(path: str) -> None:
    event = "BEGIN:VEVENT\nUID:{0}\nSUMMARY:{1}\nLOCATION:{2}\nDTSTART;VALUE=DATE:20240201\nEND:VEVENT\n"
    events = "".join(event.format(number, *row) for number, row in enumerate(ROWS[1:]))
    Path(path).write_text(f"BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:x\n{events}END:VCALENDAR\n", "utf-8")


def objects(path: str) -> None:
    Path(path).write_text(json.dumps([dict(zip(ROWS[0], row, strict=True)) for row in ROWS[1:]]), "utf-8")


TITLED = [["Our list; of 2024"], []]
CASES: dict[str, tuple[Callable[[], None], str, str]] = {
    "as usual": (lambda: table("t.csv", []), "t.csv", ""),
    "header": (lambda: table("t.csv", TITLED), "t.csv", "header: 3"),
    "delimiter": (lambda: table("t.csv", [], ";"), "t.csv", "delimiter: ;"),
    "delimiter found": (lambda: table("t.tsv", TITLED, "\t"), "t.tsv", "header: 3"),
    "another delimiter": (lambda: table("t.txt", TITLED, "|"), "t.txt", "header: 3\ndelimiter: '|'"),
    "encoding": (lambda: table("t.csv", [], ",", "cp1252"), "t.csv", "encoding: cp1252"),
    "all of it": (
        lambda: table("t.csv", TITLED, ";", "cp1252"),
        "t.csv",
        "header: 3\ndelimiter: ;\nencoding: cp1252",
    ),
    "two bytes a letter": (lambda: table("t.csv", TITLED, ";", "utf-16"), "t.csv", "header: 3\nencoding: utf-16"),
    "spreadsheet": (lambda: sheet("t.xlsx"), "t.xlsx", "header: 3\nsheet: Sheet"),
    "calendar": (lambda: calendar("t.ics"), "t.ics", ""),
    "json": (lambda: objects("t.json"), "t.json", ""),
}


@pytest.mark.parametrize("case", CASES)
def test_rejected_rows_that_are_mended_are_imported_by_the_same_map(case: str) -> None:
    make, file, layout = CASES[case]
    make()
    by = layout + FIELDS
    if file.endswith(".ics"):
        by = by.replace("Title", "SUMMARY").replace("Day", "LOCATION")
    assert "imported 1 of 2 rows: 1 milestone written; 1 rejected, see rejects.csv" in run(file, by).stdout
    rejects = Path("rejects.csv")
    raw = rejects.read_bytes()
    letters = "utf-16-le" if "utf-16" in layout else "ascii"
    rejects.write_bytes(raw.replace("soon".encode(letters), "03.04.2024".encode(letters)))
    assert run("rejects.csv", by).stdout == "imported 1 of 1 row: 1 milestone written\n"
    assert "Forum; größer, «weiter»" in record_files()["content/milestones/2024/2024-04-03-forum-grosser-weiter.yml"]


def test_rejects_stand_as_their_table_does() -> None:
    table("t.csv", TITLED, ";", "cp1252")
    run("t.csv", "header: 3\ndelimiter: ;\nencoding: cp1252" + FIELDS)
    assert Path("rejects.csv").read_text("cp1252") == (
        f'"Our list; of 2024"\n\nTitle;Day;{ROW};{REASON}\n'
        '"Forum; größer, «weiter»";soon;5;Day: a date is expected in the format DD.MM.YYYY\n'
    )


def test_rejects_that_the_encoding_of_the_map_has_no_letters_for_are_utf_8_and_say_so() -> None:
    Path("t.csv").write_text("Title,Day,Who\nForum,01.02.2024,Caf\xe9\n", "cp1252")
    by = "encoding: cp1252" + FIELDS + "  summary:\n    column: Who\n    words:\n      Кафе: Coffee\n"
    result = run("t.csv", by)
    assert result.stderr == "note: rejects.csv: it is in UTF-8, as cp1252 lacks some of its letters\n"
    rejects = Path("rejects.csv")
    rejects.write_text(rejects.read_text("utf-8-sig").replace("Café", "Кафе"), "utf-8-sig")
    assert "1 milestone written" in run("rejects.csv", by).stdout


def test_rejects_of_rejects_are_rejects() -> None:
    sheet("t.xlsx")
    run("t.xlsx", "header: 3" + FIELDS)
    first = Path("rejects.csv").read_bytes()
    Path("rejects.csv").write_bytes(first.replace(b"soon", b"later"))
    assert "see rejects-2.csv" in run("rejects.csv", "header: 3" + FIELDS).stdout
    assert Path("rejects-2.csv").read_text("utf-8-sig").startswith(f"Title,Day,{ROW},{REASON}\n")
