"""Countries: named by their record, or by CLDR, in every language."""

from datetime import date
from typing import Any

import pytest

from generator.archive.archive import Archive
from generator.kinds.country import COUNTRY, Country
from generator.kinds.site import Site
from generator.values.languages import language
from generator.values.text import Phrase


def country(identifier: str, **fields: Any) -> Country:
    return Country.model_validate({"id": identifier} | fields)


def title(of: Country, code: str) -> Phrase:
    return COUNTRY.title(of, Archive(Site(), (of,), {}, date(2024, 1, 1), "internal"), language(code))


def problems(of: Country) -> list[str]:
    archive = Archive(Site(), (of,), {}, date(2024, 1, 1), "internal")
    return [problem.rule.code for check in COUNTRY.checks for problem in check(of, archive)]


def test_without_a_name_it_has_the_one_of_cldr() -> None:
    assert title(country("jp"), "en") == Phrase("Japan", "en")
    assert title(country("jp"), "ru") == Phrase("Япония", "ru")


def test_a_name_in_the_record_stands_before_that_of_cldr() -> None:
    named = country("jp", name={"en": "The Land of Example", "ja": "例の国"})
    assert title(named, "en") == Phrase("The Land of Example", "en")
    assert title(named, "ja") == Phrase("例の国", "ja")


def test_cldr_stands_before_a_name_in_another_language() -> None:
    assert title(country("jp", name="The Land of Example"), "en") == Phrase("The Land of Example", "en")
    assert title(country("jp", name="The Land of Example"), "ru") == Phrase("Япония", "ru")


def test_what_cldr_does_not_name_falls_back_to_the_record_and_then_to_the_code() -> None:
    assert title(country("xa", name="Exampleland"), "ja") == Phrase("Exampleland", "en")
    assert title(country("xa"), "ja") == Phrase("XA")


@pytest.mark.parametrize(
    ("of", "codes"),
    [
        (country("jp"), []),
        (country("xa", name="Exampleland"), []),
        (country("xa"), ["unnamed-country"]),
        (country("uk", name="Exampleland"), ["unknown-country"]),
        (country("exampleland"), ["unknown-country"]),
    ],
)
def test_the_id_is_the_code_of_a_country_or_one_that_users_may_name(of: Country, codes: list[str]) -> None:
    assert problems(of) == codes
