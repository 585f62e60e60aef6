"""Anniversaries: days a round number of years after an event."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from generator.kinds import key_of
from generator.kinds.kind import Event
from generator.kinds.record import Record


class Anniversary(NamedTuple):
    """The day some years after an event."""

    day: date
    years: int
    record: Record
    event: Event


def find_anniversaries(events: Iterable[tuple[Event, Record]], start: date, end: date) -> tuple[Anniversary, ...]:
    """Return the anniversaries of `events` from `start` to `end`.

    The earliest come first, on the same day those of the oldest event. Events without an exact day have none.
    """
    anniversaries = []
    for event, record in events:
        day = event.when.day if event.anniversary else None
        if not day:
            continue
        for year in range(max(start.year, day.year + 1), end.year + 1):
            anniversary = _day_in_year(day, year)
            if start <= anniversary <= end and (year - day.year) % event.anniversary == 0:
                anniversaries.append(Anniversary(anniversary, year - day.year, record, event))
    return tuple(sorted(anniversaries, key=lambda each: (each.day, -each.years, key_of(each.record))))


def _day_in_year(day: date, year: int) -> date:
    """Return `day` in another year; 28 February for 29 February in common years."""
    try:
        return day.replace(year=year)
    except ValueError:
        return day.replace(year=year, day=28)
