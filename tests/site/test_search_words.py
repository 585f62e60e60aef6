"""The script of the search, search-words.js, does to words what `pages/search_text.py` does."""

import re
import shutil
import sys
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, TypeAlias

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from playwright.sync_api import Browser

from generator.pages import search_text
from generator.pages.search_text import APOSTROPHE_MARKS, SPACE, WIDE, exact_name_key, search_tokens
from tests.support.paths import ROOT
from tests.support.search_texts import TEXTS

SCRIPT = ROOT / "generator/site/theme/assets/search-words.js"
Ask: TypeAlias = Callable[[str, Any], Any]


@pytest.fixture(scope="module")
def words(chromium: Browser, serve: Callable[[Path], str], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ask]:
    """Give a function that evaluates an expression of search-words.js.

    In the expression, `words` are the functions of the script, and `given` is a value.
    """
    folder = tmp_path_factory.mktemp("words")
    shutil.copy(SCRIPT, folder)
    (folder / "index.html").write_text("<!doctype html><title>x</title>", "utf-8")
    page = chromium.new_page()
    page.goto(serve(folder))
    start = f"const words = await import('./{SCRIPT.name}')"
    yield lambda expression, given: page.evaluate(f"async (given) => {{ {start}; return {expression} }}", given)
    page.close()


@pytest.mark.browser
@pytest.mark.parametrize("name", ["SPACELESS", "PUNCTUATION"])
def test_letters_without_spaces_and_marks_are_the_same_in_both(words: Ask, name: str) -> None:
    declared = re.search(rf"const {name} = [^;]+;", SCRIPT.read_text("utf-8"))
    assert declared
    test = f"""(() => {{ {declared[0]} const one = new RegExp(`^[${{{name}}}]$`, "u");
      return [...Array(0x110000).keys()].filter((code) => one.test(String.fromCodePoint(code))) }})()"""
    one = re.compile(f"[{getattr(search_text, name)}]")
    assert words(test, None) == [code for code in range(sys.maxunicode + 1) if one.match(chr(code))]


@pytest.mark.browser
@settings(max_examples=12)
@given(st.lists(TEXTS, min_size=40, max_size=200))
@example(["テ\u0e48ﾞ\u2060ﾞ"])
def test_what_is_shown_is_the_text_as_it_was_but_for_white_space_and_width(words: Ask, texts: list[str]) -> None:
    def restored(text: str) -> str:
        # Without word joiners first: a mark that followed one joins the letter before it.
        joined = unicodedata.normalize("NFC", text).replace(SPACE, "")
        narrow = WIDE.sub(lambda match: unicodedata.normalize("NFKC", match[0]), joined)
        marked = unicodedata.normalize("NFC", narrow).translate(AS_LETTERS)
        return re.sub(r"\s+", " ", marked.strip())

    theirs = words("given.map(words.restored)", [search_tokens(text) for text in texts])
    assert [re.sub(r"\s+", " ", text) for text in theirs] == [restored(text) for text in texts]


AS_LETTERS = {mark: letter for letter, mark in APOSTROPHE_MARKS.items()}

NAMES = (
    *("Ikegami Masaki", "ŁÓDŹ Straße", "Tomáš Ederlín", "Gʻulom Toʻrayev", "O'zbek O’g‘il O`g", "O´zbek", "ﬁn Ⅳ A"),
    *("МИД России", "Йўлдошев Ғани", "ΜΗΤΣΟΤΑΚΗΣ Κυριάκος", "ΟΔΟΣ’", "İstanbul Diyarbakır", "مُحَمَّد علی‌رضا", "ש״י עגנון"),
    *("ラダン・テスノフ", "ﾗﾀﾞﾝ･ﾃｽﾉﾌ", "池上　正樹", "㈱トヨタ", "第Ⅱ期", "𠮷田 x", "สำนักงาน", "ກຳນົດ", "မြန်မာ"),
    *("한국 사람", "हिन्दी भाषा"),
    *("Jean–Luc Jean-Luc", "foo_bar", "№ 5", "A & B (C)", "2024-01-26", "ＡＢ１", "★", "", "Ꭰ ᲐᲑ", "a\u200bb"),
)


@pytest.mark.browser
def test_a_whole_name_is_the_same_word_in_both(words: Ask) -> None:
    theirs = words("given.map(words.keyWord)", list(NAMES))
    assert [(name, one) for name, one in zip(NAMES, theirs, strict=True) if one != exact_name_key(name)] == []


DOUBTFUL = ("東京、大阪", "「日本」の会", "B−A", "תל־אביב", "b⸺a", "Qurʾān", "aˊ", "foo\ufeffbar", "﨑山 𠮷野")


@pytest.mark.browser
@pytest.mark.parametrize("name", DOUBTFUL)
def test_marks_are_the_same_to_both(words: Ask, name: str) -> None:
    assert words("words.keyWord(given)", name) == exact_name_key(name)


@pytest.mark.browser
def test_every_character_within_a_name_is_the_same_to_both(words: Ask) -> None:
    characters = (chr(code) for code in range(sys.maxunicode))
    old = unicodedata.ucd_3_2_0  # the characters that every browser knows
    names = [f"b{each}a" for each in characters if old.category(each) not in ("Cn", "Cs", "Co")]
    theirs = words("given.map(words.keyWord)", names)
    assert [name for name, one in zip(names, theirs, strict=True) if one != exact_name_key(name)] == []


@pytest.mark.browser
@pytest.mark.parametrize(
    "mark",
    "\u02bb\u02bc\u2018\u2019\u201b\u2032'`\u02b9\u02bd\u02bf\u02c8\u00b4",
)
def test_a_mark_that_is_dropped_from_what_is_typed_is_none_in_the_index(words: Ask, mark: str) -> None:
    apart = unicodedata.normalize("NFD", search_tokens(f"Sa{mark}id"))
    folded = "".join(letter for letter in apart if letter.isspace() or letter.isalnum())  # as Pagefind folds a word
    assert words("words.asked(given).query", f"Sa{mark}id") == folded == "Said"
