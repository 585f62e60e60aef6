"""How lines are wrapped to a terminal."""

from hypothesis import given
from hypothesis import strategies as st

from generator.editing.show import WIDE, wrap
from generator.problems.terminal import width


@given(st.text(max_size=200), st.integers(10, 60))
def test_lines_hold_the_whole_text_and_are_too_wide_only_for_what_cannot_be_parted(text: str, columns: int) -> None:
    lines = wrap(text, columns)
    assert "".join("".join(lines).split()) == "".join(text.split())
    assert all(width(line) <= columns or not WIDE.search(line.strip()) for line in lines)


def test_text_without_spaces_is_parted_between_its_letters_which_take_two_columns() -> None:
    assert wrap("日本国外務省", 6) == ["日本国", "外務省"]


def test_an_empty_text_is_one_empty_line() -> None:
    assert wrap("", 10) == [""]
