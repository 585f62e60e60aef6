"""What `import` does with what is there, what is wrong and what is interrupted."""

import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator.cli import main
from generator.importing import filing
from generator.importing.converters import cleaned
from generator.importing.filing import REASON, ROW
from generator.lock import locked
from generator.reading import read_bytes

KEYED = """
key: No
source:
  id: list
  title: A list
fields:
  title: Title
  date:
    column: Day
    date: iso
  parties:
    - column: Who
      split: ;
      refer: party
      create: organisation
"""
NOT_KEYED = KEYED.replace("key: No\n", "").replace("source:\n  id: list\n  title: A list\n", "")
ROWS = "No,Title,Day,Who\n1,Forum,2024-01,Bank of Examples; Daily Sample\n2,Forum,2024-01,\n"


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def run(rows: str, by: str = KEYED, kind: str = "milestone", *options: str, file: str = "rows.csv") -> Result:
    Path(file).write_text(rows, "utf-8")
    Path("map.yml").write_text(by, "utf-8")
    return CliRunner().invoke(main, ["import", kind, file, "--map", "map.yml", *options], catch_exceptions=False)


def written(folder: str = "content") -> dict[str, str]:
    return {path.as_posix(): path.read_text("utf-8") for path in sorted(Path(folder).rglob("*.yml"))}


FIRST, SECOND = "content/milestones/2024/2024-01-forum.yml", "content/milestones/2024/2024-01-forum-2.yml"


@pytest.mark.parametrize("by", [KEYED, NOT_KEYED], ids=["keyed", "not keyed"])
def test_the_same_file_twice_changes_nothing(by: str) -> None:
    assert "imported 2 of 2 rows: 2 milestones, 2 organisations" in run(ROWS, by).stdout
    before = written()
    again = run(ROWS, by)
    assert again.stdout == "imported 0 of 2 rows: nothing written; 2 imported before\n"
    assert written() == before


@pytest.mark.parametrize("by", [KEYED, NOT_KEYED], ids=["keyed", "not keyed"])
def test_a_record_that_was_edited_is_left_alone_and_told_of(by: str) -> None:
    run(ROWS, by)
    Path(FIRST).write_text(f"# by hand\n{Path(FIRST).read_text('utf-8')}summary: More.\n", "utf-8")
    before = written()
    assert run(ROWS, by).stdout == (
        "milestones/2024-01-forum is left as it is: it was edited since, or row 2 was\n"
        "imported 0 of 2 rows: nothing written; 1 imported before; 1 kept as they are\n"
    )
    assert written() == before


def test_a_record_that_was_formatted_or_commented_on_says_the_same() -> None:
    run(ROWS)
    Path(FIRST).write_text("# a comment\n" + Path(FIRST).read_text("utf-8").replace("Forum", '"Forum"'), "utf-8")
    assert run(ROWS).stdout == "imported 0 of 2 rows: nothing written; 2 imported before\n"


def test_a_record_with_a_key_is_known_again_under_another_name_in_another_folder() -> None:
    run(ROWS)
    Path(FIRST).rename("content/milestones/another.yml")
    assert run(ROWS).stdout == "imported 0 of 2 rows: nothing written; 2 imported before\n"


def test_a_record_that_was_removed_is_imported_again_and_no_other() -> None:
    run(ROWS, NOT_KEYED)
    before = written()
    Path(FIRST).unlink()
    assert run(ROWS, NOT_KEYED).stdout == "imported 1 of 2 rows: 1 milestone written; 1 imported before\n"
    assert written() == before


def test_rows_that_are_added_are_imported() -> None:
    run(ROWS)
    more = run(ROWS + "3,Fair,2025,Bank of examples\n")
    assert more.stdout == "imported 1 of 3 rows: 1 milestone written; 2 imported before\n"


def test_a_row_that_says_the_same_as_another_is_written_once() -> None:
    assert "1 milestone written; 1 repeated" in run("No,Title,Day,Who\n1,A,2024,\n2,A,2024,\n", NOT_KEYED).stdout


