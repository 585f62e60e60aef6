"""Format dates in words, by CLDR. Used by `When.format` in `dates.py`."""

import re
from functools import lru_cache

from babel.dates import format_skeleton, parse_pattern

from generator.values.date_point import Point
from generator.values.languages import Language


@lru_cache(maxsize=1 << 13)
def format_point(point: Point, language: Language, length: str = "long") -> str:
    """Format a point: "26 January 2024", "about January 1993".

    `length`: `long` or `medium`.
    """
    if point.unit == "day":
        words = language.format_date(point.first, length)
    else:
        words = format_skeleton("yMMMM" if point.unit == "month" else "y", point.first, locale=language.locale)
    if point.approximate:
        words = language.label("about %(date)s", date=words)
    return language.label("%(date)s (uncertain)", date=words) if point.uncertain else words


@lru_cache(maxsize=1 << 13)  # Babel reads its patterns anew for each
def format_interval(start: Point, end: Point, language: Language) -> str:
    """Format an interval between two points: "10–12 January 2024".

    Uses CLDR's interval formats. CLDR only has abbreviated months there, so they are replaced by full names.
    """
    if start.approximate or start.uncertain or end.approximate or end.uncertain or start.unit != end.unit:
        return _format_ends(start, end, language)
    skeleton = {"day": "yMMMd", "month": "yMMMM", "year": "y"}[start.unit]
    largest = next((field for field in "yMd" if _part(start, field) != _part(end, field)), None)
    if not largest:
        return format_point(start, language)
    patterns = language.locale.interval_formats[skeleton][largest]
    if len(patterns) != 2:  # start and end; Babel splits Persian's patterns in three
        return _format_ends(start, end, language)
    days = (start.first, end.first)
    spelt_out = (re.sub("(?<!M)MMM(?!M)", "MMMM", pattern) for pattern in patterns)
    return "".join(
        parse_pattern(pattern).apply(day, language.locale) for pattern, day in zip(spelt_out, days, strict=True)
    )


def _format_ends(start: Point, end: Point, language: Language) -> str:
    return language.label("%(start)s to %(end)s", start=format_point(start, language), end=format_point(end, language))


def _part(point: Point, field: str) -> int:
    return {"y": point.first.year, "M": point.first.month, "d": point.first.day}[field]
