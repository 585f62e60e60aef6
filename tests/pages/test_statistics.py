"""Statistics: meetings held and agreements signed by the day, by year, level, status and sector."""

import re
from datetime import date
from typing import Any

import pytest

from generator.archive.archive import Archive
from generator.kinds.agreement import Agreement
from generator.kinds.country import Country
from generator.kinds.mechanism import Mechanism
from generator.kinds.meeting import Meeting
from generator.kinds.record import Record
from generator.kinds.sector import Sector
from generator.kinds.site import Site
from generator.pages import statistics
from generator.pages.page import Page
from generator.pages.statistics import MOST_SECTORS, MOST_YEARS
from generator.values.languages import language

EDUCATION = Sector.model_validate({"id": "education", "name": "Education"})
WATER = Sector.model_validate({"id": "water", "name": "Water"})
PARTIES = tuple(Country.model_validate({"id": code, "name": code.upper()}) for code in ("xa", "xb"))


def meeting(identifier: str, day: str, **fields: Any) -> Meeting:
    return Meeting.model_validate({"id": identifier, "title": identifier, "date": day} | fields)


def agreement(identifier: str, *history: tuple[str, str], **fields: Any) -> Agreement:
    events = [{"event": event, "date": day} for event, day in history]
    return Agreement.model_validate({"id": identifier, "title": identifier, "history": events} | fields)


def page(*records: Record, as_of: str = "2024-02-01", code: str = "en") -> Page:
    archive = Archive(Site(), (*PARTIES, *records), {}, date.fromisoformat(as_of), "public")
    (built,) = statistics.pages(archive, language(code))
    return built


def tables(*records: Record, **edition: Any) -> dict[str, list[str]]:
    """Return the tables of the page by heading."""
    parts = re.split(r"^## ", page(*records, **edition).body, flags=re.MULTILINE)[1:]
    return {
        part.partition(" {#")[0]: [line for line in part.splitlines() if line.startswith("|") and "---" not in line]
        for part in parts
    }


def test_where_there_is_nothing_to_count_the_page_says_so_without_a_chart() -> None:
    built = page(EDUCATION)
    assert built.body == (
        "# Statistics {#title}\n\nAs of 1 February 2024, public edition\n{: .kind }\n\nThere is nothing to count yet."
    )
    assert (built.path, built.title) == ("statistics/index.md", "Statistics")
    assert built.description == "Statistics: As of 1 February 2024, public edition"


def test_each_section_has_a_chart_a_caption_and_a_table() -> None:
    talks = meeting("talks", "2023-01-26", topics=[{"sector": "education"}])
    body = page(talks, agreement("pact", ("signed", "2023")), EDUCATION).body
    assert re.findall(r"^## .*", body, re.MULTILINE) == [
        "## Meetings a year by level {#meetings}",
        "## Agreements a year by status {#agreements}",
        "## Activity by sector {#sectors}",
    ]
    assert re.findall('aria-label="(.*?)"', body) == [
        "Meetings a year by level. 2023: 1.",
        "Agreements a year by status. 2023: 1.",
        "Activity by sector. Education: 1.",
    ]
    assert re.findall("<figcaption>(.*?)</figcaption>", body) == [
        "Meetings held",
        "Agreements signed, by how they stand now; each document of a package counts",
        "Meetings, agreements and commitments in each sector",
    ]


# Meetings


def test_meetings_held_are_counted_by_year_and_level_from_the_highest() -> None:
    records = (
        meeting("a", "2021-01-26", level="working"),
        meeting("b", "2021-12-31/2022-01-02", level="minister"),
        meeting("c", "2023", level="minister"),
        meeting("d", "2023-05"),
        meeting("e", "2024-02-01", level="head-of-state"),
        meeting("off", "2023-06-01", status="cancelled", level="head-of-government"),
        meeting("late", "2023-06-01", status="postponed"),
        meeting("next", "2024-03-01", status="planned", level="deputy-minister"),
    )
    assert tables(*records) == {
        "Meetings a year by level": [
            "| Year | Head of state | Minister | Working | Level not recorded | All |",
            "| 2021 |  | 1 | 1 |  | 2 |",
            "| 2022 |  |  |  |  | 0 |",
            "| 2023 |  | 1 |  | 1 | 2 |",
            "| 2024 | 1 |  |  |  | 1 |",
        ]
    }


