"""What the search finds: a document for each record, each brief for what is to come and each page that lists records.

It says what a page is about, and leaves out labels, navigation and what the page repeats of other records.
"""

from collections.abc import Iterable, Iterator
from datetime import timedelta
from functools import cached_property
from typing import Any

from generator.archive.addresses import brief_path, page_url, record_path
from generator.archive.archive import Archive
from generator.incremental.outputs import Output
from generator.kinds import key_of, kind_of
from generator.kinds.kind import Kind, own_title
from generator.kinds.record import CITED_BY, Record
from generator.kinds.traversal import values_in
from generator.pages.markdown import plain_text
from generator.pages.page_type import PageType
from generator.pages.search_document import Document, Filter, Rank
from generator.pages.search_text import exact_name_key, search_tokens, spellings
from generator.pages.writer import Writer
from generator.values.dates import When
from generator.values.labels import Status, Word
from generator.values.languages import Language
from generator.values.reference import Reference
from generator.values.text import Prose, Text

LONGEST_INTERVAL = 31
"""Of how many days an interval may be, to be found by each of them."""
NAMING = frozenset({"name", "publisher_name", "author"})
"""Fields that name somebody without a record."""
TYPES = ("Type", "Medium")
"""The facts that say of which type a record is."""
PARTY = "party"
CONCERNED = (PARTY, "sector", "person")
"""The words by which references name those that results are narrowed by."""


def of_record(archive: Archive, language: Language, record: Record) -> Iterator[Output]:
    """The document of a record, and that of the brief for what is to come."""
    kind = kind_of(record)
    subject = Subject(record, kind, Writer(archive, language, "index.md"))
    yield subject.document.output(language.code)
    if kind.pages.has_brief(record, archive) and kind.timeline.is_upcoming(record, archive.day):
        yield subject.brief.output(language.code)


def of_lists(archive: Archive, language: Language, page_types: Iterable[PageType]) -> Iterator[Output]:
    """The documents of the pages that list records."""
    for page_type in page_types:
        if not page_type.section or not page_type.is_listed(archive):
            continue
        title = language.label(page_type.title)
        yield Document(page_url(page_type.path), title, words={"keys": (exact_name_key(title),)}).output(language.code)


