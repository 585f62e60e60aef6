"""Refuse calendars that are built to exhaust the reader: endless time zones, nesting, floods of lines.

The lines are those that icalendar unfolds, the rules those that it parses: what they look like in the file is not
asked.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import tzinfo
from typing import Any

from icalendar.parser import Contentlines
from icalendar.timezone import tzp
from icalendar.timezone.zoneinfo import ZONEINFO

from generator.editing.importing.table import NoTableError
from generator.problems import quote

DEEPEST = 10
"""The most components within each other: an alarm in an event in a calendar has two around it."""
MOST_COMPONENTS = 500_000
"""The most components of a calendar: ten years of 100 events a day."""
MOST_PROPERTIES = 20_000
"""The most properties of a component: an event of many thousand attendees."""
MOST_ZONES = 1_000
"""The most time zones of a calendar: there are some 600 in the world."""
MOST_CHANGES = 1_000
"""The most single changes of the clocks of a time zone (`RDATE`): the longest histories have some 250."""
MOST_DAYS = 31
"""The most days that a part of a rule lists."""
RULES, DAYS = ("RRULE", "EXRULE"), ("RDATE", "EXDATE")
TIMES_OF_DAY = {"BYHOUR", "BYMINUTE", "BYSECOND"}
END_OF_NAME = re.compile("[:;]")
REMEDY = "delete the part from BEGIN:VTIMEZONE to END:VTIMEZONE"


def refuse_hostile_lines(raw: bytes) -> None:
    """Refuse too many components, too deep ones, and too many properties."""
    components, zones, properties = 0, 0, [0]
    for line in Contentlines.from_ical(raw):  # type: ignore[no-untyped-call]  # it has no types
        name = "".join(END_OF_NAME.split(line, 1)[0].split()).upper()
        if name == "BEGIN":
            components, zones = components + 1, zones + line.upper().endswith("VTIMEZONE")
            properties.append(0)
            _refuse_over(len(properties) - 1, DEEPEST, "components within each other")
            _refuse_over(components, MOST_COMPONENTS, "components")
            _refuse_over(zones, MOST_ZONES, "time zones")
        elif name == "END":
            del properties[max(1, len(properties) - 1) :]
        else:
            properties[-1] += 1
            _refuse_over(properties[-1], MOST_PROPERTIES, "properties of a component")


def _refuse_over(number: int, most: int, of: str) -> None:
    if number > most:
        raise NoTableError(f"at most {most:,} {of} are expected, found more")


@contextmanager
def limited_time_zones() -> Iterator[None]:
    """Have icalendar build no time zone without end.

    It forgets those of an earlier calendar.
    """
    tzp.use(LimitedTimeZones())
    try:
        yield
    finally:
        tzp.use_default()


class LimitedTimeZones(ZONEINFO):
    """Time zones for icalendar. One that a calendar defines is checked before it is built."""

    def create_timezone(self, tz: Any) -> tzinfo:  # type: ignore[override]  # as the class above has it
        """Build the time zone of a component.

        Raises NoTableError if its changes have no end.
        """
        for observance in tz.walk():
            for name in RULES:
                for rule in _listed(observance.get(name)):
                    _refuse_rule(rule)
            _refuse_days(observance)
        return super().create_timezone(tz)


def _listed(value: Any) -> Sequence[Any]:
    return () if value is None else value if isinstance(value, list) else (value,)


def _refuse_rule(rule: Any) -> None:
    """Refuse a rule by which clocks change on other than some days of the year."""
    parts = {str(name).upper(): _listed(values) for name, values in getattr(rule, "items", dict)()}
    frequency = [str(each).upper() for each in parts.get("FREQ", ())]
    intervals = parts.get("INTERVAL", (1,))
    weekly = "BYDAY" in parts and not {"BYMONTH", "BYMONTHDAY", "BYWEEKNO", "BYYEARDAY"} & parts.keys()
    weekly = weekly and not all(re.search(r"\d", str(day)) for day in parts["BYDAY"])
    if (
        frequency == ["YEARLY"]
        and all(isinstance(interval, int) and interval > 0 for interval in intervals)
        and not TIMES_OF_DAY & parts.keys()
        and not weekly
        and max(map(len, parts.values())) <= MOST_DAYS
    ):
        return
    written = quote(rule.to_ical().decode("utf-8", "replace") if hasattr(rule, "to_ical") else rule)
    message = f"a time zone whose clocks change on days of the year is expected, found {written}"
    raise NoTableError(f"{message}; {REMEDY}")


def _refuse_days(observance: Any) -> None:
    """Refuse a list of single changes that no clock has had."""
    counts: Counter[str] = Counter()
    for name in DAYS:
        for listed in _listed(observance.get(name)):
            counts[name] += len(getattr(listed, "dts", (listed,)))
        if counts[name] > MOST_CHANGES:
            message = f"a time zone whose clocks change at most {MOST_CHANGES:,} times is expected"
            raise NoTableError(f"{message}, found {counts[name]:,} times in {name}; {REMEDY}")
