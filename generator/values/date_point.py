"""`Point`: one day, month or year, approximate or uncertain. A `When` in `dates.py` has one or two.

Comparisons of dates use the days of a point, with or without its doubt.
"""

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta

from generator.problems import Rule, quote

INVALID_DATE = Rule("invalid-date", "A date is a day, a month, a year or an interval that the calendar has.")

POINT = re.compile(r"(?P<year>\d{4})(?:-(?P<month>\d\d)(?:-(?P<day>\d\d))?)?(?P<doubt>[~?%]?)", re.ASCII)


class InvalidDateError(ValueError):
    """A text is no date: the rule that it breaks, the text or its fault in words, and a hint or None."""

    def __init__(self, rule: Rule, fault: str, hint: str | None = None) -> None:
        super().__init__(fault)
        self.rule, self.hint = rule, hint


@dataclass(frozen=True, slots=True)
class Point:
    """A day, a month or a year. A doubt widens it by one unit at either end: one day, 31 days or 366 days."""

    first: date
    last: date
    unit: str
    """Its precision: `day`, `month` or `year`."""
    approximate: bool = False
    uncertain: bool = False

    @property
    def _slack(self) -> timedelta:
        doubtful = self.approximate or self.uncertain
        return timedelta(days={"day": 1, "month": 31, "year": 366}[self.unit] if doubtful else 0)

    @property
    def earliest(self) -> date:
        """Return its first day, doubt included."""
        return max(self.first, date.min + self._slack) - self._slack

    @property
    def latest(self) -> date:
        """Return its last day, doubt included."""
        return min(self.last, date.max - self._slack) + self._slack


def parse_point(text: str) -> Point:
    """Parse a day, month or year. Raises InvalidDateError."""
    match = POINT.fullmatch(text)
    if not match:
        raise InvalidDateError(INVALID_DATE, quote(text))
    year, month, day = (int(match[name]) if match[name] else None for name in ("year", "month", "day"))
    doubt = {"approximate": match["doubt"] in ("~", "%"), "uncertain": match["doubt"] in ("?", "%")}
    if not year:
        raise InvalidDateError(INVALID_DATE, quote(text), "years are counted from 0001")
    if month is None:
        return Point(date(year, 1, 1), date(year, 12, 31), "year", **doubt)
    if not 1 <= month <= 12:
        raise InvalidDateError(INVALID_DATE, f"{quote(text)} with a month {month}")
    days = calendar.monthrange(year, month)[1]
    if day is None:
        return Point(date(year, month, 1), date(year, month, days), "month", **doubt)
    if not 1 <= day <= days:
        raise InvalidDateError(INVALID_DATE, quote(text), f"{calendar.month_name[month]} {year} has {days} days")
    return Point(date(year, month, day), date(year, month, day), "day", **doubt)
