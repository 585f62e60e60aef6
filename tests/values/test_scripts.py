"""The language of a text by its script."""

import pytest

from generator.values.scripts import detect_language

SITE = ["en", "ja", "uz", "ru"]


@pytest.mark.parametrize(
    ("text", "languages", "code"),
    [
        ("Ada Example", SITE, "en"),
        ("Шавкат Мирзиёев", SITE, "ru"),
        ("Банк Азии", ["en", "uz-Cyrl", "ru"], "uz-Cyrl"),
        ("Банк Азии", ["en", "uz", "sr"], "sr"),
        ("田中一郎", SITE, "ja"),
        ("エイダ・ﾗﾌﾞﾚｰｽ", SITE, "ja"),
        ("田中一郎", ["en", "zh", "ja"], "zh"),
        ("いわし", ["en", "zh", "ja"], "ja"),
        ("김민수", ["en", "ja", "ko"], "ko"),
        ("Ada Example", ["ja", "en"], "en"),
        ("田中一郎", ["ja", "en"], "ja"),
        ("محمد", ["en", "ar"], "ar"),
        ("Γιώργος", ["en", "ru", "el"], "el"),
    ],
)
def test_a_text_is_of_the_first_language_that_is_written_in_its_script(
    text: str, languages: list[str], code: str
) -> None:
    assert detect_language(text, languages) == code


@pytest.mark.parametrize("text", ["2024", "김민수", "Банк Asia", "JICA専門家", "Банк 銀行", "…"])
def test_what_no_language_fits_or_the_first_has_letters_in_stays_with_the_first(text: str) -> None:
    assert detect_language(text, SITE) == "en"
