"""What `import` does with what is there already, with names, and where it is interrupted."""

import re
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator.cli.main import main
from generator.content.source import parse_source
from generator.editing.importing import write
from generator.editing.importing.converters import cleaned
from generator.editing.importing.mapping import ORIGINS
from generator.editing.importing.personal_names import normalise_name
from generator.incremental.atomic import move_new
from generator.incremental.leftovers import STAGING_FOLDER
from generator.kinds import KINDS
from generator.kinds.fields import mapping_classes
from generator.kinds.record import Fields
from tests.support.imports import KEYED, NOT_KEYED, ROWS, STATUSES, record_files, run_import

pytestmark = pytest.mark.usefixtures("empty_working_folder")

FIRST, SECOND = "content/milestones/2024/2024-01-forum.yml", "content/milestones/2024/2024-01-forum-2.yml"


@pytest.mark.parametrize("by", [KEYED, NOT_KEYED], ids=["keyed", "not keyed"])
def test_the_same_file_twice_changes_nothing(by: str) -> None:
    assert "imported 2 of 2 rows: 2 milestones, 2 organisations" in run_import(ROWS, by).stdout
    before = record_files()
    again = run_import(ROWS, by)
    assert again.stdout == "imported 0 of 2 rows: nothing written; 2 imported before\n"
    assert record_files() == before


@pytest.mark.parametrize("by", [KEYED, NOT_KEYED], ids=["keyed", "not keyed"])
def test_a_record_that_was_edited_is_left_alone_and_told_of(by: str) -> None:
    run_import(ROWS, by)
    Path(FIRST).write_text(f"# by hand\n{Path(FIRST).read_text('utf-8')}summary: More.\n", "utf-8")
    before = record_files()
    assert run_import(ROWS, by).stdout == (
        "milestones/2024-01-forum is left as it is: it was edited since, or row 2 was\n"
        "imported 0 of 2 rows: nothing written; 1 imported before; 1 kept as they are\n"
    )
    assert record_files() == before


def test_a_record_that_was_formatted_or_commented_on_says_the_same() -> None:
    run_import(ROWS)
    Path(FIRST).write_text("# a comment\n" + Path(FIRST).read_text("utf-8").replace("Forum", '"Forum"'), "utf-8")
    assert run_import(ROWS).stdout == "imported 0 of 2 rows: nothing written; 2 imported before\n"


def test_a_record_with_a_key_is_known_again_under_another_name_in_another_folder() -> None:
    run_import(ROWS)
    Path(FIRST).rename("content/milestones/another.yml")
    assert run_import(ROWS).stdout == "imported 0 of 2 rows: nothing written; 2 imported before\n"


def test_a_record_that_was_removed_is_imported_again_and_no_other() -> None:
    run_import(ROWS, NOT_KEYED)
    before = record_files()
    Path(FIRST).unlink()
    assert run_import(ROWS, NOT_KEYED).stdout == "imported 1 of 2 rows: 1 milestone written; 1 imported before\n"
    assert record_files() == before


def test_rows_that_are_added_are_imported() -> None:
    run_import(ROWS)
    more = run_import(ROWS + "3,Fair,2025,Bank of examples\n")
    assert more.stdout == "imported 1 of 3 rows: 1 milestone written; 2 imported before\n"


def test_a_row_that_says_the_same_as_another_is_written_once() -> None:
    assert "1 milestone written; 1 repeated" in run_import("No,Title,Day,Who\n1,A,2024,\n2,A,2024,\n", NOT_KEYED).stdout


def test_a_record_that_was_written_for_a_name_is_found_by_it_when_it_is_renamed_with_the_old_name_kept() -> None:
    by = "fields: {date: Day, text: Text, by: [{column: Who, refer: person, create: person}]}"
    rows = "Day,Who,Text\n2024,Ada Example,Yes\n"
    run_import(rows, by, "statement")
    Path("content/people/ada-example.yml").write_text("name: Ada Sample\nalso_known_as:\n  - Ada Example\n", "utf-8")
    again = run_import(rows, by, "statement")
    assert again.stdout == "imported 0 of 1 row: nothing written; 1 imported before\n"


def test_a_name_is_found_by_its_plain_latin_letters() -> None:
    by = "fields: {date: Day, text: Text, by: [{column: Who, refer: person}]}"
    Path("content/people").mkdir(parents=True, exist_ok=True)
    Path("content/people/walesa-ada.yml").write_text("name: Ada Wałęsa\n", "utf-8")
    assert (
        "imported 1 of 1 row: 1 statement written"
        in run_import("Day,Who,Text\n2024,Ada Walesa,Yes\n", by, "statement").stdout
    )


def test_a_dry_run_shows_everything_and_writes_nothing(tmp_path: Path) -> None:
    shown = run_import(ROWS + "3,Fair,soon,\n", KEYED, "milestone", "--dry-run")
    assert (
        "content/milestones/2024/2024-01-forum.yml:\n  title: Forum\n  date: 2024-01\n  parties:\n    - bank"
        in shown.stdout
    )
    assert 'row 4: Day "soon": a date is expected in the format iso\n' in shown.stdout
    assert shown.stdout.endswith(
        "would import 2 of 3 rows: 2 milestones, 2 organisations, 1 source written; 1 rejected\n"
    )
    assert shown.exit_code == 1
    assert {path.name for path in tmp_path.iterdir()} == {"rows.csv", "map.yml"}


