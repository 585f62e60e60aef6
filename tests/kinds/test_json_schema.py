"""The schemas, by an independent validator: they accept valid records, and help editors."""

import json
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
from tests.support.schemas import VALIDATORS, read_yaml_1_2, validator

SAMPLE = TESTS / "sample" / "content"
RECORDS = [path for folder in (ROOT / "content", SAMPLE) for path in sorted(folder.rglob("*.yml"))]


def in_json(value: Any) -> Any:
    """Convert values of PyYAML to JSON: dates to text, keys to text."""
    if isinstance(value, dict):
        return {str(key): in_json(below) for key, below in value.items()}
    if isinstance(value, list):
        return [in_json(below) for below in value]
    return value.isoformat() if isinstance(value, date | datetime) else value


def read_yaml_1_1(text: str) -> Any:
    """Read a text as YAML 1.1, to which `no` is false, and 15:00 a number."""
    return in_json(yaml.safe_load(text))


def read_as_records(text: str) -> Any:
    """Read a text as the loader of records does: every scalar is text."""
    return YamlParser("record.yml", text).parse()


READERS = (read_yaml_1_2, read_yaml_1_1, read_as_records)


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
    assert BY_FOLDER["meetings"].record.model_validate({"id": "talks", **read_as_records(record)})
    assert [error.message for error in VALIDATORS["meeting"].iter_errors(read_yaml_1_2(record))] == []


def adapted(hint: Any) -> tuple[TypeAdapter[Any], Draft202012Validator]:
    """Return a parser of a type of field, and a validator of its schema."""
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
    assert schema.is_valid({"value": read_yaml_1_2(word)})


# What editors are told


def test_whoever_completes_a_field_for_a_text_gets_its_colon_and_is_told_that_text_is_expected() -> None:
    """See `TEXT` in `json_schema.py`."""
    field_schemas = [
        field for schema in make_schemas().values() for _, field in fields_of(schema) if "$ref" not in field
    ]
    assert all(field.get("type") or field.get("anyOf") for field in field_schemas)
    assert '"not"' not in json.dumps(field_schemas)
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
