"""Rows of each format, and files that hold none."""

from io import BytesIO

import pytest
from openpyxl import Workbook

from generator.editing.importing.csv_table import read_csv
from generator.editing.importing.ics_table import read_ics
from generator.editing.importing.json_table import read_json
from generator.editing.importing.table import Layout, NoTableError, Table, table_of
from generator.editing.importing.xlsx_table import read_xlsx
from tests.fuzzing.targets import with_sheet
from tests.fuzzing.worst_cases import CALENDAR, ZONE
from tests.support.paths import ROOT

PLAIN = Layout()


def cells(table: Table) -> list[dict[str, str]]:
    return [dict(row.cells) for row in table.rows]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_a_csv_file_is_read_in_its_encoding_and_with_its_delimiter(encoding: str, delimiter: str) -> None:
    raw = f"Title{delimiter}Day\r\nCafé – “Zürich”{delimiter}2024\r\n".encode(encoding)
    table = read_csv(raw, PLAIN)
    assert cells(table) == [{"Title": "Café – “Zürich”", "Day": "2024"}]
    assert ("cp1252" in table.note) == (encoding == "cp1252")


def test_the_encoding_that_is_declared_is_not_guessed() -> None:
    assert cells(read_csv("a\nЖ\n".encode("cp1251"), Layout(encoding="cp1251"))) == [{"a": "Ж"}]
    with pytest.raises(NoTableError, match="text in utf-8 is expected, found the byte 0xC6 in line 2"):
        read_csv("a\nЖ\n".encode("cp1251"), Layout(encoding="utf-8"))


def test_bytes_of_no_known_encoding_are_refused() -> None:
    with pytest.raises(NoTableError, match="found the byte 0x81 in line 2"):
        read_csv(b"a\n\x81\n", PLAIN)


def test_rows_are_numbered_as_a_spreadsheet_numbers_them() -> None:
    table = read_csv(b'a,b\n"two\nlines",x\n,\nz,y\n', PLAIN)
    assert [row.number for row in table.rows] == [2, 4]


def test_a_row_with_more_cells_than_columns_is_not_read() -> None:
    table = read_csv(b"a,b\n1,2,3\n1,2,\n", PLAIN)
    assert [row.number for row in table.rows] == [3]
    (unread,) = table.unread
    assert unread.row.number == 2
    assert "at most 2 cells are expected, found 3" in unread.reason


def test_a_quotation_mark_that_is_not_closed_does_not_swallow_the_rows_after_it() -> None:
    with pytest.raises(NoTableError, match="a quotation mark is opened after row 2 and not closed"):
        read_csv(b'a,b\n1,2\n"3,4\n5,6\n', PLAIN)


def test_columns_without_a_name_or_with_that_of_another_are_told_apart() -> None:
    assert read_csv(b"a,,a,a,\n1,2,3,4,\n", PLAIN).columns == ("a", "column 2", "a (2)", "a (3)")


def test_the_names_of_columns_may_stand_further_below() -> None:
    assert cells(read_csv(b"List of all\n\na\n1\n", Layout(header=3))) == [{"a": "1"}]
    with pytest.raises(NoTableError, match="expected in row 9, found none"):
        read_csv(b"a\n1\n", Layout(header=9))


@pytest.mark.parametrize("raw", [b"", b"\n", b"\xff\xfe"])
def test_an_empty_file_is_no_table(raw: bytes) -> None:
    with pytest.raises(NoTableError):
        read_csv(raw, PLAIN)


def test_a_sheet_that_is_not_there_is_refused() -> None:
    book, raw = Workbook(), BytesIO()
    book.save(raw)
    with pytest.raises(NoTableError, match='one of the sheets Sheet is expected, found "People" in the map'):
        read_xlsx(raw.getvalue(), Layout(sheet="People"))


@pytest.mark.parametrize("raw", [b"", b"PK\x03\x04 nothing", b"a,b\n"])
def test_a_file_that_is_no_spreadsheet_is_refused(raw: bytes) -> None:
    with pytest.raises(NoTableError, match="a spreadsheet is expected"):
        read_xlsx(raw, PLAIN)


def test_an_entry_of_a_line_of_json_is_a_row_and_a_broken_line_is_rejected() -> None:
    table = read_json(b'{"a": 1.10, "b": [{"c": true}]}\n\n{"a": \n{"a": null}\n', PLAIN)
    assert cells(table) == [{"a": "1.10", "b.0.c": "true"}, {"a": ""}]
    assert [(unread.row.number, unread.value) for unread in table.unread] == [(3, '{"a": ')]


def test_the_list_in_an_object_holds_the_rows() -> None:
    assert cells(read_json(b'{"total": 1, "results": [{"a": "b"}]}', PLAIN)) == [{"a": "b"}]


@pytest.mark.parametrize("raw", [b"", b"[", b"{", b"1", b'"a"', b"\xff", b"[" * 100_000])
def test_a_file_that_is_no_json_is_refused(raw: bytes) -> None:
    with pytest.raises(NoTableError):
        read_json(raw, PLAIN)


@pytest.mark.parametrize("raw", [b"", b"BEGIN:VCALENDAR\nEND:VCALENDAR\n", b"BEGIN:VEVENT\n", b"\xff"])
def test_a_file_that_is_no_calendar_is_refused(raw: bytes) -> None:
    with pytest.raises(NoTableError):
        read_ics(raw, PLAIN)


def test_a_time_without_a_zone_is_of_the_site() -> None:
    raw = b"BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:20240126T150000\nDURATION:PT2H\nEND:VEVENT\nEND:VCALENDAR\n"
    (row,) = read_ics(raw, Layout(time_zone="Asia/Tashkent")).rows
    assert row.cells["DTSTART TIME"] == "15:00:00+05:00"
    assert row.cells["DTEND TIME"] == "17:00:00+05:00"
    assert row.cells["WHEN"] == "2024-01-26"


