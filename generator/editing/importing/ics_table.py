"""Read calendars: each event is a row, its properties are columns; days and times also in the notation of records."""

import warnings
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from icalendar import Calendar

from generator.editing.importing.ics_limits import limited_time_zones, refuse_hostile_lines
from generator.editing.importing.table import Layout, NoTableError, Rejection, Row, Table, cause, table_of_cells

BETWEEN = "; "
"""Separates the values of a repeated property."""
ALWAYS = (
    *(
        "UID",
        "SUMMARY",
        "DTSTART",
        "DTSTART TIME",
        "DTEND",
        "DTEND TIME",
        "WHEN",
        "LOCATION",
        "DESCRIPTION",
        "ORGANIZER",
    ),
    *("ATTENDEE", "CATEGORIES", "CLASS", "STATUS", "URL"),
)
"""The columns that every calendar has, even if no event fills them."""
PEOPLE = ("ATTENDEE", "ORGANIZER")
A_DAY = "a day such as 20240126 or a time such as 20240126T150000Z"
TIMES = {"DTSTART": (date, A_DAY), "DTEND": (date, A_DAY), "DURATION": (timedelta, "a duration such as PT1H30M")}
"""The properties that become the columns DTSTART and DTEND (first and last day), their times, and WHEN (the day or
interval); each with its type and a description for messages."""


def read_ics(raw: bytes, layout: Layout) -> Table:
    """Read the events of a calendar.

    A repeating event is one row. Raises NoTableError.
    """
    with limited_time_zones(), warnings.catch_warnings(action="ignore"):  # of zones whose names it guesses
        return _table(_events(raw), layout)


def _events(raw: bytes) -> list[Any]:
    try:
        refuse_hostile_lines(raw)
        calendars = Calendar.from_ical(raw, multiple=True)
        return [event for calendar in calendars for event in calendar.walk("VEVENT")]
    except (NoTableError, MemoryError, RecursionError):
        raise
    except Exception as error:  # icalendar raises ValueError, KeyError and others for what is no calendar
        raise NoTableError(f"a calendar is expected, found a file that cannot be read: {cause(error)}") from error


def _table(events: list[Any], layout: Layout) -> Table:
    if not events:
        raise NoTableError("events are expected, found none")
    rows, unread = [], []
    for number, event in enumerate(events, 1):
        cells = dict(_properties(event))
        if invalid := _invalid_time(event):
            name, text, reason = invalid
            unread.append(Rejection(Row(number, {**cells, **_time_properties(event)}), reason, name, text))
            continue
        try:
            cells |= _times(event, ZoneInfo(layout.time_zone))
        except (TypeError, OverflowError):
            properties = _time_properties(event)
            row, interval = Row(number, {**cells, **properties}), " to ".join(properties.values())
            reason = "two days or two times of the calendar are expected, the first before the last"
            unread.append(Rejection(row, reason, "DTSTART", interval))
        else:
            rows.append((number, cells))
    table = table_of_cells(rows)
    table.columns = tuple(
        dict.fromkeys([*ALWAYS, *table.columns, *(column for rejection in unread for column in rejection.row.cells)])
    )
    table.unread += unread
    return table


def _properties(event: Any) -> Iterator[tuple[str, str]]:
    for name, value in event.items():
        if name not in TIMES:
            values = value if isinstance(value, list) else [value]
            yield name, BETWEEN.join(_text(name, each) for each in values)


def _text(name: str, value: Any) -> str:
    if name in PEOPLE:
        address = str(value)
        return str(value.params.get("CN", "")) or address[7:] if address.lower().startswith("mailto:") else address
    return str(value) if isinstance(value, str) else _decode(value.to_ical())


def _time_properties(event: Any) -> dict[str, str]:
    """Return the properties that times are made of, as the file spells them."""
    properties = {name: event[name] for name in TIMES if name in event}
    several = {name: value if isinstance(value, list) else [value] for name, value in properties.items()}
    return {name: BETWEEN.join(_decode(each.to_ical()) for each in values) for name, values in several.items()}


def _decode(written: bytes | str) -> str:
    """Return the text that icalendar writes: bytes, or a str for a time without a day."""
    return written.decode("utf-8", "replace") if isinstance(written, bytes) else written


def _invalid_time(event: Any) -> tuple[str, str, str] | None:
    """Return the first property that is no valid time.

    Return its name, its text and the expectation; None if all times are valid.
    """
    for name, text in _time_properties(event).items():
        types, expected = TIMES[name]
        if isinstance(event[name], list):
            return name, text, f"{expected} is expected once"
        if not isinstance(event.decoded(name), types):
            return name, text, f"{expected} is expected"
    return None


def _times(event: Any, zone: ZoneInfo) -> dict[str, str]:
    start = event.decoded("DTSTART", None)
    if start is None:
        return {"DTSTART": "", "DTSTART TIME": "", "DTEND": "", "DTEND TIME": "", "WHEN": ""}
    end = event.decoded("DTEND", None)
    if end is None:
        end = start + event.decoded("DURATION", timedelta())
    first, begins = _moment(start, zone)
    last, ends = _moment(end, zone)
    if not begins and last > first:
        last -= timedelta(days=1)  # the day after the last, by RFC 5545
    when = first.isoformat() if last <= first else f"{first.isoformat()}/{last.isoformat()}"
    times = {"DTSTART TIME": begins, "DTEND TIME": ends if end != start else ""}
    return {"DTSTART": first.isoformat(), "DTEND": last.isoformat(), **times, "WHEN": when}


def _moment(moment: date | datetime, zone: ZoneInfo) -> tuple[date, str]:
    """Return day and time with offset.

    The time is empty for a whole day; a local time is in `zone`.
    """
    if not isinstance(moment, datetime):
        return moment, ""
    placed = moment if moment.tzinfo else moment.replace(tzinfo=zone)
    return placed.date(), placed.time().isoformat() + placed.isoformat()[-6:].replace("+00:00", "Z")
