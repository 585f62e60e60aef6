"""Internal means absent: a record without what only the internal edition has.

Field paths that a record states (what a citation supports, what is inferred) are carried over to the entries that
remain, and dropped with those that do not.
"""

from dataclasses import dataclass, field
from typing import Any

from generator.kinds.kind import Citation, Fields, Record
from generator.kinds.values import parse_field_path
from generator.kinds.walking import fields_of, is_internal
from generator.problems import FieldPath, shown_path


def published(record: Record) -> Record | None:
    """The record as the public edition has it; None where it is internal; the same object where nothing is."""
    if is_internal(record):
        return None
    removal = _Removal()
    remaining: Record = removal.remaining(record, ())
    restated: Record = _restated(remaining, removal) if removal.removed else remaining
    return restated


@dataclass
class _Removal:
    """What was taken out of one record, by path, and where the entries behind it have moved."""

    removed: set[FieldPath] = field(default_factory=set)
    moved: dict[FieldPath, int] = field(default_factory=dict)

    def remaining(self, value: Any, path: FieldPath) -> Any:
        if isinstance(value, Fields):
            return self._mapping(value, path)
        if isinstance(value, tuple) and any(isinstance(entry, Fields) for entry in value):
            return self._list(value, path)
        return value

    def _mapping(self, mapping: Fields, path: FieldPath) -> Fields:
        changes = {}
        for attribute, name, value, always_internal in fields_of(mapping):
            here = (*path, name)
            if always_internal and value:
                changes[attribute] = type(mapping).model_fields[attribute].get_default()
                self.removed.add(here)
            elif (below := self.remaining(value, here)) is not value:
                changes[attribute] = below
        return mapping.model_copy(update=changes) if changes else mapping

    def _list(self, entries: tuple[Any, ...], path: FieldPath) -> tuple[Any, ...]:
        kept: list[Any] = []
        for position, entry in enumerate(entries):
            here = (*path, position)
            if is_internal(entry):
                self.removed.add(here)
            else:
                self.moved[here] = len(kept)
                kept.append(self.remaining(entry, here))
        unchanged = len(kept) == len(entries) and all(new is old for new, old in zip(kept, entries, strict=True))
        return entries if unchanged else tuple(kept)

    def restated(self, text: str) -> str | None:
        """A field path as it reads in what remains; None where its field was taken out."""
        old = parse_field_path(text)
        new: list[str | int] = []
        for length, step in enumerate(old, start=1):
            if old[:length] in self.removed:
                return None
            new.append(self.moved.get(old[:length], step))
        return shown_path(tuple(new))


def _restated(value: Any, removal: _Removal) -> Any:
    """The value with every field path restated; citations and inferences of what was taken out are gone."""
    if isinstance(value, tuple):
        restated = (_restated(entry, removal) for entry in value)
        return tuple(entry for entry in restated if entry is not None)
    if not isinstance(value, Fields):
        return value
    if isinstance(value, Citation) and value.supports:
        supports = tuple(filter(None, map(removal.restated, value.supports)))
        return value.model_copy(update={"supports": supports}) if supports else None
    changes = {attribute: _restated(below, removal) for attribute, _, below, _ in fields_of(value)}
    if isinstance(value, Record):
        stated = {removal.restated(path): reason for path, reason in value.inferred.items()}
        changes["inferred"] = {path: reason for path, reason in stated.items() if path}
    return value.model_copy(update=changes)
