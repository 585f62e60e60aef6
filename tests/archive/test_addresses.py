"""Paths and addresses of pages, and how they link to each other."""

import posixpath

import pytest
from mkdocs.structure.files import File

from generator.archive.addresses import (
    former_record_path,
    guide_path,
    index_path,
    language_root,
    list_part_path,
    page_url,
    record_path,
    relative_language_root,
    relative_link,
    relative_url,
    search_document_path,
)
from generator.kinds import kind_of
from generator.kinds.person import Person

ADA = Person.model_validate({"id": "ada-example", "name": "Ada Example"})
PATHS = ("index.md", "people/index.md", "people/ada-example.md", "meetings/by/2024.md", "people/price-index.md")
LANGUAGES = ("en", "uz", "ja")


def test_every_page_has_its_path() -> None:
    assert record_path(ADA) == "people/ada-example.md"
    assert former_record_path(ADA, "ada-before") == "people/ada-before.md"
    assert index_path(kind_of(ADA)) == "people/index.md"
    assert list_part_path("people/index.md", "a") == "people/by/a.md"
    assert guide_path("problems/files") == "guide/problems/files.md"


@pytest.mark.parametrize("path", PATHS)
def test_an_address_is_the_one_that_mkdocs_publishes_the_page_at(path: str) -> None:
    published = File(path, "pages", "site", use_directory_urls=True).url
    assert page_url(path) == ("" if published == "./" else published)


@pytest.mark.parametrize(
    ("start", "target", "link"),
    [
        ("index.md", "people/ada-example.md", "people/ada-example.md"),
        ("people/ada-example.md", "people/ben.md", "ben.md"),
        ("people/ada-example.md", "people/ada-example.md", "ada-example.md"),
        ("people/ada-example.md", "meetings/index.md", "../meetings/index.md"),
        ("meetings/by/2024.md", "meetings/talks.md", "../talks.md"),
        ("meetings/by/2024.md", "index.md", "../../index.md"),
    ],
)
def test_a_link_is_relative_to_the_page_it_stands_on(start: str, target: str, link: str) -> None:
    assert relative_link(start, target) == link


@pytest.mark.parametrize("start", PATHS)
@pytest.mark.parametrize("target", PATHS)
def test_a_link_leads_from_any_page_to_any_other(start: str, target: str) -> None:
    assert posixpath.normpath(posixpath.join(posixpath.dirname(start), relative_link(start, target))) == target


@pytest.mark.parametrize("start", PATHS)
@pytest.mark.parametrize("target", PATHS)
def test_a_url_leads_from_any_page_to_any_other(start: str, target: str) -> None:
    way = posixpath.join("/", page_url(start), relative_url(start, target))
    assert posixpath.normpath(way) == posixpath.normpath(posixpath.join("/", page_url(target)))


def test_the_first_language_is_at_the_root_of_the_site_and_others_in_a_folder() -> None:
    assert [language_root(code, LANGUAGES) for code in LANGUAGES] == ["", "uz/", "ja/"]
    assert [relative_language_root("en", code, LANGUAGES) for code in LANGUAGES] == ["", "uz/", "ja/"]
    assert [relative_language_root("uz", code, LANGUAGES) for code in LANGUAGES] == ["../", "", "../ja/"]


def test_a_search_document_lies_where_its_page_is_published() -> None:
    assert search_document_path("ja", page_url("people/ada-example.md")) == "ja/people/ada-example/index.html"
    assert search_document_path("en", page_url("index.md")) == "en/index.html"
