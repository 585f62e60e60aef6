"""Every record by id, linked: what refers to what, as of one day, for one audience. Read-only."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from copy import copy
from datetime import date
from functools import cached_property
from typing import Any, Literal

from generator.archive.anniversaries import Anniversary, anniversaries
from generator.archive.as_of import latest_date_in, record_as_known_on
from generator.archive.audience import public_view
from generator.archive.links import Backlink, Links
from generator.kinds import KINDS, key_of, kind_of
from generator.kinds.commitment import CommitmentInRecord, promises
from generator.kinds.kind import Cited, Event, Kind, own_title
from generator.kinds.record import Audience, R, Record
from generator.kinds.site import Site
from generator.kinds.traversal import citations_in
from generator.problems import FieldPath
from generator.values.dates import When
from generator.values.languages import Language, language
from generator.values.reference import Reference
from generator.values.text import TO_ANY, Phrase, Text


class Archive:
    """The records of one edition. It answers what kinds ask (`Lookup`) and what pages show."""

    def __init__(
        self,
        site: Site,
        records: Iterable[Record],
        files: Mapping[str, str],
        day: date,
        audience: Audience,
        today: date | None = None,
        earlier: "Archive | None" = None,
    ) -> None:
        """What an earlier archive, for the same audience, has worked out of records that are still the same objects
        is taken over from it."""
        self.site = site
        self._files = files
        self.day = day
        self.today = max(day, today or day)
        self.audience = audience
        self._given = {key_of(record): record for record in records}
        self._by_folder: dict[str, dict[str, Record]] = {kind.folder: {} for kind in KINDS}
        for key, given in self._given.items():
            known = earlier and earlier._given.get(key) is given
            record = earlier._at(key) if earlier and known else given if audience == "internal" else public_view(given)
            if record:
                self._by_folder[key.partition("/")[0]][record.id] = record
        by_id = ((folder, identifier) for folder, ids in self._by_folder.items() for identifier in sorted(ids))
        in_order = {"/".join(where): self._by_folder[where[0]][where[1]] for where in by_id}
        self._links: Links = Links(in_order, earlier._links if earlier else None)
        self._referring: dict[tuple[str, type[Record]], tuple[Record, ...]] = {}
        self._shared: dict[frozenset[str], tuple[Record, ...]] = {}
        self._sorted: dict[str, tuple[Record, ...]] = {}
        self._last_told: dict[str, date] = {}
        self._names: dict[str, tuple[str, ...]] = {}

    @property
    def briefs(self) -> Literal["all", "planned"]:
        """Which meetings have a brief."""
        return self.site.briefs

    def as_of(self, day: date) -> "Archive":
        """The same records, with everything derived as of another day."""
        _ = self._by_party  # made once, for all the days
        other = copy(self)
        other.day = day
        other.today = max(day, self.today)
        return other

    def record_as_known(self, record: R) -> R | None:
        """A record as it stood on the day, where that is looked back on; None where nothing was known of it."""
        if self.day == self.today:
            return record
        key = key_of(record)
        if key not in self._last_told:
            self._last_told[key] = latest_date_in(record)
        return record if self._last_told[key] <= self.day else record_as_known_on(record, self.day, self.today)

    def has_happened(self, when: When) -> bool:
        """Whether what happened then was known on the day: on a day that is looked back on only if it was over, for
        certain."""
        return when.has_begun(self.day) if self.day == self.today else not when.latest > self.day

    @property
    def records(self) -> Iterator[Record]:
        """All of them, kind by kind, by id."""
        return iter(self._links.records.values())

    @property
    def by_key(self) -> Mapping[str, Record]:
        """All of them by key, in the same order."""
        return self._links.records

    def find(self, key: str) -> Record | None:
        """The record with a key, None where there is none."""
        return self._at(key)

    def _at(self, key: str) -> Record | None:
        return self._links.records.get(key)

    def target_keys(self, record: Record) -> set[str]:
        """The keys of the records that a record refers to."""
        return set(self._links.targets[key_of(record)])

    def records_of(self, kind: Kind[Any]) -> tuple[Record, ...]:
        """The records of a kind: dated ones the latest first, the others by title."""
        if kind.folder not in self._sorted:
            records = (self._by_folder[kind.folder][identifier] for identifier in sorted(self._by_folder[kind.folder]))
            self._sorted[kind.folder] = self.sorted(records)
        return self._sorted[kind.folder]

    def has_records(self, kind: Kind[Any]) -> bool:
        """Whether there is a record of a kind."""
        return bool(self._by_folder[kind.folder])

    def sorted(self, records: Iterable[Record]) -> tuple[Record, ...]:
        """Records in the order in which lists show them: the latest first, then those without a date by title."""

        def order(record: Record) -> tuple[bool, int, str, str]:
            when = kind_of(record).day(record)
            title = self.title(record, self.site_language)
            return (when is None, -when.sort_key[0].toordinal() if when else 0, title.text.casefold(), record.id)

        return tuple(sorted(records, key=order))

    def references(self, record: Record) -> tuple[tuple[FieldPath, Reference], ...]:
        """Every reference in a record, with its path."""
        return self._links.references[key_of(record)]

    def get(self, reference: Reference) -> Record | None:
        """The record referred to, by its id or by one it had formerly; None where there is none."""
        found = self._links.matches(reference)
        return found[0] if found else None

    def matches(self, reference: Reference) -> tuple[Record, ...]:
        """The records that a reference may mean: one, where it is sound."""
        return self._links.matches(reference)

    def possible_ids(self, reference: Reference) -> set[str]:
        """Every id that the reference could have named, written as the reference is."""
        return self._links.possible_ids(reference)

    def file_of(self, record: Record) -> str:
        """The record's file, below the content folder."""
        return self._files.get(key_of(record), "")

    def backlinks(self, record: Record) -> Mapping[str, tuple[Record, ...]]:
        """The records that refer to a record, by the heading that their reference declares; the latest first.

        Those that only mention it in their prose come last.
        """
        by_heading: dict[str, dict[str, Record]] = defaultdict(dict)
        for backlink in self.links_to(record):
            by_heading[backlink.heading][key_of(backlink.record)] = backlink.record
        in_prose = by_heading.pop(TO_ANY.back, {})
        listed = {heading: self.sorted(by_heading[heading].values()) for heading in sorted(by_heading)}
        others = [mention for key, mention in in_prose.items() if not any(key in keys for keys in by_heading.values())]
        return listed | ({TO_ANY.back: self.sorted(others)} if others else {})

    def links_to(self, record: Record) -> tuple[Backlink, ...]:
        """Every reference to a record from other records."""
        return tuple(link for link in self._links.to(key_of(record)) if link.record is not record)

    def records_referring_to(self, record: Record, record_class: type[R]) -> tuple[R, ...]:
        """The records of a class that refer to a record."""
        key = key_of(record)
        if (key, record_class) not in self._referring:  # asked again for every brief; the same on every day
            found = {key_of(link.record): link.record for link in self._links.to(key)}
            self._referring[key, record_class] = tuple(
                other for other in found.values() if isinstance(other, record_class)
            )
        return tuple(
            other
            for other in self._referring[key, record_class]
            if isinstance(other, record_class) and other is not record
        )

    def records_between(self, parties: Iterable[Reference], record_class: type[R]) -> tuple[R, ...]:
        """The records of a class that all the parties have with each other; the latest first."""
        wanted = [self.get(party) for party in parties]
        keys = frozenset(key_of(target) for target in wanted if target)
        if None in wanted or not keys:
            return ()
        if keys not in self._shared:  # asked again for every brief of these parties; the same on every day
            fewest, *others = sorted((self._by_party[key] for key in keys), key=len)
            self._shared[keys] = tuple(each for key, each in fewest.items() if all(key in other for other in others))
        return tuple(record for record in self._shared[keys] if isinstance(record, record_class))

    @cached_property
    def _by_party(self) -> Mapping[str, Mapping[str, Record]]:
        """The records that each party has a part in, itself or through one of its organisations; the latest first."""
        by_party: dict[str, dict[str, Record]] = defaultdict(dict)
        for record in self.sorted(self.records):
            for party in filter(None, map(self.get, kind_of(record).parties(record))):
                by_party[key_of(party)][key_of(record)] = record
                behind = kind_of(party).represents(party)
                if country := self.get(behind) if behind else None:
                    by_party[key_of(country)][key_of(record)] = record
        return by_party

    def citations_of(self, record: Record) -> tuple[Cited, ...]:
        """The citations of a source, record by record; the latest first."""
        found = {key_of(link.record): link.record for link in self.links_to(record) if "sources" in link.field}
        return tuple(
            Cited(other, path[:-2], citation)
            for other in self.sorted(found.values())
            for path, citation in citations_in(other)
            if self.get(citation.source) is record
        )

    @property
    def site_language(self) -> Language:
        """The default language of the site."""
        return language(self.site.languages[0])

    def phrase(self, text: Text, language: Language) -> Phrase:
        """A text in a language, or in the one it falls back to."""
        return text.phrase(language.code, self.site.languages[0])

    def title(self, record: Record, language: Language) -> Phrase:
        """What a record is called."""
        return kind_of(record).title(record, self, language)

    def names(self, record: Record) -> tuple[str, ...]:
        """What a record is called, in every language and script, and what else it is known as."""
        key = key_of(record)
        if key not in self._names:
            titles = (self.title(record, language(code)).text for code in self.site.languages)
            given = (name for name in (own_title(record), *kind_of(record).naming.other_names(record)) if name)
            self._names[key] = tuple(dict.fromkeys((*titles, *(said for name in given for said in _said(name)))))
        return self._names[key]

    @cached_property
    def commitments(self) -> tuple[CommitmentInRecord, ...]:
        """Every commitment made, the earliest due first, those without a due date last."""
        return promises((record, kind_of(record).commitments(record)) for record in self.records)

    @cached_property
    def events(self) -> tuple[tuple[Event, Record], ...]:
        """Every event of every record, the earliest first; one that a record of its own retells is left to that."""
        found = (
            (event, record)
            for record in self.records
            for event in kind_of(record).timeline.events(record)
            if not self.is_repeated(event, record)
        )
        return tuple(sorted(found, key=lambda pair: (pair[0].when.sort_key, key_of(pair[1]), pair[0].field)))

    def is_repeated(self, event: Event, record: Record, among: Collection[str] | None = None) -> bool:
        """Whether a record of its own, one of those whose keys are given where some are, tells the event again."""
        tellers = [
            other
            for kind in KINDS
            if kind.timeline.repeats_events_of_others
            for other in self.records_referring_to(record, kind.record)
        ]
        if among is not None:
            tellers = [teller for teller in tellers if key_of(teller) in among]
        told = (event for teller in tellers for event in kind_of(teller).timeline.events(teller))
        return any(again.when.text == event.when.text for again in told)

    def anniversaries(self, start: date, end: date) -> tuple[Anniversary, ...]:
        """The anniversaries from a day to another, of events whose day is known; the earliest first."""
        return anniversaries(self.events, start, end)


def _said(name: str | Text) -> Iterable[str]:
    """A name in every language it is given in."""
    return (phrase.text for phrase in name.phrases()) if isinstance(name, Text) else (name,)
