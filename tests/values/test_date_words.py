"""Dates in words, in several languages."""

import pytest

from generator.values.dates import When
from generator.values.languages import language


@pytest.mark.parametrize(
    ("text", "en", "ja", "ru", "uz"),
    [
        ("2024-01-26", "26 January 2024", "2024年1月26日", "26 января 2024 г.", "26-yanvar, 2024"),
        ("2024-01", "January 2024", "2024年1月", "январь 2024 г.", "yanvar, 2024"),
        ("2024", "2024", "2024年", "2024", "2024"),
        (
            "2024-01-10/2024-01-12",
            "10–12 January 2024",
            "2024年1月10日～12日",
            "10–12 января 2024 г.",
            "10 – 12-yanvar, 2024",
        ),
        (
            "2024-01-30/2024-02-02",
            "30 January – 2 February 2024",
            "2024年1月30日～2月2日",
            "30 января – 2 февраля 2024 г.",
            "30-yanvar – 2-fevral, 2024",
        ),
        (
            "2023-12-30/2024-01-02",
            "30 December 2023 – 2 January 2024",
            "2023年12月30日～2024年1月2日",
            "30 декабря 2023 г. – 2 января 2024 г.",
            "30-dekabr, 2023 – 2-yanvar, 2024",
        ),
        ("2024-01/2024-03", "January – March 2024", "2024年1月～3月", "январь – март 2024 г.", "yanvar – mart, 2024"),
        ("2023/2024", "2023–2024", "2023年～2024年", "2023–2024", "2023–2024"),
        ("2024-01-10/2024-01-10", "10 January 2024", "2024年1月10日", "10 января 2024 г.", "10-yanvar, 2024"),
    ],
)
def test_a_date_is_shown_as_each_language_writes_it(text: str, en: str, ja: str, ru: str, uz: str) -> None:
    formatted = [When.parse(text).format(language(code)) for code in ("en", "ja", "ru", "uz")]
    # CLDR's thin and narrow no-break spaces are kept; here they would not be seen.
    assert [words.translate({0x2009: " ", 0x202F: " "}) for words in formatted] == [en, ja, ru, uz]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("1993-01~", "about January 1993"),
        ("1993?", "1993 (uncertain)"),
        ("1993-01-15%", "about 15 January 1993 (uncertain)"),
        ("2024-01-26/..", "from 26 January 2024"),
        ("../2024-01", "until January 2024"),
        ("2024-01~/2024-03", "about January 2024 to March 2024"),
        ("2024-01/2024-03-05", "January 2024 to 5 March 2024"),
    ],
)
def test_doubts_and_open_ends_are_said_in_words(text: str, words: str) -> None:
    assert When.parse(text).format(language("en")) == words


@pytest.mark.parametrize(
    "code", ["ar", "de", "fa", "fr", "he", "hi", "kk", "ko", "ky", "tg", "tr", "uz-Cyrl", "zh-Hant"]
)
def test_an_interval_of_months_names_both_in_every_language(code: str) -> None:
    formatted = When.parse("2024-01/2024-02").format(language(code))
    assert formatted != When.parse("2024-01/2024-03").format(language(code))
    assert formatted != When.parse("2023-12/2024-02").format(language(code))
