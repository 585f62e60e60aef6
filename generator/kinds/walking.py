"""Walks through a record: every reference and text in it, each with its field path; the value at a path."""

from collections.abc import Iterator
from typing import Any

from generator.kinds.kind import Citation, Entry, Fields, Internal, Record
from generator.kinds.reference import Reference
from generator.kinds.text import Prose, Text
from generator.problems import FieldPath

INTERNAL = "internal"


def fields_of(mapping: Fields) -> Iterator[tuple[str, str, Any, list[Any]]]:
    """Each field of a mapping: attribute, name as editors write it, value, and what the field is marked with."""
    for attribute, declared in type(mapping).model_fields.items():
        yield attribute, declared.alias or attribute, getattr(mapping, attribute), declared.metadata


def is_always_internal(marks: list[Any]) -> bool:
    """Whether a field marked so is one that only the internal edition has."""
    return any(isinstance(mark, Internal) for mark in marks)


def is_internal(value: Any) -> bool:
    """Whether a record, or an entry of a list, is marked internal."""
    return isinstance(value, Entry | Record) and value.audience == INTERNAL


def values_in(value: Any, path: FieldPath = (), *, public_only: bool = False) -> Iterator[tuple[FieldPath, Any]]:
    """Every value below a record that is not itself a mapping or a list, with its path."""
    if isinstance(value, Fields):
        if public_only and is_internal(value):
            return
        for _, name, below, marks in fields_of(value):
            if not (public_only and is_always_internal(marks)):
                yield from values_in(below, (*path, name), public_only=public_only)
    elif isinstance(value, tuple):
        for position, below in enumerate(value):
            yield from values_in(below, (*path, position), public_only=public_only)
    elif isinstance(value, dict):
        for key, below in value.items():
            yield from values_in(below, (*path, key), public_only=public_only)
    elif value is not None:
        yield path, value


def references_in(
    value: Any, path: FieldPath = (), *, public_only: bool = False
) -> Iterator[tuple[FieldPath, Reference]]:
    """Every reference in a record or a part of one, those in its prose too."""
    for here, found in values_in(value, path, public_only=public_only):
        if isinstance(found, Reference):
            yield here, found
        elif isinstance(found, Prose):
            yield from ((here, link) for link in found.links)


def texts_in(record: Record) -> Iterator[tuple[FieldPath, Text]]:
    """Every text in a record, prose too."""
    for path, value in values_in(record):
        if isinstance(value, Text):
            yield path, value


def citations_in(value: Any, path: FieldPath = ()) -> Iterator[tuple[FieldPath, Citation]]:
    """Every citation of a record with its path: its own first, then those of its parts."""
    if isinstance(value, Citation):
        yield path, value
    elif isinstance(value, Fields):
        for _, name, below, _ in fields_of(value):
            yield from citations_in(below, (*path, name))
    elif isinstance(value, tuple):
        for position, below in enumerate(value):
            yield from citations_in(below, (*path, position))


def has_value_at(value: Any, path: FieldPath) -> bool:
    """Whether a record has a value at a path."""
    if not path:
        return value not in (None, (), {})
    step, *rest = path
    if isinstance(value, Fields) and isinstance(step, str):
        return any(name == step and has_value_at(below, tuple(rest)) for _, name, below, _ in fields_of(value))
    if isinstance(value, tuple) and isinstance(step, int):
        return step < len(value) and has_value_at(value[step], tuple(rest))
    return False
