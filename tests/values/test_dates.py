"""Dates, compared with the PyPI package edtf, an independent parser of the notation."""

import re
from datetime import date, timedelta
from time import struct_time

import pytest
from edtf import EDTFParseException, parse_edtf
from hypothesis import assume, given
from hypothesis import strategies as st
from pydantic import TypeAdapter

from generator.values.date_point import InvalidDateError
from generator.values.dates import When, shift_day

DOUBTS = st.sampled_from(["", "~", "?", "%"])
DAYS = st.dates(date(1, 1, 1), date(9999, 12, 31)).map(date.isoformat)
POINTS = st.builds(lambda day, length, doubt: day[:length] + doubt, DAYS, st.sampled_from([4, 7, 10]), DOUBTS)
INTERVALS = st.one_of(
    st.tuples(POINTS, POINTS).map(lambda ends: "/".join(sorted(ends))),
    POINTS.map("{}/..".format),
    POINTS.map("../{}".format),
)
TEXTS = st.one_of(POINTS, INTERVALS)
NEAR = st.dates(date(2023, 12, 1), date(2024, 3, 1)).map(date.isoformat)
NEAR_POINTS = st.builds(lambda day, length, doubt: day[:length] + doubt, NEAR, st.sampled_from([4, 7, 10]), DOUBTS)
CLOSE_TOGETHER = st.one_of(NEAR_POINTS, NEAR_POINTS.map("{}/..".format), NEAR_POINTS.map("../{}".format))


def parsed(text: str) -> When | None:
    try:
        return When.parse(text)
    except InvalidDateError:
        return None


def edtf_day(expected: struct_time | float) -> date:
    """Convert a bound of edtf, which is infinite for an open interval."""
    if isinstance(expected, float):
        return date.max if expected > 0 else date.min
    return date(*expected[:3])


@given(TEXTS)
def test_the_days_a_date_names_are_those_edtf_finds(text: str) -> None:
    when = parsed(text)
    assume(when)
    assert when is not None
    other = parse_edtf(text)
    assert (when.first, when.last) == (edtf_day(other.lower_strict()), edtf_day(other.upper_strict()))


@given(st.from_regex(r"\A[0-2][0-9]{3}(-[0-3][0-9]){0,2}[~?%]?\Z"))
def test_what_the_calendar_has_is_what_edtf_holds_valid(text: str) -> None:
    assume(not text.startswith("0000"))  # edtf has a year 0, we count from 1
    assume(text[5:7] not in {str(season) for season in range(21, 42)})  # seasons: not in our subset
    assume(text[5:10] != "02-29")  # edtf takes it in any year; the calendar's own test is below
    try:
        parse_edtf(text)
    except EDTFParseException:
        assert parsed(text) is None
    else:
        assert parsed(text) is not None


def test_29_february_is_a_day_of_leap_years_only() -> None:
    assert [year for year in (1900, 2000, 2023, 2024) if parsed(f"{year}-02-29")] == [2000, 2024]


@pytest.mark.parametrize("text", ["2024-21", "2024-XX", "198X", "-2024", "Y12024", "2024-01-26T10:00:00Z", "2024/", ""])
def test_the_rest_of_edtf_is_refused(text: str) -> None:
    assert parsed(text) is None


@pytest.mark.parametrize("text", ["2024-01-26\n", " 2024", "２０２４-01-26", "2024--01", "2024-01-26~?", "24-01-26"])
def test_what_only_looks_like_a_date_is_refused(text: str) -> None:
    assert parsed(text) is None


@pytest.mark.parametrize(
    ("text", "unit", "approximate", "uncertain"),
    [
        ("2024-01-26", "day", False, False),
        ("1993-01", "month", False, False),
        ("1993", "year", False, False),
        ("1993-01~", "month", True, False),
        ("1993-01?", "month", False, True),
        ("1993%", "year", True, True),
    ],
)
def test_a_date_keeps_its_text_and_precision(text: str, unit: str, approximate: bool, uncertain: bool) -> None:
    when = When.parse(text)
    assert when.start is not None
    assert when.start is when.end
    assert (when.text, when.start.unit) == (text, unit)
    assert (when.start.approximate, when.start.uncertain) == (approximate, uncertain)
    assert not when.is_interval


def test_an_interval_keeps_the_precision_of_each_end() -> None:
    when = When.parse("2024-01~/2024-03-05")
    assert when.is_interval
    assert when.start is not None
    assert when.end is not None
    assert (when.start.unit, when.start.approximate) == ("month", True)
    assert (when.end.unit, when.end.approximate) == ("day", False)


