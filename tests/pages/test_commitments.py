"""The page of commitments: each once, under how it stands on the day, with who owes it to whom."""

import re
from datetime import date
from typing import Any

import pytest

from generator.archive.archive import Archive
from generator.kinds.country import Country
from generator.kinds.meeting import Meeting
from generator.kinds.site import Site
from generator.pages import commitments
from generator.values.languages import language

XA = Country.model_validate({"id": "xa", "name": "Exampleland"})
XB = Country.model_validate({"id": "xb", "name": "Samplia"})


def headings(*entries: dict[str, Any], as_of: str = "2024-02-01", by_debtor: bool = False) -> dict[str, list[str]]:
    """Return the entries of the page by standing, or of the one by debtor, by heading."""
    records = (
        XA,
        XB,
        Meeting.model_validate({"id": "talks", "title": "Talks", "date": "2022-01-26", "commitments": entries}),
    )
    archive = Archive(Site(), records, {}, date.fromisoformat(as_of), "public")
    page, owed = commitments.pages(archive, language("en"))
    assert (page.path, owed.path) == ("commitments/index.md", "commitments/owed/index.md")
    page = owed if by_debtor else page
    parts = re.split(r"^## ", page.body, flags=re.MULTILINE)[1:]
    return {part.partition(" {#")[0]: re.findall(r"^-   (.*)", part, re.MULTILINE) for part in parts}


def commitment(identifier: str, **fields: Any) -> dict[str, Any]:
    return {"id": identifier, "text": f"Do {identifier}."} | fields


def test_each_stands_once_under_its_status_overdue_first_and_no_heading_is_empty() -> None:
    lists = headings(
        commitment("a", status="dropped"),
        commitment("b", status="done", due="2023"),
        commitment("c", due="2024-02-01"),
        commitment("d", due="2023", status="in-progress"),
        commitment("e"),
    )
    assert {heading: [line.partition(" · Do ")[2][0] for line in lines] for heading, lines in lists.items()} == {
        "Overdue": ["d"],
        "Open": ["c", "e"],
        "Done": ["b"],
        "Dropped": ["a"],
    }
    assert list(lists) == ["Overdue", "Open", "Done", "Dropped"]
    assert list(headings(commitment("a"))) == ["Open"]


def test_an_entry_says_who_owes_it_to_whom_by_when_and_where_it_was_made() -> None:
    owed = commitment("a", by=["xa"], to=["xb"], due="2024-06")
    assert headings(owed)["Open"] == [
        '<span class="status open">Open</span> · Do a. · by [Exampleland](../countries/xa.md)'
        " · to [Samplia](../countries/xb.md) · due June 2024 · [26 Jan 2022](../meetings/talks.md)"
    ]


@pytest.mark.parametrize(
    ("as_of", "heading"),
    [
        ("2022-05-31", "Open"),
        ("2022-06-30", "Open"),
        ("2022-07-01", "Overdue"),
        ("2022-09-01", "Done"),
        ("2023-01-01", "Overdue"),
    ],
)
def test_how_it_stands_depends_on_the_day(as_of: str, heading: str) -> None:
    updates = [{"date": "2023-01-01", "status": "open"}, {"date": "2022-09-01", "status": "done"}]
    owed = commitment("a", due="2022-06", updates=updates)
    assert list(headings(owed, as_of=as_of)) == [heading]


def test_those_who_owe_something_have_it_under_their_name_what_is_open_first() -> None:
    lists = headings(
        commitment("a", by=["xb"], status="done", due="2021"),
        commitment("b", by=["xb", "xa"], due="2030"),
        commitment("c"),
        by_debtor=True,
    )
    assert {heading: [line.partition(" · Do ")[2][0] for line in lines] for heading, lines in lists.items()} == {
        "Exampleland": ["b"],
        "Samplia": ["b", "a"],
        "Nobody named": ["c"],
    }


def test_a_page_without_commitments_is_there_for_the_navigation() -> None:
    assert headings() == {}
