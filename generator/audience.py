"""Internal means absent: a record without what only the internal edition has."""

from collections.abc import Iterator
from typing import Any

from generator.kinds.kind import Entry, Fields, Internal, Record
from generator.kinds.walking import fields_of, is_always_internal, is_internal
from generator.problems import FieldPath
from generator.pruning import without


def published(record: Record) -> Record | None:
    """The record as the public edition has it; None where it is internal; the same object where nothing in it is."""
    return None if is_internal(record) else without(record, set(_internal(record, ())))


def _internal(value: Any, path: FieldPath) -> Iterator[FieldPath]:
    """The paths of what is internal; that of a list too, where all of its entries are."""
    if isinstance(value, Fields):
        for _, name, below, marks in fields_of(value, (Internal, Entry)):
            if is_always_internal(marks) and below:
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
