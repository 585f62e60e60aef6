"""`When`: a day, month, year or interval, approximate or uncertain, as an editor wrote it.

The notation is the part of EDTF levels 0 and 1 (ISO 8601-2:2019) that records need. Comparisons only claim
certain facts: January 1993 is neither before nor after 15 January 1993. Ends: `date_point.py`. Words: `date_words.py`.
"""

from contextlib import suppress
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property, lru_cache
from typing import Any

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import core_schema

from generator.problems import Fix, Rule, quote
from generator.values.date_notations import SHORT_YEAR, is_unambiguous, parse_other_notation, swap_day_and_month
from generator.values.date_point import INVALID_DATE, InvalidDateError, Point, parse_point
from generator.values.date_words import format_interval, format_point
from generator.values.languages import Language
from generator.values.refusal import refusal

INTERVAL_ENDS_BEFORE_START = Rule("interval-ends-before-start", "An interval ends on or after the day it starts.")
RULES = (INVALID_DATE, INTERVAL_ENDS_BEFORE_START)

OPEN = ".."
LEAP_DAYS = "[12][0-9]|0[1-9]"
"""The days of a February. A pattern cannot tell leap years from others, so 29 is allowed."""
EXPECTED = "a date such as 2024-01-26, 2024-01, 2024, 1993-01~ or 2024-01-10/2024-01-12 is expected"


def shift_day(day: date, delta: timedelta) -> date:
    """Add `delta` to a day. Beyond the end of the calendar: its first or last day."""
    try:
        return day + delta
    except OverflowError:
        return date.max if delta > timedelta() else date.min


