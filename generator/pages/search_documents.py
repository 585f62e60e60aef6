"""Make the search documents: one for each record, each upcoming brief and each page that lists records.

A document holds the page's own subject, without labels, navigation and repeated facts of other records.
`SearchDocument` formats it as HTML for Pagefind.
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
from generator.pages.search_document import SearchDocument, SearchFilter, TitleRank
from generator.pages.search_text import exact_name_key, search_tokens, spellings
from generator.pages.writer import Writer
from generator.values.dates import When
from generator.values.labels import Status, Word
from generator.values.languages import Language
from generator.values.reference import Reference
from generator.values.text import Prose, Text

MAX_INDEXED_DAYS = 31
"""The longest interval, in days, that is found by each of its days."""
NAME_FIELDS = frozenset({"name", "publisher_name", "author"})
"""The fields that name somebody without a record."""
TYPE_LABELS = ("Type", "Medium")
"""The labels of facts with the type of a record."""
PARTY = "party"
FILTER_GROUPS = (PARTY, "sector", "person")
"""The reference names of the records that results are narrowed by."""


def record_documents(archive: Archive, language: Language, record: Record) -> Iterator[Output]:
    """Make the search document of a record, and that of its brief if it is upcoming."""
    kind = kind_of(record)
    documents = RecordDocuments(record, kind, Writer(archive, language, "index.md"))
    yield documents.document.output(language.code)
    if kind.pages.has_brief(record, archive) and kind.timeline.is_upcoming(record, archive.day):
        yield documents.brief.output(language.code)


def list_documents(archive: Archive, language: Language, page_types: Iterable[PageType]) -> Iterator[Output]:
    """Make the search documents of the pages that navigation lists."""
    for page_type in page_types:
        if page_type.section and page_type.is_listed(archive):
            title = language.label(page_type.title)
            words = {"keys": (exact_name_key(title),)}
            yield SearchDocument(page_url(page_type.path), title, words=words).output(language.code)


class RecordDocuments:
    """The search documents of one record in one language: of its page and of its brief."""

    def __init__(self, record: Record, kind: Kind[Any], writer: Writer) -> None:
        self.record, self.kind, self.writer = record, kind, writer
        self.archive = writer.archive
        self.when = kind.day(record)
        self.values = tuple(values_in(record))

    @property
    def document(self) -> SearchDocument:
        """Make the document of the record's page."""
        return SearchDocument(
            page_url(record_path(self.record)),
            self.writer.title(self.record).text,
            self._rank,
            self.when,
            self._date,
            {
                f"{self._rank}s": self._names(self.record),
                "others": self._other_names(),
                "days": _days(self.when),
                "details": self._details(),
                "forms": self._other_forms(),
                "keys": map(exact_name_key, self.archive.names(self.record)),
            },
            tuple(self._filters()),
            tuple(self._quotable_texts()),
        )

    @property
    def brief(self) -> SearchDocument:
        """Make the document of the record's brief."""
        title = self.writer.label("Brief: %(meeting)s", meeting=self.writer.title(self.record).text)
        filters = (SearchFilter("kind", "brief", self.writer.label("Pre-meeting brief")), *self._subject_filters)
        url = page_url(brief_path(self.record))
        return SearchDocument(url, title, "heading", self.when, self._date, filters=filters)

    @property
    def _rank(self) -> TitleRank:
        """Rank names before titles, and both before sources and statements."""
        if self.kind.pages.rank_last_in_search:
            return "heading"
        return "name" if "name" in type(self.record).model_fields else "title"

    @property
    def _date(self) -> str:
        return self.when.format(self.writer.language) if self.when else ""

    def _names(self, record: Record) -> Iterator[str]:
        """Yield the spellings of every name of a record."""
        return (spelling for name in self.archive.names(record) for spelling in spellings(name))

    @cached_property
    def _linked(self) -> tuple[Record, ...]:
        """Return the records in its fields, without its sources and links in prose."""
        references = (value for _, value in self.values if isinstance(value, Reference) and value.to.back != CITED_BY)
        return tuple(other for other in map(self.archive.get, references) if other and other is not self.record)

    def _other_names(self) -> Iterator[str]:
        """Yield the names of linked records, and of others that have no record."""
        for other in self._linked:
            yield from self._names(other)
        for path, value in self.values:
            if path[-1] in NAME_FIELDS and isinstance(value, str):
                yield from spellings(value)

    def _details(self) -> Iterator[str]:
        """Yield texts that tell it from its neighbours, such as a person's office."""
        for value in _flatten(self.kind.detail(self.record, self.archive)):
            if isinstance(value, Text):
                yield from (search_tokens(phrase.text) for phrase in value.phrases())

    @cached_property
    def _texts(self) -> tuple[Text, ...]:
        """Return its texts but the title: prose first, of that fields of its kind first."""
        title = own_title(self.record)
        texts = [(path, value) for path, value in self.values if isinstance(value, Text) and value is not title]
        texts.sort(key=lambda each: (not isinstance(each[1], Prose), each[0][0] in Record.model_fields))
        return tuple(text for _, text in texts)

    def _quotable_texts(self) -> Iterator[str]:
        """Yield its texts in the language of the page, then the quotes of its sources."""
        yield from map(self._in_page_language, self._texts)
        yield from (value for path, value in self.values if path[-1] == "quote" and isinstance(value, str))

    def _in_page_language(self, text: Text) -> str:
        if isinstance(text, Prose):
            return plain_text(self.writer.inline(text))
        return self.archive.phrase(text, self.writer.language).text

    def _other_forms(self) -> Iterator[str]:
        """Yield its plain texts, such as positions and levels, in all other languages."""
        for text in self._texts:
            if not isinstance(text, Prose):
                own = self._in_page_language(text)
                yield from (search_tokens(phrase.text) for phrase in text.phrases() if phrase.text != own)

    def _filters(self) -> Iterator[SearchFilter]:
        """Yield filters by kind, subject, status, type and the title's language."""
        label = self.writer.label
        yield SearchFilter("kind", self.kind.name, label(self.kind.label))
        yield from self._subject_filters
        facts = self.kind.facts(self.record, self.archive)
        status = next((fact.value for fact in facts if isinstance(fact.value, Status)), None)
        of_type = next(
            (fact.value for fact in facts if fact.label in TYPE_LABELS and isinstance(fact.value, Word)), None
        )
        for group, word in (("status", status), ("type", of_type)):
            if word:
                yield SearchFilter(group, word, label(word.label))
        title_language = self.writer.title(self.record).language
        if title_language not in ("", self.writer.language.code):
            yield SearchFilter("spoken", title_language)

    @cached_property
    def _subject_filters(self) -> tuple[SearchFilter, ...]:
        """Return filters by year and by the parties, sectors and people concerned."""
        year = (SearchFilter("year", str(self.when.year)),) if self.when and self.when.year else ()
        concerned = {key_of(other): other for other in self._concerned()}
        return (
            *year,
            *(
                SearchFilter(group, other.id, self.writer.title(other).text)
                for other in concerned.values()
                for group in FILTER_GROUPS
                if group in kind_of(other).reference_names
            ),
        )

    def _concerned(self) -> Iterator[Record]:
        """Yield the parties, people and sectors concerned, and countries represented.

        The record itself is one unless it is a party that represents another.
        """
        represented = self.kind.represents(self.record)
        if not represented or PARTY not in self.kind.reference_names:
            yield self.record
        own = (represented,) if represented else ()
        for party in filter(None, map(self.archive.get, (*self.kind.parties(self.record), *own))):
            yield party
            reference = kind_of(party).represents(party)
            if country := self.archive.get(reference) if reference else None:
                yield country
        yield from (other for other in self._linked if PARTY not in kind_of(other).reference_names)


def _days(when: When | None) -> Iterator[str]:
    """Yield a date in figures: start, end, and each day of a short interval."""
    if not when:
        return
    for point in (when.start, when.end):
        if point:
            yield point.first.isoformat()[: {"day": 10, "month": 7, "year": 4}[point.unit]]
    if when.is_to_the_day and (when.last - when.first).days < MAX_INDEXED_DAYS:
        for number in range((when.last - when.first).days + 1):
            day = when.first + timedelta(days=number)
            yield from (day.isoformat(), f"{day:%d.%m.%Y}")


def _flatten(value: Any) -> Iterator[Any]:
    """Yield the values in nested tuples."""
    if isinstance(value, tuple):
        for part in value:
            yield from _flatten(part)
    else:
        yield value
