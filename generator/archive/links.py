"""Resolve references and collect backlinks. `Archive` uses `LinkGraph` for both.

Results of earlier records, most of which are the same, are reused: only changed records are linked again.
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from generator.kinds import BY_FOLDER, KINDS, key_of, kind_of
from generator.kinds.record import Record
from generator.kinds.traversal import references_in
from generator.problems import FieldPath
from generator.values.reference import ANY, Reference

FOLDERS: Mapping[str, tuple[str, ...]] = {
    name: tuple(folder for folder, kind in BY_FOLDER.items() if name in {*kind.reference_names, folder})
    for kind in KINDS
    for name in (*kind.reference_names, kind.folder)
}
"""The folders in which a reference may find its record, by the name of a kind, a folder or an id space."""


class Backlink(NamedTuple):
    """A reference seen from its target: the referring record, its heading there, its field."""

    record: Record
    heading: str
    field: FieldPath


class LinkGraph:
    """The graph of references between records, by key."""

    def __init__(self, records: Mapping[str, Record], earlier: "LinkGraph | None" = None) -> None:
        """Link `records`, by key in the order of backlinks. Reuse results of `earlier`."""
        self.records = records
        self._by_former_id = {
            (name, former): record
            for record in records.values()
            if record.formerly
            for name in (*kind_of(record).reference_names, kind_of(record).folder)
            for former in record.formerly
        }
        self._matches: dict[tuple[tuple[str, ...], str, str], tuple[Record, ...]] = {}
        self.references: dict[str, tuple[tuple[FieldPath, Reference], ...]] = {}
        """Every reference in a record, with its path."""
        self.targets: dict[str, tuple[str, ...]] = {}
        """The keys of the records that a record refers to, one for each reference."""
        self._backlinks: dict[str, tuple[Backlink, ...]] = {}
        self._link(earlier if earlier and earlier._ids() == self._ids() else None)

    def _ids(self) -> tuple[object, ...]:
        """Return everything that the target of a reference depends on."""
        return self.records.keys(), {former: key_of(record) for former, record in self._by_former_id.items()}

    def _link(self, earlier: "LinkGraph | None") -> None:
        before: Mapping[str, Record] = earlier.records if earlier else {}
        if earlier:
            self.references, self.targets = {**earlier.references}, {**earlier.targets}
            self._backlinks = {**earlier._backlinks}
        changed = {key: record for key, record in self.records.items() if before.get(key) is not record}
        earlier_targets = {target for key in changed for target in self.targets.get(key, ())}
        new: dict[str, list[Backlink]] = defaultdict(list)
        for key, record in changed.items():
            self.references[key] = tuple(references_in(record))
            self.targets[key] = tuple(self._link_targets(record, self.references[key], new))
        outdated = {id(before[key]) for key in changed if key in before}
        order = {key: number for number, key in enumerate(self.records)} if earlier else {}
        for target in earlier_targets | new.keys():
            unchanged = [link for link in self.links_to(target) if id(link.record) not in outdated]
            self._backlinks[target] = tuple(_merge(unchanged, new[target], order) if unchanged else new[target])

    def _link_targets(
        self, record: Record, references: tuple[tuple[FieldPath, Reference], ...], new: dict[str, list[Backlink]]
    ) -> Iterator[str]:
        """Yield the key of each target of `record`, and add its backlink to `new`."""
        for path, reference in references:
            for target in self.matches(reference)[:1]:
                key = key_of(target)
                new[key].append(Backlink(record, reference.to.back, path))
                yield key

    def links_to(self, key: str) -> tuple[Backlink, ...]:
        """Return every reference to the record with `key`, also its own."""
        return self._backlinks.get(key, ())

    def matches(self, reference: Reference) -> tuple[Record, ...]:
        """Return the records that `reference` may name; exactly one if it is valid."""
        searched = (reference.to.targets, reference.folder, reference.id)
        if searched not in self._matches:
            self._matches[searched] = tuple(self._find_matches(reference))
        return self._matches[searched]

    def _find_matches(self, reference: Reference) -> Iterator[Record]:
        names = reference.to.targets if not reference.folder else (reference.folder,)
        allowed = set(reference.to.targets)
        for name in names:
            candidates = (self.records.get(f"{folder}/{reference.id}") for folder in FOLDERS.get(name, ()))
            record = next(filter(None, candidates), None) or self._by_former_id.get((name, reference.id))
            if record and (ANY in allowed or kind_of(record).reference_names & allowed):
                yield record

    def possible_ids(self, reference: Reference) -> set[str]:
        """Return every id that `reference` could name, written as the reference is."""
        if ANY in reference.to.targets:
            return set(self.records)
        folders = {folder for name in reference.to.targets for folder in FOLDERS.get(name, ())}
        return {record.id for record in self.records.values() if kind_of(record).folder in folders}


def _merge(links: list[Backlink], others: list[Backlink], order: Mapping[str, int]) -> list[Backlink]:
    """Add `others` to `links`, both in the given `order`.

    With few others, most links are never looked at.
    """

    def position(link: Backlink) -> int:
        return order[key_of(link.record)]

    for other in others:
        links.insert(bisect_right(links, position(other), key=position), other)
    return links
