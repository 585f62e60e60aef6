"""`Brief`: the contents of a pre-meeting brief as known on the eve, chosen by relevance and cut to two pages.

`brief_participants` adds the participants. `pages/briefs.py` formats both.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import Generic, NamedTuple, TypeVar

from generator.archive.anniversaries import Anniversary
from generator.archive.archive import Archive
from generator.dossier.dossier import Dossier
from generator.dossier.entries import AgreementStanding
from generator.dossier.sectors import sectors_of
from generator.dossier.upcoming import DateAhead, dates_ahead
from generator.kinds import KINDS, kind_of
from generator.kinds.agreement_history import PENDING
from generator.kinds.commitment import CommitmentInRecord
from generator.kinds.kind import Event
from generator.kinds.mechanism import Mechanism
from generator.kinds.meeting import Meeting, meeting_with_brief
from generator.kinds.record import Record
from generator.kinds.statement import Statement
from generator.values.dates import shift_day
from generator.values.reference import Reference
from generator.values.text import Prose

MOST = 6
"""The most entries of a section: a brief is to fit on two pages."""
AROUND = timedelta(days=45)
"""How far from the meeting a date is worth a mention."""
YEAR = timedelta(days=366)

T = TypeVar("T")


class Shortlist(NamedTuple, Generic[T]):
    """The first entries of a list, and the number of entries left out."""

    entries: tuple[T, ...]
    left_out: int


class LastMeeting(NamedTuple):
    """The last meeting of the parties, its first outcomes, and the latest events since then, the earliest first."""

    meeting: Meeting
    outcomes: tuple[Prose, ...]
    events: tuple[tuple[Event, Record], ...]


class BriefAgreements(NamedTuple):
    """Agreements on a brief, those in the sectors of the agenda first."""

    expiring: Shortlist[AgreementStanding]
    """Agreements that expire within a year."""
    in_force: Shortlist[AgreementStanding]
    pending: Shortlist[AgreementStanding]
    """Agreements that have not entered into force."""


@dataclass(frozen=True)
class Brief:
    """The contents of the brief for `meeting`, from the `dossier` of its parties on the eve, without the meeting."""

    meeting: Meeting
    dossier: Dossier

    @classmethod
    def on_eve(cls, meeting: Meeting, archive: Archive) -> "Brief":
        """Return the brief of a meeting from the records as known on its eve."""
        as_of_eve = archive.as_of(eve(meeting, archive.day))
        return cls(meeting, Dossier(as_of_eve, meeting.parties, excluding=meeting))

    @property
    def archive(self) -> Archive:
        """The archive as of the eve."""
        return self.dossier.archive

    @property
    def day(self) -> date:
        """The eve, or the day of the edition if it is earlier."""
        return self.dossier.day

    @property
    def anniversaries(self) -> tuple[Anniversary, ...]:
        """The anniversaries during the meeting; none if its date is not exact."""
        when = self.meeting.date
        return self.dossier.anniversaries(when.first, when.last) if when.is_exact else ()

    @property
    def planned_sectors(self) -> tuple[Reference, ...]:
        """The sectors of the planned topics.

        Empty once the meeting was held: its topics became known on its day.
        """
        topics = self.meeting.topics if self.meeting.status == "planned" else ()
        return tuple(topic.sector for topic in topics if topic.sector)

    @cached_property
    def last_meeting(self) -> LastMeeting | None:
        """The last meeting and the events since then; None if there was no meeting."""
        if not self.dossier.meetings_held:
            return None
        last = self.dossier.meetings_held[0]
        statements = {id(statement) for statement in self.dossier.statements}
        events = tuple(
            (event, record)
            for event, record in self.dossier.events
            if event.when.is_after(last.date) and self.archive.has_happened(event.when) and id(record) not in statements
        )
        return LastMeeting(last, last.outcomes[:MOST], events[-MOST:])

    @cached_property
    def commitments(self) -> Shortlist[CommitmentInRecord]:
        """The overdue commitments, the open ones, then the recently closed ones.

        Recently: since the last meeting or within a year, the longer of the two.
        """
        day, held = self.day, self.dossier.meetings_held
        since = min(shift_day(day, -YEAR), held[0].date.first if held else day)

        def is_open(each: CommitmentInRecord) -> bool:
            """Return True if a commitment is open on the day."""
            return each.commitment.is_open_on(day)

        def was_closed_lately(each: CommitmentInRecord) -> bool:
            """Return True unless a closed commitment is known to be closed before `since`."""
            update = each.commitment.latest_status_update(day)
            closed = update.date if update else kind_of(each.record).day(each.record)
            return closed is None or not closed.is_before(since)

        relevant = (each for each in self.dossier.commitments if is_open(each) or was_closed_lately(each))
        return shorten(sorted(relevant, key=lambda each: (not each.commitment.is_overdue_on(day), not is_open(each))))

    @cached_property
    def agreements(self) -> BriefAgreements:
        """The agreements in three lists: expiring, in force, pending."""
        agenda = self._sectors_on_agenda()
        by_relevance = sorted(self.dossier.agreements, key=lambda each: agenda.isdisjoint(self._sectors(each)))
        expiring = list(filter(self._expires_soon, by_relevance))
        others = [each for each in by_relevance if each not in expiring]
        return BriefAgreements(
            shorten(expiring),
            shorten([each for each in others if each.standing.status == "in-force"]),
            shorten([each for each in others if each.standing.status in PENDING]),
        )

    def _sectors_on_agenda(self) -> set[str]:
        """Return the ids of the sectors of the mechanism and of the planned topics."""
        mechanism = self.archive.get(self.meeting.mechanism) if self.meeting.mechanism else None
        of_mechanism = mechanism.sectors if isinstance(mechanism, Mechanism) else ()
        return {sector.id for sector in sectors_of((*of_mechanism, *self.planned_sectors), self.archive)}

    def _sectors(self, each: AgreementStanding) -> set[str]:
        """Return the ids of the sectors of an agreement."""
        return {sector.id for sector in sectors_of(each.agreement.sectors, self.archive)}

    def _expires_soon(self, each: AgreementStanding) -> bool:
        """Return True if an agreement in force, or a pending one, expires within a year."""
        expires = each.agreement.expires
        return (
            expires is not None
            and each.standing.status in ("in-force", *PENDING)
            and expires.first <= shift_day(self.day, YEAR)
            and not expires.is_before(self.day)
        )

    @property
    def statements(self) -> Shortlist[Statement]:
        """The latest public statements."""
        return shorten(self.dossier.statements)

    @property
    def dates(self) -> tuple[DateAhead, ...]:
        """The first dates around the start of the meeting, or around the eve if unknown."""
        start = self.meeting.date.first if self.meeting.date.start else self.day
        return dates_ahead(self.dossier, shift_day(start, -AROUND), shift_day(start, AROUND))[:MOST]


def meetings_with_brief(archive: Archive) -> list[Meeting]:
    """Return the meetings with a brief, the latest first."""
    records = (record for kind in KINDS for record in archive.records_of(kind))
    return [meeting for record in records if (meeting := meeting_with_brief(record, archive))]


def eve(meeting: Meeting, day: date) -> date:
    """Return the day before the meeting may begin, at the latest `day`."""
    begins = meeting.date.start or meeting.date.end
    return min(day, shift_day(begins.first, timedelta(days=-1))) if begins else day


def shorten(entries: Sequence[T], most: int = MOST) -> Shortlist[T]:
    """Return the first `most` entries, and the number of the others."""
    return Shortlist(tuple(entries[:most]), max(0, len(entries) - most))
