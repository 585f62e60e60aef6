"""What the printer of the site is told beside the pages."""

import json
from datetime import date
from typing import Any

import pytest

from generator.archive import Archive
from generator.kinds import key_of
from generator.kinds.kind import Audience, Record
from generator.kinds.person import Person
from generator.kinds.site import Site
from generator.languages import language
from generator.pages import PAGES
from generator.pages.settings import settings

ADA = Person.model_validate({"id": "ada", "name": "Ada"})


def archive(*records: Record, audience: Audience = "public", **site: Any) -> Archive:
    files = {key_of(record): "x.yml" for record in records}
    return Archive(Site.model_validate(site), records, files, date(2024, 2, 1), audience)


def told(of: Archive) -> dict[str, Any]:
    (output,) = settings(of, language("en"))
    assert output.path == ".site.json"
    values: dict[str, Any] = json.loads(output.content)
    return values


def test_it_holds_what_the_site_is_called_and_where_it_is_published() -> None:
    site: dict[str, Any] = {
        "title": {"en": "Examples & <b>", "fr": "Exemples"},
        "tagline": "日本",
        "url": "https://x.example/",
    }
    values = told(archive(**site))
    assert (values["title"], values["description"], values["url"]) == ("Examples & <b>", "日本", "https://x.example/")
    assert (values["language"], values["day"]) == ("en", "2024-02-01")


def test_what_the_site_does_not_say_is_empty() -> None:
    values = told(archive())
    assert (values["title"], values["description"], values["url"]) == ("Aide-Mémoire", "", "")


@pytest.mark.parametrize("audience", ["public", "internal"])
def test_the_edition_names_the_day_and_the_audience(audience: Audience) -> None:
    assert told(archive(audience=audience))["edition"] == f"As of 1 February 2024, {audience} edition"


def test_navigation_leads_to_pages_that_are_there_and_to_no_empty_index() -> None:
    of = archive(ADA)
    navigation = told(of)["navigation"]
    assert [label for label, _ in navigation] == ["Home", "Timeline", "Commitments", "People"]
    made = {page.path for pages in PAGES for page in pages(of, language("en"))}
    assert [path for _, path in navigation if path not in made] == []
