"""Copy a record without some of its values, chosen by `as_of` and `audience`.

A record also states field paths: the fields that a citation supports, and the inferred ones. They are rewritten for
the positions of the remaining entries, and dropped with their fields.
"""

from collections.abc import Collection
from typing import Any

from generator.kinds.record import Citation, Fields, R, Record
from generator.kinds.traversal import citations_in, fields_of
from generator.problems import FieldPath, format_field_path
from generator.values.codes import parse_field_path


def without_values(record: R, paths: Collection[FieldPath]) -> R:
    """Return `record` without the values at `paths`; itself if there are none."""
    removed = set(paths)
    if not removed:
        return record
    removed |= {path for path, citation in citations_in(record) if _supports_only(citation, removed)}
    redacted: R = _redact(record, (), removed)
    return redacted


def _supports_only(citation: Citation, removed: set[FieldPath]) -> bool:
    """Return True if a citation supports some fields, and all of them are removed."""
    return bool(citation.supports) and all(_rewrite(field, removed) is None for field in citation.supports)


def _rewrite(text: str, removed: set[FieldPath]) -> str | None:
    """Return a field path with new positions of entries, or None if it is removed."""
    old = parse_field_path(text)
    new: list[str | int] = []
    for length, step in enumerate(old):
        if old[: length + 1] in removed:
            return None
        before = sum((*old[:length], position) in removed for position in range(step)) if isinstance(step, int) else 0
        new.append(step - before if isinstance(step, int) else step)
    return format_field_path(tuple(new))


def _redact(value: Any, path: FieldPath, removed: set[FieldPath]) -> Any:
    """Return `value` without removed values, with every field path in it rewritten."""
    if isinstance(value, tuple):
        entries = ((position, entry) for position, entry in enumerate(value) if (*path, position) not in removed)
        return tuple(_redact(entry, (*path, position), removed) for position, entry in entries)
    if not isinstance(value, Fields):
        return value
    changes: dict[str, Any] = {}
    for attribute, name, inner, _ in fields_of(value):
        default = type(value).model_fields[attribute].get_default()
        changes[attribute] = default if (*path, name) in removed else _redact(inner, (*path, name), removed)
    if isinstance(value, Citation):
        changes["supports"] = tuple(filter(None, (_rewrite(field, removed) for field in value.supports)))
    if isinstance(value, Record) and ("inferred",) not in removed:
        rewritten = {_rewrite(field, removed): reason for field, reason in value.inferred.items()}
        changes["inferred"] = {field: reason for field, reason in rewritten.items() if field}
    return value.model_copy(update=changes)
