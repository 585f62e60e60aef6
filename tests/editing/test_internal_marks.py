"""What `import` and `new` create for internal records is internal; one public reference makes it public."""

from pathlib import Path

import pytest

from tests.support.command_line import run, write_content
from tests.support.imports import record_files, run_import
from tests.support.new_command import set_options

MARKED = """
source: {id: list, title: A list}
key: No
fields:
  title: Title
  date: {column: Day, date: iso}
  audience: {column: For, default: public}
  participants:
    - person:
        {column: Who, refer: person, create: person, with: {country: {value: FR, refer: country, create: country}}}
      organisation: {column: Office, refer: organisation, create: organisation}
"""
ENTRY_MARKED = """
fields:
  title: Title
  date: {column: Day, date: iso}
  participants:
    - person: {column: Who, refer: person, create: person}
    - organisation: {column: Office, refer: organisation, create: organisation}
      audience: {value: internal}
"""
CALENDAR = """BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//example//EN
{events}END:VCALENDAR
"""
EVENT = "BEGIN:VEVENT\nUID:{number}\nDTSTART:202401{number}T100000Z\nSUMMARY:Talks\n{mark}END:VEVENT\n"
OF_A_CALENDAR = "key: UID\nsource: {id: cal, title: Calendar}\nfields:\n  title: SUMMARY\n  date: WHEN\n"
BY_CLASS = (
    "  audience: {column: CLASS, words: {PRIVATE: internal, CONFIDENTIAL: internal, PUBLIC: public}, default: public}\n"
)
HEAD = "No,Title,Day,For,Who,Office\n"
SECRET, OPEN = "1,Secret,2024-01-01,internal,Ada Agent,Office A\n", "2,Open,2024-01-02,,Ada Agent,Office B\n"


@pytest.fixture(autouse=True)
def content(empty_working_folder: Path) -> Path:
    return write_content(empty_working_folder, {"site.yml": "title: A site\n"})


def internal_records() -> set[str]:
    return {
        name.removeprefix("content/").removesuffix(".yml")
        for name, text in record_files().items()
        if "\naudience: internal\n" in f"\n{text}"
    }


def test_what_is_created_for_an_internal_row_is_internal_and_so_is_what_that_needs() -> None:
    result = run_import(HEAD + SECRET, MARKED, "meeting")
    assert "5 of them internal" in result.stdout
    assert internal_records() == {
        "meetings/2024/2024-01-01-secret",
        "people/ada-agent",
        "organisations/office-a",
        "countries/fr",
        "sources/list",
    }
    assert "0 errors, 0 warnings" in run("check").stdout


@pytest.mark.parametrize("rows", [SECRET + OPEN, OPEN + SECRET], ids=["internal first", "public first"])
def test_what_a_public_row_needs_too_is_public_in_whatever_order_the_rows_come(rows: str) -> None:
    run_import(HEAD + rows, MARKED, "meeting")
    assert internal_records() == {"meetings/2024/2024-01-01-secret", "organisations/office-a"}
    assert "0 errors, 0 warnings" in run("check").stdout


def test_what_only_an_internal_entry_of_a_public_row_needs_is_internal() -> None:
    run_import(HEAD + OPEN, ENTRY_MARKED, "meeting")
    assert "audience: internal" in record_files()["content/meetings/2024/2024-01-02-open.yml"]
    assert internal_records() == {"organisations/office-b"}


def test_a_rejected_public_row_makes_nothing_public() -> None:
    run_import(HEAD + SECRET + OPEN.replace("2024-01-02", "soon"), MARKED, "meeting")
    assert {"people/ada-agent", "countries/fr"} <= internal_records()


def test_a_public_record_that_waited_for_the_created_one_keeps_it_public(content: Path) -> None:
    write_content(
        content.parent, {"meetings/2023-01-01-talks.yml": "title: T\ndate: 2023\nparticipants: [{person: ada-agent}]\n"}
    )
    run_import(HEAD + SECRET, MARKED, "meeting")
    assert "people/ada-agent" not in internal_records()
    assert "organisations/office-a" in internal_records()


def test_a_mark_of_the_map_on_what_is_created_stays() -> None:
    public = MARKED.replace("with: {country", "with: {audience: {value: public}, country")
    run_import(HEAD + SECRET, public, "meeting")
    assert "people/ada-agent" not in internal_records()


@pytest.mark.parametrize(("audience", "marked"), [("internal", True), ("public", False)])
def test_what_new_creates_on_the_way_is_as_the_record_is(audience: str, *, marked: bool) -> None:
    values = ["title=Talks", "date=2024-01-05", "parties=+France,+Japan", f"audience={audience}"]
    result = run("new", "meeting", *set_options(values))
    assert result.exit_code == 0, result.output
    assert internal_records() == ({"meetings/2024-01-05-talks", "countries/fr", "countries/jp"} if marked else set())
    assert ("countries/fr is internal, since only internal records refer to it" in result.stderr) == marked


def calendar_of(*marks: str) -> str:
    events = (EVENT.format(number=number, mark=mark) for number, mark in enumerate(marks, start=10))
    return CALENDAR.format(events="".join(events))


def test_private_events_that_become_public_are_told() -> None:
    calendar = calendar_of("CLASS:PRIVATE\n", "", "CLASS:confidential\n", "CLASS:PUBLIC\n")
    dry = run_import(calendar, OF_A_CALENDAR, "meeting", "--dry-run", file="rows.ics").stdout
    warnings = [line for line in dry.splitlines() if line.startswith("warning: ")]
    assert len(warnings) == 1
    assert warnings[0].startswith(
        'warning: 2 rows (1, 3): "CLASS" is PRIVATE or CONFIDENTIAL, and what would become of it'
    )
    result = run_import(calendar, OF_A_CALENDAR + BY_CLASS, "meeting", file="rows.ics")
    assert "warning" not in result.stdout
    assert "2 of them internal" in result.stdout


def test_a_map_of_private_events_reads_a_calendar_that_has_none() -> None:
    result = run_import(calendar_of("", ""), OF_A_CALENDAR + BY_CLASS, "meeting", file="rows.ics")
    assert (result.exit_code, "imported 2 of 2 rows" in result.stdout) == (0, True)
    assert "warning" not in result.stdout
