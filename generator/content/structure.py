"""Plain values to typed records: what pydantic refuses becomes problems with a place."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import lru_cache
from types import UnionType
from typing import Any, Generic, NamedTuple, TypeVar, Union, get_args, get_origin, get_type_hints

from pydantic import BaseModel, TypeAdapter, ValidationError

from generator.content.missing_field import hint_for_missing_field
from generator.content.source import SourceFile
from generator.content.yaml_parser import describe_type
from generator.kinds.record import Fields
from generator.kinds.traversal import references_in
from generator.problems import MAX_PROBLEMS, FieldPath, Fix, Problem, Rule, quote
from generator.problems.suggest import closest_match, did_you_mean
from generator.values.codes import is_id
from generator.values.reference import Reference
from generator.values.refusal import extract_problems

MISSING_FIELD = Rule("missing-field", "A record has the fields it needs.")
UNKNOWN_FIELD = Rule("unknown-field", "A record has only fields of its kind.")
UNKNOWN_VALUE = Rule("unknown-value", "A field with a fixed choice of words holds one of them.")
WRONG_SHAPE = Rule("wrong-shape", "A field holds text, a list or a mapping, as its kind says.")
NOT_A_NUMBER = Rule("not-a-number", "A number is written in digits and is not negative.")
NOT_TRUE_OR_FALSE = Rule("not-true-or-false", "A yes-or-no field holds true or false.")
TOO_FEW = Rule("too-few", "A list holds as many entries as its kind needs.")
INVALID_VALUE = Rule("invalid-value", "A value is one that its field can hold.")
RULES = (
    MISSING_FIELD,
    UNKNOWN_FIELD,
    UNKNOWN_VALUE,
    WRONG_SHAPE,
    NOT_A_NUMBER,
    NOT_TRUE_OR_FALSE,
    TOO_FEW,
    INVALID_VALUE,
)

M = TypeVar("M", bound=BaseModel)

SHAPES = {
    "string_type": "one text is",
    "tuple_type": "a list is",
    "model_type": "fields with values are",
    "dict_type": "fields with values are",
}
FIRST_FIELDS = ("name", "title", "text", "city", "source", "person")
"""The fields that text without a field's name most likely was meant for."""
ORDINARY = {"decimal_max_digits": " and of ordinary size", "decimal_whole_digits": " and of ordinary size"}
LONGEST_EXAMPLE = 60
ONE_VALUE = "write one value after the colon, without brackets or a hyphen"
KEY = "[key]"  # how pydantic points at the key of a dictionary


class StructureResult(NamedTuple, Generic[M]):
    """What a source holds. Where there are problems the record lacks what is wrong, or is None."""

    record: M | None
    problems: list[Problem]
    references: list[tuple[FieldPath, Reference]]
    """Where there is no record: the references in those of its parts that are sound."""


def structure(model: type[M], source: SourceFile, given: Mapping[str, Any]) -> StructureResult[M]:
    """The record that a source holds, and what is wrong with it.

    `given` are fields that do not stand in the file. Where a value was refused when the file was read, nothing more
    is said of it. A record with problems is made of what remains without them, as far as that makes one: so that what
    else is wrong with it, such as a reference, is found in the same run.
    """
    values = dict(source.values or {})
    problems = [_unknown(model, (), name) for name in given if values.pop(name, None) is not None]
    refused_when_read = {problem.field for problem in source.problems if problem.field}
    try:
        return StructureResult(model.model_validate({**values, **given}), problems, [])
    except ValidationError as error:
        details = error.errors(include_url=False)
        found = [problem for detail in details[:MAX_PROBLEMS] for problem in _problems(model, detail)]
    wrong = {problem.field for problem in found} | {_path(detail) for detail in details[MAX_PROBLEMS:]}
    found = [problem for problem in found if not (problem.rule is TOO_FEW and _is_above(problem.field, wrong))]
    found = [problem for problem in found if not _within(problem.field, refused_when_read)]
    problems += [_in_its_file(model, problem, source) for problem in found]
    try:
        remaining = model.model_validate({**_without(values, wrong), **given})
    except ValidationError:
        return StructureResult(None, problems, list(_sound_references(model, values, wrong | refused_when_read)))
    return StructureResult(remaining, problems, [])


