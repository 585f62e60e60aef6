"""What `import` refuses, and why: rows, maps that do not fit, files and folders; what becomes of rejected rows."""

import re
from pathlib import Path

import pytest

from generator.editing.importing.table import REASON, ROW
from generator.incremental.lock import hold_folders
from tests.support.imports import KEYED, ROWS, STATUSES, record_files, run_import

pytestmark = pytest.mark.usefixtures("empty_working_folder")


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (",Fair,2024,", 'row 2: No: a value is expected in the key column'),
        ("1,,2024,", 'row 2: Title: title: "title" is expected, found an empty cell\n'),
        ("1,Fair,soon,", 'row 2: Day "soon": a date is expected in the format iso'),
        ("1,Fair,2024-02-30,", 'row 2: Day "2024-02-30": a date is expected in the format iso; the calendar'),
        ("1,Fair,2024,,more", "row 2: \"more\": at most 4 cells are expected, found 5"),
        ("1,Fa\x07ir,2024,", 'row 2: Title "Fa�ir": title: text is expected, found the control character U+0007'),
        ("1,Fa\u202eir,2024,", 'row 2: Title "Fa�ir": title: text is expected, found U+202E RIGHT-TO-LEFT OVERRIDE'),
        ("1,Fair,05.06.24,", 'format iso; add %d.%m.%y to `date` in the map, if it is that\n'),
        ("1,Fair,45360,", 'format iso; add serial to `date` in the map, if it is that\n'),
        ("1,Fair,05/06/24,", 'format iso; add %d/%m/%y or %m/%d/%y to `date` in the map, if it is that\n'),
        (f"1,{'x' * 20_001},2024,", "title: at most 20,000 characters are expected, found 20,001"),
    ],
)  # fmt: skip
def test_a_row_that_cannot_be_imported_says_why(row: str, reason: str) -> None:
    result = run_import(f"No,Title,Day,Who\n{row}\n")
    assert reason in result.stdout
    assert "imported 0 of 1 row: nothing written; 1 rejected, see rejects.csv" in result.stdout
    assert result.exit_code == 1
    assert record_files() == {}


def test_rows_of_one_record_that_differ_where_it_has_one_value_are_rejected_together() -> None:
    result = run_import("No,Title,Day,Who\n1,Fair,2024,\n1,Feast,2024,\n2,Forum,2024,\n")
    assert 'row 3: Title: "Fair" is expected in title as in row 2, found "Feast"\n' in result.stdout
    assert "row 2: it is of one record with row 3, which is rejected\n" in result.stdout
    assert "imported 1 of 3 rows" in result.stdout


def test_what_is_wrong_with_a_record_made_for_a_name_rejects_the_rows_that_name_it() -> None:
    by = KEYED.replace("create: organisation\n", "create: organisation\n      with:\n        website: Site\n")
    rows = "No,Title,Day,Who,Site\n1,A,2024,Bank of Examples,nowhere\n2,B,2024,Bank of Examples,\n3,C,2024,,\n"
    result = run_import(rows, by)
    assert (
        'row 2: Site "nowhere": website: a complete address such as https://example.org/page is expected'
        in result.stdout
    )
    assert "imported 1 of 3 rows: 1 milestone, 1 source written; 2 rejected" in result.stdout


def test_a_record_that_breaks_a_rule_together_with_others_is_rejected() -> None:
    by = "fields: {title: Title, date: {column: Day, date: iso}, status: {value: held}}"
    result = run_import("Title,Day\nFair,2999\nForum,2020\n", by, "meeting")
    assert 'row 2: Day "2999": date: a date up to' in result.stdout
    assert "imported 1 of 2 rows: 1 meeting written; 1 rejected" in result.stdout


def test_a_meeting_still_to_come_that_the_map_says_was_held_is_rejected_with_what_the_map_has_to_give() -> None:
    by = "fields: {title: Title, date: {column: Day, date: iso}, status: {value: held}}"
    assert (
        'have the map give "planned" as status if it is to come'
        in run_import("Title,Day\nA,2999\n", by, "meeting").stdout
    )


def test_a_name_that_several_have_is_refused() -> None:
    for name in ("one", "two"):
        Path("content/people").mkdir(parents=True, exist_ok=True)
        Path(f"content/people/{name}.yml").write_text("name: Ada Example\n", "utf-8")
    by = "fields: {date: Day, text: Text, by: [{column: Who, refer: person}]}"
    result = run_import("Day,Text,Who\n2024,Yes,ADA EXAMPLE\n2024,No,one\n", by, "statement")
    assert 'found "ADA EXAMPLE", which is people/one and people/two' in result.stdout
    assert "imported 1 of 2 rows" in result.stdout


