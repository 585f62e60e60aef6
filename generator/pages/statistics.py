"""Statistics: meetings a year by level, agreements a year by status, activity by sector."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date

from generator.archive.archive import Archive
from generator.dossier.dossier import Dossier
from generator.kinds.agreement import Agreement
from generator.kinds.agreement_history import STATUSES, events_until
from generator.kinds.meeting_entries import MEETING_LEVELS
from generator.pages.charts import Figures, chart
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
"""How many years a chart shows, the latest; its table too, so that both stay legible."""
MOST_SECTORS = 20


def pages(archive: Archive, language: Language) -> Iterator[Page]:
    """The page of statistics, over everything there is."""
    writer = Writer(archive, language, PATH)
    title = language.label(TITLE)
    sections = join_sections(_sections(Dossier.of_all(archive), writer))
    nothing = Md.escape(language.label("There is nothing to count yet."))
    head = Md("# {} {{#title}}\n\n{}\n{{: .kind }}").format(title, writer.edition)
    yield Page(PATH, title, Md("\n\n").join((head, sections or nothing)), f"{title}: {writer.edition}")


def _sections(dossier: Dossier, writer: Writer) -> Iterator[Section]:
    label = writer.label
    meetings = Counter((meeting.date.year, str(meeting.level)) for meeting in dossier.meetings_held)
    heading = label("Meetings a year by level")
    level_names: dict[str, str] = {
        level: _word(writer, level) or label("Level not recorded") for level in MEETING_LEVELS
    }
    if figures := _by_year(writer, meetings, MEETING_LEVELS, level_names):
        yield Section(heading, "meetings", chart(writer, heading, label("Meetings held"), figures))
    agreements: Counter[tuple[int | None, str]] = Counter()
    for agreement, standing in dossier.agreements:
        if signed := _signed(agreement, dossier.day):
            agreements[signed.year, standing.status] += agreement.documents
    heading = label("Agreements a year by status")
    status_names = {status: _word(writer, status) for status in STATUSES}
    if figures := _by_year(writer, agreements, STATUSES, status_names):
        caption = label("Agreements signed, by how they stand now; each document of a package counts")
        yield Section(heading, "agreements", chart(writer, heading, caption, figures))
    heading = label("Activity by sector")
    figures = _by_sector(dossier, writer)
    if figures.series:
        caption = label("Meetings, agreements and commitments in each sector")
        yield Section(heading, "sectors", chart(writer, heading, caption, figures, lying=True))


def _word(writer: Writer, word: str) -> str:
    return writer.label(Word(word).label) if word_unless_other(word) else ""


def _signed(agreement: Agreement, day: date) -> When | None:
    """When an agreement was first signed by a day."""
    signed = (event.date for event in events_until(agreement.history, day) if event.event == "signed")
    return next(signed, None)


def _by_year(
    writer: Writer, numbers: Counter[tuple[int | None, str]], order: Sequence[str], names: dict[str, str]
) -> Figures | None:
    """The numbers of the latest years, a series for each word that occurs; a year without anything counts as one."""
    found = [year for (year, _), number in numbers.items() if year and number]
    if not found:
        return None
    years = range(max(min(found), max(found) - MOST_YEARS + 1), max(found) + 1)
    words = [word for word in order if any(numbers[year, word] for year in years)]
    series = [(names[word], [numbers[year, word] for year in years]) for word in words]
    return Figures(writer.label("Year"), [Phrase(str(year)) for year in years], series)


def _by_sector(dossier: Dossier, writer: Writer) -> Figures:
    busiest = dossier.activity_by_sector[:MOST_SECTORS]
    series = (
        (writer.label("Meetings"), [len(each.meetings) for each in busiest]),
        (writer.label("Agreements"), [len(each.agreements) for each in busiest]),
        (writer.label("Commitments"), [len(each.commitments) for each in busiest]),
    )
    return Figures(
        writer.label("Sector"),
        [writer.title(each.sector) for each in busiest],
        [each for each in series if any(each[1])],
    )


PAGE_TYPE = PageType(pages, PATH, TITLE, section=gettext_noop("Over time"))
