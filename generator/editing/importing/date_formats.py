"""Parse dates in the formats that a map names, to the notation of records, never more precise than the table."""

import re
from collections.abc import Iterable
from datetime import datetime

from generator.values.date_notations import NAMED_NOTATIONS, date_reader
from generator.values.date_point import InvalidDateError
from generator.values.dates import When

PATTERN = re.compile("(DD|MM|YYYY)(?:([-./ ])(DD|MM|YYYY))?(?:([-./ ])(DD|MM|YYYY))?")
"""A format such as DD/MM/YYYY or MM-YYYY."""

LONGEST_FORMAT = 100
"""The most characters of a format."""


class NoDateError(Exception):
    """A text without a date in the formats. Its argument gives the reason."""


PROPOSED = (
    *NAMED_NOTATIONS,
    "%d.%m.%y",
    "%d/%m/%y",
    "%m/%d/%y",
    "%d-%m-%y",
    "%y-%m-%d",
    "%d-%b-%y",
    "%d %b %y",
    "%Y%m%d",
)
"""The formats that a hint may propose."""
OUR_TIME = ("1900", "2100")
"""The years of likely dates. A number such as 793 is no day of a spreadsheet."""


def is_format(name: str) -> bool:
    """Return whether `name` is a format.

    It is a named one, one such as DD/MM/YYYY, or one such as %d.%m.%y.
    """
    if len(name) > LONGEST_FORMAT:
        return False
    match = PATTERN.fullmatch(name)
    parts = [part for part in match.group(1, 3, 5) if part] if match else []
    whole = {*parts} in ({"YYYY"}, {"YYYY", "MM"}, {"YYYY", "MM", "DD"}) and len({*parts}) == len(parts)
    return name in NAMED_NOTATIONS or whole or (("%Y" in name or "%y" in name) and _is_pattern(name))


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
    if name in NAMED_NOTATIONS:
        return NAMED_NOTATIONS[name](text)
    if parts := PATTERN.fullmatch(name):
        return date_reader(*(part for part in parts.group(1, 3, 5) if part))(text)
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
