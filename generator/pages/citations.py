"""Numbered source notes of a page, and the reasons of inferred facts.

`Footnotes` numbers the notes of a page; `FieldNotes` gives the marks and reasons of one record's fields. Used by every
page with facts.
"""

from collections.abc import Iterator
from typing import Any

from generator.kinds.record import Citation, Record
from generator.kinds.traversal import citations_in
from generator.pages.markdown import Md, escape_url, link
from generator.pages.writer import Writer
from generator.problems import FieldPath
from generator.values.codes import parse_field_path
from generator.values.labels import field_label
from generator.values.text import Prose


class Footnotes:
    """The source notes of one page, numbered in the order of their first mark."""

    def __init__(self, writer: Writer, *, one_per_source: bool = False) -> None:
        """With `one_per_source`, the citations of a source share one note without quotes."""
        self._writer = writer
        self._one_per_source = one_per_source
        self._numbers: dict[Citation | str, int] = {}
        self._cited: list[Citation] = []
        self._first_by_source: dict[str, int] = {}

    def number(self, citation: Citation) -> int:
        """Return the number of a citation's note; add the note if it is new."""
        source = self._source_id(citation)
        key = source if self._one_per_source else citation
        if key not in self._numbers:
            self._cited.append(citation)
            self._numbers[key] = len(self._cited)
            self._first_by_source.setdefault(source, len(self._cited))
        return self._numbers[key]

    def number_of_source(self, citation: Citation) -> int:
        """Return the number of the first note of a source; add one without quote.

        For facts of another record: its own page has the quote.
        """
        number = self._first_by_source.get(self._source_id(citation))
        return number or self.number(citation.model_copy(update={"quote": None}))

    def _source_id(self, citation: Citation) -> str:
        """Return the current id of the cited source, also if cited by a former one."""
        source = self._writer.archive.get(citation.source)
        return source.id if source else citation.source.id

    @property
    def numbered_list(self) -> Md:
        """Return the notes as a list, each source described once; empty if none."""
        entry = Md('{}.  <a id="source-{}"></a>{}').format
        return Md("\n").join(entry(number, number, note) for number, note in enumerate(self._entries(), start=1))

    def _entries(self) -> Iterator[Md]:
        first_by_source: dict[str, int] = {}
        for number, citation in enumerate(self._cited, start=1):
            first = first_by_source.setdefault(self._source_id(citation), number)
            entry = self._describe_source(citation) if first == number else self._link_to_note(first)
            if not self._one_per_source:
                entry += Md(", {}").format(citation.locator) if citation.locator else Md("")
                entry += Md(": {}").format(self._quote(citation)) if citation.quote else Md("")
            yield entry

    def _quote(self, citation: Citation) -> Md:
        source: Any = self._writer.archive.get(citation.source)
        return self._writer.quotation(citation.quote or "", source.language if source else None)

    def _link_to_note(self, number: int) -> Md:
        return link(self._writer.label("As note %(number)s", number=number), f"#source-{number}")

    def _describe_source(self, citation: Citation) -> Md:
        writer = self._writer
        source: Any = writer.archive.get(citation.source)
        parts = [writer.reference(citation.source)]
        if source:
            publisher = source.publisher or source.publisher_name
            parts += [writer.show(value) for value in (publisher, source.author, source.published)]
        links = (
            (writer.label("original"), source and source.url),
            (writer.label("archived copy"), source and source.archived),
        )
        parts += [link(label, escape_url(url)) for label, url in links if url]
        return Md(", ").join(filter(None, parts))


def _overlap(one: FieldPath, other: FieldPath) -> bool:
    """Return True if one of two field paths is the other or a part of it."""
    shorter = min(len(one), len(other))
    return one[:shorter] == other[:shorter]


class FieldNotes:
    """The citations and inferences of one record, by the field that they support."""

    def __init__(self, record: Record, writer: Writer, footnotes: Footnotes, *, has_own_page: bool = False) -> None:
        """With `has_own_page`, cite without quotes: the record's own page has them."""
        self._writer = writer
        self._number = footnotes.number_of_source if has_own_page else footnotes.number
        self._footnotes = footnotes
        places: dict[Citation, set[FieldPath]] = {}
        for path, citation in citations_in(record):
            places.setdefault(citation, set()).add(path[:-2])
        self._cited_fields = tuple(
            (citation, cited, tuple(map(parse_field_path, citation.supports))) for citation, cited in places.items()
        )
        self._inferred = {parse_field_path(path): reason for path, reason in record.inferred.items()}
        self._shown_paths: set[FieldPath] = set()

    def register(self) -> None:
        """Give every citation of the record a number, in its order."""
        for citation, _, _ in self._cited_fields:
            self._footnotes.number(citation)

    def cite(self, *path: str | int) -> Md:
        """Return the marks of the citations of a field.

        A citation stands with the field, or supports it, a part of it, or the whole that it belongs to.
        """
        numbers = [
            self._number(citation)
            for citation, cited, supported in self._cited_fields
            if path in cited or any(_overlap(field, path) for field in supported)
        ]
        return Md("").join(self._mark(number) for number in dict.fromkeys(numbers))

    @staticmethod
    def _mark(number: int) -> Md:
        return Md(f"[\\[{number}\\]](#source-{number}){{.cite}}")

    def inference_notes(self, *path: str | int, indent: int = 1) -> Md:
        """Return the inferences of a field and its parts, as blocks of a list entry."""
        return Md("").join(Md("\n\n") + self._writer.inference(reason, indent) for reason in self.inferences(path))

    def inferences(self, path: FieldPath) -> tuple[Prose, ...]:
        """Return the reasons for inferring a field and its parts; note them as shown."""
        reasons = {below: reason for below, reason in self._inferred.items() if path and below[: len(path)] == path}
        self._shown_paths |= reasons.keys()
        return tuple(reasons.values())

    def other_inferences(self) -> tuple[tuple[str, Prose], ...]:
        """Return the inferences not shown so far: the label of the field, and the reason."""
        rest = ((path, reason) for path, reason in self._inferred.items() if path not in self._shown_paths)
        return tuple((field_label(str(path[0])), reason) for path, reason in rest)
