"""The page of commitments: each once, under how it stands on the day, with who owes it to whom."""

import re
from datetime import date
from typing import Any

import pytest

from generator.archive import Archive
from generator.kinds.country import Country
from generator.kinds.meeting import Meeting
from generator.kinds.site import Site
from generator.languages import language
from generator.pages import commitments

XA = Country.model_validate({"id": "xa", "name": "Exampleland"})
XB = Country.model_validate({"id": "xb", "name": "Samplia"})


def headings(*made: dict[str, Any], as_of: str = "2024-02-01") -> dict[str, list[str]]:
    """The entries of the page by heading."""
    records = (
        XA,
        XB,
        Meeting.model_validate({"id": "talks", "title": "Talks", "date": "2022-01-26", "commitments": made}),
    )
    (page,) = commitments.pages(Archive(Site(), records, {}, date.fromisoformat(as_of), "public"), language("en"))
    assert page.path == "commitments/index.md"
    parts = re.split(r"^## ", page.body, flags=re.MULTILINE)[1:]
    return {part.partition(" {#")[0]: re.findall(r"^-   (.*)", part, re.MULTILINE) for part in parts}


def commitment(identifier: str, **fields: Any) -> dict[str, Any]:
    return {"id": identifier, "text": f"Do {identifier}."} | fields


def test_each_stands_once_under_its_status_overdue_first_and_no_heading_is_empty() -> None:
    found = headings(
        commitment("a", status="dropped"),
        commitment("b", status="done", due="2023"),
        commitment("c", due="2024-02-01"),
        commitment("d", due="2023", status="in-progress"),
        commitment("e"),
    )
    assert {heading: [line[3] for line in lines] for heading, lines in found.items()} == {
        "Overdue": ["d"],
        "Open": ["c", "e"],
        "Done": ["b"],
        "Dropped": ["a"],
    }
    assert list(found) == ["Overdue", "Open", "Done", "Dropped"]
    assert list(headings(commitment("a"))) == ["Open"]


def test_an_entry_says_who_owes_it_to_whom_by_when_and_where_it_was_made() -> None:
    made = commitment("a", by=["xa"], to=["xb"], due="2024-06")
    assert headings(made)["Open"] == [
        "Do a. · Open · by [Exampleland](../countries/xa.md) · to [Samplia](../countries/xb.md)"
        " · due June 2024 · [Talks](../meetings/talks.md)"
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
    made = commitment("a", due="2022-06", updates=updates)
    assert list(headings(made, as_of=as_of)) == [heading]


def test_a_page_without_commitments_is_there_for_the_navigation() -> None:
    assert headings() == {}
