"""What is sought, and the excerpt it is shown in."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.editing.find import EXCERPT, excerpt, words_to_find


def bracketed(text: str) -> str:
    return f"<{text}>"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Ikegami MASAKI ikegami", ("ikegami", "masaki")),
        ("Oʻzbekiston O'zbekiston", ("ozbekiston",)),
        ("forum 26 January 2024", ("forum", "2024-01-26")),
        ("26.01.2024 forum", ("2024-01-26", "forum")),
        ("January 2024", ("2024-01",)),
        ("участок Йод", ("участок", "иод")),
        ("", ()),
    ],
)
def test_words_are_folded_and_dates_are_as_records_have_them(text: str, words: tuple[str, ...]) -> None:
    assert tuple(words_to_find(text)) == words


@pytest.mark.parametrize(
    ("text", "word", "shown"),
    [
        ("Oʻzbekiston–Yaponiya", "ozbekiston", "<Oʻzbekiston>–Yaponiya"),
        ("Икэгами Масаки", "масаки", "Икэгами <Масаки>"),
        ("外務省間協議", "協議", "外務省間<協議>"),
        ("Réunion", "reunion", "<Réunion>"),
        ("Straße", "strasse", "<Straße>"),
        ("Reunited", "unit", "Reunited"),
        ("two\n  lines", "lines", "two <lines>"),
    ],
)
def test_the_word_is_marked_as_the_record_writes_it(text: str, word: str, shown: str) -> None:
    assert excerpt(text, [word], bracketed) == shown


def test_an_excerpt_of_a_long_text_holds_the_word() -> None:
    shown = excerpt("before " * 50 + "here " + "after " * 50, ["here"], bracketed)
    assert "<here>" in shown
    assert shown.startswith("…")
    assert shown.endswith("…")
    assert len(shown) <= EXCERPT + len("<>……")


@given(st.text(max_size=400), st.lists(st.text(min_size=1, max_size=5), max_size=3))
def test_an_excerpt_is_a_part_of_the_text_whatever_that_is(text: str, words: list[str]) -> None:
    shown = excerpt(text, [word for written in words for word in words_to_find(written)], str)
    assert shown.removeprefix("…").removesuffix("…") in " ".join(text.split())
