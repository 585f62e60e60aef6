"""The index of each kind: by year where its records are dated, by title otherwise."""

from collections.abc import Iterator
from functools import partial
from typing import Any

from generator.archive.addresses import index_path
from generator.archive.archive import Archive
from generator.kinds import KINDS
from generator.kinds.kind import Kind
from generator.kinds.record import Record
from generator.pages.list_pages import LONGEST, by_initial, by_year, list_pages
from generator.pages.markdown import Md
from generator.pages.page import Page
from generator.pages.writer import Writer
from generator.values.languages import Language


def pages(archive: Archive, language: Language) -> Iterator[Page]:
    """An index for each kind, also where it has no records yet: navigation leads to it."""
    for kind in KINDS:
        yield from of_kind(kind, archive, language)


def of_kind(kind: Kind[Any], archive: Archive, language: Language) -> Iterator[Page]:
    """The index of a kind."""
    writer = Writer(archive, language, index_path(kind))
    records = archive.records_of(kind)
    if kind.is_dated:
        groups = by_year(
            ((kind.day(record), partial(_line, record)) for record in records),
            language.label("Without a date"),
        )
    else:
        groups = by_initial(
            ((writer.title(record).text, partial(_line, record)) for record in records),
            language.label("Others"),
        )
    yield from list_pages(writer, language.label(kind.plural), groups, headings=kind.is_dated or len(records) > LONGEST)


def _line(record: Record, writer: Writer) -> Md:
    return writer.line(record)
