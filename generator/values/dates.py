"""When something is: a day, a month, a year or an interval, approximate or uncertain.

The notation is EDTF levels 0 and 1 (ISO 8601-2:2019) as far as records need it. Comparisons claim only what
is certain: January 1993 is neither before nor after 15 January 1993.
"""

import calendar
import re
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property, lru_cache
from typing import Any

from babel.dates import format_skeleton, parse_pattern
from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import core_schema

from generator.problems import Fix, Rule, quote
from generator.values.date_notations import SHORT_YEAR, is_unambiguous, parse_other_notation, swap_day_and_month
from generator.values.languages import Language
from generator.values.refusal import refusal

INVALID_DATE = Rule("invalid-date", "A date is a day, a month, a year or an interval that the calendar has.")
INTERVAL_ENDS_BEFORE_START = Rule("interval-ends-before-start", "An interval ends on or after the day it starts.")
RULES = (INVALID_DATE, INTERVAL_ENDS_BEFORE_START)

POINT = re.compile(r"(?P<year>\d{4})(?:-(?P<month>\d\d)(?:-(?P<day>\d\d))?)?(?P<doubt>[~?%]?)", re.ASCII)
OPEN = ".."
LEAP_DAYS = "[12][0-9]|0[1-9]"
"""The days of a February, in a year that may be a leap year: a pattern cannot tell."""
EXPECTED = "a date such as 2024-01-26, 2024-01, 2024, 1993-01~ or 2024-01-10/2024-01-12 is expected"


def shift_day(day: date, by: timedelta) -> date:
    """A day before or after another, within the calendar."""
    try:
        return day + by
    except OverflowError:
        return date.max if by > timedelta() else date.min


class InvalidDateError(ValueError):
    """A text that is no date. Its arguments: the rule it breaks, what was found, and a hint or None."""

    def __init__(self, rule: Rule, found: str, hint: str | None = None) -> None:
        super().__init__(found)
        self.rule, self.hint = rule, hint


@dataclass(frozen=True, slots=True)
class Point:
    """A day, a month or a year; a doubt widens what is certain of it by one of its own unit either way."""

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
        """The first day it can certainly not be before."""
        return max(self.first, date.min + self._slack) - self._slack

    @property
    def latest(self) -> date:
        """The last day it can certainly not be after."""
        return min(self.last, date.max - self._slack) + self._slack


@dataclass(frozen=True)
class When:
    """A date as an editor wrote it: `2024-01-26`, `2024-01`, `2024`; `~` approximate, `?` uncertain, `%` both;
    an interval `2024-01-10/2024-01-12`, open at one end as `2024-01-26/..`."""

    text: str
    start: Point | None
    """None where an interval is open at its start."""
    end: Point | None
    """None where an interval is open at its end; the start itself where it is no interval."""

    @classmethod
    def parse(cls, text: str) -> "When":
        """Read a date. Raises InvalidDateError."""
        try:
            return cls._parse(text)
        except InvalidDateError as error:
            if error.hint:
                raise
            meant = next(filter(None, map(_suggestion, (text, *text.split("/")))), None)
            raise InvalidDateError(error.rule, quote(text) if meant else str(error), meant) from None

    @classmethod
    def _parse(cls, text: str) -> "When":
        if "/" not in text:
            point = _point(text)
            return cls(text, point, point)
        start, _, end = text.partition("/")
        if start == end == OPEN:
            raise InvalidDateError(INVALID_DATE, "an interval open at both ends")
        when = cls(text, None if start == OPEN else _point(start), None if end == OPEN else _point(end))
        if when.start and when.end and when.end.last < when.start.first:
            raise InvalidDateError(INTERVAL_ENDS_BEFORE_START, quote(text), f'did you mean "{end}/{start}"?')
        return when

    @property
    def is_interval(self) -> bool:
        """Whether it has a start and an end of its own."""
        return "/" in self.text

    @cached_property
    def first(self) -> date:
        """The first day it names, doubts aside; the beginning of time where it is open."""
        return self.start.first if self.start else date.min

    @cached_property
    def last(self) -> date:
        """The last day it names, doubts aside; the end of time where it is open."""
        return self.end.last if self.end else date.max

    @cached_property
    def earliest(self) -> date:
        """No day of it is before this one, its doubts allowed for."""
        return self.start.earliest if self.start else date.min

    @cached_property
    def latest(self) -> date:
        """No day of it is after this one, its doubts allowed for."""
        return self.end.latest if self.end else date.max

    @property
    def day(self) -> date | None:
        """The day, where exactly one day is named without a doubt."""
        certain = not any(point.approximate or point.uncertain for point in (self.start, self.end) if point)
        return self.first if certain and self.first == self.last else None

    @property
    def is_exact(self) -> bool:
        """Whether it is a day, or runs from one day to another, without a doubt."""
        points = (self.start, self.end)
        return all(each and each.unit == "day" and not (each.approximate or each.uncertain) for each in points)

    @property
    def is_to_the_day(self) -> bool:
        """Whether it is known to the day, at both ends where it is an interval."""
        return all(point.unit == "day" for point in (self.start, self.end) if point)

    @property
    def year(self) -> int | None:
        """The year it starts in, for grouping; else the year it ends in."""
        point = self.start or self.end
        return point.first.year if point else None

    @property
    def sort_key(self) -> tuple[date, date, str]:
        """Sorts by the first day named, that of its end where its start is open; the less precise comes later."""
        point = self.start or self.end
        return (point.first if point else self.first, self.last, self.text)

    def is_before(self, other: "When | date") -> bool:
        """Whether it is over, for certain, before the other begins."""
        return self.latest < (other if isinstance(other, date) else other.earliest)

    def is_after(self, other: "When | date") -> bool:
        """Whether it begins, for certain, after the other is over."""
        return self.earliest > (other if isinstance(other, date) else other.latest)

    def has_begun(self, day: date) -> bool:
        """Whether its first day has come, as far as it is named: 2024 has begun on 1 January 2024."""
        return self.first <= day

    def covers(self, day: date) -> bool:
        """Whether the day lies in it, or may, by the days it names."""
        return self.first <= day <= self.last

    def format(self, language: Language, length: str = "long") -> str:
        """The date in words, by CLDR: "26 January 2024", "10–12 January 2024", "about January 1993"; a day that is no
        interval also shorter, as `medium`."""
        if not self.is_interval:
            return _shown(self.start, language, length)
        if not self.start:
            return language.label("until %(date)s", date=_shown(self.end, language))
        if not self.end:
            return language.label("from %(date)s", date=_shown(self.start, language))
        doubtful = any(point.approximate or point.uncertain for point in (self.start, self.end))
        if doubtful or self.start.unit != self.end.unit:
            return language.label(
                "%(start)s to %(end)s", start=_shown(self.start, language), end=_shown(self.end, language)
            )
        return _shown_interval(self.start, self.end, language)

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> core_schema.CoreSchema:
        return core_schema.no_info_after_validator_function(_validated, core_schema.str_schema())

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
def _validated(text: str) -> When:
    try:
        return When.parse(text)
    except InvalidDateError as error:
        expected = (
            "an interval that ends after it starts is expected"
            if error.rule is INTERVAL_ENDS_BEFORE_START
            else EXPECTED
        )
        raise refusal(error.rule, f"{expected}, found {error}", error.hint, fix=_certain_fix(text)) from None


