"""What readers of the code found when they tried to refute the pages: each held wrong once, and holds now."""

import signal
from datetime import date
from typing import Any

import pytest

from generator.archive import Archive
from generator.kinds.agreement import Agreement
from generator.kinds.country import Country
from generator.kinds.mechanism import Mechanism
from generator.kinds.meeting import Meeting
from generator.kinds.person import Person
from generator.kinds.relation import Relation
from generator.kinds.sector import Sector
from generator.kinds.site import Site
from generator.kinds.source import Source
from generator.kinds.statement import Statement
from generator.languages import language
from generator.pages import briefs, calendar, statistics
from generator.pages.relation import relation_page

XA = Country.model_validate({"id": "xa", "name": "Exampleland"})
XB = Country.model_validate({"id": "xb", "name": "Samplia"})
EDU = Sector.model_validate({"id": "edu", "name": "Education"})
REL = Relation.model_validate({"id": "xa-xb", "title": "Relation", "between": ["xa", "xb"]})
LETTER = Source.model_validate({"id": "letter", "title": "Letter", "formerly": ["old-letter"]})


def meeting(i: str, d: str, **f: Any) -> Meeting:
    return Meeting.model_validate({"id": i, "title": i.capitalize(), "date": d, "parties": ["xa", "xb"]} | f)


def agreement(i: str, *h: Any, **f: Any) -> Agreement:
    return Agreement.model_validate(
        {
            "id": i,
            "title": i.capitalize(),
            "parties": ["xa", "xb"],
            "history": [x if isinstance(x, dict) else {"event": x[0], "date": x[1]} for x in h],
        }
        | f
    )


def archive(*r: Any, as_of: str = "2024-02-01", audience: Any = "public", **site: Any) -> Archive:
    return Archive(Site.model_validate(site), (XA, XB, EDU, LETTER, *r), {}, date.fromisoformat(as_of), audience)


def brief(*r: Any, **k: Any) -> str:
    return str(briefs.brief(archive(*r, **k), language("en"), r[0]).body)


TALKS = meeting("talks", "2024-01-26")
OLD = meeting("old", "2023-03-01")


def test_level_since_the_meeting_is_not_on_its_brief() -> None:
    rel = Relation.model_validate(
        {
            "id": "r",
            "between": ["xa", "xb"],
            "levels": [{"since": "2002", "name": "Friends"}, {"since": "2024-01-26", "name": "Canary"}],
        }
    )
    assert "Canary" not in brief(TALKS, rel)


def test_signature_after_the_eve_is_not_dated_on_the_brief() -> None:
    assert (
        "26 January 2024"
        not in brief(TALKS, agreement("draft", ("negotiated", "2023-05-01"), ("signed", "2024-01-26"))).split(
            "## Agreements"
        )[1]
    )


def test_sources_of_later_events_are_not_on_the_brief() -> None:
    later = {"event": "entered-into-force", "date": "2024-01-26"}
    pact = agreement("pact", ("signed", "2020"), later, sources=[{"source": "letter", "supports": ["history[1].date"]}])
    assert "Letter" not in brief(TALKS, pact)


def test_agreement_without_history_concluded_at_the_meeting() -> None:
    assert "Canary" not in brief(meeting("talks", "2024-01-26", agreements=["canary"]), agreement("canary"))


def test_brief_of_an_open_start_meeting_does_not_tell_its_outcome() -> None:
    assert "Canary" not in brief(meeting("talks", "../2024-01-28", outcomes=["Canary"]))


def test_month_precision_meeting_falls_on_nothing() -> None:
    rel = Relation.model_validate({"id": "r", "between": ["xa", "xb"], "established": "1992-01-26"})
    for day in ("2024-01", "2024", "2024-01-26~", "2024-01-26?"):
        assert "falls on" not in brief(meeting("talks", day), rel), day


def test_outcome_of_meeting_still_under_way_on_the_eve() -> None:
    other = meeting("other", "2024-01-20/2024-02-10", outcomes=["Canary"])
    assert "Canary" not in brief(TALKS, other)


def test_outcome_of_meeting_dated_by_the_month() -> None:
    assert "Canary" not in brief(TALKS, meeting("other", "2024-01", outcomes=["Canary"]))


def test_meeting_without_parties_has_not_everybodys_dealings() -> None:
    m = Meeting.model_validate({"id": "talks", "title": "Talks", "date": "2024-01-26"})
    assert "Old" not in brief(m, OLD)


def test_expiring_pending_agreement_stands_once() -> None:
    text = brief(TALKS, agreement("pact", ("provisionally-applied", "2020"), expires="2024-06"))
    assert text.split("## Agreements")[1].split("## ")[0].count("pact.md") == 1


def test_dates_to_mention_have_no_planned_meeting_long_before() -> None:
    text = brief(meeting("talks", "2024-10-01", status="planned"), meeting("near", "2024-02-05", status="planned"))
    assert "Near" not in text


def test_session_itself_is_not_due_on_its_own_brief() -> None:
    pc = Mechanism.model_validate({"id": "pc", "title": "PC", "between": ["xa", "xb"], "every": "P1Y"})
    assert "session due" not in brief(
        meeting("talks", "2024-01-26", mechanism="pc"), pc, meeting("s1", "2023-02-01", mechanism="pc")
    )


def test_history_source_marks_agreement_on_brief() -> None:
    pact = agreement("pact", {"event": "signed", "date": "2020", "sources": [{"source": "letter"}]})
    assert "[Letter]" in brief(TALKS, pact)


