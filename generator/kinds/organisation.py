"""Organisations: ministries, embassies, companies, international organisations. They are parties, as countries are."""

from collections.abc import Iterator
from datetime import date
from typing import Annotated, Literal

from generator.kinds.kind import Event, Fact, Kind, Lookup, Naming, Timeline
from generator.kinds.record import DateOfEvent, Locality, OnlyOnOwnPage, Record
from generator.kinds.shared_checks import check_period
from generator.problems import Problem
from generator.values.codes import Line, Url
from generator.values.dates import When
from generator.values.labels import Address, Label, word_unless_other
from generator.values.languages import gettext_noop
from generator.values.reference import Reference, To
from generator.values.text import Prose, Text


class Organisation(Record):
    """A ministry, agency, embassy, company or any other body that has a name."""

    name: Text
    """Its name, in every language you have it in."""
    acronym: Line | None = None
    """Its acronym, as the organisation writes it."""
    type: Literal[
        "ministry",
        "agency",
        "embassy",
        "consulate",
        "parliament",
        "company",
        "bank",
        "university",
        "international",
        "media",
        "association",
        "other",
    ] = "other"
    """What it is."""
    country: Annotated[Reference, To("country", back="Organisations")] | None = None
    """The country it belongs to; for an embassy the one it represents."""
    parent: Annotated[Reference, To("organisation", back="Parts")] | None = None
    """The organisation it is a part of."""
    website: Url | None = None
    """Its own site."""
    located_in: Locality | None = None
    """Where it is: for an embassy the city and the receiving country."""
    opened: Annotated[When | None, DateOfEvent(dates_record=True)] = None
    """When it opened or was founded."""
    closed: Annotated[When | None, DateOfEvent()] = None
    """When it closed."""
    summary: Annotated[Prose | None, OnlyOnOwnPage()] = None
    """What a reader should know first."""

    def is_open_on(self, day: date) -> bool:
        """Return True if it may be open on `day`. Unknown dates count as open."""
        opened = self.opened is None or self.opened.has_begun(day)
        return opened and not (self.closed is not None and self.closed.is_before(day))


def facts(organisation: Organisation, lookup: Lookup) -> tuple[Fact, ...]:
    """Return the facts at the top of its page."""
    return (
        Fact("Type", word_unless_other(organisation.type), ("type",)),
        Fact("Acronym", organisation.acronym, ("acronym",)),
        Fact("Country", organisation.country, ("country",)),
        Fact("Part of", organisation.parent, ("parent",)),
        Fact("Located in", organisation.located_in, ("located_in",)),
        Fact("Opened", organisation.opened, ("opened",)),
        Fact("Closed", organisation.closed, ("closed",)),
        Fact("Website", organisation.website and Address(organisation.website), ("website",)),
    )


def events(organisation: Organisation) -> tuple[Event, ...]:
    """Return its opening and closing."""
    opened = Event(organisation.opened, Label("Opened"), ("opened",), anniversary=5) if organisation.opened else None
    closed = Event(organisation.closed, Label("Closed"), ("closed",)) if organisation.closed else None
    return tuple(filter(None, (opened, closed)))


def check_closes_after_opening(organisation: Organisation, lookup: Lookup) -> Iterator[Problem]:
    """Check that it closed on or after the day it opened."""
    yield from check_period(organisation.opened, organisation.closed, ("closed",))


ORGANISATION = Kind(
    record=Organisation,
    name="organisation",
    folder="organisations",
    label="Organisation",
    plural="Organisations",
    section=gettext_noop("People and bodies"),
    facts=facts,
    detail=lambda organisation, lookup: (
        organisation.acronym,
        word_unless_other(organisation.type),
        organisation.country,
    ),
    checks=(check_closes_after_opening,),
    fields_asked_by_new=("type", "country"),
    shared_id_space="party",
    represents=lambda organisation: organisation.country,
    naming=Naming(other_names=lambda organisation: (organisation.acronym,), is_known_by_references=True),
    timeline=Timeline(events=events),
)