@pytest.mark.parametrize("day", ["2024-02-02", "2024-03", "2025"])
def test_a_meeting_that_is_not_yet_held_is_not_counted(day: str) -> None:
    assert tables(meeting("talks", day)) == {}
    assert list(tables(meeting("talks", day), as_of="2025-01-01")) == ["Meetings a year by level"]


def test_only_the_latest_years_are_shown() -> None:
    assert MOST_YEARS == 15
    records = [meeting(f"m{year}", f"{year}-05-01") for year in (1992, 2009, 2010, 2024)]
    records[0] = meeting("m1992", "1992-05-01", level="head-of-state")
    head, *rows = tables(*records, as_of="2024-06-01")["Meetings a year by level"]
    assert head == "| Year | Level not recorded |"
    assert [row.strip("| ").split(" | ")[0].split(" ")[0] for row in rows] == [str(year) for year in range(2010, 2025)]


def test_the_years_end_with_the_last_in_which_there_is_something() -> None:
    rows = tables(meeting("a", "1993-05-01"), meeting("b", "1995-05-01"))["Meetings a year by level"][1:]
    assert rows == ["| 1993 | 1 |", "| 1994 |  |", "| 1995 | 1 |"]


# Agreements


def test_agreements_are_counted_in_the_year_of_their_signature_by_how_they_stand_now() -> None:
    records = (
        agreement("a", ("signed", "2021-01-26"), ("entered-into-force", "2022-05-01")),
        agreement("b", ("signed", "2021-05"), ("terminated", "2023-01-01")),
        agreement("c", ("signed", "2023"), count=14),
        agreement("d", ("signed", "2023-06-01"), ("entered-into-force", "2024-02-02")),
        agreement("e", ("signed", "2021-06-01"), ("entered-into-force", "2021-07-01"), expires="2024-01-31"),
    )
    assert tables(*records) == {
        "Agreements a year by status": [
            "| Year | In force | Signed | Expired | Terminated | All |",
            "| 2021 | 1 |  | 1 | 1 | 3 |",
            "| 2022 |  |  |  |  | 0 |",
            "| 2023 |  | 15 |  |  | 15 |",
        ]
    }


def test_an_agreement_that_its_parties_signed_one_by_one_is_counted_once_when_the_first_did() -> None:
    signed = [
        {"event": "signed", "date": day, "party": party} for day, party in (("2021-06-01", "xb"), ("2020-01-01", "xa"))
    ]
    rows = tables(agreement("pact", history=signed, parties=["xa", "xb"]))["Agreements a year by status"]
    assert (rows[0], rows[-1]) == ("| Year | Signed |", "| 2020 | 1 |")


@pytest.mark.parametrize(("count", "counted"), [(1, "1"), (14, "14"), (10**12, "1,000,000,000,000")])
def test_a_package_counts_as_many_as_it_has_documents_however_many(count: int, counted: str) -> None:
    rows = tables(agreement("a", ("signed", "2020"), type="package", count=count))["Agreements a year by status"]
    assert rows[-1] == f"| 2020 | {counted} |"


def test_a_package_of_no_documents_is_not_counted() -> None:
    assert tables(agreement("a", ("signed", "2020"), type="package", count=0)) == {}


@pytest.mark.parametrize(
    "history",
    [
        [("signed", "2024-02-02")],
        [("signed", "2025")],
        [("negotiated", "2023"), ("signed", "2024-03")],
        [("negotiated", "2023")],
        [("entered-into-force", "2023")],
        [],
    ],
)
def test_an_agreement_that_is_not_signed_by_the_day_is_not_counted(history: list[tuple[str, str]]) -> None:
    assert "Agreements a year by status" not in tables(agreement("a", *history))
    counted = tables(agreement("a", *history), agreement("b", ("signed", "2020")))["Agreements a year by status"]
    assert counted == ["| Year | Signed |", "| 2020 | 1 |"]


