"""The site in its languages: every label translated, every fallback marked, the switcher leads to the same page."""

import posixpath
import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from pathlib import Path
from xml.etree.ElementTree import Element

import pytest
from playwright.sync_api import Browser, expect

from generator.content.load import load_folder
from generator.values import languages
from generator.values.languages import CATALOGS, language
from tests.support.catalogs import messages
from tests.support.paths import TESTS
from tests.support.reading import document, page, text, texts_with_language
from tests.support.sites import build

OTHERS = ("ja", "uz", "ru")
NAMES = {"en": "English", "ja": "日本語", "uz": "O‘zbek", "ru": "Русский"}
SAME_IN_EVERY_SCRIPT = (
    "Aide-Mémoire", "Daryo", "DaryoEng", "MIIT", "UTC", "Central Asia & Afghanistan",
    "example.org", "aide-memoire", "https", "English", "O‘zbek", "UZ", "JP", "SNS",
)  # fmt: skip
"""Names in Latin letters on Japanese and Russian pages too."""


def trees(site: Path) -> Iterator[tuple[str, Path, str]]:
    """Yield the language, file and address of every page."""
    for path in sorted(site.rglob("index.html")):
        first, *rest = path.parent.relative_to(site).parts or ("",)
        code = first if first in OTHERS else "en"
        yield code, path, "/".join(rest if code != "en" else filter(None, (first, *rest)))


@lru_cache
def allowed() -> re.Pattern[str]:
    """Return the texts allowed in Latin letters, with other spellings of names."""
    records = load_folder(Path("content")).records
    spellings = (name for record in records for name in getattr(record, "also_known_as", ()))
    allowed_words = "|".join(sorted(map(re.escape, (*SAME_IN_EVERY_SCRIPT, *spellings)), key=len, reverse=True))
    return re.compile(rf"(?:{allowed_words})|[\w./-]+@[\w.-]+|@\w+|[\w-]+(?:/[\w-]+)+\.yml|https?://\S+")


def english_in(root: Element, code: str) -> list[str]:
    """Return unmarked words in Latin letters on a page of another script."""
    words = []
    for piece, text_language in texts_with_language(
        root.find("body") or root, code
    ):  # the title of the window has no language
        rest = allowed().sub("", piece)
        if text_language == code and re.search(r"[A-Za-z]{3,}", rest):
            words.append(" ".join(piece.split()))
    return words


@lru_cache
def translated(code: str) -> frozenset[str]:
    """Return the English labels for which a language has another word."""
    labels = language(code).labels
    return frozenset(one for one in messages() if isinstance(one, str) and labels.gettext(one) != one)


def labels_in(root: Element, code: str) -> set[str]:
    """Return the English labels that stand by themselves on another page."""
    pieces = {words for words, text_language in texts_with_language(root, code) if text_language == code}
    return {" ".join(words.split()).rstrip(":") for words in pieces} & translated(code)


@pytest.mark.slow
@pytest.mark.parametrize("code", ["ja", "ru"])
def test_nothing_on_a_page_is_in_latin_letters_unless_it_is_marked_so(code: str, shipped: Path) -> None:
    english_by_page = {
        path.relative_to(shipped).as_posix(): english
        for of, path, _ in trees(shipped)
        if of == code and (english := english_in(document(path), code))
    }
    assert english_by_page == {}


@pytest.mark.slow
@pytest.mark.parametrize("code", OTHERS)
def test_no_label_is_left_in_english(code: str, shipped: Path) -> None:
    english_by_page = {
        path.relative_to(shipped).as_posix(): english
        for of, path, _ in trees(shipped)
        if of == code and (english := labels_in(document(path), code))
    }
    assert english_by_page == {}


def test_an_untranslated_label_and_unmarked_english_would_be_seen(tmp_path: Path) -> None:
    file = tmp_path / "index.html"
    file.write_text('<!doctype html><html lang="ru"><p>Meetings<p lang="en">Sources<p title="Signed">x', "utf-8")
    assert english_in(document(file), "ru") == ["Meetings", "Signed"]
    assert labels_in(document(file), "ru") == {"Meetings", "Signed"}


def test_every_page_is_in_every_language_and_is_marked_with_it(shipped: Path) -> None:
    by_language: dict[str, set[str]] = {}
    for code, path, address in trees(shipped):
        root = document(path)
        assert (root.get("lang"), root.find("body").get("dir")) == (code, "ltr"), path  # type: ignore[union-attr]
        by_language.setdefault(code, set()).add(address)
    assert by_language.keys() == NAMES.keys()
    assert [code for code in OTHERS if by_language[code] != by_language["en"]] == []
    assert len(by_language["en"]) > 50


