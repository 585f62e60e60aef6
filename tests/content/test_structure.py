"""Plain values to records: each thing that is wrong becomes one problem, at its place, in an editor's words."""

import pytest

from generator.content.source import parse_source
from generator.content.structure import StructureResult, structure
from generator.kinds.agreement import Agreement
from generator.kinds.meeting import Meeting
from generator.kinds.relation import Relation
from generator.problems import MAX_PROBLEMS, Problem, format_field_path

SOUND = "title: Talks\ndate: 2024-01-26\n"


def meeting(text: str) -> StructureResult[Meeting]:
    """What a meeting's file makes."""
    return structure(Meeting, parse_source(text.encode(), "talks.yml"), {"id": "talks"})


def problem(text: str) -> Problem:
    """The only problem of a meeting that is sound but for these lines."""
    (found,) = meeting(SOUND + text).problems
    return found


def test_a_sound_record_has_no_problems() -> None:
    record, problems, _ = meeting(SOUND + "parties: [xa, xb]\nsession: 3\nplace: {online: yes}\n")
    assert problems == []
    assert record is not None
    assert (record.id, record.session, record.date.text) == ("talks", 3, "2024-01-26")
    assert record.place is not None
    assert record.place.online is True


@pytest.mark.parametrize(
    ("text", "code", "field", "message"),
    [
        ("level: ministre", "unknown-value", "level", 'found "ministre"'),
        ("level: [minister]", "unknown-value", "level", "found a list"),
        (
            "status: true",
            "unknown-value",
            "status",
            'one of planned, held, postponed, cancelled is expected, found "true"',
        ),
        ("parties: xa", "wrong-shape", "parties", 'a list is expected, found "xa"'),
        ("parties: {a: xa}", "wrong-shape", "parties", "a list is expected, found fields with values"),
        ("place: Sampleton", "wrong-shape", "place", 'fields with values are expected, found "Sampleton"'),
        ("participants: [Ada]", "wrong-shape", "participants[0]", 'fields with values are expected, found "Ada"'),
        ("inferred: [date]", "wrong-shape", "inferred", "fields with values are expected, found a list"),
        ("mechanism: [talks]", "wrong-shape", "mechanism", "text is expected, found a list"),
        ("session: third", "not-a-number", "session", 'a whole number is expected, found "third"'),
        ("session: 1.5", "not-a-number", "session", 'a whole number is expected, found "1.5"'),
        ("session: -1", "not-a-number", "session", 'found "-1"'),
        ("session: [1]", "not-a-number", "session", "a whole number is expected, found a list"),
        ("place: {online: perhaps}", "not-true-or-false", "place.online", 'true or false is expected, found "perhaps"'),
        ("place: {online: [yes]}", "not-true-or-false", "place.online", "true or false is expected, found a list"),
        (
            "participants: [{nme: Ada}]",
            "unknown-field",
            "participants[0].nme",
            'a field of "participants" is expected, found "nme"',
        ),
        ("summry: x", "unknown-field", "summry", 'a field of this kind is expected, found "summry"'),
        ("agenda: [{en: x, jp: y}]", "unknown-language", "agenda[0].jp", 'a language code is expected, found "jp"'),
        ("starts: '15:00'", "invalid-time", "starts", 'found "15:00"'),
        ("starts: ['15:00:00Z']", "wrong-shape", "starts", "text is expected, found a list"),
        ("inferred: {Date: x}", "invalid-field-path", "inferred.Date", 'found "Date"'),
        ("links: [{title: x, url: page}]", "invalid-url", "links[0].url", 'found "page"'),
        ("commitments: [{id: a}]", "missing-field", "commitments[0].text", '"text" is expected, found no such field'),
        (f"mechanism: {'x' * 201}", "invalid-value", "mechanism", "at most 200 characters"),
    ],
)
def test_what_is_wrong_is_said_in_the_words_of_an_editor(text: str, code: str, field: str, message: str) -> None:
    found = problem(text)
    assert (found.rule.code, format_field_path(found.field)) == (code, field)
    assert message in found.message


def test_a_field_that_is_missing_is_named() -> None:
    record, problems, _ = meeting("title: Talks")
    assert record is None
    assert [(found.rule.code, found.field) for found in problems] == [("missing-field", ("date",))]


def test_a_list_that_is_too_short_is_told_how_long_it_should_be() -> None:
    (found,) = structure(Relation, parse_source(b"between: [xa]", "r.yml"), {"id": "r"}).problems
    assert (found.rule.code, found.message) == ("too-few", "at least 2 entries are expected, found 1")