def _sound_references(
    model: type[BaseModel], values: Mapping[str, Any], wrong: set[FieldPath]
) -> Iterator[tuple[FieldPath, Reference]]:
    """The references in those fields, and entries of lists, in which nothing is wrong."""
    for name, declared in model.model_fields.items():
        field, hint = declared.alias or name, get_type_hints(model, include_extras=True)[name]
        value = values.get(field)
        parts: list[tuple[FieldPath, Any, Any]] = [((field,), hint, value)]
        if isinstance(value, list) and any(path[0] == field for path in wrong if path):
            entry_hint = next((get_args(part)[0] for part in _parts(hint) if get_origin(part) is tuple), None)
            parts = [((field, position), entry_hint, entry) for position, entry in enumerate(value)]
        for path, part_hint, part in parts:
            if part is not None and part_hint and not (path in wrong or _is_above(path, wrong)):
                yield from references_in(TypeAdapter(part_hint).validate_python(part), path)


def _parts(hint: Any) -> Iterator[Any]:
    """A type and those it is made of, where it is annotated or a union."""
    yield hint
    if hasattr(hint, "__metadata__") or get_origin(hint) in (Union, UnionType):
        for part in get_args(hint):
            yield from _parts(part)


def _within(path: FieldPath, fields: set[FieldPath]) -> bool:
    return any(path[:length] in fields for length in range(1, len(path) + 1))


def _is_above(path: FieldPath, fields: set[FieldPath]) -> bool:
    return any(len(field) > len(path) and field[: len(path)] == path for field in fields)


def _without(value: Any, fields: set[FieldPath], path: FieldPath = ()) -> Any:
    """The values without those at the given paths. Entries of lists stay, so that the positions of others stay true."""
    if isinstance(value, dict):
        return {
            key: _without(below, fields, (*path, key)) for key, below in value.items() if (*path, key) not in fields
        }
    if isinstance(value, list):
        return [_without(below, fields, (*path, position)) for position, below in enumerate(value)]
    return value


def _problems(model: type[BaseModel], detail: Mapping[str, Any]) -> list[Problem]:
    """What one of pydantic's error details says: what a value refused for itself, else what pydantic found."""
    path, own = _path(detail), extract_problems(dict(detail))
    at_key = path != detail["loc"]
    if not own:
        return [_problem(model, detail, path)]
    return [replace(problem, field=(*path, *problem.field), at_key=at_key or problem.at_key) for problem in own]


def _path(detail: Mapping[str, Any]) -> FieldPath:
    """Where a value is that pydantic refused, or whose name it refused."""
    path: FieldPath = detail["loc"]
    return path[:-1] if len(path) > 1 and path[-1] == KEY else path


def _problem(model: type[BaseModel], detail: Mapping[str, Any], path: FieldPath) -> Problem:
    """What pydantic says, in an editor's words. Its types: https://docs.pydantic.dev/latest/errors/validation_errors/."""
    said, found, context = detail["type"], detail["input"], detail.get("ctx", {})
    if said == "missing":
        return Problem(MISSING_FIELD, f"{quote(path[-1])} is expected, found no such field", path)
    if said == "extra_forbidden":
        return _unknown(model, path[:-1], str(path[-1]))
    if said == "literal_error":
        known = re.findall(r"'([^']+)'", context["expected"])
        return Problem(
            UNKNOWN_VALUE,
            f"one of {', '.join(known)} is expected, found {_found(found)}",
            path,
            did_you_mean(str(found), known),
            fix=Fix(found, word) if isinstance(found, str) and (word := _as_word(found)) in known else None,
        )
    if said in SHAPES:
        message = f"{SHAPES[said]} expected, found {_found(found)}"
        return Problem(WRONG_SHAPE, message, path, _shape_hint(model, said, path, found))
    if said == "too_short":
        least = context["min_length"]
        expected = "at least one entry is expected" if least == 1 else f"at least {least} entries are expected"
        return Problem(TOO_FEW, f"{expected}, found {context['actual_length'] or 'none'}", path)
    if said in ("string_too_short", "string_too_long"):
        hint = "write the name of the record's file, without .yml" if said == "string_too_long" else None
        limit = f"at most {context['max_length']:,} characters" if said == "string_too_long" else "some characters"
        return Problem(INVALID_VALUE, f"{limit} are expected, found {len(found):,}", path, hint)
    if said.startswith("bool"):
        return Problem(NOT_TRUE_OR_FALSE, f"true or false is expected, found {_found(found)}", path, _one(found))
    if said.startswith(("int", "decimal", "greater_than", "less_than", "finite")):
        whole = "a whole number" if said.startswith("int") else "a number of 0 or more" + ORDINARY.get(said, "")
        digits = f"write it in digits alone, such as {'1000 or 2.5' if said.startswith('decimal') else 3}"
        return Problem(NOT_A_NUMBER, f"{whole} is expected, found {_found(found)}", path, _one(found) or digits)
    return Problem(INVALID_VALUE, f"{detail['msg'].lower()}, found {_found(found)}", path)


