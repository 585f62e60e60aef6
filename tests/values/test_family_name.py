"""Candidates for the family name in a personal name."""

import pytest

from generator.values.family_name import MAX_WORDS, FamilyName, guess_family_name


def guess(name: str, *, first: bool) -> FamilyName:
    family = guess_family_name(name, first=first)
    assert family
    return family


@pytest.mark.parametrize(
    ("name", "first", "likely"),
    [
        ("Ada Example", False, "Example"),
        ("Keiko Yamada", True, ""),
        ("YAMADA Keiko", True, "YAMADA"),
        ("Keiko YAMADA", True, "YAMADA"),
        ("USMANOV Bobur Akmalovich", False, "USMANOV"),
        ("Maria DE LA CRUZ", False, "DE LA CRUZ"),
        ("J. Smith", False, "Smith"),
        ("ADA EXAMPLE", False, "EXAMPLE"),
        ("山田 太郎", True, ""),
    ],
)
def test_the_last_word_is_likely_capitals_tell_and_where_either_comes_first_nothing_does(
    name: str, first: bool, likely: str
) -> None:
    assert guess(name, first=first).likely == likely


def test_each_part_at_an_end_may_be_it_and_is_put_first() -> None:
    assert guess("Ursula von der Leyen", first=False).candidates == {
        "Leyen": "Leyen Ursula von der",
        "der Leyen": "der Leyen Ursula von",
        "von der Leyen": "von der Leyen Ursula",
        "Ursula": "Ursula von der Leyen",
        "Ursula von": "Ursula von der Leyen",
        "Ursula von der": "Ursula von der Leyen",
    }
    assert guess("Ursula von der Leyen", first=False).resolve(" von der leyen ") == "von der Leyen"


def test_a_name_of_one_word_has_none() -> None:
    assert guess_family_name("山田太郎", first=True) is None


def test_of_a_text_in_place_of_a_name_only_a_few_words_at_either_end_may_be_it() -> None:
    words = [f"word{number}" for number in range(10_000)]
    candidates = guess(" ".join(words), first=False).candidates
    assert len(candidates) == 2 * MAX_WORDS
    assert " ".join(words[-MAX_WORDS:]) in candidates
    assert " ".join(words[-MAX_WORDS - 1 :]) not in candidates