def test_a_field_takes_a_date_as_text_and_refuses_the_same_as_parsing() -> None:
    field = TypeAdapter(When)
    assert field.validate_python("1993-01") == When.parse("1993-01")
    with pytest.raises(ValueError, match=r'found \\"26.01.2024\\"|found "26.01.2024"'):
        field.validate_python("26.01.2024")
    with pytest.raises(ValueError, match="an interval that ends after it starts is expected"):
        field.validate_python("2024-02/2024-01")


@given(st.one_of(TEXTS, st.text(alphabet="0123456789-/.~?%", max_size=12)))
def test_the_schema_that_editors_see_takes_what_parsing_takes(text: str) -> None:
    pattern = TypeAdapter(When).json_schema()["pattern"]
    assert parsed(text) is None or re.search(pattern, text)


@pytest.mark.parametrize("text", ["26.01.2024", "2024-1-5", "../..", "2024/", "January 2024", "2024-01-26~?"])
def test_the_schema_that_editors_see_refuses_other_notations(text: str) -> None:
    assert not re.search(TypeAdapter(When).json_schema()["pattern"], text)


# Sorting


def test_dates_sort_by_their_first_day_and_the_more_precise_first() -> None:
    shuffled = ["2024", "2024-01-02", "../2023", "2024-01", "2024-01-01", "2024-01-01/..", "2023-12-31"]
    assert sorted(shuffled, key=lambda text: When.parse(text).sort_key) == [
        "../2023",
        "2023-12-31",
        "2024-01-01",
        "2024-01",
        "2024",
        "2024-01-01/..",
        "2024-01-02",
    ]


# Before and after


def test_january_is_neither_before_nor_after_a_day_in_it() -> None:
    january, day = When.parse("1993-01"), When.parse("1993-01-15")
    assert not january.is_before(day)
    assert not january.is_after(day)
    assert not day.is_before(january)
    assert not day.is_after(january)


def test_january_is_before_the_first_of_february_and_after_the_last_of_december() -> None:
    january = When.parse("1993-01")
    assert january.is_before(date(1993, 2, 1))
    assert not january.is_before(date(1993, 1, 31))
    assert january.is_after(date(1992, 12, 31))
    assert not january.is_after(date(1993, 1, 1))


@pytest.mark.parametrize(
    ("doubtful", "still_possible", "certainly_after"),
    [
        ("2024-01-26~", date(2024, 1, 27), date(2024, 1, 28)),
        ("2024-01?", date(2024, 3, 2), date(2024, 3, 3)),
        ("2023%", date(2024, 12, 31), date(2025, 1, 1)),
    ],
)
def test_a_doubt_widens_a_date_by_one_of_its_unit(doubtful: str, still_possible: date, certainly_after: date) -> None:
    assert not When.parse(doubtful).is_before(still_possible)
    assert When.parse(doubtful).is_before(certainly_after)


def test_a_doubt_also_reaches_back() -> None:
    assert not When.parse("2024-01-26?").is_after(date(2024, 1, 25))
    assert When.parse("2024-01-26?").is_after(date(2024, 1, 24))


def test_a_doubt_at_the_end_of_the_calendar_does_not_leave_it() -> None:
    assert When.parse("0001~").earliest == date.min
    assert When.parse("9999~").latest == date.max


def test_an_open_interval_is_never_over_and_one_open_at_its_start_never_to_come() -> None:
    assert not When.parse("2024-01-26/..").is_before(date.max)
    assert not When.parse("../2024-01-26").is_after(date.min)
    assert When.parse("../2024-01-26").is_before(When.parse("2024-01-27/.."))


@given(TEXTS)
def test_nothing_is_before_or_after_itself(text: str) -> None:
    when = parsed(text)
    assume(when)
    assert when is not None
    assert not when.is_before(when)
    assert not when.is_after(when)


@given(CLOSE_TOGETHER, CLOSE_TOGETHER)
def test_what_is_before_another_is_not_after_it_and_the_other_is(one: str, other: str) -> None:
    first, second = When.parse(one), When.parse(other)
    assert not (first.is_before(second) and second.is_before(first))
    assert first.is_before(second) == second.is_after(first)


@given(CLOSE_TOGETHER, CLOSE_TOGETHER, CLOSE_TOGETHER)
def test_before_carries_over(one: str, other: str, third: str) -> None:
    first, second, last = (When.parse(text) for text in (one, other, third))
    assert first.is_before(last) or not (first.is_before(second) and second.is_before(last))