def _certain_fix(text: str) -> Fix | None:
    """How a date is written here that stands in another notation and can be read in one way only."""
    with suppress(InvalidDateError):
        meant = _meant(text) if is_unambiguous(text) else None
        return Fix(text, meant) if meant else None
    return None


def _point(text: str) -> Point:
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


def _suggestion(text: str) -> str | None:
    """How a date in another common notation is written here, in both ways where it can be read in two; else what is
    wrong with the day that it names."""
    try:
        readings = (_meant(text), swap_day_and_month(text))
    except InvalidDateError as error:
        return error.hint
    if not readings[0]:
        return "write the year in four digits, as in 2026-12-01" if SHORT_YEAR.fullmatch(text.strip()) else None
    return f"write {' or '.join(quote(each) for each in readings if each)}"


def _meant(text: str) -> str | None:
    """How a date in another common notation is written here. Raises InvalidDateError where there is no such day."""
    meant = parse_other_notation(text)
    if meant and "/" not in meant:
        _point(meant)
    return meant


@lru_cache(maxsize=1 << 13)
def _shown(point: Point | None, language: Language, length: str = "long") -> str:
    if not point:
        return ""
    if point.unit == "day":
        shown = language.format_date(point.first, length)
    else:
        shown = format_skeleton("yMMMM" if point.unit == "month" else "y", point.first, locale=language.locale)
    if point.approximate:
        shown = language.label("about %(date)s", date=shown)
    return language.label("%(date)s (uncertain)", date=shown) if point.uncertain else shown


@lru_cache(maxsize=1 << 13)  # Babel reads its patterns anew for each
def _shown_interval(start: Point, end: Point, language: Language) -> str:
    """By CLDR's interval formats, with the months spelt out: CLDR has them abbreviated only."""
    skeleton = {"day": "yMMMd", "month": "yMMMM", "year": "y"}[start.unit]
    differing = next((field for field in "yMd" if _field(start, field) != _field(end, field)), None)
    if not differing:
        return _shown(start, language)
    patterns = language.locale.interval_formats[skeleton][differing]
    if len(patterns) != 2:  # start and end; Babel splits Persian's patterns in three
        return language.label("%(start)s to %(end)s", start=_shown(start, language), end=_shown(end, language))
    instants = (start.first, end.first)
    spelt = (re.sub("(?<!M)MMM(?!M)", "MMMM", pattern) for pattern in patterns)
    return "".join(
        parse_pattern(pattern).apply(day, language.locale) for pattern, day in zip(spelt, instants, strict=True)
    )


def _field(point: Point, field: str) -> int:
    return {"y": point.first.year, "M": point.first.month, "d": point.first.day}[field]
