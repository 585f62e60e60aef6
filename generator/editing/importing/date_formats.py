"""Parse dates in the formats that a map names, to the notation of records, never more precise than the table."""

import re
from collections.abc import Callable, Iterable
from datetime import date as calendar_date
from datetime import datetime, timedelta

from generator.values.date_notations import parse_other_notation
from generator.values.dates import InvalidDateError, When

PARTS = {"DD": r"(?P<day>\d{1,2})", "MM": r"(?P<month>\d{1,2})", "YYYY": r"(?P<year>\d{4})"}
PATTERN = re.compile("(DD|MM|YYYY)(?:([-./ ])(DD|MM|YYYY))?(?:([-./ ])(DD|MM|YYYY))?")
"""A format such as DD/MM/YYYY or MM-YYYY."""
SEPARATOR = "[-./ ]"
FIRST_SERIAL = calendar_date(1899, 12, 30)
"""Day 0 of spreadsheets that count days, from March 1900 on."""


class NoDateError(Exception):
    """A text without a date in the formats. Its argument gives the reason."""


def _iso(text: str) -> str | None:
    day = re.match(r"(\d{4}-\d\d-\d\d)[T ]\d\d:", text)
    return day[1] if day else text if re.match(r"\d{4}(?!\d)|\.\./", text) else None


def _in_words(text: str) -> str | None:
    return parse_other_notation(text) if re.search("[A-Za-z]{3}", text) else None


def _serial(text: str) -> str | None:
    number = re.fullmatch(r"(\d{1,6})(\.\d+)?", text, re.ASCII)
    return (FIRST_SERIAL + timedelta(days=int(number[1]))).isoformat() if number else None


def _reader_of(*parts: str) -> Callable[[str], str | None]:
    """Return a reader of dates with these parts in order, between separators."""
    pattern = re.compile(SEPARATOR.join(PARTS[part] for part in parts), re.ASCII)

    def read(text: str) -> str | None:
        match = pattern.fullmatch(text)
        if not match:
            return None
        parts_by_name = match.groupdict()
        later = (parts_by_name[part] for part in ("month", "day") if part in parts_by_name)
        return parts_by_name["year"] + "".join(f"-{int(part):02}" for part in later)

    return read


NAMED: dict[str, Callable[[str], str | None]] = {
    "iso": _iso,  # 2024-01-26, 2024-01, 2024, 1993-01~, an interval, the day of 2024-01-26T15:00
    "day-month-year": _reader_of("DD", "MM", "YYYY"),
    "month-day-year": _reader_of("MM", "DD", "YYYY"),
    "year-month-day": _reader_of("YYYY", "MM", "DD"),
    "month-year": _reader_of("MM", "YYYY"),
    "year": _reader_of("YYYY"),
    "in-words": _in_words,  # 26 January 2024, January 26, 2024, Jan 2024
    "serial": _serial,  # days as spreadsheets count them: 45317
}
"""The named formats: each reads a text to a date of records, or to None if the text is in another format."""
PROPOSED = (*NAMED, "%d.%m.%y", "%d/%m/%y", "%m/%d/%y", "%d-%m-%y", "%y-%m-%d", "%d-%b-%y", "%d %b %y", "%Y%m%d")
"""The formats that a hint may propose."""
OUR_TIME = ("1900", "2100")
"""The years of likely dates. A number such as 793 is no day of a spreadsheet."""


def is_format(name: str) -> bool:
    """Return whether `name` is a format: a named one, one such as DD/MM/YYYY, or one such as %d.%m.%y."""
    match = PATTERN.fullmatch(name)
    parts = [part for part in match.group(1, 3, 5) if part] if match else []
    whole = {*parts} in ({"YYYY"}, {"YYYY", "MM"}, {"YYYY", "MM", "DD"}) and len({*parts}) == len(parts)
    return name in NAMED or whole or (("%Y" in name or "%y" in name) and _is_pattern(name))


def _is_pattern(name: str) -> bool:
    """Return whether Python can parse by a format. It cannot if a part occurs twice."""
    try:
        datetime.strptime("", name)  # noqa: DTZ007  nothing is read
    except re.error:
        return False
    except ValueError:
        return True
    return True


def convert_date(text: str, formats: Iterable[str]) -> str:
    """Convert a date in one of the formats to the notation of records.

    Raises NoDateError, also if two formats give different dates.
    """
    dates = dict.fromkeys(date for date in (_read(text, name) for name in formats) if date)
    valid = [date for date in dates if _is_valid(date)]
    if len(valid) > 1:
        raise NoDateError(f"a date that can be read in one way is expected, found one that may be {' or '.join(valid)}")
    if not valid:
        impossible = f"; the calendar has no {next(iter(dates))}" if dates else ""
        formats = tuple(formats)
        fitting = [] if impossible else [name for name in formats_of(text) if name not in formats]
        add = f"; add {' or '.join(fitting)} to `date` in the map, if it is that" if fitting else ""
        raise NoDateError(f"a date is expected in the format {' or '.join(formats)}{impossible}{add}")
    return valid[0]


def formats_of(text: str) -> list[str]:
    """Return the formats, as a map names them, in which `text` is a likely date."""
    return [name for name in PROPOSED if _fits(text, name)]


def _fits(text: str, name: str) -> bool:
    """Return whether `text` is a likely date in a format."""
    date = _read(text, name)
    return bool(date and _is_valid(date) and OUR_TIME[0] <= date[:4] <= OUR_TIME[1])


def _read(text: str, name: str) -> str | None:
    if name in NAMED:
        return NAMED[name](text)
    if parts := PATTERN.fullmatch(name):
        return _reader_of(*(part for part in parts.group(1, 3, 5) if part))(text)
    try:
        moment = datetime.strptime(text, name).date()  # noqa: DTZ007  only its day is taken
    except ValueError:
        return None
    precision = 3 if re.search("%[dj]", name) else 2 if re.search("%[mbB]", name) else 1
    return "-".join(moment.isoformat().split("-")[:precision])


def _is_valid(date: str) -> bool:
    try:
        When.parse(date)
    except InvalidDateError:
        return False
    return True
