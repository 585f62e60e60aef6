"""The calendar: months as sheets, each event on its days, the months around today and a page for each year."""

import re
from calendar import Calendar
from datetime import date
from pathlib import Path
from typing import Any

import html5lib
import markdown
import pytest
import yaml

from generator.archive.archive import Archive
from generator.kinds import key_of
from generator.kinds.meeting import Meeting
from generator.kinds.milestone import Milestone
from generator.kinds.organisation import Organisation
from generator.kinds.record import Record
from generator.kinds.site import Site
from generator.pages import calendar
from generator.pages.page import Page
from generator.values.languages import language

CONFIGURED: list[Any] = yaml.safe_load(Path("mkdocs.yml").read_text("utf-8"))["markdown_extensions"]
EXTENSIONS = [name for entry in CONFIGURED for name in (entry if isinstance(entry, dict) else [entry])]


def meeting(identifier: str, day: str, **fields: Any) -> Meeting:
    return Meeting.model_validate({"id": identifier, "title": identifier.capitalize(), "date": day} | fields)


def milestone(identifier: str, day: str) -> Milestone:
    return Milestone.model_validate({"id": identifier, "title": identifier.capitalize(), "date": day})


def pages(*records: Record, as_of: str = "2024-02-14", code: str = "en") -> dict[str, Page]:
    """Return the pages of the calendar by path."""
    files = {key_of(record): "x.yml" for record in records}
    archive = Archive(Site(), records, files, date.fromisoformat(as_of), "public")
    return {page.path: page for page in calendar.pages(archive, language(code))}


def sheets(page: Page) -> dict[str, list[str]]:
    """Return the lines of the sheets of a page by anchor."""
    parts = re.split(r"^## ", page.body, flags=re.MULTILINE)[1:]
    return {
        re.findall(r"\{#(.*?)\}", part)[0]: [line for line in part.splitlines()[1:] if line and "div" not in line]
        for part in parts
    }


def days(page: Page, month: str) -> dict[int, str]:
    """Return the cells of a month with an entry, by day, as Markdown."""
    rows = sheets(page)[month][2:]
    cells = [cell for row in rows if row.startswith("| ") for cell in row.strip("| ").split(" | ")]
    return {int(re.findall(r"\d+", cell)[0]): cell for cell in cells if re.search(r"\D", cell)}


def cell(day: int, weekday: str, *entries: str, today: bool = False) -> str:
    """Write the cell of a day with entries."""
    classes = "{: .event .today }" if today else "{: .event }"
    return "<br>".join((f'**{day}** <span class="weekday">{weekday}</span>', *entries)) + f" {classes}"


# A month


def test_a_month_is_a_sheet_of_weeks_that_begin_on_monday() -> None:
    page = pages(meeting("talks", "2024-02-29"))["calendar/by/2024.md"]
    assert page.body == (
        "# Calendar: 2024 {#title}\n\n[Calendar](../index.md)\n{: .kind }\n\n"
        "## February 2024 {#m2024-02}\n\n"
        '<div class="calendar" markdown="1">\n\n'
        "| Mon | Tue | Wed | Thu | Fri | Sat | Sun |\n"
        "| --- | --- | --- | --- | --- | --- | --- |\n"
        "|  |  |  | 1 | 2 | 3 | 4 |\n"
        "| 5 | 6 | 7 | 8 | 9 | 10 | 11 |\n"
        "| 12 | 13 | 14 {: .today } | 15 | 16 | 17 | 18 |\n"
        "| 19 | 20 | 21 | 22 | 23 | 24 | 25 |\n"
        '| 26 | 27 | 28 | **29** <span class="weekday">Thu</span><br>[Talks](../../meetings/talks.md) {: .event }'
        " |  |  |  |\n\n</div>"
    )
    assert (page.title, page.description) == ("Calendar: 2024", "Calendar: 2024")


