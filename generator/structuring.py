"""Plain values to typed records: what pydantic refuses becomes problems with a place."""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from types import UnionType
from typing import Any, Generic, NamedTuple, TypeVar, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError

from generator.problems import FieldPath, Problem, Rule, quoted
from generator.reading import Source, shape
from generator.refusals import refused
from generator.spelling import did_you_mean

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

SHAPES = {"string_type": "text", "tuple_type": "a list", "model_type": "a mapping", "dict_type": "a mapping"}
KEY = "[key]"  # how pydantic points at the key of a dictionary


class Structured(NamedTuple, Generic[M]):
    """What a source holds. Where there are problems the record lacks what is wrong, or is None."""

    record: M | None
    problems: list[Problem]


def structure(model: type[M], source: Source, given: Mapping[str, Any]) -> Structured[M]:
    """The record that a source holds, and what is wrong with it.

    `given` are fields that do not stand in the file. Where a value was refused when the file was read, nothing more
    is said of it. A record with problems is made of what remains without them, as far as that makes one: so that what
    else is wrong with it, such as a reference, is found in the same run.
    """
    values = dict(source.values or {})
    problems = [_unknown(model, (), name) for name in given if values.pop(name, None) is not None]
    refused_when_read = {problem.field for problem in source.problems if problem.field}
    try:
        return Structured(model.model_validate({**values, **given}), problems)
    except ValidationError as error:
        found = [_problem(model, detail) for detail in error.errors(include_url=False)]
    problems += [problem for problem in found if not _within(problem.field, refused_when_read)]
    try:
        remaining = _without(values, {problem.field for problem in found})
        return Structured(model.model_validate({**remaining, **given}), problems)
    except ValidationError:
        return Structured(None, problems)


def _within(path: FieldPath, fields: set[FieldPath]) -> bool:
    return any(path[:length] in fields for length in range(1, len(path) + 1))


def _without(value: Any, fields: set[FieldPath], path: FieldPath = ()) -> Any:
    """The values without those at the given paths. Entries of lists stay, so that the positions of others stay true."""
    if isinstance(value, dict):
        return {
            key: _without(below, fields, (*path, key)) for key, below in value.items() if (*path, key) not in fields
        }
    if isinstance(value, list):
        return [_without(below, fields, (*path, position)) for position, below in enumerate(value)]
    return value


def _problem(model: type[BaseModel], detail: Mapping[str, Any]) -> Problem:
    """What pydantic says, in an editor's words. Its types: https://docs.pydantic.dev/latest/errors/validation_errors/."""
    path: FieldPath = tuple(step for step in detail["loc"] if step != KEY)
    at_key = KEY in detail["loc"]
    if problem := refused(dict(detail)):
        return Problem(
            problem.rule,
            problem.message,
            (*path, *problem.field),
            problem.hint,
            at_key=at_key or problem.at_key,
        )
    said, found, context = detail["type"], detail["input"], detail.get("ctx", {})
    if said == "missing":
        return Problem(MISSING_FIELD, f"{quoted(path[-1])} is expected, found no such field", path)
    if said == "extra_forbidden":
        return _unknown(model, path[:-1], str(path[-1]))
    if said == "literal_error":
        known = re.findall(r"'([^']+)'", context["expected"])
        return Problem(
            UNKNOWN_VALUE,
            f"one of {', '.join(known)} is expected, found {_found(found)}",
            path,
            did_you_mean(str(found), known),
        )
    if said in SHAPES:
        hint = "start each entry on a line of its own with a hyphen and a space" if said == "tuple_type" else None
        return Problem(WRONG_SHAPE, f"{SHAPES[said]} is expected, found {_found(found)}", path, hint)
    if said == "too_short":
        return Problem(
            TOO_FEW,
            f"at least {context['min_length']} entries are expected, found {context['actual_length']}",
            path,
        )
    if said.startswith("bool"):
        return Problem(NOT_TRUE_OR_FALSE, f"true or false is expected, found {_found(found)}", path)
    if said.startswith(("int", "decimal", "greater_than", "finite")):
        whole = "a whole number" if said.startswith("int") else "a number of 0 or more"
        return Problem(NOT_A_NUMBER, f"{whole} is expected, found {_found(found)}", path)
    return Problem(INVALID_VALUE, f"{detail['msg'].lower()}, found {_found(found)}", path)


def _found(value: Any) -> str:
    return quoted(value) if isinstance(value, str) else shape(value)


def _unknown(model: type[BaseModel], path: FieldPath, name: str) -> Problem:
    mapping = _model_at(model, path)
    known = sorted(_names(mapping)) if mapping else []
    hint = "the id of a record is the name of its file" if name == "id" and not path else did_you_mean(name, known)
    expected = f"a field of this {'mapping' if path else 'kind'} is expected"
    return Problem(
        UNKNOWN_FIELD,
        f"{expected}, found {quoted(name)}",
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
