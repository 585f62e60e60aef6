"""The search index: the same bytes for the same documents, nothing made twice; the words of its scripts are ours."""

import gzip
import json
import re
import shutil
import sys
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, TypeAlias

import cbor2
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from playwright.sync_api import Browser

from generator.pages import search_text as searching
from generator.pages.search_document import SearchDocument, SearchFilter
from generator.pages.search_text import APOSTROPHE_MARKS, SPACE, WIDE, exact_name_key, search_tokens, spellings
from generator.site.document_format import FOLDER
from generator.site.search_index import BUNDLE, FINGERPRINT_FILE, build_index, publish_index
from generator.site.sharded_index.shards import SIGNATURE
from tests.pages.test_search_text import TEXTS
from tests.published import test_editions
from tests.support.folders import read_folder

SCRIPT = Path("generator/site/theme/assets/search-words.js")
planted, public, internal = test_editions.planted, test_editions.public, test_editions.internal
Ask: TypeAlias = Callable[[str, Any], Any]


def write(pages: Path, names: list[str], code: str = "en") -> None:
    """Write documents of these names."""
    for number, name in enumerate(names):
        filters = (SearchFilter("kind", f"k{number % 7}", "Kind"), SearchFilter("year", str(2000 + number % 9)))
        words = {"names": spellings(name), "keys": (exact_name_key(name),)}
        output = SearchDocument(
            f"x/{number}/", name, "name", words=words, filters=filters, text=(f"of {name}",)
        ).output(code)
        (path := pages / output.path).parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(output.content)


def unpacked(content: bytes) -> bytes:
    return gzip.decompress(content) if content.startswith(b"\x1f\x8b") else content


def parts(bundle: Path) -> list[str]:
    """Return the names of the files, which differ if their contents do."""
    return sorted(path.name for path in bundle.glob("*/*"))


def stamps(folder: Path) -> dict[str, tuple[int, int]]:
    found = {path.relative_to(folder).as_posix(): path.stat() for path in folder.rglob("*")}
    return {name: (stat.st_ino, stat.st_mtime_ns) for name, stat in found.items()}


# The same bytes


def test_the_same_documents_make_the_same_bytes(tmp_path: Path) -> None:
    made = set()
    for number in range(5):
        pages = tmp_path / str(number) / "pages"
        write(pages, [f"Name {each}" for each in range(150)])
        publish_index(build_index(pages, "en", pages.with_name("index")), site := pages.with_name("site"))
        made.add(repr(sorted(read_folder(site).items())))
    assert len(made) == 1


# Made when something has changed


def test_nothing_is_indexed_again_until_a_document_changes_comes_or_goes(tmp_path: Path) -> None:
    write(tmp_path, ["Ada", "Ben"])
    bundle = build_index(tmp_path, "en", tmp_path / "index")
    first, words = stamps(bundle), parts(bundle)
    assert build_index(tmp_path, "en", tmp_path / "index") == bundle
    assert stamps(bundle) == first
    for names in (["Ada", "Ann"], ["Ada", "Ann", "Zoe"], ["Ada", "Ben"]):
        shutil.rmtree(tmp_path / FOLDER)
        write(tmp_path, names)
        before = stamps(bundle)
        build_index(tmp_path, "en", tmp_path / "index")
        assert stamps(bundle)[FINGERPRINT_FILE] != before[FINGERPRINT_FILE]
    assert parts(bundle) == words
    (tmp_path / FOLDER / "en/x/0").rename(tmp_path / FOLDER / "en/x/7")
    assert b"/x/7/" in b"".join(map(unpacked, read_folder(build_index(tmp_path, "en", tmp_path / "index")).values()))


def test_a_bundle_that_was_not_finished_is_made_anew_and_leaves_nothing_behind(tmp_path: Path) -> None:
    write(tmp_path, ["Ada"])
    bundle = build_index(tmp_path, "en", tmp_path / "index")
    whole = parts(bundle)
    (bundle / FINGERPRINT_FILE).unlink()
    (bundle / "fragment" / "old.pf_fragment").write_text("x", "utf-8")
    assert parts(build_index(tmp_path, "en", tmp_path / "index")) == whole
    assert (bundle / FINGERPRINT_FILE).is_file()


