"""`DateAhead`: meetings planned, sessions due, expiries and anniversaries, as values in one order.

The home page, pages of relations and briefs list them.
"""

from collections.abc import Iterator
from datetime import date
from typing import Any, NamedTuple

from generator.archive.anniversaries import Anniversary
from generator.dossier.dossier import Dossier
from generator.kinds import kind_of
from generator.kinds.kind import refers
from generator.kinds.meeting import Meeting
from generator.kinds.record import Record
from generator.values.dates import When
from generator.values.labels import Label


class DateAhead(NamedTuple):
    """A date ahead, its record, and the reason to list it."""

    day: date
    """The day by which dates are sorted."""
    when: When | date
    """The date as the record states it."""
    record: Record
    what: tuple[Any, ...]
    """Values that a page shows after the record: a label, a status, a field."""
    years: int | None = None
    """The number of years since the event, of an anniversary."""


def dates_ahead(dossier: Dossier, start: date, end: date) -> tuple[DateAhead, ...]:
    """Return the dates of a dossier from `start` to `end`, both included, by day.

    Within a day, meetings come first, then sessions due, expiries and anniversaries.
    """
    dates = (
        *_meetings(dossier, start, end),
        *_sessions_due(dossier, start, end),
        *_expiries(dossier, start, end),
        *map(date_of_anniversary, dossier.anniversaries(start, end)),
    )
    return tuple(sorted(dates, key=lambda each: each.day))


def next_date(dossier: Dossier, end: date) -> DateAhead | None:
    """Return the first date until `end` except the next meeting, or None."""
    next_meeting = date_of_meeting(dossier.meetings_planned[0], dossier) if dossier.meetings_planned else None
    return next((each for each in dates_ahead(dossier, dossier.day, end) if each != next_meeting), None)


def date_of_meeting(meeting: Meeting, dossier: Dossier) -> DateAhead:
    """Return the date of a planned meeting, with the details shown in lists."""
    return DateAhead(meeting.date.first, meeting.date, meeting, kind_of(meeting).detail(meeting, dossier.archive))


def date_of_anniversary(anniversary: Anniversary) -> DateAhead:
    """Return the date of an anniversary."""
    day, years, record, event = anniversary
    return DateAhead(day, day, record, (event.what,), years)


def _meetings(dossier: Dossier, start: date, end: date) -> Iterator[DateAhead]:
    """Yield the meetings planned, including one under way at `start`."""
    for meeting in dossier.meetings_planned:
        if not meeting.date.is_before(start) and meeting.date.first <= end:
            yield date_of_meeting(meeting, dossier)


def _sessions_due(dossier: Dossier, start: date, end: date) -> Iterator[DateAhead]:
    """Yield the sessions due, unless one is planned or is the excluded meeting."""
    for mechanism, its_sessions in dossier.mechanisms:
        due, excluded = its_sessions.due, dossier.excluding
        is_its_session = excluded and refers(excluded.mechanism, mechanism, dossier.archive)
        if due and not its_sessions.planned and not is_its_session and start <= due <= end:
            yield DateAhead(due, due, mechanism, (Label("next session due"),))


def _expiries(dossier: Dossier, start: date, end: date) -> Iterator[DateAhead]:
    """Yield the expiries of agreements, on the last possible day of the date."""
    for agreement, _ in dossier.agreements:
        expires = agreement.expires
        if expires and start <= expires.last <= end:
            yield DateAhead(expires.last, expires, agreement, (Label("expires"), agreement.renewal))
