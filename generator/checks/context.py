"""What checks examine: every record of an edition, and what could not be read, or one part of it at a time; a check
yields the problems it finds."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TypeAlias

from generator.archive.archive import Archive
from generator.content.load import SITE
from generator.kinds import KINDS, key_of
from generator.kinds.record import Record
from generator.kinds.traversal import references_in
from generator.problems import FieldPath, Problem
from generator.values.codes import is_id
from generator.values.reference import ANY, Reference


@dataclass(frozen=True)
class CheckContext:
    """What a check examines: every record, internal ones too, and what could not be read."""

    archive: Archive
    unsound: Mapping[str, list[tuple[FieldPath, Reference]]] = field(default_factory=dict)
    public: bool = True
    """Whether the records are to be published without what is internal."""
    part: str = ""
    """The key of the record that is examined, or `site`; by default all are, and the site."""

    @property
    def records(self) -> Iterator[Record]:
        """The records that are examined, of those that could be read."""
        if not self.part:
            yield from self.archive.records
        elif record := self.archive.find(self.part):
            yield record

    @property
    def has_site(self) -> bool:
        """Whether what the site says of itself is examined."""
        return self.part in ("", SITE)

    @property
    def references(self) -> Iterator[tuple[str, FieldPath, Reference]]:
        """Every reference there is, with the key of its record, also those read in records that are unsound."""
        for path, reference in references_in(self.archive.site) if self.has_site else ():
            yield SITE, path, reference
        for record in self.records:
            for path, reference in self.archive.references(record):
                yield key_of(record), path, reference
        for key, references in self.unsound.items():
            for path, reference in references if self.part in ("", key) else ():
                yield key, path, reference

    def is_unsound(self, reference: Reference) -> bool:
        """Whether the reference names a record that is there but could not be read."""
        return reference.id in self.unsound_ids(reference) or reference.written in self.unsound_ids(reference)

    def known_ids(self, reference: Reference) -> list[str]:
        """Every id that the reference could have named, sorted, also of records that could not be read."""
        named = reference.to.targets, reference.folder
        if named not in self._known_ids:
            ids = self.archive.possible_ids(reference) | self.unsound_ids(reference)
            self._known_ids[named] = sorted(known for known in ids if is_id(known.rpartition("/")[2]))
        return self._known_ids[named]

    @cached_property
    def _known_ids(self) -> dict[tuple[tuple[str, ...], str], list[str]]:
        return {}

    def unsound_ids(self, reference: Reference) -> set[str]:
        """The ids that the reference could have named of records that could not be read, written as it is."""
        wanted = {*reference.to.targets, reference.folder}
        folders = {kind.folder for kind in KINDS if ANY in wanted or {*kind.reference_names, kind.folder} & wanted}
        keys = [key.partition("/") for key in self.unsound if key.partition("/")[0] in folders]
        return {"/".join((folder, identifier)) if ANY in wanted else identifier for folder, _, identifier in keys}


Check: TypeAlias = Callable[[CheckContext], Iterator[Problem]]


def with_record(record: Record, problem: Problem) -> Problem:
    """The problem, with the record it was found in."""
    return replace(problem, record=key_of(record))
