"""Small field types: accepted values, and refusals with their hints."""

from datetime import time, timedelta, timezone
from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError

from generator.problems import Problem, format_field_path
from generator.values.codes import (
    Amount,
    Colour,
    Count,
    CurrencyCode,
    Duration,
    FieldName,
    Id,
    LanguageCode,
    Line,
    TimeOfDay,
    Url,
    is_currency,
    is_id,
    parse_field_path,
)
from generator.values.refusal import extract_problems


def taken(kind: Any, text: str) -> Any:
    return TypeAdapter(kind).validate_python(text)


def refusal_of(kind: Any, value: Any) -> Problem:
    with pytest.raises(ValidationError) as caught:
        TypeAdapter(kind).validate_python(value)
    (problem,) = extract_problems(dict(caught.value.errors()[0]))
    return problem


@pytest.mark.parametrize("text", ["a", "2024-01-26-consultations", "x" * 100])
def test_an_id_is_made_of_lower_case_letters_digits_and_single_hyphens(text: str) -> None:
    assert is_id(text)
    assert taken(Id, text) == text


@pytest.mark.parametrize("text", ["", "A", "a_b", "a--b", "-a", "a-", "a b", "é", "a\n", "x" * 101, "２"])
def test_anything_else_is_no_id(text: str) -> None:
    assert not is_id(text)


def test_an_id_that_is_none_is_refused() -> None:
    assert refusal_of(Id, "Ada Example").rule.code == "invalid-id"


def test_a_line_loses_the_space_around_it_and_is_never_empty() -> None:
    assert taken(Line, "  Ada Example ") == "Ada Example"
    with pytest.raises(ValidationError):
        taken(Line, "  ")


def test_an_address_is_complete_and_safe() -> None:
    assert taken(Url, " https://example.org/ ") == "https://example.org/"
    assert refusal_of(Url, "javascript:alert(1)").rule.code == "url-scheme"


def test_a_language_is_a_known_code() -> None:
    assert taken(LanguageCode, "uz-Cyrl") == "uz-Cyrl"
    assert refusal_of(LanguageCode, "jp").rule.code == "unknown-language"


def test_a_currency_is_a_known_code_in_capitals() -> None:
    assert taken(CurrencyCode, "JPY") == "JPY"
    assert refusal_of(CurrencyCode, "jpy").hint == 'did you mean "JPY"?'
    assert refusal_of(CurrencyCode, "yen").hint is None
    assert refusal_of(CurrencyCode, "yen").rule.code == "unknown-currency"


@pytest.mark.parametrize(
    ("text", "hours"), [("15:00:00+05:00", 5.0), ("15:00+05:00", 5.0), ("15:00:00Z", 0.0), ("15:00:00-03:30", -3.5)]
)
def test_a_time_of_day_keeps_its_offset(text: str, hours: float) -> None:
    assert taken(TimeOfDay, text) == time(15, 0, tzinfo=timezone(timedelta(hours=hours)))
    assert taken(TimeOfDay, text).utcoffset() == timedelta(hours=hours)


def test_a_time_without_its_offset_is_refused_with_what_to_add() -> None:
    assert refusal_of(TimeOfDay, "15:00").hint == (
        "add how far the clock there is ahead of UTC, as in 15:00+05:00 for Tashkent"
    )


@pytest.mark.parametrize(
    "text", ["25:00:00Z", "3 pm", "24:00:00Z", "1500+0500", "T15:00:00Z", "15+05:00", "15:00:00,5Z"]
)
def test_a_time_in_another_notation_than_rfc_3339_is_refused(text: str) -> None:
    problem = refusal_of(TimeOfDay, text)
    assert problem.rule.code == "invalid-time"
    assert (problem.hint or "").startswith("write the hours from 00 to 23, the minutes, and how far")


@pytest.mark.parametrize("value", [["15:00:00Z"], {"from": "15:00:00Z"}])
def test_a_time_that_is_not_even_text_is_refused_like_any_other(value: Any) -> None:
    with pytest.raises(ValidationError):
        taken(TimeOfDay, value)


