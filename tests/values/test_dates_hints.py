"""Refused dates, and the hints for dates in other notations."""

from datetime import date

import pytest

from generator.values.date_point import InvalidDateError
from generator.values.dates import When


def refused(text: str) -> InvalidDateError:
    with pytest.raises(InvalidDateError) as caught:
        When.parse(text)
    return caught.value


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("26.01.2024", 'write "2024-01-26"'),
        ("26/01/2024", 'write "2024-01-26"'),
        ("2024/01/26", 'write "2024-01-26"'),
        ("2024.1.26", 'write "2024-01-26"'),
        ("2024-1-5", 'write "2024-01-05"'),
        ("20240126", 'write "2024-01-26"'),
        ("26 January 2024", 'write "2024-01-26"'),
        ("26. jan 2024", 'write "2024-01-26"'),
        ("January 26, 2024", 'write "2024-01-26"'),
        ("Sept 2024", 'write "2024-09"'),
        ("01.2024", 'write "2024-01"'),
        ("01/2024", 'write "2024-01"'),
        ("01.12.26", "write the year in four digits, as in 2026-12-01"),
        ("26/12/01", "write the year in four digits, as in 2026-12-01"),
        ("2024-01-10 - 2024-01-12", 'write "2024-01-10/2024-01-12"'),
        ("10.01.2024 – 12.01.2024", 'write "2024-01-10/2024-01-12"'),
        ("2024-1-5/2024-01-07", 'write "2024-01-05"'),
        ("01/02/2024", 'write "2024-02-01" or "2024-01-02"'),
        ("12.11.2024", 'write "2024-11-12" or "2024-12-11"'),
        ("2/2/2024", 'write "2024-02-02"'),
        ("2024-02-30", "February 2024 has 29 days"),
        ("31.02.2026", "February 2026 has 28 days"),
        ("2023-02-29", "February 2023 has 28 days"),
        ("0000", "years are counted from 0001"),
        ("2024-01-12/2024-01-10", 'did you mean "2024-01-10/2024-01-12"?'),
    ],
)
def test_a_common_notation_is_refused_with_how_to_write_it(text: str, hint: str) -> None:
    assert refused(text).hint == hint


@pytest.mark.parametrize("text", ["01/13/2024", "26 Nonsuch 2024", "spring 2024?", "2024-13", "soon", "../.."])
def test_a_date_that_cannot_be_guessed_gets_no_hint(text: str) -> None:
    assert refused(text).hint is None


def test_a_month_that_is_none_is_named() -> None:
    assert str(refused("2024-13-01")) == '"2024-13-01" with a month 13'


def test_an_interval_that_ends_before_it_starts_breaks_a_rule_of_its_own() -> None:
    assert refused("2024-02/2024-01").rule.code == "interval-ends-before-start"
    assert refused("2024-02/soon").rule.code == "invalid-date"


def test_an_interval_may_end_in_the_month_it_starts_in() -> None:
    assert When.parse("2024-01-26/2024-01").last == date(2024, 1, 31)
