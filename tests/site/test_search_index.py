"""The search index of the same documents is the same bytes, and no document is indexed twice."""

import gzip
import json
import re
import shutil
from pathlib import Path

import cbor2
import pytest

from generator.pages.search_document import SearchDocument, SearchFilter
from generator.pages.search_text import SPACE, exact_name_key, search_tokens, spellings
from generator.site.document_format import FOLDER
from generator.site.search_index import BUNDLE, FINGERPRINT_FILE, build_index, publish_index
from generator.site.sharded_index.shards import SIGNATURE
from tests.support.folders import read_folder


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
    status = {path.relative_to(folder).as_posix(): path.stat() for path in folder.rglob("*")}
    return {name: (each.st_ino, each.st_mtime_ns) for name, each in status.items()}


# The same bytes


def test_the_same_documents_make_the_same_bytes(tmp_path: Path) -> None:
    sites = set()
    for number in range(5):
        pages = tmp_path / str(number) / "pages"
        write(pages, [f"Name {each}" for each in range(150)])
        publish_index(build_index(pages, "en", pages.with_name("index")), site := pages.with_name("site"))
        sites.add(repr(sorted(read_folder(site).items())))
    assert len(sites) == 1


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


@pytest.mark.parametrize("program", ["another", "\u00e9"])
def test_an_index_that_another_program_made_is_made_anew(
    program: str, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO", "generator")
    write(tmp_path, ["Ada"])
    bundle = build_index(tmp_path, "en", tmp_path / "index")
    whole, last = parts(bundle), (bundle / FINGERPRINT_FILE).read_text("ascii").split()
    (bundle / FINGERPRINT_FILE).write_text("\n".join((program, *last[1:])), "utf-8")
    assert parts(build_index(tmp_path, "en", tmp_path / "index")) == whole
    assert [message.partition(":")[0] for message in caplog.messages] == ["all of the search index is made anew"]


def test_an_ideographic_space_is_in_what_is_shown(tmp_path: Path) -> None:
    write(tmp_path, ["東京\u3000大阪"])
    (fragment,) = build_index(tmp_path, "en", tmp_path / "index").glob("fragment/*")
    name = json.loads(unpacked(fragment.read_bytes()).removeprefix(SIGNATURE))["meta"]["name"]
    assert re.search(f"京ː {SPACE} 大阪", name)


@pytest.mark.parametrize("code", ["en", "ru", "uz", "uz-Cyrl", "ja", "th", "zh", "zh-Hant", "ja-JP"])
def test_languages_that_pagefind_cuts_in_two_ways_are_indexed_as_none(code: str, tmp_path: Path) -> None:
    language = "und" if code[:2] in ("ja", "th", "zh") else code.lower()
    write(tmp_path, ["Ada"], code)
    bundle = build_index(tmp_path, code, tmp_path / "index")
    languages = json.loads((bundle / "pagefind-entry.json").read_text("utf-8"))["languages"]
    assert (list(languages), languages[language]["page_count"]) == ([language], 1)
    assert (bundle / f"pagefind.{languages[language]['hash']}.pf_meta").is_file()
    assert (bundle / f"wasm.{languages[language]['wasm'] or 'unknown'}.pagefind").is_file()


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
    names_by_url = {each["url"]: each["meta"]["name"] for each in fragments}
    assert names_by_url == {f"/x/{number}/": search_tokens(name) for number, name in enumerate(names)}
    urls_of: dict[str, set[str]] = {}
    for name in (name for name in files if name.endswith(".pf_index")):
        for word, postings, *_ in cbor2.loads(files[name])[0]:
            page = 0
            for step, *_ in postings:
                page += step  # each is the distance from the page before it
                urls_of.setdefault(word, set()).add(fragments[page]["url"])
    assert urls_of["person"] == {f"/x/{number}/" for number in range(20)}
    assert (urls_of["7"], urls_of["bold"], urls_of["日本"]) == ({"/x/7/"}, {"/x/21/"}, {"/x/20/"})
    assert urls_of["本ː"] == urls_of["lucja"] == urls_of[exact_name_key("Łucja 日本")] == {"/x/20/"}
    listed = dict(meta[3])
    kinds = dict(cbor2.loads(files[f"filter/{listed['kind']}.pf_filter"])[1])
    filtered = {value: {fragments[page]["url"] for page in pages} for value, pages in kinds.items()}
    assert filtered == {f"k{number} Kind": {f"/x/{each}/" for each in range(number, 22, 7)} for number in range(7)}
