"""The home page: the leading relation, upcoming, overdue and latest records, and links to the rest."""

from collections.abc import Iterable, Iterator
from datetime import timedelta

from generator.archive.addresses import index_path
from generator.archive.archive import Archive
from generator.dossier.dossier import Dossier
from generator.dossier.ledger import overdue_commitments
from generator.dossier.overview import latest_records, upcoming_records
from generator.dossier.upcoming import date_of_anniversary
from generator.kinds import KINDS, kind_of
from generator.kinds.record import Record
from generator.pages import commitments, timeline
from generator.pages.citations import FieldNotes, Footnotes
from generator.pages.lines import commitment_line, date_line
from generator.pages.markdown import Md, isolated_text
from generator.pages.page import Page
from generator.pages.page_type import PageType
from generator.pages.record_page import fact_lines
from generator.pages.relation_page import at_a_glance
from generator.pages.sections import Section, join_sections, list_section
from generator.pages.writer import SEPARATOR, Writer
from generator.values.dates import shift_day
from generator.values.languages import Language, gettext_noop

PATH = "index.md"
TITLE = gettext_noop("Home")
MOST = 5
"""The most records of a section."""
AHEAD = timedelta(days=90)
"""How far ahead anniversaries are announced."""


def pages(archive: Archive, language: Language) -> Iterator[Page]:
    """Write the home page."""
    writer = Writer(archive, language, PATH)
    site = archive.site
    title = writer.phrase(archive.phrase(site.title, language))
    tagline = writer.show(site.tagline)
    columns = join_sections(_sections(writer))
    footnotes = Footnotes(writer, one_per_source=True)
    parts = (
        Md("# {} {{#title}}").format(title),
        Md("{}\n{{: .tagline }}").format(tagline) if tagline else None,
        _leading_relation(writer, footnotes),
        Md('<div class="columns" markdown="1">\n\n{}\n\n</div>').format(columns) if columns else None,
        writer.prose(site.description),
        join_sections([Section(language.label("In figures"), "figures", SEPARATOR.join(_numbers(writer)))]),
    )
    sources = join_sections([Section(language.label("Sources"), "sources", footnotes.numbered_list)])
    description = isolated_text(tagline) or isolated_text(title)
    yield Page(
        PATH, archive.phrase(site.title, language).text, Md("\n\n").join(filter(None, (*parts, sources))), description
    )


def _leading_relation(writer: Writer, footnotes: Footnotes) -> Md | None:
    """Show the site's leading relation at a glance; None if there is none."""
    archive = writer.archive
    relation = archive.get(archive.site.home_relation) if archive.site.home_relation else None
    if not relation:
        return None
    kind, notes = kind_of(relation), FieldNotes(relation, writer, footnotes)
    own = fact_lines(kind.facts(relation, archive)[1:3], writer, notes)
    shared = at_a_glance(Dossier(archive, kind.parties(relation)), writer, footnotes)
    facts = (Md("{}\n:   {}").format(fact.label, fact.value) for fact in (*own, *shared))
    head = Md("## {} {{#relation}}").format(writer.link(relation))
    return Md('{}\n\n<div class="glance" markdown="1">\n\n{}\n\n</div>').format(head, Md("\n\n").join(facts))


def _sections(writer: Writer) -> Iterator[Section]:
    """Yield upcoming records, overdue commitments, anniversaries, and latest records."""
    archive, label = writer.archive, writer.label
    yield list_section(label("Coming up"), "coming", _lines(writer, upcoming_records(archive)[:MOST]))
    overdue = overdue_commitments(archive)[:MOST]
    yield list_section(label("Overdue"), "overdue", (commitment_line(each, writer) for each in overdue))
    anniversaries = archive.anniversaries(archive.day, shift_day(archive.day, AHEAD))[:MOST]
    dates = map(date_of_anniversary, anniversaries)
    yield list_section(label("Anniversaries"), "anniversaries", (date_line(each, writer) for each in dates))
    for kind, latest in latest_records(archive, MOST):
        yield list_section(label(kind.plural), kind.folder, _lines(writer, latest))


def _lines(writer: Writer, records: Iterable[Record]) -> list[Md]:
    """Format each record as a line."""
    return [writer.line(record) for record in records]


def _numbers(writer: Writer) -> list[Md]:
    """Link to the indexes, commitments and timeline, each with its number of entries."""
    archive, language = writer.archive, writer.language
    entries: list[tuple[str, str, int]] = [
        (kind.plural, index_path(kind), len(archive.records_of(kind))) for kind in KINDS
    ]
    entries += [
        (commitments.TITLE, commitments.PATH, len(archive.commitments)),
        (timeline.EVENTS, timeline.PATH, len(archive.events)),
    ]
    return [
        Md("{}: {}").format(writer.link_to_page(language.label(label), path), language.format_number(number))
        for label, path, number in entries
        if number
    ]


PAGE_TYPE = PageType(pages, PATH, TITLE)
