"""Convert dates in other notations to EDTF, the notation of records. Ambiguous numbers: day before month.

Used by `dates.py` for hints and fixes, and by imports. The calendar is checked in `dates.py` only.
"""

import calendar
import re
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import TypeAlias

ReadDate: TypeAlias = Callable[[str], str | None]
"""Converts a text to EDTF; None if it is in another notation."""

YEAR_FIRST = re.compile(r"(?P<year>\d{4})[-./](?P<month>\d{1,2})[-./](?P<day>\d{1,2})", re.ASCII)
DAY_FIRST = re.compile(r"(?P<day>\d{1,2})[-./](?P<month>\d{1,2})[-./](?P<year>\d{4})", re.ASCII)
MONTH_FIRST = re.compile(r"(?P<month>\d{1,2})[-./](?P<year>\d{4})", re.ASCII)
OTHER_NOTATIONS = (
    re.compile(r"(?P<year>\d{4})[-–](?P<until>\d{4})", re.ASCII),
    YEAR_FIRST,
    DAY_FIRST,
    MONTH_FIRST,
    re.compile(r"(?P<year>\d{4})(?P<month>\d\d)(?P<day>\d\d)", re.ASCII),
    re.compile(r"(?P<day>\d{1,2})\.? (?P<name>[A-Za-z]{3,9}),? (?P<year>\d{4})", re.ASCII),
    re.compile(r"(?P<name>[A-Za-z]{3,9}) (?P<day>\d{1,2}),? (?P<year>\d{4})", re.ASCII),
    re.compile(r"(?P<name>[A-Za-z]{3,9}) (?P<year>\d{4})", re.ASCII),
)

ISO = re.compile(r"\d{4}(-\d\d){0,2}", re.ASCII)
BETWEEN_ENDS = re.compile(r" [-–—] |[–—]")
SHORT_YEAR = re.compile(r"\d{1,2}([-./])\d{1,2}\1\d{2}", re.ASCII)
"""Three numbers, none of which is a year of four digits."""

PARTS = {"DD": r"(?P<day>\d{1,2})", "MM": r"(?P<month>\d{1,2})", "YYYY": r"(?P<year>\d{4})"}
SEPARATOR = "[-./ ]"
FIRST_SERIAL = date(1899, 12, 30)
"""Day 0 of spreadsheets that count days, from March 1900 on."""


def is_unambiguous(text: str) -> bool:
    """Return True if a text in another notation has one reading. 01/02/2024 has two."""
    numbers = [int(number) for number in re.findall(r"\d+", text)]
    if YEAR_FIRST.fullmatch(text) or MONTH_FIRST.fullmatch(text) or re.search("[A-Za-z]", text):
        return True
    return DAY_FIRST.fullmatch(text) is not None and (numbers[0] > 12 or numbers[0] == numbers[1])


def swap_day_and_month(text: str) -> str | None:
    """Read an ambiguous text with the month first: 01/02/2024 is 2024-01-02.

    None if the text is unambiguous or in another notation.
    """
    match = DAY_FIRST.fullmatch(text.strip())
    if not match or is_unambiguous(text.strip()):
        return None
    return f"{match['year']}-{int(match['day']):02}-{int(match['month']):02}"


def parse_other_notation(text: str) -> str | None:
    """Convert a text in one of `OTHER_NOTATIONS` to EDTF, or two with a dash between.

    Otherwise None.
    """
    match = next(filter(None, (notation.fullmatch(text.strip()) for notation in OTHER_NOTATIONS)), None)
    if not match:
        return _parse_interval(text.strip())
    parts = match.groupdict()
    if name := parts.pop("name", None):
        names = [month[: len(name)].lower() for month in calendar.month_name]
        if name.lower() not in names[1:]:
            return None
        parts["month"] = str(names.index(name.lower()))
    if until := parts.pop("until", None):
        return f"{parts['year']}/{until}" if until > parts["year"] else None
    return _join(parts)


def _parse_interval(text: str) -> str | None:
    ends = [end.strip() for end in BETWEEN_ENDS.split(text)]
    if len(ends) != 2:
        return None
    start, end = (end if ISO.fullmatch(end) else parse_other_notation(end) for end in ends)
    return f"{start}/{end}" if start and end else None


def _join(parts: Mapping[str, str]) -> str:
    """Write year, month and day, as far as they are there, in EDTF."""
    return parts["year"] + "".join(f"-{int(parts[part]):02}" for part in ("month", "day") if part in parts)


def date_reader(*parts: str) -> ReadDate:
    """Return a function to read dates with these parts in order, between separators.

    `parts` are some of `DD`, `MM` and `YYYY`. The year must be among them.
    """
    pattern = re.compile(SEPARATOR.join(PARTS[part] for part in parts), re.ASCII)

    def read(text: str) -> str | None:
        match = pattern.fullmatch(text)
        return _join(match.groupdict()) if match else None

    return read


def read_iso(text: str) -> str | None:
    """Return a text that starts as ISO 8601 as it is, and the day of a time."""
    day = re.match(r"(\d{4}-\d\d-\d\d)[T ]\d\d:", text)
    return day[1] if day else text if re.match(r"\d{4}(?!\d)|\.\./", text) else None


def read_words(text: str) -> str | None:
    """Convert a date with the name of a month: 26 January 2024."""
    return parse_other_notation(text) if re.search("[A-Za-z]{3}", text) else None


def read_serial(text: str) -> str | None:
    """Convert the number of a day in a spreadsheet: 45317.

    A time, after the point, is dropped.
    """
    number = re.fullmatch(r"(\d{1,6})(\.\d+)?", text, re.ASCII)
    return (FIRST_SERIAL + timedelta(days=int(number[1]))).isoformat() if number else None


NAMED_NOTATIONS: dict[str, ReadDate] = {
    "iso": read_iso,  # 2024-01-26, 2024-01, 2024, 1993-01~, an interval, the day of 2024-01-26T15:00
    "day-month-year": date_reader("DD", "MM", "YYYY"),
    "month-day-year": date_reader("MM", "DD", "YYYY"),
    "year-month-day": date_reader("YYYY", "MM", "DD"),
    "month-year": date_reader("MM", "YYYY"),
    "year": date_reader("YYYY"),
    "in-words": read_words,  # 26 January 2024, January 26, 2024, Jan 2024
    "serial": read_serial,  # days as spreadsheets count them: 45317
}
"""The notations that the map of an import can name."""
