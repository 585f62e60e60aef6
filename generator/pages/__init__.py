"""What the site shows: one module for each type of page. A unit is what is rendered by itself."""

from collections.abc import Callable, Iterator
from functools import partial
from typing import NamedTuple, TypeAlias

from generator.archive.archive import Archive
from generator.incremental.outputs import Output
from generator.kinds import KINDS, key_of
from generator.kinds.record import Record
from generator.pages import about, briefs, calendar, commitments, guide, home, statistics, timeline
from generator.pages import kind_index as index
from generator.pages import record_page as record
from generator.pages import relation_page as relation
from generator.pages import search_documents as documents
from generator.pages import search_page as search
from generator.pages.page import Page
from generator.pages.site_settings import site_settings, tree_settings
from generator.values.languages import Language, language

PageType: TypeAlias = Callable[[Archive, Language], Iterator[Page]]
RecordPageType: TypeAlias = Callable[[Archive, Language, Record], Iterator[Page]]

PAGES: tuple[PageType, ...] = (
    home.pages,
    *(partial(index.of_kind, kind) for kind in KINDS),
    briefs.index,
    timeline.pages,
    calendar.pages,
    commitments.pages,
    statistics.pages,
    about.pages,
    guide.pages,
    search.pages,
)
"""Every type of page that is about many records."""

RECORD_PAGES: tuple[RecordPageType, ...] = (
    record.pages,
    relation.pages,
    briefs.pages,
)
"""Every type of page that is about one record."""


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
        yield from documents.of_record(archive, spoken, subject)
        for make in RECORD_PAGES:
            yield from (_below(unit, page.output) for page in make(archive, spoken, subject))
    elif unit.number < len(PAGES):
        yield from (_below(unit, page.output) for page in PAGES[unit.number](archive, spoken))
    else:
        yield _below(unit, tree_settings(archive, spoken))
        yield from documents.of_lists(archive, spoken)


def _below(unit: PageUnit, output: Output) -> Output:
    return Output(f"{unit.language}/{output.path}", output.content)


def outputs(archive: Archive) -> Iterator[Output]:
    """Every file below the folder of pages: a tree for each language, and what holds of them all."""
    yield site_settings(archive)
    for unit in units(archive):
        yield from render_unit(archive, unit)
