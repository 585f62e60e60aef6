"""`ImportDraft` and `Cell`: a record before it is written, as plain values, each text with the cell it came from."""

from collections import defaultdict
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from generator.editing.importing.table import Row
from generator.kinds.kind import Kind
from generator.problems import FieldPath

MOST_TRIED = 100
"""With how many entries of a person another one is tried to be merged: each that conflicts costs time."""


class Cell(str):
    """A text of a record, and the cell it came from."""

    __slots__ = ("column", "person", "raw", "row")
    row: Row
    column: str
    raw: str
    """The text of the cell before it was converted."""
    person: bool
    """Whether it is the id of a person, whose name a table may spell in several ways."""

    @classmethod
    def of(cls, text: str, row: Row, column: str, raw: str, *, person: bool = False) -> "Cell":
        """Return `text` with its origin: the `raw` text in a column of a row."""
        cell = cls(text)
        cell.row, cell.column, cell.raw, cell.person = row, column, raw, person
        return cell


@dataclass
class ImportDraft:
    """A record to be written, the rows it comes from, and the keys of the drafts it refers to."""

    kind: Kind[Any]
    id: str
    values: dict[str, Any]
    rows: list[Row] = field(default_factory=list)
    needs: set[str] = field(default_factory=set)
    referred_to: bool = False
    """Whether other drafts created it, by referring to a name without a record."""
    name_in_row: str = ""
    """The name it is written for, as the row spells it."""
    family: str = ""
    """The family name of the person, if the row shows which part it is."""
    resembles: tuple[str, ...] = ()
    """The keys of records with a similar name, which may be the same person."""

    @property
    def key(self) -> str:
        """Folder and id: `people/ikegami-masaki`."""
        return f"{self.kind.folder}/{self.id}"

    def cell_at(self, path: FieldPath) -> Cell | None:
        """Return the cell of the value at `path`, or of its first part.

        None if there is no such value.
        """
        value: Any = self.values
        for step in path:
            try:
                value = value[step]
            except (KeyError, IndexError, TypeError):
                return None
        return next(_cells(value), None)


def _cells(value: Any) -> Iterator[Cell]:
    if isinstance(value, Cell):
        yield value
    elif isinstance(value, dict | list):
        for below in value.values() if isinstance(value, dict) else value:
            yield from _cells(below)


class ConflictError(Exception):
    """Two rows of one record that differ in a field for one value. Its arguments: the field path, both values."""


def merge(one: Any, other: Any, path: FieldPath = ()) -> Any:
    """Merge the values that two rows give for one record; lists keep each entry once.

    Raises ConflictError.
    """
    if isinstance(one, dict) and isinstance(other, dict):
        both = {name: merge(one[name], other[name], (*path, name)) for name in one if name in other}
        return {**one, **other, **both}
    if isinstance(one, list) and isinstance(other, list):
        return one + [entry for entry in other if entry not in one]
    if one != other:
        raise ConflictError(path, one, other)
    return one


def unique_by_person(entries: list[Any]) -> list[Any]:
    """Return the entries of a list with each person once.

    Entries of one person are merged unless they conflict.
    """
    unique: list[Any] = []
    by_person: dict[tuple[FieldPath, str], list[int]] = defaultdict(list)
    for entry in entries:
        people = [*_people(entry)]
        same = sorted({number for person in people for number in by_person[person][:MOST_TRIED]})
        for number in same:
            with suppress(ConflictError):
                unique[number] = merge(unique[number], entry)
                break
        else:
            number = len(unique)
            unique.append(entry)
        for person in people:
            if number not in by_person[person][-1:]:
                by_person[person].append(number)
    return unique


def _people(value: Any, path: FieldPath = ()) -> Iterator[tuple[FieldPath, str]]:
    """Yield the people in an entry, each with the path from the entry."""
    if isinstance(value, dict):
        for name, below in value.items():
            yield from _people(below, (*path, name))
    elif isinstance(value, Cell) and value.person:
        yield path, str(value)
