"""Dates as tables have them, in named formats, to dates as records have them; no more precise than what was there."""

import re
from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta

from generator.values.date_notations import parse_other_notation
from generator.values.dates import InvalidDateError, When

PARTS = {"DD": r"(?P<day>\d{1,2})", "MM": r"(?P<month>\d{1,2})", "YYYY": r"(?P<year>\d{4})"}
PATTERN = re.compile("(DD|MM|YYYY)(?:([-./ ])(DD|MM|YYYY))?(?:([-./ ])(DD|MM|YYYY))?")
"""A format such as DD/MM/YYYY or MM-YYYY."""
SEPARATOR = "[-./ ]"
FIRST_SERIAL = date(1899, 12, 30)
"""Day 0 of spreadsheets that count days, from March 1900 on."""


class NoDateError(Exception):
    """A text that is no date in the formats. Its argument says why."""


def _iso(text: str) -> str | None:
    day = re.match(r"(\d{4}-\d\d-\d\d)[T ]\d\d:", text)
    return day[1] if day else text if re.match(r"\d{4}(?!\d)|\.\./", text) else None


def _in_words(text: str) -> str | None:
    return parse_other_notation(text) if re.search("[A-Za-z]{3}", text) else None


def _serial(text: str) -> str | None:
    number = re.fullmatch(r"(\d{1,6})(\.\d+)?", text, re.ASCII)
    return (FIRST_SERIAL + timedelta(days=int(number[1]))).isoformat() if number else None


def _in_order(*parts: str) -> Callable[[str], str | None]:
    pattern = re.compile(SEPARATOR.join(PARTS[part] for part in parts), re.ASCII)

    def read(text: str) -> str | None:
        found = pattern.fullmatch(text)
        if not found:
            return None
        named = found.groupdict()
        return named["year"] + "".join(f"-{int(named[part]):02}" for part in ("month", "day") if part in named)

    return read


NAMED: dict[str, Callable[[str], str | None]] = {
    "iso": _iso,  # 2024-01-26, 2024-01, 2024, 1993-01~, an interval, the day of 2024-01-26T15:00
    "day-month-year": _in_order("DD", "MM", "YYYY"),
    "month-day-year": _in_order("MM", "DD", "YYYY"),
    "year-month-day": _in_order("YYYY", "MM", "DD"),
    "month-year": _in_order("MM", "YYYY"),
    "year": _in_order("YYYY"),
    "in-words": _in_words,  # 26 January 2024, January 26, 2024, Jan 2024
    "serial": _serial,  # days as spreadsheets count them: 45317
}
"""What each format makes of a text: a date as records have it, None where the text is not in that format."""


PROPOSED = (*NAMED, "%d.%m.%y", "%d/%m/%y", "%m/%d/%y", "%d-%m-%y", "%y-%m-%d", "%d-%b-%y", "%d %b %y", "%Y%m%d")
"""The formats of which those are proposed that a text is in which is in none of the map's."""
OUR_TIME = ("1900", "2100")
"""The years in which a date is likely: a number such as 793 is none of a spreadsheet."""


def is_format(name: str) -> bool:
    """Whether a format is known: one that has a name, one such as DD/MM/YYYY, or one such as %d.%m.%y."""
    parts = PATTERN.fullmatch(name)
    named = [part for part in parts.group(1, 3, 5) if part] if parts else []
    whole = {*named} in ({"YYYY"}, {"YYYY", "MM"}, {"YYYY", "MM", "DD"}) and len({*named}) == len(named)
    return name in NAMED or whole or (("%Y" in name or "%y" in name) and _is_pattern(name))


def _is_pattern(name: str) -> bool:
    """Whether Python can look for a format: it cannot where a part stands in it twice."""
    try:
        datetime.strptime("", name)  # noqa: DTZ007  nothing is read
    except re.error:
        return False
    except ValueError:
        return True
    return True


def day_of(text: str, formats: Iterable[str]) -> str:
    """A date in the first of the formats that it is in, as records have it. Raises NoDateError, also where another
    of the formats makes another date of it."""
    read = dict.fromkeys(made for made in (_read(text, name) for name in formats) if made)
    sound = [made for made in read if _is_sound(made)]
    if len(sound) > 1:
        raise NoDateError(f"a date that can be read in one way is expected, found one that may be {' or '.join(sound)}")
    if not sound:
        found = f"; the calendar has no {next(iter(read))}" if read else ""
        formats = tuple(formats)
        fitting = [] if found else [name for name in formats_of(text) if name not in formats]
        add = f"; add {' or '.join(fitting)} to `date` in the map, if it is that" if fitting else ""
        raise NoDateError(f"a date is expected in the format {' or '.join(formats)}{found}{add}")
    return sound[0]


def formats_of(text: str) -> list[str]:
    """The formats, as a map names them, in which a text is a date of our time."""
    return [name for name in PROPOSED if _fits(text, name)]


def _fits(text: str, name: str) -> bool:
    """Whether a text is a date of our time in a format."""
    made = _read(text, name)
    return bool(made and _is_sound(made) and OUR_TIME[0] <= made[:4] <= OUR_TIME[1])


def _read(text: str, name: str) -> str | None:
    if name in NAMED:
        return NAMED[name](text)
    if parts := PATTERN.fullmatch(name):
        return _in_order(*(part for part in parts.group(1, 3, 5) if part))(text)
    try:
        moment = datetime.strptime(text, name).date()  # noqa: DTZ007  only its day is taken
    except ValueError:
        return None
    precision = 3 if re.search("%[dj]", name) else 2 if re.search("%[mbB]", name) else 1
    return "-".join(moment.isoformat().split("-")[:precision])


def _is_sound(made: str) -> bool:
    try:
        When.parse(made)
    except InvalidDateError:
        return False
    return True
