"""The shipped content: every fact of the article it restates is on a page, at most two clicks from the home page."""

import json
import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import lru_cache
from typing import Any

import html5lib
import markdown
import pytest
import yaml

from generator.archive.edition import Edition
from generator.checks.run import check
from generator.content.load import Content, load_folder
from generator.kinds import key_of
from generator.kinds.statement import Statement
from generator.kinds.traversal import citations_in
from tests.support.paths import ROOT
from tests.support.written_pages import write_pages

ARTICLE = ROOT.parent / "shared" / "seed" / "article.txt"
EDITION = Edition(date(2024, 2, 1))
CONFIGURED: list[Any] = yaml.safe_load((ROOT / "mkdocs.yml").read_text("utf-8"))["markdown_extensions"]
EXTENSIONS = [name for entry in CONFIGURED for name in (entry if isinstance(entry, dict) else [entry])]

TALKS = "meetings/2024-01-26-consultations.md"
FORUM = "meetings/2024-01-10-business-forum.md"
AGREEMENTS = "agreements/2024-01-10-forum-agreements.md"
RELATION = "relations/uz-jp.md"
POST = "statements/2024-01-12-daryo-post.md"
MIIT = "organisations/miit-uz.md"
MECHANISMS = "mechanisms/trade-and-economic-mechanisms.md"
CONSULTATIONS = "mechanisms/foreign-ministry-consultations.md"

FACTS = (
    ("the host", TALKS, "Bobur Usmanov (Host), Deputy Minister of Foreign Affairs of Uzbekistan"),
    ("the guest", TALKS, "Ikegami Masaki, Deputy Director General of the Bureau of European Affairs"),
    ("the guest's ministry", TALKS, "Bureau of European Affairs of the Ministry of Foreign Affairs of Japan"),
    ("the host's office", "people/usmanov-bobur.md", "Deputy Minister of Foreign Affairs, Ministry of Foreign Affairs"),
    ("the guest's office", "people/ikegami-masaki.md", "Deputy Director General, Bureau of European Affairs"),
    ("the day", TALKS, "Date 26 January 2024"),
    ("the year is inferred", TALKS, "26 January 2024 Inferred: The article gives the day, 26 January, without"),
    ("who reported it", TALKS, 'attributes its account to "MFA"'),
    ("what was reviewed", TALKS, "The strategic partnership was reviewed"),
    ("positive dynamics", TALKS, "positive dynamics in recent years"),
    ("what was underscored", TALKS, "comprehensive implementation of agreements previously reached at the high level"),
    ("what is to continue", TALKS, "emphasised the continuation of consultations between the foreign ministries"),
    ("the mechanisms", TALKS, "effective use of the established mechanisms in the trade and economic spheres"),
    ("the mechanisms have a page", MECHANISMS, "established mechanisms"),
    ("the consultations have a page", CONSULTATIONS, "both sides emphasised that they would continue"),
    ("what is to expand", TALKS, "expansion of contacts in training and retraining of personnel, tourism and culture"),
    ("the schedule", TALKS, "schedule of upcoming events at various levels was outlined"),
    ("what is to be done", "commitments/index.md", "Implement comprehensively the agreements previously reached"),
    ("diplomatic relations", RELATION, "Diplomatic relations established 26 January 1992"),
    ("diplomatic relations, dated", "milestones/1992-01-26-diplomatic-relations.md", "Date 26 January 1992"),
    ("the embassy of Japan", "milestones/1993-01-embassy-of-japan-in-tashkent.md", "Date January 1993"),
    ("the embassy of Japan, where", "organisations/embassy-jp-tashkent.md", "Located in Tashkent, Uzbekistan"),
    ("the embassy of Uzbekistan", "milestones/1996-02-embassy-of-uzbekistan-in-tokyo.md", "Date February 1996"),
    ("the embassy of Uzbekistan, where", "organisations/embassy-uz-tokyo.md", "Located in Tokyo, Japan"),
    ("years of collaboration", RELATION, "a series of business and educational agreements, particularly in technology"),
    ("the article's judgement", RELATION, "a significant milestone in the bilateral relationship"),
    ("the forum", FORUM, "Date 10 January 2024"),
    ("the forum's year is inferred", FORUM, "10 January 2024 Inferred: The article gives the day, 10 January, without"),
    ("companies", FORUM, "at least 200 companies"),
    ("the Uzbek leader", FORUM, "Laziz Kudratov (Head), Head of the Ministry of Investments and Foreign Trade (MIIT)"),
    ("the Japanese leader", FORUM, "Ryosuke Kozuki (Head), State Minister of Economy, Trade, and Industry"),
    ("fourteen agreements", AGREEMENTS, "Documents 14"),
    ("signed at the forum", AGREEMENTS, "10 January 2024: Signed, Uzbekistan–Japan business forum"),
    ("the ministry's name", MIIT, "The name and the acronym given by the article do not agree"),
    ("the post", POST, "#Uzbekistan and #Japan strengthen tech #ties, sealing 14 #agreements"),
    ("the post's day", POST, "Date 12 January 2024"),
    ("the post's author", POST, "By Daryo"),
    ("the post's hashtag", POST, "#UzbekJapanTechTies"),
)  # fmt: skip

