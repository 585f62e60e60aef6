"""Records with parts taken out: what is left is a record of its own that no longer speaks of what is gone.

Field paths that a record states (what a citation supports, what is inferred) are restated for the entries that
remain, and go with those that do not. Which parts go, and why, is for others to say.
"""

from collections.abc import Collection
from typing import Any

from generator.kinds.record import Citation, Fields, R, Record
from generator.kinds.traversal import citations_in, fields_of
from generator.problems import FieldPath, format_field_path
from generator.values.codes import parse_field_path


def without_values(record: R, paths: Collection[FieldPath]) -> R:
    """The record without the values at the paths; the same object where there are none."""
    gone = set(paths)
    if not gone:
        return record
    gone |= {path for path, citation in citations_in(record) if _supports_only(citation, gone)}
    remaining: R = _remaining(record, (), gone)
    return remaining


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
    return format_field_path(tuple(new))


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
    if isinstance(value, Record) and ("inferred",) not in gone:
        stated = {_restated(field, gone): reason for field, reason in value.inferred.items()}
        changes["inferred"] = {field: reason for field, reason in stated.items() if field}
    return value.model_copy(update=changes)
