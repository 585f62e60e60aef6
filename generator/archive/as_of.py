"""No hindsight: a record as it stood on an earlier day, without what happened only afterwards.

Text that bears no date, such as a summary, is not judged: it stays.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from generator.archive.redact import without_values
from generator.kinds import kind_of
from generator.kinds.record import DateOfEvent, Fields, R, Record
from generator.kinds.traversal import citations_in, fields_of
from generator.problems import FieldPath
from generator.values.dates import When


def record_as_known_on(record: R, day: date, today: date) -> R | None:
    """The record as it stood on a day, None where nothing was known of it; `today` is the day on which it is looked
    back from: what is dated later than that is planned, and may have been planned on the day."""

    def is_later(when: When | None) -> bool:
        return when is not None and when.is_after(day) and not when.is_after(today)

    kind, when = kind_of(record), kind_of(record).day(record)
    happened = dict(_happened(record, ()))
    gone = {path for path, at in happened.items() if is_later(at)}
    if () in gone:  # it had not begun
        return None
    own = {path: at for path, at in happened.items() if len(path) == 2}  # deeper is what became of its commitments
    to_come = when is not None and when.is_after(day) and not kind.is_citable
    if not to_come or not (is_later(when) or gone & own.keys()):
        return without_values(record, gone)
    if not kind.timeline.values_before_day and all(at.is_after(day) for at in own.values()):
        return None
    gone |= {(name,) for name in kind.timeline.fields_known_after} | {
        (name,) for name, _ in kind.timeline.values_before_day
    }
    if kind.timeline.values_before_day:
        gone |= set(_told_afterwards(record))
    return without_values(record, gone).model_copy(update=dict(kind.timeline.values_before_day))


def latest_date_in(record: Record) -> date:
    """The last day on which something begins that a record tells of: as of that day nothing of it is later."""
    when = kind_of(record).day(record)
    days = [at.earliest for _, at in _happened(record, ())] + ([when.earliest] if when else [])
    return max(days, default=date.min)


def _told_afterwards(record: Record) -> Iterator[FieldPath]:
    """The words of the sources: they report on the day. That they bear out what was known before it stays."""
    for path, citation in citations_in(record):
        yield (*path, "quote") if citation.supports else path


def _happened(value: Any, path: FieldPath) -> Iterator[tuple[FieldPath, When]]:
    """What a record tells to have happened: the path of the field, or of the entry that it dates, and when."""
    if isinstance(value, Fields):
        for _, name, below, marks in fields_of(value, DateOfEvent):
            happened = next((mark for mark in marks if isinstance(mark, DateOfEvent)), None)
            if happened and below:
                yield (path if happened.dates_entry or happened.dates_record else (*path, name)), below
            else:
                yield from _happened(below, (*path, name))
    elif isinstance(value, tuple):
        for position, entry in enumerate(value):
            yield from _happened(entry, (*path, position))


def records_as_known_on(records: Iterable[R], day: date, today: date) -> Iterable[R]:
    """Those of the records that were known on a day, as they stood."""
    return records if day >= today else filter(None, (record_as_known_on(record, day, today) for record in records))
