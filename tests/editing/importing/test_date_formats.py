"""Dates of tables."""

import pytest

from generator.editing.importing.date_formats import NoDateError, convert_date, is_format
from generator.values.date_notations import NAMED_NOTATIONS


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        ("2024-01-26", "iso", "2024-01-26"),
        ("2024-01-26T15:00", "iso", "2024-01-26"),
        ("1993-01~", "iso", "1993-01~"),
        ("2024-01-10/2024-01-12", "iso", "2024-01-10/2024-01-12"),
        ("26/1/2024", "day-month-year", "2024-01-26"),
        ("26.01.2024", "DD.MM.YYYY", "2024-01-26"),
        ("1/26/2024", "month-day-year", "2024-01-26"),
        ("2024/1/26", "year-month-day", "2024-01-26"),
        ("07-2012", "MM-YYYY", "2012-07"),
        ("07-2012", "month-year", "2012-07"),
        ("1992", "year", "1992"),
        ("26 January 2024", "in-words", "2024-01-26"),
        ("Jan 2024", "in-words", "2024-01"),
        ("45317", "serial", "2024-01-26"),
        ("26.01.24", "%d.%m.%y", "2024-01-26"),
        ("January 2024", "%B %Y", "2024-01"),
    ],
)
def test_a_date_is_read_as_precisely_as_it_is_given(text: str, name: str, expected: str) -> None:
    assert convert_date(text, [name]) == expected


def test_several_formats_are_tried() -> None:
    formats = ["MM-YYYY", "DD-MM-YYYY"]
    assert [convert_date(text, formats) for text in ("07-2012", "12-04-2016")] == ["2012-07", "2016-04-12"]


def test_a_date_that_two_formats_read_differently_is_refused() -> None:
    with pytest.raises(NoDateError, match="may be 2024-04-03 or 2024-03-04"):
        convert_date("03/04/2024", ["day-month-year", "month-day-year"])
    assert convert_date("03/03/2024", ["day-month-year", "month-day-year"]) == "2024-03-03"
    assert convert_date("26/01/2024", ["day-month-year", "month-day-year"]) == "2024-01-26"


@pytest.mark.parametrize("text", ["soon", "2024-13-01", "0000-00-00", "31/02/2024", ""])
def test_what_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(NoDateError):
        convert_date(text, [*NAMED_NOTATIONS, "DD/MM/YYYY"])


def test_a_format_is_one_that_has_a_name_or_says_where_the_year_stands() -> None:
    assert all(is_format(name) for name in [*NAMED_NOTATIONS, "DD/MM/YYYY", "MM.YYYY", "YYYY", "%d %B %Y"])
    assert not any(is_format(name) for name in ["isso", "DD/MM", "DD-DD-YYYY", "DD-YYYY", "%d.%m.", "", "%Y%Y"])
