"""The public view of a record: internal values are absent, not hidden."""

from typing import Any

from generator.archive.redact import without_values
from generator.kinds.record import Entry, Fields, Internal, R
from generator.kinds.traversal import fields_of, is_always_internal, is_internal
from generator.problems import FieldPath


def public_view(record: R) -> R | None:
    """Return `record` without internal values, or None if it is internal.

    The same object is returned if nothing in it is internal.
    """
    if is_internal(record):
        return None
    internal: set[FieldPath] = set()
    _gather_internal(record, (), internal)
    return without_values(record, internal)


def _gather_internal(value: Any, path: FieldPath, internal: set[FieldPath]) -> None:
    """Add the paths of internal values, and of lists with internal entries alone."""
    if isinstance(value, Fields):
        for _, name, below, marks in fields_of(value, (Internal, Entry)):
            if below and is_always_internal(marks):
                internal.add((*path, name))
            elif below:
                _gather_internal(below, (*path, name), internal)
    elif isinstance(value, tuple) and value:
        for position, entry in enumerate(value):
            if is_internal(entry):
                internal.add((*path, position))
            else:
                _gather_internal(entry, (*path, position), internal)
        if all(map(is_internal, value)):
            internal.add(path)
