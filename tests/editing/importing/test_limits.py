"""Files and maps that are built to exhaust the reader are refused with a line; nothing is written."""

import io
import os
import struct
import time
import zipfile
from collections.abc import Callable
from multiprocessing import active_children
from pathlib import Path

import pytest

from generator.editing.importing import assemble, read_table
from generator.editing.importing.csv_table import read_csv
from generator.editing.importing.draft import Cell, unique_by_person
from generator.editing.importing.ics_table import read_ics
from generator.editing.importing.json_table import read_json
from generator.editing.importing.table import Layout, NoTableError, Row
from generator.editing.importing.xlsx_table import read_xlsx
from generator.incremental.confined import Limits
from tests.fuzzing.seeds import sheet_xml, xml
from tests.fuzzing.targets import with_sheet
from tests.fuzzing.worst_cases import CALENDAR, ZONE
from tests.fuzzing.worst_sheets import sheet_of
from tests.support.imports import record_files, run_import

PLAIN = Layout()
NAMES = '<row r="1"><c r="A1" t="str"><v>Title</v></c><c r="B1" t="str"><v>Day</v></c></row>'
FIELDS = "fields:\n  title:\n    column: Title\n    take: '{}'\n  date: Day\n"
HOSTILE = "Title,Day\n" + "a" * 40 + "!,2024\n"
ZONE_EXPECTED = "a time zone whose clocks change on days of the year is expected, found"


def zoned(lines: str, start: str = "19700101T000000", times: int = 1) -> bytes:
    """Return a calendar with an event in a zone of its own, whose clocks change by these lines."""
    zone = ZONE.format("Made/Up", lines, lines).replace("19700101T000000", start)
    return CALENDAR.format(zone * times, "").encode()


@pytest.mark.parametrize(
    "lines",
    [
        "EXRULE:FREQ=SECONDLY\n",
        "RRULE:FREQ=YEARLY;INTERVAL=0;BYMONTH=3\n",
        "RRULE:FREQ=YEARLY;FR\r\n\r\n EQ=SECONDLY\n",
        "rr\n\tule:freq=minutely\n",
        "RRULE:FREQ=YEARLY;BYMONTH=3\nRRULE:FREQ=HOURLY\n",
        "RRULE:FREQ=YEARLY;BYDAY=MO,TU,WE,TH,FR,SA,SU\n",
        "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=" + "1MO," * 40 + "1MO\n",
        "RRULE:FREQ=YEARLY;BYMONTH=3;BYHOUR=1,2,3\n",
        "RRULE:FREQ=MONTHLY;COUNT=999999999\n",
    ],
)
def test_a_time_zone_that_changes_all_the_time_is_refused_however_it_is_written(lines: str) -> None:
    with pytest.raises(NoTableError, match=ZONE_EXPECTED):
        read_ics(zoned(lines), PLAIN)


@pytest.mark.parametrize(
    "lines",
    [
        "RRULE:FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=8,9,10,11,12,13,14;BYDAY=SU\n",
        "RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10\nRDATE:19800101T000000,19810101T000000\n",
        "RRULE:FREQ=YEARLY;BYWEEKNO=13;BYDAY=SU\n",
        "",
    ],
)
@pytest.mark.parametrize("start", ["16010101T000000", "00010101T000000", "19700101T000000"])
def test_time_zones_as_programs_write_them_are_read(lines: str, start: str) -> None:
    (row,) = read_ics(zoned(lines, start), PLAIN).rows
    assert row.cells["DTSTART"] == "2024-01-26"


def test_a_time_zone_of_the_system_is_not_asked_what_the_file_says_of_it() -> None:
    raw = zoned("RRULE:FREQ=SECONDLY\n").replace(b"Made/Up", b"Asia/Tashkent")
    (row,) = read_ics(raw, PLAIN).rows
    assert row.cells["DTSTART TIME"] == "15:00:00+05:00"


