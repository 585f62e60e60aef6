"""A record as it was known on an earlier day: without later events and their results.

Undated text, such as a summary, stays. `view` uses it for a whole archive.
"""

from collections.abc import Iterator
from datetime import date
from typing import Any

from generator.archive.redact import without_values
from generator.kinds import kind_of
from generator.kinds.record import DateOfEvent, Fields, R, Record
from generator.kinds.traversal import citations_in, fields_of
from generator.problems import FieldPath
from generator.values.dates import When


def record_as_known_on(record: R, day: date, today: date) -> R | None:
    """Return `record` as it was known on `day`, or None if it was not known yet.

    Dates after `today` count as plans and are kept.
    """

    def is_later(when: When | None) -> bool:
        return when is not None and when.is_after(day) and not when.is_after(today)

    kind, when = kind_of(record), kind_of(record).day(record)
    dates = dict(_event_dates(record, ()))
    removed = {path for path, at in dates.items() if is_later(at)}
    if () in removed:  # the record is about something that had not begun
        return None
    own = {path: at for path, at in dates.items() if len(path) == 2}  # deeper ones are updates of its commitments
    is_ahead = when is not None and when.is_after(day) and not kind.is_citable
    if not is_ahead or not (is_later(when) or removed & own.keys()):
        return without_values(record, removed)
    earlier_values = kind.timeline.values_before_day
    if not earlier_values and all(at.is_after(day) for at in own.values()):
        return None
    removed |= {(name,) for name in kind.timeline.fields_known_after} | {(name,) for name, _ in earlier_values}
    if earlier_values:
        removed |= set(_reports_of_sources(record))
    return without_values(record, removed).model_copy(update=dict(earlier_values))


def latest_date_in(record: Record) -> date:
    """Return the latest start of an event in `record`: no event is later."""
    when = kind_of(record).day(record)
    days = [at.earliest for _, at in _event_dates(record, ())] + ([when.earliest] if when else [])
    return max(days, default=date.min)


def _reports_of_sources(record: Record) -> Iterator[FieldPath]:
    """Yield the paths of citations, or of the quotes of citations that support fields.

    Sources report on the day of the record, so nobody could quote them before it.
    """
    for path, citation in citations_in(record):
        yield (*path, "quote") if citation.supports else path


def _event_dates(value: Any, path: FieldPath) -> Iterator[tuple[FieldPath, When]]:
    """Yield each date marked `DateOfEvent`, with the path of the part that it dates."""
    if isinstance(value, Fields):
        for _, name, inner, marks in fields_of(value, DateOfEvent):
            mark = next((mark for mark in marks if isinstance(mark, DateOfEvent)), None)
            if mark and inner:
                yield (path if mark.dates_entry or mark.dates_record else (*path, name)), inner
            else:
                yield from _event_dates(inner, (*path, name))
    elif isinstance(value, tuple):
        for position, entry in enumerate(value):
            yield from _event_dates(entry, (*path, position))
