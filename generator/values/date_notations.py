"""Dates in the notations of elsewhere, and how they are written here; day before month, as the desk writes.

Whether the calendar has such a day is for `dates.py` to say.
"""

import calendar
import re

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
"""Three numbers, of which none is a year in full."""


def is_unambiguous(text: str) -> bool:
    """Whether a text in one of these notations can be read in one way only, unlike 01/02/2024."""
    numbers = [int(number) for number in re.findall(r"\d+", text)]
    if YEAR_FIRST.fullmatch(text) or MONTH_FIRST.fullmatch(text) or re.search("[A-Za-z]", text):
        return True
    return DAY_FIRST.fullmatch(text) is not None and (numbers[0] > 12 or numbers[0] == numbers[1])


def swap_day_and_month(text: str) -> str | None:
    """The other reading of a text in which day and month can be exchanged, as EDTF writes it: of 01/02/2024 January."""
    match = DAY_FIRST.fullmatch(text.strip())
    if not match or is_unambiguous(text.strip()):
        return None
    return f"{match['year']}-{int(match['day']):02}-{int(match['month']):02}"


def parse_other_notation(text: str) -> str | None:
    """A text in one of these notations as EDTF writes it; None where it is in none of them."""
    match = next(filter(None, (notation.fullmatch(text.strip()) for notation in OTHER_NOTATIONS)), None)
    if not match:
        return _interval(text.strip())
    parts = match.groupdict()
    if name := parts.pop("name", None):
        names = [month[: len(name)].lower() for month in calendar.month_name]
        if name.lower() not in names[1:]:
            return None
        parts["month"] = str(names.index(name.lower()))
    if until := parts.pop("until", None):
        return f"{parts['year']}/{until}" if until > parts["year"] else None
    return parts["year"] + "".join(f"-{int(parts[name]):02}" for name in ("month", "day") if name in parts)


def _interval(text: str) -> str | None:
    """Two dates with a dash between them."""
    ends = [end.strip() for end in BETWEEN_ENDS.split(text)]
    meant = [end if ISO.fullmatch(end) else parse_other_notation(end) for end in ends] if len(ends) == 2 else []
    return "/".join(end for end in meant if end) if meant and all(meant) else None
