"""Dates in other notations: day before month, and no guess in an uncertain case."""

import pytest

from generator.values.date_notations import is_unambiguous, parse_other_notation, swap_day_and_month


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("2024/01/26", "2024-01-26"),
        ("2024.1.2", "2024-01-02"),
        ("2024-1-2", "2024-01-02"),
        ("26.01.2024", "2024-01-26"),
        ("26/01/2024", "2024-01-26"),
        ("2/2/2024", "2024-02-02"),
        ("03/2024", "2024-03"),
        ("5 June 2003", "2003-06-05"),
        ("Jun 5, 2003", "2003-06-05"),
        ("March 2004", "2004-03"),
    ],
)
def test_a_date_that_can_be_read_in_one_way_is_unambiguous(text: str, meant: str) -> None:
    assert (is_unambiguous(text), parse_other_notation(text)) == (True, meant)


@pytest.mark.parametrize("text", ["01/02/2024", "1.2.2024", "12-11-2024", "01/26/2024", "2006-2008", "20240126", "26"])
def test_a_date_that_may_be_another_is_not(text: str) -> None:
    assert not is_unambiguous(text)


def test_day_and_month_are_exchanged_only_where_both_may_be_either() -> None:
    assert swap_day_and_month("1.2.2024") == "2024-01-02"
    assert [swap_day_and_month(text) for text in ("13/02/2024", "02/02/2024", "2024-01-02", "soon")] == [None] * 4


def test_two_dates_with_a_dash_between_them_are_an_interval() -> None:
    assert parse_other_notation("2024-01-10 - 12 January 2024") == "2024-01-10/2024-01-12"
    assert [parse_other_notation(text) for text in ("soon - 2024", "2024-01 - 2024-02 - 2024-03", "2024-01-10 -")] == [
        None
    ] * 3