def test_update_source_marks_what_was_done() -> None:
    old = meeting(
        "old",
        "2023-03-01",
        commitments=[
            {
                "id": "a",
                "text": "Write.",
                "updates": [{"date": "2023-06", "text": "Sent.", "sources": [{"source": "letter"}]}],
            }
        ],
    )
    assert "[Letter]" in brief(TALKS, old)


@pytest.mark.parametrize("day", ["0001-01-01", "0001-02-01", "9999-12-31"])
def test_brief_at_the_ends_of_the_calendar(day: str) -> None:
    brief(meeting("talks", day, status="planned"))


@pytest.mark.parametrize("as_of", ["9999-06-01", "9999-12-31"])
def test_relation_at_the_end_of_the_calendar(as_of: str) -> None:
    relation_page(archive(REL, as_of=as_of), language("en"), REL)


@pytest.mark.parametrize(("day", "as_of"), [("9999-12-31", "2024-02-01"), ("2024-01-01", "9999-10-01")])
def test_calendar_in_december_9999(day: str, as_of: str) -> None:
    list(calendar.pages(archive(meeting("m", day), as_of=as_of), language("en")))


def test_weeks_begin_on_sunday_in_japan() -> None:
    page = next(iter(calendar.pages(archive(), language("ja"))))
    assert "| 日 | 月 |" in page.body


def test_event_from_a_day_to_a_month_is_on_the_calendar() -> None:
    for day in ("2024-01-26/2024-02", "../2024-02", "2024/2024-02-26"):
        pages = list(calendar.pages(archive(meeting("visit", day)), language("en")))
        assert len(pages) == 2, day


def test_huge_package_does_not_hang_statistics() -> None:
    def late(*_: Any) -> None:
        raise TimeoutError

    signal.signal(signal.SIGALRM, late)
    signal.alarm(5)
    try:
        list(
            statistics.pages(archive(agreement("p", ("signed", "2020"), type="package", count=10**12)), language("en"))
        )
    finally:
        signal.alarm(0)


def test_agreement_signed_by_each_party_counts_once() -> None:
    pact = agreement(
        "p",
        {"event": "signed", "date": "2020-01-01", "party": "xa"},
        {"event": "signed", "date": "2020-06-01", "party": "xb"},
    )
    (page,) = statistics.pages(archive(pact), language("en"))
    assert "| 2020 | 1 |" in page.body


def test_mechanisms_alone_make_no_empty_chart() -> None:
    pc = Mechanism.model_validate({"id": "pc", "title": "PC", "between": ["xa", "xb"], "sectors": ["edu"]})
    (page,) = statistics.pages(archive(pc), language("en"))
    assert "Activity by sector" not in page.body


def test_count_of_nothing() -> None:
    (page,) = statistics.pages(archive(agreement("p", ("signed", "2020"), type="package", count=0)), language("en"))
    assert "| 2020 | 1 |" not in page.body


def test_relation_title_that_falls_back_is_marked() -> None:
    rel = Relation.model_validate({"id": "xa-xb", "between": ["xa", "xb"]})
    page = relation_page(archive(rel, languages=["en", "ja"]), language("ja"), rel)
    assert 'lang="en"' in page.body.splitlines()[0]


def test_sector_names_that_fall_back_are_marked_in_statistics() -> None:
    (page,) = statistics.pages(
        archive(meeting("m", "2023-01-26", topics=[{"sector": "edu"}]), languages=["en", "ja"]), language("ja")
    )
    assert '| <span lang="en">Education</span> | 1 |' in page.body


def test_source_under_former_id_is_described_once() -> None:
    m = meeting(
        "talks",
        "2024-01-26",
        participants=[{"name": "X"}, {"name": "Y"}],
        sources=[
            {"source": "letter", "supports": ["participants[0]"]},
            {"source": "old-letter", "supports": ["participants[1]"]},
        ],
    )
    assert brief(m).count("[Letter]") == 1


def test_commitments_cell_leads_to_the_latest() -> None:
    ms = [
        meeting(f"m{y}", f"{y}-05-01", commitments=[{"id": "a", "text": "X", "sector": "edu"}])
        for y in range(2018, 2023)
    ]
    body = str(relation_page(archive(REL, *ms), language("en"), REL).body)
    row = next(line for line in body.splitlines() if line.startswith("| [Education]"))
    assert "m2022" in row


def test_statement_about_the_meeting_said_the_same_day_not_on_brief() -> None:
    ada = Person.model_validate({"id": "ada", "name": "Ada"})
    s = Statement.model_validate(
        {"id": "s", "by": ["ada"], "date": "2024", "text": "Canary", "about": ["meetings/talks"]}
    )
    assert "Canary" not in brief(TALKS, OLD, ada, s)


def test_closed_promise_with_later_note() -> None:
    old = meeting(
        "old",
        "2020-03-01",
        commitments=[
            {
                "id": "a",
                "text": "Canary",
                "updates": [{"date": "2021", "status": "done"}, {"date": "2023-12-01", "text": "Filed."}],
            }
        ],
    )
    assert "Canary" not in brief(TALKS, old)


def test_relation_next_meeting_besides_levels_as_of_day() -> None:
    rel = Relation.model_validate(
        {
            "id": "xa-xb",
            "title": "R",
            "between": ["xa", "xb"],
            "levels": [{"since": "2002", "name": "Friends"}, {"since": "2025-01-26", "name": "Future"}],
        }
    )
    body = str(relation_page(archive(rel), language("en"), rel).body)
    assert "Level of relations\n:   Friends, 2002" in body


def test_an_inferred_fact_is_marked_so_on_the_brief() -> None:
    rel = Relation.model_validate(
        {"id": "r", "between": ["xa", "xb"], "established": "1992-01-26", "inferred": {"established": "By the letter."}}
    )
    assert "By the letter." in brief(TALKS, rel)