# Sectors


def test_sectors_are_counted_by_what_there_is_in_them_the_busiest_first() -> None:
    records = (
        meeting(
            "a",
            "2023-01-26",
            topics=[{"sector": "education"}, {"sector": "education"}, {"sector": "water"}],
            commitments=[{"id": "a", "text": "Write.", "sector": "water"}, {"id": "b", "text": "Read."}],
        ),
        meeting("b", "2024-03-01", status="planned", topics=[{"sector": "education"}]),
        agreement("package", ("signed", "2023"), sectors=["water"], count=3),
        agreement("future", ("signed", "2025"), sectors=["education"]),
    )
    assert tables(EDUCATION, WATER, *records)["Activity by sector"] == [
        "| Sector | Meetings | Agreements | Commitments | All |",
        "| Water | 1 | 1 | 1 | 3 |",
        "| Education | 1 |  |  | 1 |",
    ]


def test_a_column_without_anything_is_left_out() -> None:
    talks = meeting("a", "2023-01-26", topics=[{"sector": "education"}])
    assert tables(EDUCATION, talks)["Activity by sector"] == ["| Sector | Meetings |", "| Education | 1 |"]


def test_only_the_busiest_sectors_are_shown() -> None:
    sectors = [
        Sector.model_validate({"id": f"s{number}", "name": f"S{number}"}) for number in range(10, 11 + MOST_SECTORS)
    ]
    held = [meeting("a", "2023-01-26", topics=[{"sector": sector.id} for sector in sectors])]
    held.append(meeting("b", "2023-01-26", topics=[{"sector": sectors[-1].id}]))
    rows = tables(*sectors, *held)["Activity by sector"][1:]
    assert len(rows) == MOST_SECTORS
    assert rows[0] == f"| S{10 + MOST_SECTORS} | 2 |"
    assert rows[-1] == f"| S{8 + MOST_SECTORS} | 1 |"


def test_hostile_names_of_sectors_stay_literal() -> None:
    evil = Sector.model_validate({"id": "evil", "name": '<script>"a" & |</script>'})
    body = page(evil, meeting("a", "2023-01-26", topics=[{"sector": "evil"}])).body
    assert 'aria-label="Activity by sector. &lt;script&gt;&quot;a&quot; &amp; |&lt;/script&gt;: 1."' in body
    assert '>&lt;script&gt;"a" &amp; |&lt;/script&gt;</text>' in body
    assert '| &lt;script&gt;"a" &amp; \\|&lt;/script&gt; | 1 |' in body
    assert "<script" not in body


# Languages


def test_labels_are_those_of_the_language_of_the_page() -> None:
    body = page(meeting("a", "2023-01-26", level="minister"), code="ja").body
    assert "Minister" not in body
    assert "Meetings" not in body
    assert body.startswith("# 統計 {#title}\n")


def test_the_name_of_a_sector_that_falls_back_is_marked() -> None:
    talks = meeting("a", "2023-01-26", topics=[{"sector": "education"}])
    body = page(EDUCATION, talks, code="ja").body
    assert '| <span lang="en">Education</span> | 1 |' in body
    assert ">Education</text>" in body


def test_mechanisms_alone_do_not_count_as_activity_beyond_their_sector() -> None:
    pc = Mechanism.model_validate({"id": "pc", "title": "PC", "between": ["xa"], "sectors": ["water"]})
    talks = meeting("a", "2023-01-26", topics=[{"sector": "education"}])
    assert tables(EDUCATION, WATER, pc, talks)["Activity by sector"][:2] == [
        "| Sector | Meetings |",
        "| Education | 1 |",
    ]
    assert "There is nothing to count yet." in page(WATER, pc).body
