"""Rows that were rejected: mended, they are imported by the same map, whatever file that was written for."""

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from openpyxl import Workbook

from generator.cli.main import main
from generator.editing.importing.read_table import read_table
from generator.editing.importing.table import REASON, ROW, Layout
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


FORMULAS = [
    "=cmd|'/C calc'!A1",
    "+998 71 200 00 00",
    "-5",
    "@SUM(1)",
    "'=1",
    "''",
    "a;=1,+2\n-3",
    "＝1",
    "'quoted'",
    "a\r=1",
]


def reject_formulas(by: str = FIELDS) -> str:
    """Reject rows with formulas; return the text of the file of rejects."""
    rows = [{"Title": "A", "Day": "soon", "=Note": formula} for formula in FORMULAS]
    Path("t.json").write_text(json.dumps(rows), "utf-8")
    assert run("t.json", by).exit_code == 1
    return Path("rejects.csv").read_bytes().decode("utf-8-sig")


def test_rejects_have_no_cell_that_a_spreadsheet_runs() -> None:
    lines = [*csv.reader(io.StringIO(reject_formulas(), newline=""))]
    assert lines[0] == ["Title", "Day", "'=Note", ROW, REASON]
    cells = [cell for line in lines for cell in line]
    assert not [cell for cell in cells if cell[:1] in "=+-@＝\t\r\n" and cell]
    assert [line[2] for line in lines[1:]] == [
        *("'=cmd|'/C calc'!A1", "'+998 71 200 00 00", "'-5", "'@SUM(1)", "''=1", "''", "a;'=1,'+2\n'-3", "'＝1"),
        *("'quoted'", "a\r'=1"),
    ]


@pytest.mark.parametrize("suffix", ["csv", "xlsx"])
def test_rejects_are_read_as_they_were_also_when_a_spreadsheet_has_saved_them(suffix: str) -> None:
    text = reject_formulas()
    file = Path(f"mended.{suffix}")
    if suffix == "xlsx":
        book = Workbook()
        for line in csv.reader(io.StringIO(text, newline="")):
            book.active.append([cell.replace("\r", "\n") for cell in line])
        book.save(file)
    else:
        file.write_text(text, "utf-8", newline="")
    table = read_table(file, Layout())
    assert table.columns == ("Title", "Day", "=Note", ROW, REASON)
    expected = [formula.replace("\r", "\n") if suffix == "xlsx" else formula for formula in FORMULAS]
    assert [row.cells["=Note"] for row in table.rows] == expected


def test_rejects_of_rejects_are_marked_once() -> None:
    text = reject_formulas()
    Path("again.csv").write_text(text.replace("soon", "later"), "utf-8", newline="")
    run("again.csv", FIELDS)
    assert Path("rejects-2.csv").read_bytes().decode("utf-8-sig").count("''=1") == 1
    again = read_table(Path("rejects-2.csv"), Layout())
    assert [row.cells["=Note"] for row in again.rows] == FORMULAS


def test_lines_above_the_names_of_columns_are_no_formulas_either() -> None:
    Path("t.csv").write_text("=1;x\n\nTitle;Day\n=A;soon\n", "utf-8")
    by = "header: 3\ndelimiter: ;" + FIELDS
    run("t.csv", by)
    written = Path("rejects.csv").read_text("utf-8-sig")
    assert written.startswith(f"'=1;x\n\nTitle;Day;{ROW};{REASON}\n'=A;soon;4;")
    Path("again.csv").write_text(written.replace("soon", "later"), "utf-8")
    run("again.csv", by)
    assert Path("rejects-2.csv").read_text("utf-8-sig").startswith(f"'=1;x\n\nTitle;Day;{ROW};{REASON}\n'=A;later;4;")


def test_apostrophes_of_files_that_we_did_not_write_stay() -> None:
    Path("t.csv").write_text("Title,Day\n'=A,2024\n'-5,2024\n", "utf-8")
    assert [row.cells["Title"] for row in read_table(Path("t.csv"), Layout()).rows] == ["'=A", "'-5"]
