"""Pydantic's errors are explained in an editor's words, with a hint."""

import pytest

from generator.content.source import parse_source
from generator.content.structure import structure
from generator.kinds.agreement import Agreement
from generator.kinds.meeting import Meeting
from generator.kinds.relation import Relation
from generator.kinds.site import Site
from generator.problems import Problem, format_field_path


def problem_in(text: str) -> Problem:
    """Return the only problem of a meeting that is valid but for the lines `text`."""
    source = parse_source(f"title: Talks\ndate: 2024-01-26\n{text}".encode(), "talks.yml")
    (problem,) = structure(Meeting, source, {"id": "talks"}).problems
    return problem


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
    problem = problem_in(text)
    assert (problem.rule.code, format_field_path(problem.field)) == (code, field)
    assert message in problem.message


def test_a_list_that_is_too_short_is_told_how_long_it_should_be() -> None:
    (problem,) = structure(Relation, parse_source(b"between: [xa]", "r.yml"), {"id": "r"}).problems
    assert (problem.rule.code, problem.message) == ("too-few", "at least 2 entries are expected, found 1")


def test_an_amount_is_a_number_of_0_or_more() -> None:
    text = b"title: Loan\nvalue: {amount: -5, currency: JPY}"
    (problem,) = structure(Agreement, parse_source(text, "loan.yml"), {"id": "loan"}).problems
    assert (problem.rule.code, problem.field) == ("not-a-number", ("value", "amount"))
    assert problem.message == 'a number of 0 or more is expected, found "-5"'


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
    assert problem_in(text).hint == hint


@pytest.mark.parametrize(
    "text",
    [
        "place: {city: Sampleton, audience: internal}",
        "place: {audiance: internal}",
        "summary: {en: Talks, audience: internal}",
        "caveats: [{audience: internal}]",
        "outcomes: [{text: Nothing for the public, audience: internal}]",
    ],
)
def test_a_mark_where_nothing_can_be_marked_is_not_hinted_into_a_text(text: str) -> None:
    hint = problem_in(text).hint or ""
    assert hint.startswith("only a record, or an entry of a list with fields, can be marked")
    assert "quotes" not in hint


@pytest.mark.parametrize("text", ["internal: true", "Public: false", "participants: [{name: Ada, confidential: true}]"])
def test_marks_as_other_programs_have_them_are_told_how_ours_is_written(text: str) -> None:
    problem = problem_in(text)
    assert problem.rule.code == "unknown-field"
    assert problem.hint == 'write "audience: internal" to keep it out of the public edition'


def test_a_mark_with_another_word_is_told_which_one_hides() -> None:
    assert (problem_in("audience: desk only").hint or "").startswith('write "internal" to keep it out')
    assert problem_in("audience: Internal").hint == 'did you mean "internal"?'


def test_the_site_is_not_told_to_be_marked() -> None:
    source = parse_source(b"title: Example\nlanguages: [en]\naudience: internal", "site.yml")
    hints = [problem.hint or "" for problem in structure(Site, source, {}).problems if problem.field == ("audience",)]
    assert [hint.startswith("the fields are ") for hint in hints] == [True]


def test_a_hint_names_fields_as_editors_write_them() -> None:
    text = b"title: Pact\nregistration: [{registr: UNTS, number: '1'}]"
    problems = structure(Agreement, parse_source(text, "pact.yml"), {"id": "pact"}).problems
    assert [(problem.rule.code, problem.hint) for problem in problems if problem.at_key] == [
        ("unknown-field", 'did you mean "register"?')
    ]


def test_a_field_called_as_pydantic_calls_keys_is_unknown_like_any_other() -> None:
    problem = problem_in("'[key]': x")
    assert (problem.rule.code, problem.field) == ("unknown-field", ("[key]",))
