"""Explanations of pydantic's validation errors in an editor's words, as in `yaml_errors.py` of libyaml's.

Used by `structure.py`. Problems of our own validators come out of pydantic's errors by `values/refusal.py`.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import lru_cache
from types import UnionType
from typing import Any, Union, get_args, get_origin

from pydantic import BaseModel

from generator.content.missing_field import hint_for_missing_field
from generator.content.source import SourceFile
from generator.content.yaml_parser import describe_type
from generator.kinds.record import Fields
from generator.problems import FieldPath, Fix, Problem, Rule, quote
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

SHAPES = {
    "string_type": "one text is",
    "tuple_type": "a list is",
    "model_type": "fields with values are",
    "dict_type": "fields with values are",
}
"""The expected shape, by pydantic's error type."""
FIRST_FIELDS = ("name", "title", "text", "city", "source", "person")
"""The likeliest fields for text without a field's name."""
ORDINARY = {"decimal_max_digits": " and of ordinary size", "decimal_whole_digits": " and of ordinary size"}
LONGEST_EXAMPLE = 60
ONE_VALUE = "write one value after the colon, without brackets or a hyphen"
KEY = "[key]"
"""The last step of pydantic's path to the key of a dictionary."""


def explain_error(model: type[BaseModel], detail: Mapping[str, Any]) -> list[Problem]:
    """Turn one of pydantic's error details into problems: those of a refusal, or one."""
    path, refusals = error_path(detail), extract_problems(dict(detail))
    at_key = path != detail["loc"]
    if not refusals:
        return [_explain_pydantic_error(model, detail, path)]
    return [replace(problem, field=(*path, *problem.field), at_key=at_key or problem.at_key) for problem in refusals]


def error_path(detail: Mapping[str, Any]) -> FieldPath:
    """Return the path of the value that pydantic refused, by its value or by its key."""
    path: FieldPath = detail["loc"]
    return path[:-1] if len(path) > 1 and path[-1] == KEY else path


def _explain_pydantic_error(model: type[BaseModel], detail: Mapping[str, Any], path: FieldPath) -> Problem:
    """Explain one of pydantic's error details to an editor.

    The types are those of https://docs.pydantic.dev/latest/errors/validation_errors/.
    """
    error, value, context = detail["type"], detail["input"], detail.get("ctx", {})
    if error == "missing":
        return Problem(MISSING_FIELD, f"{quote(path[-1])} is expected, found no such field", path)
    if error == "extra_forbidden":
        return unknown_field(model, path[:-1], str(path[-1]))
    if error == "literal_error":
        choices = re.findall(r"'([^']+)'", context["expected"])
        return Problem(
            UNKNOWN_VALUE,
            f"one of {', '.join(choices)} is expected, found {_describe(value)}",
            path,
            did_you_mean(str(value), choices),
            fix=Fix(value, word) if isinstance(value, str) and (word := _as_choice(value)) in choices else None,
        )
    if error in SHAPES:
        message = f"{SHAPES[error]} expected, found {_describe(value)}"
        return Problem(WRONG_SHAPE, message, path, _shape_hint(model, error, path, value))
    if error == "too_short":
        least = context["min_length"]
        expected = "at least one entry is expected" if least == 1 else f"at least {least} entries are expected"
        return Problem(TOO_FEW, f"{expected}, found {context['actual_length'] or 'none'}", path)
    if error in ("string_too_short", "string_too_long"):
        hint = "write the name of the record's file, without .yml" if error == "string_too_long" else None
        limit = f"at most {context['max_length']:,} characters" if error == "string_too_long" else "some characters"
        return Problem(INVALID_VALUE, f"{limit} are expected, found {len(value):,}", path, hint)
    if error.startswith("bool"):
        message = f"true or false is expected, found {_describe(value)}"
        return Problem(NOT_TRUE_OR_FALSE, message, path, _one_value_hint(value))
    if error.startswith(("int", "decimal", "greater_than", "less_than", "finite")):
        number = "a whole number" if error.startswith("int") else "a number of 0 or more" + ORDINARY.get(error, "")
        digits = f"write it in digits alone, such as {'1000 or 2.5' if error.startswith('decimal') else 3}"
        message = f"{number} is expected, found {_describe(value)}"
        return Problem(NOT_A_NUMBER, message, path, _one_value_hint(value) or digits)
    return Problem(INVALID_VALUE, f"{detail['msg'].lower()}, found {_describe(value)}", path)