@pytest.mark.parametrize(
    ("code", "heads"),
    [("en-US", "| Sun | Mon | Tue | Wed | Thu | Fri | Sat |"), ("ja", "| 日 | 月 | 火 | 水 | 木 | 金 | 土 |")],
)
def test_weeks_begin_where_the_region_of_a_language_has_them_begin(code: str, heads: str) -> None:
    page = pages(meeting("talks", "2024-02-29"), code=code)["calendar/by/2024.md"]
    assert sheets(page)["m2024-02"][:3] == [
        heads,
        "| --- | --- | --- | --- | --- | --- | --- |",
        "|  |  |  |  | 1 | 2 | 3 |",
    ]


@pytest.mark.parametrize(("code", "heading"), [("ja", "## 2024年2月 {#m2024-02}"), ("ru", "## Февраль 2024")])
def test_a_month_is_named_in_the_language_of_the_page(code: str, heading: str) -> None:
    assert f"\n{heading}" in pages(meeting("talks", "2024-02-29"), code=code)["calendar/by/2024.md"].body


def test_every_day_of_every_month_stands_once_under_its_weekday() -> None:
    records = [meeting(f"m{month}", f"2023-{month:02}-15") for month in range(1, 13)]
    for month, lines in enumerate(sheets(pages(*records)["calendar/by/2023.md"]).values(), start=1):
        weeks = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[2:]]
        expected = [[day if day else 0 for day in week] for week in Calendar(0).monthdayscalendar(2023, month)]
        assert [[int((re.findall(r"\d+", cell) or ["0"])[0]) for cell in week] for week in weeks] == expected


# What stands on a day


def test_an_event_stands_on_its_day_with_what_it_is() -> None:
    embassy = Organisation.model_validate({"id": "embassy", "name": "Embassy", "opened": "2024-02-05"})
    cells = days(pages(embassy, meeting("talks", "2024-02-05"))["calendar/by/2024.md"], "m2024-02")
    assert cells[5] == cell(
        5, "Mon", "[Talks](../../meetings/talks.md)", "Opened, [Embassy](../../organisations/embassy.md)"
    )
    assert list(cells) == [5, 14]


@pytest.mark.parametrize(
    ("status", "status_mark"),
    [
        ("held", ""),
        ("cancelled", ', <span class="status cancelled">Cancelled</span>'),
        ("postponed", ', <span class="status postponed">Postponed</span>'),
        ("planned", ', <span class="status planned">Planned</span>'),
    ],
)
def test_a_meeting_says_that_it_was_not_held(status: str, status_mark: str) -> None:
    cells = days(pages(meeting("talks", "2024-02-05", status=status))["calendar/by/2024.md"], "m2024-02")
    assert cells[5] == cell(5, "Mon", f"[Talks](../../meetings/talks.md){status_mark}")


def test_an_event_of_several_days_stands_on_each_of_them_across_months() -> None:
    page = pages(meeting("visit", "2024-01-30/2024-02-02"))["calendar/by/2024.md"]
    assert list(days(page, "m2024-01")) == [30, 31]
    assert list(days(page, "m2024-02")) == [1, 2, 14]


@pytest.mark.parametrize(
    ("when", "january", "february"),
    [
        ("2024-01-01/2024-02-01", [*range(1, 32)], [1, 14]),  # 31 days apart
        ("2024-01-01/2024-02-02", [1], [2, 14]),
        ("2024-01-05/..", [5], None),
        ("../2024-01-05", [5], None),
        ("2024-01-05~", [5], None),
    ],
)
def test_a_longer_event_stands_on_its_first_and_its_last_day(
    when: str, january: list[int], february: list[int] | None
) -> None:
    page = pages(meeting("visit", when))["calendar/by/2024.md"]
    assert list(days(page, "m2024-01")) == january
    assert (list(days(page, "m2024-02")) if february else None) == february


