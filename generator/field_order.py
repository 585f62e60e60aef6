"""The order of fields in a record: as their class declares them, what every record and entry may have at the end."""

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, get_args

from pydantic import BaseModel

from generator.kinds.kind import Entry, Record
from generator.syntax import Collection, Node

GENERAL: tuple[type[BaseModel], ...] = (Record, Entry)


def put_in_order(node: Node, model: type[BaseModel] | None) -> None:
    """Put the fields of a mapping of a class in their order, and of those below it.

    A field that the class does not have stays behind the one that it stands behind.
    """
    if not isinstance(node, Collection):
        return
    fields = fields_in_order(model) if model and node.mapping else {}
    ranks = {name: rank for rank, name in enumerate(fields)}
    placed, rank = [], -1
    for entry in node.entries:
        name = entry.key.value if entry.key else ""
        rank = ranks.get(name, rank)
        placed.append((rank, entry))
        put_in_order(entry.value, fields.get(name) if node.mapping else model)
    node.entries = [entry for _, entry in sorted(placed, key=lambda each: each[0])]


@cache
def fields_in_order(model: type[BaseModel]) -> Mapping[str, type[BaseModel] | None]:
    """The fields of a class as editors name them, each with the class of the mappings in it."""
    general = {name for each in GENERAL if issubclass(model, each) for name in each.model_fields}
    declared = sorted(model.model_fields.items(), key=lambda field: field[0] in general and model not in GENERAL)
    return {
        field.alias or name: next(_classes(field.annotation), None) for name, field in declared if not field.exclude
    }


def _classes(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for part in get_args(annotation):
        yield from _classes(part)
