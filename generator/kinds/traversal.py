"""Walks through a record: every reference and text in it, each with its field path; the value at a path.

A walk for values of some class passes by the fields that cannot hold any, at whatever depth.
"""

from collections.abc import Iterator
from functools import cache
from typing import Any, TypeAlias, get_args

from generator.kinds.record import Citation, Entry, Fields, Internal, Record
from generator.problems import FieldPath
from generator.values.reference import Reference
from generator.values.text import Prose, Text

INTERNAL = "internal"


Classes: TypeAlias = type | tuple[type, ...]


def fields_of(mapping: Fields, holding: Classes = object) -> Iterator[tuple[str, str, Any, list[Any]]]:
    """Each field of a mapping: attribute, name as editors write it, value, and what the field is marked with.

    Where classes are named, only the fields that may hold one of them, or are marked with one, themselves or below.
    """
    for attribute, name, marks in _declared(type(mapping), holding):
        yield attribute, name, getattr(mapping, attribute), marks


@cache
def _declared(mapping: type[Fields], holding: Classes) -> tuple[tuple[str, str, list[Any]], ...]:
    return tuple(
        (attribute, declared.alias or attribute, declared.metadata)
        for attribute, declared in mapping.model_fields.items()
        if any(issubclass(held, holding) for held in _held((declared.annotation, *declared.metadata)))
    )


def _held(declared: Any, within: tuple[Any, ...] = ()) -> Iterator[type]:
    """The classes of what a declaration lets stand in a field, at whatever depth, and of its marks."""
    yield declared if isinstance(declared, type) else type(declared)
    parts = declared if isinstance(declared, tuple) else (*get_args(declared), *getattr(declared, "__metadata__", ()))
    if isinstance(declared, type) and issubclass(declared, Fields) and declared not in within:
        parts = tuple((below.annotation, *below.metadata) for below in declared.model_fields.values())
    for part in parts:
        yield from _held(part, (*within, declared))


def is_always_internal(marks: list[Any]) -> bool:
    """Whether a field marked so is one that only the internal edition has."""
    return bool(marks) and any(isinstance(mark, Internal) for mark in marks)


def is_internal(value: Any) -> bool:
    """Whether a record, or an entry of a list, is marked internal."""
    return isinstance(value, Entry | Record) and value.audience == INTERNAL


def values_in(
    value: Any, path: FieldPath = (), *, public_only: bool = False, of: Classes = object
) -> Iterator[tuple[FieldPath, Any]]:
    """Every value below a record that is not itself a mapping or a list, with its path; only those of some classes."""
    found: list[tuple[FieldPath, Any]] = []
    _gather(value, path, public_only, of, found)
    return iter(found)


def _gather(value: Any, path: FieldPath, public_only: bool, of: Classes, found: list[tuple[FieldPath, Any]]) -> None:
    """Append what is found: were it yielded, each value would pass through a generator at every depth."""
    if isinstance(value, tuple):
        for position, below in enumerate(value):
            _gather(below, (*path, position), public_only, of, found)
    elif isinstance(value, dict):
        for key, below in value.items():
            _gather(below, (*path, key), public_only, of, found)
    elif isinstance(value, Fields):
        if public_only and is_internal(value):
            return
        for attribute, name, marks in _declared(type(value), of):
            below = getattr(value, attribute)
            if below is not None and below != () and not (public_only and is_always_internal(marks)):
                _gather(below, (*path, name), public_only, of, found)
    elif value is not None and isinstance(value, of):
        found.append((path, value))


def references_in(
    value: Any, path: FieldPath = (), *, public_only: bool = False
) -> Iterator[tuple[FieldPath, Reference]]:
    """Every reference in a record or a part of one, those in its prose too."""
    for here, found in values_in(value, path, public_only=public_only, of=(Reference, Prose)):
        if isinstance(found, Reference):
            yield here, found
        else:
            yield from ((here, link) for link in found.links)


def texts_in(record: Record) -> Iterator[tuple[FieldPath, Text]]:
    """Every text in a record, prose too."""
    yield from values_in(record, of=Text)


def citations_in(value: Any, path: FieldPath = ()) -> Iterator[tuple[FieldPath, Citation]]:
    """Every citation of a record with its path: its own first, then those of its parts."""
    if isinstance(value, Citation):
        yield path, value
    elif isinstance(value, Fields):
        for _, name, below, _ in fields_of(value, Citation):
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
        named = (attribute for attribute, name, _ in _declared(type(value), object) if name == step)
        return any(has_value_at(getattr(value, attribute), tuple(rest)) for attribute in named)
    if isinstance(value, tuple) and isinstance(step, int):
        return step < len(value) and has_value_at(value[step], tuple(rest))
    return False
