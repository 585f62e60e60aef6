"""The page of a record: facts first, then prose, what mentions it, sources, the way to the record itself."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from generator.archive import Archive
from generator.kinds import KINDS, kind_of
from generator.kinds.kind import Citation, Kind, Record
from generator.kinds.text import Prose
from generator.kinds.values import parse_field_path
from generator.kinds.walking import citations_in
from generator.languages import Language
from generator.pages.markdown import Md, address, link, plain, squeezed
from generator.pages.page import Page, former_path, index_of, path_of, url_between
from generator.pages.writer import SEPARATOR, Writer, templates
from generator.problems import FieldPath

MOST_MENTIONS = 100
"""How many mentions a page lists under one heading before it refers to the index."""


class ShownFact(NamedTuple):
    """A line of the facts, as it is printed."""

    label: str
    value: Md
    inferred: tuple[Prose, ...]


class Mentions(NamedTuple):
    """The records that mention another, under one heading."""

    heading: str
    lines: tuple[Md, ...]
    more: int
    rest: Md


def _touch(one: FieldPath, other: FieldPath) -> bool:
    """Whether one of two fields is the other or a part of it."""
    shorter = min(len(one), len(other))
    return one[:shorter] == other[:shorter]


class Notes:
    """The citations of a record, numbered, and the inferences, each found by the field it is about."""

    def __init__(self, record: Record, writer: Writer) -> None:
        self._writer = writer
        found = tuple(citations_in(record))
        self.citations = tuple(dict.fromkeys(citation for _, citation in found))
        self._parts = {(path[:-2], self.citations.index(citation) + 1) for path, citation in found}
        self._inferred = {parse_field_path(path): reason for path, reason in record.inferred.items()}
        self._said: set[FieldPath] = set()

    def cite(self, *path: str | int) -> Md:
        """The marks of the citations that support a field, a part of it, or the whole that it is a part of, and of
        those that stand with it."""
        numbers = [
            number
            for number, citation in enumerate(self.citations, start=1)
            if (path, number) in self._parts
            or any(_touch(parse_field_path(supported), path) for supported in citation.supports)
        ]
        return Md("").join(self._mark(number) for number in numbers)

    @staticmethod
    def _mark(number: int) -> Md:
        return Md(f"[\\[{number}\\]](#source-{number}){{.cite}}")

    def beside(self, *path: str | int, indent: int = 1) -> Md:
        """What is inferred of a field or a part of it, as paragraphs of an entry of a list."""
        margin = "\n\n" + "    " * indent
        label = Md('<em class="inferred">{}:</em> ').format(self._writer.label("Inferred"))
        return Md("").join(Md(margin) + label + self._writer.inline(reason) for reason in self.inferred(path))

    def inferred(self, path: FieldPath) -> tuple[Prose, ...]:
        """The reasons why a field, or a part of it, is held to be so."""
        found = {there: reason for there, reason in self._inferred.items() if path and there[: len(path)] == path}
        self._said |= found.keys()
        return tuple(found.values())

    def other_inferences(self) -> tuple[tuple[str, Prose], ...]:
        """The inferences that no fact showed: the name of the field, and the reason."""
        left = ((path, reason) for path, reason in self._inferred.items() if path not in self._said)
        return tuple((str(path[0]).replace("_", " ").capitalize(), reason) for path, reason in left)

    def sources(self) -> Iterator[Md]:
        """The entries of the list of sources; a source is described once."""
        first: dict[str, int] = {}
        for number, citation in enumerate(self.citations, start=1):
            described = first.setdefault(citation.source.id, number)
            shown = self._described(citation) if described == number else self._as_note(described)
            if citation.locator:
                shown += Md(", {}").format(citation.locator)
            yield shown + Md(": “{}”").format(citation.quote) if citation.quote else shown

    def _as_note(self, number: int) -> Md:
        return link(self._writer.label("As note %(number)s", number=number), f"#source-{number}")

    def _described(self, citation: Citation) -> Md:
        writer = self._writer
        source: Any = writer.archive.get(citation.source)
        parts = [writer.reference(citation.source)]
        if source:
            publisher = source.publisher or source.publisher_name
            parts += [writer.show(value) for value in (publisher, source.author, source.published)]
        addresses = (("original", source and source.url), ("archived copy", source and source.archived))
        parts += [link(writer.label(label), address(url)) for label, url in addresses if url]
        return Md(", ").join(filter(None, parts))


def pages(archive: Archive, language: Language) -> Iterator[Page]:
    """The page of every record, and those that lead on from former ids."""
    for kind in KINDS:
        for record in archive.of(kind):
            yield record_page(archive, language, record)
            for identifier in record.formerly:
                yield _former_page(archive, language, record, identifier)


def record_page(archive: Archive, language: Language, record: Record) -> Page:
    """The page of a record."""
    kind = kind_of(record)
    writer = Writer(archive, language, path_of(record))
    notes = Notes(record, writer)
    body = (
        templates()
        .get_template("record.md.jinja")
        .render(
            record=record,
            section=f"{kind.name}.md.jinja",
            derived=kind.derive(record, archive),
            title=writer.phrase(writer.title(record)),
            kind_index=writer.link_to_page(language.label(kind.plural), index_of(kind)),
            facts=tuple(_facts(kind, record, writer, notes)),
            notes=notes,
            commitments=kind.commitments(record),
            mentions=tuple(_mentions(archive, writer, record)),
            edit=_edit_link(archive, writer, record),
            w=writer,
            _=language.label,
        )
    )
    when = kind.day(record)
    return Page(
        path=path_of(record),
        title=writer.title(record).text,
        body=squeezed(body),
        description=plain(
            SEPARATOR.join([writer.label(kind.label), *filter(None, (writer.show(when), writer.detail(record)))])
        ),
        date=when.text if when else "",
        record=archive.file_of(record),
    )


def _facts(kind: Kind[Any], record: Record, writer: Writer, notes: Notes) -> Iterator[ShownFact]:
    for fact in kind.facts(record, writer.archive):
        if shown := writer.show(fact.value):
            marks = notes.cite(*fact.field) if fact.field else Md("")
            yield ShownFact(writer.label(fact.label), shown + marks, notes.inferred(fact.field))


def _edit_link(archive: Archive, writer: Writer, record: Record) -> Md:
    """The way to the file of the record; its name where the site has no repository."""
    site, file = archive.site, archive.file_of(record)
    if not site.repository:
        return Md("{}: {}").format(writer.label("Record"), file)
    url = f"{site.repository.rstrip('/')}/{site.edit_path.strip('/')}/{file}"
    return link(writer.label("Edit this record"), address(url))


def _mentions(archive: Archive, writer: Writer, record: Record) -> Iterator[Mentions]:
    for heading, records in archive.backlinks(record).items():
        lines = tuple(writer.line(other) for other in records[:MOST_MENTIONS])
        kind = kind_of(records[-1])
        index = writer.link_to_page(writer.label(kind.plural), index_of(kind))
        yield Mentions(writer.label(heading), lines, len(records) - len(lines), index)


def _former_page(archive: Archive, language: Language, record: Record, identifier: str) -> Page:
    path = former_path(record, identifier)
    writer = Writer(archive, language, path)
    title = writer.title(record)
    body = Md("# {} {{#title}}\n\n{} {}\n").format(
        title.text, language.label("This record has moved:"), writer.link(record)
    )
    return Page(path, title.text, body, redirect=url_between(path, path_of(record)))
