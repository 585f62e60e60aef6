"""Walk a record: its fields, references, texts and citations, each with its path.

A walk for values of some class skips fields that cannot hold any, at any depth.
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


def fields_of(mapping: Fields, classes: Classes = object) -> Iterator[tuple[str, str, Any, list[Any]]]:
    """Yield each field of a mapping: attribute, name in files, value, marks.

    `classes`: only fields with a value or mark of such a class, in themselves or below.
    """
    for attribute, name, marks in _declared_fields(type(mapping), classes):
        yield attribute, name, getattr(mapping, attribute), marks


@cache
def _declared_fields(mapping: type[Fields], classes: Classes) -> tuple[tuple[str, str, list[Any]], ...]:
    return tuple(
        (attribute, field.alias or attribute, field.metadata)
        for attribute, field in mapping.model_fields.items()
        if any(issubclass(each, classes) for each in _classes_in((field.annotation, *field.metadata)))
    )


def _classes_in(annotation: Any, outer: tuple[Any, ...] = ()) -> Iterator[type]:
    """Yield the classes of values and marks in an annotation, at any depth."""
    yield annotation if isinstance(annotation, type) else type(annotation)
    marks = getattr(annotation, "__metadata__", ())
    parts = annotation if isinstance(annotation, tuple) else (*get_args(annotation), *marks)
    if isinstance(annotation, type) and issubclass(annotation, Fields) and annotation not in outer:
        parts = tuple((below.annotation, *below.metadata) for below in annotation.model_fields.values())
    for part in parts:
        yield from _classes_in(part, (*outer, annotation))


def is_always_internal(marks: list[Any]) -> bool:
    """Return True if a field with these marks is only in the internal edition."""
    return bool(marks) and any(isinstance(mark, Internal) for mark in marks)


def is_internal(value: Any) -> bool:
    """Return True if a record, or an entry of a list, is internal."""
    return isinstance(value, Entry | Record) and value.audience == INTERNAL


def values_in(
    value: Any, path: FieldPath = (), *, public_only: bool = False, classes: Classes = object
) -> Iterator[tuple[FieldPath, Any]]:
    """Yield the values of `classes` below a record with paths, no mappings or lists."""
    values: list[tuple[FieldPath, Any]] = []
    _gather(value, path, public_only, classes, values)
    return iter(values)


def _gather(
    value: Any, path: FieldPath, public_only: bool, classes: Classes, values: list[tuple[FieldPath, Any]]
) -> None:
    """Append the values to `values`.

    Yielding would pass each through a generator at every depth.
    """
    if isinstance(value, tuple):
        for position, below in enumerate(value):
            _gather(below, (*path, position), public_only, classes, values)
    elif isinstance(value, dict):
        for key, below in value.items():
            _gather(below, (*path, key), public_only, classes, values)
    elif isinstance(value, Fields):
        if public_only and is_internal(value):
            return
        for attribute, name, marks in _declared_fields(type(value), classes):
            below = getattr(value, attribute)
            if below is not None and below != () and not (public_only and is_always_internal(marks)):
                _gather(below, (*path, name), public_only, classes, values)
    elif value is not None and isinstance(value, classes):
        values.append((path, value))


def references_in(
    value: Any, path: FieldPath = (), *, public_only: bool = False
) -> Iterator[tuple[FieldPath, Reference]]:
    """Yield the references in a record or a part of one, also in prose, with paths."""
    for here, each in values_in(value, path, public_only=public_only, classes=(Reference, Prose)):
        if isinstance(each, Reference):
            yield here, each
        else:
            yield from ((here, link) for link in each.links)


def texts_in(record: Record) -> Iterator[tuple[FieldPath, Text]]:
    """Yield every text in a record, also prose, with its path."""
    yield from values_in(record, classes=Text)


def citations_in(value: Any, path: FieldPath = ()) -> Iterator[tuple[FieldPath, Citation]]:
    """Yield every citation in a record with its path, its own first."""
    if isinstance(value, Citation):
        yield path, value
    elif isinstance(value, Fields):
        for _, name, below, _ in fields_of(value, Citation):
            yield from citations_in(below, (*path, name))
    elif isinstance(value, tuple):
        for position, below in enumerate(value):
            yield from citations_in(below, (*path, position))


def is_public_at(value: Any, path: FieldPath) -> bool:
    """Return True if the public edition has what stands at a path of a record."""
    if is_internal(value):
        return False
    if not path:
        return True
    step, *rest = path
    if isinstance(value, Fields) and isinstance(step, str):
        for attribute, name, marks in _declared_fields(type(value), object):
            if name == step:
                return not is_always_internal(marks) and is_public_at(getattr(value, attribute), tuple(rest))
    if isinstance(value, tuple) and isinstance(step, int) and step < len(value):
        return is_public_at(value[step], tuple(rest))
    return True


def has_value_at(value: Any, path: FieldPath) -> bool:
    """Return True if a record has a value at a path."""
    if not path:
        return value not in (None, (), {})
    step, *rest = path
    if isinstance(value, Fields) and isinstance(step, str):
        attributes = (attribute for attribute, name, _ in _declared_fields(type(value), object) if name == step)
        return any(has_value_at(getattr(value, attribute), tuple(rest)) for attribute in attributes)
    if isinstance(value, tuple) and isinstance(step, int):
        return step < len(value) and has_value_at(value[step], tuple(rest))
    return False
