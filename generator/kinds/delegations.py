"""Participants of a meeting, grouped by side of the table."""

from typing import Annotated, Literal, NamedTuple

from generator.kinds.record import Entry
from generator.values.codes import Line
from generator.values.reference import Reference, To
from generator.values.text import Text


class Participant(Entry):
    """Somebody who takes part."""

    person: Annotated[Reference, To("person", back="Meetings")] | None = None
    """The id of the person."""
    name: Line | None = None
    """The name, where there is no record of the person."""
    position: Text | None = None
    """The position as the source reports it."""
    organisation: Annotated[Reference, To("organisation", back="Meetings")] | None = None
    """The organisation represented."""
    side: Annotated[Reference, To("party", back="Meetings")] | None = None
    """The party on whose side the participant sits."""
    role: Literal["host", "head", "member", "observer", "speaker"] | None = None
    """host, head of delegation, member, observer or speaker."""


class Seat(NamedTuple):
    """A participant and its position in the record, for citations."""

    participant: Participant
    number: int


class Delegation(NamedTuple):
    """The participants of one side. `side` is None for participants without a side."""

    side: Reference | None
    seats: tuple[Seat, ...]


def group_by_side(
    participants: tuple[Participant, ...], hosts: tuple[Reference, ...], parties: tuple[Reference, ...]
) -> tuple[Delegation, ...]:
    """Group participants by side: hosts first, then in the order of `parties`."""
    sides: dict[str, tuple[Reference | None, list[Seat]]] = {}
    for number, participant in enumerate(participants):
        side = participant.side
        sides.setdefault(side.id if side else "", (side, []))[1].append(Seat(participant, number))
    hosting = {host.id for host in hosts}
    hosting |= {
        participant.side.id
        for participant in participants
        if participant.side and (participant.role == "host" or _is_one_of(participant, hosting))
    }
    order = [party.id for party in parties]

    def rank(identifier: str) -> tuple[bool, bool, int]:
        return (
            not identifier,
            identifier not in hosting,
            order.index(identifier) if identifier in order else len(order),
        )

    return tuple(
        Delegation(side, tuple(seats)) for _, (side, seats) in sorted(sides.items(), key=lambda entry: rank(entry[0]))
    )


def _is_one_of(participant: Participant, persons: set[str]) -> bool:
    return participant.person is not None and participant.person.id in persons
