"""Commitments: their status on a day, their due dates, and the order of dates."""

from datetime import date
from typing import Any

import pytest

from generator.kinds.agreement import Agreement
from generator.kinds.commitment import Commitment, check_commitments, sort_by_due_date
from generator.kinds.meeting import Meeting
from generator.kinds.record import Record
from generator.problems import format_field_path
from generator.values.dates import When
from generator.values.labels import Status


def commitment(**fields: Any) -> Commitment:
    return Commitment.model_validate({"id": "draft", "text": "Send a draft.", "by": ["xa"]} | fields)


def problems(day: str | None, *commitments: Commitment) -> list[tuple[str, str]]:
    result = check_commitments(commitments, When.parse(day) if day else None)
    return [(problem.rule.code, format_field_path(problem.field)) for problem in result]


def test_its_status_is_the_recorded_one_until_the_first_update() -> None:
    promise = commitment(status="in-progress", updates=[{"date": "2024-03-01", "status": "done"}])
    assert promise.status_on(date(2024, 2, 29)) == "in-progress"
    assert promise.status_on(date(2024, 3, 1)) == "done"


def test_the_latest_update_counts_whatever_its_place_in_the_list() -> None:
    updates = [{"date": "2024-05-01", "status": "done"}, {"date": "2024-03-01", "status": "in-progress"}]
    assert commitment(updates=updates).status_on(date(2024, 5, 1)) == "done"
    assert commitment(updates=updates).status_on(date(2024, 4, 30)) == "in-progress"


def test_an_update_without_a_status_leaves_it_as_it_was() -> None:
    updates = [{"date": "2024-03-01", "status": "in-progress"}, {"date": "2024-04-01", "text": "A call took place."}]
    promise = commitment(updates=updates)
    assert promise.status_on(date(2024, 4, 1)) == "in-progress"
    assert promise.latest_update(date(2024, 4, 1)) == promise.updates[1]


def test_before_its_first_update_there_is_no_latest() -> None:
    promise = commitment(updates=[{"date": "2024-03-01", "status": "done"}])
    assert promise.latest_update(date(2024, 2, 29)) is None
    assert promise.latest_update(date(2024, 3, 1)) == promise.updates[0]


@pytest.mark.parametrize(
    ("status", "owed"), [("open", True), ("in-progress", True), ("done", False), ("dropped", False)]
)
def test_it_is_owed_while_it_is_open_or_in_progress(status: str, owed: bool) -> None:
    assert commitment(status=status).is_open_on(date(2024, 1, 1)) is owed


@pytest.mark.parametrize(
    ("due", "last_day", "overdue"),
    [
        ("2024-01-26", date(2024, 1, 26), date(2024, 1, 27)),
        ("2024-01", date(2024, 1, 31), date(2024, 2, 1)),
        ("2024", date(2024, 12, 31), date(2025, 1, 1)),
        ("2024-01~", date(2024, 3, 2), date(2024, 3, 3)),
    ],
)
def test_it_is_overdue_only_when_its_due_date_is_certainly_past(due: str, last_day: date, overdue: date) -> None:
    assert not commitment(due=due).is_overdue_on(last_day)
    assert commitment(due=due).is_overdue_on(overdue)


def test_what_is_done_or_has_no_due_date_is_never_overdue() -> None:
    assert not commitment(due="2024-01-26", status="done").is_overdue_on(date(2030, 1, 1))
    assert not commitment().is_overdue_on(date(2030, 1, 1))
    assert not commitment(due="2024-01-26/..").is_overdue_on(date(2030, 1, 1))


def test_it_was_overdue_until_the_update_that_says_it_is_done() -> None:
    promise = commitment(due="2024-01-26", updates=[{"date": "2024-03-01", "status": "done"}])
    assert promise.is_overdue_on(date(2024, 2, 29))
    assert not promise.is_overdue_on(date(2024, 3, 1))


@pytest.mark.parametrize(("due", "bites"), [("2024-01-25", True), ("2024-01-26", False), ("2024-01", False)])
def test_nothing_is_due_before_it_was_made(due: str, bites: bool) -> None:
    expected = [("due-before-made", "commitments[0].due")] if bites else []
    assert problems("2024-01-26", commitment(due=due)) == expected


@pytest.mark.parametrize(("when", "bites"), [("2024-01-25", True), ("2024-01-26", False), ("2024", False)])
def test_nothing_became_of_it_before_it_was_made(when: str, bites: bool) -> None:
    promise = commitment(updates=[{"date": "2024-02-01"}, {"date": when}])
    expected = [("update-before-commitment", "commitments[0].updates[1].date")] if bites else []
    assert problems("2024-01-26", promise) == expected


