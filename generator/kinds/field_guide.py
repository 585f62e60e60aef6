"""The fields of every kind as editors read them: by kind, each with what it holds and what it is for.

Whoever shows them, a file beside the records or a page of the site, takes them from here.
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
SIMPLE: dict[Any, str] = {
    When: "date",
    bool: "true or false",
    int: "whole number",
    Decimal: "number",
    time: "time of day",
}


@dataclass(frozen=True)
class Holds:
    """What a field holds: `what` in words; where it is a mapping, the anchor of its own fields; or its words."""

    what: str
    anchor: str = ""
    words: tuple[str, ...] = ()
    example: str = ""
    many: bool = False


@dataclass(frozen=True)
class Line:
    """A field."""

    name: str
    required: bool
    holds: Holds
    about: str


@dataclass(frozen=True)
class Part:
    """A kind, or a mapping that stands in records: its fields, and below it the mappings that only it has."""

    title: str
    anchor: str
    about: str
    lines: tuple[Line, ...]
    place: str = ""
    """Where its records lie, where it is a kind."""
    parts: tuple["Part", ...] = ()


@cache
def guide() -> tuple[Part, ...]:
    """The site, each kind, and what every record may have."""
    tops: tuple[type[Fields], ...] = (Record, Site, *(kind.record for kind in KINDS))
    below = {model: tuple(dict.fromkeys(_below(model))) for model in tops}
    users = {part: [top for top in tops if part in below[top]] for parts in below.values() for part in parts}
    shared = [part for part, top in users.items() if len(top) > 1]
    own = {top: tuple(_part(part) for part, using in users.items() if using == [top]) for top in tops}
    kinds = (
        _part(kind.record, kind.plural, f"{kind.folder}/<id>.yml", kind.folder, own[kind.record]) for kind in KINDS
    )
    everywhere = tuple(_part(part) for part in shared)
    return (
        *kinds,
        _part(Record, "Every record", "", GENERAL, (_part(Entry, "Every entry of a list"), *own[Record], *everywhere)),
        _part(Site, "The site", "site.yml", "site", own[Site]),
    )


def _part(
    model: type[Fields], title: str = "", place: str = "", anchor: str = "", parts: tuple[Part, ...] = ()
) -> Part:
    general = Record if issubclass(model, Record) else Entry
    hidden = set(general.model_fields) if model is not general and issubclass(model, general) else set()
    fields = [field for field in fields_in_order(model) if field.name not in hidden or field.name in _redeclared(model)]
    lines = tuple(
        Line(field.name, field.required, _holds(field, examples(model).get(field.name, "")), field.description)
        for field in fields
    )
    about = " ".join((model.__doc__ or "").split())
    return Part(title or title_of(model), anchor or _anchor(title or title_of(model)), about, lines, place, parts)


def _redeclared(model: type[Fields]) -> set[str]:
    """The fields that a class declares itself, though all such classes have one of that name."""
    return set(vars(model).get("__annotations__", {}))


def _below(model: type[Fields]) -> Iterator[type[Fields]]:
    """The classes of the mappings in a class, at any depth, each after the one it is in."""
    for field in fields_in_order(model):
        if field.mapping and not (model is not Record and field.name in Record.model_fields):
            yield field.mapping
            yield from _below(field.mapping)


def title_of(model: type[Fields]) -> str:
    """What a mapping is called: "History event"."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", model.__name__).capitalize()


def _anchor(title: str) -> str:
    return title.lower().replace(" ", "-")


def _holds(field: Field, example: str) -> Holds:
    if field.words:
        return Holds("one of", words=field.words, many=field.many)
    if field.mapping:
        return Holds(title_of(field.mapping).lower(), _anchor(title_of(field.mapping)), many=field.many)
    if field.to:
        return Holds(_target(field.to.targets), many=field.many)
    types = tuple(_types(field.declared))
    if any(get_origin(each) is dict for each in types):
        return Holds("prose by field")
    known = next((said for of, said in SIMPLE.items() if of in types), "")
    text = "prose" if field.is_prose else "text" if field.is_text else "plain text"
    return Holds(known or text, example=example, many=field.many)


def _types(declared: Any) -> Iterator[Any]:
    """A declaration and what it is made of, at whatever depth."""
    yield declared
    for part in declared if isinstance(declared, tuple) else get_args(declared):
        yield from _types(part)


def _target(targets: tuple[str, ...]) -> str:
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


def as_markdown() -> str:
    """The guide as a file beside the records."""
    return "\n".join((HEAD, *(_section(part, "##") for part in guide())))


def _section(part: Part, level: str) -> str:
    place = f" `{part.place}`" if part.place else ""
    rows = (f"| {_name(line)} | {_shown(line.holds)} | {line.about} |" for line in part.lines)
    parts = (_section(below, f"{level}#") for below in part.parts)
    table = "\n".join(("| Field | Holds | Meaning |", "| --- | --- | --- |", *rows))
    return "\n".join((f"{level} {part.title}\n\n{part.about}{place}\n\n{table}\n", *parts))


def _name(line: Line) -> str:
    return f"**`{line.name}`**" if line.required else f"`{line.name}`"


def _shown(holds: Holds) -> str:
    what = f"[{holds.what}](#{holds.anchor})" if holds.anchor else holds.what
    words = f": {', '.join(f'`{word}`' for word in holds.words)}" if holds.words else ""
    example = f", such as `{holds.example}`" if holds.example else ""
    return f"{'list: ' if holds.many else ''}{what}{words}{example}"
