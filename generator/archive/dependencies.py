"""Record the parts of the archive that a page or check reads; find changes among them.

A dependency is a key such as `id xa`, `kind people` or `links people/ada by meetings`. `RecordingArchive` records
them while a page is rendered. If `Changes.affect` them, the page is outdated. Used by `pages.render`, `serve.preview`
and `checks.incremental`.
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
"""The dependency on every record."""
COMMITMENTS = "commitments"
"""The dependency on every commitment."""
BETWEEN, PARTY_SEPARATOR = "between ", "+"
"""How the dependency on the records that some parties share is written: `between countries/xa+countries/xb`."""


class RecordingArchive(Archive):
    """An archive that records in `dependencies` the parts of it that are read.

    The keys are `own KEY` for all fields of a record, `id ID` for the target of a reference, `links KEY` for the
    references to a record (`links KEY by FOLDER` from one kind), `kind FOLDER` for the records of a kind,
    `between KEY+KEY` for the records that parties share, `commitments` and `all`. All but the first leave out
    fields marked `OnlyOnOwnPage`.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Take the arguments of `Archive`."""
        self.dependencies: set[str] = set()
        self._name_dependencies: dict[str, frozenset[str]] = {}
        super().__init__(*args, **kwargs)

    def _depend_on(self, key: str) -> None:
        self.dependencies.add(intern(key))  # the same few keys are in many sets

    @contextmanager
    def recording(self) -> Iterator[set[str]]:
        """Record the dependencies of the `with` block in a set of their own."""
        outer, self.dependencies = self.dependencies, set()
        try:
            yield self.dependencies
        finally:
            self.dependencies = outer

    def find(self, key: str) -> Record | None:
        """Return the record with `key`, to show all its fields. None is a dependency too."""
        self._depend_on(f"own {key}")
        return super().find(key)

    def get(self, reference: Reference) -> Record | None:
        """Return the record that `reference` names. None is a dependency too."""
        self._depend_on(f"id {reference.id}")
        return super().get(reference)

    def matches(self, reference: Reference) -> tuple[Record, ...]:
        """Return the records that `reference` may name."""
        self._depend_on(f"id {reference.id}")
        return super().matches(reference)

    def possible_ids(self, reference: Reference) -> set[str]:
        """Return every id that `reference` could name."""
        self._depend_on(ALL)
        return super().possible_ids(reference)

    def has_records(self, kind: Kind[Any]) -> bool:
        """Return True if there is a record of `kind`."""
        self._depend_on(f"kind {kind.folder}")
        return super().has_records(kind)

    def records_of(self, kind: Kind[Any]) -> tuple[Record, ...]:
        """Return the records of `kind`."""
        self._depend_on(f"kind {kind.folder}")
        return super().records_of(kind)

    def links_to(self, record: Record) -> tuple[Backlink, ...]:
        """Return every reference to `record` from other records."""
        self._depend_on(f"links {key_of(record)}")
        return super().links_to(record)

    def records_referring_to(self, record: Record, record_class: type[R]) -> tuple[R, ...]:
        """Return the records of a class that refer to `record`."""
        kind = BY_RECORD.get(record_class)
        self._depend_on(f"links {key_of(record)} by {kind.folder}" if kind else f"links {key_of(record)}")
        return super().records_referring_to(record, record_class)

    def records_between(self, parties: Iterable[Reference], record_class: type[R]) -> tuple[R, ...]:
        """Return the records of a class that all `parties` share."""
        references = tuple(parties)
        keys = sorted(key_of(party) for party in map(self.get, references) if party)
        self._depend_on(BETWEEN + PARTY_SEPARATOR.join(keys))
        return super().records_between(references, record_class)

    def names(self, record: Record) -> tuple[str, ...]:
        """Return the names of `record`. Their dependencies are recorded at every call."""
        key = key_of(record)
        if key not in self._name_dependencies:
            with self.recording() as dependencies:
                super().names(record)
            self._name_dependencies[key] = frozenset(dependencies)
        self.dependencies |= self._name_dependencies[key]
        return super().names(record)

    @property
    def records(self) -> Iterator[Record]:
        """Iterate over every record."""
        self._depend_on(ALL)
        return super().records

    @property
    def commitments(self) -> tuple[CommitmentInRecord, ...]:
        """Return every commitment."""
        self._depend_on(COMMITMENTS)
        return super().commitments

    @property
    def events(self) -> tuple[tuple[Event, Record], ...]:
        """Return every event with its record."""
        self._depend_on(ALL)
        return super().events


class RecordVersion(NamedTuple):
    """The parts of a record that pages of other records may depend on."""

    digest: str
    """The digest of its file."""
    ids: tuple[str, ...]
    """Its id and its former ids."""
    links: tuple[str, ...]
    """The keys of the records that it refers to."""
    parties: tuple[str, ...]
    """The keys of its parties and of the countries that they represent."""
    represents: str
    """The id of the party that it represents."""
    visible_digest: str
    """A digest of the fields that pages of other records may show."""
    has_commitments: bool

    @classmethod
    def from_json(cls, values: Iterable[Any]) -> "RecordVersion":
        """Return the version from a list, as JSON stores it."""
        return cls._make(tuple(value) if isinstance(value, list) else value for value in values)

    @property
    def visible_part(self) -> "RecordVersion":
        """Return this version without the parts that only the record's own page shows."""
        return self._replace(digest="", links=())


