"""Text for a terminal cannot steer it, and has the width that the terminal gives it."""

import pytest

from generator.problems.terminal import terminal_safe, width


def test_safe_text_has_the_length_of_the_text() -> None:
    assert terminal_safe("a\x1b[31mb\tc\u202e\u2028") == "a�[31mb c��"


@pytest.mark.parametrize(
    ("text", "columns"), [("", 0), ("abc", 3), ("協議", 4), ("ｗｉｄｅ", 8), ("e\u0301", 1), ("نص", 2), ("a\u200bb", 2)]
)
def test_wide_characters_take_two_columns_and_combining_marks_none(text: str, columns: int) -> None:
    assert width(text) == columns
