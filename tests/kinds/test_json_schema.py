"""The schemas, by an independent validator: what our reader takes they take too; what they tell editors."""

import json
import re
from collections.abc import Callable, Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from pydantic import TypeAdapter, ValidationError

from generator.content.yaml_parser import YamlParser
from generator.kinds import BY_FOLDER, KINDS
from generator.kinds.json_schema import SITE, make_schema, make_schemas, to_json
from generator.kinds.record import Fields
from generator.values import codes as values
from generator.values.dates import When
from tests.support.paths import ROOT, TESTS

SAMPLE = TESTS / "sample" / "content"
RECORDS = [path for folder in (ROOT / "content", SAMPLE) for path in sorted(folder.rglob("*.yml"))]
VALIDATORS = {name: Draft202012Validator(schema) for name, schema in make_schemas().items()}


def in_json(value: Any) -> Any:
    """What YAML makes of a file, as JSON has it: a date is what was written, and keys are text."""
    if isinstance(value, dict):
        return {str(key): in_json(below) for key, below in value.items()}
    if isinstance(value, list):
        return [in_json(below) for below in value]
    return value.isoformat() if isinstance(value, date | datetime) else value


class Core(yaml.SafeLoader):
    """The core schema of YAML 1.2: https://yaml.org/spec/1.2.2/#103-core-schema"""


Core.yaml_implicit_resolvers = {}