def test_an_amount_is_a_number_of_0_or_more() -> None:
    text = b"title: Loan\nvalue: {amount: -5, currency: JPY}"
    (found,) = structure(Agreement, parse_source(text, "loan.yml"), {"id": "loan"}).problems
    assert (found.rule.code, found.field) == ("not-a-number", ("value", "amount"))
    assert found.message == 'a number of 0 or more is expected, found "-5"'


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("level: ministre", 'did you mean "minister"?'),
        ("summry: x", 'did you mean "summary"?'),
        ("participants: [{nme: Ada}]", 'did you mean "name"?'),
        ("place: {contry: xa}", 'did you mean "country"?'),
        (
            "commitments: [{id: a, text: b, updates: [{dat: '2024', date: '2024'}]}]",
            'did you mean "date"? it is there already: move there what belongs to it, and delete this',
        ),
        ("agendas: [Trade]", 'did you mean "agenda"?'),
        ("place: {qqqq: xa}", "the fields are city, country, online, venue"),
        ("id: other", "delete the line: the id of a record is the name of its file"),
        ("parties: xa", "start each entry on a line of its own with a hyphen and a space"),
        ("mechanism: [talks]", "write one value after the colon, without brackets or a hyphen"),
        ("inferred: [date]", "write each on a line below, indented: its name, a colon, a space and its text"),
        (
            "place: Sampleton",
            "write it on a line below, indented: city: Sampleton; the fields are city, country, online, venue",
        ),
        (
            "commitments: [{id: a}]",
            'add, within the braces and after a comma, a field with "text:", a space and the value: what is to be done',
        ),
        ("level: qqqq", None),
    ],
)
def test_a_hint_says_what_may_have_been_meant(text: str, hint: str | None) -> None:
    assert problem(text).hint == hint


def test_a_hint_names_fields_as_editors_write_them() -> None:
    text = b"title: Pact\nregistration: [{registr: UNTS, number: '1'}]"
    problems = structure(Agreement, parse_source(text, "pact.yml"), {"id": "pact"}).problems
    assert [(found.rule.code, found.hint) for found in problems if found.at_key] == [
        ("unknown-field", 'did you mean "register"?')
    ]


def test_a_wrong_name_is_placed_at_the_name_and_a_wrong_value_at_the_value() -> None:
    source = parse_source(f"{SOUND}summry: x\nlevel: ministre\n".encode(), "talks.yml")
    places = [source.locate(found).place for found in structure(Meeting, source, {"id": "talks"}).problems]
    assert {(place.line, place.column) for place in places if place} == {(3, 1), (4, 8)}


def test_everything_that_is_wrong_is_found_at_once() -> None:
    problems = meeting("titel: Talks\ndate: 26.01.2024\nlevel: ministre\nparticipants: [{rol: host}]").problems
    assert {(found.rule.code, format_field_path(found.field)) for found in problems} == {
        ("missing-field", "title"),
        ("unknown-field", "titel"),
        ("invalid-date", "date"),
        ("unknown-value", "level"),
        ("unknown-field", "participants[0].rol"),
    }


def test_of_what_was_refused_when_the_file_was_read_nothing_more_is_said() -> None:
    source = parse_source(f"{SOUND}session: &three 3\nlevel:\n".encode(), "talks.yml")
    assert [found.rule.code for found in source.problems] == ["anchor", "empty-value"]
    assert structure(Meeting, source, {"id": "talks"}).problems == []


def test_a_record_with_problems_lacks_only_what_is_wrong() -> None:
    record, problems, _ = meeting(f"{SOUND}level: ministre\nplace: {{city: Sampleton, contry: xa}}\nparties: [xa]\n")
    assert len(problems) == 2
    assert record is not None
    assert record.level == "other"
    assert record.place is not None
    assert record.place.city is not None
    assert [party.id for party in record.parties] == ["xa"]


def test_an_entry_of_a_list_keeps_its_position_when_another_loses_a_field() -> None:
    record, *_ = meeting(SOUND + "participants: [{name: Ada, rol: host}, {name: Ben}]")
    assert record is not None
    assert [participant.name for participant in record.participants] == ["Ada", "Ben"]


def test_where_what_remains_makes_no_record_there_is_none() -> None:
    record, problems, _ = meeting("title: Talks\ndate: soon\n")
    assert record is None
    assert [found.rule.code for found in problems] == ["invalid-date"]


def test_a_field_called_as_pydantic_calls_keys_is_unknown_like_any_other() -> None:
    found = problem("'[key]': x")
    assert (found.rule.code, found.field) == ("unknown-field", ("[key]",))


@pytest.mark.parametrize("entry", ["x", "{note: 5, nobody: 6}", "{person: {en: a}}"])
def test_what_is_wrong_beyond_the_last_problem_that_is_told_is_left_out_too(entry: str) -> None:
    made = meeting("date: 2024-01-26\nparticipants:\n- person: ada-example\n" + f"- {entry}\n" * 500)
    assert len(made.problems) <= MAX_PROBLEMS
    assert made.record is None
    assert [reference.text for _, reference in made.references] == ["ada-example"]