def test_every_switcher_leads_to_the_same_page_in_the_other_languages(shipped: Path) -> None:
    for code, path, address in trees(shipped):
        links = [link for link in document(path).iter("a") if link.get("hreflang")]
        led_to = {
            link.get("hreflang"): posixpath.normpath(
                posixpath.join(path.parent.relative_to(shipped).as_posix(), link.get("href") or "")
            )
            for link in links
        }
        wanted = {
            other: posixpath.normpath(posixpath.join("" if other == "en" else other, address))
            for other in NAMES
            if other != code
        }
        assert {other: target for other, target in led_to.items() if other != code} == wanted, path
        assert {
            link.get("hreflang"): text(link) for link in links if link.get("hreflang") != code
        }.keys() <= NAMES.keys()


def test_every_page_names_its_counterparts_for_search_engines(shipped: Path) -> None:
    for _, path, address in trees(shipped):
        linked = {
            link.get("hreflang"): link.get("href")
            for link in document(path).iter("link")
            if link.get("rel") == "alternate" and link.get("hreflang")
        }
        root = "https://example.org/"
        below = f"{address}/" if address else ""
        wanted = {code: root + ("" if code == "en" else f"{code}/") + below for code in NAMES}
        assert linked == wanted | {"x-default": wanted["en"]}, path


def test_dates_and_countries_are_those_of_the_language(shipped: Path) -> None:
    meeting = "meetings/2024-01-26-consultations"
    texts = {code: text(page(shipped / ("" if code == "en" else code), meeting)) for code in NAMES}
    assert [
        words in texts[code]
        for code, words in (
            ("en", "26 January 2024"), ("en", "Uzbekistan"), ("ja", "2024年1月26日"), ("ja", "ウズベキスタン"),
            ("uz", "26-yanvar, 2024"), ("uz", "Yaponiya"), ("ru", "26 января 2024"), ("ru", "Япония"),
        )
    ] == [True] * 8  # fmt: skip


def test_untranslated_prose_is_marked_as_english(shipped: Path) -> None:
    root = page(shipped / "ja", "meetings/2024-01-26-consultations")
    english = [text(element) for element in root.iter() if element.get("lang") == "en"]
    assert any(piece.startswith("Bobur Usmanov received Ikegami Masaki") for piece in english)
    assert any("does not state where the meeting took place" in piece for piece in english)
    assert "ウズベキスタン" not in " ".join(english), "titles of links in English prose are English"


@pytest.mark.browser
def test_a_reader_changes_the_language_and_stays_on_the_page(
    chromium: Browser, shipped: Path, serve: Callable[[Path], str]
) -> None:
    context = chromium.new_context(viewport={"width": 1280, "height": 900})
    reader = context.new_page()
    address = serve(shipped)
    reader.goto(address + "people/usmanov-bobur/")
    reader.get_by_role("banner").get_by_role("link", name="Русский").click()
    expect(reader).to_have_url(address + "ru/people/usmanov-bobur/")
    expect(reader.get_by_role("heading", level=1)).to_contain_text("Бобур Усманов")
    reader.get_by_role("banner").get_by_role("link", name="English").click()
    expect(reader).to_have_url(address + "people/usmanov-bobur/")
    context.close()


@pytest.mark.slow
def test_a_language_from_right_to_left_has_that_direction(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    content = tmp_path / "content"
    (content / "meetings").mkdir(parents=True)
    (content / "site.yml").write_text("title: Examples\nlanguages: [en, ar]\n", "utf-8")
    talks = "title: Talks\ndate: 2024-01-26\noutcomes: [They agreed.]\nsources: [{source: report}]\n"
    (content / "meetings" / "talks.yml").write_text(talks, "utf-8")
    (content / "sources").mkdir()
    (content / "sources" / "report.yml").write_text("title: Report\n", "utf-8")
    with monkeypatch.context() as patch:
        patch.setattr(languages, "CATALOGS", TESTS / "values/locale")
        language.cache_clear()
        site = build(content, tmp_path)
    language.cache_clear()
    assert CATALOGS.name == "locale"
    root = document(site / "ar" / "meetings" / "talks" / "index.html")
    assert (root.get("lang"), root.find("body").get("dir")) == ("ar", "rtl")  # type: ignore[union-attr]
    words = text(page(site / "ar", "meetings/talks"))
    assert "٢٦ يناير ٢٠٢٤" in words or "26 يناير 2024" in words
    assert "التاريخ" in words
    marked = [element for element in root.iter("span") if element.get("lang") == "en"]
    assert {element.get("dir") for element in marked} == {"ltr"}