@pytest.mark.parametrize(
    ("by", "expected"),
    [
        ("fields: {title: Titel}", 'a column of the table is expected, found "Titel"; did you mean'),
        ("fields: {titel: Title}", 'fields.titel: a field is expected, found "titel"; did you mean "title"?'),
        ("fields: {title: {colum: Title}}", 'map.yml:1:18: error: fields.title.colum: a field is expected'),
        ("fields: {date: {column: Day, date: isso}}", 'did you mean "iso"?'),
        ("fields: {title: {column: Title, value: x}}", "template, value is expected, found column and value"),
        ("fields: {title: {template: '{Titel}'}}", 'found "Titel"; did you mean "Title"?'),
        ("fields: {title: {column: Title, take: '('}}", "a regular expression is expected"),
        ("fields: {title: {column: Title, take: 'x'}}", "one part in round brackets is expected, found 0"),
        ("fields: {title: {column: Title, refer: person, create: country}}", "a kind that is a person is expected"),
        ("fields: {title: {column: Title, create: person}}", '"refer" is expected beside "create"'),
        ("fields: {title: {column: Title, refer: persn}}", 'did you mean "person"?'),
        ("key: Nr\nfields: {title: Title}", 'map.yml:1:6: error: key: a column of the table is expected, found "Nr"'),
        ("fields: {title: Title}\nskip: [{column: x}]", "skip[0].column: a column of the table is expected"),
        ("source: {id: list}\nfields: {title: Title}", '"title" is expected, found no such field'),
        ("source: {title: x}\nfields: {title: Title}", 'as "id", found no such field'),
        ("encoding: none\nfields: {title: Title}", "an encoding such as utf-8 or cp1252 is expected"),
        ("encoding: hex\nfields: {title: Title}", "an encoding such as utf-8 or cp1252 is expected"),
        ("encoding: undefined\nfields: {title: Title}", "an encoding such as utf-8 or cp1252 is expected"),
        ("fields: {title: {column: Title, date: '%Y%Y'}}", "a format such as iso"),
        ("fields: {title: {column: Title, take: [{a: b}]}}", "take[0]: text is expected, found fields with values"),
        ("fields: {title: {column: Title, take: '([[a])'}}", "found \"([[a])\": Possible nested set"),
        (
            "fields:\n  title: Title\n  parties: Day",
            'map.yml:3:12: error: fields.parties: a list is expected, found one value; write on a line below it '
            '"- column: Day", and "refer: party" below "column"; "split" says',
        ),
        ("fields: {title: Title, parties: {column: Day, refer: party}}", 'below it "- column: Day"; "split" says'),
        ("fields: {title: Title, sources: Day}", "which starts with a hyphen and has fields: source, quote, locator"),
        ("fields: {title: Title, sources: {source: Day}}", "a list of entries is expected, found the fields of one"),
        ("fields: {title: Title, sources: [Day]}", "fields.sources[0]: fields are expected, found one value; write on"),
        ("fields: {title: [Title]}", "fields.title: one value is expected, found a list; leave out the hyphen"),
        ("fields: {title: {column: Title, split: ;}}", 'fields.title: one value is expected, found "split"; leave'),
        ("fields: Title", "fields and what they are made of are expected"),
        ("columns: {x: {y: Title}}\nfields: {title: x}", "a column is expected, found fields of a record"),
        ("{", 'map.yml:1:1: error: "}" is expected after the "{" on line 1, found the end of the file'),
        ("", "a record is expected, found an empty file"),
    ],
)  # fmt: skip
def test_a_map_that_does_not_fit_is_refused_with_the_place(by: str, expected: str) -> None:
    result = run_import("Title,Day\nA,2024\n", by)
    assert expected in result.stdout
    assert "map.yml:" in result.stdout
    assert result.exit_code == 2
    assert record_files() == {}


@pytest.mark.parametrize(
    "rows",
    ["A list of ours,,,\nNo,Title,Day,Who\n1,A,2024,\n", "A list of ours,x,y,z\n,,,\nDay,No,Title,Who\n2024,1,A,\n"],
)
def test_a_table_with_a_title_above_the_names_of_columns_says_where_they_stand(rows: str) -> None:
    shown = run_import(rows).stdout
    row = rows.splitlines().index(next(line for line in rows.splitlines() if "Title" in line)) + 1
    assert shown.count(f"the names of columns seem to stand in row {row}: write `header: {row}` in the map") == 4
    assert run_import(rows, f"header: {row}{KEYED}").exit_code == 0


def test_a_column_that_is_misspelt_is_no_title_row() -> None:
    assert "header" not in run_import("No,Titel,Day,Who\n1,A,2024,\n").stdout


