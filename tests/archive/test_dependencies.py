"""What a change of a record affects: fields marked `OnlyOnOwnPage` nothing but its own pages and documents."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from pydantic import TypeAdapter

from generator.archive.archive import Archive
from generator.archive.dependencies import BETWEEN, Changes, RecordVersion, fields_only_on_own_page
from generator.content.load import load_folder
from generator.kinds import KINDS, key_of
from generator.kinds.record import Record
from generator.pages import render_unit, units
from generator.values.text import Prose

CONTENT = load_folder(Path("tests/sample/content"))
OWN: dict[str, Any] = {
    "agenda": ["TOKEN"],
    "attendance": [{"what": "TOKEN", "count": "1"}],
    "caveats": ["TOKEN"],
    "links": [{"title": "TOKEN", "url": "https://example.org/"}],
    "notes": "TOKEN",
    "summary": "TOKEN",
    "talking_points": ["TOKEN"],
}
"""A value for each field marked `OnlyOnOwnPage`."""
OF_ENTRIES = {"topics": "text", "history": "note"}
"""The fields marked so in the entries of a list."""


def adapter(annotation: Any) -> TypeAdapter[Any]:
    return TypeAdapter(annotation)


def with_token(record: Record, token: str, fields: dict[str, Any]) -> Record:
    """Return the record with a token in each of `fields` that it has, and in its entries."""
    declared = type(record).model_fields
    values: dict[str, Any] = {
        name: adapter(declared[name].annotation).validate_python(json.loads(json.dumps(value).replace("TOKEN", token)))
        for name, value in fields.items()
        if name in declared
    }
    for name, below in OF_ENTRIES.items():
        if entries := getattr(record, name, ()):
            values[name] = tuple(entry.model_copy(update={below: Prose.parse(token)}) for entry in entries)
    return record.model_copy(update=values)


def shown_elsewhere(fields: dict[str, Any]) -> set[str]:
    """Return the records with a field that pages of others show."""
    tokens = {key_of(record): f"token{number:04}" for number, record in enumerate(CONTENT.records)}
    records = [with_token(record, tokens[key_of(record)], fields) for record in CONTENT.records]
    archive = Archive(CONTENT.site, records, CONTENT.files, date(2025, 6, 1), "internal")
    outputs = {
        unit: b"".join(output.content for output in render_unit(archive, unit)).decode()
        for unit in units(archive)
        if unit.language == "en"
    }
    return {
        key for key, token in tokens.items() for unit, text in outputs.items() if unit.record != key and token in text
    }


def test_a_field_only_on_its_own_page_is_shown_nowhere_else() -> None:
    assert shown_elsewhere(OWN) == set()


def test_a_field_that_other_pages_show_would_be_noticed() -> None:
    assert shown_elsewhere({"outcomes": ["TOKEN"]})


def test_every_field_only_on_its_own_page_is_tried() -> None:
    expected: dict[str, Any] = dict.fromkeys(OWN, True)
    expected |= {name: {"__all__": {below: True}} for name, below in OF_ENTRIES.items()}
    records: list[type[Record]] = [kind.record for kind in KINDS]
    assert {name: own for record in records for name, own in fields_only_on_own_page(record).items()} == expected


VERSION = RecordVersion("1", ("a",), ("people/x", "people/y"), ("countries/xa", "countries/xb"), "xa", "1", True)


@pytest.mark.parametrize(
    ("change", "affected", "unaffected"),
    [
        ({"digest": "2"}, "own meetings/a", "id a"),
        ({"digest": "2"}, "own meetings/a", "all"),
        ({"digest": "2"}, "own meetings/a", f"{BETWEEN}countries/xa"),
        ({"digest": "2", "links": ("people/x",)}, "links people/y", "links people/x"),
        ({"digest": "2", "links": ("people/x",)}, "links people/y by meetings", "links people/y by statements"),
        ({"visible_digest": "2"}, "id a", "id b"),
        ({"has_commitments": False}, "commitments", "id b"),
        ({"visible_digest": "2"}, "kind meetings", "kind people"),
        ({"visible_digest": "2"}, "all", "links people/z"),
        ({"visible_digest": "2"}, "links people/x by meetings", "links people/x by agreements"),
        ({"parties": ("countries/xa",)}, f"{BETWEEN}countries/xa+countries/xb", f"{BETWEEN}countries/xa+countries/xc"),
        ({"represents": "xb"}, f"{BETWEEN}countries/xc", "own meetings/b"),
        ({"ids": ("a", "z")}, "id z", "id y"),
    ],
)
def test_a_change_affects_what_read_the_changed_part(change: dict[str, Any], affected: str, unaffected: str) -> None:
    changes = Changes.between({"meetings/a": VERSION}, {"meetings/a": VERSION._replace(**change)})
    assert changes.affect({affected})
    assert not changes.affect({unaffected})


def test_records_with_commitments_affect_all_commitments() -> None:
    plain = VERSION._replace(has_commitments=False)
    changed = plain._replace(visible_digest="2")
    assert not Changes.between({"meetings/a": plain}, {"meetings/a": changed}).affect({"commitments"})
    assert Changes.between({"meetings/a": VERSION}, {}).affect({"commitments"})
