"""Dates ahead of parties: each once, the earliest first, from one day to another, both included."""

from datetime import date
from typing import Any

import pytest

from generator.archive.archive import Archive
from generator.dossier.dossier import Dossier
from generator.dossier.upcoming import dates_ahead, next_date
from generator.kinds import kind_of
from generator.kinds.agreement import Agreement
from generator.kinds.country import Country
from generator.kinds.mechanism import Mechanism
from generator.kinds.meeting import Meeting
from generator.kinds.milestone import Milestone
from generator.kinds.record import Record
from generator.kinds.relation import Relation
from generator.kinds.site import Site

PARTIES = tuple(Country.model_validate({"id": code, "name": code.upper()}) for code in ("xa", "xb"))
RELATION = Relation.model_validate({"id": "xa-xb", "title": "Relation", "between": ["xa", "xb"]})
PC = Mechanism.model_validate({"id": "pc", "title": "PC", "between": ["xa", "xb"], "every": "P1Y"})


def meeting(identifier: str, day: str, **fields: Any) -> Meeting:
    defaults = {"id": identifier, "title": identifier.capitalize(), "date": day, "parties": ["xa", "xb"]}
    return Meeting.model_validate(defaults | fields)


def agreement(identifier: str, day: str, **fields: Any) -> Agreement:
    defaults = {"id": identifier, "title": identifier.capitalize(), "parties": ["xa", "xb"]}
    return Agreement.model_validate(defaults | {"history": [{"event": "signed", "date": day}]} | fields)


def dossier_of(*records: Record, as_of: str = "2024-02-01", excluding: Meeting | None = None) -> Dossier:
    archive = Archive(Site(), (*PARTIES, RELATION, *records), {}, date.fromisoformat(as_of), "public")
    return Dossier(archive, kind_of(RELATION).parties(RELATION), excluding)


def ahead(
    *records: Record,
    start: str = "2024-02-01",
    end: str = "2024-12-31",
    as_of: str = "2024-02-01",
    excluding: Meeting | None = None,
) -> list[tuple[str, str]]:
    """Return the dates from `start` to `end`: the day and the id of the record."""
    dates = dates_ahead(
        dossier_of(*records, as_of=as_of, excluding=excluding), date.fromisoformat(start), date.fromisoformat(end)
    )
    return [(each.day.isoformat(), each.record.id) for each in dates]


def test_where_nothing_is_ahead_there_are_no_dates() -> None:
    assert ahead() == []


def test_all_that_is_ahead_stands_in_one_order() -> None:
    records = (
        PC,
        meeting("session", "2023-06-05", mechanism="pc"),
        meeting("visit", "2024-06-04", status="planned", type="visit"),
        agreement("ending", "2011-01-01", expires="2024-06-03"),
        Milestone.model_validate({"id": "opening", "title": "Opening", "date": "1992-06-06", "parties": ["xa", "xb"]}),
        agreement("signed", "2014-06-02"),
    )
    dates = dates_ahead(dossier_of(*records), date(2024, 2, 1), date(2024, 12, 31))
    assert [(each.day.isoformat(), each.record.id, each.what, each.years) for each in dates] == [
        ("2024-06-02", "signed", ("signed",), 10),
        ("2024-06-03", "ending", ("expires", None), None),
        ("2024-06-04", "visit", ("planned", "visit", None, None), None),
        ("2024-06-05", "pc", ("next session due",), None),
        ("2024-06-06", "opening", (None,), 32),
    ]


@pytest.mark.parametrize("day", ["2024-06-01", "2024-06-30"])
def test_the_first_and_the_last_day_count(day: str) -> None:
    year_before = day.replace("2024", "2023")
    records = (
        PC,
        meeting("session", year_before, mechanism="pc"),
        meeting("visit", day, status="planned"),
        agreement("ending", "2011-01-01", expires=day),
        Milestone.model_validate(
            {"id": "m", "title": "M", "date": day.replace("2024", "1992"), "parties": ["xa", "xb"]}
        ),
    )
    assert len(ahead(*records, start="2024-06-01", end="2024-06-30")) == 4


