"""Generate the reference of all fields for editors, from the docstrings of record classes.

`format_guide` writes it as a file beside the records; `pages/guide_fields.py` makes pages of it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import time
from decimal import Decimal
from functools import cache
from typing import Any, get_args, get_origin

from generator.kinds import KINDS
from generator.kinds.fields import Field, fields_in_order
from generator.kinds.json_schema import examples
from generator.kinds.record import Entry, Fields, Record
from generator.kinds.site import Site
from generator.values.dates import When
from generator.values.reference import ANY

GENERAL = "every-record"
TYPE_NAMES: dict[Any, str] = {
    When: "date",
    bool: "true or false",
    int: "whole number",
    Decimal: "number",
    time: "time of day",
}


@dataclass(frozen=True)
class FieldType:
    """The type of a field in words. For a mapping: the anchor of its fields. For an enumeration: its choices."""

    description: str
    anchor: str = ""
    choices: tuple[str, ...] = ()
    example: str = ""
    is_list: bool = False


@dataclass(frozen=True)
class GuideField:
    """A field in the guide."""

    name: str
    required: bool
    type: FieldType
    description: str


@dataclass(frozen=True)
class GuidePart:
    """A part of the guide: a kind or a mapping, its fields, and the mappings that only it uses."""

    title: str
    anchor: str
    description: str
    fields: tuple[GuideField, ...]
    place: str = ""
    """The path of its records. Empty for a mapping."""
    parts: tuple["GuidePart", ...] = ()


@cache
def build_guide() -> tuple[GuidePart, ...]:
    """Return the parts of the guide: each kind, the fields of every record, the site."""
    tops: tuple[type[Fields], ...] = (Record, Site, *(kind.record for kind in KINDS))
    below = {top: tuple(dict.fromkeys(_mappings_below(top))) for top in tops}
    users = {mapping: [top for top in tops if mapping in below[top]] for each in below.values() for mapping in each}
    shared = tuple(_part(mapping) for mapping, using in users.items() if len(using) > 1)
    own = {top: tuple(_part(mapping) for mapping, using in users.items() if using == [top]) for top in tops}
    kinds = (
        _part(kind.record, kind.plural, f"{kind.folder}/<id>.yml", kind.folder, own[kind.record]) for kind in KINDS
    )
    return (
        *kinds,
        _part(Record, "Every record", "", GENERAL, (_part(Entry, "Every entry of a list"), *own[Record], *shared)),
        _part(Site, "The site", "site.yml", "site", own[Site]),
    )


def _part(
    model: type[Fields], title: str = "", place: str = "", anchor: str = "", parts: tuple[GuidePart, ...] = ()
) -> GuidePart:
    general = Record if issubclass(model, Record) else Entry
    hidden = set(general.model_fields) if model is not general and issubclass(model, general) else set()
    fields = [field for field in fields_in_order(model) if field.name not in hidden or field.name in _redeclared(model)]
    guide_fields = tuple(
        GuideField(
            field.name, field.required, _describe_type(field, examples(model).get(field.name, "")), field.description
        )
        for field in fields
    )
    description, title = " ".join((model.__doc__ or "").split()), title or mapping_title(model)
    return GuidePart(title, anchor or _anchor(title), description, guide_fields, place, parts)


def _redeclared(model: type[Fields]) -> set[str]:
    """Return the fields that a class declares itself, also those that it overrides."""
    return set(vars(model).get("__annotations__", {}))


def _mappings_below(model: type[Fields]) -> Iterator[type[Fields]]:
    """Yield the classes of mappings in a class, at any depth, outer ones first."""
    for field in fields_in_order(model):
        if field.mapping and not (model is not Record and field.name in Record.model_fields):
            yield field.mapping
            yield from _mappings_below(field.mapping)


def mapping_title(model: type[Fields]) -> str:
    """Return the name of a mapping: "History event"."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", model.__name__).capitalize()


def _anchor(title: str) -> str:
    return title.lower().replace(" ", "-")


def _describe_type(field: Field, example: str) -> FieldType:
    if field.choices:
        return FieldType("one of", choices=field.choices, is_list=field.is_list)
    if field.mapping:
        title = mapping_title(field.mapping)
        return FieldType(title.lower(), _anchor(title), is_list=field.is_list)
    if field.to:
        return FieldType(_describe_targets(field.to.targets), is_list=field.is_list)
    types = tuple(_types(field.annotation))
    if any(get_origin(each) is dict for each in types):
        return FieldType("prose by field")
    name = next((name for simple_type, name in TYPE_NAMES.items() if simple_type in types), "")
    text = "prose" if field.is_prose else "text" if field.is_text else "plain text"
    return FieldType(name or text, example=example, is_list=field.is_list)


def _types(declared: Any) -> Iterator[Any]:
    """Yield an annotation and its arguments, at any depth."""
    yield declared
    for part in declared if isinstance(declared, tuple) else get_args(declared):
        yield from _types(part)


def _describe_targets(targets: tuple[str, ...]) -> str:
    if ANY in targets:
        return "folder/id of any record"
    folders = (f"{kind.folder}/" for target in targets for kind in KINDS if target in kind.reference_names)
    return f"id in {' or '.join(folders)}"


HEAD = """\
# Fields

What each kind of record may hold. A field in **bold** is needed. *Text* is in the site's first language, or by
language; *prose* is text that may hold emphasis, lists and links; an *id* is the name of a record without `.yml`.
[README.md](README.md) says how to write them.

<!-- Written by `make schema` from the classes of the records: change it there. -->
"""


def format_guide() -> str:
    """Format the guide as a Markdown file."""
    return "\n".join((HEAD, *(_format_part(part, "##") for part in build_guide())))


def _format_part(part: GuidePart, level: str) -> str:
    place = f" `{part.place}`" if part.place else ""
    rows = (f"| {_format_name(field)} | {_format_type(field.type)} | {field.description} |" for field in part.fields)
    parts = (_format_part(below, f"{level}#") for below in part.parts)
    table = "\n".join(("| Field | Holds | Meaning |", "| --- | --- | --- |", *rows))
    return "\n".join((f"{level} {part.title}\n\n{part.description}{place}\n\n{table}\n", *parts))


def _format_name(field: GuideField) -> str:
    return f"**`{field.name}`**" if field.required else f"`{field.name}`"


def _format_type(field_type: FieldType) -> str:
    name = field_type.description
    linked = f"[{name}](#{field_type.anchor})" if field_type.anchor else name
    choices = f": {', '.join(f'`{choice}`' for choice in field_type.choices)}" if field_type.choices else ""
    example = f", such as `{field_type.example}`" if field_type.example else ""
    return f"{'list: ' if field_type.is_list else ''}{linked}{choices}{example}"
