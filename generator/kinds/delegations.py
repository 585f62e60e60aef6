"""Who sits on which side of the table at a meeting."""

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
    """A participant, and the position in the record's list, for citations."""

    participant: Participant
    number: int


class Delegation(NamedTuple):
    """The participants of one side; `side` is None for those whose side is not given."""

    side: Reference | None
    seats: tuple[Seat, ...]


def group_by_side(
    participants: tuple[Participant, ...], hosts: tuple[Reference, ...], parties: tuple[Reference, ...]
) -> tuple[Delegation, ...]:
    """The participants by side: first the hosts', then in the order of the parties, then those of no side."""
    sides: dict[str, tuple[Reference | None, list[Seat]]] = {}
    for number, participant in enumerate(participants):
        side = participant.side
        sides.setdefault(side.id if side else "", (side, []))[1].append(Seat(participant, number))
    hosting = {host.id for host in hosts}
    hosting |= {
        participant.side.id
        for participant in participants
        if participant.side and (participant.role == "host" or _is_among(participant, hosting))
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


def _is_among(participant: Participant, persons: set[str]) -> bool:
    return participant.person is not None and participant.person.id in persons
