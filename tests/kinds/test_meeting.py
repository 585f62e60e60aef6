"""Meetings: the rules between its fields, its day and its people; its facts."""

from datetime import date
from typing import Any

import pytest

from generator.archive.archive import Archive
from generator.kinds.country import Country
from generator.kinds.meeting import MEETING, Meeting
from generator.kinds.person import Person
from generator.kinds.record import Record
from generator.kinds.site import Site
from generator.problems import format_field_path


def meeting(**fields: Any) -> Meeting:
    given = {"id": "talks", "title": "Talks", "date": "2024-01-26", "parties": ["xa", "xb"]}
    return Meeting.model_validate(given | fields)


def at(*sides: str | None, **fields: Any) -> Meeting:
    """Make a meeting with one participant on each of these sides."""
    participants = [{"name": "Ada Example"} | ({"side": side} if side else {}) for side in sides]
    return meeting(participants=participants, **fields)


def problems(of: Meeting, *others: Record, day: date = date(2024, 2, 1)) -> list[tuple[str, str]]:
    archive = Archive(Site(), (of, *others), {}, day, "internal")
    breaches = [problem for check in MEETING.checks for problem in check(of, archive)]
    return [(problem.rule.code, format_field_path(problem.field)) for problem in breaches]


def test_its_template_is_given_the_delegations_the_hosts_first() -> None:
    of = at("xa", "xb", hosts=["xb"])
    seated = MEETING.pages.derive(of, Archive(Site(), (of,), {}, date(2024, 2, 1), "internal"))
    assert [each.side.id for each in seated] == ["xb", "xa"]


def test_a_side_is_one_of_the_parties() -> None:
    countries = [Country(id=code) for code in ("xa", "xb", "xz")]
    assert problems(at("xa", "xz"), *countries) == [("side-not-a-party", "participants[1].side")]
    assert problems(at("xa", "xb", None), *countries) == []


@pytest.mark.parametrize(
    "participant", [{"person": "example-ada"}, {"name": "Ada Example"}, {"organisation": "xa-ministry"}]
)
def test_a_participant_is_somebody(participant: dict[str, str]) -> None:
    assert problems(meeting(participants=[participant])) == []
    assert problems(meeting(participants=[participant, {"position": "Minister"}])) == [
        ("nobody-named", "participants[1]")
    ]


@pytest.mark.parametrize(
    ("starts", "ends", "bites"),
    [
        ("15:00:00+05:00", "14:59:59+05:00", True),
        ("15:00:00+05:00", "15:00:00+05:00", False),
        ("15:00:00+05:00", "11:00:00Z", False),
        ("15:00:00+05:00", "09:59:59Z", True),
    ],
)
def test_a_meeting_of_one_day_ends_after_it_starts_whatever_the_offsets(starts: str, ends: str, bites: bool) -> None:
    expected = [("ends-before-start", "ends")] if bites else []
    assert problems(meeting(starts=starts, ends=ends)) == expected


@pytest.mark.parametrize("when", ["2024-01-25/2024-01-26", "2024-01"])
def test_a_meeting_of_several_days_may_end_at_an_earlier_hour(when: str) -> None:
    assert problems(meeting(date=when, starts="15:00:00Z", ends="10:00:00Z")) == []


@pytest.mark.parametrize(("when", "bites"), [("2024-02-02", True), ("2024-02-01", False), ("2024-02", False)])
def test_what_was_held_is_not_to_come(when: str, bites: bool) -> None:
    assert problems(meeting(date=when)) == ([("held-in-future", "date")] if bites else [])


@pytest.mark.parametrize(("when", "bites"), [("2024-01-31", True), ("2024-02-01", False), ("2024", False)])
def test_what_is_planned_is_not_past(when: str, bites: bool) -> None:
    assert problems(meeting(date=when, status="planned")) == ([("planned-in-past", "date")] if bites else [])


@pytest.mark.parametrize("status", ["postponed", "cancelled"])
@pytest.mark.parametrize("when", ["2023-01-01", "2025-01-01"])
def test_what_was_postponed_or_cancelled_may_lie_anywhere(status: str, when: str) -> None:
    assert problems(meeting(date=when, status=status)) == []


def ada(**dates: str) -> Person:
    """Make a person with one office between these dates. `since` is its first day."""
    position = {"title": "Minister"} | {{"since": "from"}.get(name, name): day for name, day in dates.items()}
    return Person.model_validate({"id": "example-ada", "name": "Ada Example", "positions": [position] if dates else []})


@pytest.mark.parametrize(
    ("person", "bites"),
    [
        (ada(since="2024-01-27"), True),
        (ada(since="2024-01-26"), False),
        (ada(to="2024-01-25"), True),
        (ada(to="2024-01"), False),
        (ada(), False),
    ],
)
def test_whose_positions_are_known_held_one_on_the_day(person: Person, bites: bool) -> None:
    of = meeting(participants=[{"name": "Ben Example"}, {"person": "example-ada"}])
    assert problems(of, person) == ([("no-office-on-that-day", "participants[1].person")] if bites else [])


@pytest.mark.parametrize("when", ["2023", "2023-03", "2023-02-20/2023-03-10"])
def test_who_may_have_held_an_office_on_the_day_is_no_problem(when: str) -> None:
    of = meeting(date=when, participants=[{"person": "example-ada"}])
    assert problems(of, ada(since="2023-03-05")) == []


def test_commitments_are_checked_against_the_day_of_the_meeting() -> None:
    promise = {"id": "draft", "text": "Send a draft.", "due": "2024-01-25"}
    assert problems(meeting(commitments=[promise])) == [("due-before-made", "commitments[0].due")]


@pytest.mark.parametrize(
    ("hours", "formatted"),
    [
        ({"starts": "15:00:00+05:00", "ends": "16:30:00+05:00"}, "15:00–16:30 UTC+05:00"),
        ({"starts": "15:00:00-03:30"}, "15:00 UTC-03:30"),
        ({"ends": "16:30:00Z"}, "16:30 UTC+00:00"),
        ({}, None),
    ],
)
def test_its_facts_start_with_the_day_and_the_hours(hours: dict[str, str], formatted: str | None) -> None:
    of = meeting(**hours)
    first = MEETING.facts(of, Archive(Site(), (of,), {}, date(2024, 2, 1), "internal"))[0]
    assert (first.label, first.value) == ("Date", (of.date, formatted))


def test_a_list_tells_the_status_only_where_it_was_not_simply_held() -> None:
    archive = Archive(Site(), (), {}, date(2024, 2, 1), "internal")
    assert MEETING.detail(meeting(), archive) == (None, None, None, None)
    planned = meeting(status="planned", type="consultation", level="minister")
    assert MEETING.detail(planned, archive) == ("planned", "consultation", "minister", None)