def test_what_is_known_to_the_month_is_listed_under_its_sheet() -> None:
    page = pages(milestone("opening", "2024-03"), meeting("visit", "2024-03", status="cancelled"))[
        "calendar/by/2024.md"
    ]
    *_, first, second = sheets(page)["m2024-03"]
    assert first == (
        '-   March 2024 · [Visit](../../meetings/visit.md) · <span class="status cancelled">Cancelled</span>'
    )
    assert second == "-   March 2024 · [Opening](../../milestones/opening.md)"
    assert days(page, "m2024-03") == {}


@pytest.mark.parametrize(
    ("when", "stands", "listed"),
    [
        ("2024-01-26/2024-03", {"m2024-01": [26], "m2024-03": []}, {"m2024-03"}),
        ("2024-01/2024-03-26", {"m2024-01": [], "m2024-03": [26]}, {"m2024-01"}),
        ("2024-01/2024-03", {"m2024-01": [], "m2024-03": []}, {"m2024-01", "m2024-03"}),
        ("2024/2024-03-26", {"m2024-03": [26]}, set()),
        ("2024-01-26/2024", {"m2024-01": [26]}, set()),
        ("../2024-03", {"m2024-03": []}, {"m2024-03"}),
        ("2024-01/..", {"m2024-01": []}, {"m2024-01"}),
    ],
)
def test_an_event_known_to_the_month_at_one_end_stands_there_in_the_list_and_at_the_other_on_its_day(
    when: str, stands: dict[str, list[int]], listed: set[str]
) -> None:
    page = pages(meeting("visit", when), as_of="2023-02-14")["calendar/by/2024.md"]
    assert {month: list(days(page, month)) for month in sheets(page)} == stands
    assert {month for month, lines in sheets(page).items() if lines[-1].startswith("-   ")} == listed


def test_what_is_known_to_the_year_alone_is_on_no_sheet() -> None:
    assert list(pages(milestone("opening", "2024"))) == ["calendar/index.md"]


@pytest.mark.parametrize("title", ["a | b", "{: .evil }", "<script>alert(1)</script>", "x }", "1 {: .today }"])
def test_hostile_titles_stay_in_their_cells_and_leave_their_classes_alone(title: str) -> None:
    page = pages(meeting("talks", "2024-02-14", title=title))["calendar/by/2024.md"]
    html = markdown.markdown(page.body, extensions=EXTENSIONS)
    tree = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parseFragment(html)
    (today,) = (each for each in tree.iter("td") if "today" in each.get("class", ""))
    assert today.get("class") == "event today"
    assert "".join(today.itertext()).strip() == f"14 Wed{title}"
    assert len(list(tree.iter("td"))) == 5 * 7


# Today


@pytest.mark.parametrize(
    ("as_of", "cells"),
    [
        ("2024-02-05", {5: cell(5, "Mon", "[Talks](../meetings/talks.md)", today=True)}),
        ("2024-02-06", {5: cell(5, "Mon", "[Talks](../meetings/talks.md)"), 6: "6 {: .today }"}),
    ],
)
def test_today_and_days_with_events_are_marked(as_of: str, cells: dict[int, str]) -> None:
    page = pages(meeting("talks", "2024-02-05"), as_of=as_of)["calendar/index.md"]
    assert days(page, "m2024-02") == cells
    assert page.body.count(".today") == 1


@pytest.mark.parametrize(
    ("as_of", "months"),
    [
        ("2024-02-14", ["m2024-01", "m2024-02", "m2024-03", "m2024-04"]),
        ("2023-12-31", ["m2023-11", "m2023-12", "m2024-01", "m2024-02"]),
        ("2024-01-01", ["m2023-12", "m2024-01", "m2024-02", "m2024-03"]),
        ("2024-11-30", ["m2024-10", "m2024-11", "m2024-12", "m2025-01"]),
        ("0001-01-15", ["m0001-01", "m0001-02", "m0001-03"]),
        ("9999-09-15", ["m9999-08", "m9999-09", "m9999-10", "m9999-11"]),
        ("9999-10-01", ["m9999-09", "m9999-10", "m9999-11", "m9999-12"]),
        ("9999-12-31", ["m9999-11", "m9999-12"]),
    ],
)
def test_the_first_page_has_the_month_before_today_its_own_and_the_two_that_follow(
    as_of: str, months: list[str]
) -> None:
    assert list(sheets(pages(as_of=as_of)["calendar/index.md"])) == months


