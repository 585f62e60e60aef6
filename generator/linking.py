"""Which record a reference names, and what refers to what. What is known of earlier records, of which most are the
same, is taken over: only what a change concerns is worked out.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from generator.kinds import BY_FOLDER, key_of, kind_of
from generator.kinds.kind import Record
from generator.kinds.reference import ANY, Reference
from generator.kinds.walking import references_in
from generator.problems import FieldPath

WORDS = {folder: {*kind.words, folder} for folder, kind in BY_FOLDER.items()}


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
        self._targets = _targets(records)
        self._former = {
            (word, former): record
            for word, ids in self._targets.items()
            for record in ids.values()
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
        changed = self.records
        if earlier:
            before = earlier.records
            changed = {key: record for key, record in self.records.items() if before[key] is not record}
            self.references, self.targets = {**earlier.references}, {**earlier.targets}
            self._backlinks = {**earlier._backlinks}
        concerned = {target for key in changed for target in self.targets.get(key, ())}
        new: dict[str, list[Backlink]] = defaultdict(list)
        for key, record in changed.items():
            self.references[key] = tuple(references_in(record))
            self.targets[key] = tuple(self._linked(record, self.references[key], new))
        for target in concerned | new.keys():
            kept = [link for link in self._backlinks.get(target, ()) if key_of(link.record) not in changed]
            links = self._in_order([*kept, *new[target]]) if kept else new[target]
            self._backlinks[target] = tuple(links)

    def _in_order(self, links: list[Backlink]) -> list[Backlink]:
        order = {key: number for number, key in enumerate(self.records)}
        return sorted(links, key=lambda link: order[key_of(link.record)])

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
            record = self._targets.get(word, {}).get(reference.id) or self._former.get((word, reference.id))
            if record and (ANY in allowed or kind_of(record).words & allowed):
                yield record

    def ids(self, reference: Reference) -> set[str]:
        """Every id that the reference could have named, written as the reference is."""
        if ANY in reference.to.targets:
            return set(self.records)
        return {identifier for word in reference.to.targets for identifier in self._targets.get(word, {})}


def _targets(records: Mapping[str, Record]) -> dict[str, dict[str, Record]]:
    """The records by every word that a reference may name their kind by, its name, its folder or its id space, and by
    id."""
    targets: dict[str, dict[str, Record]] = defaultdict(dict)
    for record in records.values():
        for word in WORDS[kind_of(record).folder]:
            targets[word][record.id] = record
    return targets