def record_versions(
    archive: Archive, digests: Mapping[str, str], earlier: Mapping[str, RecordVersion] | None = None
) -> dict[str, RecordVersion]:
    """Return the version of each record by key. `digests` has the digest of each file.

    Versions of an `earlier` archive of the same edition are reused if nothing in them can have changed.
    """
    old = earlier or {}
    records = archive.by_key
    new = {
        key: _version(archive, record, digests[key])
        for key, record in records.items()
        if key not in old or old[key].digest != digests[key]
    }
    # The links of a record depend on the ids that there are, and its parties on what these represent.
    if old.keys() == records.keys() and all(_names_the_same(old[key], version) for key, version in new.items()):
        return {**old, **new}
    return new | {key: _version(archive, record, digests[key]) for key, record in records.items() if key not in new}


def _names_the_same(old: RecordVersion, new: RecordVersion) -> bool:
    """Return True if both versions have the same ids and represent the same party."""
    return (old.ids, old.represents) == (new.ids, new.represents)


def _version(archive: Archive, record: Record, digest: str) -> RecordVersion:
    kind = kind_of(record)
    parties = [party for party in map(archive.get, kind.parties(record)) if party]
    represented = [kind_of(party).represents(party) for party in parties]
    countries = [country for country in map(archive.get, filter(None, represented)) if country]
    own = kind.represents(record)
    visible = record.model_dump_json(
        exclude=fields_only_on_own_page(type(record)), exclude_defaults=True, warnings=False
    )
    return RecordVersion(
        digest,
        (record.id, *record.formerly),
        tuple(sorted(archive.target_keys(record))),
        tuple(sorted({key_of(party) for party in (*parties, *countries)})),
        own.id if own else "",
        sha256(visible.encode()).hexdigest()[:16],
        bool(kind.commitments(record)),
    )


@cache
def fields_only_on_own_page(fields: type[Fields]) -> dict[str, Any]:
    """Return the fields marked `OnlyOnOwnPage`, in the form of pydantic's `exclude`."""
    excluded: dict[str, Any] = {}
    for attribute, declared in fields.model_fields.items():
        entry = get_args(declared.annotation)[0] if get_origin(declared.annotation) is tuple else None
        if any(isinstance(mark, OnlyOnOwnPage) for mark in declared.metadata):
            excluded[attribute] = True
        elif isinstance(entry, type) and issubclass(entry, Fields) and fields_only_on_own_page(entry):
            excluded[attribute] = {"__all__": fields_only_on_own_page(entry)}
    return excluded


@dataclass(frozen=True)
class Changes:
    """The difference between two states of the records, as affected dependencies."""

    keys: frozenset[str]
    """The dependencies that changed, but for those on the records that parties share."""
    parties: tuple[frozenset[str], ...]
    """The keys of the parties to each record that changed, before and after."""
    all_parties: bool
    """Whether the records that any parties share may have changed: somebody represents another party than before."""

    @classmethod
    def between(cls, old: Mapping[str, RecordVersion], new: Mapping[str, RecordVersion]) -> "Changes":
        """Return the changes from the versions `old` to `new`, by key."""
        changed = {key: (old.get(key), new.get(key)) for key in {**old, **new} if old.get(key) != new.get(key)}
        keys = {dependency for key, pair in changed.items() for dependency in _affected_keys(key, *pair)}
        visible = [pair for pair in changed.values() if not _only_on_own_page(*pair)]
        all_parties = any(_represented(before) != _represented(after) for before, after in visible)
        parties = (frozenset(version.parties) for pair in visible for version in pair if version)
        return cls(frozenset(keys), tuple(parties), all_parties)

    def including(self, keys: Collection[str]) -> "Changes":
        """Return these changes and the ones of added or removed records without a version."""
        more = {ALL, *(f"id {key.partition('/')[2]}" for key in keys)} if keys else set()
        return replace(self, keys=self.keys | more)

    def affect(self, dependencies: Collection[str]) -> bool:
        """Return True if one of `dependencies` has changed."""
        if not self.keys.isdisjoint(dependencies):
            return True
        if not (self.parties or self.all_parties):
            return False
        return any(self._affect_shared(key) for key in dependencies if key.startswith(BETWEEN))

    def _affect_shared(self, dependency: str) -> bool:
        wanted = set(dependency.removeprefix(BETWEEN).split(PARTY_SEPARATOR))
        return self.all_parties or any(wanted <= parties for parties in self.parties)


def _only_on_own_page(old: RecordVersion | None, new: RecordVersion | None) -> bool:
    """Return True if only the record's own page shows the change."""
    return old is not None and new is not None and old.visible_part == new.visible_part


def _affected_keys(key: str, old: RecordVersion | None, new: RecordVersion | None) -> Iterator[str]:
    """Yield the dependencies that a change of the record with `key` affects."""
    before, after = (set(version.links) if version else set() for version in (old, new))
    folder = key.partition("/")[0]
    is_own = _only_on_own_page(old, new)
    yield f"own {key}"
    for target in before ^ after if is_own else before | after:
        yield from (f"links {target}", f"links {target} by {folder}")
    if is_own:
        return
    yield from (ALL, f"kind {folder}", f"links {key}")
    for version in filter(None, (old, new)):
        yield from (f"id {identifier}" for identifier in version.ids)
        yield from (COMMITMENTS,) if version.has_commitments else ()


def _represented(version: RecordVersion | None) -> str:
    return version.represents if version else ""