# What is in it


@pytest.mark.parametrize("file", ["pagefind.js", "fragment/*", "index/*"])
def test_a_file_that_somebody_wrote_into_is_mended_wherever_it_is_linked(
    tmp_path: Path, file: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO", "generator")
    write(tmp_path, [str(number) for number in range(20)])
    bundle, site = build_index(tmp_path, "en", tmp_path / "index"), tmp_path / "site"
    publish_index(bundle, site)
    whole = read_folder(site)
    build_index(tmp_path, "en", tmp_path / "index")
    assert caplog.messages == []
    sorted((site / "pagefind").glob(file))[0].write_bytes(b"")
    publish_index(build_index(tmp_path, "en", tmp_path / "index"), site)
    assert read_folder(site) == whole
    assert [message.partition(":")[0] for message in caplog.messages] == ["all of the search index is made anew"]


@pytest.mark.parametrize("known", ["another", "\u00e9"])
def test_an_index_that_another_program_made_is_made_anew(
    known: str, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO", "generator")
    write(tmp_path, ["Ada"])
    bundle = build_index(tmp_path, "en", tmp_path / "index")
    whole, record = parts(bundle), (bundle / FINGERPRINT_FILE).read_text("ascii").split()
    (bundle / FINGERPRINT_FILE).write_text("\n".join((known, *record[1:])), "utf-8")
    assert parts(build_index(tmp_path, "en", tmp_path / "index")) == whole
    assert [message.partition(":")[0] for message in caplog.messages] == ["all of the search index is made anew"]


def test_an_ideographic_space_is_in_what_is_shown(tmp_path: Path) -> None:
    write(tmp_path, ["東京\u3000大阪"])
    (fragment,) = build_index(tmp_path, "en", tmp_path / "index").glob("fragment/*")
    name = json.loads(unpacked(fragment.read_bytes()).removeprefix(SIGNATURE))["meta"]["name"]
    assert re.search(f"京ː {SPACE} 大阪", name)


@pytest.mark.parametrize("code", ["en", "ru", "uz", "uz-Cyrl", "ja", "th", "zh", "zh-Hant", "ja-JP"])
def test_languages_that_pagefind_cuts_in_two_ways_are_indexed_as_none(code: str, tmp_path: Path) -> None:
    told = "und" if code[:2] in ("ja", "th", "zh") else code.lower()
    write(tmp_path, ["Ada"], code)
    bundle = build_index(tmp_path, code, tmp_path / "index")
    languages = json.loads((bundle / "pagefind-entry.json").read_text("utf-8"))["languages"]
    assert (list(languages), languages[told]["page_count"]) == ([told], 1)
    assert (bundle / f"pagefind.{languages[told]['hash']}.pf_meta").is_file()
    assert (bundle / f"wasm.{languages[told]['wasm'] or 'unknown'}.pagefind").is_file()


def test_it_holds_what_is_asked_and_none_of_the_interfaces_of_pagefind(tmp_path: Path) -> None:
    write(tmp_path, ["Ada"])
    bundle = build_index(tmp_path, "en", tmp_path / "index")
    names = {re.sub(r"[0-9a-f]{7,}|\.en\b", "", path) for path in read_folder(bundle)}
    own = {"pagefind.js", "pagefind-entry.json", "wasm.pagefind", "wasm.unknown.pagefind"}
    of_pages = {"fragment/en_.pf_fragment", "index/en_.pf_index", "filter/en_.pf_filter", "pagefind.en_.pf_meta"}
    assert names - {FINGERPRINT_FILE} == own | of_pages
    publish_index(bundle, tmp_path / "site")
    index = {f"{BUNDLE}/{name}": content for name, content in read_folder(bundle).items()}
    del index[f"{BUNDLE}/{FINGERPRINT_FILE}"]
    assert read_folder(tmp_path / "site") == index


def test_words_filters_and_pages_are_read_back(tmp_path: Path) -> None:
    names = [*(f"Person {number}" for number in range(20)), "Łucja 日本", "<b>Bold</b> & co"]
    write(tmp_path, names, "ja")
    bundle = read_folder(build_index(tmp_path, "ja", tmp_path / "index"))
    files = {name: unpacked(content).removeprefix(SIGNATURE) for name, content in bundle.items()}
    (meta,) = (cbor2.loads(content) for name, content in files.items() if name.endswith(".pf_meta"))
    fragments = [json.loads(files[f"fragment/{page}.pf_fragment"]) for page, _ in meta[1]]
    shown = {each["url"]: each["meta"]["name"] for each in fragments}
    assert shown == {f"/x/{number}/": search_tokens(name) for number, name in enumerate(names)}
    found: dict[str, set[str]] = {}
    for name in (name for name in files if name.endswith(".pf_index")):
        for word, postings, *_ in cbor2.loads(files[name])[0]:
            page = 0
            for step, *_ in postings:
                page += step  # each is the distance from the page before it
                found.setdefault(word, set()).add(fragments[page]["url"])
    assert found["person"] == {f"/x/{number}/" for number in range(20)}
    assert (found["7"], found["bold"], found["日本"]) == ({"/x/7/"}, {"/x/21/"}, {"/x/20/"})
    assert found["本ː"] == found["lucja"] == found[exact_name_key("Łucja 日本")] == {"/x/20/"}
    listed = dict(meta[3])
    kinds = dict(cbor2.loads(files[f"filter/{listed['kind']}.pf_filter"])[1])
    filtered = {value: {fragments[page]["url"] for page in pages} for value, pages in kinds.items()}
    assert filtered == {f"k{number} Kind": {f"/x/{each}/" for each in range(number, 22, 7)} for number in range(7)}


@pytest.mark.slow
def test_nothing_internal_is_in_the_index_of_a_public_site_and_it_is_in_that_of_an_internal_one(
    planted: Path, public: Path, internal: Path
) -> None:
    for site, there in ((public, False), (internal, True)):
        for folder in (site / BUNDLE, site.with_name(".site.index"), site.with_name("pages") / FOLDER):
            text = b"".join(name.encode() + unpacked(content) for name, content in read_folder(folder).items())
            assert (b"canary" in text.lower()) is there, folder
    written = {word for path in planted.rglob("*.yml") for word in re.findall(r"CANARY-\d+", path.read_text("utf-8"))}
    told = b"".join(map(unpacked, read_folder(internal / BUNDLE).values())).decode("utf-8", "ignore")
    assert len(written) > 60
    assert sorted(written - set(re.findall(r"CANARY-\d+", told))) == []


# The words it is asked with


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
    one = re.compile(f"[{getattr(searching, name)}]")
    assert words(test, None) == [code for code in range(sys.maxunicode + 1) if one.match(chr(code))]


@pytest.mark.browser
@settings(max_examples=12)
@given(st.lists(TEXTS, min_size=40, max_size=200))
@example(["テ\u0e48ﾞ\u2060ﾞ"])
def test_what_is_shown_is_the_text_as_it_was_but_for_white_space_and_width(words: Ask, texts: list[str]) -> None:
    def shown(text: str) -> str:
        # Without word joiners first: a mark that followed one joins the letter before it.
        joined = unicodedata.normalize("NFC", text).replace(SPACE, "")
        narrow = WIDE.sub(lambda match: unicodedata.normalize("NFKC", match[0]), joined)
        marked = unicodedata.normalize("NFC", narrow).translate(AS_LETTERS)
        return re.sub(r"\s+", " ", marked.strip())

    found = words("given.map(words.restored)", [search_tokens(text) for text in texts])
    assert [re.sub(r"\s+", " ", text) for text in found] == [shown(text) for text in texts]


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
