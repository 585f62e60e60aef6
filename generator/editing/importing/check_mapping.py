"""Check a map against the columns of the table and the fields of the kind, before any row is read."""

from collections.abc import Iterator, Sequence, Set
from dataclasses import replace

from generator.checks.map_rules import INVALID_MAP, UNKNOWN_COLUMN
from generator.content.validation_errors import UNKNOWN_FIELD
from generator.editing.importing.converters import cleaned, columns_in, columns_of
from generator.editing.importing.mapping import EACH, FOR_EACH, KINDS_BY_NAME, ORIGINS, ImportMapping, Node, ValueRule
from generator.editing.importing.table import Table
from generator.kinds.fields import Field, find_field, mapping_classes
from generator.kinds.kind import Kind
from generator.kinds.record import Fields, Record
from generator.problems import FieldPath, Problem, quote
from generator.problems.suggest import closest_match, did_you_mean
from generator.values.languages import is_language
from generator.values.reference import ANY


def check_map(mapping: ImportMapping, kind: Kind[Record], table: Table) -> Iterator[Problem]:
    """Check a map against the columns of the table and the fields of the kind."""
    problems = [*_mismatches(mapping, kind, table.columns)]
    lacking = any(problem.rule is UNKNOWN_COLUMN for problem in problems)
    row = _row_of_names({*columns_in(mapping.fields), mapping.key} - {*table.columns}, table) if lacking else None
    hint = f"the names of columns seem to stand in row {row}: write `header: {row}` in the map"
    for problem in problems:
        yield replace(problem, hint=hint) if row and problem.rule is UNKNOWN_COLUMN else problem


def _row_of_names(lacking: Set[str | None], table: Table) -> int | None:
    """Return the row that holds the missing column names, None if none does.

    An unread row with too many cells counts, too, with its first cell beyond the columns.
    """
    rows = [row.number for row in table.rows if lacking & {*map(cleaned, row.cells.values())}]
    rows += [
        rejection.row.number
        for rejection in table.unread
        if lacking & {cleaned(rejection.value), *map(cleaned, rejection.row.cells.values())}
    ]
    return min(rows, default=None)


def _mismatches(mapping: ImportMapping, kind: Kind[Record], columns: Sequence[str]) -> Iterator[Problem]:
    available = [*columns]
    for name, rule in mapping.columns.items():
        yield from _columns(rule, ("columns", name), available)
        available.append(name)
    yield from _columns(mapping.fields, ("fields",), available)
    yield from _fields(mapping.fields, ("fields",), kind.record)
    if mapping.key and mapping.key not in available:
        yield _no_column(mapping.key, ("key",), available)
    for number, skip in enumerate(mapping.skip):
        if skip.column not in available:
            yield _no_column(skip.column, ("skip", number, "column"), available)


def _columns(node: Node, path: FieldPath, columns: Sequence[str]) -> Iterator[Problem]:
    if isinstance(node, ValueRule):
        for name in columns_of(node):
            if name not in columns:
                yield _no_column(name, path if name not in node.column else (*path, "column"), columns)
        yield from _columns(node.with_, (*path, "with"), columns)
    elif isinstance(node, dict):
        within = [*columns, EACH] if FOR_EACH in node else columns
        for name, below in node.items():
            yield from _columns(below, (*path, name), columns if name == FOR_EACH else within)
    else:
        for number, entry in enumerate(node):
            yield from _columns(entry, (*path, number), columns)


def _no_column(name: str, path: FieldPath, columns: Sequence[str]) -> Problem:
    hint = did_you_mean(name, columns) or f"the columns are {', '.join(map(quote, columns))}"
    return Problem(UNKNOWN_COLUMN, f"a column of the table is expected, found {quote(name)}", path, hint)


def _fields(node: Node, path: FieldPath, model: type[Fields] | None) -> Iterator[Problem]:
    """Check that a record has these fields.

    Without a `model` (languages, reasons by field) any name is allowed.
    """
    if isinstance(node, ValueRule):
        if model:
            hint = f"write on lines below it where they are from: {', '.join(mapping_classes(model))}"
            yield Problem(INVALID_MAP, "fields are expected, found one value", path, hint)
        if node.create:
            yield from _fields(node.with_, (*path, "with"), KINDS_BY_NAME[node.create].record)
    elif isinstance(node, tuple):
        for number, below in enumerate(node):
            yield from _fields(below, (*path, number), model)
    else:
        fields = mapping_classes(model) if model else {}
        for name, below in node.items():
            if name == FOR_EACH and isinstance(path[-1], int):
                continue
            misspelt = not model and not is_language(name) and closest_match(name, ORIGINS)
            if misspelt or (model and name not in fields):
                hint = did_you_mean(name, [*fields, *ORIGINS]) or f"the fields are {', '.join(fields)}"
                message = f"a field is expected, found {quote(name)}"
                yield Problem(UNKNOWN_FIELD, message, (*path, name), hint, at_key=True)
            field = find_field(model, name) if model else None
            if field and (mismatch := _shape_mismatch(below, (*path, name), field)):
                yield mismatch
            else:
                yield from _fields(below, (*path, name), fields.get(name))


def _shape_mismatch(node: Node, path: FieldPath, field: Field) -> Problem | None:
    """Report a list for a field of one value, or one value for a list.

    No row would fit.
    """
    listed = isinstance(node, tuple) or (isinstance(node, ValueRule) and bool(node.split))
    if listed == field.is_list:
        return None
    if listed:
        actual, without = ("a list", "the hyphen") if isinstance(node, tuple) else ('"split"', '"split"')
        return Problem(INVALID_MAP, f"one value is expected, found {actual}", path, f"leave out {without}")
    if not isinstance(node, ValueRule):
        hint = "start each entry with a hyphen and a space"
        return Problem(INVALID_MAP, "a list of entries is expected, found the fields of one", path, hint)
    return Problem(INVALID_MAP, "a list is expected, found one value", path, _as_an_entry(node, field))


def _as_an_entry(rule: ValueRule, field: Field) -> str:
    """Return a hint how to write a value as the entry of a list."""
    if field.mapping:
        names = ", ".join(mapping_classes(field.mapping))
        return f"write an entry on lines below it, which starts with a hyphen and has fields: {names}"
    refers = field.to and ANY not in field.to.targets and not rule.refer
    refer = f', and "refer: {field.to.targets[0]}" below "column"' if field.to and refers else ""
    several = '"split" says what stands between several in one cell'
    return f'write on a line below it "- {_from(rule)}"{refer}; {several}'


def _from(rule: ValueRule) -> str:
    return f"value: {rule.value}" if rule.value else f"column: {next(iter(columns_of(rule)), '…')}"
