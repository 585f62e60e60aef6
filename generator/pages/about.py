"""The page about the site: marks and statuses, numbers of records, languages, corrections."""

from collections.abc import Iterator

from generator.archive.addresses import index_path
from generator.archive.archive import Archive
from generator.kinds import KINDS
from generator.pages import guide_layout
from generator.pages.markdown import Md, escape_url, link
from generator.pages.page import Page
from generator.pages.page_type import PageType
from generator.pages.sections import Section, join_sections, list_section, table_section
from generator.pages.writer import SEPARATOR, Writer
from generator.values.languages import Language, gettext_noop

PATH = "about/index.md"
TITLE = gettext_noop("About this site")


def pages(archive: Archive, language: Language) -> Iterator[Page]:
    """Write the page about the site."""
    writer = Writer(archive, language, PATH)
    title = language.label(TITLE)
    head = Md("# {} {{#title}}\n\n{}\n{{: .kind }}").format(title, writer.edition)
    parts = (head, writer.prose(archive.site.description), join_sections(_sections(writer)))
    yield Page(PATH, title, Md("\n\n").join(filter(None, parts)), f"{title}: {writer.edition}")


def _sections(writer: Writer) -> Iterator[Section]:
    """Yield the sections of the page."""
    label, archive = writer.label, writer.archive
    yield list_section(label("How to read a page"), "reading", map(Md.escape, _hints_for_readers(writer)))
    yield list_section(label("How things stand"), "standing", map(Md.escape, _meaning_of_statuses(writer)))
    yield table_section(
        label("What it is made from"),
        "records",
        (label("Records"), label("Number")),
        (
            (writer.link_to_page(label(kind.plural), index_path(kind)), writer.show(len(archive.records_of(kind))))
            for kind in KINDS
            if archive.records_of(kind)
        ),
    )
    languages = SEPARATOR.join(writer.language_name(code) for code in archive.site.languages)
    yield list_section(
        label("Languages"),
        "languages",
        (languages, Md.escape(label("Names and titles are translated; what is not stands in the language it is in."))),
    )
    yield list_section(label("For editors"), "editors", _links_for_editors(writer))
    if archive.site.repository:
        repository = link(archive.site.repository, escape_url(archive.site.repository))
        yield list_section(label("Corrections"), "corrections", (_hint_for_corrections(writer), repository))


def _links_for_editors(writer: Writer) -> tuple[Md, ...]:
    """Link to the editors' guide."""
    guide = writer.link_to_page(writer.label(guide_layout.TITLE), guide_layout.PATH)
    return (SEPARATOR.join((guide, Md.escape(writer.label("what each field holds, and what each problem means")))),)


def _hints_for_readers(writer: Writer) -> tuple[str, ...]:
    """Return the sentences about the marks on pages."""
    return (
        writer.label("A number in brackets leads to the source of a fact, at the foot of the page."),
        writer.label("“Inferred” marks what no source states; the reason unfolds beside the fact."),
        writer.label("“What the sources leave open” says what they contradict, judge or leave out."),
        writer.label("“Mentioned in” lists everything that refers to a record."),
    )


def _meaning_of_statuses(writer: Writer) -> tuple[str, ...]:
    """Return the sentences about statuses and the day they are derived for."""
    return (
        writer.label("Everything is derived from the records as of the day that each page names."),
        writer.label("The status of an agreement follows from its history: signature, consent, entry into force, end."),
        writer.label("A commitment is overdue when its day has passed and it is neither done nor dropped."),
        writer.label("A mechanism is overdue when its next session should have been held and none is planned."),
        writer.label("A brief for a meeting holds only what was known before the meeting."),
    )


def _hint_for_corrections(writer: Writer) -> Md:
    """Say how a reader gets to the file of a record."""
    return Md.escape(writer.label("Each page of a record ends with the way to the file it is made from."))


PAGE_TYPE = PageType(pages, PATH, TITLE, section=gettext_noop("Sources and method"))
