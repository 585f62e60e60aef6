"""Validation of plain values against a record class: `structure` returns the record and its problems.

Used by `load.py`, `format.py` and the import. Pydantic validates; `validation_errors.py` explains what it refuses.
"""

from collections.abc import Iterator, Mapping
from typing import Any, Generic, NamedTuple, TypeVar, get_args, get_origin, get_type_hints

from pydantic import BaseModel, TypeAdapter, ValidationError

from generator.content.mark_hints import add_hint_for_mark
from generator.content.source import SourceFile
from generator.content.validation_errors import (
    TOO_FEW,
    add_hint_from_file,
    error_path,
    explain_error,
    type_parts,
    unknown_field,
)
from generator.kinds.traversal import references_in
from generator.problems import MAX_PROBLEMS, FieldPath, Problem
from generator.values.reference import Reference

M = TypeVar("M", bound=BaseModel)


class StructureResult(NamedTuple, Generic[M]):
    """The record that values make, with the problems of the values."""

    record: M | None
    """The record without its wrong values; None if no record can be made of the others."""
    problems: list[Problem]
    references: list[tuple[FieldPath, Reference]]
    """If there is no record: the references in its valid parts."""


def structure(model: type[M], source: SourceFile, extra: Mapping[str, Any]) -> StructureResult[M]:
    """Validate the values of `source` as a record of class `model`.

    `extra` holds fields from outside the file. Values with a problem from parsing get no second one. A record is made
    without its wrong values: problems of the others, such as references, come up in the same run.
    """
    values = dict(source.values or {})
    problems = [unknown_field(model, (), name) for name in extra if values.pop(name, None) is not None]
    refused_by_parser = {problem.field for problem in source.problems if problem.field}
    try:
        return StructureResult(model.model_validate({**values, **extra}), problems, [])
    except ValidationError as error:
        details = error.errors(include_url=False)
        refused = [problem for detail in details[:MAX_PROBLEMS] for problem in explain_error(model, detail)]
    invalid = {problem.field for problem in refused} | {error_path(detail) for detail in details[MAX_PROBLEMS:]}
    refused = [problem for problem in refused if not (problem.rule is TOO_FEW and _is_above(problem.field, invalid))]
    refused = [problem for problem in refused if not _is_within(problem.field, refused_by_parser)]
    hinted = (add_hint_from_file(model, problem, source) for problem in refused)
    problems += [add_hint_for_mark(model, problem, source) for problem in hinted]
    try:
        incomplete = model.model_validate({**_without(values, invalid), **extra})
    except ValidationError:
        return StructureResult(None, problems, list(_valid_references(model, values, invalid | refused_by_parser)))
    return StructureResult(incomplete, problems, [])


def _valid_references(
    model: type[BaseModel], values: Mapping[str, Any], invalid: set[FieldPath]
) -> Iterator[tuple[FieldPath, Reference]]:
    """Yield the references in fields, and entries of lists, without `invalid` values."""
    for name, declared in model.model_fields.items():
        field, hint = declared.alias or name, get_type_hints(model, include_extras=True)[name]
        value = values.get(field)
        parts: list[tuple[FieldPath, Any, Any]] = [((field,), hint, value)]
        if isinstance(value, list) and any(path[0] == field for path in invalid if path):
            entry_hint = next((get_args(part)[0] for part in type_parts(hint) if get_origin(part) is tuple), None)
            parts = [((field, position), entry_hint, entry) for position, entry in enumerate(value)]
        for path, part_hint, part in parts:
            if part is not None and part_hint and not (path in invalid or _is_above(path, invalid)):
                yield from references_in(TypeAdapter(part_hint).validate_python(part), path)


def _is_within(path: FieldPath, fields: set[FieldPath]) -> bool:
    """Return True if `path` is one of `fields` or a part of one."""
    return any(path[:length] in fields for length in range(1, len(path) + 1))


def _is_above(path: FieldPath, fields: set[FieldPath]) -> bool:
    """Return True if one of `fields` is a part of the value at `path`."""
    return any(len(field) > len(path) and field[: len(path)] == path for field in fields)


def _without(value: Any, fields: set[FieldPath], path: FieldPath = ()) -> Any:
    """Copy `value` without the values at the paths `fields`.

    Entries of lists stay, because the paths of problems count them.
    """
    if isinstance(value, dict):
        return {
            key: _without(below, fields, (*path, key)) for key, below in value.items() if (*path, key) not in fields
        }
    if isinstance(value, list):
        return [_without(below, fields, (*path, position)) for position, below in enumerate(value)]
    return value
