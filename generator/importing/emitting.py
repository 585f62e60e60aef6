"""Plain values to the YAML of a record: fields in their order, laid out as `format` leaves them, every text read back
as itself."""

import json
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


def as_yaml(values: dict[str, Any], model: type[BaseModel]) -> str:
    """The file of a record of a class."""
    return "".join(f"{line}\n" for line in _mapping(values, model)) or "{}\n"


def _mapping(values: dict[str, Any], model: type[BaseModel] | None) -> Iterator[str]:
    fields = fields_in_order(model) if model else {}
    ranks = {name: rank for rank, name in enumerate(fields)}
    for name in sorted(values, key=lambda name: ranks.get(name, len(ranks))):
        value, below = values[name], fields.get(name)
        typed = _is_number(model, name) if model else False
        if isinstance(value, str):
            yield f"{_text(name)}: {value if typed else _text(value)}"
        else:
            yield f"{_text(name)}:"
            lines = _mapping(value, below) if isinstance(value, dict) else _list(value, below)
            yield from (INDENT + line for line in lines)


def _list(values: list[Any], model: type[BaseModel] | None) -> Iterator[str]:
    for value in values:
        lines = iter([_text(value)]) if isinstance(value, str) else _mapping(value, model)
        yield f"- {next(lines)}"
        yield from (INDENT + line for line in lines)


@lru_cache
def _is_number(model: type[BaseModel], name: str) -> bool:
    """Whether a field holds a number or a truth value, which stand without quotes."""
    declared = model.model_fields.get(name) or model.model_fields.get(f"{name}_")
    return bool(declared and re.search(r"\b(int|bool|Decimal)\b", repr(declared.annotation)))


def _text(text: str) -> str:
    """A text on one line: without quotes where that is the same text, to us and to others."""
    if SURELY_PLAIN.fullmatch(text) and not NO_TEXT_ELSEWHERE.fullmatch(text):
        return str(text)
    return str(text) if _is_plain(str(text)) else _quoted(text)


@lru_cache(maxsize=1 << 12)
def _is_plain(text: str) -> bool:
    if NO_TEXT_ELSEWHERE.fullmatch(text) or "\n" in text or text != text.strip():
        return False
    composer = Composer("", f"k: {text}\n{text}: x")
    return composer.compose() == {"k": text, text: "x"} and not composer.problems


def _quoted(text: str) -> str:
    """In double quotes; of what JSON writes YAML reads all but signs beyond the first plane in two parts."""
    if re.fullmatch(r'[^"\\\n]*', text) and text.isprintable():
        return f'"{text}"'
    parts = (part if part.isprintable() else json.dumps(part)[1:-1] for part in re.split(r'(["\\]|[^ -~]+)', text))
    return f'"{"".join(json.dumps(part)[1:-1] if part in DOUBLE else part for part in parts)}"'


DOUBLE = ('"', "\\")
