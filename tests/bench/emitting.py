"""Plain values to YAML as an editor would write it: quoted where needed, long texts folded, nothing that is empty."""

import json
from collections.abc import Iterator
from typing import Any

WIDTH = 110


def document(record: dict[str, Any]) -> str:
    """Return the text of a record's file."""
    return "\n".join(_mapping(record, "")) + "\n"


def _mapping(values: dict[str, Any], pad: str) -> Iterator[str]:
    for key, value in values.items():
        if value is None or value == "" or value == [] or value == {}:
            continue
        if isinstance(value, dict):
            yield f"{pad}{key}:"
            yield from _mapping(value, pad + "  ")
        elif isinstance(value, list):
            yield f"{pad}{key}:"
            yield from _sequence(value, pad + "  ")
        else:
            yield f"{pad}{key}: {_scalar(str(value), pad + '  ')}"


def _sequence(values: list[Any], pad: str) -> Iterator[str]:
    for value in values:
        if isinstance(value, dict):
            mark = "- "
            for line in _mapping(value, pad + "  "):
                yield pad + mark + line[len(pad) + 2 :] if mark else line
                mark = ""
        else:
            yield f"{pad}- {_scalar(str(value), pad + '  ')}"


def _scalar(text: str, pad: str) -> str:
    if len(text) > WIDTH - 20 and " " in text:
        return ">-\n" + "\n".join(pad + line for line in _folded(text, WIDTH - len(pad)))
    plain = text[0].isalnum() and ": " not in text and " #" not in text and text[-1] != ":"
    return text if plain else json.dumps(text, ensure_ascii=False)


def _folded(text: str, width: int) -> Iterator[str]:
    line: list[str] = []
    length = 0
    for word in text.split(" "):
        if line and length + len(word) >= width:
            yield " ".join(line)
            line, length = [], 0
        line.append(word)
        length += len(word) + 1
    yield " ".join(line)
