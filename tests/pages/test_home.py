"""The home page as of a day: upcoming, overdue and latest records, and links to the rest."""

import re
from datetime import date
from typing import Any

import pytest

from generator.archive.archive import Archive
from generator.kinds import key_of
from generator.kinds.country import Country
from generator.kinds.meeting import Meeting
from generator.kinds.milestone import Milestone
from generator.kinds.record import Record
from generator.kinds.relation import Relation
from generator.kinds.site import Site
from generator.pages import home
from generator.values.languages import language


def meeting(identifier: str, day: str, **fields: Any) -> Meeting:
    return Meeting.model_validate({"id": identifier, "title": identifier, "date": day} | fields)


def sections(*records: Record, as_of: str = "2024-02-01", **site: Any) -> dict[str, list[str]]:
    """Return the lines of the home page by heading; the first lines under its title."""
    files = {key_of(record): "x.yml" for record in records}
    archive = Archive(Site.model_validate(site), records, files, date.fromisoformat(as_of), "public")
    (page,) = home.pages(archive, language("en"))
    parts = re.split("^##? ", str(page.body), flags=re.MULTILINE)[1:]
    by_heading = {part.partition(" {#")[0]: part.splitlines()[1:] for part in parts}
    return {
        heading: [line for line in lines if line and not line.startswith(("<div", "</div"))]
        for heading, lines in by_heading.items()
    }


def test_an_empty_site_has_its_name_and_no_empty_sections() -> None:
    assert list(sections(title="Examples")) == ["Examples"]


def test_the_title_is_followed_by_what_the_site_is_about() -> None:
    by_heading = sections(title="Examples", tagline="In short", description="At *length*.")
    assert by_heading["Examples"] == ["In short", "{: .tagline }", "At <em>length</em>."]


def test_the_relation_that_the_site_leads_with_comes_first() -> None:
    parties = [Country.model_validate({"id": code, "name": code.upper()}) for code in ("xa", "xb")]
    relation = Relation.model_validate({"id": "xa-xb", "between": ["xa", "xb"]})
    talks = meeting("talks", "2024-01-26", parties=["xa", "xb"])
    by_heading = sections(*parties, relation, talks, home_relation="xa-xb")
    link = "[XA\u00a0– XB](relations/xa-xb.md)"
    assert list(by_heading)[1] == link
    assert by_heading[link] == [
        "Last met", ":   26 January 2024 · [talks](meetings/talks.md)",
        "Next meeting", ":   none planned on record",
    ]  # fmt: skip
    assert link not in sections(*parties, relation, talks)


def test_what_is_to_come_stands_the_earliest_first_and_what_has_been_the_latest_first() -> None:
    days = ["2024-02-20", "2024-01-10", "2024-02-10", "2024-01-20"]
    records = [meeting(f"on-{day}", day, status="planned" if day > "2024-02" else "held") for day in days]
    by_heading = sections(*records)
    planned = '<span class="status planned">Planned</span>'
    assert by_heading["Coming up"] == [
        f"-   10 February 2024 · [on-2024-02-10](meetings/on-2024-02-10.md) · {planned}",
        f"-   20 February 2024 · [on-2024-02-20](meetings/on-2024-02-20.md) · {planned}",
    ]
    assert by_heading["Meetings"] == [
        "-   20 January 2024 · [on-2024-01-20](meetings/on-2024-01-20.md)",
        "-   10 January 2024 · [on-2024-01-10](meetings/on-2024-01-10.md)",
    ]


@pytest.mark.parametrize("day", ["2024-02-01", "2024-02", "2024", "2024-01-31/2024-02-02"])
def test_a_planned_meeting_is_coming_up_until_its_last_day_is_over(day: str) -> None:
    planned = meeting("visit", day, status="planned")
    today, next_year = (list(sections(planned, as_of=day)) for day in ("2024-02-01", "2025-01-01"))
    assert "Coming up" in today
    assert "Coming up" not in next_year


def test_a_section_lists_five_records() -> None:
    by_heading = sections(*(meeting(f"m{number}", f"2024-01-{number:02}") for number in range(1, 8)))
    assert [line[4:6] for line in by_heading["Meetings"]] == ["7 ", "6 ", "5 ", "4 ", "3 "]


def test_what_is_overdue_is_said_from_the_day_after_it_was_due() -> None:
    talks = meeting("talks", "2024-01-26", commitments=[{"id": "x", "text": "Write.", "due": "2024-02-10"}])
    assert "Overdue" not in sections(talks, as_of="2024-02-10")
    assert sections(talks, as_of="2024-02-11")["Overdue"] == [
        '-   <span class="status overdue">Overdue</span> · Write. · due 10 February 2024'
        " · [26 Jan 2024](meetings/talks.md)"
    ]


@pytest.mark.parametrize(
    ("as_of", "announced"),
    [
        ("2024-01-25", False),
        ("2024-01-26", True),
        ("2024-04-25", True),
        ("2024-04-26", False),
    ],
)
def test_an_anniversary_is_announced_for_90_days_ahead_and_on_its_day(as_of: str, announced: bool) -> None:
    treaty = Milestone.model_validate({"id": "treaty", "title": "Treaty", "date": "1994-04-25"})
    line = "-   25 April 2024 · 30th anniversary · [Treaty](milestones/treaty.md)"
    assert sections(treaty, as_of=as_of).get("Anniversaries") == ([line] if announced else None)


def test_the_figures_lead_to_everything_there_is() -> None:
    talks = meeting("talks", "2024-01-26", commitments=[{"id": "x", "text": "Write."}])
    (figures,) = sections(talks)["In figures"]
    assert figures == (
        "[Meetings](meetings/index.md): 1 · [Commitments](commitments/index.md): 1"
        " · [Events on the timeline](timeline/index.md): 1"
    )
