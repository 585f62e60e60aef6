"""What the site shows: one module for each type of page. A unit is what is rendered by itself."""

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
from generator.pages.page import Page
from generator.pages.page_type import PageType
from generator.pages.site_settings import language_settings
from generator.values.languages import Language, language

RecordPageType: TypeAlias = Callable[[Archive, Language, Record], Iterator[Page]]

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
    """What is rendered by itself: what one record becomes in a language, or one type of page about many."""

    language: str
    record: str = ""
    """The key of the record."""
    number: int = 0
    """The position of the type of page; the last one stands for what is no page."""


def units(archive: Archive) -> Iterator[PageUnit]:
    """All there is to render."""
    for code in archive.site.languages:
        yield from (PageUnit(code, key_of(each)) for each in archive.records)
        yield from (PageUnit(code, number=number) for number in range(len(PAGES) + 1))


def render_unit(archive: Archive, unit: PageUnit) -> Iterator[Output]:
    """The outputs of a unit, below the folder of pages."""
    spoken = language(unit.language)
    if unit.record:
        subject = archive.find(unit.record)
        if subject is None:
            return
        yield from search_documents.of_record(archive, spoken, subject)
        for make in RECORD_PAGES:
            yield from (_below(unit, page.output) for page in make(archive, spoken, subject))
    elif unit.number < len(PAGES):
        yield from (_below(unit, page.output) for page in PAGES[unit.number].pages(archive, spoken))
    else:
        yield _below(unit, language_settings(archive, spoken, PAGES))
        yield from search_documents.of_lists(archive, spoken, PAGES)


def _below(unit: PageUnit, output: Output) -> Output:
    return Output(f"{unit.language}/{output.path}", output.content)
