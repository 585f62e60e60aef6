"""What a page has read of the archive, so that it is made again only when that has changed.

A trace is a set of words: the record's `own`, `id` of another that was got, `links` to a record that were asked for,
from all or `by` a kind, `kind` that was listed, parties `between` whom something was sought, that all COMMITMENTS were
read, or ALL records. Others than its own read nothing of a record's fields that are marked `Own`.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cache
from hashlib import sha256
from sys import intern
from typing import Any, NamedTuple, get_args, get_origin

from generator.archive.archive import Archive
from generator.archive.links import Backlink
from generator.kinds import BY_RECORD, key_of, kind_of
from generator.kinds.commitment import CommitmentInRecord
from generator.kinds.kind import Event, Kind
from generator.kinds.record import Fields, OnlyOnOwnPage, R, Record
from generator.values.reference import Reference

ALL = "all"
COMMITMENTS = "commitments"
BETWEEN, AND = "between ", "+"


class RecordingArchive(Archive):
    """An archive that notes in `trace` what is read of it."""

    def __init__(self, *given: Any, **named: Any) -> None:
        self.trace: set[str] = set()
        self._traces: dict[str, frozenset[str]] = {}
        super().__init__(*given, **named)

    def _read(self, word: str) -> None:
        self.trace.add(intern(word))  # the same few words are in many traces

    @contextmanager
    def tracing(self) -> Iterator[set[str]]:
        """Note what is read from here on in a trace of its own."""
        outer, self.trace = self.trace, set()
        try:
            yield self.trace
        finally:
            self.trace = outer

    def find(self, key: str) -> Record | None:
        """The record with a key, to show all of it; noted whether it is there or not."""
        self._read(f"own {key}")
        return super().find(key)

    def get(self, reference: Reference) -> Record | None:
        """The record referred to; noted whether it is there or not."""
        self._read(f"id {reference.id}")
        return super().get(reference)

    def matches(self, reference: Reference) -> tuple[Record, ...]:
        """The records that a reference may mean; noted whether they are there or not."""
        self._read(f"id {reference.id}")
        return super().matches(reference)

    def possible_ids(self, reference: Reference) -> set[str]:
        """Every id that the reference could have named."""
        self._read(ALL)
        return super().possible_ids(reference)

    def has_records(self, kind: Kind[Any]) -> bool:
        """Whether there is a record of a kind."""
        self._read(f"kind {kind.folder}")
        return super().has_records(kind)

    def records_of(self, kind: Kind[Any]) -> tuple[Record, ...]:
        """The records of a kind."""
        self._read(f"kind {kind.folder}")
        return super().records_of(kind)

    def links_to(self, record: Record) -> tuple[Backlink, ...]:
        """Every reference to a record from other records."""
        self._read(f"links {key_of(record)}")
        return super().links_to(record)

    def records_referring_to(self, record: Record, record_class: type[R]) -> tuple[R, ...]:
        """The records of a class that refer to a record."""
        kind = BY_RECORD.get(record_class)
        self._read(f"links {key_of(record)} by {kind.folder}" if kind else f"links {key_of(record)}")
        return super().records_referring_to(record, record_class)

    def records_between(self, parties: Iterable[Reference], record_class: type[R]) -> tuple[R, ...]:
        """The records of a class that all the parties have with each other."""
        wanted = tuple(parties)
        self._read(BETWEEN + AND.join(sorted(key_of(found) for found in map(self.get, wanted) if found)))
        return super().records_between(wanted, record_class)

    def names(self, record: Record) -> tuple[str, ...]:
        """What a record is called; kept with all that was read to tell it."""
        key = key_of(record)
        if key not in self._traces:
            with self.tracing() as trace:
                super().names(record)
            self._traces[key] = frozenset(trace)
        self.trace |= self._traces[key]
        return super().names(record)

    @property
    def records(self) -> Iterator[Record]:
        """All of them."""
        self._read(ALL)
        return super().records

    @property
    def commitments(self) -> tuple[CommitmentInRecord, ...]:
        """Every commitment made."""
        self._read(COMMITMENTS)
        return super().commitments

    @property
    def events(self) -> tuple[tuple[Event, Record], ...]:
        """Every event of every record."""
        self._read(ALL)
        return super().events


class RecordVersion(NamedTuple):
    """What of a record the pages of others may depend on. JSON gives it back as a list."""

    digest: str
    """Of its file."""
    ids: tuple[str, ...]
    """Its id, and those it had."""
    links: tuple[str, ...]
    """The keys of the records it refers to."""
    parties: tuple[str, ...]
    """The keys of the parties to it and of those behind them."""
    stands_for: str
    """The id of the party that it acts for."""
    shown: str
    """A digest of what the pages of others may show of it."""
    commits: bool
    """Whether commitments were made in it."""

    @classmethod
    def of(cls, said: Iterable[Any]) -> "RecordVersion":
        """The version that JSON gives back."""
        return cls._make(tuple(each) if isinstance(each, list) else each for each in said)

    @property
    def to_others(self) -> "RecordVersion":
        """The part of it that concerns pages which refer to it or list it."""
        return self._replace(digest="", links=())


def record_versions(
    archive: Archive, digests: Mapping[str, str], known: Mapping[str, RecordVersion] | None = None
) -> dict[str, RecordVersion]:
    """The version of each record, by key; `digests` are those of the files. Those `known` from an archive of the same
    edition are taken over, where nothing can have changed in them."""
    old = known or {}
    records = archive.by_key
    new = {
        key: _version(archive, record, digests[key])
        for key, record in records.items()
        if key not in old or old[key].digest != digests[key]
    }
    # What a record refers to depends on which ids there are, and whom a party acts for.
    if old.keys() == records.keys() and all(_is_as_known(old[key], version) for key, version in new.items()):
        return {**old, **new}
    return new | {key: _version(archive, record, digests[key]) for key, record in records.items() if key not in new}


def _is_as_known(old: RecordVersion, new: RecordVersion) -> bool:
    return (old.ids, old.stands_for) == (new.ids, new.stands_for)


def _version(archive: Archive, record: Record, digest: str) -> RecordVersion:
    kind = kind_of(record)
    parties = [party for party in map(archive.get, kind.parties(record)) if party]
    behind = [kind_of(party).represents(party) for party in parties]
    countries = [country for country in map(archive.get, filter(None, behind)) if country]
    own = kind.represents(record)
    shown = record.model_dump_json(exclude=own_fields(type(record)), exclude_defaults=True, warnings=False)
    return RecordVersion(
        digest,
        (record.id, *record.formerly),
        tuple(sorted(archive.target_keys(record))),
        tuple(sorted({key_of(party) for party in (*parties, *countries)})),
        own.id if own else "",
        sha256(shown.encode()).hexdigest()[:16],
        bool(kind.commitments(record)),
    )


@cache
def own_fields(fields: type[Fields]) -> dict[str, Any]:
    """The fields that are a record's own, also in the entries of its lists, as pydantic names what to leave out."""
    own: dict[str, Any] = {}
    for attribute, declared in fields.model_fields.items():
        entry = get_args(declared.annotation)[0] if get_origin(declared.annotation) is tuple else None
        if any(isinstance(mark, OnlyOnOwnPage) for mark in declared.metadata):
            own[attribute] = True
        elif isinstance(entry, type) and issubclass(entry, Fields) and own_fields(entry):
            own[attribute] = {"__all__": own_fields(entry)}
    return own