@pytest.mark.parametrize(("rows", "told"), [(3, []), (4, ["and 1 milestone more"]), (9, ["and 6 milestones more"])])
def test_a_dry_run_says_how_many_records_it_does_not_show(rows: int, told: list[str]) -> None:
    table = "No,Title,Day,Who\n" + "".join(f"{number},Fair {number},2024,\n" for number in range(rows))
    shown = run_import(table, KEYED, "milestone", "--dry-run").stdout
    assert re.findall("and .* more", shown) == told
    assert shown.count("content/milestones/") == min(rows, 3)
    assert shown.count(" more: --all shows them\n") == len(told)
    whole = run_import(table, KEYED, "milestone", "--dry-run", "--all").stdout
    assert whole.count("content/milestones/") == rows
    assert "more" not in whole


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
    shown = run_import(SPELLINGS, PEOPLE, "statement", *options).stdout
    assert f'{done} people/b-usmanov for "B. Usmanov" (row 6): resembles people/usmanov-bobur\n' in shown
    assert ": 5 statements, 1 person written" in shown


def test_a_person_created_is_found_in_other_spellings_of_the_same_table() -> None:
    shown = run_import('Day,Text,Who\n2024,A,"Usmanov, Bobur"\n2024,B,Dr Bobur Usmanov\n', PEOPLE, "statement").stdout
    assert ": 2 statements, 1 person written" in shown
    assert record_files()["content/people/bobur-usmanov.yml"] == "name: Bobur Usmanov\n"
    assert "resembles" not in shown


LISTED = "fields: {name: Name, country: {column: Country, refer: country, create: country}}"


@pytest.mark.parametrize("name", ["Masaki Ikegami", "IKEGAMI Masaki", '"Ikegami, Masaki"', "Mr Masaki Ikegami"])
def test_a_row_of_somebody_who_is_there_is_told_and_not_written(name: str) -> None:
    Path("content/people").mkdir(parents=True)
    Path("content/people/ikegami-masaki.yml").write_text("name: Ikegami Masaki\ncountry: jp\n", "utf-8")
    Path("content/countries").mkdir(parents=True)
    Path("content/countries/jp.yml").write_text("{}\n", "utf-8")
    before = record_files()
    shown = run_import(f"Name,Country\n{name},Japan\n", LISTED, "person").stdout
    assert re.match(
        r'row 2: ".*" is people/ikegami-masaki already\nimported 0 of 1 row: nothing written; 1 there already\n', shown
    )
    assert record_files() == before


def test_two_rows_of_one_person_are_one_in_whatever_order_and_script() -> None:
    rows = "Name,Country\nAoki Jun,Japan\nJun Aoki,\nKarimov Aziz,\nКаримов Азиз,Uzbekistan\n"
    first = run_import(rows, LISTED, "person")
    assert len(record_files()) == 3
    assert first.stdout.startswith(
        'row 3: "Jun Aoki" is people/aoki-jun already\nrow 5: "Каримов Азиз" is people/aziz-karimov already\n'
    )
    assert "2 people, 1 country written; 2 there already" in first.stdout
    assert run_import(rows, LISTED, "person").stdout.endswith("nothing written; 2 imported before; 2 there already\n")


def test_a_person_who_is_known_by_a_key_is_known_so_under_another_name_and_else_by_the_name() -> None:
    by = KEYED.split("fields:")[0] + "fields: {name: Name, notes: Notes}"
    run_import("No,Name,Notes\n1,Aoki Jun,a\n", by, "person")
    before = record_files()
    shown = run_import("No,Name,Notes\n1,Aoki Jun,b\n2,Jun Aoki,c\n", by, "person").stdout
    assert shown == (
        'row 3: "Jun Aoki" is people/jun-aoki already\n'
        "people/jun-aoki is left as it is: it was edited since, or row 2 was\n"
        "imported 0 of 2 rows: nothing written; 1 kept as they are; 1 there already\n"
    )
    assert record_files() == before


def test_people_of_one_name_who_act_for_two_countries_are_two_and_told_of() -> None:
    shown = run_import(
        "Name,Country\nLi Wei,China\nWei Li,Singapore\nB. Usmanov,\nBobur Usmanov,\n", LISTED, "person"
    ).stdout
    assert "4 people, 2 countries written" in shown
    assert 'created people/wei-li for "Wei Li" (row 3): resembles people/li-wei\n' in shown
    assert 'created people/usmanov-bobur for "Bobur Usmanov" (row 5): resembles people/usmanov-b\n' in shown


def test_who_is_one_with_a_row_that_is_rejected_is_rejected_too() -> None:
    by = LISTED.replace(
        "}}", "}, positions: [{title: Post, from: {column: From, date: iso}, to: {column: To, date: iso}}]}"
    )
    shown = run_import("Name,Country,Post,From,To\nAoki Jun,,Head,2020,2010\nJun Aoki,,,,\n", by, "person").stdout
    assert "row 3: it is of one person with row 2, which is rejected\n" in shown
    assert "nothing written; 2 rejected" in shown


