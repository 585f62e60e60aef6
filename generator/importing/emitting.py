"""Plain values to the YAML of a record: fields in their order, laid out as `format` leaves them, every text read back
as itself."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from pydantic import BaseModel

from generator.composing import Composer
from generator.field_order import fields_in_order

INDENT = "  "
SURELY_PLAIN = re.compile(r"[A-Za-z](?:[\w ,.;()/’–-]*[\w.)])?")
"""Texts that need no look: YAML has no signs among these characters."""
NO_TEXT_ELSEWHERE = re.compile(
    r"~|null|true|false|yes|no|on|off|y|n|=|<<|[-+]?\.?\d[\d_.:]*(e[-+]?\d+)?|0[xob][\da-f_]+|[-+]?\.(inf|nan)", re.I
)
"""Texts that other readers of YAML take for numbers, truth values or nothing."""

NUMBER = re.compile(r"\d+(\.\d+)?|true|false", re.ASCII)


def as_yaml(values: dict[str, Any], model: type[BaseModel]) -> str:
    """The file of a record of a class."""
    return "".join(f"{line}\n" for line in _mapping(values, model)) or "{}\n"


def _mapping(values: dict[str, Any], model: type[BaseModel] | None) -> Iterator[str]:
    fields = fields_in_order(model) if model else {}
    ranks = {name: rank for rank, name in enumerate(fields)}
    for name in sorted(values, key=lambda name: ranks.get(name, len(ranks))):
        value = values[name]
        if isinstance(value, str):
            bare = model and _is_number(model, name) and NUMBER.fullmatch(value)
            first, *more = (value,) if bare else _scalar(value)
            yield f"{_on_a_line(name)}: {first}"
            yield from (INDENT + line for line in more)
        else:
            yield f"{_on_a_line(name)}:"
            below = fields.get(name)
            lines = _mapping(value, below) if isinstance(value, dict) else _list(value, below)
            yield from (INDENT + line for line in lines)


def _list(values: list[Any], model: type[BaseModel] | None) -> Iterator[str]:
    for value in values:
        first, *more = _scalar(value) if isinstance(value, str) else _mapping(value, model)
        yield f"- {first}"
        yield from (INDENT + line for line in more)


@lru_cache
def _is_number(model: type[BaseModel], name: str) -> bool:
    """Whether a field holds a number or a truth value, which stand without quotes."""
    declared = model.model_fields.get(name)
    return bool(declared and re.search(r"\b(int|bool|Decimal)\b", repr(declared.annotation)))


def _scalar(text: str) -> tuple[str, ...]:
    """A text in its lines: one, or several below a sign that says that they are to be kept."""
    lines = text.split("\n")
    if len(lines) > 1 and lines[0][:1].strip() and lines[-1] and all(map(str.isprintable, lines)):
        return ("|-", *lines)
    return (_on_a_line(text),)


def _on_a_line(text: str) -> str:
    """A text without quotes where that is the same text, to us and to others."""
    surely = SURELY_PLAIN.fullmatch(text) and not NO_TEXT_ELSEWHERE.fullmatch(text)
    return str(text) if surely or _is_plain(str(text)) else f'"{"".join(map(_escaped, text))}"'


@lru_cache(maxsize=1 << 12)
def _is_plain(text: str) -> bool:
    if NO_TEXT_ELSEWHERE.fullmatch(text) or not text.isprintable() or text != text.strip():
        return False
    composer = Composer("", f"k: {text}\n{text}: x")
    return composer.compose() == {"k": text, text: "x"} and not composer.problems


def _escaped(character: str) -> str:
    if character in ESCAPES:
        return ESCAPES[character]
    return character if character.isprintable() else f"\\U{ord(character):08X}"


ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t"}
