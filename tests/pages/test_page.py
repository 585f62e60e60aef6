"""Where pages lie, how they link to each other, and front matter that YAML and MkDocs read as it was meant."""

import posixpath
from collections.abc import Callable
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from mkdocs.structure.files import File
from mkdocs.utils.meta import get_data

from generator.content.yaml_parser import CONTROLS
from generator.kinds import kind_of
from generator.kinds.person import Person
from generator.pages.page import Page, former_path, index_of, link_between, path_of, section_of, url_of

ADA = Person.model_validate({"id": "ada-example", "name": "Ada Example"})
PATHS = ("index.md", "people/index.md", "people/ada-example.md", "meetings/by/2024.md", "people/price-index.md")

READERS: dict[str, Callable[[str], dict[str, Any]]] = {
    "yaml": lambda page: dict(next(iter(yaml.safe_load_all(page)))),
    "mkdocs": lambda page: dict(get_data(page)[1]),
}
texts = st.text(st.characters(blacklist_categories=("Cs", "Cc"))).filter(lambda text: not CONTROLS.search(text))


def test_every_page_has_its_path() -> None:
    assert path_of(ADA) == "people/ada-example.md"
    assert former_path(ADA, "ada-before") == "people/ada-before.md"
    assert index_of(kind_of(ADA)) == "people/index.md"
    assert section_of("people/index.md", "a") == "people/by/a.md"


@pytest.mark.parametrize("path", PATHS)
def test_an_address_is_the_one_that_mkdocs_publishes_the_page_at(path: str) -> None:
    published = File(path, "pages", "site", use_directory_urls=True).url
    assert url_of(path) == ("" if published == "./" else published)


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
    assert link_between(start, target) == link


@pytest.mark.parametrize("start", PATHS)
@pytest.mark.parametrize("target", PATHS)
def test_a_link_leads_from_any_page_to_any_other(start: str, target: str) -> None:
    assert posixpath.normpath(posixpath.join(posixpath.dirname(start), link_between(start, target))) == target


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize(
    "text", ["a: b # c", '"', "'", "---", "...", "\\n", "yes", "2024-01-26", "{{ x }}", "[a]", "日本", "🇯🇵"]
)
def test_front_matter_is_read_as_the_text_it_was(reader: str, text: str) -> None:
    page = Page("x.md", text, "# x", description=text, date=text, record=text, redirect=text)
    names = ("title", "description", "date", "record", "redirect")
    assert READERS[reader](page.output.content.decode()) == dict.fromkeys(names, text)


@given(texts.filter(bool))
def test_any_title_is_read_as_it_was(title: str) -> None:
    page = Page("x.md", title, "# x").output.content.decode()
    assert [read(page) for read in READERS.values()] == [{"title": title}] * 2


def test_the_body_follows_the_front_matter_and_ends_with_one_line_end() -> None:
    output = Page("people/ada.md", "Ada", "\n# Ada\n\n---\n\nx\n\n\n").output
    assert output.path == "people/ada.md"
    assert output.content == b'---\ntitle: "Ada"\n---\n\n# Ada\n\n---\n\nx\n'
    assert get_data(output.content.decode())[0].strip() == "# Ada\n\n---\n\nx"
