"""The timeline: every event of every record, the latest first."""

from collections.abc import Iterator
from functools import partial

from generator.archive.archive import Archive
from generator.kinds import kind_of
from generator.kinds.kind import Event
from generator.kinds.record import Record
from generator.pages.list_pages import by_year, list_pages
from generator.pages.markdown import Md
from generator.pages.page import Page
from generator.pages.writer import SEPARATOR, Writer
from generator.values.languages import Language, gettext_noop

PATH = "timeline/index.md"
TITLE = gettext_noop("Timeline")
EVENTS = gettext_noop("Events on the timeline")
SECTION = gettext_noop("Over time")


def pages(archive: Archive, language: Language) -> Iterator[Page]:
    """The timeline, in one page or one a year."""
    writer = Writer(archive, language, PATH)
    entries = ((event.when, partial(line, event, record)) for event, record in reversed(archive.events))
    yield from list_pages(writer, language.label(TITLE), by_year(entries, language.label("Without a date")))


def line(event: Event, record: Record, writer: Writer) -> Md:
    """An event as an entry of a list: when, what, of which record, and a status such as that it was cancelled."""
    parts = (event.when, event.what, record, kind_of(record).timeline.status(record))
    return writer.show(parts, SEPARATOR)
