"""The search page: its frame and labels for the script, and the lists for readers without scripts."""

import json
import re
from datetime import date
from pathlib import Path
from typing import Any

import html5lib
import pytest
from markdown import Markdown

from generator.archive.archive import Archive
from generator.archive.edition import Edition
from generator.content.load import load_folder
from generator.kinds import KINDS
from generator.kinds.meeting import Meeting
from generator.kinds.person import Person
from generator.kinds.record import Audience, Record
from generator.kinds.site import Site
from generator.pages import PAGES, search_page
from generator.pages.page import Page
from generator.pages.site_settings import language_settings
from generator.values.languages import language
from tests.support.written_pages import link_content

ADA = Person.model_validate({"id": "ada", "name": "Ada"})
TALKS = Meeting.model_validate({"id": "talks", "title": "Talks", "date": "2024-01-26"})
SECRET = Person.model_validate({"id": "ben", "name": "Ben", "audience": "internal"})


def archive(*records: Record, audience: Audience = "public", **site: Any) -> Archive:
    return Archive(Site.model_validate(site), records, {}, date(2024, 2, 1), audience)


def page(of: Archive, code: str = "en") -> Page:
    (only,) = search_page.pages(of, language(code))
    return only


def frame(search: Page) -> Any:
    """Return the element for the script to fill, as another parser reads it."""
    (line,) = re.findall(r"^<div class=.*$", search.body, re.MULTILINE)
    (element,) = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parseFragment(line)
    assert (element.tag, element.get("class"), len(element), element.text) == ("div", "search-page", 0, None)
    return element


def labels_of(of: Archive, code: str = "en") -> dict[str, Any]:
    labels: dict[str, Any] = json.loads(frame(page(of, code)).get("data-labels"))
    return labels


def texts(labels: Any) -> list[str]:
    """Every label there is, however deep; languages are named in their own."""
    if isinstance(labels, str):
        return [labels]
    return [text for name, below in labels.items() if name != "languages" for text in texts(below)]


def test_it_is_one_of_the_pages_of_the_site() -> None:
    assert search_page.PAGE_TYPE in PAGES
    search = page(archive())
    assert (search.path, search.title, search.description) == ("search/index.md", "Search", "Search, with filters")
    assert search.body.startswith("# Search {#title}\n\n")


@pytest.mark.parametrize("code", ["ja", "ru", "uz"])
def test_every_label_comes_from_the_catalog(code: str) -> None:
    of = archive(ADA, TALKS, languages=["en", code])
    ours, english = texts(labels_of(of, code)), texts(labels_of(of))
    assert len(ours) == len(english) > 25
    same = [
        label
        for label, other in zip(ours, english, strict=True)
        if re.sub(r"{\w+}|[\W\d]", "", label) and label == other
    ]
    assert same == []
    if code == "ja":
        wordy = [label for label in ours if re.sub(r"{\w+}|[–\s]", "", label)]
        assert [label for label in wordy if not re.search("[ぁ-ヿ一-龯]", label)] == []


@pytest.mark.parametrize("code", ["en", "ja", "ru", "uz"])
def test_placeholders_for_the_script_are_the_same_in_every_language(code: str) -> None:
    labels = labels_of(archive(languages=["en", code] if code != "en" else ["en"]), code)
    wanted = {
        "results": {"number"},
        "without": {"words"},
        "all": {"number"},
        "remove": {"name"},
        "range": {"first", "last", "total"},
    }
    gaps = {name: set(re.findall(r"{(\w+)}", labels[name])) for name in wanted}
    assert gaps == wanted
    without = [label for name in labels.keys() - gaps.keys() for label in texts({name: labels[name]})]
    assert [label for label in without if "{" in label or "%" in label] == []
    assert [label for label in texts(labels) if not label.strip()] == []


def test_there_is_a_label_for_each_filter_that_documents_have_and_each_order() -> None:
    labels = labels_of(archive())
    assert list(labels["groups"]) == ["kind", "year", "party", "sector", "type", "status", "person", "language"]
    assert list(labels["orders"]) == ["relevance", "newest", "oldest"]


@pytest.mark.parametrize(
    ("code", "roots"),
    [
        ("en", {"en": "", "ja": "ja/", "uz": "uz/"}),
        ("ja", {"en": "../", "ja": "", "uz": "../uz/"}),
        ("uz", {"en": "../", "ja": "../ja/", "uz": ""}),
    ],
)
def test_it_knows_the_way_to_the_other_languages(code: str, roots: dict[str, str]) -> None:
    listed = labels_of(archive(languages=["en", "ja", "uz"]), code)["languages"]
    assert {each["code"]: each["root"] for each in listed} == roots
    assert [each["name"] for each in listed] == [language(each).name for each in roots]


def test_lists_lead_to_every_kind_that_has_records_and_count_them() -> None:
    body = page(archive(ADA, TALKS, SECRET)).body
    _, _, lists = body.partition("## Lists {#lists}\n\n")
    assert lists.strip().splitlines() == [
        "-   [Meetings](../meetings/index.md): 1",
        "-   [People](../people/index.md): 1",
    ]
    assert "[People](../people/index.md): 2" in page(archive(ADA, SECRET, audience="internal")).body


def test_a_reader_without_scripts_reads_a_notice() -> None:
    for code in ("en", "ja"):
        search = page(archive(ADA, languages=["en", "ja"]), code)
        (line,) = re.findall(r"^<noscript>.*$", search.body, re.MULTILINE)
        text = language(code).label(
            "Searching needs scripts, which are switched off here. The lists below lead to every record."
        )
        assert line == f"<noscript><p>{text}</p></noscript>"


def test_an_empty_site_has_the_page_too() -> None:
    search = page(archive())
    assert "[" not in search.body.partition("## Lists")[2]
    assert "<noscript>" in search.body
    assert frame(search).get("data-labels")


@pytest.mark.parametrize("code", ["en", "ja", "uz", "ru"])
def test_markdown_leaves_the_frame_as_it_is(code: str) -> None:
    content = load_folder(Path("content"))
    of = link_content(content, Edition(date(2024, 2, 1)))
    search = page(of, code)
    html = Markdown(extensions=["attr_list", "md_in_html"]).convert(search.body)
    tree = html5lib.HTMLParser(strict=False, namespaceHTMLElements=False).parse(html)
    (element,) = (each for each in tree.iter("div") if each.get("class") == "search-page")
    assert json.loads(element.get("data-labels")) == labels_of(of, code)
    assert len(list(tree.iter("a"))) == sum(1 for kind in KINDS if of.records_of(kind))


def test_the_box_on_every_page_speaks_in_the_same_labels() -> None:
    of = archive(ADA, languages=["en", "ja"])
    for code in ("en", "ja"):
        box = json.loads(language_settings(of, language(code), PAGES).content)["labels"]
        assert search_page.search_box_labels(language(code)).items() <= box.items()
        assert {name: box[name] for name in ("search", "prompt", "results", "nothing", "failed")}.items() <= labels_of(
            of, code
        ).items()
