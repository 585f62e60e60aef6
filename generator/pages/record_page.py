"""The page of a record: facts, prose, mentions, sources, and the link to edit it.

`page_from_template` also serves `relation_page.py`, and `fact_lines` every page that starts with facts.
"""

import os
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple
from urllib.parse import quote

from generator.archive.addresses import brief_path, former_record_path, index_path, record_path, relative_url
from generator.archive.archive import Archive
from generator.kinds import kind_of
from generator.kinds.kind import Fact
from generator.kinds.record import CITED_BY, Record
from generator.pages.citations import FieldNotes, Footnotes
from generator.pages.markdown import Md, escape_url, isolated_text, link, squeeze_blank_lines
from generator.pages.page import Page
from generator.pages.templates import templates
from generator.pages.writer import SEPARATOR, Writer
from generator.values.languages import Language
from generator.values.text import Prose

MOST_MENTIONS = 100
"""The number of mentions listed under one heading; a link to the index follows."""


class FactLine(NamedTuple):
    """A fact as its page shows it: label, value with citations, reasons if inferred."""

    label: str
    value: Md
    inferences: tuple[Prose, ...] = ()


class Mentions(NamedTuple):
    """Mentions of a record under one heading: its first lines, the number of `more`, a link to the index."""

    heading: str
    lines: tuple[Md, ...]
    more: int
    index_link: Md


def pages(archive: Archive, language: Language, record: Record) -> Iterator[Page]:
    """Write the page of a record, but for dossiers, and redirects from former ids."""
    if not kind_of(record).pages.has_dossier_page:
        yield record_page(archive, language, record)
    for identifier in record.formerly:
        yield _redirect_page(archive, language, record, identifier)


def record_page(archive: Archive, language: Language, record: Record) -> Page:
    """Write the page of a record."""
    writer = Writer(archive, language, record_path(record))
    footnotes = Footnotes(writer)
    notes = FieldNotes(record, writer, footnotes)
    notes.register()
    facts = tuple(fact_lines(kind_of(record).facts(record, archive), writer, notes))
    return page_from_template(record, writer, "record.md.jinja", facts, notes, footnotes)


def page_from_template(
    record: Record,
    writer: Writer,
    template: str,
    facts: tuple[FactLine, ...],
    notes: FieldNotes,
    footnotes: Footnotes,
    **context: Any,
) -> Page:
    """Write the page of a record with a template and further variables for it."""
    archive, language, kind = writer.archive, writer.language, kind_of(record)
    body = (
        templates()
        .get_template(template)
        .render(
            record=record,
            section=f"{kind.name}.md.jinja",
            derived=kind.pages.derive(record, archive),
            title=writer.phrase(writer.title(record)),
            kind_index=writer.link_to_page(language.label(kind.plural), index_path(kind)),
            related=tuple(_related_pages(writer, record)),
            facts=facts,
            notes=notes,
            footnotes=footnotes,
            commitments=kind.commitments(record),
            mentions=tuple(_mentions(archive, writer, record)),
            edit=_edit_link(archive, writer, record),
            w=writer,
            _=language.label,
            sentence=writer.sentence,
            **context,
        )
    )
    when = kind.day(record)
    return Page(
        path=record_path(record),
        title=writer.title(record).text,
        body=squeeze_blank_lines(body),
        description=isolated_text(
            SEPARATOR.join([writer.label(kind.label), *filter(None, (writer.show(when), writer.detail(record)))])
        ),
        date=when.text if when else "",
        record=archive.file_of(record),
    )


def fact_lines(facts: Iterable[Fact], writer: Writer, notes: FieldNotes) -> Iterator[FactLine]:
    """Format the facts with a value, with citation marks and reasons of inferences."""
    for fact in facts:
        if value := writer.show(fact.value):
            marks = notes.cite(*fact.field) if fact.field else Md("")
            yield FactLine(writer.label(fact.label), value + marks, notes.inferences(fact.field))


def _related_pages(writer: Writer, record: Record) -> Iterator[Md]:
    """Link to other pages about the same record."""
    if kind_of(record).pages.has_brief(record, writer.archive):
        yield writer.link_to_page(writer.label("Pre-meeting brief"), brief_path(record))


def _edit_link(archive: Archive, writer: Writer, record: Record) -> Md:
    """Link to the file of the record in the repository; without one, name the file."""
    site, file = archive.site, archive.file_of(record)
    if not site.repository:
        return Md("{}: {}").format(writer.label("Record"), file)
    folder = escape_url(f"{site.repository.rstrip('/')}/{site.edit_path.strip('/')}/")
    return link(writer.label("Edit this record"), folder + quote(os.fsencode(file)))


def _mentions(archive: Archive, writer: Writer, record: Record) -> Iterator[Mentions]:
    for heading, records in archive.backlinks(record).items():
        if kind_of(record).is_citable and heading == CITED_BY:  # the page lists them with the cited fields
            continue
        lines = tuple(writer.line(other) for other in records[:MOST_MENTIONS])
        kind = kind_of(records[-1])
        index = writer.link_to_page(writer.label(kind.plural), index_path(kind))
        yield Mentions(writer.label(heading), lines, len(records) - len(lines), index)


def _redirect_page(archive: Archive, language: Language, record: Record, identifier: str) -> Page:
    path = former_record_path(record, identifier)
    writer = Writer(archive, language, path)
    title = writer.title(record)
    body = Md("# {} {{#title}}\n\n{}\n").format(
        title.text, writer.sentence("This record has moved: %(record)s", record=record)
    )
    return Page(path, title.text, body, redirect=relative_url(path, record_path(record)))
