"""Internal means absent: a record without what only the internal edition has.

Field paths that a record states (what a citation supports, what is inferred) are restated for the entries that
remain, and go with those that do not.
"""

from collections.abc import Iterator
from typing import Any

from generator.kinds.kind import Citation, Fields, Record
from generator.kinds.values import parse_field_path
from generator.kinds.walking import citations_in, fields_of, is_internal
from generator.problems import FieldPath, shown_path


def published(record: Record) -> Record | None:
    """The record as the public edition has it; None where it is internal; the same object where nothing in it is."""
    if is_internal(record):
        return None
    gone = set(_internal(record, ()))
    if not gone:
        return record
    gone |= {path for path, citation in citations_in(record) if _supports_only(citation, gone)}
    remaining: Record = _remaining(record, (), gone)
    return remaining


def _internal(value: Any, path: FieldPath) -> Iterator[FieldPath]:
    """The paths of what is internal; that of a list too, where all of its entries are."""
    if isinstance(value, Fields):
        for _, name, below, always_internal in fields_of(value):
            if always_internal and below:
                yield (*path, name)
            else:
                yield from _internal(below, (*path, name))
    elif isinstance(value, tuple) and value:
        for position, entry in enumerate(value):
            if is_internal(entry):
                yield (*path, position)
            else:
                yield from _internal(entry, (*path, position))
        if all(map(is_internal, value)):
            yield path


def _supports_only(citation: Citation, gone: set[FieldPath]) -> bool:
    """Whether all that a citation supports is gone."""
    return bool(citation.supports) and all(_restated(supported, gone) is None for supported in citation.supports)


def _restated(text: str, gone: set[FieldPath]) -> str | None:
    """A field path as it reads in what remains; None where its field is gone."""
    old = parse_field_path(text)
    new: list[str | int] = []
    for length, step in enumerate(old):
        if old[: length + 1] in gone:
            return None
        before = sum((*old[:length], position) in gone for position in range(step)) if isinstance(step, int) else 0
        new.append(step - before if isinstance(step, int) else step)
    return shown_path(tuple(new))


def _remaining(value: Any, path: FieldPath, gone: set[FieldPath]) -> Any:
    """What is left of a value, every field path in it restated."""
    if isinstance(value, tuple):
        entries = ((position, entry) for position, entry in enumerate(value) if (*path, position) not in gone)
        return tuple(_remaining(entry, (*path, position), gone) for position, entry in entries)
    if not isinstance(value, Fields):
        return value
    changes: dict[str, Any] = {}
    for attribute, name, below, _ in fields_of(value):
        default = type(value).model_fields[attribute].get_default()
        changes[attribute] = default if (*path, name) in gone else _remaining(below, (*path, name), gone)
    if isinstance(value, Citation):
        changes["supports"] = tuple(filter(None, (_restated(supported, gone) for supported in value.supports)))
    if isinstance(value, Record):
        stated = {_restated(field, gone): reason for field, reason in value.inferred.items()}
        changes["inferred"] = {field: reason for field, reason in stated.items() if field}
    return value.model_copy(update=changes)
