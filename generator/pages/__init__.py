"""Every page of the site as Markdown, one module per page type.

`PAGES` and `RECORD_PAGES` are the only lists of page types. `render.py` and the live preview render unit by unit.
"""

from collections.abc import Callable, Iterator
from typing import NamedTuple, TypeAlias

from generator.archive.archive import Archive
from generator.incremental.outputs import Output
from generator.kinds import key_of
from generator.kinds.record import Record
from generator.pages import (
    about,
    briefs,
    calendar,
    commitments,
    guide,
    home,
    kind_index,
    record_page,
    relation_page,
    search_documents,
    search_page,
    statistics,
    timeline,
)
from generator.pages.direction import page_direction
from generator.pages.page import Page
from generator.pages.page_type import PageType
from generator.pages.site_settings import language_settings
from generator.values.languages import Language, language

RecordPageType: TypeAlias = Callable[[Archive, Language, Record], Iterator[Page]]
"""A type of page about one record; yields none for records of other kinds."""

PAGES: tuple[PageType, ...] = (
    home.PAGE_TYPE,
    *kind_index.PAGE_TYPES,
    calendar.PAGE_TYPE,
    timeline.PAGE_TYPE,
    statistics.PAGE_TYPE,
    commitments.PAGE_TYPE,
    briefs.PAGE_TYPE,
    about.PAGE_TYPE,
    guide.PAGE_TYPE,
    search_page.PAGE_TYPE,
)
"""Every type of page about many records, in the order of the navigation."""

RECORD_PAGES: tuple[RecordPageType, ...] = (
    record_page.pages,
    relation_page.pages,
    briefs.pages,
)
"""Every type of page about one record."""


class PageUnit(NamedTuple):
    """A part of the site that is rendered by itself: all pages of one record, or of one page type, in a language."""

    language: str
    record: str = ""
    """The key of the record; empty for a page type."""
    position: int = 0
    """The position of the page type in `PAGES`. `len(PAGES)` is the unit of the settings and list documents."""


def units(archive: Archive) -> Iterator[PageUnit]:
    """Yield every unit of the site."""
    for code in archive.site.languages:
        yield from (PageUnit(code, key_of(record)) for record in archive.records)
        yield from (PageUnit(code, position=position) for position in range(len(PAGES) + 1))


def render_unit(archive: Archive, unit: PageUnit) -> Iterator[Output]:
    """Render a unit to files with paths below the folder of pages."""
    with page_direction(language(unit.language).direction):
        outputs = tuple(_render_unit(archive, unit))
    yield from outputs  # what asks for them isolates nothing meanwhile


def _render_unit(archive: Archive, unit: PageUnit) -> Iterator[Output]:
    page_language = language(unit.language)
    yield from render_documents(archive, unit)
    if unit.record:
        if record := archive.find(unit.record):
            for pages in RECORD_PAGES:
                yield from (_in_folder(unit, page.output) for page in pages(archive, page_language, record))
    elif unit.position < len(PAGES):
        pages_of_type = PAGES[unit.position].pages(archive, page_language)
        yield from (_in_folder(unit, page.output) for page in pages_of_type)
    else:
        yield _in_folder(unit, language_settings(archive, page_language, PAGES))


def render_documents(archive: Archive, unit: PageUnit) -> Iterator[Output]:
    """Render the search documents of a unit alone; the unit of a page type has none."""
    page_language = language(unit.language)
    if unit.record:
        if record := archive.find(unit.record):
            yield from search_documents.record_documents(archive, page_language, record)
    elif unit.position == len(PAGES):
        yield from search_documents.list_documents(archive, page_language, PAGES)


def _in_folder(unit: PageUnit, output: Output) -> Output:
    """Return `output` with its path in the folder of the unit's language."""
    return Output(f"{unit.language}/{output.path}", output.content)
