"""Relations between two or more parties, and their level on a day."""

from datetime import date
from typing import Annotated

from pydantic import Field

from generator.kinds.kind import Event, Fact, Kind, Lookup, Naming, PageTraits, Timeline
from generator.kinds.record import Citation, DateOfEvent, Entry, OnlyOnOwnPage, Record
from generator.values.dates import When
from generator.values.labels import Label
from generator.values.languages import Language, gettext_noop
from generator.values.reference import Reference, To
from generator.values.text import Phrase, Prose, Text

BETWEEN_PARTIES = "\u00a0– "
"""Stands between the names of parties in a title."""


class Level(Entry):
    """A level that relations were raised to."""

    since: Annotated[When | None, DateOfEvent(dates_entry=True)] = None
    """Since when. Leave it out where it is not known."""
    name: Text
    """What the level is called, such as "strategic partnership"."""
    sources: tuple[Citation, ...] = ()
    """Where this is from."""


class Relation(Record):
    """The relation between two or more parties."""

    title: Text | None = None
    """What it is called; by default the names of its parties."""
    between: Annotated[tuple[Annotated[Reference, To("party", back="Relations")], ...], Field(min_length=2)]
    """The parties, two or more."""
    established: Annotated[When | None, DateOfEvent()] = None
    """When diplomatic relations were established."""
    levels: tuple[Level, ...] = ()
    """The levels that relations were raised to."""
    summary: Annotated[Prose | None, OnlyOnOwnPage()] = None
    """The state of relations in a few lines."""


def title(relation: Relation, lookup: Lookup, language: Language) -> Phrase:
    """Return its own title, else the names of its parties."""
    if relation.title:
        return lookup.phrase(relation.title, language)
    records = [lookup.get(party) for party in relation.between]
    names = [
        lookup.title(record, language) if record else Phrase(party.id, language.code)
        for party, record in zip(relation.between, records, strict=True)
    ]
    languages = {name.language for name in names}
    title_language = languages.pop() if len(languages) == 1 else language.code
    return Phrase(BETWEEN_PARTIES.join(name.text for name in names), title_language)


PRESENT, EARLIER = gettext_noop("Level of relations"), gettext_noop("Earlier level of relations")


def facts(relation: Relation, lookup: Lookup) -> tuple[Fact, ...]:
    """Return the facts at the top of its page."""
    return (
        Fact("Between", relation.between, ("between",)),
        Fact("Diplomatic relations established", relation.established, ("established",)),
        *(
            Fact(EARLIER if earlier else PRESENT, (level.name, level.since), ("levels", number))
            for earlier, (number, level) in enumerate(levels_on(relation, lookup.day))
        ),
    )


def levels_on(relation: Relation, day: date) -> list[tuple[int, Level]]:
    """Return the levels reached by `day` with their positions, the present one first.

    The present level has the latest date. Of two with the same date, it is the one written last.
    """

    def order(numbered: tuple[int, Level]) -> tuple[date, int]:
        number, level = numbered
        return (level.since.first if level.since else date.min, number)

    reached = (each for each in enumerate(relation.levels) if each[1].since is None or each[1].since.has_begun(day))
    return sorted(reached, key=order, reverse=True)


def events(relation: Relation) -> tuple[Event, ...]:
    """Return its establishment, and each rise of its level."""
    raised = (
        Event(level.since, level.name, ("levels", number, "since"))
        for number, level in enumerate(relation.levels)
        if level.since
    )
    if not relation.established:
        return tuple(raised)
    what = Label("Diplomatic relations established")
    established = Event(relation.established, what, ("established",), anniversary=1)
    return (established, *raised)


RELATION = Kind(
    record=Relation,
    name="relation",
    folder="relations",
    label="Relation",
    plural="Relations",
    section=gettext_noop("Relations and meetings"),
    title=title,
    facts=facts,
    detail=lambda relation, lookup: (
        next((level.name for _, level in levels_on(relation, lookup.day)), None),
        relation.established,
    ),
    naming=Naming(id_words=lambda relation, lookup: ("-".join(party.id for party in relation.between),)),
    timeline=Timeline(events=events),
    pages=PageTraits(has_dossier_page=True),
)
