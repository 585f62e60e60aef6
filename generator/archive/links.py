"""Which record a reference names, and what refers to what. What is known of earlier records, of which most are the
same, is taken over: only what a change concerns is worked out.
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
    word: tuple(folder for folder, kind in BY_FOLDER.items() if word in {*kind.reference_names, folder})
    for kind in KINDS
    for word in (*kind.reference_names, kind.folder)
}
"""Where the records are that a word may stand for: the name of a kind, its folder, or the id space of several."""


class Backlink(NamedTuple):
    """A record that refers to another: under which heading the other lists it, and from which field it does."""

    record: Record
    heading: str
    field: FieldPath


class Links:
    """The references of records, by whose keys everything is found."""

    def __init__(self, records: Mapping[str, Record], earlier: "Links | None" = None) -> None:
        """The records are by key, in the order in which backlinks are told."""
        self.records = records
        self._former = {
            (word, former): record
            for record in records.values()
            if record.formerly
            for word in (*kind_of(record).reference_names, kind_of(record).folder)
            for former in record.formerly
        }
        self._matches: dict[tuple[tuple[str, ...], str, str], tuple[Record, ...]] = {}
        self.references: dict[str, tuple[tuple[FieldPath, Reference], ...]] = {}
        """Every reference in a record, with its path."""
        self.targets: dict[str, tuple[str, ...]] = {}
        """The keys of the records that a record refers to, as often as it does."""
        self._backlinks: dict[str, tuple[Backlink, ...]] = {}
        self._link(earlier if earlier and earlier._names() == self._names() else None)

    def _names(self) -> tuple[object, ...]:
        """All that decides what a reference leads to."""
        return self.records.keys(), {claim: key_of(record) for claim, record in self._former.items()}

    def _link(self, earlier: "Links | None") -> None:
        before: Mapping[str, Record] = earlier.records if earlier else {}
        if earlier:
            self.references, self.targets = {**earlier.references}, {**earlier.targets}
            self._backlinks = {**earlier._backlinks}
        changed = {key: record for key, record in self.records.items() if before.get(key) is not record}
        concerned = {target for key in changed for target in self.targets.get(key, ())}
        new: dict[str, list[Backlink]] = defaultdict(list)
        for key, record in changed.items():
            self.references[key] = tuple(references_in(record))
            self.targets[key] = tuple(self._linked(record, self.references[key], new))
        old = {id(before[key]) for key in changed if key in before}
        order = {key: number for number, key in enumerate(self.records)} if earlier else {}
        for target in concerned | new.keys():
            kept = [link for link in self.to(target) if id(link.record) not in old]
            self._backlinks[target] = tuple(_merged(kept, new[target], order) if kept else new[target])

    def _linked(
        self, record: Record, references: tuple[tuple[FieldPath, Reference], ...], new: dict[str, list[Backlink]]
    ) -> Iterator[str]:
        """The key of each record that a record refers to, to which the way back is added."""
        for path, reference in references:
            for target in self.matches(reference)[:1]:
                key = key_of(target)
                new[key].append(Backlink(record, reference.to.back, path))
                yield key

    def to(self, key: str) -> tuple[Backlink, ...]:
        """Every reference to a record, its own to itself too."""
        return self._backlinks.get(key, ())

    def matches(self, reference: Reference) -> tuple[Record, ...]:
        """The records that a reference may mean: one, where it is sound."""
        named = (reference.to.targets, reference.folder, reference.id)
        if named not in self._matches:
            self._matches[named] = tuple(self._matching(reference))
        return self._matches[named]

    def _matching(self, reference: Reference) -> Iterator[Record]:
        words = reference.to.targets if not reference.folder else (reference.folder,)
        allowed = set(reference.to.targets)
        for word in words:
            found = (self.records.get(f"{folder}/{reference.id}") for folder in FOLDERS.get(word, ()))
            record = next(filter(None, found), None) or self._former.get((word, reference.id))
            if record and (ANY in allowed or kind_of(record).reference_names & allowed):
                yield record

    def possible_ids(self, reference: Reference) -> set[str]:
        """Every id that the reference could have named, written as the reference is."""
        if ANY in reference.to.targets:
            return set(self.records)
        folders = {folder for word in reference.to.targets for folder in FOLDERS.get(word, ())}
        return {record.id for record in self.records.values() if kind_of(record).folder in folders}


def _merged(links: list[Backlink], others: list[Backlink], order: Mapping[str, int]) -> list[Backlink]:
    """Both, in the order of their records; of few others, it takes no look at all of them."""

    def place(link: Backlink) -> int:
        return order[key_of(link.record)]

    for other in others:
        links.insert(bisect_right(links, place(other), key=place), other)
    return links
