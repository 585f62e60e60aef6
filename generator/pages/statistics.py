"""The page of statistics: charts of meetings a year by level, agreements a year by status, activity by sector."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date

from generator.archive.archive import Archive
from generator.dossier.dossier import Dossier
from generator.kinds.agreement import Agreement
from generator.kinds.agreement_history import STATUSES, events_until
from generator.kinds.meeting_entries import MEETING_LEVELS
from generator.pages.charts import BarChart, format_chart
from generator.pages.markdown import Md
from generator.pages.page import Page
from generator.pages.page_type import PageType
from generator.pages.sections import Section, join_sections
from generator.pages.writer import Writer
from generator.values.dates import When
from generator.values.labels import Word, word_unless_other
from generator.values.languages import Language, gettext_noop
from generator.values.text import Phrase

PATH = "statistics/index.md"
TITLE = gettext_noop("Statistics")
MOST_YEARS = 15
"""The most years of a chart and its table, the latest: so that both stay legible."""
MOST_SECTORS = 20


def pages(archive: Archive, language: Language) -> Iterator[Page]:
    """Write the page of statistics, over the whole archive."""
    writer = Writer(archive, language, PATH)
    title = language.label(TITLE)
    sections = join_sections(_sections(Dossier.of_all(archive), writer))
    nothing = Md.escape(language.label("There is nothing to count yet."))
    head = Md("# {} {{#title}}\n\n{}\n{{: .kind }}").format(title, writer.edition)
    yield Page(PATH, title, Md("\n\n").join((head, sections or nothing)), f"{title}: {writer.edition}")


def _sections(dossier: Dossier, writer: Writer) -> Iterator[Section]:
    """Yield a section for each chart with a number."""
    label = writer.label
    if chart := _meetings_by_year(dossier, writer):
        heading = label("Meetings a year by level")
        yield Section(heading, "meetings", format_chart(writer, heading, label("Meetings held"), chart))
    if chart := _agreements_by_year(dossier, writer):
        heading = label("Agreements a year by status")
        caption = label("Agreements signed, by how they stand now; each document of a package counts")
        yield Section(heading, "agreements", format_chart(writer, heading, caption, chart))
    chart = _activity_by_sector(dossier, writer)
    if chart.series:
        heading = label("Activity by sector")
        caption = label("Meetings, agreements and commitments in each sector")
        yield Section(heading, "sectors", format_chart(writer, heading, caption, chart, horizontal=True))


def _meetings_by_year(dossier: Dossier, writer: Writer) -> BarChart | None:
    """Return the numbers of meetings held, by year and level."""
    numbers = Counter((meeting.date.year, str(meeting.level)) for meeting in dossier.meetings_held)
    names: dict[str, str] = {
        level: _name(level, writer) or writer.label("Level not recorded") for level in MEETING_LEVELS
    }
    return _by_year(writer, numbers, MEETING_LEVELS, names)


def _agreements_by_year(dossier: Dossier, writer: Writer) -> BarChart | None:
    """Return the numbers of agreements, by year of signature and status."""
    numbers: Counter[tuple[int | None, str]] = Counter()
    for agreement, standing in dossier.agreements:
        if signed := _first_signed(agreement, dossier.day):
            numbers[signed.year, standing.status] += agreement.documents
    return _by_year(writer, numbers, STATUSES, {status: _name(status, writer) for status in STATUSES})


def _name(word: str, writer: Writer) -> str:
    """Return the label of a level or status; empty for "other"."""
    return writer.label(Word(word).label) if word_unless_other(word) else ""


def _first_signed(agreement: Agreement, day: date) -> When | None:
    """Return the date of the first signature of an agreement by `day`."""
    signatures = (event.date for event in events_until(agreement.history, day) if event.event == "signed")
    return next(signatures, None)


def _by_year(
    writer: Writer, numbers: Counter[tuple[int | None, str]], order: Sequence[str], names: dict[str, str]
) -> BarChart | None:
    """Return a chart of the latest years, empty ones included, or None.

    `numbers` are by year and word. Each word with a number is a series.
    """
    years_with_numbers = [year for (year, _), number in numbers.items() if year and number]
    if not years_with_numbers:
        return None
    last = max(years_with_numbers)
    years = range(max(min(years_with_numbers), last - MOST_YEARS + 1), last + 1)
    words = [word for word in order if any(numbers[year, word] for year in years)]
    series = [(names[word], [numbers[year, word] for year in years]) for word in words]
    return BarChart(writer.label("Year"), [Phrase(str(year)) for year in years], series)


def _activity_by_sector(dossier: Dossier, writer: Writer) -> BarChart:
    """Return the numbers of records and commitments in the busiest sectors."""
    busiest = dossier.activity_by_sector[:MOST_SECTORS]
    series = (
        (writer.label("Meetings"), [len(each.meetings) for each in busiest]),
        (writer.label("Agreements"), [len(each.agreements) for each in busiest]),
        (writer.label("Commitments"), [len(each.commitments) for each in busiest]),
    )
    return BarChart(
        writer.label("Sector"),
        [writer.title(each.sector) for each in busiest],
        [each for each in series if any(each[1])],
    )


PAGE_TYPE = PageType(pages, PATH, TITLE, section=gettext_noop("Over time"))
