"""What the search finds: for each record, list and brief a document that Pagefind indexes, beside the pages.

A document says what a page is about and leaves out its labels, its navigation and what it repeats of other records.
Its fields have weights in `search-worker.js`: title and names above the names of others, these above the text.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from html import escape
from typing import Any, TypeAlias

from generator.archive import Archive
from generator.dates import When
from generator.kinds import KINDS, key_of, kind_of
from generator.kinds.kind import CITED_BY, Kind, Record
from generator.kinds.text import TO_ANY, Prose, Text
from generator.kinds.walking import citations_in, references_in, values_in
from generator.kinds.words import Status, Word
from generator.languages import Language, language
from generator.pages import about, briefs, calendar, commitments, statistics, timeline
from generator.pages.markdown import plain
from generator.pages.page import Output, brief_of, index_of, path_of, url_of
from generator.pages.searchable import key_word, plainly, searchable
from generator.pages.writer import Writer

FOLDER = ".search"
"""Hidden, so that no builder of sites takes it for pages."""
LONGEST_INTERVAL = 31
"""Of how many days an interval may be, to be found by each of them."""
LISTS = (calendar, timeline, statistics, commitments, briefs, about)
"""The pages that gather something, beside the indexes of the kinds."""
NAMED_IN = frozenset({"name", "publisher_name", "author"})
"""Fields that name somebody without a record."""
PARTY = "party"


Filter: TypeAlias = tuple[str, str, str]
"""A word that a reader narrows results by: of which filter, its id in addresses, its label."""


@dataclass(frozen=True)
class Document:
    """What is indexed of a page."""

    url: str
    title: str
    rank: str = "title"
    """How much its title counts: `name` most, then `title`, then `heading`."""
    date: str = ""
    words: dict[str, Iterable[str]] = field(default_factory=dict)
    """More to be found by, by the field that its weight is of."""
    filters: tuple[Filter, ...] = ()
    text: Iterable[str] = ()
    when: When | None = None

    @property
    def html(self) -> str:
        """The document, for Pagefind."""
        shown = {self.rank: searchable(self.title), "date": searchable(self.date)}
        hidden = {name: " ".join(map(searchable, dict.fromkeys(words))) for name, words in self.words.items()}
        day = self.when.order[0].isoformat() if self.when else ""
        lines = [
            *(_element("meta", name, words) for name, words in (shown | hidden).items() if words),
            *(_element("filter", name, f"{identifier} {label}") for name, identifier, label in self.filters),
            *(_element("sort", order, day or undated) for order, undated in UNDATED.items()),
        ]
        text = searchable(" · ".join(filter(None, self.text)) or self.title)
        return "\n".join((HEAD, *lines, "</div>", escape(text), FOOT))


HEAD = '<!doctype html>\n<html lang="und">\n<main data-pagefind-body>\n<div data-pagefind-ignore>'
FOOT = "</main>\n</html>\n"
UNDATED = {"newest": "0000", "oldest": "9999"}
"""What is without a date comes last, whichever way the results are sorted."""


def _element(purpose: str, name: str, words: str) -> str:
    return f'<i data-pagefind-{purpose}="{name}">{escape(words)}</i>'


def documents(archive: Archive, language: Language) -> Iterator[Output]:
    """The documents of a language's tree, each at the address of its page."""
    documenting = Documenting(archive, language)
    for document in documenting.all():
        path = f"{FOLDER}/{language.code}/{document.url}index.html"
        yield Output(path, document.html.encode())


