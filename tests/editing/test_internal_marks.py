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
