"""`Field`: name, required, choices and targets of a field of a record class. In the order of records.

Used by all that helps editors: hints, `new`, imports, schema and guide.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any, Literal, TypeVar, get_args, get_origin

from generator.kinds.record import Entry, Fields, Record
from generator.values.reference import Reference, To
from generator.values.text import Prose, Text

T = TypeVar("T")
GENERAL: tuple[type[Fields], ...] = (Record, Entry)
"""The classes whose fields come last, since every record or entry has them."""


@dataclass(frozen=True)
class Field:
    """A field of a record or mapping."""

    name: str
    """Its name in files."""
    description: str
    required: bool
    annotation: Any
    """Its type and its marks."""

    @cached_property
    def _parts(self) -> tuple[Any, ...]:
        return tuple(_parts(self.annotation))

    @cached_property
    def is_list(self) -> bool:
        """Return True if it holds a list."""
        return any(get_origin(part) is tuple for part in self._parts)

    @cached_property
    def to(self) -> To | None:
        """Return the declaration of its reference, or None."""
        return next((part for part in self._parts if isinstance(part, To)), None)

    @cached_property
    def choices(self) -> tuple[str, ...]:
        """Return the words of its enumeration; empty if it has none."""
        return next((get_args(part) for part in self._parts if get_origin(part) is Literal), ())

    @cached_property
    def mapping(self) -> type[Fields] | None:
        """Return the class of the mappings in it, or None."""
        return next((part for part in self._parts if isinstance(part, type) and issubclass(part, Fields)), None)

    @cached_property
    def is_reference(self) -> bool:
        """Return True if it is a reference, or a list of references."""
        return Reference in self._parts

    @cached_property
    def is_prose(self) -> bool:
        """Return True if it is prose."""
        return Prose in self._parts

    @cached_property
    def is_text(self) -> bool:
        """Return True if it is text in one or more languages."""
        return Text in self._parts

    @cached_property
    def is_line(self) -> bool:
        """Return True if it is any text, with or without a language, but no enumeration."""
        return not self.choices and any(part in (str, Text, Prose) for part in self._parts)


def _parts(annotation: Any) -> Iterator[Any]:
    """Yield an annotation and its arguments, at any depth."""
    yield annotation
    for part in annotation if isinstance(annotation, tuple) else get_args(annotation):
        yield from _parts(part)


@cache
def fields_in_order(model: type[Fields]) -> tuple[Field, ...]:
    """Return the fields that editors may write: a class's own, then the general ones."""
    general = {name for each in GENERAL if issubclass(model, each) for name in each.model_fields}
    ordered = sorted(model.model_fields.items(), key=lambda entry: entry[0] in general and model not in GENERAL)
    return tuple(
        Field(
            each.alias or name,
            " ".join((each.description or "").split()),
            each.is_required(),
            (each.annotation, *each.metadata),
        )
        for name, each in ordered
        if not each.exclude
    )


@cache
def mapping_classes(model: type[Fields]) -> Mapping[str, type[Fields] | None]:
    """Return the fields of a class by name, with the class of their mappings or None."""
    return {field.name: field.mapping for field in fields_in_order(model)}


def find_field(model: type[Fields], name: str) -> Field | None:
    """Return the field of that name in files, or None."""
    return next((field for field in fields_in_order(model) if field.name == name), None)