def add_hint_from_file(model: type[BaseModel], problem: Problem, source: SourceFile) -> Problem:
    """Improve the hint of a missing or unknown field by the other fields in `source`."""
    mapping = _model_at(model, problem.field[:-1]) if problem.field else None
    if not mapping or not issubclass(mapping, Fields):
        return problem
    if problem.rule is MISSING_FIELD:
        return replace(problem, hint=hint_for_missing_field(mapping, problem.field, source))
    is_unknown = problem.rule is UNKNOWN_FIELD and problem.field != ("id",)
    match = closest_match(str(problem.field[-1]), _field_names(mapping)) if is_unknown else None
    if not match or (*problem.field[:-1], match) not in source:
        return problem
    move = "it is there already: move there what belongs to it, and delete this"
    return replace(problem, hint=f'did you mean "{match}"? {move}')


def _as_choice(text: str) -> str:
    """Write `text` like a word of a fixed choice: `Head of` as `head-of`."""
    return re.sub(r"[\s_-]+", "-", text.strip().lower())


def _shape_hint(model: type[BaseModel], error: str, path: FieldPath, value: Any) -> str | None:
    """Return the hint for a value of the wrong shape, by pydantic's `error` type."""
    if error == "tuple_type":
        return "start each entry on a line of its own with a hyphen and a space"
    if error == "dict_type":
        return "write each on a line below, indented: its name, a colon, a space and its text"
    mapping = _model_at(model, path) if error == "model_type" else None
    if not mapping:
        return _one_value_hint(value)
    names = sorted(_field_names(mapping))
    likely = [name for name in FIRST_FIELDS if name in names]
    if isinstance(value, str) and is_id(value):  # of a record, more likely than a name without capitals
        likely.sort(key=lambda name: Reference not in type_parts(mapping.model_fields[name].annotation))
    first = likely[0] if likely else names[0]
    example = f"{first}: {value if isinstance(value, str) and len(value) <= LONGEST_EXAMPLE else '…'}"
    where = f"as - {example}" if isinstance(path[-1], int) else f"on a line below, indented: {example}"
    return f"write it {where}; the fields are {', '.join(names)}"


def _one_value_hint(value: Any) -> str | None:
    """Return the hint for a list or mapping in place of one value; None for a text."""
    return None if isinstance(value, str) else ONE_VALUE


def _describe(value: Any) -> str:
    """Describe a refused value for a message: a text in quotes, else its type."""
    return quote(value) if isinstance(value, str) else describe_type(value)


def unknown_field(model: type[BaseModel], path: FieldPath, name: str) -> Problem:
    """Return the problem of the field `name`, undeclared in the mapping at `path`."""
    names = sorted(field_names_at(model, path))
    hint = did_you_mean(name, names)
    if name == "id" and not path:
        hint = "delete the line: the id of a record is the name of its file"
    elif name == "<<":
        hint = "delete the line, and write out the fields that it stands for"
    parent = next((step for step in reversed(path) if isinstance(step, str)), None)
    expected = f"a field of {quote(parent) if parent else 'this kind'} is expected"
    return Problem(
        UNKNOWN_FIELD,
        f"{expected}, found {quote(name)}",
        (*path, name),
        hint or f"the fields are {', '.join(names)}",
        at_key=True,
    )


def field_names_at(model: type[BaseModel], path: FieldPath) -> frozenset[str]:
    """Return the names of the fields of the mapping at `path`; none if it is none."""
    mapping = _model_at(model, path)
    return _field_names(mapping) if mapping else frozenset()


@lru_cache
def _field_names(model: type[BaseModel]) -> frozenset[str]:
    """Return the names of the fields of `model` as editors write them."""
    return frozenset(declared.alias or name for name, declared in model.model_fields.items() if not declared.exclude)


def _model_at(model: type[BaseModel], path: FieldPath) -> type[BaseModel] | None:
    """Return the class of the mapping at `path` in a record of `model`; None if none."""
    for step in path:
        if isinstance(step, int):
            continue
        fields = {declared.alias or name: declared.annotation for name, declared in model.model_fields.items()}
        below = next(_models_in(fields.get(step)), None)
        if below is None:
            return None
        model = below
    return model


def _models_in(annotation: Any) -> Iterator[type[BaseModel]]:
    """Yield the pydantic classes in a type annotation."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    elif get_origin(annotation) in (tuple, Union, UnionType) or hasattr(annotation, "__metadata__"):
        for below in get_args(annotation):
            yield from _models_in(below)


def type_parts(hint: Any) -> Iterator[Any]:
    """Yield a type, and the types in it if it is annotated or a union."""
    yield hint
    if hasattr(hint, "__metadata__") or get_origin(hint) in (Union, UnionType):
        for part in get_args(hint):
            yield from type_parts(part)
