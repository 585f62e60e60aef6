"""Rows of a calendar: each event a row, its properties columns; beside them days and times as records have them."""

import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from icalendar import Calendar

from generator.editing.importing.table import Layout, NoTableError, Rejection, Row, Table, table_of_cells
from generator.problems import quote

BETWEEN = "; "
"""Stands between the values of a property that an event has several times."""
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
    *("ATTENDEE", "CATEGORIES", "STATUS", "URL"),
)
"""The columns that a calendar has, whether or not one of its events says something there."""
PEOPLE = ("ATTENDEE", "ORGANIZER")
A_DAY = "a day such as 20240126 or a time such as 20240126T150000Z"
TIMES = {"DTSTART": (date, A_DAY), "DTEND": (date, A_DAY), "DURATION": (timedelta, "a duration such as PT1H30M")}
"""What of an event becomes the columns DTSTART and DTEND, the first and last day; their times; and WHEN, the day or
interval. With each, what is expected there."""

FOLD = re.compile(rb"\r?\n[ \t]")
ZONE = re.compile(rb"^BEGIN:VTIMEZONE.*?(?:^END:VTIMEZONE|\Z)", re.I | re.M | re.S)
RULE = re.compile(rb"^RRULE[^\r\n]*", re.I | re.M)
TIMES_OF_DAY = re.compile(rb"BY(?:HOUR|MINUTE|SECOND)", re.I)


def read_ics(raw: bytes, layout: Layout) -> Table:
    """The events of a calendar; an event that repeats is one row. Raises NoTableError."""
    _refuse_endless(raw)
    try:
        calendars = Calendar.from_ical(raw, multiple=True)
        events = [event for calendar in calendars for event in calendar.walk("VEVENT")]
    except Exception as error:  # icalendar raises ValueError, KeyError and others for what is no calendar
        raise NoTableError(f"a calendar is expected, found a file that cannot be read: {error}") from error
    if not events:
        raise NoTableError("events are expected, found none")
    found, unread = [], []
    for number, event in enumerate(events, 1):
        cells = dict(_properties(event))
        if wrong := _wrong_time(event):
            name, text, reason = wrong
            unread.append(Rejection(Row(number, {**cells, **_written(event)}), reason, name, text))
            continue
        try:
            cells |= _times(event, ZoneInfo(layout.time_zone))
        except (TypeError, OverflowError):
            written = _written(event)
            row, interval = Row(number, {**cells, **written}), " to ".join(written.values())
            reason = "two days or two times of the calendar are expected, the first before the last"
            unread.append(Rejection(row, reason, "DTSTART", interval))
        else:
            found.append((number, cells))
    table = table_of_cells(found)
    table.columns = tuple(
        dict.fromkeys([*ALWAYS, *table.columns, *(column for wrong in unread for column in wrong.row.cells)])
    )
    table.unread += unread
    return table


def _refuse_endless(raw: bytes) -> None:
    """Refuse a zone whose clocks change at other times than on days of a year: every change would be gone through."""
    for zone in ZONE.findall(FOLD.sub(b"", raw)):
        for rule in RULE.findall(zone):
            if b"FREQ=YEARLY" not in rule.upper() or TIMES_OF_DAY.search(rule):
                found = quote(rule.decode("utf-8", "replace"))
                message = f"a time zone whose clocks change on days of the year is expected, found {found}"
                raise NoTableError(f"{message}; delete the part from BEGIN:VTIMEZONE to END:VTIMEZONE")


def _properties(event: Any) -> Iterator[tuple[str, str]]:
    for name, value in event.items():
        if name not in TIMES:
            values = value if isinstance(value, list) else [value]
            yield name, BETWEEN.join(_text(name, each) for each in values)


def _text(name: str, value: Any) -> str:
    if name in PEOPLE:
        address = str(value)
        return str(value.params.get("CN", "")) or address[7:] if address.lower().startswith("mailto:") else address
    return str(value) if isinstance(value, str) else _as_it_stands(value.to_ical())


def _written(event: Any) -> dict[str, str]:
    """The properties of an event of which times are made, as they stand in the file."""
    properties = {name: event[name] for name in TIMES if name in event}
    several = {name: value if isinstance(value, list) else [value] for name, value in properties.items()}
    return {name: BETWEEN.join(_as_it_stands(each.to_ical()) for each in values) for name, values in several.items()}


def _as_it_stands(written: bytes | str) -> str:
    """What icalendar writes, which is a str for the time of no day."""
    return written.decode("utf-8", "replace") if isinstance(written, bytes) else written


def _wrong_time(event: Any) -> tuple[str, str, str] | None:
    """The first property of an event that is no time, with what stands there, and what is expected."""
    for name, text in _written(event).items():
        made_of, expected = TIMES[name]
        if isinstance(event[name], list):
            return name, text, f"{expected} is expected once"
        if not isinstance(event.decoded(name), made_of):
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
    """The day, and the time with its offset where there is one; a time without a zone is of the one given."""
    if not isinstance(moment, datetime):
        return moment, ""
    placed = moment if moment.tzinfo else moment.replace(tzinfo=zone)
    return placed.date(), placed.time().isoformat() + placed.isoformat()[-6:].replace("+00:00", "Z")