@pytest.mark.parametrize("day", ["2024-05-31", "2024-07-01"])
def test_the_days_before_and_after_do_not_count(day: str) -> None:
    records = (
        PC,
        meeting("session", day.replace("2024", "2023"), mechanism="pc"),
        agreement("ending", "2011-01-01", expires=day),
        Milestone.model_validate(
            {"id": "m", "title": "M", "date": day.replace("2024", "1992"), "parties": ["xa", "xb"]}
        ),
        meeting("visit", day, status="planned"),
    )
    assert ahead(*records, start="2024-06-01", end="2024-06-30") == []


def test_the_excluded_meeting_is_not_among_the_dates() -> None:
    visit, other = (meeting(name, "2024-06-04", status="planned") for name in ("visit", "other"))
    assert ahead(visit, other, excluding=visit) == [("2024-06-04", "other")]


@pytest.mark.parametrize("named", ["pc", "pc-before"])
def test_a_session_is_not_due_if_it_is_the_excluded_meeting(named: str) -> None:
    pc = PC.model_copy(update={"formerly": ("pc-before",)})
    last = meeting("session", "2023-06-05", mechanism="pc")
    visit, other = meeting("visit", "2024-06-04", mechanism=named), meeting("other", "2024-06-04")
    assert ahead(pc, last, visit, excluding=visit) == []
    assert ahead(pc, last, other, excluding=other) == [("2024-06-05", "pc")]


@pytest.mark.parametrize("status", ["held", "postponed", "cancelled"])
def test_only_a_planned_meeting_is_ahead(status: str) -> None:
    assert ahead(meeting("visit", "2024-06-04", status=status)) == []


def test_a_meeting_under_way_is_still_ahead_one_that_is_over_is_not() -> None:
    under_way = meeting("visit", "2024-01-30/2024-02-01", status="planned")
    assert ahead(under_way) == [("2024-01-30", "visit")]
    assert ahead(under_way, start="2024-02-02", as_of="2024-02-02") == []


def test_a_session_is_due_where_none_is_planned_and_the_last_one_is_known() -> None:
    session = meeting("session", "2023-06-05", mechanism="pc")
    planned = meeting("next", "2025-01-01", status="planned", mechanism="pc")
    assert ahead(PC, session) == [("2024-06-05", "pc")]
    assert ahead(PC, session, planned) == []
    assert ahead(PC) == []
    irregular = Mechanism.model_validate({"id": "pc", "title": "PC", "between": ["xa", "xb"]})
    assert ahead(irregular, session) == []


def test_an_agreement_expires_on_its_last_day_as_far_as_it_is_known() -> None:
    ending = agreement("ending", "2011-01-01", expires="2024-06")
    assert ahead(ending, start="2024-06-30") == [("2024-06-30", "ending")]
    assert ahead(ending, start="2024-07-01") == []
    assert ahead(agreement("lasting", "2011-01-01")) == []


def test_dates_of_other_parties_are_left_out() -> None:
    others = (
        meeting("visit", "2024-06-04", status="planned", parties=["xa"]),
        agreement("ending", "2011-01-01", expires="2024-06-04", parties=["xb"]),
        Milestone.model_validate({"id": "m", "title": "M", "date": "1992-06-04"}),
    )
    assert ahead(*others) == []


def test_the_next_date_is_the_first_one_but_the_next_meeting() -> None:
    visit, other = meeting("visit", "2024-06-04", status="planned"), meeting("other", "2024-06-05", status="planned")
    ending = agreement("ending", "2011-01-01", expires="2024-06-06")
    end = date(2024, 12, 31)
    for records, expected in (((visit, ending), "ending"), ((visit, other), "other"), ((ending,), "ending")):
        following = next_date(dossier_of(*records), end)
        assert following
        assert following.record.id == expected
    assert next_date(dossier_of(visit), end) is None
    assert next_date(dossier_of(ending), date(2024, 6, 5)) is None
