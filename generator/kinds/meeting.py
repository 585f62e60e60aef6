"""Meetings: the record class, the rules and the kind. Mappings in it: `meeting_entries.py`, `delegations.py`."""

from collections.abc import Iterator
from datetime import datetime
from typing import Annotated, Literal

from generator.kinds.commitment import Commitment, check_commitments
from generator.kinds.delegations import Delegation, Participant, group_by_side
from generator.kinds.kind import Event, Fact, Kind, Lookup, PageTraits, Timeline
from generator.kinds.meeting_entries import Attendance, MeetingLevel, Readout, Topic, Venue
from generator.kinds.person import Person
from generator.kinds.record import Internal, OnlyOnOwnPage, Record
from generator.kinds.shared_checks import ENDS_BEFORE_START, check_are_parties
from generator.problems import FieldPath, Problem, Rule, Severity
from generator.values.codes import Count, TimeOfDay
from generator.values.dates import When
from generator.values.labels import Status, word_unless_other
from generator.values.languages import gettext_noop
from generator.values.reference import Reference, To
from generator.values.text import Prose, Text

SIDE_NOT_A_PARTY = Rule("side-not-a-party", "A participant's side is one of the meeting's parties.")
NOBODY = Rule("nobody-named", "A participant is a person with a record, or has a name.")
HELD_IN_FUTURE = Rule("held-in-future", "A meeting that was held is not in the future.")
PLANNED_IN_PAST = Rule("planned-in-past", "A planned meeting is not in the past.", Severity.WARNING)
NO_OFFICE = Rule(
    "no-office-on-that-day",
    "Participants whose positions are recorded held one on the day.",
    Severity.WARNING,
)
RULES = (SIDE_NOT_A_PARTY, NOBODY, HELD_IN_FUTURE, PLANNED_IN_PAST, NO_OFFICE)


class Meeting(Record):
    """A consultation, visit, call, summit, forum or any other occasion on which parties meet."""

    title: Text
    """What it is called."""
    date: When
    """The day, or the interval from the first to the last day."""
    starts: TimeOfDay | None = None
    """When it starts on the first day, with the offset from UTC."""
    ends: TimeOfDay | None = None
    """When it ends on the last day."""
    place: Venue | None = None
    """Where it takes place."""
    type: Literal[
        "consultation",
        "visit",
        "call",
        "summit",
        "forum",
        "commission",
        "signing",
        "conference",
        "courtesy",
        "other",
    ] = "other"
    """What it is."""
    level: MeetingLevel = "other"
    """The level at which it is held: that of the highest participants."""
    status: Literal["planned", "held", "postponed", "cancelled"] = "held"
    """Whether it is planned, was held, was postponed or was cancelled."""
    parties: tuple[Annotated[Reference, To("party", back="Meetings")], ...] = ()
    """The parties that meet."""
    mechanism: Annotated[Reference, To("mechanism", back="Sessions")] | None = None
    """The mechanism that it is a session of."""
    session: Count | None = None
    """The number of the session."""
    hosts: tuple[Annotated[Reference, To("party", "person", back="Meetings hosted")], ...] = ()
    """Who hosts it: parties or persons."""
    participants: tuple[Participant, ...] = ()
    """Who takes part, the heads of the delegations first."""
    attendance: Annotated[tuple[Attendance, ...], OnlyOnOwnPage()] = ()
    """How many take part, where they are counted rather than named."""
    agenda: Annotated[tuple[Text, ...], OnlyOnOwnPage()] = ()
    """What is on the agenda."""
    summary: Annotated[Prose | None, OnlyOnOwnPage()] = None
    """What a reader should know first."""
    topics: tuple[Topic, ...] = ()
    """What was discussed, by sector."""
    outcomes: tuple[Prose, ...] = ()
    """What came of it."""
    agreements: tuple[Annotated[Reference, To("agreement", back="Concluded at")], ...] = ()
    """The agreements concluded at it."""
    commitments: tuple[Commitment, ...] = ()
    """What was promised."""
    follows: Annotated[Reference, To("meeting", back="Followed by")] | None = None
    """The meeting that it follows up."""
    talking_points: Annotated[tuple[Prose, ...], Internal(), OnlyOnOwnPage()] = ()
    """What our side means to say. Always internal."""
    readouts: tuple[Readout, ...] = ()
    """The accounts that the sides published."""

    @property
    def hours(self) -> str | None:
        """Return start and end with the offset from UTC: "10:00–12:00 UTC+05:00".

        None without either.
        """
        times = [time for time in (self.starts, self.ends) if time]
        hours = "–".join(f"{time:%H:%M}" for time in times)
        return f"{hours} UTC{times[0].isoformat()[-6:]}" if times else None


FIELDS_KNOWN_AFTER = (
    "attendance",
    "summary",
    "topics",
    "outcomes",
    "agreements",
    "commitments",
    "readouts",
    "caveats",
    "inferred",
    "notes",
    "links",
)
"""The fields that editors fill in once a meeting was held."""


def seating(meeting: Meeting, lookup: Lookup) -> tuple[Delegation, ...]:
    """Group its participants by side, the hosts first."""
    return group_by_side(meeting.participants, meeting.hosts, meeting.parties)


