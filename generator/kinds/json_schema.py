"""JSON Schemas of the records, for editors that complete and underline: one for each kind and one for the site's own.

They take what our reader takes, as other readers of YAML see it: to those a year is a number. What a schema cannot see
(references, the calendar's leap days, rules between fields) is for `check`.
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
"""Any scalar is text here. The language server for YAML would propose true and false wherever one writes, were types
listed; has no message of ours for `not`; and completes a field with its colon only where it has a type or `anyOf`."""
SIGN = r"(\+|-(?=[0_.]*([eE]|$)))?"
COUNT = rf"^{SIGN}(?=_*[0-9])[0-9_]+(\.0*)?$"
AMOUNT = rf"^{SIGN}(?=[_.]*[0-9])[0-9_]*(\.[0-9_]*)?([eE][+-]?[0-9_]+)?$"
YES_OR_NO = "|".join(
    "".join(f"[{letter.upper()}{letter}]" for letter in word)
    for word in ("true", "false", "yes", "no", "on", "off", "t", "f", "y", "n")
)
A_YEAR = "2024"


def schemas() -> dict[str, dict[str, Any]]:
    """The schema of each kind by the kind's name, and that of `site.yml`."""
    of_kinds = {kind.name: schema_of(kind.record, kind.label) for kind in KINDS}
    return of_kinds | {SITE: schema_of(Site, "Site")}


def schema_of(model: type[Fields], title: str) -> dict[str, Any]:
    """The schema of a class of records."""
    made = model.model_json_schema(schema_generator=AsWritten)
    own: dict[str, Any] = _worded(made)
    return {"$schema": DIALECT} | own | {"title": title}


@cache
def examples(model: type[Fields]) -> dict[str, str]:
    """An example of what each field of a class holds, where its type has one."""
    properties = schema_of(model, "")["properties"]
    found = {name: (each.get("examples") or each.get("items", {}).get("examples")) for name, each in properties.items()}
    return {name: declared[0] for name, declared in found.items() if declared}


def json_of(schema: Mapping[str, Any]) -> bytes:
    """A schema as it stands in its file."""
    return (json.dumps(schema, ensure_ascii=False, indent=2) + "\n").encode()


class AsWritten(GenerateJsonSchema):
    """Pydantic's schemas, but for what stands in files: nothing is null, and every scalar is text at first."""

    def nullable_schema(self, schema: core_schema.NullableSchema) -> JsonSchemaValue:
        """A field that has no value is left out."""
        return self.generate_inner(schema["schema"])

    def default_schema(self, schema: core_schema.WithDefaultSchema) -> JsonSchemaValue:
        """Of defaults those that an editor could write."""
        inner = self.generate_inner(schema["schema"])
        default = schema.get("default")
        return {**inner, "default": default} if isinstance(default, str | bool) else inner

    def int_schema(self, schema: core_schema.IntSchema) -> JsonSchemaValue:
        """A number, also in quotes."""
        return super().int_schema(schema) | {"type": ["integer", "string"], "pattern": COUNT}

    def decimal_schema(self, schema: core_schema.DecimalSchema) -> JsonSchemaValue:
        """A number, also in quotes."""
        return {"type": ["number", "string"], "minimum": 0, "pattern": AMOUNT}

    def bool_schema(self, schema: core_schema.BoolSchema) -> JsonSchemaValue:
        """Yes or no, in one of the ways in which YAML ever wrote it."""
        ways = {"type": ["boolean", "integer", "string"], "minimum": 0, "maximum": 1}
        return ways | {"pattern": f"^({YES_OR_NO}|0|1)$", "errorMessage": "true or false is expected"}

    def dict_schema(self, schema: core_schema.DictSchema) -> JsonSchemaValue:
        """A mapping whose keys are of a type too."""
        keys, values = (self.generate_inner(schema[part]) for part in ("keys_schema", "values_schema"))
        return {"type": "object", "propertyNames": keys, "additionalProperties": values}

    def model_schema(self, schema: core_schema.ModelSchema) -> JsonSchemaValue:
        """A mapping: its own fields first, each by its label, without the id, which is the name of the file."""
        made = super().model_schema(schema)
        model = cast(type[Fields], schema["cls"])
        fields = [(field.name, made["properties"][field.name]) for field in fields_in_order(model)]
        made["properties"] = {name: {"title": field_label(name)} | declared for name, declared in fields}
        made["required"] = [field.name for field in fields_in_order(model) if field.required]
        made["title"] = field_label(re.sub(r"(?<=[a-z])(?=[A-Z])", "_", model.__name__).lower())
        made["description"] = " ".join(made.get("description", "").split())
        return made if made["required"] else {name: each for name, each in made.items() if name != "required"}

    def field_title_should_be_set(self, schema: Any) -> bool:
        """Pydantic's titles have a capital at every word."""
        return False


def _worded(schema: Any) -> Any:
    """A schema in which texts are any scalar, and references say of which folder they are."""
    if isinstance(schema, list):
        return [_worded(each) for each in schema]
    if not isinstance(schema, dict):
        return schema
    worded = {name: each if name in ("examples", "required") else _worded(each) for name, each in schema.items()}
    if targets := worded.pop(TARGETS, None):
        said = (worded.get("description"), f"Refers to {_folders(targets)}.")
        worded["description"] = " ".join(filter(None, said))
    if worded.get("type") == "string" and "enum" not in worded:
        return _scalar(worded)
    return worded


def _scalar(text: dict[str, Any]) -> dict[str, Any]:
    """What our reader takes for text: where its form is given, a number where that may have the form."""
    pattern = text.get("pattern")
    if not pattern:
        return {name: each for name, each in text.items() if name != "type"} | TEXT
    types: dict[str, Any] = {"type": ["string", "integer"]} if re.search(pattern, A_YEAR) else {}
    return text | types


def _folders(targets: list[str]) -> str:
    """What a reference names, by the folder that the record lies in."""
    if ANY in targets:
        return "any record, by its folder and id"
    folders = [f"{kind.folder}/" for target in targets for kind in KINDS if target in kind.reference_names]
    return f"a record in {' or '.join(folders)}, by its id"