class Documenting:
    """Makes the documents of one language."""

    def __init__(self, archive: Archive, language: Language) -> None:
        self.archive = archive
        self.writer = Writer(archive, language, "index.md")
        self._names: dict[str, tuple[str, ...]] = {}

    def all(self) -> Iterator[Document]:
        """Those of records, of their briefs, of lists."""
        for kind in KINDS:
            for record in self.archive.of(kind):
                yield self.of_record(record, kind)
                if kind.briefed(record, self.archive):
                    yield self._of_brief(record, kind)
            if self.archive.of(kind):
                yield self._of_list(kind.plural, index_of(kind))
        for module in LISTS:
            yield self._of_list(module.TITLE, module.PATH)

    def of_record(self, record: Record, kind: Kind[Any]) -> Document:
        """The document of a record's page."""
        title, when = self.writer.title(record), kind.day(record)
        return Document(
            url_of(path_of(record)),
            title.text,
            _rank(kind),
            self._shown(when),
            {
                f"{_rank(kind)}s": self.names(record),
                "others": self._others(record),
                "days": _days(when),
                "forms": self._forms(record),
                "keys": () if kind.dated else map(key_word, self.names(record)),
            },
            tuple(self._filters(record, kind, when, title.language)),
            tuple(self._texts(record)),
            when,
        )

    def _of_brief(self, record: Record, kind: Kind[Any]) -> Document:
        when = kind.day(record)
        title = self.writer.label("Brief: %(meeting)s", meeting=self.writer.title(record).text)
        filters = (("kind", "brief", self.writer.label("Pre-meeting brief")), *self._about(record, kind, when))
        return Document(url_of(brief_of(record)), title, "heading", self._shown(when), filters=filters, when=when)

    def _of_list(self, title: str, path: str) -> Document:
        label = self.writer.label(title)
        return Document(url_of(path), label, words={"keys": (key_word(label),)})

    def _shown(self, when: When | None) -> str:
        return when.shown(self.writer.language) if when else ""

    def names(self, record: Record) -> tuple[str, ...]:
        """What a record is called, in every language and script, and what else it is known as."""
        key = key_of(record)
        if key not in self._names:
            kind = kind_of(record)
            titles = (self.archive.title(record, language(code)).text for code in self.archive.site.languages)
            texts = [name for name in (_called(record), *kind.names(record)) if name]
            given = (name for text in texts for name in _spoken(text))
            names = [*titles, *given]
            self._names[key] = tuple(dict.fromkeys((*names, *_respelt(names))))
        return self._names[key]

    def _others(self, record: Record) -> Iterator[str]:
        """The names of those a record refers to, but for its sources and what its text mentions."""
        for _, reference in references_in(record):
            other = self.archive.get(reference)
            if other and other is not record and reference.to.back not in (CITED_BY, TO_ANY.back):
                yield from self.names(other)
        for path, value in values_in(record):
            if path[-1] in NAMED_IN and isinstance(value, str):
                yield from (value, *_respelt([value]))

    def _texts(self, record: Record) -> Iterator[str]:
        """What a record says: first its prose, and of that what is its kind's own; at the end what it quotes."""
        own = [name for name in type(record).model_fields if name not in Record.model_fields]
        found = (value for name in (*own, *Record.model_fields) for _, value in values_in(getattr(record, name)))
        texts = [value for value in found if isinstance(value, Text) and value is not _called(record)]
        for text in sorted(texts, key=lambda text: not isinstance(text, Prose)):
            yield self._text(text)
        for _, citation in citations_in(record):
            yield citation.quote or ""
        yield getattr(record, "quote", None) or ""

    def _forms(self, record: Record) -> Iterator[str]:
        """Its plain texts, such as positions and levels, in the languages that its page does not show them in."""
        for _, text in values_in(record):
            if isinstance(text, Text) and not isinstance(text, Prose) and text is not _called(record):
                shown = self._text(text)
                yield from (phrase.text for phrase in text.all() if phrase.text != shown)

    def _text(self, text: Text) -> str:
        if isinstance(text, Prose):
            return plain(self.writer.inline(text))
        return self.archive.phrase(text, self.writer.language).text

    def _filters(self, record: Record, kind: Kind[Any], when: When | None, spoken: str) -> Iterator[Filter]:
        label = self.writer.label
        yield "kind", kind.name, label(kind.label)
        yield from self._about(record, kind, when)
        facts = [fact.value for fact in kind.facts(record, self.archive)]
        status = next((value for value in facts if isinstance(value, Status)), None)
        word = next((value for value in facts if isinstance(value, Word) and value is not status), None)
        for name, value in (("status", status), ("type", word)):
            if value:
                yield name, value, label(value.label)
        if spoken not in ("", self.writer.language.code):
            yield "spoken", spoken, ""

    def _about(self, record: Record, kind: Kind[Any], when: When | None) -> Iterator[Filter]:
        """The year, and the parties, sectors and people concerned."""
        if when and when.year:
            yield "year", str(when.year), ""
        concerned: dict[str, tuple[str, Record]] = {}
        for other in (record, *self._concerned(record, kind)):
            for name in CONCERNED:
                if name in kind_of(other).words:
                    concerned.setdefault(key_of(other), (name, other))
        for name, other in concerned.values():
            yield name, other.id, self.writer.title(other).text

    def _concerned(self, record: Record, kind: Kind[Any]) -> Iterator[Record]:
        """The parties to a record, those behind them, and the people and sectors it refers to."""
        own = kind.stands_for(record)
        for party in filter(None, map(self.archive.get, (*kind.parties(record), *((own,) if own else ())))):
            yield party
            behind = kind_of(party).stands_for(party)
            if country := self.archive.get(behind) if behind else None:
                yield country
        for _, reference in references_in(record):
            other = self.archive.get(reference)
            if other and reference.to.back != TO_ANY.back and PARTY not in kind_of(other).words:
                yield other


def _rank(kind: Kind[Any]) -> str:
    """What has a name comes before what has a title, and before what is cited or said of either."""
    return "heading" if kind.minor else "name" if "name" in kind.record.model_fields else "title"


CONCERNED = (PARTY, "sector", "person")
"""The words by which references name those that results are narrowed by."""


def _days(when: When | None) -> Iterator[str]:
    """A date in figures: its first and last day, and those between where they are few."""
    if not when:
        return
    for point in (when.start, when.end):
        if point:
            yield point.first.isoformat()[: {"day": 10, "month": 7, "year": 4}[point.unit]]
    if when.to_the_day and (when.last - when.first).days < LONGEST_INTERVAL:
        for number in range((when.last - when.first).days + 1):
            day = when.first + timedelta(days=number)
            yield from (day.isoformat(), f"{day:%d.%m.%Y}")


def _called(record: Record) -> Text | None:
    """The name or title that an editor gave it."""
    return getattr(record, "name", None) or getattr(record, "title", None)


def _spoken(name: str | Text) -> Iterator[str]:
    """A name in every language it is given in."""
    yield from (phrase.text for phrase in name.all()) if isinstance(name, Text) else (name,)


def _respelt(names: Iterable[str]) -> Iterator[str]:
    """The names that are written otherwise with plain Latin letters."""
    for name in names:
        if plainly(name) != name.lower():
            yield plainly(name)