def facts(meeting: Meeting, lookup: Lookup) -> tuple[Fact, ...]:
    """Return the facts at the top of its page."""
    return (
        Fact("Date", (meeting.date, meeting.hours), ("date",)),
        Fact("Status", Status(meeting.status), ("status",)),
        Fact("Place", meeting.place, ("place",)),
        Fact("Type", word_unless_other(meeting.type), ("type",)),
        Fact("Level", word_unless_other(meeting.level), ("level",)),
        Fact("Parties", meeting.parties, ("parties",)),
        Fact("Hosts", meeting.hosts, ("hosts",)),
        Fact("Mechanism", meeting.mechanism, ("mechanism",)),
        Fact("Session", meeting.session, ("session",)),
        Fact("Follows", meeting.follows, ("follows",)),
        Fact("Agreements", meeting.agreements, ("agreements",)),
    )


def check_sides_are_parties(meeting: Meeting, lookup: Lookup) -> Iterator[Problem]:
    """Check that the side of each participant is a party."""
    sides: list[tuple[FieldPath, Reference]] = [
        (("participants", number, "side"), participant.side)
        for number, participant in enumerate(meeting.participants)
        if participant.side
    ]
    return check_are_parties(SIDE_NOT_A_PARTY, sides, meeting.parties, lookup)


def check_participants_are_named(meeting: Meeting, lookup: Lookup) -> Iterator[Problem]:
    """Check that each participant has a record or a name."""
    for number, participant in enumerate(meeting.participants):
        if not participant.person and not participant.name and not participant.organisation:
            yield Problem(
                NOBODY,
                "a person, a name or an organisation is expected, found none",
                ("participants", number),
                'add "name:" and the name, or "person:" and the name of a file in people, without .yml',
            )


def check_ends_after_it_starts(meeting: Meeting, lookup: Lookup) -> Iterator[Problem]:
    """Check that a meeting of one day ends after it starts."""
    day = meeting.date.day
    if day and meeting.starts and meeting.ends:
        start, end = datetime.combine(day, meeting.starts), datetime.combine(day, meeting.ends)
        if end < start:
            message = f"an end after {meeting.starts.isoformat()} is expected, found {meeting.ends.isoformat()}"
            yield Problem(ENDS_BEFORE_START, message, ("ends",))


def check_status_fits_the_day(meeting: Meeting, lookup: Lookup) -> Iterator[Problem]:
    """Check that held meetings are not in the future, and planned ones not past."""
    day = lookup.day.isoformat()
    if meeting.status == "held" and meeting.date.is_after(lookup.today):
        today = lookup.today.isoformat()
        message = f"a date up to {today} is expected for a meeting that was held, found {meeting.date.text}"
        yield Problem(HELD_IN_FUTURE, message, ("date",), 'write "status: planned" if it is to come')
    if meeting.status == "planned" and meeting.date.is_before(lookup.day):
        message = f"a date from {day} on is expected for a planned meeting, found {meeting.date.text}"
        yield Problem(
            PLANNED_IN_PAST, message, ("date",), 'write "status: held" instead of "status: planned" if it took place'
        )


def check_participants_held_an_office(meeting: Meeting, lookup: Lookup) -> Iterator[Problem]:
    """Check that participants with positions in their record held one on the day."""
    for number, participant in enumerate(meeting.participants):
        person = lookup.get(participant.person) if participant.person else None
        held = isinstance(person, Person) and any(position.held_during(meeting.date) for position in person.positions)
        if isinstance(person, Person) and person.positions and not held:
            message = f"a position held on {meeting.date.text} is expected in {person.id}'s record, found none"
            hint = "correct the dates of the positions there, or add the one that was held"
            yield Problem(NO_OFFICE, message, ("participants", number, "person"), hint)


def has_brief(meeting: Meeting, lookup: Lookup) -> bool:
    """Return True if it is planned, or was held and the site wants all briefs."""
    return meeting.status == "planned" or (meeting.status == "held" and lookup.briefs == "all")


def meeting_with_brief(record: Record, lookup: Lookup) -> Meeting | None:
    """Return `record` if it is a meeting with a brief, else None."""
    return record if isinstance(record, Meeting) and has_brief(record, lookup) else None


def person_of(participant: Participant, lookup: Lookup) -> Person | None:
    """Return the record of a participant, None without one."""
    record = lookup.get(participant.person) if participant.person else None
    return record if isinstance(record, Person) else None


def unusual_status(meeting: Meeting) -> Status | None:
    """Return its status, unless it was held."""
    return Status(meeting.status) if meeting.status != "held" else None


MEETING = Kind(
    record=Meeting,
    name="meeting",
    folder="meetings",
    label="Meeting",
    plural="Meetings",
    section=gettext_noop("Relations and meetings"),
    facts=facts,
    detail=lambda meeting, lookup: (
        unusual_status(meeting),
        word_unless_other(meeting.type),
        word_unless_other(meeting.level),
        meeting.place,
    ),
    checks=(
        check_sides_are_parties,
        check_participants_are_named,
        check_ends_after_it_starts,
        check_status_fits_the_day,
        check_participants_held_an_office,
        lambda meeting, lookup: check_commitments(meeting.commitments, meeting.date),
    ),
    fields_asked_by_new=("parties", "type"),
    timeline=Timeline(
        events=lambda meeting: (Event(meeting.date, None, ("date",)),),
        is_upcoming=lambda meeting, day: meeting.status == "planned" and not meeting.date.is_before(day),
        status=unusual_status,
        fields_known_after=FIELDS_KNOWN_AFTER,
        values_before_day=(("status", "planned"),),
    ),
    pages=PageTraits(derive=seating, has_brief=has_brief),
)
