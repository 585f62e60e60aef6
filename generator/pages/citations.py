"""Where each fact is from: numbered notes of the sources that are cited, and the reasons of what is inferred."""

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
    """The notes of one page, numbered in the order in which they are first referred to."""

    def __init__(self, writer: Writer, *, one_per_source: bool = False) -> None:
        self._writer = writer
        self._one_per_source = one_per_source
        self._numbers: dict[Citation | str, int] = {}
        self._cited: list[Citation] = []
        self._of_source: dict[str, int] = {}

    def number(self, citation: Citation) -> int:
        """The number of a citation's note. A brief has one note a source and no quotes."""
        source = self._source(citation)
        key = source if self._one_per_source else citation
        if key not in self._numbers:
            self._cited.append(citation)
            self._numbers[key] = len(self._cited)
            self._of_source.setdefault(source, len(self._cited))
        return self._numbers[key]

    def number_of_source(self, citation: Citation) -> int:
        """The number of the first note of the source, for what is told of another record, whose page has the quote."""
        return self._of_source.get(self._source(citation)) or self.number(citation.model_copy(update={"quote": None}))

    def _source(self, citation: Citation) -> str:
        """The id of the source that is cited, also where it is by one that it had formerly."""
        source = self._writer.archive.get(citation.source)
        return source.id if source else citation.source.id

    @property
    def numbered_list(self) -> Md:
        """The notes as a numbered list; nothing where nothing is cited. A source is described once."""
        entry = Md('{}.  <a id="source-{}"></a>{}').format
        return Md("\n").join(entry(number, number, note) for number, note in enumerate(self._entries(), start=1))

    def _entries(self) -> Iterator[Md]:
        first: dict[str, int] = {}
        for number, citation in enumerate(self._cited, start=1):
            described = first.setdefault(self._source(citation), number)
            shown = self._described(citation) if described == number else self._as_note(described)
            if self._one_per_source:
                yield shown
                continue
            if citation.locator:
                shown += Md(", {}").format(citation.locator)
            yield shown + Md(": {}").format(self._quote(citation)) if citation.quote else shown

    def _quote(self, citation: Citation) -> Md:
        source: Any = self._writer.archive.get(citation.source)
        return self._writer.quotation(citation.quote or "", source.language if source else None)

    def _as_note(self, number: int) -> Md:
        return link(self._writer.label("As note %(number)s", number=number), f"#source-{number}")

    def _described(self, citation: Citation) -> Md:
        writer = self._writer
        source: Any = writer.archive.get(citation.source)
        parts = [writer.reference(citation.source)]
        if source:
            publisher = source.publisher or source.publisher_name
            parts += [writer.show(value) for value in (publisher, source.author, source.published)]
        addresses = (
            (writer.label("original"), source and source.url),
            (writer.label("archived copy"), source and source.archived),
        )
        parts += [link(label, escape_url(url)) for label, url in addresses if url]
        return Md(", ").join(filter(None, parts))


def _touch(one: FieldPath, other: FieldPath) -> bool:
    """Whether one of two fields is the other or a part of it."""
    shorter = min(len(one), len(other))
    return one[:shorter] == other[:shorter]


class FieldNotes:
    """The citations and the inferences of one record, each found by the field it is about."""

    def __init__(self, record: Record, writer: Writer, footnotes: Footnotes, *, has_own_page: bool = False) -> None:
        """`has_own_page`: whether the record has a page of its own, which holds the quotes."""
        self._writer = writer
        self._number = footnotes.number_of_source if has_own_page else footnotes.number
        self._footnotes = footnotes
        places: dict[Citation, set[FieldPath]] = {}
        for there, citation in citations_in(record):
            places.setdefault(citation, set()).add(there[:-2])
        self._own = tuple(
            (citation, whole, tuple(map(parse_field_path, citation.supports))) for citation, whole in places.items()
        )
        self._inferred = {parse_field_path(path): reason for path, reason in record.inferred.items()}
        self._said: set[FieldPath] = set()

    def register(self) -> None:
        """Give each citation of the record its number, in the order of the record."""
        for citation, _, _ in self._own:
            self._footnotes.number(citation)

    def cite(self, *path: str | int) -> Md:
        """The marks of the citations that support a field, a part of it, or the whole that it is a part of, and of
        those that stand with it."""
        numbers = [
            self._number(citation)
            for citation, places, supported in self._own
            if path in places or any(_touch(named, path) for named in supported)
        ]
        return Md("").join(self._mark(number) for number in dict.fromkeys(numbers))

    @staticmethod
    def _mark(number: int) -> Md:
        return Md(f"[\\[{number}\\]](#source-{number}){{.cite}}")

    def inference_notes(self, *path: str | int, indent: int = 1) -> Md:
        """What is inferred of a field or a part of it, as paragraphs of an entry of a list."""
        return Md("").join(Md("\n\n") + self._writer.inference(reason, indent) for reason in self.inferences(path))

    def inferences(self, path: FieldPath) -> tuple[Prose, ...]:
        """The reasons why a field, or a part of it, is held to be so."""
        found = {there: reason for there, reason in self._inferred.items() if path and there[: len(path)] == path}
        self._said |= found.keys()
        return tuple(found.values())

    def other_inferences(self) -> tuple[tuple[str, Prose], ...]:
        """The inferences that no fact showed: the name of the field, and the reason."""
        left = ((path, reason) for path, reason in self._inferred.items() if path not in self._said)
        return tuple((field_label(str(path[0])), reason) for path, reason in left)