@dataclass(frozen=True)
class When:
    """A date as an editor wrote it: `2024-01-26`, `2024-01`, `2024`; `~` approximate, `?` uncertain, `%` both.

    An interval is `2024-01-10/2024-01-12`, or open at one end: `2024-01-26/..`.
    """

    text: str
    start: Point | None
    """None if an interval is open at its start."""
    end: Point | None
    """None if an interval is open at its end. The same as `start` if it is no interval."""

    @classmethod
    def parse(cls, text: str) -> "When":
        """Parse a date. Raises InvalidDateError, with a hint for other notations."""
        try:
            return cls._parse(text)
        except InvalidDateError as error:
            if error.hint:
                raise
            hint = next(filter(None, map(_suggest_notation, (text, *text.split("/")))), None)
            raise InvalidDateError(error.rule, quote(text) if hint else str(error), hint) from None

    @classmethod
    def _parse(cls, text: str) -> "When":
        if "/" not in text:
            point = parse_point(text)
            return cls(text, point, point)
        start, _, end = text.partition("/")
        if start == end == OPEN:
            raise InvalidDateError(INVALID_DATE, "an interval open at both ends")
        when = cls(text, None if start == OPEN else parse_point(start), None if end == OPEN else parse_point(end))
        if when.start and when.end and when.end.last < when.start.first:
            raise InvalidDateError(INTERVAL_ENDS_BEFORE_START, quote(text), f'did you mean "{end}/{start}"?')
        return when

    @property
    def is_interval(self) -> bool:
        """Return True if it is an interval rather than one point."""
        return "/" in self.text

    @cached_property
    def first(self) -> date:
        """Return the first day that it names, doubts aside.

        Open start: the first day of the calendar.
        """
        return self.start.first if self.start else date.min

    @cached_property
    def last(self) -> date:
        """Return the last day that it names, doubts aside.

        Open end: the last day of the calendar.
        """
        return self.end.last if self.end else date.max

    @cached_property
    def earliest(self) -> date:
        """Return the first day that it may mean, doubts included."""
        return self.start.earliest if self.start else date.min

    @cached_property
    def latest(self) -> date:
        """Return the last day that it may mean, doubts included."""
        return self.end.latest if self.end else date.max

    @property
    def day(self) -> date | None:
        """Return its day if it is exactly one day without a doubt, else None."""
        certain = not any(point.approximate or point.uncertain for point in (self.start, self.end) if point)
        return self.first if certain and self.first == self.last else None

    @property
    def is_exact(self) -> bool:
        """Return True if it is a day, or runs from day to day, without a doubt."""
        points = (self.start, self.end)
        return all(each and each.unit == "day" and not (each.approximate or each.uncertain) for each in points)

    @property
    def is_to_the_day(self) -> bool:
        """Return True if each end that it has is a day, doubts aside."""
        return all(point.unit == "day" for point in (self.start, self.end) if point)

    @property
    def year(self) -> int | None:
        """Return the year to group by: of its start, else of its end."""
        point = self.start or self.end
        return point.first.year if point else None

    @property
    def sort_key(self) -> tuple[date, date, str]:
        """Return a key to sort by: the first day, then the more precise date first."""
        point = self.start or self.end
        return (point.first if point else self.first, self.last, self.text)

    def is_before(self, other: "When | date") -> bool:
        """Return True if it certainly ends before `other` begins."""
        return self.latest < (other if isinstance(other, date) else other.earliest)

    def is_after(self, other: "When | date") -> bool:
        """Return True if it certainly begins after `other` ends."""
        return self.earliest > (other if isinstance(other, date) else other.latest)

    def has_begun(self, day: date) -> bool:
        """Return True if its first named day is not after `day`.

        2024 has begun on 1 January 2024.
        """
        return self.first <= day

    def covers(self, day: date) -> bool:
        """Return True if `day` is among the days that it names, doubts aside."""
        return self.first <= day <= self.last

    def format(self, language: Language, length: str = "long") -> str:
        """Format it in words: "26 January 2024", "10–12 January 2024".

        `length` is `long`, or `medium` for a shorter day. Intervals are always long.
        """
        if self.start and self.end:
            if not self.is_interval:
                return format_point(self.start, language, length)
            return format_interval(self.start, self.end, language)
        if self.end:
            return language.label("until %(date)s", date=format_point(self.end, language))
        return language.label("from %(date)s", date=format_point(self.start, language)) if self.start else ""

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> core_schema.CoreSchema:
        return core_schema.no_info_after_validator_function(_validate, core_schema.str_schema())

    @classmethod
    def __get_pydantic_json_schema__(
        cls, schema: core_schema.CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        months = (("0[13578]|1[02]", "3[01]|[12][0-9]|0[1-9]"), ("0[469]|11", "30|[12][0-9]|0[1-9]"), ("02", LEAP_DAYS))
        days = "|".join(f"({month})(-({days}))?" for month, days in months)
        point = f"(?!0000)[0-9]{{4}}(-({days}))?[~?%]?"
        return {
            "type": "string",
            "pattern": rf"^({point}(/({point}|\.\.))?|\.\./{point})$",
            "patternErrorMessage": EXPECTED,
            "minimum": 1,  # other readers of YAML take a year for a number
            "maximum": date.max.year,
            "examples": ["2024-01-26", "1993-01", "2024-01-10/2024-01-12"],
        }


@lru_cache(maxsize=1 << 14)  # a day stands in many records
def _validate(text: str) -> When:
    try:
        return When.parse(text)
    except InvalidDateError as error:
        expected = (
            "an interval that ends after it starts is expected"
            if error.rule is INTERVAL_ENDS_BEFORE_START
            else EXPECTED
        )
        raise refusal(error.rule, f"{expected}, found {error}", error.hint, fix=_fix_notation(text)) from None


def _fix_notation(text: str) -> Fix | None:
    """Rewrite a date in another notation if it has one reading only, else return None."""
    with suppress(InvalidDateError):
        edtf = _to_edtf(text) if is_unambiguous(text) else None
        return Fix(text, edtf) if edtf else None
    return None


def _suggest_notation(text: str) -> str | None:
    """Return a hint for a date in another notation, with both readings if it has two.

    If the calendar has no such day, the hint says so.
    """
    try:
        readings = (_to_edtf(text), swap_day_and_month(text))
    except InvalidDateError as error:
        return error.hint
    if not readings[0]:
        return "write the year in four digits, as in 2026-12-01" if SHORT_YEAR.fullmatch(text.strip()) else None
    return f"write {' or '.join(quote(each) for each in readings if each)}"


def _to_edtf(text: str) -> str | None:
    """Convert a date in another notation.

    Raises InvalidDateError if there is no such day.
    """
    edtf = parse_other_notation(text)
    if edtf and "/" not in edtf:
        parse_point(edtf)
    return edtf