class Subject:
    """A record that is to be found."""

    def __init__(self, record: Record, kind: Kind[Any], writer: Writer) -> None:
        self.record, self.kind, self.writer = record, kind, writer
        self.archive = writer.archive
        self.when = kind.day(record)
        self.values = tuple(values_in(record))

    @property
    def document(self) -> Document:
        """That of its page."""
        return Document(
            page_url(record_path(self.record)),
            self.writer.title(self.record).text,
            self._rank,
            self.when,
            self._date,
            {
                f"{self._rank}s": self._names(self.record),
                "others": self._others(),
                "days": _days(self.when),
                "details": self._details(),
                "forms": self._forms(),
                "keys": map(exact_name_key, self.archive.names(self.record)),
            },
            tuple(self._filters()),
            tuple(self._texts()),
        )

    @property
    def brief(self) -> Document:
        """That of its brief."""
        title = self.writer.label("Brief: %(meeting)s", meeting=self.writer.title(self.record).text)
        filters = (Filter("kind", "brief", self.writer.label("Pre-meeting brief")), *self._about)
        return Document(page_url(brief_path(self.record)), title, "heading", self.when, self._date, filters=filters)

    def _names(self, record: Record) -> Iterator[str]:
        """What a record is called, in each of its spellings."""
        return (spelt for name in self.archive.names(record) for spelt in spellings(name))

    @property
    def _rank(self) -> Rank:
        """What has a name comes before what has a title, and before what is cited or said of either."""
        return (
            "heading"
            if self.kind.pages.rank_last_in_search
            else "name"
            if "name" in type(self.record).model_fields
            else "title"
        )

    @property
    def _date(self) -> str:
        return self.when.format(self.writer.language) if self.when else ""

    @cached_property
    def _linked(self) -> tuple[tuple[Reference, Record], ...]:
        """What its fields refer to, but for its sources and what its prose mentions."""
        references = (value for _, value in self.values if isinstance(value, Reference) and value.to.back != CITED_BY)
        found = ((reference, self.archive.get(reference)) for reference in references)
        return tuple((reference, other) for reference, other in found if other and other is not self.record)

    def _others(self) -> Iterator[str]:
        """The names of those it refers to or names."""
        for _, other in self._linked:
            yield from self._names(other)
        for path, value in self.values:
            if path[-1] in NAMING and isinstance(value, str):
                yield from spellings(value)

    def _details(self) -> Iterator[str]:
        """What tells it from its neighbours, as the office that a person holds."""
        for value in _flat(self.kind.detail(self.record, self.archive)):
            if isinstance(value, Text):
                yield from (search_tokens(phrase.text) for phrase in value.phrases())

    @cached_property
    def _said(self) -> tuple[Text, ...]:
        """Its texts: first its prose, and of that what is its kind's own."""
        texts = [(path[0] in Record.model_fields, value) for path, value in self.values if isinstance(value, Text)]
        said = [(shared, text) for shared, text in texts if text is not own_title(self.record)]
        return tuple(text for _, text in sorted(said, key=lambda each: (not isinstance(each[1], Prose), each[0])))

    def _texts(self) -> Iterator[str]:
        """What it says, in the language of the page; at the end what it quotes."""
        yield from map(self._text, self._said)
        yield from (value for path, value in self.values if path[-1] == "quote")

    def _text(self, text: Text) -> str:
        if isinstance(text, Prose):
            return plain_text(self.writer.inline(text))
        return self.archive.phrase(text, self.writer.language).text

    def _forms(self) -> Iterator[str]:
        """Its plain texts, such as positions and levels, in the languages that its page does not show them in."""
        for text in self._said:
            if not isinstance(text, Prose):
                shown = self._text(text)
                yield from (search_tokens(phrase.text) for phrase in text.phrases() if phrase.text != shown)

    def _filters(self) -> Iterator[Filter]:
        label = self.writer.label
        yield Filter("kind", self.kind.name, label(self.kind.label))
        yield from self._about
        facts = self.kind.facts(self.record, self.archive)
        status = next((fact.value for fact in facts if isinstance(fact.value, Status)), None)
        word = next((fact.value for fact in facts if fact.label in TYPES and isinstance(fact.value, Word)), None)
        yield from (
            Filter(group, each, label(each.label)) for group, each in (("status", status), ("type", word)) if each
        )
        spoken = self.writer.title(self.record).language
        if spoken not in ("", self.writer.language.code):
            yield Filter("spoken", spoken)

    @cached_property
    def _about(self) -> tuple[Filter, ...]:
        """The year, and the parties, sectors and people concerned."""
        year = (Filter("year", str(self.when.year)),) if self.when and self.when.year else ()
        concerned = {key_of(other): other for other in self._concerned()}
        return (
            *year,
            *(
                Filter(group, other.id, self.writer.title(other).text)
                for other in concerned.values()
                for group in CONCERNED
                if group in kind_of(other).reference_names
            ),
        )

    def _concerned(self) -> Iterator[Record]:
        """The parties to it and those behind them, and the people and sectors it refers to; itself, where it acts for
        nobody else."""
        own = self.kind.represents(self.record)
        if not own or PARTY not in self.kind.reference_names:
            yield self.record
        for party in filter(None, map(self.archive.get, (*self.kind.parties(self.record), *((own,) if own else ())))):
            yield party
            behind = kind_of(party).represents(party)
            if country := self.archive.get(behind) if behind else None:
                yield country
        yield from (other for _, other in self._linked if PARTY not in kind_of(other).reference_names)


def _days(when: When | None) -> Iterator[str]:
    """A date in figures: its first and last day, and those between where they are few."""
    if not when:
        return
    for point in (when.start, when.end):
        if point:
            yield point.first.isoformat()[: {"day": 10, "month": 7, "year": 4}[point.unit]]
    if when.is_to_the_day and (when.last - when.first).days < LONGEST_INTERVAL:
        for number in range((when.last - when.first).days + 1):
            day = when.first + timedelta(days=number)
            yield from (day.isoformat(), f"{day:%d.%m.%Y}")


def _flat(value: Any) -> Iterator[Any]:
    if isinstance(value, tuple):
        for part in value:
            yield from _flat(part)
    else:
        yield value
