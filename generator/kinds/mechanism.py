"""Mechanisms: standing formats for meetings, with the last session and the day when the next is due."""

from collections.abc import Iterator
from datetime import date
from typing import Annotated, NamedTuple

import isodate
from pydantic import Field

from generator.kinds.kind import Fact, Kind, Lookup, refers
from generator.kinds.meeting import Meeting
from generator.kinds.record import DateOfEvent, OnlyOnOwnPage, Record
from generator.kinds.shared_checks import check_are_parties
from generator.problems import FieldPath, Problem, Rule
from generator.values.codes import Duration
from generator.values.dates import When
from generator.values.labels import Frequency, Status
from generator.values.languages import gettext_noop
from generator.values.reference import Reference, To
from generator.values.text import Prose, Text

CHAIR_NOT_A_PARTY = Rule("chair-not-a-party", "Those who chair a mechanism are among its parties.")
RULES = (CHAIR_NOT_A_PARTY,)


class Mechanism(Record):
    """A standing format for meetings, such as political consultations or a joint commission.

    Record the format once; each session is a meeting that refers to it.
    """

    title: Text
    """What it is called."""
    between: Annotated[tuple[Annotated[Reference, To("party", back="Mechanisms")], ...], Field(min_length=1)]
    """The parties that meet in it."""
    every: Duration | None = None
    """How often it is meant to meet, as an ISO 8601 duration: `P1Y` for yearly."""
    chairs: tuple[Annotated[Reference, To("party", back="Mechanisms chaired")], ...] = ()
    """The parties or bodies that chair it."""
    since: Annotated[When | None, DateOfEvent(dates_record=True)] = None
    """Since when it exists."""
    sectors: tuple[Annotated[Reference, To("sector", back="Mechanisms")], ...] = ()
    """The sectors it deals with."""
    summary: Annotated[Prose | None, OnlyOnOwnPage()] = None
    """What a reader should know first."""


class Sessions(NamedTuple):
    """The sessions of a mechanism as of a day."""

    last: Meeting | None
    planned: Meeting | None
    due: date | None
    """The day when the next session is due, or None."""
    overdue: bool
    """True if a session is certainly due and none is planned."""

    @property
    def standing(self) -> Status | None:
        """Return `overdue` if the next session is."""
        return Status("overdue") if self.overdue else None


def find_sessions(mechanism: Mechanism, lookup: Lookup) -> Sessions:
    """Find the last session held, the next one planned, and the day it is due."""
    all_sessions = [
        meeting
        for meeting in lookup.records_referring_to(mechanism, Meeting)
        if refers(meeting.mechanism, mechanism, lookup)
    ]
    held = [meeting for meeting in all_sessions if meeting.status == "held" and meeting.date.has_begun(lookup.day)]
    upcoming = [
        meeting for meeting in all_sessions if meeting.status == "planned" and not meeting.date.is_before(lookup.day)
    ]
    last = max(held, key=lambda meeting: meeting.date.sort_key, default=None)
    planned = min(upcoming, key=lambda meeting: meeting.date.sort_key, default=None)
    due = _due(last.date.last, mechanism.every) if last and mechanism.every else None
    certainly_due = _due(last.date.latest, mechanism.every) if last and mechanism.every else None
    overdue = certainly_due is not None and certainly_due < lookup.day and planned is None
    return Sessions(last, planned, due, overdue)


def _due(last: date, every: str) -> date | None:
    """Add one period to `last`.

    None beyond the end of the calendar, as after a session without an end.
    """
    try:
        due: date = last + isodate.parse_duration(every)
    except (ValueError, OverflowError):
        return None
    return due


def facts(mechanism: Mechanism, lookup: Lookup) -> tuple[Fact, ...]:
    """Return the facts at the top of its page."""
    sessions = find_sessions(mechanism, lookup)
    return (
        Fact("Between", mechanism.between, ("between",)),
        Fact("Chaired by", mechanism.chairs, ("chairs",)),
        Fact("Since", mechanism.since, ("since",)),
        Fact("Meets every", mechanism.every and Frequency(mechanism.every), ("every",)),
        Fact("Sectors", mechanism.sectors, ("sectors",)),
        Fact("Last session", sessions.last and (sessions.last, sessions.last.date)),
        Fact("Next session planned", sessions.planned and (sessions.planned, sessions.planned.date)),
        Fact("Next session due", sessions.due and (sessions.due, sessions.standing)),
    )


def check_chairs_are_parties(mechanism: Mechanism, lookup: Lookup) -> Iterator[Problem]:
    """Check that a chairing country is a party.

    An organisation may chair for its country.
    """
    chairs: list[tuple[FieldPath, Reference]] = [
        (("chairs", number), chair) for number, chair in enumerate(mechanism.chairs) if len(chair.id) == 2
    ]
    return check_are_parties(CHAIR_NOT_A_PARTY, chairs, mechanism.between, lookup, "between")


MECHANISM = Kind(
    record=Mechanism,
    name="mechanism",
    folder="mechanisms",
    label="Mechanism",
    plural="Mechanisms",
    section=gettext_noop("Relations and meetings"),
    facts=facts,
    detail=lambda mechanism, lookup: (mechanism.between,),
    checks=(check_chairs_are_parties,),
)
