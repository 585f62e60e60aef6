"""The calendar: months as a sheet on the wall, with what happened, what is planned and what is to be remembered."""

from calendar import Calendar
from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from itertools import groupby
from typing import NamedTuple, TypeAlias

from babel.dates import format_skeleton, get_day_names

from generator.archive.addresses import list_part_path
from generator.archive.archive import Archive
from generator.kinds import kind_of
from generator.kinds.kind import Event
from generator.kinds.record import Record
from generator.pages.lines import event_line
from generator.pages.markdown import Md, bullets, table
from generator.pages.page import Page
from generator.pages.page_type import PageType
from generator.pages.sections import Section, join_sections
from generator.pages.writer import SEPARATOR, Writer
from generator.values.languages import Language, gettext_noop

PATH = "calendar/index.md"
TITLE = gettext_noop("Calendar")

LONGEST = timedelta(days=31)
"""Beyond this an event stands on its first day and its last day alone."""

YEARS = timedelta(days=731)
"""Beyond this an event is not told in every month that it lasts."""

Month: TypeAlias = tuple[int, int]
"""A year and a month."""


class Dated(NamedTuple):
    """What stands on the days of the calendar, and what is known to the month alone."""

    days: Mapping[date, tuple[tuple[Event, Record], ...]]
    months: Mapping[Month, tuple[tuple[Event, Record], ...]]

    @property
    def filled(self) -> list[Month]:
        """The months in which there is something, the earliest first."""
        return sorted({(day.year, day.month) for day in self.days} | set(self.months))


def pages(archive: Archive, language: Language) -> Iterator[Page]:
    """The months around the day of the edition, and a page for each year in which there is something."""
    writer = Writer(archive, language, PATH)
    dated = _dated(archive)
    years = [(year, tuple(months)) for year, months in groupby(dated.filled, key=lambda month: month[0])]
    title = language.label(TITLE)
    head = Md("# {} {{#title}}\n\n{}\n{{: .kind }}").format(title, writer.edition)
    around = join_sections(_sheet(month, dated, writer, anniversaries=True) for month in _around(archive.day))
    ways = (writer.link_to_page(str(year), list_part_path(PATH, f"{year:04}")) for year, _ in reversed(years))
    listed = Md("## {} {{#years}}\n\n{}").format(language.label("Year by year"), SEPARATOR.join(ways))
    yield Page(PATH, title, Md("\n\n").join((head, around, *([listed] if years else []))), f"{title}: {writer.edition}")
    for year, months in years:
        there = Writer(archive, language, list_part_path(PATH, f"{year:04}"))
        heading = f"{title}: {year}"
        sheets = join_sections(_sheet(month, dated, there) for month in months)
        body = Md("# {} {{#title}}\n\n{}\n{{: .kind }}\n\n{}").format(heading, there.link_to_page(title, PATH), sheets)
        yield Page(there.path, heading, body, heading)


def _around(day: date) -> Iterator[Month]:
    """The month before the day, its own and the two that follow."""
    for number in range(day.year * 12 + day.month - 2, day.year * 12 + day.month + 2):
        if date.min.year <= number // 12 <= date.max.year:
            yield number // 12, number % 12 + 1


def _dated(archive: Archive) -> Dated:
    days: dict[date, list[tuple[Event, Record]]] = defaultdict(list)
    months: dict[Month, list[tuple[Event, Record]]] = defaultdict(list)
    for event, record in archive.events:
        for day in _days_of(event):
            days[day].append((event, record))
        for month in _months_of(event):
            months[month].append((event, record))
    return Dated(
        {day: tuple(found) for day, found in days.items()}, {month: tuple(found) for month, found in months.items()}
    )


def _months_of(event: Event) -> Iterator[Month]:
    """The months that it begins or ends in, where it stands on no day of them."""
    when = event.when
    points = [point for point in (when.start, when.end) if point]
    if when.start and when.end and when.is_to_the_day and LONGEST < when.last - when.first <= YEARS:
        yield from _between(when.first, when.last)
    on_a_day = {(each.first.year, each.first.month) for each in points if each.unit == "day"}
    months = dict.fromkeys((each.first.year, each.first.month) for each in points if each.unit == "month")
    yield from (month for month in months if month not in on_a_day)


def _between(first: date, last: date) -> Iterator[Month]:
    """The months that lie between those of two days."""
    for number in range(first.year * 12 + first.month, last.year * 12 + last.month - 1):
        yield number // 12, number % 12 + 1


def _days_of(event: Event) -> Iterator[date]:
    """Every day of an event that lasts a month at the most; of others the first and the last day that are known."""
    when = event.when
    if when.start and when.end and when.is_to_the_day and when.last - when.first <= LONGEST:
        yield from (when.first + timedelta(days=passed) for passed in range((when.last - when.first).days + 1))
    else:
        points = (point for point in (when.start, when.end) if point and point.unit == "day")
        yield from dict.fromkeys(point.first for point in points)


def _sheet(month: Month, dated: Dated, writer: Writer, *, anniversaries: bool = False) -> Section:
    """A month as a table of weeks, from the day on which weeks begin where the language is at home."""
    locale = writer.language.locale
    weeks = Calendar(writer.language.first_week_day).monthdays2calendar(*month)
    names = get_day_names("abbreviated", context="stand-alone", locale=locale)
    days = [date(*month, number) for week in weeks for number, _ in week if number]
    kept: dict[date, list[Md]] = defaultdict(list)
    if anniversaries:
        for each in writer.archive.anniversaries(days[0], days[-1]):
            name = writer.language.format_anniversary(each.years)
            kept[each.day].append(Md("{}, {}").format(writer.link(each.record), name))
    rows = ([_day(date(*month, n), dated, kept, writer) if n else Md("") for n, _ in week] for week in weeks)
    sheet = table((names[weekday] for _, weekday in weeks[0]), rows)
    heading = format_skeleton("yMMMM", days[0], locale=locale)
    parts = [Md('<div class="calendar" markdown="1">\n\n{}\n\n</div>').format(sheet)]
    if month in dated.months:
        parts.append(bullets(event_line(event, record, writer) for event, record in dated.months[month]))
    return Section(heading[:1].title() + heading[1:], f"m{month[0]:04}-{month[1]:02}", Md("\n\n").join(parts))


def _day(day: date, dated: Dated, kept: Mapping[date, list[Md]], writer: Writer) -> Md:
    """A day of the month with what stands on it."""
    entries = [_entry(event, record, writer) for event, record in dated.days.get(day, ())]
    entries += kept.get(day, [])
    number = Md.escape(day.day)
    if entries:
        weekday = get_day_names("abbreviated", locale=writer.language.locale)[day.weekday()]
        number = Md('**{}** <span class="weekday">{}</span>').format(day.day, weekday)
    marks = [*(["event"] if entries else []), *(["today"] if day == writer.archive.day else [])]
    classes = Md(" {{: .{} }}").format(Md(" .").join(map(Md, marks))) if marks else Md("")
    return Md("<br>").join((number, *entries)) + classes


def _entry(event: Event, record: Record, writer: Writer) -> Md:
    return writer.show((event.what, record, kind_of(record).timeline.status(record)))


PAGE_TYPE = PageType(pages, PATH, TITLE, section=gettext_noop("Over time"))
