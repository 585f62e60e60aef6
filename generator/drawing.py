"""The file of a new record: the values it has, in the order and layout that records have, and a line of comment for
each field that it may have."""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any

from generator.composing import Composer, Value, control_in
from generator.fields import Field, fields_in_order
from generator.kinds.kind import Entry, Fields, Kind
from generator.languages import SOURCE_LANGUAGE, language

HEAD = "# A line that starts with # is not read: take the # away to use its field, or delete the line."
WIDTH = 120
STEP = "  "
NO_TEXT_ELSEWHERE = re.compile(
    r"~|null|true|false|yes|no|on|off|y|n|=|<<|[-+]?\.?\d[\d_.:-]*(e[-+]?\d+)?|0[xob][\da-f_]+|[-+]?\.(inf|nan)", re.I
)
"""Texts that other readers of YAML take for something else where they stand without quotes."""


def drawn(kind: Kind[Any], values: Mapping[str, Value], languages: Sequence[str]) -> str:
    """The text of the file of a record."""
    return "\n".join((HEAD, "", *_mapping(kind.record, values, languages))) + "\n"


def _mapping(model: type[Fields], values: Mapping[str, Value], languages: Sequence[str]) -> Iterator[str]:
    """The lines of a mapping: its fields, then those that are not of its class."""
    fields = fields_in_order(model)
    for field in fields:
        if field.name in values:
            yield from _field(field, values[field.name], languages)
        elif not (issubclass(model, Entry) and field.name in Entry.model_fields):
            yield f"# {field.name}: {said(field)}"
    for name in values.keys() - {field.name for field in fields}:
        yield from _plain(name, values[name])


def said(field: Field) -> str:
    """What is said of a field in a line of comment."""
    about = field.description
    if field.words:
        return f"{about} One of: {', '.join(field.words)}."
    if field.mapping:
        names = ", ".join(below.name for below in fields_in_order(field.mapping) if below.name != "audience")
        return f"{about} {'Each with' if field.many else 'With'}: {names}."
    return about


def _field(field: Field, value: Value, languages: Sequence[str]) -> Iterator[str]:
    if isinstance(value, list):
        yield f"{field.name}:"
        for entry in value:
            lines = list(_entry(field, entry, languages))
            yield f"{STEP}- {lines[0]}"
            yield from (f"{STEP}{STEP}{line}" for line in lines[1:])
    elif isinstance(value, dict):
        yield f"{field.name}:"
        below = _mapping(field.mapping, value, languages) if field.mapping else _by_language(field, value, languages)
        yield from (f"{STEP}{line}" for line in below)
    else:
        yield from _text(f"{field.name}:", value, field, WIDTH)


def _entry(field: Field, value: Value, languages: Sequence[str]) -> list[str]:
    if isinstance(value, dict) and field.mapping:
        lines = list(_mapping(field.mapping, value, languages))
        first = next(number for number, line in enumerate(lines) if not line.startswith("#"))
        return [lines[first], *lines[:first], *lines[first + 1 :]]  # a hyphen stands before a field, not a comment
    if isinstance(value, dict):
        return list(_by_language(field, value, languages))
    return [line.strip() for line in _text("", str(value), field, WIDTH)]


def _by_language(field: Field, value: Mapping[str, Value], languages: Sequence[str]) -> Iterator[str]:
    """A text in the languages of the site: those it is not given in are named in comments."""
    for code in dict.fromkeys((*languages, *value)):
        if code in value:
            yield from _text(f"{code}:", str(value[code]), field, WIDTH)
        else:
            yield f"# {code}: The same in {language(SOURCE_LANGUAGE).language_name(code)}."


def _plain(name: str, value: Value) -> Iterator[str]:
    """A field that the class does not have, as it is: what is wrong with it is said when it is read."""
    yield f"{name}: {value if isinstance(value, str) and is_plain(value) else '...'}"


def _text(before: str, text: str, field: Field, width: int) -> Iterator[str]:
    """A text behind the name of its field; long prose in lines of its own."""
    number_like = field.is_line and not field.is_reference and NO_TEXT_ELSEWHERE.fullmatch(text)
    if is_plain(text) and not number_like:
        if field.is_prose and before and "  " not in text and len(before) + len(text) >= width:
            yield f"{before} >-"
            yield from (f"{STEP}{line}" for line in _wrapped(text, width - 2 * len(STEP)))
        else:
            yield f"{before} {text}"
    else:
        escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\t", "\\t")
        yield f'{before} "{escaped}"'


def _wrapped(text: str, width: int) -> Iterator[str]:
    line = ""
    for word in text.split(" "):
        if line and len(line) + 1 + len(word) > width:
            yield line
            line = word
        else:
            line = f"{line} {word}" if line else word
    yield line


@lru_cache(maxsize=1 << 10)
def is_plain(value: str) -> bool:
    """Whether YAML reads a text as itself without quotes."""
    if "\n" in value or control_in(value):
        return False
    composer = Composer("", f"k: {value}\n")
    return composer.compose() == {"k": value} and not composer.problems