def test_a_time_zone_of_one_calendar_is_not_that_of_the_next() -> None:
    shift = zoned("").replace(b"+0000", b"+0900").replace(b"+0100", b"+0900").replace(b"+0200", b"+0900")
    assert read_ics(shift, PLAIN).rows[0].cells["DTSTART TIME"] == "15:00:00+09:00"
    assert read_ics(zoned(""), PLAIN).rows[0].cells["DTSTART TIME"] != "15:00:00+09:00"


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        (zoned("RDATE:" + "19700101T000000," * 2_000 + "19700101T000000\n"), "clocks change at most 1,000 times"),
        (zoned("", times=1_001), "at most 1,000 time zones are expected"),
        (b"BEGIN:VEVENT\n" * 50_000 + b"END:VEVENT\n" * 50_000, "at most 10 components within each other"),
        (CALENDAR.format("", "ATTENDEE:mailto:a@b.c\n" * 20_001).encode(), "at most 20,000 properties of a component"),
        (
            b"BEGIN:VCALENDAR\n"
            + b"".join(b"BEGIN:VEVENT\nX-A%d:b\nEND:VEVENT\n" % number for number in range(2_001))
            + b"END:VCALENDAR\n",
            "at most 2,000 columns are expected",
        ),
        (zoned("RRULE:FREQ=YEARLY;COUNT=" + "9" * 100_000 + "\n"), "^.{1,300}$"),
    ],
)
def test_a_calendar_beyond_all_measure_is_refused(raw: bytes, expected: str) -> None:
    with pytest.raises(NoTableError, match=expected):
        read_ics(raw, PLAIN)


def test_an_event_that_repeats_each_second_is_one_row() -> None:
    raw = CALENDAR.format("", "RRULE:FREQ=SECONDLY;COUNT=999999999\n").encode()
    assert len(read_ics(raw, PLAIN).rows) == 1


def part(name: str, content: bytes) -> Callable[[], bytes]:
    return lambda: with_sheet(content, name)


def _lying() -> bytes:
    """Return a spreadsheet with a part that is larger than the directory says."""
    raw = with_sheet(sheet_xml(NAMES + " " * 700_000))
    with zipfile.ZipFile(io.BytesIO(raw)) as parts:
        size = parts.getinfo("xl/worksheets/sheet1.xml").file_size
    return raw.replace(struct.pack("<I", size), struct.pack("<I", 500))


LAUGHS = '<!DOCTYPE w [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]>'
WORKBOOK = "workbook sheets"


@pytest.mark.parametrize(
    ("make", "expected"),
    [
        (lambda: sheet_of(f'{NAMES}<row r="2000000000"><c><v>1</v></c></row>'), "rows up to 1,048,576 are expected"),
        (lambda: sheet_of(f'{NAMES}<row r="1e300"><c><v>1</v></c></row>'), "rows up to 1,048,576 are expected"),
        (lambda: sheet_of(f'{NAMES}<row r="{"9" * 9_000}"/>'), "^.{1,300}$"),
        (lambda: sheet_of(f'{NAMES}<row r="2"><c r="ZZZZZZ2"><v>1</v></c></row>'), "not a valid column name"),
        (part("xl/worksheets/sheet1.xml", LAUGHS.encode() + sheet_xml(NAMES)), "without document types is expected"),
        (part("xl/sharedStrings.xml", LAUGHS.encode("utf-16")), "found one in its part xl/sharedStrings.xml"),
        (part("xl/workbook.xml", xml(WORKBOOK, "<sheet/>" * 1_001)), "at most 1,000 elements sheet are expected"),
        (part("xl/workbook.xml", xml("workbook definedNames", "<definedName/>" * 10_001)), "elements definedName"),
        (part("xl/styles.xml", xml("styleSheet cellXfs", "<xf/>" * 70_001)), "at most 70,000 elements xf"),
        (_lying, "cannot be read: Bad CRC-32"),
    ],
)
def test_a_spreadsheet_beyond_all_measure_is_refused(make: Callable[[], bytes], expected: str) -> None:
    with pytest.raises(NoTableError, match=expected):
        read_xlsx(make(), PLAIN)


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        (b"Title,Day\n" + b"," * 10_000_000, "at most 10,000,000 cells are expected, found more"),
        (b"a," * 600_000 + b"a\n", "at most 2,000 columns are expected, found 600,001"),
        (b'Title,Day\nA,2024\n"' + b"a,2024\n" * 200_000, "found a longer one after row 2: is a quotation mark opened"),
    ],
)
def test_a_csv_file_beyond_all_measure_is_refused(raw: bytes, expected: str) -> None:
    with pytest.raises(NoTableError, match=expected):
        read_csv(raw, PLAIN)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('[{"a": 1, "b": 2, "a": 3}]', 'each name is expected once in an object, found "a" 2 times'),
        ("[" + ", ".join(f'{{"k{number}": 1}}' for number in range(2_001)) + "]", "at most 2,000 columns"),
        ('[{"a": [' + "[1], " * 5_000 + "[1]]}]", "at most 2,000 columns"),
    ],
)
def test_json_beyond_all_measure_is_refused(text: str, expected: str) -> None:
    with pytest.raises(NoTableError, match=expected):
        read_json(text.encode(), PLAIN)


