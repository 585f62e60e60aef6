"""`EventCalendar`: the events of an archive by day and by month. `pages/calendar.py` formats it."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import NamedTuple, TypeAlias

from generator.archive.archive import Archive
from generator.kinds.kind import Event
from generator.kinds.record import Record

LONGEST = timedelta(days=31)
"""The longest event that stands on each of its days; a longer one stands on its first and last day only."""
LONGEST_IN_MONTHS = timedelta(days=731)
"""The longest event that stands in each month between its first and its last day."""

Month: TypeAlias = tuple[int, int]
"""A year and a month."""


class EventCalendar(NamedTuple):
    """Events by day; events dated to the month, and long ones, by month."""

    days: Mapping[date, tuple[tuple[Event, Record], ...]]
    months: Mapping[Month, tuple[tuple[Event, Record], ...]]

    @property
    def months_with_events(self) -> list[Month]:
        """The months with an event, the earliest first."""
        return sorted({(day.year, day.month) for day in self.days} | set(self.months))


def event_calendar(archive: Archive) -> EventCalendar:
    """Return the events of `archive` by day and month, in the order of the timeline."""
    days: dict[date, list[tuple[Event, Record]]] = defaultdict(list)
    months: dict[Month, list[tuple[Event, Record]]] = defaultdict(list)
    for event, record in archive.events:
        for day in _days_of(event):
            days[day].append((event, record))
        for month in _months_of(event):
            months[month].append((event, record))
    return EventCalendar(
        {day: tuple(events) for day, events in days.items()},
        {month: tuple(events) for month, events in months.items()},
    )


def months_around(day: date) -> Iterator[Month]:
    """Yield the month before `day`, its own and the two following ones."""
    for number in range(day.year * 12 + day.month - 2, day.year * 12 + day.month + 2):
        if date.min.year <= number // 12 <= date.max.year:
            yield number // 12, number % 12 + 1


def _months_of(event: Event) -> Iterator[Month]:
    """Yield the months to list an event in, as it stands on no day of them."""
    when = event.when
    points = [point for point in (when.start, when.end) if point]
    if when.start and when.end and when.is_to_the_day and LONGEST < when.last - when.first <= LONGEST_IN_MONTHS:
        yield from _months_between(when.first, when.last)
    on_a_day = {(each.first.year, each.first.month) for each in points if each.unit == "day"}
    months = dict.fromkeys((each.first.year, each.first.month) for each in points if each.unit == "month")
    yield from (month for month in months if month not in on_a_day)


def _months_between(first: date, last: date) -> Iterator[Month]:
    """Yield the months strictly between the months of two days."""
    for number in range(first.year * 12 + first.month, last.year * 12 + last.month - 1):
        yield number // 12, number % 12 + 1


def _days_of(event: Event) -> Iterator[date]:
    """Yield each day of an event of at most `LONGEST`.

    Of a longer event, yield the first and the last day if they are known.
    """
    when = event.when
    if when.start and when.end and when.is_to_the_day and when.last - when.first <= LONGEST:
        yield from (when.first + timedelta(days=passed) for passed in range((when.last - when.first).days + 1))
    else:
        points = (point for point in (when.start, when.end) if point and point.unit == "day")
        yield from dict.fromkeys(point.first for point in points)