@given(CLOSE_TOGETHER, CLOSE_TOGETHER)
def test_before_claims_only_what_holds_for_every_day_it_names(one: str, other: str) -> None:
    first, second = When.parse(one), When.parse(other)
    assert not first.is_before(second) or first.last < second.first


# Days and years


@pytest.mark.parametrize(
    "text", ["2024-01", "2024", "2024-01-26~", "2024-01-26?", "2024-01-10/2024-01-12", "2024-01-26/.."]
)
def test_only_one_certain_day_is_a_day(text: str) -> None:
    assert When.parse("2024-01-26").day == date(2024, 1, 26)
    assert When.parse(text).day is None


def test_an_interval_of_one_day_is_that_day() -> None:
    assert When.parse("2024-01-26/2024-01-26").day == date(2024, 1, 26)


def test_an_interval_whose_end_is_in_doubt_is_no_day() -> None:
    assert When.parse("2024-01-26/2024-01-26?").day is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2024-01-26", True),
        ("2024-01-26~", True),
        ("2024-01-10/2024-01-12", True),
        ("2024-01-26/..", True),
        ("2024-01", False),
        ("2024-01-10/2024-02", False),
    ],
)
def test_a_date_is_known_to_the_day_where_each_of_its_ends_is_one(text: str, expected: bool) -> None:
    assert When.parse(text).is_to_the_day is expected


@pytest.mark.parametrize(
    ("text", "exact"),
    [
        ("2024-01-26", True),
        ("2024-01-10/2024-01-12", True),
        ("2024-01-26/2024-01-26", True),
        ("2024-01-26~", False),
        ("2024-01-26?", False),
        ("2024-01-26%", False),
        ("2024-01-10/2024-01-12?", False),
        ("2024-01-10~/2024-01-12", False),
        ("2024-01-26/..", False),
        ("../2024-01-26", False),
        ("2024-01", False),
        ("2024", False),
        ("2024-01-10/2024-02", False),
        ("2024-01/2024-02-10", False),
    ],
)
def test_a_date_is_exact_where_both_its_ends_are_days_without_a_doubt(text: str, exact: bool) -> None:
    assert When.parse(text).is_exact is exact


@given(TEXTS)
def test_a_date_that_is_exact_is_certain_and_known_to_the_day(text: str) -> None:
    when = parsed(text)
    assume(when)
    assert when is not None
    assert not when.is_exact or (when.is_to_the_day and (when.earliest, when.latest) == (when.first, when.last))


@pytest.mark.parametrize(
    ("day", "by", "expected"),
    [
        (date(2024, 2, 28), 2, date(2024, 3, 1)),
        (date(2024, 3, 1), -2, date(2024, 2, 28)),
        (date(2024, 3, 1), 0, date(2024, 3, 1)),
        (date(1, 1, 2), -1, date.min),
        (date(1, 1, 1), -1, date.min),
        (date(1, 2, 1), -366, date.min),
        (date(9999, 12, 30), 1, date.max),
        (date(9999, 12, 31), 1, date.max),
        (date(9999, 12, 1), 366, date.max),
        (date.min, 0, date.min),
        (date.max, 0, date.max),
    ],
)
def test_a_day_is_shifted_as_far_as_the_calendar_reaches(day: date, by: int, expected: date) -> None:
    assert shift_day(day, timedelta(days=by)) == expected


def test_the_year_is_that_of_the_start_or_else_of_the_end() -> None:
    assert When.parse("2023-12-30/2024-01-02").year == 2023
    assert When.parse("../2024-01-02").year == 2024
    assert When.parse("1993~").year == 1993


def test_a_date_covers_the_days_from_its_first_to_its_last() -> None:
    january = When.parse("2024-01")
    days = [date(2023, 12, 31), date(2024, 1, 1), date(2024, 1, 31), date(2024, 2, 1)]
    assert [january.covers(day) for day in days] == [False, True, True, False]


def test_an_open_interval_covers_every_day_from_its_start() -> None:
    assert When.parse("2024-01-26/..").covers(date.max)
    assert not When.parse("2024-01-26/..").covers(date(2024, 1, 25))


def test_a_year_has_begun_on_its_first_day() -> None:
    assert When.parse("2024").has_begun(date(2024, 1, 1))
    assert not When.parse("2024").has_begun(date(2023, 12, 31))
