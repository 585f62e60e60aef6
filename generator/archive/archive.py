"""`Archive`: all records of one edition by id, with backlinks and derived facts.

Nothing in it changes once `edition.link` has made it. `links` resolves references; `view` leaves out values.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from copy import copy
from datetime import date
from functools import cached_property
from typing import Any, Literal

from generator.archive.anniversaries import Anniversary, find_anniversaries
from generator.archive.as_of import latest_date_in, record_as_known_on
from generator.archive.links import Backlink, LinkGraph
from generator.archive.view import View
from generator.kinds import KINDS, key_of, kind_of
from generator.kinds.commitment import CommitmentInRecord, sort_by_due_date
from generator.kinds.kind import CitationInRecord, Event, Kind, own_title
from generator.kinds.record import Audience, R, Record
from generator.kinds.site import Site
from generator.kinds.traversal import citations_in
from generator.problems import FieldPath
from generator.values.dates import When
from generator.values.languages import Language, language
from generator.values.reference import Reference
from generator.values.text import TO_ANY, Phrase, Text


class Archive:
    """All records of one edition by id, for pages, checks and kinds (as `Lookup`)."""

    def __init__(
        self,
        site: Site,
        records: Iterable[Record],
        files: Mapping[str, str],
        day: date,
        audience: Audience,
        today: date | None = None,
        earlier: "Archive | None" = None,
        *,
        looks_back: bool = False,
    ) -> None:
        """Link `records`. `files` gives the file of each by key.

        With `looks_back`, what was not known yet on `day` is left out. An `earlier` archive saves work for records that
        are still the same objects.
        """
        self.site = site
        self._files = files
        self.day = day
        self.today = max(day, today or day)
        self.audience = audience
        self._view = View(audience, day if looks_back else self.today, self.today)
        self._full_records = {key_of(record): record for record in records}
        self._by_folder: dict[str, dict[str, Record]] = {kind.folder: {} for kind in KINDS}
        reusable = earlier if earlier and earlier._view == self._view else None
        for key, full in self._full_records.items():
            is_same = reusable and reusable._full_records.get(key) is full
            record = reusable._at(key) if reusable and is_same else self._view.of(full)
            if record:
                self._by_folder[key.partition("/")[0]][record.id] = record
        in_order = {
            f"{folder}/{identifier}": by_id[identifier]
            for folder, by_id in self._by_folder.items()
            for identifier in sorted(by_id)
        }
        self._links: LinkGraph = LinkGraph(in_order, earlier._links if earlier else None)
        self._referring: dict[tuple[str, type[Record]], tuple[Record, ...]] = {}
        self._shared: dict[frozenset[str], tuple[Record, ...]] = {}
        self._sorted: dict[str, tuple[Record, ...]] = {}
        self._latest_dates: dict[str, date] = {}
        self._names: dict[str, tuple[str, ...]] = {}

    @property
    def briefs(self) -> Literal["all", "planned"]:
        """Return the meetings that have a brief, as the site's record sets it."""
        return self.site.briefs

    def as_of(self, day: date) -> "Archive":
        """Return an archive of the same records that derives everything as of `day`."""
        _ = self._by_party  # computed once for all days
        other = copy(self)
        other.day = day
        other.today = max(day, self.today)
        return other

    def record_as_known(self, record: R) -> R | None:
        """Return `record` as known on the archive's day, or None if it was not known yet."""
        if self.day == self.today:
            return record
        key = key_of(record)
        if key not in self._latest_dates:
            self._latest_dates[key] = latest_date_in(record)
        return record if self._latest_dates[key] <= self.day else record_as_known_on(record, self.day, self.today)

    def has_happened(self, when: When) -> bool:
        """Return True if an event dated `when` was known on the archive's day.

        Looking back from a later day, an event must certainly be over; else it must have begun.
        """
        return when.has_begun(self.day) if self.day == self.today else not when.latest > self.day

    @property
    def records(self) -> Iterator[Record]:
        """Iterate over every record, by kind and id."""
        return iter(self._links.records.values())

    @property
    def by_key(self) -> Mapping[str, Record]:
        """Return every record by key, in the order of `records`."""
        return self._links.records

    def find(self, key: str) -> Record | None:
        """Return the record with `key`, or None."""
        return self._at(key)

    def _at(self, key: str) -> Record | None:
        return self._links.records.get(key)

    def target_keys(self, record: Record) -> set[str]:
        """Return the keys of the records that `record` refers to."""
        return set(self._links.targets[key_of(record)])

    def records_of(self, kind: Kind[Any]) -> tuple[Record, ...]:
        """Return the records of `kind` in the order of lists."""
        if kind.folder not in self._sorted:
            records = (self._by_folder[kind.folder][identifier] for identifier in sorted(self._by_folder[kind.folder]))
            self._sorted[kind.folder] = self.sorted(records)
        return self._sorted[kind.folder]

    def has_records(self, kind: Kind[Any]) -> bool:
        """Return True if there is a record of `kind`."""
        return bool(self._by_folder[kind.folder])

    def sorted(self, records: Iterable[R]) -> tuple[R, ...]:
        """Sort records for a list: dated ones first, the latest on top, others by title."""

        def order(record: Record) -> tuple[bool, int, str, str]:
            when = kind_of(record).day(record)
            title = self.title(record, self.site_language)
            return (when is None, -when.sort_key[0].toordinal() if when else 0, title.text.casefold(), record.id)

        return tuple(sorted(records, key=order))

    def references(self, record: Record) -> tuple[tuple[FieldPath, Reference], ...]:
        """Return every reference in `record` with its path."""
        return self._links.references[key_of(record)]

    def get(self, reference: Reference) -> Record | None:
        """Return the record that `reference` names by its id or a former one, or None."""
        matches = self._links.matches(reference)
        return matches[0] if matches else None

    def matches(self, reference: Reference) -> tuple[Record, ...]:
        """Return the records that `reference` may name; exactly one if it is valid."""
        return self._links.matches(reference)

    def possible_ids(self, reference: Reference) -> set[str]:
        """Return every id that `reference` could name, written as the reference is."""
        return self._links.possible_ids(reference)

    def file_of(self, record: Record) -> str:
        """Return the file of `record` below the content folder, or an empty string."""
        return self._files.get(key_of(record), "")

    def backlinks(self, record: Record) -> Mapping[str, tuple[Record, ...]]:
        """Return the records that refer to `record`, by the heading of the reference.

        Records that only mention it in their prose come last, under a heading of their own.
        """
        by_heading: dict[str, dict[str, Record]] = defaultdict(dict)
        for backlink in self.links_to(record):
            by_heading[backlink.heading][key_of(backlink.record)] = backlink.record
        in_prose = by_heading.pop(TO_ANY.back, {})
        listed = {heading: self.sorted(by_heading[heading].values()) for heading in sorted(by_heading)}
        others = [mention for key, mention in in_prose.items() if not any(key in keys for keys in by_heading.values())]
        return listed | ({TO_ANY.back: self.sorted(others)} if others else {})

    def links_to(self, record: Record) -> tuple[Backlink, ...]:
        """Return every reference to `record` from other records."""
        return tuple(link for link in self._links.links_to(key_of(record)) if link.record is not record)

    def records_referring_to(self, record: Record, record_class: type[R]) -> tuple[R, ...]:
        """Return the records of a class that refer to `record`."""
        cache_key = (key_of(record), record_class)
        if cache_key not in self._referring:  # asked again for every brief; the same on every day
            by_key = {key_of(link.record): link.record for link in self._links.links_to(cache_key[0])}
            self._referring[cache_key] = tuple(other for other in by_key.values() if isinstance(other, record_class))
        referring = self._referring[cache_key]
        return tuple(other for other in referring if isinstance(other, record_class) and other is not record)

    def records_between(self, parties: Iterable[Reference], record_class: type[R]) -> tuple[R, ...]:
        """Return the records of a class that all `parties` share, the latest first."""
        targets = [self.get(party) for party in parties]
        keys = frozenset(key_of(target) for target in targets if target)
        if None in targets or not keys:
            return ()
        if keys not in self._shared:  # asked again for every brief of these parties; the same on every day
            fewest, *others = sorted((self._by_party[key] for key in keys), key=len)
            self._shared[keys] = tuple(each for key, each in fewest.items() if all(key in other for other in others))
        return tuple(record for record in self._shared[keys] if isinstance(record, record_class))

    @cached_property
    def _by_party(self) -> Mapping[str, Mapping[str, Record]]:
        """Return the records of each party, also through organisations, the latest first."""
        by_party: dict[str, dict[str, Record]] = defaultdict(dict)
        for record in self.sorted(self.records):
            for party in filter(None, map(self.get, kind_of(record).parties(record))):
                by_party[key_of(party)][key_of(record)] = record
                represented = kind_of(party).represents(party)
                if country := self.get(represented) if represented else None:
                    by_party[key_of(country)][key_of(record)] = record
        return by_party

    def citations_of(self, record: Record) -> tuple[CitationInRecord, ...]:
        """Return the citations of a source, record by record, the latest first."""
        citing = {key_of(link.record): link.record for link in self.links_to(record) if "sources" in link.field}
        return tuple(
            CitationInRecord(other, path[:-2], citation)
            for other in self.sorted(citing.values())
            for path, citation in citations_in(other)
            if self.get(citation.source) is record
        )

    @property
    def site_language(self) -> Language:
        """Return the default language of the site."""
        return language(self.site.languages[0])

    def phrase(self, text: Text, language: Language) -> Phrase:
        """Return `text` in `language`, or in the one that it falls back to."""
        return text.phrase(language.code, self.site.languages[0])

    def title(self, record: Record, language: Language) -> Phrase:
        """Return the title of `record` in `language`."""
        return kind_of(record).title(record, self, language)

    def names(self, record: Record) -> tuple[str, ...]:
        """Return the titles and other names of `record` in every language and script."""
        key = key_of(record)
        if key not in self._names:
            titles = (self.title(record, language(code)).text for code in self.site.languages)
            names = (own_title(record), *kind_of(record).naming.other_names(record))
            spellings = (spelling for name in names if name for spelling in _spellings(name))
            self._names[key] = tuple(dict.fromkeys((*titles, *spellings)))
        return self._names[key]

    @cached_property
    def commitments(self) -> tuple[CommitmentInRecord, ...]:
        """Return every commitment, the earliest due first, those without a due date last."""
        return sort_by_due_date((record, kind_of(record).commitments(record)) for record in self.records)

    @cached_property
    def events(self) -> tuple[tuple[Event, Record], ...]:
        """Return every event with its record, the earliest first, without repeated ones."""
        events = (
            (event, record)
            for record in self.records
            for event in kind_of(record).timeline.events(record)
            if not self.is_repeated(event, record)
        )
        return tuple(sorted(events, key=lambda pair: (pair[0].when.sort_key, key_of(pair[1]), pair[0].field)))

    def is_repeated(self, event: Event, record: Record, keys: Collection[str] | None = None) -> bool:
        """Return True if another record repeats `event` of `record`, as a milestone does.

        With `keys`, only the records with these keys count.
        """
        others = (
            other
            for kind in KINDS
            if kind.timeline.repeats_events_of_others
            for other in self.records_referring_to(record, kind.record)
            if keys is None or key_of(other) in keys
        )
        events = (repeated for other in others for repeated in kind_of(other).timeline.events(other))
        return any(repeated.when.text == event.when.text for repeated in events)

    def anniversaries(self, start: date, end: date) -> tuple[Anniversary, ...]:
        """Return the anniversaries from `start` to `end`, the earliest first."""
        return find_anniversaries(self.events, start, end)


def _spellings(name: str | Text) -> Iterable[str]:
    """Return a name in each of its languages."""
    return (phrase.text for phrase in name.phrases()) if isinstance(name, Text) else (name,)
