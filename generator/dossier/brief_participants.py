"""`TableSide`: the participants of a meeting on one side of the table, with offices and earlier meetings."""

from typing import Any, NamedTuple

from generator.archive.archive import Archive
from generator.dossier.attendance import meetings_attended
from generator.kinds.delegations import Delegation, Participant, Seat
from generator.kinds.meeting import Meeting, person_of, seating
from generator.kinds.person import Person, offices_on
from generator.values.reference import Reference

MAX_NAMED = 30
"""The most participants of a side that a brief names: it is two pages. The page of the meeting names all."""
ROLES = ("host", "head", "speaker", "member", None, "observer")
"""Whom a brief names first if a side has more."""


class BriefParticipant(NamedTuple):
    """A participant, and the office and earlier meetings of the person as of the day."""

    participant: Participant
    number: int
    """The position in the record's list of participants, for citations."""
    person: Person | None
    """The record of the person, if there is one."""
    office: tuple[Any, ...]
    """The position and organisation as reported, else those of the office held on the day; empty if unknown."""
    earlier_meetings: tuple[Meeting, ...]
    """The meetings that the person took part in, the latest first."""


class TableSide(NamedTuple):
    """One side of the table: the party, or None if it is not given, and its participants."""

    party: Reference | None
    participants: tuple[BriefParticipant, ...]
    """The participants to name, at most `MAX_NAMED`, in the order of the record."""
    others: int = 0
    """The number of participants that are not among them."""


def sides_of_table(meeting: Meeting, archive: Archive) -> tuple[TableSide, ...]:
    """Return the sides of a meeting, the hosts' first.

    Parties without a participant come last; they are left out if no participant has a side.
    """
    sides = [_side(each, archive) for each in seating(meeting, archive)]
    named = {side.party.id for side in sides if side.party}
    absent = [TableSide(party, ()) for party in meeting.parties if party.id not in named]
    return tuple(sides + (absent if named else []))


def _side(delegation: Delegation, archive: Archive) -> TableSide:
    """Return a side with the participants to name.

    Those with a weightier role come first, then those who have been met before.
    """
    everybody = [_participant(seat, archive) for seat in delegation.seats]
    by_weight = sorted(everybody, key=lambda each: (ROLES.index(each.participant.role), not each.earlier_meetings))
    named = sorted(by_weight[:MAX_NAMED], key=lambda each: each.number)
    return TableSide(delegation.side, tuple(named), len(everybody) - len(named))


def _participant(seat: Seat, archive: Archive) -> BriefParticipant:
    """Return a participant with office and earlier meetings."""
    participant, number = seat
    person = person_of(participant, archive)
    met = meetings_attended(person, archive) if person else ()
    return BriefParticipant(participant, number, person, _office(participant, person, archive), met)


def _office(participant: Participant, person: Person | None, archive: Archive) -> tuple[Any, ...]:
    """Return the position as reported, else the office held on the archive's day."""
    if participant.position or not person:
        # The organisation stands in place of the name if there is no name.
        organisation = participant.organisation if participant.person or participant.name else None
        return tuple(filter(None, (participant.position, organisation)))
    office = next(iter(offices_on(person, archive.day)), None)
    return (office.title, office.organisation) if office else ()