def test_a_record_that_was_written_for_a_name_is_found_by_it_when_it_is_renamed_with_the_old_name_kept() -> None:
    by = "fields: {date: Day, text: Text, by: [{column: Who, refer: person, create: person}]}"
    rows = "Day,Who,Text\n2024,Ada Example,Yes\n"
    run(rows, by, "statement")
    Path("content/people/ada-example.yml").write_text("name: Ada Sample\nalso_known_as:\n  - Ada Example\n", "utf-8")
    again = run(rows, by, "statement")
    assert again.stdout == "imported 0 of 1 row: nothing written; 1 imported before\n"


def test_a_dry_run_shows_everything_and_writes_nothing(tmp_path: Path) -> None:
    shown = run(ROWS + "3,Fair,soon,\n", KEYED, "milestone", "--dry-run")
    assert (
        "content/milestones/2024/2024-01-forum.yml:\n  title: Forum\n  date: 2024-01\n  parties:\n    - bank"
        in shown.stdout
    )
    assert 'row 4: Day "soon": a date is expected in the format iso\n' in shown.stdout
    assert shown.stdout.endswith(
        "would import 2 of 3 rows: 2 milestones, 2 organisations, 1 source written; 1 rejected\n"
    )
    assert shown.exit_code == 1
    assert {path.name for path in tmp_path.iterdir()} == {"rows.csv", "map.yml", ".content.lock"}


@pytest.mark.parametrize(("rows", "told"), [(3, []), (4, ["and 1 milestone more"]), (9, ["and 6 milestones more"])])
def test_a_dry_run_says_how_many_records_it_does_not_show(rows: int, told: list[str]) -> None:
    table = "No,Title,Day,Who\n" + "".join(f"{number},Fair {number},2024,\n" for number in range(rows))
    shown = run(table, KEYED, "milestone", "--dry-run").stdout
    assert re.findall("and .* more", shown) == told
    assert shown.count("content/milestones/") == min(rows, 3)


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (",Fair,2024,", 'row 2: No: a value is expected in the key column'),
        ("1,,2024,", 'row 2: Title: title: "title" is expected, found an empty cell\n'),
        ("1,Fair,soon,", 'row 2: Day "soon": a date is expected in the format iso'),
        ("1,Fair,2024-02-30,", 'row 2: Day "2024-02-30": a date is expected in the format iso; the calendar'),
        ("1,Fair,2024,,more", "row 2: \"more\": at most 4 cells are expected, found 5"),
        ("1,Fa\x07ir,2024,", 'row 2: Title "Fa�ir": title: text is expected, found the control character U+0007'),
        ("1,Fair,05.06.24,", 'format iso; add %d.%m.%y to `date` in the map, if it is that\n'),
        ("1,Fair,45360,", 'format iso; add serial to `date` in the map, if it is that\n'),
        ("1,Fair,05/06/24,", 'format iso; add %d/%m/%y or %m/%d/%y to `date` in the map, if it is that\n'),
        (f"1,{'x' * 20_001},2024,", "title: at most 20,000 characters are expected, found 20,001"),
    ],
)  # fmt: skip
def test_a_row_that_cannot_be_imported_says_why(row: str, reason: str) -> None:
    result = run(f"No,Title,Day,Who\n{row}\n")
    assert reason in result.stdout
    assert "imported 0 of 1 row: nothing written; 1 rejected, see rejects.csv" in result.stdout
    assert result.exit_code == 1
    assert written() == {}


def test_rows_of_one_record_that_differ_where_it_has_one_value_are_rejected_together() -> None:
    result = run("No,Title,Day,Who\n1,Fair,2024,\n1,Feast,2024,\n2,Forum,2024,\n")
    assert 'row 3: Title: "Fair" is expected in title as in row 2, found "Feast"\n' in result.stdout
    assert "row 2: it is of one record with row 3, which is rejected\n" in result.stdout
    assert "imported 1 of 3 rows" in result.stdout


