"""The field guide: complete, up to date in its file, with valid links."""

import re
from collections.abc import Iterator

import pytest

from generator.kinds import KINDS
from generator.kinds.field_guide import GuideField, GuidePart, build_guide, format_guide
from generator.kinds.fields import fields_in_order
from generator.kinds.record import Fields
from tests.support.paths import ROOT
from tests.support.record_classes import RECORD_CLASSES

FIELDS_FILE = ROOT / "content" / "FIELDS.md"


def parts() -> Iterator[GuidePart]:
    for part in build_guide():
        yield part
        yield from part.parts


def lines() -> Iterator[GuideField]:
    for part in parts():
        yield from part.fields


def test_the_file_beside_the_records_is_fresh(request: pytest.FixtureRequest) -> None:
    if request.config.getoption("--golden"):
        FIELDS_FILE.write_text(format_guide(), "utf-8", newline="\n")
    assert FIELDS_FILE.read_text("utf-8") == format_guide(), "make schema writes it anew"


def test_every_kind_has_its_part_and_says_where_its_records_lie() -> None:
    places = {part.place for part in build_guide()}
    assert places == {*(f"{kind.folder}/<id>.yml" for kind in KINDS), "site.yml", ""}


def test_what_is_said_of_a_part_is_more_than_its_title() -> None:
    assert [part.title for part in parts() if part.description.rstrip(".") == part.title] == []


def test_the_first_record_sends_its_reader_to_the_file_beside_the_records() -> None:
    meeting = FIELDS_FILE.parent / "meetings" / "2024-01-26-consultations.yml"
    assert f"content/{FIELDS_FILE.name}" in meeting.read_text("utf-8").splitlines()[0]


@pytest.mark.parametrize("model", RECORD_CLASSES, ids=lambda model: model.__name__)
def test_every_field_of_every_class_is_there(model: type[Fields]) -> None:
    descriptions = {(line.name, line.description) for line in lines()}
    assert {(field.name, field.description) for field in fields_in_order(model)} - descriptions == set()


def test_a_part_has_an_anchor_of_its_own_and_every_link_one_to_go_to() -> None:
    anchors = [part.anchor for part in parts()]
    assert len(anchors) == len(set(anchors))
    assert {line.type.anchor for line in lines()} - {"", *anchors} == set()
    markdown = format_guide()
    headings = {heading.lower().replace(" ", "-") for heading in re.findall(r"^#+ (.*)$", markdown, re.MULTILINE)}
    assert set(re.findall(r"\]\(#([^)]*)\)", markdown)) <= headings


def test_what_a_mapping_of_one_kind_may_hold_stands_with_the_kind_and_what_many_share_stands_once() -> None:
    titles = {part.title: [below.title for below in part.parts] for part in build_guide()}
    assert titles["Agreements"][0] == "History event"
    assert "Commitment" in titles["Every record"]
    assert "Commitment" not in titles["Meetings"] + titles["Agreements"]


def test_a_needed_field_stands_out_and_a_choice_names_its_words() -> None:
    rows = dict(re.findall(r"^\| (\S+) \| (.*?) \|", format_guide(), re.MULTILINE))
    assert "**`between`**" in rows
    assert rows["`briefs`"] == "one of: `all`, `planned`"
    assert rows["`languages`"] == "list: plain text, such as `en`"
