"""The days on which some years have passed since an event."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from generator.kinds import key_of
from generator.kinds.kind import Event
from generator.kinds.record import Record


class Anniversary(NamedTuple):
    """The day on which some years have passed since an event."""

    day: date
    years: int
    record: Record
    event: Event


def anniversaries(events: Iterable[tuple[Event, Record]], start: date, end: date) -> tuple[Anniversary, ...]:
    """The anniversaries of events from a day to another; the earliest first, of one day the oldest."""
    found = []
    for event, record in events:
        day = event.when.day if event.anniversary else None
        if not day:
            continue
        for year in range(max(start.year, day.year + 1), end.year + 1):
            falls = _anniversary(day, year)
            if start <= falls <= end and (year - day.year) % event.anniversary == 0:
                found.append(Anniversary(falls, year - day.year, record, event))
    return tuple(
        sorted(found, key=lambda anniversary: (anniversary.day, -anniversary.years, key_of(anniversary.record)))
    )


def _anniversary(day: date, year: int) -> date:
    """The day in a year on which an anniversary is kept: that of 29 February on 28 February in other years."""
    try:
        return day.replace(year=year)
    except ValueError:
        return day.replace(year=year, day=28)
