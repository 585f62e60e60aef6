"""Statements: public words of a person or party, and their subjects."""

from collections.abc import Iterator
from typing import Annotated, Literal

from pydantic import Field

from generator.kinds.kind import Event, Fact, Kind, Lookup, Naming, PageTraits, Timeline
from generator.kinds.record import Record
from generator.problems import Problem, Rule
from generator.values.codes import LanguageCode, Line, Url
from generator.values.dates import When
from generator.values.labels import Address, LanguageName, Word, word_unless_other
from generator.values.languages import Language, gettext_noop
from generator.values.reference import ANY, Reference, To
from generator.values.text import Phrase, Prose, Text

NOTHING_SAID = Rule("nothing-said", "A statement has a text or a quote.")
RULES = (NOTHING_SAID,)


class Statement(Record):
    """Something said or published by a person or a party."""

    title: Text | None = None
    """What it is called; by default its medium, author and date."""
    by: Annotated[tuple[Annotated[Reference, To("person", "party", back="Statements")], ...], Field(min_length=1)]
    """Who said it: persons or parties."""
    date: When
    """When."""
    medium: Literal["post", "press-release", "speech", "interview", "communique", "article", "other"] = "other"
    """How it was made public."""
    text: Prose | None = None
    """What was said, in your words."""
    quote: Line | None = None
    """What was said, in the speaker's words."""
    language: LanguageCode | None = None
    """The language of the quote."""
    url: Url | None = None
    """Where it can be read."""
    about: tuple[Annotated[Reference, To(ANY, back="Statements about it")], ...] = ()
    """The records it is about, each as `folder/id`: `meetings/2024-01-26-consultations`."""


def title(statement: Statement, lookup: Lookup, language: Language) -> Phrase:
    """Return its own title, else "Press release by the Ministry, 26 January 2024"."""
    if statement.title:
        return lookup.phrase(statement.title, language)
    records = [(reference, lookup.get(reference)) for reference in statement.by]
    names = ", ".join(lookup.title(record, language).text if record else reference.id for reference, record in records)
    medium, date = (
        language.label(Word(statement.medium).label if statement.medium != "other" else "Statement"),
        statement.date.format(language),
    )
    return Phrase(
        language.label("%(medium)s by %(names)s, %(date)s", medium=medium, names=names, date=date),
        language.code,
    )


def facts(statement: Statement, lookup: Lookup) -> tuple[Fact, ...]:
    """Return the facts at the top of its page."""
    return (
        Fact("By", statement.by, ("by",)),
        Fact("Date", statement.date, ("date",)),
        Fact("Medium", word_unless_other(statement.medium), ("medium",)),
        Fact("Language", statement.language and LanguageName(statement.language), ("language",)),
        Fact("About", statement.about, ("about",)),
        Fact("Address", statement.url and Address(statement.url), ("url",)),
    )


def check_something_was_said(statement: Statement, lookup: Lookup) -> Iterator[Problem]:
    """Check that it has a text or a quote."""
    if not statement.text and not statement.quote:
        hint = 'add "text:" or "quote:" and what was said'
        yield Problem(NOTHING_SAID, "a text or a quote is expected, found neither", hint=hint)


STATEMENT = Kind(
    record=Statement,
    name="statement",
    folder="statements",
    label="Statement",
    plural="Statements",
    section=gettext_noop("Over time"),
    title=title,
    facts=facts,
    detail=lambda statement, lookup: (statement.by, word_unless_other(statement.medium)),
    checks=(check_something_was_said,),
    fields_asked_by_new=("text", "medium"),
    naming=Naming(
        id_words=lambda statement, lookup: (
            f"{statement.by[0].id} {word_unless_other(statement.medium) or 'statement'}",
        )
    ),
    timeline=Timeline(events=lambda statement: (Event(statement.date, None, ("date",)),)),
    pages=PageTraits(rank_last_in_search=True),
)