def test_numbers_of_json_stay_as_they_are_written() -> None:
    digits = "9" * 10_000
    (row,) = read_json(f'[{{"a": {digits}, "b": NaN, "c": 1e999}}]'.encode(), PLAIN).rows
    assert dict(row.cells) == {"a": digits, "b": "NaN", "c": "1e999"}


@pytest.mark.usefixtures("empty_working_folder")
@pytest.mark.parametrize(
    ("by", "rows", "expected"),
    [
        (FIELDS.format("(a+)+$"), HOSTILE, 'map.yml:4:11: error: fields.title.take[0]: a pattern that takes at most'),
        (FIELDS.format("(.*)*x"), HOSTILE, 'found "(.*)*x", which takes longer in column "Title" of row 2; repeat'),
        (FIELDS.format("(?:.*a){9}(x)"), HOSTILE.replace("!", "a" * 900 + "!"), "which takes longer in column"),
        (
            "columns:\n  x:\n    column: Title\n    take: [(b), (a|a)*$]\nfields:\n  title: x\n  date: Day\n",
            HOSTILE,
            'map.yml:4:17: error: columns.x.take[1]: a pattern',
        ),
    ],
)  # fmt: skip
def test_a_pattern_without_end_is_told_with_its_place_and_the_row(
    by: str, rows: str, expected: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(assemble, "CELL_SECONDS", 0.2)
    result = run_import(rows, by)
    assert expected in result.stdout
    assert "1 error, 0 warnings in map.yml\n" in result.stdout
    assert result.exit_code == 2
    assert {path.name for path in Path().iterdir()} == {"rows.csv", "map.yml"}


@pytest.mark.usefixtures("empty_working_folder")
def test_a_pattern_that_is_slow_in_every_row_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(assemble, "ALL_SECONDS", 0.2)
    monkeypatch.setattr(assemble, "SECONDS_PER_CELL", 0.0001)
    rows = "Title,Day\n" + "".join(f"{'a' * 17}{number}!,2024\n" for number in range(500))
    result = run_import(rows, FIELDS.format("(a|a)*$"))
    assert "map.yml:3:5: error: fields.title: a map that takes at most 0." in result.stdout
    assert "found one that takes longer, here in column " in result.stdout
    assert result.exit_code == 2


@pytest.mark.usefixtures("empty_working_folder")
@pytest.mark.parametrize(
    ("by", "rows", "expected"),
    [
        (FIELDS.format("(a*)"), f"Title,Day\n{'a' * 20_001},2024\n", "at most 20,000 characters for the patterns of"),
        (
            f"fields: {{title: {{template: '{'{Title}' * 2_000}'}}, date: Day}}",
            f"Title,Day\n{'a' * 1_000},2024\n",
            "row 2: Title: at most 1,048,576 characters in a filled template are expected, found more",
        ),
        (
            "fields: {title: Day, date: Day, parties: [{column: Title, split: ;, refer: party, create: organisation}]}",
            f"Title,Day\n{'a;' * 20_001},2024\n",
            "at most 20,000 entries of a list are expected, found more",
        ),
    ],
)
def test_a_cell_that_a_map_would_blow_up_is_rejected(by: str, rows: str, expected: str) -> None:
    result = run_import(rows, by)
    assert expected in result.stdout
    assert "imported 0 of 1 row" in result.stdout
    assert record_files() == {}


@pytest.mark.usefixtures("empty_working_folder")
@pytest.mark.parametrize(
    ("by", "expected"),
    [
        (FIELDS.format("(" + "a" * 1_000 + ")"), "at most 1,000 characters are expected, found 1,002"),
        (f"fields: {{title: {{column: Title, split: [{'a, ' * 21}]}}}}", "at most 20 entries are expected, found 21"),
        (f"fields: {{title: {{column: [{'a, ' * 1_001}]}}}}", "at most 1,000 entries are expected, found 1,001"),
        (f"fields: {{title: Title, date: {{column: Day, date: '%Y{' x' * 60}'}}}}", "a format such as iso"),
    ],
)
def test_a_map_beyond_all_measure_is_refused(by: str, expected: str) -> None:
    result = run_import("Title,Day\nA,2024\n", by)
    assert expected in result.stdout
    assert result.exit_code == 2


@pytest.mark.usefixtures("empty_working_folder")
def test_templates_that_fill_the_memory_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(assemble, "MOST_FILLED", 10)
    result = run_import("Title,Day\nABCD,2024\n", "fields: {title: {template: '{Title}{Title}{Title}'}, date: Day}")
    assert result.stderr == "error: rows.csv: templates are filled with at most 10 characters, here with more\n"
    assert result.exit_code == 2


@pytest.mark.usefixtures("empty_working_folder")
def test_reading_beyond_a_limit_ends_with_a_line_and_leaves_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(read_table, "_limits", lambda size: Limits(60, 0, 1_000))
    result = run_import("Title,Day\nA,2024\n", "fields: {title: Title, date: Day}")
    expected = "at most 0 seconds are allowed, it takes longer; divide it into several files"
    assert result.stderr == f"error: rows.csv: it cannot be read: {expected}\n"
    assert result.exit_code == 2
    assert active_children() == []
    assert {path.name for path in Path().iterdir()} == {"rows.csv", "map.yml"}


@pytest.mark.usefixtures("empty_working_folder")
def test_limits_that_a_system_lacks_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    assert run_import("Title,Day\nA,2024\n", "fields: {title: Title, date: Day}").stderr == ""
    monkeypatch.setattr("generator.cli.import_.CAN_LIMIT_MEMORY", False)
    monkeypatch.setattr("generator.cli.import_.CAN_END_STEPS", False)
    assert run_import("Title,Day\nA,2024\n", "fields: {title: Title, date: Day}").stderr == (
        "note: this system limits the time for reading a file, but not the memory\n"
        "note: this system does not end a pattern that takes too long: Ctrl+C does\n"
    )


def test_the_limits_of_a_file_grow_with_it_up_to_the_largest(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert read_table._limits(0) == Limits(10, 30, 500)
    assert read_table._limits(5_000_000) == Limits(60, 180, 1_000)
    assert read_table._limits(1 << 40) == read_table._limits(1 << 28)
    monkeypatch.setattr(read_table, "LARGEST", 10)
    (tmp_path / "a.csv").write_bytes(b"Title,Day\nA,2024\n")
    with pytest.raises(NoTableError, match="at most 10 bytes are expected, found more"):
        read_table.read_table(tmp_path / "a.csv", PLAIN)


def test_a_pipe_or_a_device_is_no_file(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.csv")
    (tmp_path / "device.csv").symlink_to("/dev/zero")
    for path in (tmp_path / "pipe.csv", tmp_path / "device.csv"):
        with pytest.raises(NoTableError, match="a file is expected, found a pipe or a device"):
            read_table.read_table(path, PLAIN)


@pytest.mark.usefixtures("empty_working_folder")
@pytest.mark.parametrize(
    ("file", "text"),
    [
        ("rows.ics", "BEGIN:VCALENDAR\n\x1b]0;evil\x07\x1b[2J\u202e;;\nEND:VCALENDAR\n"),
        ("rows.json", '[{"\\u001b[2J": 1, "\\u001b[2J": 2}]'),
        ("rows.csv", "Title,Day\n\x1b[2JA,\x1b]0;evil\x07\n"),
    ],
)
def test_nothing_of_a_file_steers_the_terminal(file: str, text: str) -> None:
    result = run_import(text, "fields: {title: Title, date: Day}", file=file)
    assert result.exit_code in (1, 2)
    assert "\ufffd[2J" in result.output
    assert not {"\x1b", "\x07", "\u202e"} & {*result.output}


@pytest.mark.usefixtures("empty_working_folder")
def test_rows_of_one_record_are_not_compared_without_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(assemble, "MOST_ROWS", 3)
    result = run_import("No,Title,Day,Who\n" + "1,A,2024,\n" * 4 + "2,B,2024,\n" * 3)
    assert "row 2: No: at most 3 rows are expected for one record, found 4\n" in result.stdout
    assert "imported 3 of 7 rows" in result.stdout


def test_thousands_of_people_in_a_list_are_merged_in_little_time() -> None:
    def entry(name: str, role: str) -> dict[str, Cell]:
        row = Row(2, {})
        return {"person": Cell.of(name, row, "Who", name, person=True), "role": Cell.of(role, row, "Role", role)}

    people = [entry(f"person-{number}", "member") for number in range(20_000)]
    started = time.process_time()
    assert unique_by_person([*people, *people, entry("person-1", "head")]) == [*people, entry("person-1", "head")]
    assert time.process_time() - started < 5, "comparing each with each takes minutes"
