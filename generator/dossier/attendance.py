"""Attendance: the persons at a meeting, and the meetings of a person. Used by the dossier and by briefs."""

from collections.abc import Iterable

from generator.archive.archive import Archive
from generator.kinds.meeting import Meeting, person_of
from generator.kinds.person import Person


def was_held(meeting: Meeting, archive: Archive) -> bool:
    """Return True if `meeting` was held, as far as was known on the archive's day."""
    return meeting.status == "held" and archive.has_happened(meeting.date)


def persons_at(meeting: Meeting, archive: Archive) -> Iterable[Person]:
    """Return the participants of `meeting` with a record of their own, each once."""
    persons = (person_of(each, archive) for each in meeting.participants)
    return {person.id: person for person in persons if person}.values()


def meetings_attended(person: Person, archive: Archive) -> tuple[Meeting, ...]:
    """Return the meetings that `person` attended by the archive's day, latest first."""
    meetings = archive.sorted(archive.records_referring_to(person, Meeting))
    return tuple(
        meeting
        for meeting in meetings
        if was_held(meeting, archive) and any(each.id == person.id for each in persons_at(meeting, archive))
    )
