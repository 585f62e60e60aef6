"""What a page has read of the archive, so that it is made again only when that has changed.

A trace is a set of words: `id` of a record that was got, `links` to a record that were asked for, `kind` that was
listed, parties `between` whom something was sought, or that ALL records were read.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from sys import intern
from typing import Any, NamedTuple

from generator.archive import Archive, Backlink
from generator.kinds import key_of, kind_of
from generator.kinds.commitment import Promise
from generator.kinds.kind import Event, Kind, R, Record
from generator.kinds.reference import Reference

ALL = "all"
BETWEEN, AND = "between ", "+"


class Traced(Archive):
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
        """The record with a key; noted whether it is there or not."""
        self._read(f"id {key.partition('/')[2]}")
        return super().find(key)

    def matches(self, reference: Reference) -> tuple[Record, ...]:
        """The records that a reference may mean; noted whether they are there or not."""
        self._read(f"id {reference.id}")
        return super().matches(reference)

    def ids(self, reference: Reference) -> set[str]:
        """Every id that the reference could have named."""
        self._read(ALL)
        return super().ids(reference)

    def has(self, kind: Kind[Any]) -> bool:
        """Whether there is a record of a kind."""
        self._read(f"kind {kind.folder}")
        return super().has(kind)

    def of(self, kind: Kind[Any]) -> tuple[Record, ...]:
        """The records of a kind."""
        self._read(f"kind {kind.folder}")
        return super().of(kind)

    def links_to(self, record: Record) -> tuple[Backlink, ...]:
        """Every reference to a record from other records."""
        self._read(f"links {key_of(record)}")
        return super().links_to(record)

    def referring(self, record: Record, by: type[R]) -> tuple[R, ...]:
        """The records of a class that refer to a record."""
        self._read(f"links {key_of(record)}")
        return super().referring(record, by)

    def between(self, parties: Iterable[Reference], of: type[R]) -> tuple[R, ...]:
        """The records of a class that all the parties have with each other."""
        wanted = tuple(parties)
        self._read(BETWEEN + AND.join(sorted(key_of(found) for found in map(self.get, wanted) if found)))
        return super().between(wanted, of)

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
        self.trace.add(ALL)
        return super().records

    @property
    def commitments(self) -> tuple[Promise, ...]:
        """Every commitment made."""
        self.trace.add(ALL)
        return super().commitments

    @property
    def events(self) -> tuple[tuple[Event, Record], ...]:
        """Every event of every record."""
        self.trace.add(ALL)
        return super().events


class Version(NamedTuple):
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


def versions(archive: Archive, digests: Mapping[str, str]) -> dict[str, Version]:
    """The version of each record, by key; `digests` are those of the files."""
    return {key_of(record): _version(archive, record, digests[key_of(record)]) for record in archive.records}


def _version(archive: Archive, record: Record, digest: str) -> Version:
    kind = kind_of(record)
    parties = [party for party in map(archive.get, kind.parties(record)) if party]
    behind = [kind_of(party).stands_for(party) for party in parties]
    countries = [country for country in map(archive.get, filter(None, behind)) if country]
    own = kind.stands_for(record)
    return Version(
        digest,
        (record.id, *record.formerly),
        tuple(sorted(archive.linked_from(record))),
        tuple(sorted({key_of(party) for party in (*parties, *countries)})),
        own.id if own else "",
    )


@dataclass(frozen=True)
class Changes:
    """What has changed from some versions of the records to others."""

    words: frozenset[str]
    parties: tuple[frozenset[str], ...]
    """The parties to each record that changed, before and after."""
    everyone: bool
    """Whether somebody acts for another party than before."""

    @classmethod
    def of(cls, old: Mapping[str, Version], new: Mapping[str, Version]) -> "Changes":
        """The changes between two states of the records."""
        changed = [key for key in {**old, **new} if old.get(key) != new.get(key)]
        both = [(key, version) for key in changed for version in (old.get(key), new.get(key)) if version]
        words = {word for key, version in both for word in _words(key, version)}
        acts = any(_acts_for(old.get(key)) != _acts_for(new.get(key)) for key in changed)
        return cls(frozenset(words), tuple(frozenset(version.parties) for _, version in both), acts)

    def concern(self, trace: Collection[str]) -> bool:
        """Whether something that was read has changed."""
        if not self.words.isdisjoint(trace):
            return True
        return any(self._between(word) for word in trace if word.startswith(BETWEEN))

    def _between(self, word: str) -> bool:
        sought = set(word.removeprefix(BETWEEN).split(AND))
        return self.everyone or any(sought <= parties for parties in self.parties)


def _words(key: str, version: Version) -> Iterator[str]:
    yield ALL
    yield f"kind {key.partition('/')[0]}"
    yield f"links {key}"
    yield from (f"id {identifier}" for identifier in version.ids)
    yield from (f"links {target}" for target in version.links)


def _acts_for(version: Version | None) -> str:
    return version.stands_for if version else ""
