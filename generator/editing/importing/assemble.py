"""Rows to drafts of records, as a map says: one row each, or several that have the same key."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from typing import Any, NamedTuple

from generator.editing.importing.converters import UnconvertedError, cleaned, converted, origin, split
from generator.editing.importing.draft import Cell, ConflictError, ImportDraft, merged, once
from generator.editing.importing.mapping import CITED, EACH, FOR_EACH, ImportMapping, Node, ValueRule
from generator.editing.importing.name_index import NameIndex
from generator.editing.importing.personal_names import before_the_comma, normalise_name
from generator.editing.importing.table import Rejection, Row
from generator.kinds import BY_FOLDER
from generator.kinds.kind import Kind
from generator.problems import format_field_path, quote

Told = Callable[[int, int], None]


class RowRejected(Exception):  # noqa: N818  it names what is the case
    """A row of which no record can be made. Its argument is the rejection."""


class Made(NamedTuple):
    """A value, and whether anything in a row made it, rather than the map alone."""

    value: Any
    by_row: bool


class RowAssembler:
    """Makes drafts of rows."""

    def __init__(self, kind: Kind[Any], by: ImportMapping, directory: NameIndex) -> None:
        self._kind, self._map, self._directory = kind, by, directory
        self.rejected: list[Rejection] = []
        self.skipped = 0
        self._broken: dict[int, Rejection] = {}

    def drafts(self, rows: Iterable[Row], progress: Told) -> list[ImportDraft]:
        """A draft for each row, or for each key of several; rows of which none can be made are rejected."""
        groups: dict[str | int, list[Row]] = defaultdict(list)
        for row in map(self._completed, rows):
            if self._is_skipped(row):
                self.skipped += 1
            elif not self._map.key:
                groups[row.number].append(row)
            elif known_by := cleaned(row.cells.get(self._map.key, "")):
                groups[known_by].append(row)
            else:
                self.rejected.append(Rejection(row, "a value is expected in the key column", self._map.key))
        drafts = []
        for done, group in enumerate(groups.values(), 1):
            if draft := self._draft(group):
                drafts.append(draft)
            progress(done, len(groups))
        return drafts

    def _completed(self, row: Row) -> Row:
        """The row with the columns that are made of others; where one cannot be made, the row is broken."""
        for name, recipe in self._map.columns.items():
            text, column = origin(recipe, row)
            try:
                made = converted(text, recipe)
            except UnconvertedError as error:
                made = ""
                self._broken.setdefault(row.number, Rejection(row, str(error), column, text))
            row = Row(row.number, {**row.cells, name: made or recipe.default or ""})
        return row

    def _is_skipped(self, row: Row) -> bool:
        return any(cleaned(row.cells.get(skip.column, "")) in (skip.is_ or ("",)) for skip in self._map.skip)

    def _draft(self, rows: list[Row]) -> ImportDraft | None:
        draft = ImportDraft(self._kind, "", {}, rows)
        wrong: list[Rejection] = []
        for row in rows:
            if row.number in self._broken:
                wrong.append(self._broken[row.number])
                continue
            try:
                made = self._node(self._map.fields, row, draft).value or {}
                draft.values = merged(draft.values, made) if draft.values else made
            except RowRejected as fault:
                wrong.append(fault.args[0])
            except ConflictError as conflict:
                path, one, other = conflict.args
                expected = f"{quote(one)} is expected in {format_field_path(path)} as in row {rows[0].number}"
                reason = f"{expected}, found {quote(other)}"
                wrong.append(Rejection(row, reason, getattr(other, "column", "")))
        if wrong:
            self.rejected += together(rows, wrong)
            return None
        self._cite(draft)
        if self._kind.personal and "name" in draft.values:
            draft.family = next(filter(None, map(before_the_comma, _texts(draft.values["name"]))), "")
            draft.values["name"] = _straightened(draft.values["name"])
        return draft

    def _cite(self, draft: ImportDraft) -> None:
        """Have a draft cite the source of the map: with its key, where it is one of the table."""
        if not self._map.source:
            return
        citation = {"source": self._map.source["id"]}
        if self._map.key and draft.kind is self._kind:
            citation["locator"] = f"{self._map.key} {cleaned(draft.rows[0].cells[self._map.key])}"
        draft.values["sources"] = [*draft.values.get("sources", ()), citation]
        draft.needs.add(f"{CITED.folder}/{self._map.source['id']}")

    def _node(self, node: Node, row: Row, draft: ImportDraft) -> Made:
        """What becomes of a part of the map in a row: None where nothing in the row is for it."""
        if isinstance(node, ValueRule):
            return self._value(node, row, draft)
        if isinstance(node, tuple):
            found = (self._node(below, each, draft) for below in node for each in self._each(below, row, draft))
            entries = [made for made in found if made.value is not None]
            spliced = [entry for made in entries for entry in _entries(made.value)]
            return Made(once(spliced) or None, any(made.by_row for made in entries))
        fields = {name: self._node(below, row, draft) for name, below in node.items() if name != FOR_EACH}
        kept = {name: made.value for name, made in fields.items() if made.value is not None}
        by_row = any(made.by_row for made in fields.values())
        return Made(kept if kept and (by_row or not _asks(node)) else None, by_row)

    def _each(self, node: Node, row: Row, draft: ImportDraft) -> Iterator[Row]:
        """The row; or, where an entry of the map is there for each of a list, the row with one of these at a time."""
        listed = node.get(FOR_EACH) if isinstance(node, dict) else None
        if not isinstance(listed, ValueRule):
            yield row
        elif made := self._value(listed, row, draft).value:
            for cell in _entries(made):
                yield Row(row.number, {**row.cells, EACH: cell}, cell.column)

    def _value(self, recipe: ValueRule, row: Row, draft: ImportDraft) -> Made:
        text, column = origin(recipe, row)
        column = row.each if column == EACH and row.each else column
        try:
            values = list(self._values(text, column, recipe, row, draft))
        except UnconvertedError as error:
            raise RowRejected(Rejection(row, str(error), column, text)) from None
        if not values:
            return Made(recipe.default and Cell.of(recipe.default, row, column, text), by_row=False)
        return Made(values if recipe.split else values[0], by_row=not recipe.value)

    def _values(self, text: str, column: str, recipe: ValueRule, row: Row, draft: ImportDraft) -> Iterator[Any]:
        for piece in split(text, recipe.split):
            made, person = self._converted(piece, text, recipe) if piece else "", False
            if made and recipe.refer:
                made, key = self._directory.refer(made, recipe, lambda new: self._fill(new, recipe, row))
                person = BY_FOLDER[key.partition("/")[0]].personal
                if key in self._directory.drafts:
                    draft.needs.add(key)
            if made:
                cell = Cell.of(made, row, column, text, person=person)
                yield {recipe.language: cell} if recipe.language else cell

    def _converted(self, piece: str, text: str, recipe: ValueRule) -> str:
        try:
            return converted(piece, recipe)
        except UnconvertedError as error:
            raise UnconvertedError(f"{error}, found {quote(piece)}" if piece != text else str(error)) from None

    def _fill(self, new: ImportDraft, recipe: ValueRule, row: Row) -> None:
        """What a record says that is made for a name: what the map has of it, and where it is from."""
        new.rows.append(row)
        new.values |= self._node(recipe.with_, row, new).value or {}
        self._cite(new)


def together(rows: list[Row], wrong: list[Rejection]) -> list[Rejection]:
    """The rejections of all rows of a record of which some are wrong: half of it is not imported."""
    numbers = {rejection.row.number for rejection in wrong}
    first = wrong[0].row.number
    others = (row for row in rows if row.number not in numbers)
    return [*wrong, *(Rejection(row, f"it is of one record with row {first}, which is rejected") for row in others)]


def _texts(name: Any) -> Iterator[str]:
    """A name, in each language that it has."""
    if isinstance(name, str):
        yield name
    elif isinstance(name, dict | list):
        for below in name.values() if isinstance(name, dict) else name:
            yield from _texts(below)


def _straightened(name: Any) -> Any:
    """The name of somebody as a record has it, in each language."""
    if isinstance(name, dict):
        return {language: _straightened(below) for language, below in name.items()}
    return Cell.of(normalise_name(name), name.row, name.column, name.found) if isinstance(name, Cell) else name


def _entries(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _asks(node: Node) -> bool:
    """Whether a part of the map takes anything from a row."""
    if isinstance(node, ValueRule):
        return not node.value
    return any(map(_asks, node.values() if isinstance(node, dict) else node))
