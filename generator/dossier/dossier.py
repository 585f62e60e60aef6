"""What parties have with each other as of a day: meetings, agreements, commitments, people, mechanisms, dates.

Only what had happened by the day counts. How it is shown is for pages.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any, NamedTuple

from generator.archive.anniversaries import Anniversary, anniversaries
from generator.archive.archive import Archive
from generator.kinds import BY_RECORD, key_of, kind_of
from generator.kinds.agreement import Agreement, standing
from generator.kinds.agreement_history import STATUSES, Standing, happened
from generator.kinds.commitment import Commitment, CommitmentInRecord, promises
from generator.kinds.kind import Event, refers
from generator.kinds.mechanism import Mechanism, Sessions, sessions
from generator.kinds.meeting import Meeting
from generator.kinds.organisation import Organisation
from generator.kinds.person import Person, Position, offices_on
from generator.kinds.record import R, Record
from generator.kinds.sector import Sector
from generator.kinds.statement import Statement
from generator.values.reference import Reference


class AgreementStanding(NamedTuple):
    """An agreement and how it stands."""

    agreement: Agreement
    standing: Standing


class Session(NamedTuple):
    """A mechanism and its sessions."""

    mechanism: Mechanism
    sessions: Sessions


class Counterpart(NamedTuple):
    """Somebody the parties have dealt with: the offices held now, and the meetings, the latest first."""

    person: Person
    offices: tuple[Position, ...]
    meetings: tuple[Meeting, ...]


class Activity(NamedTuple):
    """What there is in a sector."""

    sector: Sector
    meetings: tuple[Meeting, ...]
    agreements: tuple[Agreement, ...]
    commitments: tuple[CommitmentInRecord, ...]
    mechanisms: tuple[Mechanism, ...]


@dataclass(frozen=True)
class Dossier:
    """What all of some parties have with each other, as of the day of the archive; None stands for whatever parties."""

    archive: Archive
    parties: tuple[Reference, ...] | None
    besides: Meeting | None = None
    """The meeting they are wanted for, which is no part of them."""
    _known: dict[str, Any] = field(default_factory=dict, init=False, compare=False, repr=False)

    @classmethod
    def of_all(cls, archive: Archive) -> "Dossier":
        """What all parties of the archive have, whoever with whom."""
        return cls(archive, None)

    def shared(self, of: type[R]) -> tuple[R, ...]:
        """The records of a class that the parties share, as they stood on the day; the latest first.

        On a day that is looked back on meetings still to come are not among them: see `coming`.
        """
        return tuple(known for record in self._found(of) if (known := self._as_known(record)))

    def _as_known(self, record: R) -> R | None:
        """A record as it stood on the day; made once, as it is asked for again and again."""
        key = key_of(record)
        if key not in self._known:
            kind, archive = kind_of(record), self.archive
            when = kind.day(record) if kind.timeline.values_before_day and archive.day != archive.today else None
            self._known[key] = None if when and when.is_after(archive.day) else archive.record_as_known(record)
        known: R | None = self._known[key]
        return known

    def _found(self, of: type[R]) -> tuple[R, ...]:
        archive = self.archive
        if self.parties is None:
            kind = BY_RECORD.get(of)
            all_found = archive.records_of(kind) if kind else archive.sorted(archive.records)
            found = tuple(each for each in all_found if isinstance(each, of))
        else:
            found = archive.records_between(self.parties, of)
        return tuple(each for each in found if each is not self.besides)

    @property
    def day(self) -> date:
        """The day it is as of."""
        return self.archive.day

    @cached_property
    def met(self) -> tuple[Meeting, ...]:
        """The meetings held, the latest first."""
        meetings = self.shared(Meeting)
        return tuple(meeting for meeting in meetings if was_held(meeting, self.archive))

    @cached_property
    def coming(self) -> tuple[Meeting, ...]:
        """The meetings planned, the earliest first. One that was held after the day may not have been planned on it."""
        meetings = self._found(Meeting)
        return tuple(
            meeting for meeting in reversed(meetings) if kind_of(meeting).timeline.is_upcoming(meeting, self.day)
        )

    @cached_property
    def agreements(self) -> tuple[AgreementStanding, ...]:
        """The agreements known, by how they stand, of each status the latest first."""
        agreements = self.shared(Agreement)
        known = filter(self._is_known, agreements)
        agreed = (AgreementStanding(agreement, standing(agreement, self.archive)) for agreement in known)
        return tuple(sorted(agreed, key=lambda each: STATUSES.index(each.standing.status)))

    def _is_known(self, agreement: Agreement) -> bool:
        """Whether anything had happened to it by the day; of one without a history, that no later meeting made it."""
        if agreement.history:
            return bool(happened(agreement.history, self.day))
        concluding = (
            meeting
            for meeting in self.archive.records_referring_to(agreement, Meeting)
            if any(refers(concluded, agreement, self.archive) for concluded in meeting.agreements)
        )
        return all(self.archive.has_happened(meeting.date) for meeting in concluding)

    @cached_property
    def commitments(self) -> tuple[CommitmentInRecord, ...]:
        """What was promised in these meetings and agreements, the earliest due first."""
        made: list[tuple[Record, tuple[Commitment, ...]]] = [(meeting, meeting.commitments) for meeting in self.met]
        concluded = (each.agreement for each in self.agreements if self._is_concluded(each.agreement))
        return promises([*made, *((agreement, agreement.commitments) for agreement in concluded)])

    def _is_concluded(self, agreement: Agreement) -> bool:
        """Whether it had been signed by the day, or else something had become of it."""
        when = kind_of(agreement).day(agreement)
        return when is None or bool(when.has_begun(self.day))

    @cached_property
    def mechanisms(self) -> tuple[Session, ...]:
        """The mechanisms, with their sessions."""
        mechanisms = self.shared(Mechanism)
        return tuple(Session(mechanism, sessions(mechanism, self.archive)) for mechanism in mechanisms)

    @cached_property
    def missions(self) -> tuple[Organisation, ...]:
        """The embassies and consulates that one of the parties has in another, those opened first coming first."""
        parties = {key_of(party): party for party in map(self.archive.get, self.parties or ()) if party}
        found = {
            key_of(each): each
            for party in parties.values()
            for each in self.archive.records_referring_to(party, Organisation)
            if each.type in ("embassy", "consulate") and self._stands_between(each, parties.keys())
        }
        there = (each for each in found.values() if each.is_open_on(self.day))
        known = filter(None, map(self.archive.record_as_known, there))
        return tuple(sorted(known, key=lambda each: (each.opened.sort_key if each.opened else (date.max,), each.id)))

    def _stands_between(self, mission: Organisation, parties: Collection[str]) -> bool:
        """Whether it is of one of the parties and in another."""
        home = self._key(mission.country)
        host = self._key(mission.located_in.country if mission.located_in else None)
        return home != host and home in parties and host in parties

    def _key(self, reference: Reference | None) -> str:
        record = self.archive.get(reference) if reference else None
        return key_of(record) if record else ""

    @cached_property
    def people(self) -> tuple[Counterpart, ...]:
        """Who took part in the meetings, those met last first."""
        attended: dict[str, list[Meeting]] = defaultdict(list)
        people: dict[str, Person] = {}
        for meeting in self.met:
            for person in persons_at(meeting, self.archive):
                people[person.id] = person
                attended[person.id].append(meeting)
        return tuple(
            Counterpart(person, offices_on(person, self.day), tuple(attended[identifier]))
            for identifier, person in people.items()
        )

    @cached_property
    def statements(self) -> tuple[Statement, ...]:
        """What was said in public of these parties' relation, meetings, agreements and milestones; the latest first."""
        found = {
            statement.id: statement
            for record in self.shared(Record)
            for statement in self.archive.records_referring_to(record, Statement)
            if self.archive.has_happened(statement.date)
            and any(refers(about, record, self.archive) for about in statement.about)
        }
        return tuple(statement for statement in self.archive.sorted(found.values()) if isinstance(statement, Statement))

    @cached_property
    def activity(self) -> tuple[Activity, ...]:
        """What there is by sector, the busiest first."""
        cells: dict[str, tuple[dict[int, Any], ...]] = defaultdict(lambda: ({}, {}, {}, {}))
        sectors: dict[str, Sector] = {}

        def count(references: Iterable[Reference | None], column: int, what: Any) -> None:
            for sector in (self.archive.get(reference) for reference in references if reference):
                if isinstance(sector, Sector):
                    sectors[sector.id] = sector
                    cells[sector.id][column][id(what)] = what

        for meeting in self.met:
            count((topic.sector for topic in meeting.topics), 0, meeting)
        for agreement, _ in self.agreements:
            count(agreement.sectors, 1, agreement)
        for promise in self.commitments:
            count((promise.commitment.sector,), 2, promise)
        for mechanism, _ in self.mechanisms:
            count(mechanism.sectors, 3, mechanism)
        busiest = sorted(sectors, key=lambda identifier: (-sum(map(len, cells[identifier])), identifier))
        return tuple(
            Activity(sectors[identifier], *(tuple(column.values()) for column in cells[identifier]))
            for identifier in busiest
        )

    @cached_property
    def events(self) -> tuple[tuple[Event, Record], ...]:
        """What happened and what is to come between the parties, the earliest first; each event once."""
        records = (*self.shared(Record), *self.missions)
        keys = set(map(key_of, records))
        found = (
            (event, record)
            for record in records
            for event in kind_of(record).timeline.events(record)
            if not self.archive.is_repeated(event, record, keys)
        )
        return tuple(sorted(found, key=lambda pair: (pair[0].when.sort_key, key_of(pair[1]), pair[0].field)))

    def anniversaries(self, start: date, end: date) -> tuple[Anniversary, ...]:
        """The anniversaries of these events from a day to another, the earliest first."""
        return anniversaries(self.events, start, end)

    @cached_property
    def levels(self) -> Mapping[int, Mapping[str, int]]:
        """How many meetings were held, by year, the latest first, and by level."""
        counted: dict[int, dict[str, int]] = defaultdict(lambda: defaultdict(int))
        for meeting in self.met:
            if meeting.date.year:
                counted[meeting.date.year][meeting.level] += 1
        return counted


def was_held(meeting: Meeting, archive: Archive) -> bool:
    """Whether a meeting was held, as far as was known on the day."""
    return meeting.status == "held" and archive.has_happened(meeting.date)


def persons_at(meeting: Meeting, archive: Archive) -> Iterable[Person]:
    """The persons with a record who took part, each once."""
    found = (archive.get(each.person) for each in meeting.participants if each.person)
    return {person.id: person for person in found if isinstance(person, Person)}.values()


def encounters(person: Person, archive: Archive) -> tuple[Meeting, ...]:
    """The meetings a person took part in, held by the day; the latest first."""
    meetings = archive.sorted(archive.records_referring_to(person, Meeting))
    return tuple(
        meeting
        for meeting in meetings
        if isinstance(meeting, Meeting)
        and was_held(meeting, archive)
        and any(each.id == person.id for each in persons_at(meeting, archive))
    )