@dataclass(frozen=True)
class Changes:
    """What has changed from some versions of the records to others."""

    words: frozenset[str]
    parties: tuple[frozenset[str], ...]
    """The parties to each record that changed, before and after."""
    everyone: bool
    """Whether somebody acts for another party than before."""

    @classmethod
    def of(cls, old: Mapping[str, RecordVersion], new: Mapping[str, RecordVersion]) -> "Changes":
        """The changes between two states of the records."""
        changed = {key: (old.get(key), new.get(key)) for key in {**old, **new} if old.get(key) != new.get(key)}
        words = {word for key, pair in changed.items() for word in _words(key, *pair)}
        open_to_all = [pair for pair in changed.values() if not _is_own(*pair)]
        acts = any(_acts_for(before) != _acts_for(after) for before, after in open_to_all)
        parties = (frozenset(version.parties) for pair in open_to_all for version in pair if version)
        return cls(frozenset(words), tuple(parties), acts)

    def and_of(self, keys: Collection[str]) -> "Changes":
        """These, and those of records that come into being or go, of which no more is known than the key."""
        words = {ALL, *(f"id {key.partition('/')[2]}" for key in keys)} if keys else set()
        return replace(self, words=self.words | words)

    def concern(self, trace: Collection[str]) -> bool:
        """Whether something that was read has changed."""
        if not self.words.isdisjoint(trace):
            return True
        sought = (word for word in trace if word.startswith(BETWEEN)) if self.parties or self.everyone else ()
        return any(map(self._between, sought))

    def _between(self, word: str) -> bool:
        sought = set(word.removeprefix(BETWEEN).split(AND))
        return self.everyone or any(sought <= parties for parties in self.parties)


def _is_own(old: RecordVersion | None, new: RecordVersion | None) -> bool:
    """Whether a change is one of what nobody else shows."""
    return old is not None and new is not None and old.to_others == new.to_others


def _words(key: str, old: RecordVersion | None, new: RecordVersion | None) -> Iterator[str]:
    """What a change of a record is called in traces."""
    before, after = (set(version.links) if version else set() for version in (old, new))
    folder = key.partition("/")[0]
    is_own = _is_own(old, new)
    yield f"own {key}"
    for target in before ^ after if is_own else before | after:
        yield from (f"links {target}", f"links {target} by {folder}")
    if is_own:
        return
    yield from (ALL, f"kind {folder}", f"links {key}")
    for version in filter(None, (old, new)):
        yield from (f"id {identifier}" for identifier in version.ids)
        yield from (COMMITMENTS,) if version.commits else ()


def _acts_for(version: RecordVersion | None) -> str:
    return version.stands_for if version else ""
