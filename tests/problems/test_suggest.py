"""A close spelling is proposed, and nothing where none is close."""

import pytest

from generator.problems.suggest import closest_match, complete_prefix, did_you_mean, look_the_same, unique_close_match


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("ministre", "minister"),
        ("MINISTER", "minister"),
        ("head_of_state", "head-of-state"),
        ("deputy minister", "deputy-minister"),
        ("workin", "working"),
    ],
)
def test_a_close_spelling_is_proposed(word: str, meant: str) -> None:
    assert closest_match(word, {"minister", "deputy-minister", "head-of-state", "working"}) == meant


@pytest.mark.parametrize("word", ["ambassador", "x", "", "???"])
def test_nothing_is_proposed_where_nothing_is_close(word: str) -> None:
    assert closest_match(word, ["minister", "working"]) is None
    assert did_you_mean(word, ["minister", "working"]) is None


def test_nothing_is_proposed_without_candidates() -> None:
    assert did_you_mean("minister", []) is None


def test_of_two_that_are_equally_close_it_is_the_first_by_letter_whatever_their_order() -> None:
    assert closest_match("example-c", ["example-b", "example-a"]) == "example-a"
    assert closest_match("example-c", ["example-a", "example-b"]) == "example-a"


@pytest.mark.parametrize(
    ("word", "character"),
    [
        ("internal\u200b", "U+200B ZERO WIDTH SPACE"),
        ("internal\u00a0", "U+00A0 NO-BREAK SPACE"),
        ("intern\u0430l", "U+0430 CYRILLIC SMALL LETTER A"),
        ("intern\u03b1l", "U+03B1 GREEK SMALL LETTER ALPHA"),
        ("\uff49nternal", "U+FF49 FULLWIDTH LATIN SMALL LETTER I"),
    ],
)
def test_the_hint_names_a_character_that_nobody_could_tell_apart(word: str, character: str) -> None:
    assert did_you_mean(word, ["internal"]) == f'{character} is in it; did you mean "internal"?'


def test_the_hint_is_silent_about_characters_that_everybody_sees() -> None:
    assert did_you_mean("internäl", ["internal"]) == 'did you mean "internal"?'
    assert did_you_mean("Министр", ["Министры"]) == 'did you mean "Министры"?'


def test_the_hint_is_a_question() -> None:
    assert did_you_mean("example-aba", ["example-ada"]) == 'did you mean "example-ada"?'


@pytest.mark.parametrize(
    "other",
    ["Political consultations", "political  Consultations!", "Political consultation", "Politcal consultations"],
)
def test_titles_that_differ_in_a_letter_or_a_sign_look_the_same(other: str) -> None:
    assert look_the_same("Political consultations", other)


@pytest.mark.parametrize("other", ["Economic consultations", "Political talks", ""])
def test_titles_that_differ_in_a_word_do_not(other: str) -> None:
    assert not look_the_same("Political consultations", other)


def test_titles_in_other_scripts_are_compared_too() -> None:
    assert look_the_same("政治協議（第三回）", "政治協議 第三回")
    assert not look_the_same("政治協議", "経済協議")


def test_the_only_close_candidate_is_certain() -> None:
    assert unique_close_match("ada-exmaple", ["ada-example", "ben-sample"]) == "ada-example"


@pytest.mark.parametrize(
    ("word", "candidates"),
    [
        ("ada-exmple", ["ada-example", "ada-exemple"]),  # two are close
        ("tanaka-hiro", ["yamada-hiro"]),  # close, but somebody else
        ("2024-01-13-consultations", ["2024-01-12-consultations"]),  # another day
        ("uy", ["uz"]),
        ("ada", []),
    ],
)
def test_no_candidate_is_certain_where_another_word_may_be_meant(word: str, candidates: list[str]) -> None:
    assert unique_close_match(word, candidates) is None


@pytest.mark.parametrize(
    ("typed", "word"),
    [("Work", "working"), ("head", "head"), ("he", ""), ("HEAD-OF", "head-of-state"), ("", ""), ("x", "")],
)
def test_a_prefix_is_completed_where_one_word_alone_begins_with_it(typed: str, word: str) -> None:
    assert complete_prefix(typed, ["working", "head", "head-of-state"]) == word
