"""Texts folded for comparison, and titles in letters of ids."""

import re
from pathlib import Path

import pytest

from generator.values import folding
from generator.values.folding import fold, fold_name, slug

GENERATOR = Path(folding.__file__).parent


@pytest.mark.parametrize(
    ("name", "folded"),
    [
        ("Wałęsa", "walesa"),
        ("Oʻzbekiston  O'RTA O’rta", "ozbekiston orta orta"),
        ("Straße STRASSE", "strasse strasse"),
        ("Ærø Þingvellir Diyarbakır İstanbul", "aero thingvellir diyarbakir istanbul"),
        ("J. R.\u00a0Example", "j r example"),
        ("ΜΗΤΣΟΤΑΚΗΣ", fold("μητσοτάκης")),
        ("ﾃｽﾉﾌ ﾗﾀﾞﾝ", "テスノフ ラタン"),
        ("ਅਫ਼ਰੀਕਾ", "ਅਫਰੀਕਾ"),
        ("", ""),
    ],
)
def test_a_name_is_compared_without_case_diacritics_apostrophes_and_full_stops(name: str, folded: str) -> None:
    assert fold_name(name) == folded


def test_blanks_of_a_text_stay() -> None:
    assert fold(" Ęa  b\n") == " ea  b\n"


def test_a_text_is_folded_letter_by_letter() -> None:
    text = "Wałęsa ΜΗΤΣΟΤΑΚΗΣ Straße Oʻzbekiston"
    assert "".join(map(fold, text)) == fold(text)


@pytest.mark.parametrize(
    ("title", "letters"),
    [("Łódź, Straße", "lodz-strasse"), ("Ўзбекистон", "ozbekiston"), ("O‘zbek.uz", "ozbek-uz"), ("日本", "")],
)
def test_an_id_is_spelt_in_latin_letters(title: str, letters: str) -> None:
    assert slug(title) == letters


def test_the_letters_and_the_apostrophes_stand_in_one_module() -> None:
    tables = re.compile('"ø": "o"|о=o|u2018-.u201b')
    assert [path.name for path in GENERATOR.rglob("*.py") if tables.search(path.read_text("utf-8"))] == ["folding.py"]
