"""The days and months of events."""

from datetime import date

import pytest

from generator.dossier.event_calendar import event_calendar, months_around
from tests.support.shared_records import archive, milestone


@pytest.mark.parametrize(
    ("when", "days", "months"),
    [
        ("2024-02-14", ["2024-02-14"], []),
        ("2024-02-28/2024-03-01", ["2024-02-28", "2024-02-29", "2024-03-01"], []),
        ("2023-12-31/2024-03-02", ["2023-12-31", "2024-03-02"], [(2024, 1), (2024, 2)]),
        ("2020-01-01/2024-03-02", ["2020-01-01", "2024-03-02"], []),
        ("2024-02", [], [(2024, 2)]),
        ("2024-02/2024-03-05", ["2024-03-05"], [(2024, 2)]),
        ("2024-02/2024-02-05", ["2024-02-05"], []),
        ("2024", [], []),
    ],
)
def test_an_event_stands_on_its_days_or_else_in_its_months(
    when: str, days: list[str], months: list[tuple[int, int]]
) -> None:
    events = event_calendar(archive(milestone("opening", when)))
    assert [day.isoformat() for day in events.days] == days
    assert list(events.months) == months


def test_the_months_with_events_are_sorted_and_each_stands_once() -> None:
    events = event_calendar(
        archive(milestone("a", "2024-03-01"), milestone("b", "2024-03"), milestone("c", "2023-05-06"))
    )
    assert events.months_with_events == [(2023, 5), (2024, 3)]


@pytest.mark.parametrize(
    ("day", "months"),
    [
        (date(2024, 2, 14), [(2024, 1), (2024, 2), (2024, 3), (2024, 4)]),
        (date(2024, 12, 1), [(2024, 11), (2024, 12), (2025, 1), (2025, 2)]),
        (date.min, [(1, 1), (1, 2), (1, 3)]),
        (date.max, [(9999, 11), (9999, 12)]),
    ],
)
def test_the_months_around_a_day_end_with_the_calendar(day: date, months: list[tuple[int, int]]) -> None:
    assert list(months_around(day)) == months
