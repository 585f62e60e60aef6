"""Sources: articles, documents and posts behind the facts, and the citations of each."""

from collections.abc import Iterator
from typing import Annotated, Literal, NamedTuple

from generator.kinds.kind import CitationInRecord, Fact, Kind, Lookup, Naming, PageTraits
from generator.kinds.record import Record
from generator.values.codes import LanguageCode, Line, Url, parse_field_path
from generator.values.dates import When
from generator.values.labels import Address, Label, LanguageName, field_label, word_unless_other
from generator.values.languages import gettext_noop
from generator.values.reference import Reference, To
from generator.values.text import Text


class Source(Record):
    """Something published that facts are cited from."""

    title: Text
    """Its title, or the first words of a post."""
    publisher: Annotated[Reference, To("organisation", back="Published")] | None = None
    """The organisation that published it."""
    publisher_name: Line | None = None
    """The publisher's name, where there is no record of it."""
    author: Line | None = None
    """Who wrote it."""
    url: Url | None = None
    """Where it can be read."""
    published: When | None = None
    """When it was published."""
    accessed: When | None = None
    """When it was read."""
    archived: Url | None = None
    """Where a copy is kept."""
    language: LanguageCode | None = None
    """The language it is in."""
    type: Literal["news", "official", "social", "document", "book", "other"] = "other"
    """What it is."""


MOST_CITATIONS = 100
"""The most citations that a page lists."""


class CitingRecord(NamedTuple):
    """A record with citations of a source: the fields, and the quote."""

    record: Record
    fields: tuple[Label, ...]
    quote: str | None


class SourceCitations(NamedTuple):
    """The citations listed on the page of a source, and the number of others."""

    listed: tuple[CitingRecord, ...]
    more: int


def list_citations(source: Source, lookup: Lookup) -> SourceCitations:
    """List the citations of a source."""
    cited = lookup.citations_of(source)
    listed = (CitingRecord(each.record, tuple(_fields(each)), each.citation.quote) for each in cited[:MOST_CITATIONS])
    return SourceCitations(tuple(listed), max(len(cited) - MOST_CITATIONS, 0))


def _fields(cited: CitationInRecord) -> Iterator[Label]:
    """Yield the fields of a record that a citation supports, each once."""
    supported = [parse_field_path(path)[0] for path in cited.citation.supports]
    yield from dict.fromkeys(field_label(str(name)) for name in (*cited.field[:1], *supported))


def facts(source: Source, lookup: Lookup) -> tuple[Fact, ...]:
    """Return the facts at the top of its page."""
    return (
        Fact("Type", word_unless_other(source.type), ("type",)),
        Fact("Publisher", source.publisher or source.publisher_name, ("publisher",)),
        Fact("Author", source.author, ("author",)),
        Fact("Published", source.published, ("published",)),
        Fact("Accessed", source.accessed, ("accessed",)),
        Fact("Language", source.language and LanguageName(source.language), ("language",)),
        Fact("Address", source.url and Address(source.url), ("url",)),
        Fact("Cited in", len({id(cited.record) for cited in lookup.citations_of(source)}) or None),
        Fact("Archived copy", source.archived and Address(source.archived), ("archived",)),
    )


SOURCE = Kind(
    record=Source,
    name="source",
    folder="sources",
    label="Source",
    plural="Sources",
    section=gettext_noop("Sources and method"),
    day=lambda source: source.published,
    facts=facts,
    detail=lambda source, lookup: (source.publisher or source.publisher_name, word_unless_other(source.type)),
    fields_asked_by_new=("url", "published"),
    is_citable=True,
    naming=Naming(is_known_by_references=True),
    pages=PageTraits(derive=list_citations, rank_last_in_search=True),
)
