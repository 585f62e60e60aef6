"""Values become records; each wrong value becomes one problem, and the rest of the record is still read."""

import pytest

from generator.content.source import parse_source
from generator.content.structure import StructureResult, structure
from generator.kinds.meeting import Meeting
from generator.problems import MAX_PROBLEMS, format_field_path

VALID = "title: Talks\ndate: 2024-01-26\n"


def meeting(text: str) -> StructureResult[Meeting]:
    """Validate the text of a meeting's file."""
    return structure(Meeting, parse_source(text.encode(), "talks.yml"), {"id": "talks"})


def test_a_valid_record_has_no_problems() -> None:
    record, problems, _ = meeting(VALID + "parties: [xa, xb]\nsession: 3\nplace: {online: yes}\n")
    assert problems == []
    assert record is not None
    assert (record.id, record.session, record.date.text) == ("talks", 3, "2024-01-26")
    assert record.place is not None
    assert record.place.online is True


def test_a_wrong_name_is_placed_at_the_name_and_a_wrong_value_at_the_value() -> None:
    source = parse_source(f"{VALID}summry: x\nlevel: ministre\n".encode(), "talks.yml")
    places = [source.locate(problem).place for problem in structure(Meeting, source, {"id": "talks"}).problems]
    assert {(place.line, place.column) for place in places if place} == {(3, 1), (4, 8)}


def test_everything_that_is_wrong_is_found_at_once() -> None:
    problems = meeting("titel: Talks\ndate: 26.01.2024\nlevel: ministre\nparticipants: [{rol: host}]").problems
    assert {(problem.rule.code, format_field_path(problem.field)) for problem in problems} == {
        ("missing-field", "title"),
        ("unknown-field", "titel"),
        ("invalid-date", "date"),
        ("unknown-value", "level"),
        ("unknown-field", "participants[0].rol"),
    }


def test_of_what_was_refused_when_the_file_was_read_nothing_more_is_said() -> None:
    source = parse_source(f"{VALID}session: &three 3\nlevel:\n".encode(), "talks.yml")
    assert [problem.rule.code for problem in source.problems] == ["anchor", "empty-value"]
    assert structure(Meeting, source, {"id": "talks"}).problems == []


def test_a_record_with_problems_lacks_only_what_is_wrong() -> None:
    record, problems, _ = meeting(f"{VALID}level: ministre\nplace: {{city: Sampleton, contry: xa}}\nparties: [xa]\n")
    assert len(problems) == 2
    assert record is not None
    assert record.level == "other"
    assert record.place is not None
    assert record.place.city is not None
    assert [party.id for party in record.parties] == ["xa"]


def test_an_entry_of_a_list_keeps_its_position_when_another_loses_a_field() -> None:
    record, *_ = meeting(VALID + "participants: [{name: Ada, rol: host}, {name: Ben}]")
    assert record is not None
    assert [participant.name for participant in record.participants] == ["Ada", "Ben"]


def test_where_what_remains_makes_no_record_there_is_none() -> None:
    record, problems, _ = meeting("title: Talks\ndate: soon\n")
    assert record is None
    assert [problem.rule.code for problem in problems] == ["invalid-date"]


@pytest.mark.parametrize("entry", ["x", "{note: 5, nobody: 6}", "{person: {en: a}}"])
def test_what_is_wrong_beyond_the_last_problem_that_is_told_is_left_out_too(entry: str) -> None:
    result = meeting("date: 2024-01-26\nparticipants:\n- person: ada-example\n" + f"- {entry}\n" * 500)
    assert len(result.problems) <= MAX_PROBLEMS
    assert result.record is None
    assert [reference.text for _, reference in result.references] == ["ada-example"]


def test_a_field_that_is_missing_is_named() -> None:
    record, problems, _ = meeting("title: Talks")
    assert record is None
    assert [(problem.rule.code, problem.field) for problem in problems] == [("missing-field", ("date",))]