SECTORS = {
    "trade-and-economy": TALKS,
    "personnel-training": TALKS,
    "tourism": TALKS,
    "culture": TALKS,
    "information-technology": AGREEMENTS,
    "education": AGREEMENTS,
    "space-technology": AGREEMENTS,
    "geodesy": AGREEMENTS,
    "alternative-energy": AGREEMENTS,
    "medicine": AGREEMENTS,
}
HOLDING = sorted({path for _, path, _ in FACTS} | {f"sectors/{sector}.md" for sector in SECTORS})


@pytest.fixture(scope="module")
def content() -> Content:
    return load_folder(ROOT / "content")


@pytest.fixture(scope="module")
def pages(content: Content, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Return the Markdown of every page by path, with the settings of the site."""
    folder = tmp_path_factory.mktemp("content")
    write_pages(content, EDITION, folder)
    english = folder / "en"
    return {
        path.relative_to(english).as_posix(): path.read_text("utf-8") for path in english.rglob("*") if path.is_file()
    }


@lru_cache
def plain(page: str) -> str:
    """Return the text of a page on one line, without the numbers of notes."""
    body = re.sub(r"\[\\\[\d+\\\]\]\(#source-\d+\)\{\.cite\}", "", page.partition("\n---\n")[2])
    tree = html5lib.parseFragment(markdown.markdown(body, extensions=EXTENSIONS), namespaceHTMLElements=False)
    return " ".join("".join(tree.itertext()).split())


def links(path: str, page: str) -> set[str]:
    """Return the paths of the pages that a page links to."""
    targets = re.findall(r"\]\(([^):]+\.md)", page)
    return {posixpath.normpath(posixpath.join(posixpath.dirname(path), target)) for target in targets}


def pages_in(navigation: Iterable[Any]) -> Iterator[str]:
    """Yield the pages in `navigation`, under any heading."""
    for _, target in navigation:
        yield from (target,) if isinstance(target, str) else pages_in(target)


def clicks(pages: Mapping[str, str]) -> dict[str, int]:
    """Count the clicks from the home page to each page; every page has the navigation."""
    navigation = set(pages_in(json.loads(pages[".site.json"])["navigation"]))
    away = {"index.md": 0}
    edge = ["index.md"]
    for path in edge:  # grows while it is walked
        for target in sorted(links(path, pages[path]) | navigation):
            if target not in away:
                away[target] = away[path] + 1
                edge.append(target)
    return away


def test_the_content_is_without_a_problem(content: Content) -> None:
    assert check(content, EDITION) == []


@pytest.mark.parametrize(("fact", "path", "words"), FACTS, ids=[fact for fact, _, _ in FACTS])
def test_a_fact_of_the_article_is_on_its_page(fact: str, path: str, words: str, pages: dict[str, str]) -> None:
    assert words in plain(pages[path]), fact


@pytest.mark.parametrize(("month", "iso"), [("January 1993", "1993-01"), ("February 1996", "1996-02")])
def test_a_date_without_a_day_has_none_on_any_page(month: str, iso: str, pages: dict[str, str]) -> None:
    days = [day for page in pages.values() for day in re.findall(rf"(\d*) ?{month}|{iso}-(\d)", page)]
    assert set(days) == {("", "")}


@pytest.mark.parametrize(("sector", "path"), SECTORS.items())
def test_a_sector_leads_back_to_where_it_came_up(sector: str, path: str, pages: dict[str, str]) -> None:
    assert path in links(f"sectors/{sector}.md", pages[f"sectors/{sector}.md"])
    assert f"sectors/{sector}.md" in links(path, pages[path])


@pytest.mark.parametrize("path", HOLDING)
def test_a_page_that_holds_a_fact_is_at_most_two_clicks_from_the_home_page(path: str, pages: dict[str, str]) -> None:
    assert clicks(pages)[path] <= 2


def test_clicks_are_counted_along_links_and_navigation() -> None:
    texts = {
        ".site.json": '{"navigation": [["Group", [["A", "a/index.md"]]]]}',
        "index.md": "[x](x.md) [elsewhere](https://x.example/y.md)",
        "x.md": "",
        "a/index.md": "[y](../y.md#part) [z](z.md)",
        "a/z.md": "[deep](../deep.md)",
        "y.md": "",
        "deep.md": "",
        "unlinked.md": "",
    }
    assert clicks(texts) == {"index.md": 0, "a/index.md": 1, "x.md": 1, "a/z.md": 2, "y.md": 2, "deep.md": 3}


@pytest.mark.skipif(not ARTICLE.is_file(), reason="the article lies beside the repository, not in it")
def test_every_quote_is_in_the_article(content: Content) -> None:
    article = " ".join(ARTICLE.read_text("utf-8").split())
    quotes = [
        (key_of(record), citation.quote) for record in content.records for _, citation in citations_in(record)
    ] + [(key_of(record), record.quote) for record in content.records if isinstance(record, Statement)]
    assert len(quotes) > 30
    assert [(key, quote) for key, quote in quotes if quote and " ".join(quote.split()) not in article] == []
