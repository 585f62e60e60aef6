"""The index of each kind: by year if its records are dated, else by title."""

from collections.abc import Iterator
from functools import partial
from typing import Any

from generator.archive.addresses import index_path
from generator.archive.archive import Archive
from generator.kinds import KINDS
from generator.kinds.kind import Kind
from generator.kinds.record import Record
from generator.pages.list_pages import MOST_ENTRIES, group_by_initial, group_by_year, list_pages
from generator.pages.markdown import Md
from generator.pages.page import Page
from generator.pages.page_type import PageType
from generator.pages.writer import Writer
from generator.values.languages import Language


def index_pages(kind: Kind[Any], archive: Archive, language: Language) -> Iterator[Page]:
    """Write the index of a kind, also without any record."""
    writer = Writer(archive, language, index_path(kind))
    records = archive.records_of(kind)
    if kind.is_dated:
        groups = group_by_year(
            ((kind.day(record), partial(_line, record)) for record in records),
            language.label("Without a date"),
        )
    else:
        groups = group_by_initial(
            ((writer.title(record).text, partial(_line, record)) for record in records),
            language.label("Others"),
        )
    yield from list_pages(
        writer, language.label(kind.plural), groups, headings=kind.is_dated or len(records) > MOST_ENTRIES
    )


def _line(record: Record, writer: Writer) -> Md:
    return writer.line(record)


def _has_records(kind: Kind[Any], archive: Archive) -> bool:
    return archive.has_records(kind)


PAGE_TYPES = tuple(
    PageType(partial(index_pages, kind), index_path(kind), kind.plural, kind.section, partial(_has_records, kind))
    for kind in KINDS
)
"""A page type for each kind."""
