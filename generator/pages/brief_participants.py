"""The participants of a meeting on its brief, as Markdown. `dossier/brief_participants.py` gives them."""

from typing import NamedTuple

from generator.dossier.brief_participants import BriefParticipant, TableSide, sides_of_table
from generator.kinds.meeting import Meeting
from generator.pages.citations import FieldNotes, Footnotes
from generator.pages.markdown import Md
from generator.pages.writer import Writer


class ParticipantList(NamedTuple):
    """The participants of one side: the name of the party, if it is known, and a line for each participant."""

    name: Md | None
    lines: tuple[Md, ...]


def participant_lists(meeting: Meeting, writer: Writer, footnotes: Footnotes) -> tuple[ParticipantList, ...]:
    """Format the sides of a meeting, the hosts' first."""
    notes = FieldNotes(meeting, writer, footnotes)
    return tuple(_participant_list(side, meeting, writer, notes) for side in sides_of_table(meeting, writer.archive))


def _participant_list(side: TableSide, meeting: Meeting, writer: Writer, notes: FieldNotes) -> ParticipantList:
    """Format one side.

    A line says so if nobody is named, or how many others there are.
    """
    nobody = (Md.escape(writer.label("Nobody is named yet.")),)
    lines = tuple(_participant(each, writer, notes) for each in side.participants)
    if side.others:
        others = writer.language.plural("and %(number)s other", "and %(number)s others", side.others)
        lines += (writer.link(meeting, others),)
    return ParticipantList(writer.show(side.party) if side.party else None, lines or nobody)


def _participant(each: BriefParticipant, writer: Writer, notes: FieldNotes) -> Md:
    """Format a participant: name, role and office, and when the person was met before."""
    participant = each.participant
    name = writer.show(participant.person or participant.name or participant.organisation)
    role = Md(" ({})").format(writer.word(participant.role)) if participant.role else Md("")
    head = Md("**{}**{}{}").format(name, role, notes.cite("participants", each.number))
    parts = [Md(", ").join(filter(None, (head, writer.show(each.office))))]
    if each.person:
        parts.append(_earlier_meetings(each, writer))
    return Md(". ").join(parts)


def _earlier_meetings(each: BriefParticipant, writer: Writer) -> Md:
    """Say when the person was met last, and how often in all."""
    if not each.earlier_meetings:
        return Md.escape(writer.label("No earlier meeting on record"))
    latest, number = each.earlier_meetings[0], len(each.earlier_meetings)
    last = writer.sentence("Last met %(date)s, %(meeting)s", date=latest.date, meeting=latest)
    if number == 1:
        return last
    in_all = writer.language.plural("%(number)s meeting in all", "%(number)s meetings in all", number)
    return Md("{} ({})").format(last, in_all)
