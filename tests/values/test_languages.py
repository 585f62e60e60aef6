"""Languages: codes, labels, and names, dates and numbers as CLDR writes them."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from generator.values.languages import is_language, language
from tests.support.paths import TESTS

NARROW = {0xA0: " ", 0x202F: " ", 0x2009: " "}
"""No-break and thin spaces to plain ones, so that readers of these tests see them."""


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


def test_a_country_is_named_in_each_language() -> None:
    names = [language(code).country_name("jp") for code in ("en", "ja", "ru", "uz")]
    assert names == ["Japan", "日本", "Япония", "Yaponiya"]


def test_codes_of_users_have_no_name() -> None:
    assert language("en").country_name("xa") is None


def test_a_language_is_named_in_another() -> None:
    assert language("en").language_name("ja") == "Japanese"
    assert language("ja").language_name("uz") == "ウズベク語"


def test_a_language_that_cldr_cannot_name_is_shown_by_its_code() -> None:
    assert language("en").language_name("not a code") == "not a code"
    assert language("en").language_name("tlh") == "tlh"


def test_numbers_have_the_separators_of_the_language() -> None:
    written = [language(code).format_number(1234567).translate(NARROW) for code in ("en", "ja", "ru", "de")]
    assert written == ["1,234,567", "1,234,567", "1 234 567", "1.234.567"]


def test_a_decimal_keeps_its_fraction() -> None:
    assert language("en").format_number(Decimal("2.5")) == "2.5"
    assert language("ru").format_number(Decimal("2.5")) == "2,5"


def test_a_round_amount_is_written_without_a_fraction() -> None:
    assert language("en").format_money(Decimal(1500000), "JPY").translate(NARROW) == "1,500,000 JPY"
    assert language("en").format_money(Decimal("1500000.00"), "USD").translate(NARROW) == "1,500,000 USD"


def test_an_amount_with_a_fraction_keeps_all_of_it() -> None:
    assert language("en").format_money(Decimal("0.5"), "USD").translate(NARROW) == "0.50 USD"
    assert language("ru").format_money(Decimal("1234.5678"), "USD").translate(NARROW) == "1 234,5678 USD"


def test_a_number_of_things_is_in_the_plural_except_for_one() -> None:
    def meetings(number: int) -> str:
        return language("en").plural("%(number)s meeting", "%(number)s meetings", number)

    assert [meetings(0), meetings(1), meetings(1000)] == ["0 meetings", "1 meeting", "1,000 meetings"]


def test_a_label_is_filled_in_and_one_without_values_may_hold_a_percent_sign() -> None:
    assert language("en").label("until %(date)s", date="May 2024") == "until May 2024"
    assert language("en").label("100% certain") == "100% certain"


def test_arabic_and_hebrew_run_from_right_to_left() -> None:
    assert [language(code).direction for code in ("ar", "he", "ja", "uz")] == ["rtl", "rtl", "ltr", "ltr"]


@pytest.mark.parametrize(
    ("code", "day"),
    [
        ("en", 0),
        ("en-US", 6),
        ("ja", 6),
        ("ru", 0),
        ("uz", 0),
        ("uz-Cyrl", 0),
        ("ar", 5),
        ("ar-MA", 0),
    ],
)
def test_weeks_begin_on_the_day_on_which_they_do_where_the_language_is_at_home(code: str, day: int) -> None:
    assert language(code).first_week_day == day


# Names and dates


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("en", "English"),
        ("en-GB", "English (United Kingdom)"),
        ("ja", "日本語"),
        ("ru", "Русский"),
        ("uz", "O‘zbek"),
        ("uz-Cyrl", "Ўзбекча (Кирил)"),
        ("ar", "العربية"),
        ("tr", "Türkçe"),
        ("ka", "ქართული"),
    ],
)
def test_a_language_names_itself_as_at_the_start_of_a_line(code: str, name: str) -> None:
    assert language(code).name == name


@pytest.mark.parametrize(
    ("code", "long", "medium"),
    [
        ("en", "26 January 2024", "26 Jan 2024"),
        ("en-US", "January 26, 2024", "Jan 26, 2024"),
        ("ja", "2024年1月26日", "2024/01/26"),
        ("ru", "26 января 2024 г.", "26 янв. 2024 г."),
        ("uz", "26-yanvar, 2024", "26-yan, 2024"),
    ],
)
def test_a_day_is_written_in_words_as_the_language_does(code: str, long: str, medium: str) -> None:
    day = date(2024, 1, 26)
    assert language(code).format_date(day).translate(NARROW) == long
    assert language(code).format_date(day, "long").translate(NARROW) == long
    assert language(code).format_date(day, "medium").translate(NARROW) == medium


@pytest.mark.parametrize(
    ("years", "name"),
    [
        (1, "1st"),
        (2, "2nd"),
        (3, "3rd"),
        (4, "4th"),
        (10, "10th"),
        (11, "11th"),
        (12, "12th"),
        (13, "13th"),
        (20, "20th"),
        (21, "21st"),
        (22, "22nd"),
        (23, "23rd"),
        (32, "32nd"),
        (100, "100th"),
        (101, "101st"),
        (111, "111th"),
        (112, "112th"),
        (1000, "1,000th"),
    ],
)
def test_an_anniversary_is_numbered_as_english_does(years: int, name: str) -> None:
    assert language("en").format_anniversary(years) == f"{name} anniversary"


# Catalogs

STUBS = TESTS / "values/locale"


def write(path: Path, **translations: str) -> None:
    """Write a catalog with these labels."""
    entries = "".join(f'msgid "{label}"\nmsgstr "{translated}"\n\n' for label, translated in translations.items())
    path.write_text(f'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n\n{entries}', "utf-8")


def test_there_are_labels_in_the_language_of_the_source_and_in_those_of_the_catalogs(tmp_path: Path) -> None:
    write(tmp_path / "de.po", Home="Startseite")
    assert [language(code, tmp_path).has_catalog for code in ("en", "de", "fr", "ja")] == [True, True, False, False]
    assert [language(code, tmp_path).label("Home") for code in ("en", "de", "fr", "ja")] == [
        "Home",
        "Startseite",
        "Home",
        "Home",
    ]


def test_a_label_that_a_catalog_lacks_is_english(tmp_path: Path) -> None:
    write(tmp_path / "de.po", Home="Startseite", Date="")
    german = language("de", tmp_path)
    assert [german.label(label) for label in ("Home", "Date", "Status")] == ["Startseite", "Date", "Status"]
    assert german.plural("%(number)s day", "%(number)s days", 2000) == "2.000 days"


def test_a_region_has_the_labels_of_its_language_unless_it_has_its_own(tmp_path: Path) -> None:
    write(tmp_path / "de.po", Home="Startseite")
    write(tmp_path / "de-CH.po", Home="Heimseite")
    assert [language(code, tmp_path).label("Home") for code in ("de", "de-AT", "de-CH")] == [
        "Startseite",
        "Startseite",
        "Heimseite",
    ]


def test_a_script_has_the_labels_of_its_own_catalog(tmp_path: Path) -> None:
    write(tmp_path / "uz.po", Home="Bosh sahifa")
    write(tmp_path / "uz-Cyrl.po", Home="Бош саҳифа")
    assert [language(code, tmp_path).label("Home") for code in ("uz", "uz-Latn", "uz-Cyrl")] == [
        "Bosh sahifa",
        "Bosh sahifa",
        "Бош саҳифа",
    ]


@pytest.mark.parametrize("code", ["uz-Cyrl", "uz-Cyrl-UZ"])
def test_a_script_has_no_labels_in_another_script(tmp_path: Path, code: str) -> None:
    write(tmp_path / "uz.po", Home="Bosh sahifa")
    assert (language(code, tmp_path).has_catalog, language(code, tmp_path).label("Home")) == (False, "Home")


@pytest.mark.parametrize("code", ["en-GB", "en-US"])
def test_english_of_a_region_has_labels_too(code: str) -> None:
    assert (language(code).has_catalog, language(code).label("Home")) == (True, "Home")


def test_a_region_of_a_script_has_the_labels_of_the_script(tmp_path: Path) -> None:
    write(tmp_path / "uz.po", Home="Bosh sahifa")
    write(tmp_path / "uz-Cyrl.po", Home="Бош саҳифа")
    assert language("uz-Cyrl-UZ", tmp_path).label("Home") == "Бош саҳифа"


def test_a_catalog_is_read_once(tmp_path: Path) -> None:
    write(tmp_path / "de.po", Home="Startseite")
    german = language("de", tmp_path)
    (tmp_path / "de.po").unlink()
    assert language("de", tmp_path) is german
    assert language("de", tmp_path).label("Home") == "Startseite"


def test_arabic_labels_are_those_of_the_stub_and_count_in_six_forms() -> None:
    arabic = language("ar", STUBS)
    assert (arabic.has_catalog, arabic.direction, arabic.label("Home")) == (True, "rtl", "الصفحة الرئيسية")
    counted = [arabic.plural("%(number)s entry", "%(number)s entries", number) for number in (0, 1, 2, 3, 11, 100)]
    assert [" ".join(word for word in form.split() if not word.strip("()").isdigit()) for form in counted] == [
        "لا مدخلات",
        "مدخل واحد",
        "مدخلان",
        "مدخلات",
        "مدخلًا",
        "مدخل",
    ]
