"""The timeline: all events of all records, the latest first."""

from collections.abc import Iterator
from functools import partial

from generator.archive.archive import Archive
from generator.pages.lines import event_line
from generator.pages.list_pages import group_by_year, list_pages
from generator.pages.page import Page
from generator.pages.page_type import PageType
from generator.pages.writer import Writer
from generator.values.languages import Language, gettext_noop

PATH = "timeline/index.md"
TITLE = gettext_noop("Timeline")
EVENTS = gettext_noop("Events on the timeline")


def pages(archive: Archive, language: Language) -> Iterator[Page]:
    """Write the timeline, on one page or on one for each year."""
    writer = Writer(archive, language, PATH)
    entries = ((event.when, partial(event_line, event, record)) for event, record in reversed(archive.events))
    yield from list_pages(writer, language.label(TITLE), group_by_year(entries, language.label("Without a date")))


PAGE_TYPE = PageType(pages, PATH, TITLE, section=gettext_noop("Over time"))
