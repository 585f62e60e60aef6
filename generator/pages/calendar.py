"""The calendar: months as sheets on a wall, with the events and anniversaries of each day.

`dossier/event_calendar.py` puts events on days.
"""

from calendar import Calendar
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from itertools import groupby

from babel.dates import format_skeleton, get_day_names

from generator.archive.addresses import list_part_path
from generator.archive.archive import Archive
from generator.dossier.event_calendar import EventCalendar, Month, event_calendar, months_around
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


def pages(archive: Archive, language: Language) -> Iterator[Page]:
    """Write the months around the day, and a page for each year with an event."""
    events = event_calendar(archive)
    years = [(year, tuple(months)) for year, months in groupby(events.months_with_events, key=lambda month: month[0])]
    writer = Writer(archive, language, PATH)
    yield _first_page(events, [year for year, _ in years], writer)
    for year, months in years:
        yield _year_page(year, months, events, Writer(archive, language, _year_path(year)))


def _first_page(events: EventCalendar, years: list[int], writer: Writer) -> Page:
    """Write the months around the day, with links to `years`, the latest first."""
    title = writer.label(TITLE)
    head = Md("# {} {{#title}}\n\n{}\n{{: .kind }}").format(title, writer.edition)
    months = months_around(writer.archive.day)
    parts = [head, join_sections(_sheet(month, events, writer, anniversaries=True) for month in months)]
    if years:
        links = (writer.link_to_page(str(year), _year_path(year)) for year in reversed(years))
        parts.append(Md("## {} {{#years}}\n\n{}").format(writer.label("Year by year"), SEPARATOR.join(links)))
    return Page(PATH, title, Md("\n\n").join(parts), f"{title}: {writer.edition}")


def _year_page(year: int, months: Iterable[Month], events: EventCalendar, writer: Writer) -> Page:
    """Write the page of the months of one year."""
    title = writer.label(TITLE)
    heading = f"{title}: {year}"
    sheets = join_sections(_sheet(month, events, writer) for month in months)
    body = Md("# {} {{#title}}\n\n{}\n{{: .kind }}\n\n{}").format(heading, writer.link_to_page(title, PATH), sheets)
    return Page(writer.path, heading, body, heading)


def _year_path(year: int) -> str:
    """Return the path of the page of a year."""
    return list_part_path(PATH, f"{year:04}")


def _sheet(month: Month, events: EventCalendar, writer: Writer, *, anniversaries: bool = False) -> Section:
    """Show a month as a table of weeks.

    A week starts on the first weekday of the language's region."""
    locale = writer.language.locale
    weeks = Calendar(writer.language.first_week_day).monthdays2calendar(*month)
    names = get_day_names("abbreviated", context="stand-alone", locale=locale)
    days = [date(*month, number) for week in weeks for number, _ in week if number]
    lines = _anniversary_lines(days[0], days[-1], writer) if anniversaries else {}
    rows = ([_day(date(*month, n), events, lines, writer) if n else Md("") for n, _ in week] for week in weeks)
    sheet = table((names[weekday] for _, weekday in weeks[0]), rows)
    heading = format_skeleton("yMMMM", days[0], locale=locale)
    parts = [Md('<div class="calendar" markdown="1">\n\n{}\n\n</div>').format(sheet)]
    if month in events.months:
        parts.append(bullets(event_line(event, record, writer) for event, record in events.months[month]))
    return Section(heading[:1].title() + heading[1:], f"m{month[0]:04}-{month[1]:02}", Md("\n\n").join(parts))


def _anniversary_lines(start: date, end: date, writer: Writer) -> Mapping[date, list[Md]]:
    """Format the anniversaries of each day from `start` to `end`."""
    lines: dict[date, list[Md]] = defaultdict(list)
    for each in writer.archive.anniversaries(start, end):
        ordinal = writer.language.format_anniversary(each.years)
        lines[each.day].append(Md("{}, {}").format(writer.link(each.record), ordinal))
    return lines


def _day(day: date, events: EventCalendar, anniversary_lines: Mapping[date, list[Md]], writer: Writer) -> Md:
    """Format a day of the month: its number, events and anniversaries."""
    lines = [_line_without_date(event, record, writer) for event, record in events.days.get(day, ())]
    lines += anniversary_lines.get(day, [])
    number = Md.escape(day.day)
    if lines:
        weekday = get_day_names("abbreviated", locale=writer.language.locale)[day.weekday()]
        number = Md('**{}** <span class="weekday">{}</span>').format(day.day, weekday)
    marks = [*(["event"] if lines else []), *(["today"] if day == writer.archive.day else [])]
    classes = Md(" {{: .{} }}").format(Md(" .").join(map(Md, marks))) if marks else Md("")
    return Md("<br>").join((number, *lines)) + classes


def _line_without_date(event: Event, record: Record, writer: Writer) -> Md:
    """Format an event on its day: its text, record and status."""
    return writer.show((event.what, record, kind_of(record).timeline.status(record)))


PAGE_TYPE = PageType(pages, PATH, TITLE, section=gettext_noop("Over time"))