def test_where_it_is_not_known_when_it_was_made_only_its_id_is_checked() -> None:
    promise = commitment(due="1900-01-01", updates=[{"date": "1900-01-01"}])
    assert problems(None, promise) == []
    assert problems(None, promise, commitment()) == [("duplicate-commitment", "commitments[1].id")]


def test_two_commitments_with_ids_of_their_own_are_no_problem() -> None:
    assert problems("2024-01-26", commitment(), commitment(id="other")) == []


@pytest.mark.parametrize(
    ("dates", "day", "latest"),
    [
        (["2024-03-01", "2024-05-01"], date(2024, 5, 1), 1),
        (["2024-05-01", "2024-03-01"], date(2024, 5, 1), 0),
        (["2024-05-01", "2024-03-01"], date(2024, 4, 30), 1),
        (["2024-03", "2024-03-01"], date(2024, 3, 1), 0),
        (["2024", "2024-02"], date(2024, 1, 31), 0),
        (["2024", "2024-02"], date(2024, 2, 1), 1),
        (["2024-03-01/2024-04-01", "2024-03-02"], date(2024, 3, 1), 0),
        (["2024-03-01"], date(2024, 2, 29), None),
        ([], date(2024, 2, 29), None),
    ],
)
def test_the_latest_update_is_the_last_that_had_begun(dates: list[str], day: date, latest: int | None) -> None:
    promise = commitment(updates=[{"date": when} for when in dates])
    assert promise.latest_update(day) is (None if latest is None else promise.updates[latest])


def test_of_two_updates_of_one_date_the_one_written_last_counts() -> None:
    updates = [{"date": "2024-03-01", "status": "in-progress"}, {"date": "2024-03-01", "status": "done"}]
    promise = commitment(updates=updates)
    assert (promise.status_on(date(2024, 3, 1)), promise.latest_update(date(2024, 3, 1))) == (
        "done",
        promise.updates[1],
    )


@pytest.mark.parametrize(
    ("fields", "day", "standing"),
    [
        ({}, date(2024, 1, 1), "open"),
        ({"status": "in-progress"}, date(2024, 1, 1), "in-progress"),
        ({"status": "done"}, date(2024, 1, 1), "done"),
        ({"status": "dropped", "due": "2024-01-26"}, date(2024, 1, 27), "dropped"),
        ({"due": "2024-01-26"}, date(2024, 1, 26), "open"),
        ({"due": "2024-01-26"}, date(2024, 1, 27), "overdue"),
        ({"due": "2024-01-26", "status": "in-progress"}, date(2024, 1, 27), "overdue"),
        ({"due": "2024-01-26", "updates": [{"date": "2024-01-28", "status": "done"}]}, date(2024, 1, 27), "overdue"),
        ({"due": "2024-01-26", "updates": [{"date": "2024-01-28", "status": "done"}]}, date(2024, 1, 28), "done"),
        ({"due": "2024-01-26", "updates": [{"date": "2024-01-25", "text": "Soon."}]}, date(2024, 1, 27), "overdue"),
    ],
)
def test_it_stands_as_its_status_says_unless_it_is_overdue(fields: dict[str, Any], day: date, standing: str) -> None:
    result = commitment(**fields).standing_on(day)
    assert (result, type(result), result.label) == (standing, Status, standing.replace("-", " ").capitalize())


def with_commitments(record: Record, *due: str | None) -> tuple[Record, tuple[Commitment, ...]]:
    """Return a record, and a commitment for each due date with its position as id."""
    fields = ({"due": when} if when else {} for when in due)
    return record, tuple(commitment(id=f"c{number}", **each) for number, each in enumerate(fields))


def test_promises_are_told_the_earliest_due_first_and_those_without_a_date_last() -> None:
    talks = Meeting.model_validate({"id": "talks", "title": "Talks", "date": "2024"})
    first = Meeting.model_validate({"id": "first", "title": "First", "date": "2024"})
    pact = Agreement.model_validate({"id": "pact", "title": "Pact"})
    result = sort_by_due_date(
        [
            with_commitments(talks, None, "2024-03", "2024-03-30", "2024"),
            with_commitments(pact, "2024-03-31", "2024-03-30/..", None),
            with_commitments(first, "2024-03-30", "2024-03-31"),
        ]
    )
    assert [(each.record.id, each.commitment.id, each.number) for each in result] == [
        ("first", "c0", 0),
        ("talks", "c2", 2),
        ("pact", "c0", 0),
        ("first", "c1", 1),
        ("talks", "c1", 1),
        ("talks", "c3", 3),
        ("pact", "c1", 1),
        ("pact", "c2", 2),
        ("talks", "c0", 0),
    ]


def test_records_without_commitments_make_no_promises() -> None:
    talks = Meeting.model_validate({"id": "talks", "title": "Talks", "date": "2024"})
    assert sort_by_due_date([with_commitments(talks)]) == ()
    assert sort_by_due_date([]) == ()
