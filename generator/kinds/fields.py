"""What the fields of a record class hold, in the order in which records have them: for those who help to fill them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any, Literal, TypeVar, get_args, get_origin

from generator.kinds.record import Entry, Fields, Record
from generator.values.reference import Reference, To
from generator.values.text import Prose, Text

T = TypeVar("T")
GENERAL: tuple[type[Fields], ...] = (Record, Entry)
"""What every record, and every entry of a list, may have, stands at the end."""


@dataclass(frozen=True)
class Field:
    """A field of a mapping."""

    name: str
    """As editors write it."""
    description: str
    required: bool
    annotation: Any
    """Its annotation, with all that it is marked with."""

    @cached_property
    def _parts(self) -> tuple[Any, ...]:
        return tuple(_parts(self.annotation))

    @cached_property
    def is_list(self) -> bool:
        """Whether it holds a list."""
        return any(get_origin(part) is tuple for part in self._parts)

    @cached_property
    def to(self) -> To | None:
        """Which records it refers to."""
        return next((part for part in self._parts if isinstance(part, To)), None)

    @cached_property
    def choices(self) -> tuple[str, ...]:
        """The words that it chooses from."""
        return next((get_args(part) for part in self._parts if get_origin(part) is Literal), ())

    @cached_property
    def mapping(self) -> type[Fields] | None:
        """The class of the mappings in it."""
        return next((part for part in self._parts if isinstance(part, type) and issubclass(part, Fields)), None)

    @cached_property
    def is_reference(self) -> bool:
        """Whether it is a reference, or a list of them."""
        return Reference in self._parts

    @cached_property
    def is_prose(self) -> bool:
        """Whether it is text of some length."""
        return Prose in self._parts

    @cached_property
    def is_text(self) -> bool:
        """Whether it is text that may be given in several languages."""
        return Text in self._parts

    @cached_property
    def is_line(self) -> bool:
        """Whether it is text without a language, or text that has one."""
        return not self.choices and any(part in (str, Text, Prose) for part in self._parts)


def _parts(declared: Any) -> Iterator[Any]:
    yield declared
    for part in declared if isinstance(declared, tuple) else get_args(declared):
        yield from _parts(part)


@cache
def fields_in_order(model: type[Fields]) -> tuple[Field, ...]:
    """The fields of a class that editors may write: its own first, then those that all such classes have."""
    general = {name for each in GENERAL if issubclass(model, each) for name in each.model_fields}
    declared = sorted(model.model_fields.items(), key=lambda named: named[0] in general and model not in GENERAL)
    return tuple(
        Field(
            each.alias or name,
            " ".join((each.description or "").split()),
            each.is_required(),
            (each.annotation, *each.metadata),
        )
        for name, each in declared
        if not each.exclude
    )


@cache
def mapping_classes(model: type[Fields]) -> Mapping[str, type[Fields] | None]:
    """The names of the fields of a class, each with the class of the mappings in it."""
    return {field.name: field.mapping for field in fields_in_order(model)}


def find_field(model: type[Fields], name: str) -> Field | None:
    """The field that editors write so; None where there is none."""
    return next((field for field in fields_in_order(model) if field.name == name), None)
