"""Rows to drafts: the map decides. One row becomes one draft, or all rows with the same key do."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from typing import Any, NamedTuple, TypeVar

from generator.editing.importing.converters import UnconvertedError, cleaned, columns_of, convert, origin, split
from generator.editing.importing.draft import Cell, ConflictError, ImportDraft, merge, unique_by_person
from generator.editing.importing.mapping import CITED, EACH, FOR_EACH, ImportMapping, Node, ValueRule
from generator.editing.importing.name_index import NameIndex
from generator.editing.importing.personal_names import family_name_before_comma, normalise_name
from generator.editing.importing.table import NoTableError, Rejection, Row
from generator.incremental.processor_watch import ProcessorWatch, StepTooLongError
from generator.incremental.workers import Progress
from generator.kinds import BY_FOLDER
from generator.kinds.kind import Kind
from generator.problems import format_field_path, quote

T = TypeVar("T")
CELL_SECONDS = 1.0
"""The most processor time that a rule of a map takes over a cell: thousands of times what an ordinary pattern does."""
ALL_SECONDS, SECONDS_PER_CELL = 3.0, 0.002
"""The most that all of them take together: so much, and more for each cell."""
MOST_ROWS = 10_000
"""The most rows of one record: each entry of a row is compared with those of all rows before it."""
MOST_FILLED = 1 << 28
"""The most characters of all filled templates: they are held in memory at once."""


class RowRejectedError(Exception):
    """A row that cannot become a record. Its argument is the `Rejection`."""


class Assembled(NamedTuple):
    """A value, and whether any cell of the row contributed to it. A fixed `value` of the map does not count."""

    value: Any
    by_row: bool


class SlowCellError(Exception):
    """A cell that a rule of the map takes too long to convert.

    Its arguments: the rule, the row, the column, and the `StepTooLongError`.
    """


class RowAssembler:
    """Turns rows into drafts, and collects the rows it rejects or skips."""

    def __init__(self, kind: Kind[Any], mapping: ImportMapping, name_index: NameIndex) -> None:
        self._kind, self._map, self._name_index = kind, mapping, name_index
        self.rejected: list[Rejection] = []
        self.skipped = 0
        self._broken: dict[int, Rejection] = {}
        self._watch = ProcessorWatch(CELL_SECONDS, ALL_SECONDS, SECONDS_PER_CELL)
        self._filled = 0

    def drafts(self, rows: Iterable[Row], progress: Progress) -> list[ImportDraft]:
        """Return a draft for each row, or for each key.

        Add rows that cannot become one to `rejected`. Raises SlowCellError, NoTableError.
        """
        with self._watch:
            return self._drafts(rows, progress)

    def _drafts(self, rows: Iterable[Row], progress: Progress) -> list[ImportDraft]:
        groups: dict[str | int, list[Row]] = defaultdict(list)
        for row in map(self._completed, rows):
            if self._is_skipped(row):
                self.skipped += 1
            elif not self._map.key:
                groups[row.number].append(row)
            elif key := cleaned(row.cells.get(self._map.key, "")):
                groups[key].append(row)
            else:
                self.rejected.append(Rejection(row, "a value is expected in the key column", self._map.key))
        drafts = []
        for done, group in enumerate(groups.values(), 1):
            if draft := self._draft(group):
                drafts.append(draft)
            progress(done, len(groups))
        return drafts

    def _completed(self, row: Row) -> Row:
        """Return `row` with the columns that the map computes.

        If one cannot be computed, note the row as broken.
        """
        for name, rule in self._map.columns.items():
            text, column, converted = "", next(iter(columns_of(rule)), ""), ""
            try:
                text, column = self._origin(rule, row)
                converted = self._converted(text, rule, row, column)
            except UnconvertedError as error:
                self._broken.setdefault(row.number, Rejection(row, str(error), column, text))
            row = Row(row.number, {**row.cells, name: converted or rule.default or ""})
        return row

    def _is_skipped(self, row: Row) -> bool:
        return any(cleaned(row.cells.get(skip.column, "")) in (skip.is_ or ("",)) for skip in self._map.skip)

    def _draft(self, rows: list[Row]) -> ImportDraft | None:
        if len(rows) > MOST_ROWS:
            reason = f"at most {MOST_ROWS:,} rows are expected for one record, found {len(rows):,}"
            self.rejected += [Rejection(row, reason, self._map.key or "") for row in rows]
            return None
        draft = ImportDraft(self._kind, "", {}, rows)
        rejections: list[Rejection] = []
        for row in rows:
            if row.number in self._broken:
                rejections.append(self._broken[row.number])
                continue
            try:
                values = self._node(self._map.fields, row, draft).value or {}
                draft.values = merge(draft.values, values) if draft.values else values
            except RowRejectedError as rejected:
                rejections.append(rejected.args[0])
            except ConflictError as conflict:
                path, one, other = conflict.args
                expected = f"{quote(one)} is expected in {format_field_path(path)} as in row {rows[0].number}"
                reason = f"{expected}, found {quote(other)}"
                rejections.append(Rejection(row, reason, getattr(other, "column", "")))
        if rejections:
            self.rejected += reject_all(rows, rejections)
            return None
        self._cite(draft)
        if self._kind.naming.has_personal_names and "name" in draft.values:
            draft.family = next(filter(None, map(family_name_before_comma, _texts(draft.values["name"]))), "")
            draft.values["name"] = _normalised(draft.values["name"])
        return draft

    def _cite(self, draft: ImportDraft) -> None:
        """Cite the source of the map in `draft`.

        The locator is the row's key, if rows have one.
        """
        if not self._map.source:
            return
        citation = {"source": self._map.source["id"]}
        if self._map.key and draft.kind is self._kind:
            citation["locator"] = f"{self._map.key} {cleaned(draft.rows[0].cells[self._map.key])}"
        draft.values["sources"] = [*draft.values.get("sources", ()), citation]
        draft.needs.add(f"{CITED.folder}/{self._map.source['id']}")

    def _node(self, node: Node, row: Row, draft: ImportDraft) -> Assembled:
        """Apply a part of the map to a row.

        The value is None if the row has nothing for it.
        """
        if isinstance(node, ValueRule):
            return self._value(node, row, draft)
        if isinstance(node, tuple):
            assembled = (self._node(below, each, draft) for below in node for each in self._each(below, row, draft))
            parts = [part for part in assembled if part.value is not None]
            entries = [entry for part in parts for entry in _entries(part.value)]
            return Assembled(unique_by_person(entries) or None, any(part.by_row for part in parts))
        fields = {name: self._node(below, row, draft) for name, below in node.items() if name != FOR_EACH}
        values = {name: part.value for name, part in fields.items() if part.value is not None}
        by_row = any(part.by_row for part in fields.values())
        return Assembled(values if values and (by_row or not _reads_row(node)) else None, by_row)

    def _each(self, node: Node, row: Row, draft: ImportDraft) -> Iterator[Row]:
        """Yield `row`.

        With `for_each`, yield it once for each entry of the list, in the column `each`.
        """
        listed = node.get(FOR_EACH) if isinstance(node, dict) else None
        if not isinstance(listed, ValueRule):
            yield row
        elif value := self._value(listed, row, draft).value:
            for cell in _entries(value):
                yield Row(row.number, {**row.cells, EACH: cell}, cell.column)

    def _value(self, rule: ValueRule, row: Row, draft: ImportDraft) -> Assembled:
        text, column = "", next(iter(columns_of(rule)), "")
        try:
            text, column = self._origin(rule, row)
            column = row.each if column == EACH and row.each else column
            values = list(self._values(text, column, rule, row, draft))
        except UnconvertedError as error:
            raise RowRejectedError(Rejection(row, str(error), column, text)) from None
        if not values:
            return Assembled(rule.default and Cell.of(rule.default, row, column, text), by_row=False)
        return Assembled(values if rule.split else values[0], by_row=not rule.value)

    def _values(self, text: str, column: str, rule: ValueRule, row: Row, draft: ImportDraft) -> Iterator[Any]:
        for piece in split(text, rule.split):
            converted, person = self._convert(piece, text, rule, row, column) if piece else "", False
            if converted and rule.refer:
                converted, key = self._name_index.refer(converted, rule, lambda new: self._fill(new, rule, row))
                person = BY_FOLDER[key.partition("/")[0]].naming.has_personal_names
                if key in self._name_index.drafts:
                    draft.needs.add(key)
            if converted:
                cell = Cell.of(converted, row, column, text, person=person)
                yield {rule.language: cell} if rule.language else cell

    def _origin(self, rule: ValueRule, row: Row) -> tuple[str, str]:
        """Return the text that a rule starts from, and its column.

        Raises UnconvertedError, SlowCellError, NoTableError.
        """
        text, column = self._timed(lambda: origin(rule, row), rule, row, next(iter(columns_of(rule)), ""))
        if rule.template:
            self._filled += len(text)
            if self._filled > MOST_FILLED:
                raise NoTableError(f"templates are filled with at most {MOST_FILLED:,} characters, here with more")
        return text, column

    def _converted(self, piece: str, rule: ValueRule, row: Row, column: str) -> str:
        """Convert a cell, or an entry of one. Raises UnconvertedError, SlowCellError."""
        return self._timed(lambda: convert(piece, rule), rule, row, column)

    def _timed(self, work: Callable[[], T], rule: ValueRule, row: Row, column: str) -> T:
        """Do the work of a rule for a cell, in limited time. Raises SlowCellError."""
        try:
            self._watch.start()
            try:
                return work()
            finally:
                self._watch.stop()
        except StepTooLongError as error:
            raise SlowCellError(rule, row, column, error) from None

    def _convert(self, piece: str, text: str, rule: ValueRule, row: Row, column: str) -> str:
        try:
            return self._converted(piece, rule, row, column)
        except UnconvertedError as error:
            raise UnconvertedError(f"{error}, found {quote(piece)}" if piece != text else str(error)) from None

    def _fill(self, new: ImportDraft, rule: ValueRule, row: Row) -> None:
        """Fill in a record that a name created.

        It gets the fields that the map gives it, and its source.
        """
        new.rows.append(row)
        new.values |= self._node(rule.with_, row, new).value or {}
        self._cite(new)


def reject_all(rows: list[Row], rejections: list[Rejection]) -> list[Rejection]:
    """Reject all `rows` of a record if some are rejected.

    Half a record is not imported.
    """
    numbers = {rejection.row.number for rejection in rejections}
    first = rejections[0].row.number
    others = (row for row in rows if row.number not in numbers)
    return [
        *rejections,
        *(Rejection(row, f"it is of one record with row {first}, which is rejected") for row in others),
    ]


def _texts(name: Any) -> Iterator[str]:
    """Yield a name in each of its languages."""
    if isinstance(name, str):
        yield name
    elif isinstance(name, dict | list):
        for below in name.values() if isinstance(name, dict) else name:
            yield from _texts(below)


def _normalised(name: Any) -> Any:
    """Return a personal name as a record spells it, in each of its languages."""
    if isinstance(name, dict):
        return {language: _normalised(below) for language, below in name.items()}
    return Cell.of(normalise_name(name), name.row, name.column, name.raw) if isinstance(name, Cell) else name


def _entries(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _reads_row(node: Node) -> bool:
    """Return whether a part of the map reads any cell of a row."""
    if isinstance(node, ValueRule):
        return not node.value
    return any(map(_reads_row, node.values() if isinstance(node, dict) else node))