for tag, form, first in (
    ("null", r"null|Null|NULL|~|", "nN~"),
    ("bool", r"true|True|TRUE|false|False|FALSE", "tTfF"),
    ("int", r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+", "-+0123456789"),
    ("float", r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?", "-+.0123456789"),
):
    Core.add_implicit_resolver(
        f"tag:yaml.org,2002:{tag}", re.compile(f"({form})$"), [*first, *([""] * (tag == "null"))]
    )
Core.add_constructor("tag:yaml.org,2002:int", lambda loader, node: int(node.value, 0 if "0o" in node.value else 10))


def of_today(text: str) -> Any:
    """As YAML 1.2 has it, and the servers of editors."""
    return yaml.load(text, Core)  # noqa: S506  it is derived from the safe one


def of_old(text: str) -> Any:
    """As YAML 1.1 has it, to which `no` is false, and 15:00 a number."""
    return in_json(yaml.safe_load(text))


def of_ours(text: str) -> Any:
    """As our reader has it: every scalar is text."""
    return YamlParser("record.yml", text).parse()


READERS = (of_today, of_old, of_ours)


def validator(file: Path, content: Path) -> Draft202012Validator:
    folder = file.relative_to(content).parts[0]
    return VALIDATORS[BY_FOLDER[folder].name if folder in BY_FOLDER else SITE]


def content_of(file: Path) -> Path:
    return next(parent for parent in file.parents if parent.name == "content")


# What is taken


@pytest.mark.parametrize("schema", make_schemas().values(), ids=make_schemas())
def test_a_schema_is_one_of_its_dialect(schema: dict[str, Any]) -> None:
    Draft202012Validator.check_schema(schema)
    assert schema["$schema"].endswith("2020-12/schema")
    assert schema["additionalProperties"] is False
    assert json.loads(to_json(schema)) == schema


@pytest.mark.parametrize("read", READERS)
def test_every_record_of_the_content_and_the_sample_is_taken(read: Callable[[str], Any]) -> None:
    refused = [
        f"{file}: {error.json_path}: {error.message}"
        for file in RECORDS
        for error in validator(file, content_of(file)).iter_errors(read(file.read_text("utf-8")))
    ]
    assert refused == []
    assert len(RECORDS) > 100


@pytest.mark.parametrize(
    "written",
    [
        "date: 1993-01-26",
        "date: 1993",
        "date: 1993-01~",
        "date: 1992/..",
        "date: ../1993-01-26?",
        "date: '1993'",
        "place: {country: no, online: yes}",
        "place: {city: 42}",
        "title: {en: Talks, uz-Cyrl: Музокаралар, no: Samtaler}",
        "session: 3",
        "session: '3'",
        "starts: 15:00+05:00",
        "summary: 1.5",
        "attendance: [{what: Guests, count: 1_000, at_least: 'yes'}]",
        "formerly: [2024]",
        "inferred: {date: No year is given.}",
    ],
)
def test_what_our_reader_takes_is_taken_as_other_readers_of_yaml_see_it(written: str) -> None:
    record = f"title: Talks\ndate: 2024\n{written}\n"
    record = "\n".join({line.partition(":")[0]: line for line in record.splitlines()}.values())
    assert BY_FOLDER["meetings"].record.model_validate({"id": "talks", **of_ours(record)})
    assert [error.message for error in VALIDATORS["meeting"].iter_errors(of_today(record))] == []


def adapted(hint: Any) -> tuple[TypeAdapter[Any], Draft202012Validator]:
    """A type of field: what reads it, and what its schema takes."""
    model = type("Probe", (Fields,), {"__annotations__": {"value": hint}, "__module__": __name__})
    return TypeAdapter(hint), Draft202012Validator(make_schema(model, "Probe"))


PATTERNED = {
    "date": (When, r"(\.\.|[0-9]{4}(-[0-3][0-9]){0,2}[~?%]?)(/(\.\.|[0-9]{4}(-[0-3][0-9]){0,2}))?"),
    "time": (values.TimeOfDay, r"[0-2][0-9]:[0-6][0-9](:[0-6][0-9](\.[0-9]{1,3})?)?(Z|[+-][0-2][0-9]:[0-6][0-9])"),
    "duration": (values.Duration, "P([0-9]{1,2}[YMWD]){1,3}"),
    "id": (values.Id, "[a-z0-9-]{1,9}"),
    "field": (values.FieldName, r"[a-z_]{1,5}(\[[0-9]{1,5}\]){0,2}(\.[a-z_]{1,3})?"),
    "url": (values.Url, "([Hh]ttps?://|mailto:)[a-z.@ ]{1,9}"),
    "count": (values.Count, r"[+-]?[0-9_.]{1,5}"),
    "amount": (values.Amount, r"[+-]?[0-9_.]{1,5}([eE][+-]?[0-9])?"),
    "colour": (values.Colour, "#([0-4][0-9a-fA-F]){2,3}"),
}


@pytest.mark.parametrize("name", PATTERNED)
def test_a_text_that_our_reader_takes_has_the_form_that_the_schema_wants(name: str) -> None:
    hint, form = PATTERNED[name]
    reader, schema = adapted(hint)
    taken = []

    @given(st.from_regex(form, fullmatch=True).map(str.strip))
    def compare(text: str) -> None:
        try:
            reader.validate_python(text)
        except ValidationError:
            return
        taken.append(text)
        assert schema.is_valid({"value": text}), text

    compare()
    assert taken


@pytest.mark.parametrize("word", ["true", "FALSE", "Yes", "no", "on", "OFF", "t", "N", "1", "0"])
def test_yes_and_no_are_taken_in_every_way_in_which_our_reader_takes_them(word: str) -> None:
    reader, schema = adapted(bool)
    assert isinstance(reader.validate_python(word), bool)
    assert schema.is_valid({"value": word})
    assert schema.is_valid({"value": of_today(word)})


# What editors are told


def test_whoever_completes_a_field_for_a_text_gets_its_colon_and_is_told_that_text_is_expected() -> None:
    """The language server looks at `type` and `anyOf`, and has no message of ours for `not`."""
    told = [field for schema in make_schemas().values() for _, field in fields_of(schema) if "$ref" not in field]
    assert all(field.get("type") or field.get("anyOf") for field in told)
    assert '"not"' not in json.dumps(told)
    (text,) = make_schemas()["meeting"]["properties"]["mechanism"]["anyOf"]
    assert text["then"]["errorMessage"] == "text is expected"


def fields_of(schema: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    for mapping in (schema, *schema.get("$defs", {}).values()):
        yield from mapping["properties"].items()


@pytest.mark.parametrize("schema", make_schemas().values(), ids=make_schemas())
def test_every_field_has_a_title_and_a_description(schema: dict[str, Any]) -> None:
    assert [name for name, field in fields_of(schema) if not (field.get("title") and field.get("description"))] == []


def test_a_reference_says_what_it_refers_to() -> None:
    fields = make_schemas()["statement"]["properties"]
    assert fields["by"]["items"]["description"] == (
        "Refers to a record in people/ or organisations/ or countries/, by its id."
    )
    assert fields["about"]["items"]["description"] == "Refers to any record, by its folder and id."


def test_the_id_is_no_field_for_it_is_the_name_of_the_file() -> None:
    assert all("id" not in schema["properties"] for schema in make_schemas().values())


def test_the_settings_of_the_editor_map_every_schema_to_its_files() -> None:
    settings = json.loads((ROOT / ".vscode" / "settings.json").read_text("utf-8"))
    folders = {kind.name: f"content/{kind.folder}/**/*" for kind in KINDS} | {SITE: "content/site"}
    assert settings["yaml.schemas"] == {
        f"./build/schemas/{name}.json": [f"{folders[name]}.yml", f"{folders[name]}.yaml"] for name in folders
    }
    assert settings.keys() >= {"yaml.schemas", "yaml.yamlVersion"}
    assert settings["yaml.disableDefaultProperties"] is True  # else an entry of a list begins with "audience: public"