@pytest.mark.parametrize("text", ["P1Y", "P6M", "P2W", "P10D", "P1Y6M"])
def test_a_duration_is_one_of_iso_8601(text: str) -> None:
    assert taken(Duration, text) == text


@pytest.mark.parametrize(
    "text", ["P", "P0D", "P0Y", "1Y", "p1y", "PT1H", "P1Y ago", "P1.5Y", "-P1Y", "P9999Y", "yearly"]
)
def test_no_time_at_all_or_another_notation_is_no_duration(text: str) -> None:
    assert refusal_of(Duration, text).rule.code == "invalid-duration"


@pytest.mark.parametrize(
    ("text", "steps"),
    [
        ("date", ("date",)),
        ("place.city", ("place", "city")),
        ("participants[0].position", ("participants", 0, "position")),
        ("history[12].signatories[3].for", ("history", 12, "signatories", 3, "for")),
    ],
)
def test_a_field_is_named_by_the_way_to_it(text: str, steps: tuple[str | int, ...]) -> None:
    assert taken(FieldName, text) == text
    assert parse_field_path(text) == steps
    assert format_field_path(steps) == text


@pytest.mark.parametrize(
    "text", ["Date", "participants.0", "participants[]", "participants[-1]", ".date", "date.", "a b", "[0]"]
)
def test_what_is_no_way_to_a_field_is_refused(text: str) -> None:
    assert refusal_of(FieldName, text).rule.code == "invalid-field-path"


def test_numbers_are_not_negative() -> None:
    assert taken(Count, "0") == 0
    assert str(taken(Amount, "1500000.50")) == "1500000.50"
    for kind in (Count, Amount):
        with pytest.raises(ValidationError):
            taken(kind, "-1")


@pytest.mark.parametrize("text", ["NaN", "Infinity", "1,5", "many"])
def test_an_amount_is_a_finite_number(text: str) -> None:
    with pytest.raises(ValidationError):
        taken(Amount, text)


@pytest.mark.parametrize(
    ("text", "colour"),
    [
        ("#7a1f2b", "#7a1f2b"),
        (" #7A1F2B ", "#7a1f2b"),
        ("#000000", "#000000"),
        ("#767676", "#767676"),
        ("#0000ff", "#0000ff"),
        ("#008000", "#008000"),
    ],
)
def test_a_colour_is_three_pairs_of_digits_that_can_be_read_on_white(text: str, colour: str) -> None:
    assert taken(Colour, text) == colour


@pytest.mark.parametrize(
    "text",
    [
        "7a1f2b",
        "#7a1f2",
        "#7a1f2bb",
        "#abc",
        "#7a1f2g",
        "maroon",
        "rgb(0,0,0)",
        "#7a1f2b;",
        "#7a 1f2b",
        "#７a1f2b",
        "##7a1f2",
    ],
)
def test_a_colour_in_another_notation_is_refused(text: str) -> None:
    problem = refusal_of(Colour, text)
    assert (problem.rule.code, problem.message) == (
        "invalid-colour",
        f'a colour such as #7a1f2b is expected, found "{text}"',
    )


@pytest.mark.parametrize(
    ("text", "contrast"),
    [
        ("#ffffff", "1.00"),
        ("#FFFF00", "1.07"),
        ("#ff0000", "4.00"),
        ("#787878", "4.42"),
        ("#777777", "4.48"),
    ],
)
def test_a_colour_that_cannot_be_read_on_white_is_refused_with_its_contrast(text: str, contrast: str) -> None:
    expected = "a colour such as #7a1f2b is expected whose contrast with white is at least 4.5"
    problem = refusal_of(Colour, text)
    assert (problem.rule.code, problem.message) == ("invalid-colour", f'{expected}, found "{text}" with {contrast}')


@pytest.mark.parametrize("text", ["#777777", "#777776", "#787878"])
def test_what_just_misses_the_contrast_is_refused(text: str) -> None:
    assert refusal_of(Colour, text).rule.code == "invalid-colour"


def test_a_currency_is_a_code_of_iso_4217_in_capitals() -> None:
    assert is_currency("JPY")
    assert is_currency("UZS")
    assert not is_currency("jpy")
    assert not is_currency("JPN")
