"""Records before they are written: plain values as YAML has them, each text with the cell that it is from."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from generator.editing.importing.table import Row
from generator.kinds.kind import Kind
from generator.problems import FieldPath


class Cell(str):
    """A text of a record, and where it is from."""

    __slots__ = ("column", "found", "person", "row")
    row: Row
    column: str
    found: str
    person: bool
    """Whether it is the id of somebody, whom a table may spell in several ways."""

    @classmethod
    def of(cls, text: str, row: Row, column: str, found: str, *, person: bool = False) -> "Cell":
        """A text that was made of what was found in a column of a row."""
        cell = cls(text)
        cell.row, cell.column, cell.found, cell.person = row, column, found, person
        return cell


@dataclass
class ImportDraft:
    """A record to be, the rows it is from, and the keys of drafts that it refers to."""

    kind: Kind[Any]
    id: str
    values: dict[str, Any]
    rows: list[Row] = field(default_factory=list)
    needs: set[str] = field(default_factory=set)
    referred_to: bool = False
    """Whether it is written because others refer to it, rather than for rows of its own."""
    named: str = ""
    """The name that it is written for, as the row has it."""
    family: str = ""
    """The family name of whom it is about, where the row shows it."""
    resembles: tuple[str, ...] = ()
    """The keys of others that may be the same, by their names."""

    @property
    def key(self) -> str:
        """Its folder and id."""
        return f"{self.kind.folder}/{self.id}"

    def cell_at(self, path: FieldPath) -> Cell | None:
        """The cell that a value is from, or the first of its parts; None where there is no such value."""
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
    """Two rows of one record that differ in a field that holds one value. Its arguments: the field, the two values."""


def merged(one: Any, other: Any, path: FieldPath = ()) -> Any:
    """What two rows say of one record, together: of lists every entry once. Raises ConflictError."""
    if isinstance(one, dict) and isinstance(other, dict):
        both = {name: merged(one[name], other[name], (*path, name)) for name in one if name in other}
        return {**one, **other, **both}
    if isinstance(one, list) and isinstance(other, list):
        return one + [entry for entry in other if entry not in one]
    if one != other:
        raise ConflictError(path, one, other)
    return one


def once(entries: list[Any]) -> list[Any]:
    """The entries that a row makes for a list, each person once: of two for one, what both say, unless they differ."""
    kept: list[Any] = []
    for entry in entries:
        for number, before in enumerate(kept):
            if _of_one_person(before, entry):
                with suppress(ConflictError):
                    kept[number] = merged(before, entry)
                    break
        else:
            kept.append(entry)
    return kept


def _of_one_person(one: Any, other: Any) -> bool:
    if isinstance(one, dict) and isinstance(other, dict):
        return any(_of_one_person(one[name], other[name]) for name in one if name in other)
    return isinstance(one, Cell) and isinstance(other, Cell) and one.person and other.person and one == other
