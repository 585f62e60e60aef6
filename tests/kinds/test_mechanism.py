"""Mechanisms: the last session, the one planned, and when the next is due."""

from datetime import date
from typing import Any

import pytest

from generator.archive.archive import Archive
from generator.kinds.country import Country
from generator.kinds.mechanism import MECHANISM, Mechanism, Sessions, find_sessions
from generator.kinds.meeting import Meeting
from generator.kinds.site import Site
from generator.problems import format_field_path


def mechanism(**fields: Any) -> Mechanism:
    given = {"id": "consultations", "title": "Consultations", "between": ["xa", "xb"]}
    return Mechanism.model_validate(given | fields)


def session(day: str, status: str = "held", of: str = "consultations") -> Meeting:
    given = {"id": f"session-{day}", "title": "Session", "date": day, "status": status, "mechanism": of}
    return Meeting.model_validate(given)


def as_of(day: str, of: Mechanism, *meetings: Meeting) -> Sessions:
    return find_sessions(of, Archive(Site(), (of, *meetings), {}, date.fromisoformat(day), "internal"))


def test_the_last_session_is_the_latest_that_was_held_by_the_day() -> None:
    early, late = session("2022-05-10"), session("2023-05-10")
    assert as_of("2023-05-10", mechanism(), early, late).last == late
    assert as_of("2023-05-09", mechanism(), early, late).last == early
    assert as_of("2022-05-09", mechanism(), early, late).last is None


def test_the_session_planned_is_the_next_from_the_day_on() -> None:
    near, far = session("2024-03-01", "planned"), session("2024-09-01", "planned")
    assert as_of("2024-03-01", mechanism(), far, near).planned == near
    assert as_of("2024-03-02", mechanism(), far, near).planned == far
    assert as_of("2024-09-02", mechanism(), far, near).planned is None


@pytest.mark.parametrize("status", ["postponed", "cancelled"])
def test_what_was_postponed_or_cancelled_is_neither_held_nor_planned(status: str) -> None:
    result = as_of("2024-01-01", mechanism(), session("2023-05-10", status), session("2024-05-10", status))
    assert result == Sessions(last=None, planned=None, due=None, overdue=False)


@pytest.mark.parametrize(
    ("every", "last", "due"),
    [
        ("P1Y", "2023-05-10", date(2024, 5, 10)),
        ("P6M", "2023-05-10", date(2023, 11, 10)),
        ("P2W", "2023-05-10", date(2023, 5, 24)),
        ("P1Y6M", "2023-05-10", date(2024, 11, 10)),
        ("P1Y", "2024-02-29", date(2025, 2, 28)),
        ("P4Y", "2020-02-29", date(2024, 2, 29)),
        ("P6M", "2023-08-31", date(2024, 2, 29)),
        ("P1Y", "2023-05", date(2024, 5, 31)),
        ("P1Y", "2023-05-10/2023-05-12", date(2024, 5, 12)),
    ],
)
def test_the_next_session_is_due_one_period_after_the_last(every: str, last: str, due: date) -> None:
    assert as_of("2024-03-01", mechanism(every=every), session(last)).due == due


def test_without_a_last_session_or_a_period_none_is_due() -> None:
    assert as_of("2024-03-01", mechanism(every="P1Y")).due is None
    assert as_of("2024-03-01", mechanism(), session("2023-05-10")).due is None


@pytest.mark.parametrize(("last", "day"), [("2023-05-10/..", "2024-06-01"), ("9999-05-10", "9999-12-31")])
def test_what_would_be_due_after_the_end_of_time_is_not_due(last: str, day: str) -> None:
    result = as_of(day, mechanism(every="P1Y"), session(last))
    assert result == Sessions(last=session(last), planned=None, due=None, overdue=False)


def test_a_session_is_overdue_from_the_day_after_it_was_due() -> None:
    yearly, last = mechanism(every="P1Y"), session("2023-05-10")
    assert not as_of("2024-05-10", yearly, last).overdue
    assert as_of("2024-05-11", yearly, last).overdue


def test_a_session_that_is_planned_is_not_overdue() -> None:
    result = as_of("2024-06-01", mechanism(every="P1Y"), session("2023-05-10"), session("2024-07-01", "planned"))
    assert result.due == date(2024, 5, 10)
    assert not result.overdue


def test_a_session_is_not_overdue_while_the_date_of_the_last_leaves_a_doubt() -> None:
    yearly, last = mechanism(every="P1Y"), session("2023-01~")
    assert not as_of("2024-02-10", yearly, last).overdue
    assert as_of("2024-06-01", yearly, last).overdue


def test_sessions_of_another_mechanism_do_not_count() -> None:
    mentioned = Meeting.model_validate(
        {"id": "m", "title": "M", "date": "2023-05-10", "summary": "As in [[mechanisms/consultations]]."}
    )
    assert as_of("2024-01-01", mechanism(), session("2023-05-10", of="other"), mentioned).last is None


@pytest.mark.parametrize("named", ["consultations", "mechanisms/consultations", "old-consultations"])
def test_a_session_names_its_mechanism_in_any_form_a_reference_has(named: str) -> None:
    last = session("2023-05-10", of=named)
    assert as_of("2024-01-01", mechanism(formerly=["old-consultations"]), last).last == last


@pytest.mark.parametrize(("chair", "bites"), [("xa", False), ("xz", True), ("xa-ministry", False)])
def test_a_country_in_the_chair_is_one_of_the_parties(chair: str, bites: bool) -> None:
    of = mechanism(chairs=["xb", chair])
    countries = [Country(id=code) for code in ("xa", "xb", "xz")]
    archive = Archive(Site(), (of, *countries), {}, date(2024, 1, 1), "internal")
    result = [problem for check in MECHANISM.checks for problem in check(of, archive)]
    expected = [("chair-not-a-party", "chairs[1]")] if bites else []
    assert [(problem.rule.code, format_field_path(problem.field)) for problem in result] == expected


def test_its_facts_tell_the_sessions_and_that_the_next_is_overdue() -> None:
    of, last = mechanism(every="P1Y"), session("2023-05-10")
    archive = Archive(Site(), (of, last), {}, date(2024, 6, 1), "internal")
    facts = {fact.label: fact.value for fact in MECHANISM.facts(of, archive)}
    assert facts["Meets every"] == "P1Y"
    assert facts["Last session"] == (last, last.date)
    assert facts["Next session planned"] is None
    assert facts["Next session due"] == (date(2024, 5, 10), "overdue")
