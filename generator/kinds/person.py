"""People, their positions, and their office on a day."""

from collections.abc import Iterator
from datetime import date
from typing import Annotated

from pydantic import Field

from generator.kinds.kind import Fact, Kind, Lookup, Naming, PageTraits
from generator.kinds.record import Citation, DateOfEvent, Entry, OnlyOnOwnPage, Record
from generator.kinds.shared_checks import check_period
from generator.problems import Problem
from generator.values.codes import Line
from generator.values.dates import When
from generator.values.family_name import FamilyName, guess_family_name
from generator.values.labels import Label
from generator.values.languages import gettext_noop
from generator.values.reference import Reference, To
from generator.values.text import Prose, Text


class Position(Entry):
    """An office that a person holds or held."""

    title: Text
    """The title of the office, such as "Deputy Minister"."""
    organisation: Annotated[Reference, To("organisation", back="People")] | None = None
    """The organisation the office is in."""
    from_: Annotated[When | None, Field(alias="from"), DateOfEvent(dates_entry=True)] = None
    """When the person took it up. Leave it out where it is not known."""
    to: Annotated[When | None, DateOfEvent()] = None
    """When the person left it. Leave it out where it is not known or not yet so."""
    sources: tuple[Citation, ...] = ()
    """Where this is from."""

    @property
    def line_values(self) -> tuple[Text | Reference | Label | None, ...]:
        """Return the values of a line: title, organisation, a note on missing dates."""
        return (self.title, self.organisation, None if self.from_ or self.to else Label("dates not known"))

    def held_on(self, day: date) -> bool:
        """Return True if it may have been held on `day`. Unknown dates do not rule it out."""
        has_begun = self.from_ is None or self.from_.has_begun(day)
        return has_begun and (self.to is None or not self.to.is_before(day))

    def held_during(self, when: When) -> bool:
        """Return True if it may have been held during `when`.

        Unknown dates do not rule it out.
        """
        return self.held_on(when.last) and (self.to is None or not self.to.is_before(when))


class Person(Record):
    """A person who takes part in meetings, signs agreements or speaks in public."""

    name: Text
    """The full name as the person's own side writes it, in every script you have it in."""
    also_known_as: tuple[Line, ...] = ()
    """Other spellings, transliterations and former names."""
    country: Annotated[Reference, To("country", back="People")] | None = None
    """The country the person represents."""
    positions: tuple[Position, ...] = ()
    """Offices held, the present one first."""
    summary: Annotated[Prose | None, OnlyOnOwnPage()] = None
    """What a reader should know first."""


def offices_on(person: Person, day: date) -> tuple[Position, ...]:
    """Return the offices that a person may have held on `day`."""
    return tuple(position for position in person.positions if position.held_on(day))


def facts(person: Person, lookup: Lookup) -> tuple[Fact, ...]:
    """Return the facts at the top of the page."""
    held = ((number, office) for number, office in enumerate(person.positions) if office.held_on(lookup.day))
    return (
        *(Fact("Office", office.line_values, ("positions", number)) for number, office in held),
        Fact("Also known as", person.also_known_as, ("also_known_as",)),
        Fact("Country", person.country, ("country",)),
    )


def detail(person: Person, lookup: Lookup) -> tuple[object, ...]:
    """Return the office on the day, and the country."""
    office = next(iter(offices_on(person, lookup.day)), None)
    return (office and office.title, office and office.organisation, person.country)


FAMILY_NAME_FIRST = frozenset(["cn", "hu", "jp", "kh", "kp", "kr", "mo", "hk", "sg", "tw", "vn"])
"""Countries with the family name first. Sources in English turn many of these names round."""


def family_name(person: Person) -> FamilyName | None:
    """Guess the family name."""
    first = person.country is not None and person.country.id in FAMILY_NAME_FIRST
    return guess_family_name(next(person.name.phrases()).text, first=first)


def id_words(person: Person, lookup: Lookup) -> tuple[str, ...]:
    """Return the name with the likely family name first, then the other way round."""
    name = next(person.name.phrases()).text
    guess = family_name(person)
    if not guess:
        return (name,)
    likely = guess.candidates.get(guess.likely)
    others = (each for candidate, each in guess.candidates.items() if candidate.count(" ") == 0)
    return tuple(dict.fromkeys(filter(None, (likely, *others))))[:2]


def check_positions_end_after_they_start(person: Person, lookup: Lookup) -> Iterator[Problem]:
    """Check that no position ends before it starts."""
    for number, position in enumerate(person.positions):
        yield from check_period(position.from_, position.to, ("positions", number, "to"))


PERSON = Kind(
    record=Person,
    name="person",
    folder="people",
    label="Person",
    plural="People",
    section=gettext_noop("People and bodies"),
    facts=facts,
    detail=detail,
    checks=(check_positions_end_after_they_start,),
    fields_asked_by_new=("country",),
    represents=lambda person: person.country,
    naming=Naming(
        other_names=lambda person: person.also_known_as,
        has_personal_names=True,
        is_known_by_references=True,
        family_name=family_name,
        id_words=id_words,
    ),
    pages=PageTraits(derive=lambda person, lookup: offices_on(person, lookup.day)),
)
