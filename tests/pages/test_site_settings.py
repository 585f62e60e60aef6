"""Settings of the site builder: of all languages, and of each."""

import json
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from generator.archive.archive import Archive
from generator.kinds import key_of
from generator.kinds.person import Person
from generator.kinds.record import Audience, Record
from generator.kinds.site import Site
from generator.pages import PAGES
from generator.pages.site_settings import language_settings, site_settings
from generator.values.languages import language

ADA = Person.model_validate({"id": "ada", "name": "Ada"})


def archive(*records: Record, audience: Audience = "public", **site: Any) -> Archive:
    files = {key_of(record): "x.yml" for record in records}
    return Archive(Site.model_validate(site), records, files, date(2024, 2, 1), audience)


def settings_of(of: Archive, code: str = "en") -> dict[str, Any]:
    output = language_settings(of, language(code), PAGES)
    assert output.path == ".site.json"
    values: dict[str, Any] = json.loads(output.content)
    return values


def pages_of(navigation: list[Any]) -> Iterator[str]:
    for _, target in navigation:
        yield from (target,) if isinstance(target, str) else pages_of(target)


def test_settings_of_the_whole_site_are_its_languages_with_the_default_first() -> None:
    output = site_settings(archive(languages=["ja", "en"]))
    assert output.path == ".site.json"
    assert json.loads(output.content)["languages"] == ["ja", "en"]


@pytest.mark.parametrize("audience", ["public", "internal"])
def test_settings_of_the_whole_site_have_its_audience(audience: Audience) -> None:
    output = site_settings(archive(audience=audience))
    assert json.loads(output.content)["audience"] == audience


def test_settings_hold_the_title_of_the_site_and_its_address() -> None:
    site: dict[str, Any] = {
        "title": {"en": "Examples & <b>", "fr": "Exemples"},
        "tagline": "日本",
        "url": "https://x.example/",
    }
    values = settings_of(archive(**site))
    assert (values["title"], values["description"], values["url"]) == ("Examples & <b>", "日本", "https://x.example/")
    assert (values["language"], values["day"]) == ("en", "2024-02-01")


def test_absent_values_of_the_site_are_empty() -> None:
    values = settings_of(archive())
    assert (values["title"], values["description"], values["url"]) == ("Aide-Mémoire", "", "")


@pytest.mark.parametrize(
    ("code", "url", "roots"),
    [
        ("en", "https://x.example/desk/", {"en": "", "ja": "ja/", "ru": "ru/"}),
        ("ja", "https://x.example/desk/ja/", {"en": "../", "ja": "", "ru": "../ru/"}),
        ("ru", "https://x.example/desk/ru/", {"en": "../", "ja": "../ja/", "ru": ""}),
    ],
)
def test_each_language_has_its_address_and_the_way_to_the_others(code: str, url: str, roots: dict[str, str]) -> None:
    values = settings_of(archive(url="https://x.example/desk", languages=["en", "ja", "ru"]), code)
    assert values["url"] == url
    assert {each["code"]: each["root"] for each in values["languages"]} == roots
    assert [each["name"] for each in values["languages"]] == ["English", "日本語", "Русский"]


def test_each_language_has_its_direction() -> None:
    values = settings_of(archive(languages=["en", "ar"]))
    assert [each["direction"] for each in values["languages"]] == ["ltr", "rtl"]


@pytest.mark.parametrize("audience", ["public", "internal"])
def test_the_edition_names_the_day_and_the_audience(audience: Audience) -> None:
    assert settings_of(archive(audience=audience))["edition"] == f"As of 1 February 2024, {audience} edition"


def test_navigation_leads_in_groups_to_pages_that_are_there_and_to_no_empty_index() -> None:
    of = archive(ADA)
    navigation = settings_of(of)["navigation"]
    assert navigation[:2] == [["Home", "index.md"], ["People and bodies", [["People", "people/index.md"]]]]
    assert "meetings/index.md" not in pages_of(navigation)
    paths = {page.path for page_type in PAGES for page in page_type.pages(of, language("en"))}
    assert [path for path in pages_of(navigation) if path not in paths] == []
