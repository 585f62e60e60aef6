"""Languages: their codes, and what CLDR knows of names and numbers in them."""

from decimal import Decimal

import pytest

from generator.languages import is_country, is_currency, is_language, is_user_assigned, language

NARROW = {0xA0: " ", 0x202F: " ", 0x2009: " "}
"""No-break and thin spaces as plain ones, which a reader of these tests can see."""


@pytest.mark.parametrize("code", ["en", "ja", "ru", "uz", "kaa", "uz-Cyrl", "uz-Cyrl-UZ", "en-GB", "zh-Hant", "es-419"])
def test_a_code_of_bcp_47_is_a_language(code: str) -> None:
    assert is_language(code)


@pytest.mark.parametrize(
    "code", ["", "qqq", "jp-", "EN", "uz_Cyrl", "en-UK", "uz-UZ-Cyrl", "en-GB-GB", "english", "en-"]
)
def test_what_is_no_code_of_bcp_47_is_no_language(code: str) -> None:
    assert not is_language(code)


@pytest.mark.parametrize("code", ["qqq", "EN", ""])
def test_there_is_no_language_of_an_unknown_code(code: str) -> None:
    with pytest.raises(KeyError):
        language(code)


@pytest.mark.parametrize("code", ["tlh", "ain", "mul", "en-JP"])
def test_a_language_without_locale_data_is_a_key_error_too(code: str) -> None:
    with pytest.raises(KeyError):
        language(code)


def test_english_is_british_and_keeps_its_own_code() -> None:
    english = language("en")
    assert (english.code, str(english.locale)) == ("en", "en_GB")


@pytest.mark.parametrize("code", ["jp", "uz", "JP", "gb"])
def test_a_code_of_iso_3166_is_a_country_in_either_case(code: str) -> None:
    assert is_country(code)


@pytest.mark.parametrize("code", ["xa", "xb", "xz", "uk", "eu", "un", "zz", "j", "jpn", "", "001", "日本"])
def test_what_is_no_code_of_iso_3166_is_no_country(code: str) -> None:
    assert not is_country(code)


@pytest.mark.parametrize("code", ["aa", "qm", "qz", "xa", "xz", "XZ", "zz"])
def test_iso_leaves_some_codes_to_their_users(code: str) -> None:
    assert is_user_assigned(code)


@pytest.mark.parametrize("code", ["ab", "ql", "qa", "za", "wz", "jp", "x", "xaa", "x1", "xé", ""])
def test_iso_keeps_all_other_codes(code: str) -> None:
    assert not is_user_assigned(code)


def test_a_country_is_named_in_each_language() -> None:
    names = [language(code).country("jp") for code in ("en", "ja", "ru", "uz")]
    assert names == ["Japan", "日本", "Япония", "Yaponiya"]


def test_codes_of_users_have_no_name() -> None:
    assert language("en").country("xa") is None


def test_a_currency_is_a_code_of_iso_4217_in_capitals() -> None:
    assert is_currency("JPY")
    assert is_currency("UZS")
    assert not is_currency("jpy")
    assert not is_currency("JPN")


def test_a_language_is_named_in_another() -> None:
    assert language("en").language_name("ja") == "Japanese"
    assert language("ja").language_name("uz") == "ウズベク語"


def test_a_language_that_cldr_cannot_name_is_shown_by_its_code() -> None:
    assert language("en").language_name("not a code") == "not a code"
    assert language("en").language_name("tlh") == "tlh"


def test_numbers_have_the_separators_of_the_language() -> None:
    written = [language(code).number(1234567).translate(NARROW) for code in ("en", "ja", "ru", "de")]
    assert written == ["1,234,567", "1,234,567", "1 234 567", "1.234.567"]


def test_a_decimal_keeps_its_fraction() -> None:
    assert language("en").number(Decimal("2.5")) == "2.5"
    assert language("ru").number(Decimal("2.5")) == "2,5"


def test_a_round_amount_is_written_without_a_fraction() -> None:
    assert language("en").money(Decimal(1500000), "JPY").translate(NARROW) == "1,500,000 JPY"
    assert language("en").money(Decimal("1500000.00"), "USD").translate(NARROW) == "1,500,000 USD"


def test_an_amount_with_a_fraction_keeps_all_of_it() -> None:
    assert language("en").money(Decimal("0.5"), "USD").translate(NARROW) == "0.50 USD"
    assert language("ru").money(Decimal("1234.5678"), "USD").translate(NARROW) == "1 234,5678 USD"


def test_a_number_of_things_is_in_the_plural_except_for_one() -> None:
    def meetings(number: int) -> str:
        return language("en").plural("%(number)s meeting", "%(number)s meetings", number)

    assert [meetings(0), meetings(1), meetings(1000)] == ["0 meetings", "1 meeting", "1,000 meetings"]


def test_a_label_is_filled_in_and_one_without_values_may_hold_a_percent_sign() -> None:
    assert language("en").label("until %(date)s", date="May 2024") == "until May 2024"
    assert language("en").label("100% certain") == "100% certain"


def test_arabic_and_hebrew_run_from_right_to_left() -> None:
    assert [language(code).direction for code in ("ar", "he", "ja", "uz")] == ["rtl", "rtl", "ltr", "ltr"]
