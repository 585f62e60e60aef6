"""Read JSON: a list of objects, or an object a line. A nested value is the column `outer.inner`."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from generator.editing.importing.table import Layout, NoTableError, Rejection, Row, Table, table_of_cells
from generator.problems import quote

BETWEEN = "; "
"""Separates the texts of a list."""
LONGEST = 1_000
"""The most characters of a column name, with the names of the objects around it."""
MOST_DEEP = 20
"""The deepest nesting of lists and objects, as in a record."""
WHOLE = "(the row)"
"""The column of an entry that is no object."""
TOO_DEEP = f"lists and objects at most {MOST_DEEP} deep in each other are expected, found one deeper"


def read_json(raw: bytes, layout: Layout) -> Table:
    """Read the rows of a JSON file. Raises NoTableError."""
    try:
        text = raw.decode(layout.encoding or "utf-8-sig")
    except UnicodeDecodeError as error:
        raise NoTableError(f"UTF-8 is expected, found the byte 0x{raw[error.start]:02X}") from None
    except UnicodeError:  # some encodings do not say where
        raise NoTableError(f"text in {layout.encoding} is expected, found something else") from None
    try:
        entries = list(enumerate(_entries(_parse(text)), 1))
    except json.JSONDecodeError as whole:
        entries = [(number, _line(line)) for number, line in enumerate(text.splitlines(), 1) if line.strip()]
        if not any(isinstance(entry, dict) for _, entry in entries):
            message = (
                f"JSON is expected, found something else in line {whole.lineno}, column {whole.colno}: {whole.msg}"
            )
            raise NoTableError(message) from None
    table = table_of_cells((number, dict(_cells(entry, ""))) for number, entry in entries if isinstance(entry, dict))
    others = [(number, entry) for number, entry in entries if not isinstance(entry, dict)]
    expected = "an object with names and values is expected"
    table.unread = [
        Rejection(Row(number, {WHOLE: str(entry)}), expected, WHOLE, str(entry)) for number, entry in others
    ]
    table.columns = (*table.columns, WHOLE) if others else table.columns
    return table


def _parse(text: str) -> Any:
    """Parse JSON text; numbers stay text, as they are written."""
    try:
        parsed = json.loads(
            text, parse_float=str, parse_int=str, parse_constant=str, object_pairs_hook=_object_of_unique_names
        )
    except RecursionError:
        raise NoTableError(TOO_DEEP) from None
    _refuse_deep(parsed)
    return parsed


def _object_of_unique_names(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Return an object. Refuse a repeated name: one of its values would be lost."""
    values = dict(pairs)
    if len(values) < len(pairs):
        times = Counter(name for name, _ in pairs)
        repeated = next(name for name in values if times[name] > 1)
        message = f"each name is expected once in an object, found {quote(repeated)} {times[repeated]:,} times"
        raise NoTableError(message)
    return values


def _refuse_deep(value: Any) -> None:
    """Refuse nesting deeper than records have.

    It is a loop, since the nesting may exceed the recursion limit.
    """
    level = [value]
    for _ in range(MOST_DEEP + 1):
        level = [below for each in level if isinstance(each, list | dict) for below in _below(each)]
    if level:
        raise NoTableError(TOO_DEEP)


def _below(value: list[Any] | dict[str, Any]) -> Iterable[Any]:
    return value.values() if isinstance(value, dict) else value


def _entries(whole: Any) -> list[Any]:
    """Return the entries of a file.

    They are the list of the file, or the one list of objects in its object.
    """
    if isinstance(whole, list):
        return whole
    if not isinstance(whole, dict):
        raise NoTableError("a list of objects is expected")
    lists = [value for value in whole.values() if isinstance(value, list) and value and isinstance(value[0], dict)]
    return lists[0] if len(lists) == 1 else [whole]


def _line(line: str) -> Any:
    try:
        return _parse(line)
    except json.JSONDecodeError:
        return line


def _cells(value: Any, path: str) -> Iterator[tuple[str, str]]:
    if len(path) > LONGEST:
        raise NoTableError(f"names of at most {LONGEST:,} characters are expected, found {quote(path)}")
    if isinstance(value, dict):
        for name, below in value.items():
            yield from _cells(below, f"{path}.{name}" if path else name)
    elif isinstance(value, list) and any(isinstance(entry, dict | list) for entry in value):
        for number, entry in enumerate(value):
            yield from _cells(entry, f"{path}.{number}")
    elif isinstance(value, list):
        yield path, BETWEEN.join(_text(entry) for entry in value)
    else:
        yield path, _text(value)


def _text(value: Any) -> str:
    return "" if value is None else str(value).lower() if isinstance(value, bool) else str(value)