def test_the_id_of_a_person_begins_with_the_family_name_as_far_as_that_can_be_told() -> None:
    run_import('Name,Country\nAda Example,\nSAMPLE Ben,\nAoki Jun,Japan\n"van der Berg, Jan",\n', LISTED, "person")
    people = [path for path in record_files() if "people" in path]
    assert [Path(path).stem for path in people] == ["aoki-jun", "example-ada", "sample-ben", "van-der-berg-jan"]
    assert record_files()["content/people/van-der-berg-jan.yml"] == "name: Jan van der Berg\n"


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
    run_import(rows, ATTENDANCE, "meeting")
    assert record_files()["content/meetings/2024/2024-fair.yml"].endswith(
        "participants:\n  - person: ikegami-masaki\n    role: head\n"
    )
    assert record_files()["content/meetings/2024/2024-forum.yml"].count("person: ada-example") == 2


def test_two_people_of_one_family_name_are_two() -> None:
    shown = run_import('Day,Text,Who\n2024,A,"Usmanov, Bobur"\n2024,B,"Usmanov, Aziz"\n', PEOPLE, "statement").stdout
    assert ": 2 statements, 2 people written" in shown
    assert "resembles" not in shown


def test_a_meeting_still_to_come_is_planned_where_the_map_gives_no_status() -> None:
    shown = run_import("Title,Day,State\nFair,2999,\nFeast,2999,off\nForum,2020,\n", STATUSES, "meeting").stdout
    assert shown == "imported 3 of 3 rows: 3 meetings written\n"
    states = {Path(name).stem: re.findall("status: .*", text) for name, text in record_files().items()}
    assert states == {"2999-fair": ["status: planned"], "2999-feast": ["status: cancelled"], "2020-forum": []}
    assert (
        "3 imported before"
        in run_import("Title,Day,State\nFair,2999,\nFeast,2999,off\nForum,2020,\n", STATUSES, "meeting").stdout
    )


@pytest.mark.parametrize("after", range(4))
def test_an_import_that_is_interrupted_writes_nothing(after: int, monkeypatch: pytest.MonkeyPatch) -> None:
    Path("whole").mkdir()
    run_import(ROWS, KEYED, "milestone", "--to", "whole")
    whole = {name.replace("whole", "content"): text for name, text in record_files("whole").items()}
    moved: list[Path] = []

    def interrupted(path: Path, target: Path) -> None:
        if len(moved) == after:
            raise KeyboardInterrupt
        moved.append(path)
        move_new(path, target)

    with monkeypatch.context() as patched:
        patched.setattr(write, "move_new", interrupted)
        run_import(ROWS)
    assert len(moved) == after
    assert record_files() == {}
    assert not Path("content", STAGING_FOLDER).exists()
    run_import(ROWS)
    assert record_files() == whole


TEXTS = st.text(st.characters(codec="utf-8"), max_size=30)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(TEXTS, TEXTS), min_size=1, max_size=4))
def test_any_table_of_texts_is_imported_or_rejected_and_reads_back_as_its_cells(
    tmp_path_factory: pytest.TempPathFactory, cells: list[tuple[str, str]]
) -> None:
    folder = tmp_path_factory.mktemp("any")
    (folder / "content").mkdir()
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
        found[int(number)] = parse_source(path.read_bytes(), path.name).values or {}
    for row, (name, notes) in enumerate(cells):
        if values := found.get(row):
            assert values["name"] == normalise_name(cleaned(name))
            assert values["also_known_as"] == [cleaned(name)]
            assert values.get("notes", "") == cleaned(notes)
        else:
            assert f"row {row + 2}" in result.output


def test_a_field_of_a_record_may_be_called_as_a_word_of_maps_is() -> None:
    by = "fields: {title: Title, value: {amount: Sum, currency: {value: EUR}}}"
    assert "imported 2 of 2 rows" in run_import("Title,Sum\nLoan,1500.50\nGrant,\n", by, "agreement").stdout
    assert record_files()["content/agreements/loan.yml"] == "title: Loan\nvalue:\n  amount: 1500.50\n  currency: EUR\n"
    assert record_files()["content/agreements/grant.yml"] == "title: Grant\n"
    whole = run_import("Title,Sum\nLoan,1500.50\n", "fields: {title: Title, value: Sum}", "agreement").stdout
    assert "fields.value: fields are expected, found one value; write on lines below it where" in whole


def test_no_mapping_within_a_record_has_a_field_that_is_called_so() -> None:
    records: list[type[Fields]] = [kind.record for kind in KINDS]
    waiting = [model for record in records for model in mapping_classes(record).values() if model]
    seen: set[type[Fields]] = set()
    while waiting:
        model = waiting.pop()
        if model not in seen:
            seen.add(model)
            assert not {*ORIGINS} & mapping_classes(model).keys()
            waiting += filter(None, mapping_classes(model).values())
    assert seen
