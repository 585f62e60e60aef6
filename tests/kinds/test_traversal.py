"""Walks through a record: every value with its path, or public ones only."""

from typing import Any

import pytest

from generator.kinds import KINDS
from generator.kinds.agreement import Agreement
from generator.kinds.kind import Kind
from generator.kinds.meeting import Meeting
from generator.kinds.record import Citation, DateOfEvent, Entry, Fields, Internal
from generator.kinds.traversal import (
    citations_in,
    fields_of,
    has_value_at,
    is_always_internal,
    is_internal,
    references_in,
    texts_in,
    values_in,
)
from generator.problems import format_field_path
from generator.values.reference import Reference
from generator.values.text import Prose, Text
from tests.support.full_record import full

TALKS = Meeting.model_validate(
    {
        "id": "talks",
        "title": {"en": "Talks", "ja": "協議"},
        "date": "2024-01-26",
        "place": {"city": "Sampleton", "country": "xa"},
        "parties": ["xa", "xb"],
        "participants": [
            {"person": "example-ada", "side": "xa"},
            {"person": "example-ben", "side": "xb", "audience": "internal"},
        ],
        "outcomes": ["As in [[meetings/first-talks]]."],
        "talking_points": ["Ask [[people/example-cy]]."],
        "inferred": {"date": "See [[sources/diary]]."},
        "notes": "Ask [[people/example-di]].",
    }
)
PACT = Agreement.model_validate(
    {
        "id": "pact",
        "title": "Pact",
        "registration": [{"register": "UNTS", "number": "1"}],
        "history": [{"event": "signed", "date": "2024", "signatories": [{"name": "Ada Example", "for": "xa"}]}],
    }
)


def test_every_reference_is_found_with_its_path_those_in_prose_too() -> None:
    references = {(format_field_path(path), reference.text) for path, reference in references_in(TALKS)}
    assert references == {
        ("place.country", "xa"),
        ("parties[0]", "xa"),
        ("parties[1]", "xb"),
        ("participants[0].person", "example-ada"),
        ("participants[0].side", "xa"),
        ("participants[1].person", "example-ben"),
        ("participants[1].side", "xb"),
        ("outcomes[0]", "meetings/first-talks"),
        ("talking_points[0]", "people/example-cy"),
        ("inferred.date", "sources/diary"),
        ("notes", "people/example-di"),
    }


def test_public_references_are_those_outside_internal_entries_and_fields() -> None:
    references = {reference.text for _, reference in references_in(TALKS, public_only=True)}
    assert references == {"xa", "xb", "example-ada", "meetings/first-talks", "sources/diary"}


def test_an_internal_record_has_no_public_values() -> None:
    internal = TALKS.model_copy(update={"audience": "internal"})
    assert is_internal(internal)
    assert list(values_in(internal, public_only=True)) == []
    assert len(list(values_in(internal))) == len(list(values_in(TALKS)))


def test_only_records_and_entries_are_marked_internal() -> None:
    assert [is_internal(participant) for participant in TALKS.participants] == [False, True]
    assert not is_internal(TALKS)
    assert not is_internal(TALKS.place)
    assert not is_internal("internal")


def test_every_text_is_found_with_its_path() -> None:
    assert [format_field_path(path) for path, _ in texts_in(TALKS)] == [
        "inferred.date",
        "notes",
        "title",
        "place.city",
        "outcomes[0]",
        "talking_points[0]",
    ]


def test_every_citation_is_found_with_its_path_those_of_the_record_first() -> None:
    update = {"date": "2024", "sources": [{"source": "third"}]}
    cited = TALKS.model_validate(
        {
            "id": "talks",
            "title": "Talks",
            "date": "2024",
            "commitments": [{"id": "a", "text": "A", "updates": [update]}],
            "sources": [{"source": "first"}, {"source": "second"}],
        }
    )
    assert [(format_field_path(path), citation.source.id) for path, citation in citations_in(cited)] == [
        ("sources[0]", "first"),
        ("sources[1]", "second"),
        ("commitments[0].updates[0].sources[0]", "third"),
    ]


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_a_walk_for_some_classes_misses_none_that_the_whole_walk_finds(kind: Kind[Any]) -> None:
    record = kind.record.model_validate({**full(kind.record, "Text", 0), "id": "full"})
    whole = list(values_in(record))
    for wanted in (Reference, Prose, Text, (Reference, Prose)):
        assert list(values_in(record, classes=wanted)) == [
            (path, value) for path, value in whole if isinstance(value, wanted)
        ]


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_a_field_marked_or_with_marks_or_entries_below_is_not_passed_by(kind: Kind[Any]) -> None:
    record = kind.record.model_validate({**full(kind.record, "Text", 0), "id": "full"})
    for wanted in (Citation, DateOfEvent, (Internal, Entry)):
        passed_by = {name for name, *_ in fields_of(record)} - {name for name, *_ in fields_of(record, wanted)}
        for attribute in passed_by:
            marks = type(record).model_fields[attribute].metadata
            assert not any(isinstance(part, wanted) for part in (*marks, *_parts(getattr(record, attribute))))


def _parts(value: Any) -> list[Any]:
    """Everything in a value: mappings, their values and the marks of their fields."""
    if isinstance(value, tuple):
        return [part for entry in value for part in _parts(entry)]
    if isinstance(value, Fields):
        below = [part for _, _, within, marks in fields_of(value) for part in (*marks, *_parts(within))]
        return [value, *below]
    return [value]


def test_fields_go_by_the_names_that_editors_write() -> None:
    names = {format_field_path(path) for path, _ in values_in(PACT)}
    assert {"registration[0].register", "history[0].signatories[0].for"} <= names
    assert {name for attribute, name, _, _ in fields_of(PACT.registration[0]) if attribute != name} == {"register"}


def test_some_fields_are_always_internal() -> None:
    assert {name for _, name, _, marks in fields_of(TALKS) if is_always_internal(marks)} == {"notes", "talking_points"}


def test_a_value_is_there_at_the_path_of_a_field_a_list_or_an_entry() -> None:
    for path in [("date",), ("place", "city"), ("participants",), ("participants", 1), ("participants", 1, "side")]:
        assert has_value_at(TALKS, path), path
    assert has_value_at(PACT, ("history", 0, "signatories", 0, "for"))


def test_nothing_is_at_the_path_of_an_empty_missing_or_unknown_field() -> None:
    for path in [
        ("summary",),
        ("topics",),
        ("place", "venue"),
        ("participants", 2),
        ("participants", 0, "name"),
        ("participants", "person"),
        ("nonsuch",),
        ("date", "year"),
        (0,),
    ]:
        assert not has_value_at(TALKS, path), path
    assert not has_value_at(PACT, ("history", 0, "signatories", 0, "for_"))
