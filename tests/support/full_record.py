"""Records with every field filled, derived from the record classes: no field is forgotten."""

import json
from collections.abc import Mapping
from datetime import time
from decimal import Decimal
from pathlib import Path
from types import UnionType
from typing import Annotated, Any, Literal, NamedTuple, Self, Union, get_args, get_origin, get_type_hints

from generator.kinds import KINDS
from generator.kinds.kind import Kind
from generator.kinds.record import Fields
from generator.values import codes
from generator.values.dates import When
from generator.values.reference import ANY, To
from generator.values.text import Prose, Text

FIXED: tuple[tuple[Any, str], ...] = (
    (codes.Url, "https://x.example/page"),
    (codes.LanguageCode, "en"),
    (codes.CurrencyCode, "USD"),
    (codes.Duration, "P1Y"),
    (codes.TimeOfDay, "10:00:00+05:00"),
    (codes.Count, "7"),
    (codes.Amount, "7"),
)
LEFT_OUT = ("audience", "inferred", "supports", "formerly")
DAY = "2024-01-01"


class Words(NamedTuple):
    """What the fields of a record hold: plain ones, those with a text in each language, those with prose."""

    line: str
    text: str | Mapping[str, str]
    prose: str | Mapping[str, str]

    @classmethod
    def of(cls, words: "str | Words") -> Self:
        """Return a text as the words of all fields."""
        return cls(words, words, words) if isinstance(words, str) else cls(*words)


def identifier(kind: Kind[Any], number: int, second: bool = False) -> str:
    """Return the id of the number-th record of a kind; a user-assigned code if a country."""
    if kind.name == "country":
        return ("q" if second else "x") + "mnopqrstuvwxyz"[number]
    return f"{'other' if second else 'full'}-{kind.name}-{number}"


def full(model: type[Fields], text: str | Words, number: int, within: str = "") -> dict[str, Any]:
    """Return the values of a record or mapping, with the text in every text field."""
    words = Words.of(text)
    values = {}
    hints = get_type_hints(model, include_extras=True)
    for name, declared in model.model_fields.items():
        if name not in LEFT_OUT and not declared.exclude:
            values[declared.alias or name] = _value(hints[name], words, number, within or model.__name__.lower())
    return values


def _value(hint: Any, words: Words, number: int, kind: str) -> Any:
    for field_type, value in FIXED:
        if hint == field_type:
            return value
    if hint == codes.Id:
        return f"made-{number}"
    if get_origin(hint) is Annotated:
        reference = next((mark for mark in hint.__metadata__ if isinstance(mark, To)), None)
        return _reference(reference, number, kind) if reference else _value(get_args(hint)[0], words, number, kind)
    if get_origin(hint) in (Union, UnionType):
        return _value(next(part for part in get_args(hint) if part is not type(None)), words, number, kind)
    if get_origin(hint) is tuple:
        entry = _value(get_args(hint)[0], words, number, kind)
        second = (
            identifier(_kind("organisation"), number)
            if kind == "relation" and entry == identifier(_kind("country"), number)
            else None
        )
        return [entry, second] if second else [entry]
    if get_origin(hint) is Literal:
        return "signed" if "signed" in get_args(hint) else get_args(hint)[0]
    if isinstance(hint, type) and issubclass(hint, Fields):
        return full(hint, words, number, kind)
    if hint is When:
        return DAY
    values: dict[Any, Any] = {bool: "true", int: "7", Decimal: "7", time: "10:00:00+05:00"}
    return {**values, Text: words.text, Prose: words.prose}.get(hint, words.line)


def _kind(name: str) -> Kind[Any]:
    return next(kind for kind in KINDS if kind.name == name)


def _reference(to: To, number: int, referring: str) -> str:
    target = to.targets[0]
    if target == ANY:
        return f"meetings/{identifier(_kind('meeting'), number)}"
    kind = _kind("country" if target == "party" else target)
    return identifier(kind, number, second=kind.name == referring)


def write_full_content(folder: Path, texts: Mapping[int, str | Words]) -> None:
    """Write a full record of each kind for each text, and one for it to refer to."""
    for number, text in texts.items():
        for kind in KINDS:
            record = full(kind.record, text, number)
            _write(folder / kind.folder / f"{identifier(kind, number)}.yml", record)
            second = {name: value for name, value in record.items() if not _refers_to_own_kind(kind, name)}
            _write(folder / kind.folder / f"{identifier(kind, number, second=True)}.yml", second)


def _refers_to_own_kind(kind: Kind[Any], name: str) -> bool:
    hint = get_type_hints(kind.record, include_extras=True).get(name)
    return hint is not None and f"targets=('{kind.name}',)" in repr(hint)


def _write(path: Path, values: Mapping[str, Any]) -> None:
    """Write values as JSON, and thereby YAML: the escapes of both are the same."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(values, ensure_ascii=False, indent=1), "utf-8")