def test_a_word_that_the_map_does_not_have_is_told_with_those_it_has() -> None:
    shown = run_import("Title,Day,State\nFair,2020,on\nFeast,2020,of\n", STATUSES, "meeting").stdout
    expected = 'State "on": one of the words in the map is expected: "off"; '
    assert f"row 2: {expected}add it to `words`, or give a `default`\n" in shown
    assert 'row 3: State "of": one of the words in the map is expected: "off"; did you mean "off"?\n' in shown


def test_a_field_that_the_map_has_no_column_for_is_no_empty_cell() -> None:
    shown = run_import("Title\nFair\n", "fields: {title: Title}", "meeting").stdout
    assert 'row 2: date: "date" is expected, found no column for it in the map\n' in shown


def test_a_file_of_another_format_is_refused() -> None:
    result = run_import("", KEYED, file="rows.docx")
    assert "a file that ends in .csv" in result.output
    assert result.exit_code == 2


def test_content_that_cannot_be_read_is_to_be_mended_first() -> None:
    Path("content/people").mkdir(parents=True)
    Path("content/people/ada-example.yml").write_text("nam: Ada Example\n", "utf-8")
    result = run_import(ROWS)
    assert "mend them first, `check` prints them" in result.output
    assert result.exit_code == 1


def test_two_imports_at_once_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    with hold_folders(Path("content")):
        monkeypatch.setattr("generator.incremental.lock._held_locks", set())
        monkeypatch.setattr("generator.incremental.lock._acquire", _busy)
        result = run_import(ROWS)
    assert "content is written to by another import" in result.output


def _busy(descriptor: int, *, wait: bool) -> None:
    raise BlockingIOError


def test_a_date_in_no_format_of_records_is_told_with_what_the_map_is_to_name() -> None:
    shown = run_import(
        "Title,Day\nFair,31.02.2024\nForum,24.02.2024\nFeast,02/03/2024\n", "fields: {title: Title, date: Day}"
    ).stdout
    told = "have the map name the format: `column: Day`, and below it `date: day-month-year`"
    assert re.search(f'row 3: Day "24.02.2024": date: .*; {told}\n', shown)
    assert re.search(f'row 4: Day "02/03/2024": date: .*; {told} or `date: month-day-year`\n', shown)
    assert told not in shown.splitlines()[0]


def test_a_folder_that_is_named_and_not_there_is_refused_with_what_may_be_meant(tmp_path: Path) -> None:
    assert run_import(ROWS, KEYED, "milestone", "--to", "nowhere").stderr == (
        "error: there is no folder nowhere; make it first, if it is to be a new one\n"
    )
    Path("content").mkdir()
    for mistyped in ("nowhere", "contnt", "no/where"):
        result = run_import(ROWS, KEYED, "milestone", "--to", mistyped)
        assert result.stderr == f"error: there is no folder {mistyped}; did you mean content?\n"
        assert result.exit_code == 2
    assert {path.name for path in tmp_path.iterdir()} == {"rows.csv", "map.yml", "content"}
    Path("empty").mkdir()
    assert "imported 2 of 2 rows" in run_import(ROWS, KEYED, "milestone", "--to", "empty").stdout


def test_all_goes_with_a_dry_run() -> None:
    assert run_import(ROWS, KEYED, "milestone", "--all").stderr.startswith("error: --all goes with --dry-run")
    assert record_files() == {}


def test_rejected_rows_are_kept_as_they_were_and_can_be_mended_and_imported() -> None:
    run_import(ROWS + "3, Fair ,soon,\n")
    rejects = Path("rejects.csv")
    text = rejects.read_text("utf-8-sig")
    assert text == (
        f"No,Title,Day,Who,{ROW},{REASON}\n"
        "3, Fair ,soon,,4,Day: a date is expected in the format iso\n"
    )  # fmt: skip
    mended = run_import(text.replace("soon", "2025"), file="mended.csv")
    assert mended.stdout == "imported 1 of 1 row: 1 milestone written\n"


def test_a_file_of_rejected_rows_is_not_overwritten_by_another() -> None:
    run_import("No,Title,Day,Who\n1,A,soon,\n")
    before = Path("rejects.csv").read_bytes()
    assert "see rejects-2.csv" in run_import("No,Title,Day,Who\n1,A,later,\n").stdout
    assert Path("rejects.csv").read_bytes() == before
    assert "see rejects.csv" in run_import("No,Title,Day,Who\n1,A,soon,\n").stdout


def test_a_row_of_a_hundred_and_more_alike_is_told_in_numbers() -> None:
    shown = run_import("No,Title,Day,Who\n" + "".join(f"{number},A,soon {number},\n" for number in range(50))).stdout
    assert "and 30 more; of all of them:\n     50 × Day: a date is expected in the format iso\n" in shown
