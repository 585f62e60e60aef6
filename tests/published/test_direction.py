"""Texts from right to left, and from left to right on pages in Arabic, turn no word beside them."""

import re
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from xml.etree.ElementTree import Element

import html5lib
import pytest

from generator.pages import markdown
from generator.site.fast_markdown.blocks import PageBlocks
from generator.site.fast_markdown.spans import SpanConverter, UnsupportedMarkdown
from tests.support.full_record import write_full_content
from tests.support.reading import document
from tests.support.sites import Once, build

HEBREW, LATIN = "שטח זזז (3)", "Zzlatin (3)"
ISOLATES, POP = "\u2066\u2067\u2068", "\u2069"
NO_TEXT = ("script", "style", "template", "noscript")
READ_ALOUD = ("title", "alt", "aria-label", "placeholder", "content")
SLOW = {"guide/problems/files.md", "search/index.md", "statistics/index.md"}
"""The pages with Markdown that only Python-Markdown converts, whatever the direction of texts."""


def is_isolated_within(text: str, wanted: str) -> bool:
    """Tell whether each occurrence in a text is between characters that isolate it."""
    for match in re.finditer(re.escape(wanted), text):
        depth = 0
        for character in text[: match.start()]:
            depth += (character in ISOLATES) - (character == POP and depth > 0)
        if not depth or POP not in text[match.end() :]:
            return False
    return True


def exposed(element: Element, wanted: str, *, is_isolated: bool = False) -> Iterator[str]:
    """Yield each text with `wanted` below an element that nothing keeps apart from the words around it."""
    if not isinstance(element.tag, str) or element.tag in NO_TEXT:
        return
    if element.tag not in ("html", "body"):
        own = (
            element.get("dir")
            or element.get("direction")
            or element.tag == "bdi"
            or element.get("unicode-bidi") == "plaintext"
        )
        is_isolated = is_isolated or bool(own)
    for name in READ_ALOUD:
        value = element.get(name) or ""
        if value != wanted and not is_isolated_within(value, wanted):
            yield f"{element.tag}[{name}]: {value}"
    texts = [(element.text, is_isolated), *((child.tail, is_isolated) for child in element)]
    for text, isolated in texts:
        if not isolated and not is_isolated_within(text or "", wanted):
            yield f"{element.tag}: {text}"
    for child in element:
        yield from exposed(child, wanted, is_isolated=is_isolated)


def exposed_on_pages(folder: Path, wanted: str) -> list[str]:
    """Return each exposed text of the pages in a folder; fail unless many pages have it."""
    pages = sorted(folder.rglob("*.html"))
    assert sum(wanted in path.read_text("utf-8") for path in pages) > 30
    return [f"{path.relative_to(folder)}: {line}" for path in pages for line in exposed(document(path), wanted)]


def write_content(folder: Path, languages: str) -> None:
    write_full_content(folder, {0: HEBREW, 1: LATIN})
    (folder / "site.yml").write_text(f"title: {HEBREW}\ntagline: {LATIN}\nlanguages: {languages}\n", "utf-8")
    reason = f"name: {HEBREW}\ncountry: xm\ninferred: {{country: '{HEBREW}'}}\nsources: [{{source: full-source-0}}]\n"
    (folder / "people" / "inferred.yml").write_text(reason, "utf-8")


def make(folder: Path, *, languages: str) -> None:
    write_content(folder / "content", languages)
    build(folder / "content", folder, "--audience", "internal")


@pytest.fixture(scope="session")
def of_english(once: Once) -> Path:
    return once("direction-of-english", partial(make, languages="[en, ar]")) / "site"


@pytest.mark.slow
def test_on_an_english_page_every_hebrew_text_is_isolated(of_english: Path) -> None:
    arabic = of_english / "ar"
    assert [line for line in exposed_on_pages(of_english, HEBREW) if not line.startswith("ar/")] == []
    assert exposed_on_pages(arabic, LATIN) == []


@pytest.mark.slow
def test_on_an_arabic_page_every_latin_text_is_isolated(once: Once) -> None:
    site = once("direction-of-arabic", partial(make, languages="[ar, en]")) / "site"
    assert [line for line in exposed_on_pages(site, LATIN) if not line.startswith("en/")] == []
    assert exposed_on_pages(site / "en", HEBREW) == []


@pytest.mark.slow
def test_no_page_takes_the_slow_way_because_of_a_direction(of_english: Path) -> None:
    assert set(slow_pages(of_english.parent / "pages")) == SLOW


def slow_pages(pages: Path) -> Iterator[str]:
    """Yield the pages, without their language, that the fast converter of Markdown leaves to another."""
    for path in pages.rglob("*.md"):
        body = path.read_text("utf-8").partition("---\n")[2].partition("---\n")[2]
        try:
            PageBlocks(SpanConverter()).convert(body)
        except UnsupportedMarkdown:
            yield path.relative_to(pages).as_posix().partition("/")[2]


@pytest.mark.slow
def test_a_page_without_isolates_would_be_noticed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(markdown, "isolate_tag", lambda text, direction: "")
    markdown._escaped.cache_clear()
    write_content(tmp_path / "content", "[en]")
    site = build(tmp_path / "content", tmp_path)
    markdown._escaped.cache_clear()
    lines = exposed_on_pages(site, HEBREW)
    for part in ("h1", "a:", "li:", "dd:", "td:", "p:"):
        assert any(f"html: {part}" in line for line in lines), part


@pytest.mark.parametrize(
    ("html", "number"),
    [
        (f"<p>{HEBREW} (1993)</p>", 1),
        (f"<p><bdi>{HEBREW}</bdi> (1993)</p>", 0),
        (f'<p><span lang="he" dir="rtl">a <a href="x">{HEBREW}</a></span></p>', 0),
        (f"<p><bdi>x</bdi> {HEBREW}</p>", 1),
        (f'<p aria-label="By {HEBREW} (1)">x</p>', 1),
        (f'<p aria-label="By \u2068{HEBREW}\u2069 (1)">x</p>', 0),
        (f'<p aria-label="By \u2068{HEBREW} (1)">x</p>', 1),
        (f'<p aria-label="{HEBREW}">x</p>', 0),
        (f"<title>\u2068x\u2069 {HEBREW}</title>", 1),
    ],
)
def test_what_is_not_isolated_is_noticed(html: str, number: int) -> None:
    root = html5lib.parse(html, namespaceHTMLElements=False)
    assert len(list(exposed(root, HEBREW))) == number
