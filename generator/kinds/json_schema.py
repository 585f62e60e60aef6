"""Generate JSON Schemas, for text editors that complete and underline: one for each kind, one for `site.yml`.

They accept the files that `content/` accepts. Other YAML readers take a year for a number, so the schemas do too.
References, leap days and rules between fields are left to `check`.
"""

import json
import re
from collections.abc import Mapping
from functools import cache
from typing import Any, cast

from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import core_schema

from generator.kinds import KINDS
from generator.kinds.fields import fields_in_order
from generator.kinds.record import Fields
from generator.kinds.site import Site
from generator.values.labels import field_label
from generator.values.reference import ANY, TARGETS

DIALECT = "https://json-schema.org/draft/2020-12/schema"
SITE = "site"
NO_TEXT = {"type": ["array", "object", "null"]}
TEXT: dict[str, Any] = {"anyOf": [{"if": NO_TEXT, "then": {"type": "string", "errorMessage": "text is expected"}}]}
"""Any scalar is text here. The YAML language server decides the form of this schema.

With a list of types it would propose true and false everywhere. For `not` it has no message of ours. It completes
a field with its colon only if the field has a type or `anyOf`.
"""
SIGN = r"(\+|-(?=[0_.]*([eE]|$)))?"
COUNT = rf"^{SIGN}(?=_*[0-9])[0-9_]+(\.0*)?$"
AMOUNT = rf"^{SIGN}(?=[_.]*[0-9])[0-9_]*(\.[0-9_]*)?([eE][+-]?[0-9_]+)?$"
YES_OR_NO = "|".join(
    "".join(f"[{letter.upper()}{letter}]" for letter in word)
    for word in ("true", "false", "yes", "no", "on", "off", "t", "f", "y", "n")
)
A_YEAR = "2024"


def make_schemas() -> dict[str, dict[str, Any]]:
    """Return the schema of each kind by its name, and the schema of `site.yml`."""
    by_name = {kind.name: make_schema(kind.record, kind.label) for kind in KINDS}
    return by_name | {SITE: make_schema(Site, "Site")}


def make_schema(model: type[Fields], title: str) -> dict[str, Any]:
    """Return the schema of a record class."""
    schema: dict[str, Any] = _adapt(model.model_json_schema(schema_generator=FileSchemaGenerator))
    return {"$schema": DIALECT} | schema | {"title": title}


@cache
def examples(model: type[Fields]) -> dict[str, str]:
    """Return an example for each field of a class whose type has one."""
    properties = make_schema(model, "")["properties"]
    lists = {name: (each.get("examples") or each.get("items", {}).get("examples")) for name, each in properties.items()}
    return {name: examples[0] for name, examples in lists.items() if examples}


def to_json(schema: Mapping[str, Any]) -> bytes:
    """Return the bytes of a schema file."""
    return (json.dumps(schema, ensure_ascii=False, indent=2) + "\n").encode()


class FileSchemaGenerator(GenerateJsonSchema):
    """Pydantic's generator, changed for files: no value is null, and every scalar is text at first."""

    def nullable_schema(self, schema: core_schema.NullableSchema) -> JsonSchemaValue:
        """Leave null out: a field without a value is absent."""
        return self.generate_inner(schema["schema"])

    def default_schema(self, schema: core_schema.WithDefaultSchema) -> JsonSchemaValue:
        """Keep only defaults that an editor could write."""
        inner = self.generate_inner(schema["schema"])
        default = schema.get("default")
        return {**inner, "default": default} if isinstance(default, str | bool) else inner

    def int_schema(self, schema: core_schema.IntSchema) -> JsonSchemaValue:
        """Accept a whole number, also in quotes."""
        return super().int_schema(schema) | {"type": ["integer", "string"], "pattern": COUNT}

    def decimal_schema(self, schema: core_schema.DecimalSchema) -> JsonSchemaValue:
        """Accept a number, also in quotes."""
        return {"type": ["number", "string"], "minimum": 0, "pattern": AMOUNT}

    def bool_schema(self, schema: core_schema.BoolSchema) -> JsonSchemaValue:
        """Accept yes or no in every spelling of YAML 1.1 and 1.2."""
        spellings = {"type": ["boolean", "integer", "string"], "minimum": 0, "maximum": 1}
        return spellings | {"pattern": f"^({YES_OR_NO}|0|1)$", "errorMessage": "true or false is expected"}

    def dict_schema(self, schema: core_schema.DictSchema) -> JsonSchemaValue:
        """Describe a mapping with a type for its keys too."""
        keys, values = (self.generate_inner(schema[part]) for part in ("keys_schema", "values_schema"))
        return {"type": "object", "propertyNames": keys, "additionalProperties": values}

    def model_schema(self, schema: core_schema.ModelSchema) -> JsonSchemaValue:
        """Describe a record or mapping: its own fields first, with labels, without the id."""
        model_schema = super().model_schema(schema)
        model = cast(type[Fields], schema["cls"])
        fields = [(field.name, model_schema["properties"][field.name]) for field in fields_in_order(model)]
        model_schema["properties"] = {name: {"title": field_label(name)} | declared for name, declared in fields}
        model_schema["required"] = [field.name for field in fields_in_order(model) if field.required]
        model_schema["title"] = field_label(re.sub(r"(?<=[a-z])(?=[A-Z])", "_", model.__name__).lower())
        model_schema["description"] = " ".join(model_schema.get("description", "").split())
        if not model_schema["required"]:
            del model_schema["required"]
        return model_schema

    def field_title_should_be_set(self, schema: Any) -> bool:
        """Leave out pydantic's titles, which have a capital at every word."""
        return False


def _adapt(schema: Any) -> Any:
    """Let texts be any scalar, and name the folders of references in descriptions."""
    if isinstance(schema, list):
        return [_adapt(each) for each in schema]
    if not isinstance(schema, dict):
        return schema
    adapted = {name: each if name in ("examples", "required") else _adapt(each) for name, each in schema.items()}
    if targets := adapted.pop(TARGETS, None):
        sentences = (adapted.get("description"), f"Refers to {_describe_targets(targets)}.")
        adapted["description"] = " ".join(filter(None, sentences))
    if adapted.get("type") == "string" and "enum" not in adapted:
        return _accept_scalars(adapted)
    return adapted


def _accept_scalars(text: dict[str, Any]) -> dict[str, Any]:
    """Let a text be any scalar; with a pattern also a number if a year matches it."""
    pattern = text.get("pattern")
    if not pattern:
        return {name: each for name, each in text.items() if name != "type"} | TEXT
    types: dict[str, Any] = {"type": ["string", "integer"]} if re.search(pattern, A_YEAR) else {}
    return text | types


def _describe_targets(targets: list[str]) -> str:
    """Describe the records that a reference can name, by their folders."""
    if ANY in targets:
        return "any record, by its folder and id"
    folders = [f"{kind.folder}/" for target in targets for kind in KINDS if target in kind.reference_names]
    return f"a record in {' or '.join(folders)}, by its id"
