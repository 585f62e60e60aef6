"""`Dossier`: the meetings, agreements, commitments, people, mechanisms and events of some parties as of a day.

Only events up to the day count. `upcoming` lists the dates ahead, `brief` selects the contents of a brief,
`ledger` sorts commitments. Pages format them.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any, TypeVar

from generator.archive.anniversaries import Anniversary, find_anniversaries
from generator.archive.archive import Archive
from generator.dossier.attendance import persons_at, was_held
from generator.dossier.entries import AgreementStanding, Counterpart, MechanismSessions, SectorActivity
from generator.dossier.sectors import sectors_of
from generator.kinds import BY_RECORD, key_of, kind_of
from generator.kinds.agreement import Agreement, standing
from generator.kinds.agreement_history import STATUSES, events_until
from generator.kinds.commitment import CommitmentInRecord, sort_by_due_date
from generator.kinds.kind import Event, refers
from generator.kinds.mechanism import Mechanism, find_sessions
from generator.kinds.meeting import Meeting
from generator.kinds.organisation import Organisation
from generator.kinds.person import Person, offices_on
from generator.kinds.record import R, Record
from generator.kinds.sector import Sector
from generator.kinds.statement import Statement
from generator.values.labels import Status
from generator.values.reference import Reference

Row = TypeVar("Row")


@dataclass(frozen=True)
class Dossier:
    """The records that some parties share, as of the day of the archive. Each list is computed on first use."""

    archive: Archive
    parties: tuple[Reference, ...] | None
    """The parties, each of which has a part in every record; None for all records, of any parties."""
    excluding: Meeting | None = None
    """A meeting to leave out: the one that the dossier is for."""
    _as_known_by_key: dict[str, Any] = field(default_factory=dict, init=False, compare=False, repr=False)

    @classmethod
    def of_all(cls, archive: Archive) -> "Dossier":
        """Return the dossier of the whole archive, of any parties."""
        return cls(archive, None)

    def shared(self, record_class: type[R]) -> tuple[R, ...]:
        """Return the shared records of a class as known on the day, the latest first.

        On an earlier day than today, meetings still to come are left out: see `meetings_planned`.
        """
        records = self._shared_in_archive(record_class)
        return tuple(as_known for record in records if (as_known := self._as_known(record)))

    def _as_known(self, record: R) -> R | None:
        """Return `record` as it was known on the day, or None.

        The result is cached: several lists ask for the same record.
        """
        key = key_of(record)
        if key not in self._as_known_by_key:
            kind, archive = kind_of(record), self.archive
            when = kind.day(record) if kind.timeline.values_before_day and archive.day != archive.today else None
            later = when and when.is_after(archive.day)
            self._as_known_by_key[key] = None if later else archive.record_as_known(record)
        as_known: R | None = self._as_known_by_key[key]
        return as_known

    def _shared_in_archive(self, record_class: type[R]) -> tuple[R, ...]:
        """Return the shared records of a class as in the archive, the latest first."""
        archive = self.archive
        if self.parties is not None:
            shared = archive.records_between(self.parties, record_class)
        else:
            kind = BY_RECORD.get(record_class)
            records = archive.records_of(kind) if kind else archive.sorted(archive.records)
            shared = tuple(each for each in records if isinstance(each, record_class))
        return tuple(each for each in shared if each is not self.excluding)

    @property
    def day(self) -> date:
        """The day of the archive."""
        return self.archive.day

    @cached_property
    def meetings_held(self) -> tuple[Meeting, ...]:
        """The meetings held, the latest first."""
        return tuple(meeting for meeting in self.shared(Meeting) if was_held(meeting, self.archive))

    @cached_property
    def meetings_planned(self) -> tuple[Meeting, ...]:
        """The meetings planned, the earliest first.

        On an earlier day than today, a meeting held since then is left out: it may not have been planned yet.
        """
        meetings = self._shared_in_archive(Meeting)
        return tuple(
            meeting for meeting in reversed(meetings) if kind_of(meeting).timeline.is_upcoming(meeting, self.day)
        )

    @cached_property
    def agreements(self) -> tuple[AgreementStanding, ...]:
        """The agreements known, by status as in `STATUSES`, then the latest first."""
        agreements = filter(self._is_known, self.shared(Agreement))
        standings = (AgreementStanding(agreement, standing(agreement, self.archive)) for agreement in agreements)
        return tuple(sorted(standings, key=lambda each: STATUSES.index(each.standing.status)))

    def _is_known(self, agreement: Agreement) -> bool:
        """Return True if `agreement` has an event by the day.

        Without a history, it is known unless a later meeting concluded it.
        """
        if agreement.history:
            return bool(events_until(agreement.history, self.day))
        concluding = (
            meeting
            for meeting in self.archive.records_referring_to(agreement, Meeting)
            if any(refers(concluded, agreement, self.archive) for concluded in meeting.agreements)
        )
        return all(self.archive.has_happened(meeting.date) for meeting in concluding)

    @cached_property
    def documents_by_status(self) -> Mapping[Status, int]:
        """The number of agreements of each status; every document of a package counts."""
        numbers: Counter[Status] = Counter()
        for agreement, agreement_standing in self.agreements:
            numbers[agreement_standing.status] += agreement.documents
        return numbers

    @cached_property
    def commitments(self) -> tuple[CommitmentInRecord, ...]:
        """The commitments made in these meetings and agreements, the earliest due first."""
        concluded = (each.agreement for each in self.agreements if self._is_concluded(each.agreement))
        records: tuple[Meeting | Agreement, ...] = (*self.meetings_held, *concluded)
        return sort_by_due_date((record, record.commitments) for record in records)

    def _is_concluded(self, agreement: Agreement) -> bool:
        """Return True if `agreement` was signed by the day, or has no date of signature."""
        when = kind_of(agreement).day(agreement)
        return when is None or bool(when.has_begun(self.day))

    @cached_property
    def mechanisms(self) -> tuple[MechanismSessions, ...]:
        """The mechanisms and their sessions."""
        mechanisms = self.shared(Mechanism)
        return tuple(MechanismSessions(mechanism, find_sessions(mechanism, self.archive)) for mechanism in mechanisms)

    @cached_property
    def missions(self) -> tuple[Organisation, ...]:
        """The embassies and consulates of one party in another, the oldest first."""
        parties = {key_of(party): party for party in map(self.archive.get, self.parties or ()) if party}
        missions = {
            key_of(each): each
            for party in parties.values()
            for each in self.archive.records_referring_to(party, Organisation)
            if each.type in ("embassy", "consulate") and self._links_parties(each, parties.keys())
        }
        still_open = (each for each in missions.values() if each.is_open_on(self.day))
        as_known = filter(None, map(self.archive.record_as_known, still_open))
        return tuple(sorted(as_known, key=lambda each: (each.opened.sort_key if each.opened else (date.max,), each.id)))

    def _links_parties(self, mission: Organisation, party_keys: Collection[str]) -> bool:
        """Return True if `mission` belongs to one of the parties and lies in another."""
        home = self._key(mission.country)
        host = self._key(mission.located_in.country if mission.located_in else None)
        return home != host and home in party_keys and host in party_keys

    def _key(self, reference: Reference | None) -> str:
        """Return the key of the target of `reference`, or an empty string."""
        record = self.archive.get(reference) if reference else None
        return key_of(record) if record else ""

    @cached_property
    def people(self) -> tuple[Counterpart, ...]:
        """The participants of the meetings; the person met last comes first."""
        attended: dict[str, list[Meeting]] = defaultdict(list)
        people: dict[str, Person] = {}
        for meeting in self.meetings_held:
            for person in persons_at(meeting, self.archive):
                people[person.id] = person
                attended[person.id].append(meeting)
        return tuple(
            Counterpart(person, offices_on(person, self.day), tuple(attended[identifier]))
            for identifier, person in people.items()
        )

    @cached_property
    def statements(self) -> tuple[Statement, ...]:
        """The public statements about any of the shared records, the latest first."""
        statements = {
            statement.id: statement
            for record in self.shared(Record)
            for statement in self.archive.records_referring_to(record, Statement)
            if self.archive.has_happened(statement.date)
            and any(refers(about, record, self.archive) for about in statement.about)
        }
        in_order = self.archive.sorted(statements.values())
        return tuple(statement for statement in in_order if isinstance(statement, Statement))

    @cached_property
    def activity_by_sector(self) -> tuple[SectorActivity, ...]:
        """The activity in each sector, the busiest first, then by id."""
        sectors: dict[str, Sector] = {}

        def group(rows: Iterable[tuple[Row, Iterable[Reference | None]]]) -> Mapping[str, tuple[Row, ...]]:
            """Return the rows of each sector by its id, each row once in a sector."""
            rows_of: dict[str, dict[int, Row]] = defaultdict(dict)
            for row, references in rows:
                for sector in sectors_of(references, self.archive):
                    sectors[sector.id] = sector
                    rows_of[sector.id][id(row)] = row
            return {identifier: tuple(unique.values()) for identifier, unique in rows_of.items()}

        meetings = group((each, [topic.sector for topic in each.topics]) for each in self.meetings_held)
        agreements = group((each.agreement, each.agreement.sectors) for each in self.agreements)
        commitments = group((each, [each.commitment.sector]) for each in self.commitments)
        mechanisms = group((each.mechanism, each.mechanism.sectors) for each in self.mechanisms)
        activity = (
            SectorActivity(
                sector,
                meetings.get(identifier, ()),
                agreements.get(identifier, ()),
                commitments.get(identifier, ()),
                mechanisms.get(identifier, ()),
            )
            for identifier, sector in sectors.items()
        )
        return tuple(sorted(activity, key=lambda each: (-each.size, each.sector.id)))

    @cached_property
    def events(self) -> tuple[tuple[Event, Record], ...]:
        """The events of the shared records and missions, past and to come, earliest first.

        An event repeated by another of these records is listed once.
        """
        records = (*self.shared(Record), *self.missions)
        keys = set(map(key_of, records))
        events = (
            (event, record)
            for record in records
            for event in kind_of(record).timeline.events(record)
            if not self.archive.is_repeated(event, record, keys)
        )
        return tuple(sorted(events, key=lambda pair: (pair[0].when.sort_key, key_of(pair[1]), pair[0].field)))

    @cached_property
    def past_events(self) -> tuple[tuple[Event, Record], ...]:
        """The events up to the day, the latest first."""
        return tuple((event, record) for event, record in reversed(self.events) if event.when.has_begun(self.day))

    def anniversaries(self, start: date, end: date) -> tuple[Anniversary, ...]:
        """Return the anniversaries of the events from `start` to `end`, both included."""
        return find_anniversaries(self.events, start, end)

    @cached_property
    def meetings_by_year_and_level(self) -> Mapping[int, Mapping[str, int]]:
        """The number of meetings held, by year, the latest first, and by level."""
        numbers: dict[int, dict[str, int]] = defaultdict(lambda: defaultdict(int))
        for meeting in self.meetings_held:
            if meeting.date.year:
                numbers[meeting.date.year][meeting.level] += 1
        return numbers