def _in_its_file(model: type[BaseModel], problem: Problem, source: SourceFile) -> Problem:
    """The problem, with a hint that knows what stands beside it: what to write, or that it is there already."""
    mapping = _model_at(model, problem.field[:-1]) if problem.field else None
    if not mapping or not issubclass(mapping, Fields):
        return problem
    if problem.rule is MISSING_FIELD:
        return replace(problem, hint=hint_for_missing_field(mapping, problem.field, source))
    unknown = problem.rule is UNKNOWN_FIELD and problem.field != ("id",)
    meant = closest_match(str(problem.field[-1]), _names(mapping)) if unknown else None
    if not meant or (*problem.field[:-1], meant) not in source:
        return problem
    move = "it is there already: move there what belongs to it, and delete this"
    return replace(problem, hint=f'did you mean "{meant}"? {move}')


def _as_word(text: str) -> str:
    """A text as words of a fixed choice are written: `Deputy minister` is deputy-minister."""
    return re.sub(r"[\s_-]+", "-", text.strip().lower())


def _shape_hint(model: type[BaseModel], said: str, path: FieldPath, found: Any) -> str | None:
    if said == "tuple_type":
        return "start each entry on a line of its own with a hyphen and a space"
    if said == "dict_type":
        return "write each on a line below, indented: its name, a colon, a space and its text"
    mapping = _model_at(model, path) if said == "model_type" else None
    if not mapping:
        return _one(found)
    names = sorted(_names(mapping))
    meant = [name for name in FIRST_FIELDS if name in names]
    if isinstance(found, str) and is_id(found):  # of a record, more likely than a name without capitals
        meant.sort(key=lambda name: Reference not in _parts(mapping.model_fields[name].annotation))
    first = meant[0] if meant else names[0]
    example = f"{first}: {found if isinstance(found, str) and len(found) <= LONGEST_EXAMPLE else '…'}"
    where = f"as - {example}" if isinstance(path[-1], int) else f"on a line below, indented: {example}"
    return f"write it {where}; the fields are {', '.join(names)}"


def _one(found: Any) -> str | None:
    return None if isinstance(found, str) else ONE_VALUE


def _found(value: Any) -> str:
    return quote(value) if isinstance(value, str) else describe_type(value)


def _unknown(model: type[BaseModel], path: FieldPath, name: str) -> Problem:
    mapping = _model_at(model, path)
    known = sorted(_names(mapping)) if mapping else []
    hint = did_you_mean(name, known)
    if name == "id" and not path:
        hint = "delete the line: the id of a record is the name of its file"
    elif name == "<<":
        hint = "delete the line, and write out the fields that it stands for"
    within = next((step for step in reversed(path) if isinstance(step, str)), None)
    expected = f"a field of {quote(within) if within else 'this kind'} is expected"
    return Problem(
        UNKNOWN_FIELD,
        f"{expected}, found {quote(name)}",
        (*path, name),
        hint or f"the fields are {', '.join(known)}",
        at_key=True,
    )


@lru_cache
def _names(model: type[BaseModel]) -> frozenset[str]:
    return frozenset(declared.alias or name for name, declared in model.model_fields.items() if not declared.exclude)


def _model_at(model: type[BaseModel], path: FieldPath) -> type[BaseModel] | None:
    """The class of the mapping at a path."""
    for step in path:
        if isinstance(step, int):
            continue
        fields = {declared.alias or name: declared.annotation for name, declared in model.model_fields.items()}
        below = next(_models(fields.get(step)), None)
        if below is None:
            return None
        model = below
    return model


def _models(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    elif get_origin(annotation) in (tuple, Union, UnionType) or hasattr(annotation, "__metadata__"):
        for below in get_args(annotation):
            yield from _models(below)