def test_what_is_wrong_with_a_record_made_for_a_name_rejects_the_rows_that_name_it() -> None:
    by = KEYED.replace("create: organisation\n", "create: organisation\n      with:\n        website: Site\n")
    rows = "No,Title,Day,Who,Site\n1,A,2024,Bank of Examples,nowhere\n2,B,2024,Bank of Examples,\n3,C,2024,,\n"
    result = run(rows, by)
    assert (
        'row 2: Site "nowhere": website: a complete address such as https://example.org/page is expected'
        in result.stdout
    )
    assert "imported 1 of 3 rows: 1 milestone, 1 source written; 2 rejected" in result.stdout


PEOPLE = "fields: {date: Day, text: Text, by: [{column: Who, refer: person, create: person}]}"
SPELLINGS = (
    'Day,Text,Who\n2024,A,Bobur Usmanov\n2024,B,"Usmanov, Bobur"\n2024,C,USMANOV Bobur\n'
    "2024,D,Mr Bobur Usmanov\n2024,E,B. Usmanov\n"
)


@pytest.mark.parametrize(("options", "done"), [((), "created"), (("--dry-run",), "would create")])
def test_one_person_in_several_spellings_is_one_and_one_who_may_be_the_same_is_told_of(
    options: tuple[str, ...], done: str
) -> None:
    Path("content/people").mkdir(parents=True)
    Path("content/people/usmanov-bobur.yml").write_text("name: Bobur Usmanov\n", "utf-8")
    shown = run(SPELLINGS, PEOPLE, "statement", *options).stdout
    assert f'{done} people/b-usmanov for "B. Usmanov" (row 6): resembles people/usmanov-bobur\n' in shown
    assert ": 5 statements, 1 person written" in shown


def test_a_person_created_is_found_in_other_spellings_of_the_same_table() -> None:
    shown = run('Day,Text,Who\n2024,A,"Usmanov, Bobur"\n2024,B,Dr Bobur Usmanov\n', PEOPLE, "statement").stdout
    assert ": 2 statements, 1 person written" in shown
    assert written()["content/people/bobur-usmanov.yml"] == "name: Bobur Usmanov\n"
    assert "resembles" not in shown


ATTENDANCE = """
fields:
  title: Title
  date: {column: Day, date: iso}
  participants:
    - person: {column: Who, refer: person, create: person}
    - person: {column: Head, refer: person, create: person}
      role: {value: head}
    - person: {column: Speaker, refer: person, create: person}
      role: {value: speaker}
"""


def test_one_person_in_two_spellings_in_a_row_takes_part_once_but_in_two_roles_twice() -> None:
    rows = "Title,Day,Who,Head,Speaker\nFair,2024,IKEGAMI Masaki,Masaki Ikegami,\nForum,2024,,Ada Example,Ada Example\n"
    run(rows, ATTENDANCE, "meeting")
    assert written()["content/meetings/2024/2024-fair.yml"].endswith(
        "participants:\n  - person: ikegami-masaki\n    role: head\n"
    )
    assert written()["content/meetings/2024/2024-forum.yml"].count("person: ada-example") == 2


def test_two_people_of_one_family_name_are_two() -> None:
    shown = run('Day,Text,Who\n2024,A,"Usmanov, Bobur"\n2024,B,"Usmanov, Aziz"\n', PEOPLE, "statement").stdout
    assert ": 2 statements, 2 people written" in shown
    assert "resembles" not in shown


def test_a_record_that_breaks_a_rule_together_with_others_is_rejected() -> None:
    by = "fields: {title: Title, date: {column: Day, date: iso}, status: {value: held}}"
    result = run("Title,Day\nFair,2999\nForum,2020\n", by, "meeting")
    assert 'row 2: Day "2999": date: a date up to' in result.stdout
    assert "imported 1 of 2 rows: 1 meeting written; 1 rejected" in result.stdout


STATUSES = "fields: {title: Title, date: {column: Day, date: iso}, status: {column: State, words: {off: cancelled}}}"


def test_a_meeting_still_to_come_is_planned_where_the_map_gives_no_status() -> None:
    shown = run("Title,Day,State\nFair,2999,\nFeast,2999,off\nForum,2020,\n", STATUSES, "meeting").stdout
    assert shown == "imported 3 of 3 rows: 3 meetings written\n"
    states = {Path(name).stem: re.findall("status: .*", text) for name, text in written().items()}
    assert states == {"2999-fair": ["status: planned"], "2999-feast": ["status: cancelled"], "2020-forum": []}
    assert (
        "3 imported before"
        in run("Title,Day,State\nFair,2999,\nFeast,2999,off\nForum,2020,\n", STATUSES, "meeting").stdout
    )


