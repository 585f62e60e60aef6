"""The timeline: every event of every record, the latest first."""

from collections.abc import Iterator
from functools import partial

from generator.archive import Archive
from generator.kinds.kind import Event, Record
from generator.languages import Language
from generator.pages.grouped import by_year, list_pages
from generator.pages.markdown import Md
from generator.pages.page import Page
from generator.pages.writer import SEPARATOR, Writer

PATH = "timeline/index.md"


def pages(archive: Archive, language: Language) -> Iterator[Page]:
    """The timeline, in one page or one a year."""
    writer = Writer(archive, language, PATH)
    entries = ((event.when, partial(_line, event, record)) for event, record in reversed(archive.events))
    yield from list_pages(writer, language.label("Timeline"), by_year(entries, language.label("Without a date")))


def _line(event: Event, record: Record, writer: Writer) -> Md:
    what = writer.show(event.what) if event.what else None
    return SEPARATOR.join(filter(None, (writer.show(event.when), what, writer.link(record))))