@pytest.mark.parametrize(
    ("times", "column", "value", "expected"),
    [
        ("DTSTART:2026-13-45", "DTSTART", "2026-13-45", "a day such as 20240126 or a time such as"),
        ("DTSTART:20260101\nDTEND:soon", "DTEND", "soon", "a day such as 20240126 or a time such as"),
        ("DTSTART:20260101\nDURATION:long", "DURATION", "long", "a duration such as PT1H30M is expected"),
        ("DTSTART:20260101\nDTSTART:20260102", "DTSTART", "20260101; 20260102", "is expected once"),
        ("DTSTART:99991231\nDURATION:P2D", "DTSTART", "99991231 to P2D", "of the calendar are expected"),
        ("DTSTART:100000", "DTSTART", "100000", "a day such as 20240126 or a time such as"),
    ],
)  # fmt: skip
def test_an_event_whose_times_cannot_be_read_says_what_was_found_and_expected(
    times: str, column: str, value: str, expected: str
) -> None:
    raw = f"BEGIN:VCALENDAR\nBEGIN:VEVENT\nSUMMARY:A\n{times}\nEND:VEVENT\nEND:VCALENDAR\n".encode()
    table = read_ics(raw, PLAIN)
    (wrong,) = table.unread
    assert (wrong.column, wrong.value) == (column, value)
    assert expected in wrong.reason
    assert "str" not in wrong.reason
    assert wrong.row.cells["SUMMARY"] == "A"
    assert wrong.row.cells["DTSTART"] in f"{times}; {value}"


def test_every_format_that_is_documented_is_read() -> None:
    from generator.editing.importing.formats import BY_SUFFIX

    guide = (ROOT / "docs/import/README.md").read_text("utf-8")
    assert [suffix for suffix in BY_SUFFIX if suffix not in guide] == []


def test_columns_of_one_name_are_numbered_and_far_too_many_are_refused() -> None:
    assert read_csv(b"a,a,a,a (2)\n", PLAIN).columns == ("a", "a (2)", "a (3)", "a (2) (2)")
    with pytest.raises(NoTableError, match="at most 2,000 columns are expected, found 2,001"):
        read_csv(b"a," * 2_000 + b"a\n", PLAIN)


def test_a_table_of_more_cells_than_can_be_held_is_refused() -> None:
    assert len(table_of([["a"], ["1"], ["2"], ["3"]], 1, most_cells=3).rows) == 3
    with pytest.raises(NoTableError, match="at most 3 cells are expected, found more; divide it"):
        table_of([["a"], ["1"], ["2"], ["3"], ["4"]], 1, most_cells=3)


@pytest.mark.parametrize("encoding", ["punycode", "utf-8"])
def test_bytes_that_are_not_in_the_encoding_declared_are_refused(encoding: str) -> None:
    for read in (read_csv, read_json):
        with pytest.raises(NoTableError, match=f"{encoding} is expected|UTF-8 is expected"):
            read(b"Name,Day\n\xff\n", Layout(encoding=encoding))


def test_a_spreadsheet_that_unpacks_to_far_more_than_it_is_is_refused() -> None:
    raw = with_sheet(b"<worksheet>" + b" " * 3_000_000 + b"</worksheet>")
    with pytest.raises(NoTableError, match=r"expected when it is unpacked, found 3,0\d\d,\d{3}; save the sheet as CSV"):
        read_xlsx(raw, PLAIN)


def test_a_large_spreadsheet_of_ordinary_rows_is_read() -> None:
    book, raw = Workbook(), BytesIO()
    for number in range(3_000):
        book.active.append([f"Name {number}", f"Ministry {number % 7}", number, "2024-01-26", "yes", None])
    book.save(raw)
    assert len(read_xlsx(raw.getvalue(), PLAIN).rows) == 2_999


@pytest.mark.parametrize("deep", [21, 600, 5_000])
def test_json_that_nests_further_than_rows_do_is_refused(deep: int) -> None:
    for opened, closed in (("[", "]"), ('{"a":', "}")):
        with pytest.raises(NoTableError, match="at most 20 deep in each other are expected"):
            read_json(f"{opened * deep}1{closed * deep}".encode(), PLAIN)
    assert cells(read_json(f'{"[" * 19}{{"a": 1}}{"]" * 19}'.encode(), PLAIN)) == []


def test_json_with_names_beyond_all_measure_is_refused() -> None:
    with pytest.raises(NoTableError, match="names of at most 1,000 characters are expected"):
        read_json(f'[{{"{"a" * 1_000}": {{"b": 1}}}}]'.encode(), PLAIN)


@pytest.mark.parametrize("rule", ["FREQ=SECONDLY", "FREQ=DAILY", "FREQ=YEA\r\n RLY;BYSECOND=1,2", "X-A=1"])
def test_a_zone_whose_clocks_change_all_the_time_is_refused(rule: str) -> None:
    with pytest.raises(NoTableError, match="delete the part from BEGIN:VTIMEZONE to END:VTIMEZONE"):
        read_ics(zoned(rule), PLAIN)


def test_a_zone_whose_clocks_change_on_a_day_of_the_year_is_read() -> None:
    (row,) = read_ics(zoned("FREQ=YEA\r\n RLY;BYMONTH=3;BYDAY=-1SU"), PLAIN).rows
    assert row.cells["DTSTART"] == "2024-01-26"


def zoned(rule: str) -> bytes:
    """Return a calendar with an event in a zone of its own."""
    return CALENDAR.format(ZONE.format("Made/Up", f"RRULE:{rule}\n", f"RRULE:{rule}\n"), "").encode()
