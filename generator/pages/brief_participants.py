"""Across the table: who takes part in a meeting, in which office, and when each was met before."""

from typing import NamedTuple

from generator.dossier.attendance import meetings_attended
from generator.kinds.delegations import Participant, Seat
from generator.kinds.meeting import Meeting, seating
from generator.kinds.person import Person, offices_on
from generator.pages.citations import FieldNotes, Footnotes
from generator.pages.markdown import Md
from generator.pages.writer import Writer
from generator.values.reference import Reference


class Side(NamedTuple):
    """One side of the table: whose it is, where that is known, and a line for each participant."""

    name: Md | None
    lines: tuple[Md, ...]


def across_the_table(meeting: Meeting, writer: Writer, footnotes: Footnotes) -> tuple[Side, ...]:
    """The participants by side, the hosts' first."""
    notes = FieldNotes(meeting, writer, footnotes)
    seated = seating(meeting, writer.archive)
    sides = [
        Side(
            writer.show(delegation.side) if delegation.side else None,
            tuple(_participant(seat, writer, notes) for seat in delegation.seats),
        )
        for delegation in seated
    ]
    named = {delegation.side.id for delegation in seated if delegation.side}
    nobody = (Md.escape(writer.label("Nobody is named yet.")),)
    empty = [Side(writer.show(party), nobody) for party in meeting.parties if party.id not in named]
    return tuple(sides + (empty if named else []))


def _participant(seat: Seat, writer: Writer, notes: FieldNotes) -> Md:
    """The name, the role, the office, and when the person was met before."""
    participant, number = seat
    person = writer.archive.get(participant.person) if participant.person else None
    name = writer.show(participant.person or participant.name or participant.organisation)
    role = Md(" ({})").format(writer.word(participant.role)) if participant.role else Md("")
    office = _office(participant, person if isinstance(person, Person) else None, writer)
    head = Md("**{}**{}{}").format(name, role, notes.cite("participants", number))
    parts = [Md(", ").join(filter(None, (head, office)))]
    if isinstance(person, Person):
        parts.append(_earlier(person, writer))
    return Md(". ").join(parts)


def _office(participant: Participant, person: Person | None, writer: Writer) -> Md:
    """The position as reported, else the office that the records have for that day."""
    named: Reference | None = participant.organisation if participant.person or participant.name else None
    if participant.position or not person:
        return writer.show(tuple(filter(None, (participant.position, named))))
    office = next(iter(offices_on(person, writer.archive.day)), None)
    return writer.show(office and (office.title, office.organisation))


def _earlier(person: Person, writer: Writer) -> Md:
    """When the person was met last, and how often in all."""
    met = meetings_attended(person, writer.archive)
    if not met:
        return Md.escape(writer.label("No earlier meeting on record"))
    last = writer.sentence("Last met %(date)s, %(meeting)s", date=met[0].date, meeting=met[0])
    if len(met) == 1:
        return last
    often = writer.language.plural("%(number)s meeting in all", "%(number)s meetings in all", len(met))
    return Md("{} ({})").format(last, often)
