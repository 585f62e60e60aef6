"""Validators of the schemas, and a reader of YAML 1.2 like those in text editors."""

import re
from pathlib import Path
from typing import Any

import yaml
from jsonschema import Draft202012Validator

from generator.kinds import BY_FOLDER
from generator.kinds.json_schema import SITE, make_schemas

VALIDATORS = {name: Draft202012Validator(schema) for name, schema in make_schemas().items()}


class CoreLoader(yaml.SafeLoader):
    """A loader of the core schema of YAML 1.2: https://yaml.org/spec/1.2.2/#103-core-schema ."""


CoreLoader.yaml_implicit_resolvers = {}
for tag, form, first in (
    ("null", r"null|Null|NULL|~|", "nN~"),
    ("bool", r"true|True|TRUE|false|False|FALSE", "tTfF"),
    ("int", r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+", "-+0123456789"),
    ("float", r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?", "-+.0123456789"),
):
    CoreLoader.add_implicit_resolver(
        f"tag:yaml.org,2002:{tag}", re.compile(f"({form})$"), [*first, *([""] * (tag == "null"))]
    )
CoreLoader.add_constructor(
    "tag:yaml.org,2002:int", lambda loader, node: int(node.value, 0 if "0o" in node.value else 10)
)


def read_yaml_1_2(text: str) -> Any:
    """Read a text as YAML 1.2, like the language servers of editors."""
    return yaml.load(text, CoreLoader)  # noqa: S506  the loader is derived from the safe one


def validator(file: Path, content: Path) -> Draft202012Validator:
    """Return the validator of a record file by its folder."""
    folder = file.relative_to(content).parts[0]
    return VALIDATORS[BY_FOLDER[folder].name if folder in BY_FOLDER else SITE]