def test_a_meeting_still_to_come_that_the_map_says_was_held_is_rejected_with_what_the_map_has_to_give() -> None:
    by = "fields: {title: Title, date: {column: Day, date: iso}, status: {value: held}}"
    assert 'have the map give "planned" as status if it is to come' in run("Title,Day\nA,2999\n", by, "meeting").stdout


def test_a_name_that_several_have_is_refused() -> None:
    for name in ("one", "two"):
        Path("content/people").mkdir(parents=True, exist_ok=True)
        Path(f"content/people/{name}.yml").write_text("name: Ada Example\n", "utf-8")
    by = "fields: {date: Day, text: Text, by: [{column: Who, refer: person}]}"
    result = run("Day,Text,Who\n2024,Yes,ADA EXAMPLE\n2024,No,one\n", by, "statement")
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
        ("fields: Title", "fields and what they are made of are expected"),
        ("columns: {x: {y: Title}}\nfields: {title: x}", "a column is expected, found fields of a record"),
        ("{", 'map.yml:1:1: error: "}" is expected after the "{" on line 1, found the end of the file'),
        ("", "a record is expected, found an empty file"),
    ],
)  # fmt: skip
def test_a_map_that_does_not_fit_is_refused_with_the_place(by: str, expected: str) -> None:
    result = run("Title,Day\nA,2024\n", by)
    assert expected in result.stdout
    assert "map.yml:" in result.stdout
    assert result.exit_code == 2
    assert written() == {}


@pytest.mark.parametrize(
    "rows",
    ["A list of ours,,,\nNo,Title,Day,Who\n1,A,2024,\n", "A list of ours,x,y,z\n,,,\nDay,No,Title,Who\n2024,1,A,\n"],
)
def test_a_table_with_a_title_above_the_names_of_columns_says_where_they_stand(rows: str) -> None:
    shown = run(rows).stdout
    row = rows.splitlines().index(next(line for line in rows.splitlines() if "Title" in line)) + 1
    assert shown.count(f"the names of columns seem to stand in row {row}: write `header: {row}` in the map") == 4
    assert run(rows, f"header: {row}{KEYED}").exit_code == 0


def test_a_column_that_is_misspelt_is_no_title_row() -> None:
    assert "header" not in run("No,Titel,Day,Who\n1,A,2024,\n").stdout


def test_a_word_that_the_map_does_not_have_is_told_with_those_it_has() -> None:
    shown = run("Title,Day,State\nFair,2020,on\nFeast,2020,of\n", STATUSES, "meeting").stdout
    expected = 'State "on": one of the words in the map is expected: "off"; '
    assert f"row 2: {expected}add it to `words`, or give a `default`\n" in shown
    assert 'row 3: State "of": one of the words in the map is expected: "off"; did you mean "off"?\n' in shown


def test_a_field_that_the_map_has_no_column_for_is_no_empty_cell() -> None:
    shown = run("Title\nFair\n", "fields: {title: Title}", "meeting").stdout
    assert 'row 2: date: "date" is expected, found no column for it in the map\n' in shown


def test_a_file_of_another_format_is_refused() -> None:
    result = run("", KEYED, file="rows.docx")
    assert "a file that ends in .csv" in result.output
    assert result.exit_code == 2


def test_content_that_cannot_be_read_is_to_be_mended_first() -> None:
    Path("content/people").mkdir(parents=True)
    Path("content/people/ada-example.yml").write_text("nam: Ada Example\n", "utf-8")
    result = run(ROWS)
    assert "mend them first, `check` prints them" in result.output
    assert result.exit_code == 1


def test_two_imports_at_once_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    with locked(Path("content")):
        monkeypatch.setattr("generator.lock._held", set())
        monkeypatch.setattr("generator.lock._take", _busy)
        result = run(ROWS)
    assert "content is written to by another import" in result.output


