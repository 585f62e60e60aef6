"""Milestones: important events other than meetings and agreements."""

from typing import Annotated

from generator.kinds.kind import Event, Fact, Kind, Lookup, Timeline
from generator.kinds.record import OnlyOnOwnPage, Record
from generator.values.dates import When
from generator.values.languages import gettext_noop
from generator.values.reference import Reference, To
from generator.values.text import Prose, Text


class Milestone(Record):
    """An event that mattered for a relation, such as the opening of an embassy."""

    title: Text
    """What happened, in a few words."""
    date: When
    """When."""
    parties: tuple[Annotated[Reference, To("party", back="Milestones")], ...] = ()
    """Whom it concerned."""
    organisation: Annotated[Reference, To("organisation", back="Milestones")] | None = None
    """The organisation it was about, such as the embassy that opened."""
    summary: Annotated[Prose | None, OnlyOnOwnPage()] = None
    """What happened, in full."""


def facts(milestone: Milestone, lookup: Lookup) -> tuple[Fact, ...]:
    """Return the facts at the top of its page."""
    return (
        Fact("Date", milestone.date, ("date",)),
        Fact("Parties", milestone.parties, ("parties",)),
        Fact("Organisation", milestone.organisation, ("organisation",)),
    )


MILESTONE = Kind(
    record=Milestone,
    name="milestone",
    folder="milestones",
    label="Milestone",
    plural="Milestones",
    section=gettext_noop("Over time"),
    facts=facts,
    detail=lambda milestone, lookup: (milestone.organisation,),
    fields_asked_by_new=("parties",),
    timeline=Timeline(
        events=lambda milestone: (Event(milestone.date, None, ("date",), anniversary=1),),
        repeats_events_of_others=True,
    ),
)
