"""Sectors: fields of cooperation, to sort topics, agreements and commitments."""

from typing import Annotated

from generator.kinds.kind import Fact, Kind
from generator.kinds.record import OnlyOnOwnPage, Record
from generator.values.languages import gettext_noop
from generator.values.reference import Reference, To
from generator.values.text import Prose, Text


class Sector(Record):
    """A field of cooperation, such as education or alternative energy."""

    name: Text
    """Its name."""
    parent: Annotated[Reference, To("sector", back="Parts")] | None = None
    """The wider sector it is part of."""
    summary: Annotated[Prose | None, OnlyOnOwnPage()] = None
    """What a reader should know first."""


SECTOR = Kind(
    record=Sector,
    name="sector",
    folder="sectors",
    label="Sector",
    plural="Sectors",
    section=gettext_noop("Subjects"),
    facts=lambda sector, lookup: (Fact("Part of", sector.parent, ("parent",)),),
    detail=lambda sector, lookup: (sector.parent,),
)
