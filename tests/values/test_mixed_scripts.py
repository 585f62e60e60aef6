"""Words with letters of several scripts that look the same are named; words that mix scripts openly are not."""

import unicodedata

import pytest

from generator.values.mixed_scripts import (
    CYRILLIC,
    CYRILLIC_AS_LATIN,
    GREEK,
    GREEK_AS_LATIN,
    LATIN,
    look_alike,
    mixed_words,
)


@pytest.mark.parametrize(
    ("word", "letter", "mended"),
    [
        ("Tаshkent", "CYRILLIC SMALL LETTER A", "Tashkent"),
        ("Тashkent", "CYRILLIC CAPITAL LETTER TE", "Tashkent"),
        ("Russiа", "CYRILLIC SMALL LETTER A", "Russia"),
        ("Mінistеr", "CYRILLIC SMALL LETTER BYELORUSSIAN-UKRAINIAN I", ""),
        ("Kиев", "LATIN CAPITAL LETTER K", "Киев"),
        ("Xива", "LATIN CAPITAL LETTER X", "Хива"),
        ("Мoсквa", "LATIN SMALL LETTER O", "Москва"),
        ("MTCга", "LATIN CAPITAL LETTER M", "МТСга"),
        ("Oʻзбекистон", "LATIN CAPITAL LETTER O", "Оʻзбекистон"),
        ("Lithuaniο", "GREEK SMALL LETTER OMICRON", "Lithuanio"),
        ("Αthens", "GREEK CAPITAL LETTER ALPHA", "Athens"),
        ("Aθήνα", "LATIN CAPITAL LETTER A", "Αθήνα"),
        ("Ρоссия", "GREEK CAPITAL LETTER RHO", "Россия"),
        ("Ｔashkent", "FULLWIDTH LATIN CAPITAL LETTER T", "Tashkent"),
        ("\U0001d413ashkent", "MATHEMATICAL BOLD CAPITAL T", "Tashkent"),
        ("Ташkent", "CYRILLIC CAPITAL LETTER TE", ""),
        ("СOP", "CYRILLIC CAPITAL LETTER ES", ""),
        ("МИДga", "LATIN SMALL LETTER G", ""),
    ],
)
def test_a_letter_of_another_script_is_named(word: str, letter: str, mended: str) -> None:
    (mixed,) = mixed_words(f"«{word}» and others")
    assert mixed.word == word
    assert unicodedata.name(word[mixed.position]) == letter
    assert mixed.mended == mended


@pytest.mark.parametrize(
    "text",
    [
        "Tashkent",
        "Ташкент",
        "№ 5 и 10 °C",
        "USD-нот, IT-парк, Ка-52, А4, A4, 5G-сеть, p2р",
        "COVIDдан, COVIDга, COVIDа, NATOда, iPhoneни, Facebookда, Facebook’да",
        "XXда, XXIаср, Vчи",
        "kΩ, μm, µg, μA, ΔT, β-carotene, βcarotene, αB, 5 μΑ",
        "Tシャツ, NATO諸国, ＮＡＴＯ, Ａ４判, Ｔシャツ",
        "Oʻzbekiston, o'zbek, oʼzbek, Ўзбекистон, Ғ",
        "Məmmədov, İstanbul, café, ñandú, Łódź, Việt Nam, Ёжик, Їжак, Ђорђе",
        "Ελλάδα, ΑΒΓ",
        "нимĕç, çĕнĕ, França, Română",
        "محمد X, דמה A",
    ],
)
def test_words_that_mix_openly_or_not_at_all_are_not_named(text: str) -> None:
    assert list(mixed_words(text)) == []


def test_look_alikes_are_letters_of_their_script() -> None:
    for letters, script in ((CYRILLIC_AS_LATIN, CYRILLIC), (GREEK_AS_LATIN, GREEK)):
        for letter, latin in letters.items():
            assert unicodedata.name(letter).startswith(script.upper())
            assert unicodedata.name(latin).startswith("LATIN")
            assert letter.isupper() == latin.isupper()
            assert look_alike(letter, LATIN) == latin
    assert (look_alike("Р", GREEK), look_alike("Ρ", CYRILLIC), look_alike("ш", LATIN)) == ("Ρ", "Р", "")


def test_an_ending_may_be_meant_after_a_name_in_latin_letters() -> None:
    (ending,) = mixed_words("Googleа")
    (within,) = mixed_words("Gооgle")
    assert (ending.may_have_ending, within.may_have_ending) == (True, False)
