"""`CheckContext`: the records a check may look at. `Check`: a function of it, with its rules.

The checks themselves are in `records`, `references` and the modules of kinds; `run` calls them.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import Enum
from functools import cached_property
from typing import TypeAlias

from generator.archive.archive import Archive
from generator.content.load import SITE
from generator.kinds import KINDS, key_of
from generator.kinds.record import Record
from generator.kinds.traversal import references_in
from generator.problems import FieldPath, Problem, Rule
from generator.values.codes import is_id
from generator.values.reference import ANY, Reference


@dataclass(frozen=True)
class CheckContext:
    """The records that a check looks at: all of them, internal ones too, or one at a time."""

    archive: Archive
    invalid: Mapping[str, list[tuple[FieldPath, Reference]]] = field(default_factory=dict)
    """The records that failed validation, by key, with the references that could be read in each."""
    public: bool = True
    """Whether the public edition is checked, which leaves out internal records."""
    key: str = ""
    """The key of the only record to check, or `site`. By default every record and the site are checked."""

    @property
    def records(self) -> Iterator[Record]:
        """Yield the valid records to check."""
        if not self.key:
            yield from self.archive.records
        elif record := self.archive.find(self.key):
            yield record

    @property
    def includes_site(self) -> bool:
        """Return True if the site's own record is checked."""
        return self.key in ("", SITE)

    @property
    def references(self) -> Iterator[tuple[str, FieldPath, Reference]]:
        """Yield every reference, also of invalid records, with record key and path."""
        for path, reference in references_in(self.archive.site) if self.includes_site else ():
            yield SITE, path, reference
        for record in self.records:
            for path, reference in self.archive.references(record):
                yield key_of(record), path, reference
        for key, references in self.invalid.items():
            for path, reference in references if self.key in ("", key) else ():
                yield key, path, reference

    def is_invalid_record(self, reference: Reference) -> bool:
        """Return True if `reference` names a record that failed validation."""
        return not self.invalid_ids(reference).isdisjoint((reference.id, reference.text))

    def possible_ids(self, reference: Reference) -> list[str]:
        """Return every id that `reference` could name, sorted, also of invalid records."""
        searched = reference.to.targets, reference.folder
        if searched not in self._possible_ids:
            ids = self.archive.possible_ids(reference) | self.invalid_ids(reference)
            self._possible_ids[searched] = sorted(name for name in ids if is_id(name.rpartition("/")[2]))
        return self._possible_ids[searched]

    @cached_property
    def _possible_ids(self) -> dict[tuple[tuple[str, ...], str], list[str]]:
        return {}

    def invalid_ids(self, reference: Reference) -> set[str]:
        """Return the ids of invalid records that `reference` could name, written like it."""
        wanted = {*reference.to.targets, reference.folder}
        folders = {kind.folder for kind in KINDS if ANY in wanted or {*kind.reference_names, kind.folder} & wanted}
        keys = [key.partition("/") for key in self.invalid if key.partition("/")[0] in folders]
        return {"/".join((folder, identifier)) if ANY in wanted else identifier for folder, _, identifier in keys}


CheckFunction: TypeAlias = Callable[[CheckContext], Iterator[Problem]]


class Scope(Enum):
    """The records that a check looks at, and when."""

    RECORD = "record"
    """One record at a time, with those that it refers to."""
    ARCHIVE = "archive"
    """All records together."""
    ADVISORY = "advisory"
    """One record at a time, only if there is no error: an error may be the cause of such problems."""


@dataclass(frozen=True)
class Check:
    """A check function with the rules whose breaches it yields. A new check is one entry in `CHECKS` of its module."""

    function: CheckFunction
    rules: tuple[Rule, ...]
    scope: Scope = Scope.RECORD

    def __call__(self, context: CheckContext) -> Iterator[Problem]:
        """Yield the problems in the records of `context`."""
        return self.function(context)


def rules_of(checks: tuple[Check, ...]) -> tuple[Rule, ...]:
    """Return the rules of `checks`, in order."""
    return tuple(rule for check in checks for rule in check.rules)


def with_record(record: Record, problem: Problem) -> Problem:
    """Return `problem` as one of `record`."""
    return replace(problem, record=key_of(record))