def _busy(descriptor: int, *, wait: bool) -> None:
    raise BlockingIOError


def test_rejected_rows_are_kept_as_they_were_and_can_be_mended_and_imported() -> None:
    run(ROWS + "3, Fair ,soon,\n")
    rejects = Path("rejects.csv")
    text = rejects.read_text("utf-8-sig")
    assert text == (
        f"No,Title,Day,Who,{ROW},{REASON}\n"
        "3, Fair ,soon,,4,Day: a date is expected in the format iso\n"
    )  # fmt: skip
    mended = run(text.replace("soon", "2025"), file="mended.csv")
    assert mended.stdout == "imported 1 of 1 row: 1 milestone written\n"


def test_a_file_of_rejected_rows_is_not_overwritten_by_another() -> None:
    run("No,Title,Day,Who\n1,A,soon,\n")
    before = Path("rejects.csv").read_bytes()
    assert "see rejects-2.csv" in run("No,Title,Day,Who\n1,A,later,\n").stdout
    assert Path("rejects.csv").read_bytes() == before
    assert "see rejects.csv" in run("No,Title,Day,Who\n1,A,soon,\n").stdout


@pytest.mark.parametrize("after", range(4))
def test_an_import_that_is_interrupted_leaves_whole_files_and_is_completed_by_the_next(
    after: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    run(ROWS, KEYED, "milestone", "--to", "whole")
    moved: list[Path] = []
    replace = Path.replace

    def interrupted(path: Path, target: Path) -> Path:
        if len(moved) == after and filing.WAITING in path.parts:
            raise KeyboardInterrupt
        moved.append(path)
        return replace(path, target)

    with monkeypatch.context() as patched:
        patched.setattr(Path, "replace", interrupted)
        run(ROWS)
    part, whole = written(), {name.replace("whole", "content"): text for name, text in written("whole").items()}
    assert len(part) == after
    assert part.items() <= whole.items()
    run(ROWS)
    assert written() == whole
    assert not Path("content", filing.WAITING).exists()


def test_a_row_of_a_hundred_and_more_alike_is_told_in_numbers() -> None:
    shown = run("No,Title,Day,Who\n" + "".join(f"{number},A,soon {number},\n" for number in range(50))).stdout
    assert "and 30 more; of all of them:\n     50 × Day: a date is expected in the format iso\n" in shown


TEXTS = st.text(st.characters(codec="utf-8"), max_size=30)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(TEXTS, TEXTS), min_size=1, max_size=4))
def test_any_table_of_texts_is_imported_or_rejected_and_reads_back_as_its_cells(
    tmp_path_factory: pytest.TempPathFactory, cells: list[tuple[str, str]]
) -> None:
    folder = tmp_path_factory.mktemp("any")
    rows = "No,Name,Notes\n" + "".join(
        ",".join(f'"{cell.replace(chr(34), chr(34) * 2)}"' for cell in (str(number), *row)) + "\n"
        for number, row in enumerate(cells)
    )
    by = KEYED.split("fields:")[0] + "fields: {name: Name, notes: Notes, also_known_as: [Name]}"
    file = folder / "rows.csv"
    file.write_bytes(rows.encode())
    (folder / "map.yml").write_text(by + "\nencoding: utf-8\ndelimiter: ','\n", "utf-8")
    options = ["--map", str(folder / "map.yml"), "--to", str(folder / "content"), "--rejects", str(folder / "r.csv")]
    result = CliRunner().invoke(main, ["import", "person", str(file), *options], catch_exceptions=False)
    assert result.exit_code in (0, 1), result.output
    found = {}
    for path in (folder / "content" / "people").glob("*.yml"):
        (number,) = re.findall(r"^    locator: No (\d+)$", path.read_text("utf-8"), re.M)
        found[int(number)] = read_bytes(path.read_bytes(), path.name).values or {}
    for row, (name, notes) in enumerate(cells):
        if values := found.get(row):
            assert values["name"] == cleaned(name)
            assert values["also_known_as"] == [cleaned(name)]
            assert values.get("notes", "") == cleaned(notes)
        else:
            assert f"row {row + 2}" in result.output