def test_the_first_page_says_its_edition_and_leads_to_the_years_the_latest_first() -> None:
    records = (meeting("talks", "2023-02-05"), milestone("opening", "1993-01"), meeting("next", "2025-01-01"))
    by_path = pages(*records)
    assert list(by_path) == [
        "calendar/index.md",
        "calendar/by/1993.md",
        "calendar/by/2023.md",
        "calendar/by/2025.md",
    ]
    page = by_path["calendar/index.md"]
    assert (page.title, page.description) == ("Calendar", "Calendar: As of 14 February 2024, public edition")
    assert page.body.startswith(
        "# Calendar {#title}\n\nAs of 14 February 2024, public edition\n{: .kind }\n\n## January"
    )
    assert sheets(page)["years"] == ["[2025](by/2025.md) · [2023](by/2023.md) · [1993](by/1993.md)"]


def test_a_calendar_without_events_has_its_months_and_no_years() -> None:
    by_path = pages()
    assert list(by_path) == ["calendar/index.md"]
    assert "years" not in sheets(by_path["calendar/index.md"])


def test_a_year_has_sheets_for_the_months_in_which_there_is_something() -> None:
    records = (
        meeting("talks", "2023-05-05"),
        milestone("opening", "2023-02"),
        meeting("visit", "2023-10-31/2023-11-01"),
    )
    assert list(sheets(pages(*records)["calendar/by/2023.md"])) == ["m2023-02", "m2023-05", "m2023-10", "m2023-11"]


# Anniversaries


def test_anniversaries_stand_on_the_first_page_alone() -> None:
    records = (milestone("opening", "1993-03-10"), meeting("talks", "2024-03-11"))
    by_path = pages(*records)
    assert days(by_path["calendar/index.md"], "m2024-03") == {
        10: cell(10, "Sun", "[Opening](../milestones/opening.md), 31st anniversary"),
        11: cell(11, "Mon", "[Talks](../meetings/talks.md)"),
    }
    assert list(days(by_path["calendar/by/2024.md"], "m2024-03")) == [11]
    assert days(by_path["calendar/by/1993.md"], "m1993-03") == {
        10: cell(10, "Wed", "[Opening](../../milestones/opening.md)")
    }


def test_an_anniversary_in_the_days_of_a_month_beside_stands_in_its_own_month_alone() -> None:
    page = pages(milestone("opening", "1993-03-31"))["calendar/index.md"]
    assert list(days(page, "m2024-03")) == [31]
    assert days(page, "m2024-04") == {}


def test_an_anniversary_of_29_february_is_kept_on_the_28th_in_other_years() -> None:
    leap = milestone("opening", "2000-02-29")
    assert list(days(pages(leap, as_of="2023-02-01")["calendar/index.md"], "m2023-02")) == [1, 28]
    assert list(days(pages(leap, as_of="2024-02-01")["calendar/index.md"], "m2024-02")) == [1, 29]


# The ends of the calendar


@pytest.mark.parametrize("code", ["en", "ja"])
@pytest.mark.parametrize(
    ("when", "path"), [("0001-01-01", "calendar/by/0001.md"), ("9999-12-31", "calendar/by/9999.md")]
)
def test_the_ends_of_the_calendar_have_their_pages(when: str, path: str, code: str) -> None:
    by_path = pages(meeting("talks", when), code=code)
    assert list(by_path) == ["calendar/index.md", path]
    assert list(days(by_path[path], f"m{when[:7]}")) == [int(when[-2:])]
