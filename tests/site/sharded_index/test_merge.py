"""Merged shards make the index that one run of Pagefind makes."""

import json
import math
from collections.abc import Callable, Mapping
from itertools import pairwise
from pathlib import Path
from typing import Any

import cbor2
import pytest
from playwright.sync_api import Browser

from generator.pages.search_document import SearchDocument
from generator.site import SiteError
from generator.site.document_format import FIELDS, FOLDER
from generator.site.pagefind import index_documents
from generator.site.search_index import publish_index
from generator.site.sharded_index.merge import merge_shards
from generator.site.sharded_index.shards import decompress, index_shards, read_documents, split_into_shards
from tests.support.paths import ROOT
from tests.support.search_documents import (
    SHARD_SIZE,
    WORDS,
    build_small_shards,
    content,
    save,
    write_documents,
    write_every_field,
)

TREE = {"en": "en", "ja": "und"}
"""Languages of trees, and what Pagefind takes them for."""


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("pages")
    for code in TREE:
        write_documents(folder, 300, code)
        write_every_field(folder, code)
    return folder


def index_in_one_run(documents: Path, code: str) -> dict[str, bytes]:
    """Index all documents in one run of Pagefind."""
    return index_documents(read_documents(documents), code, documents.parent / "running")


def positions(numbers: list[int], fields: list[str] | None = None) -> list[int | str]:
    """Return positions of a word, with the names of fields instead of their numbers."""
    return [fields[-number - 1] if fields and number < 0 else number for number in numbers]


def decode(bundle: Mapping[str, bytes], code: str) -> dict[str, Any]:
    """Decode an index, without the numbers and names that Pagefind is free to choose."""
    entry = json.loads(bundle["pagefind-entry.json"])
    of_language = entry["languages"][code]
    version, pages, chunks, filters, orders, fields = cbor2.loads(
        decompress(bundle[f"pagefind.{of_language['hash']}.pf_meta"])
    )
    fragments = [json.loads(decompress(bundle[f"fragment/{name}.pf_fragment"])) for name, _ in pages]
    urls = [fragment["url"] for fragment in fragments]

    def decode_postings(postings: list[Any]) -> dict[str, Any]:
        number, by_url = 0, {}
        for step, in_text, in_fields in postings:
            number += step
            by_url[urls[number]] = (positions(in_text), positions(in_fields, fields))
        return by_url

    read = [cbor2.loads(decompress(bundle[f"index/{name}.pf_index"]))[0] for _, _, name in chunks]
    return {
        "version": (version, entry["version"], entry["include_characters"], of_language["wasm"]),
        "pages": [(name, count, fragment) for (name, count), fragment in zip(pages, fragments, strict=True)],
        "count": of_language["page_count"],
        "words": {
            word: (decode_postings(postings), {form: decode_postings(of_form) for form, of_form in forms})
            for words in read
            for word, postings, forms in words
        },
        "order of words": [word for words in read for word, _, _ in words],
        "order of forms": [[form for form, _ in forms] for words in read for _, _, forms in words],
        "chunks": [(first, last) for first, last, _ in chunks],
        "filters": {
            name: {value: [urls[page] for page in numbers] for value, numbers in read_filter(bundle, name, file)}
            for name, file in filters
        },
        "orders": {order: [urls[page] for page in numbers] for order, numbers in orders},
        "fields": set(fields),
    }


def read_filter(bundle: Mapping[str, bytes], name: str, file: str) -> list[Any]:
    named, values = cbor2.loads(decompress(bundle[f"filter/{file}.pf_filter"]))
    assert named == name
    return list(values)


def index_chunks(bundle: Mapping[str, bytes]) -> set[bytes]:
    return {decompress(packed) for path, packed in bundle.items() if path.startswith("index/")}


@pytest.mark.parametrize("code", TREE)
def test_shards_say_what_one_run_over_all_documents_says(code: str, pages: Path, tmp_path: Path) -> None:
    documents = pages / FOLDER / code
    assert len(list(split_into_shards(read_documents(documents), SHARD_SIZE))) > 5
    bundles = content(build_small_shards(pages, tmp_path, code)), index_in_one_run(documents, code)
    ours, expected = (decode(bundle, TREE[code]) for bundle in bundles)
    assert expected.pop("fields") <= ours.pop("fields") == set(FIELDS)
    assert len(expected["chunks"]) > 3
    assert sum(map(len, expected["order of forms"])) > 10
    assert ours == expected


def test_where_every_field_occurs_the_words_are_the_same_bytes(tmp_path: Path) -> None:
    documents = write_documents(tmp_path, 150)
    write_every_field(tmp_path, "en")
    assert index_chunks(content(build_small_shards(tmp_path, tmp_path / "index"))) == index_chunks(
        index_in_one_run(documents, "en")
    )


@pytest.mark.parametrize("seed", range(1, 4))
def test_any_documents_in_any_number_of_shards(seed: int, tmp_path: Path) -> None:
    documents = write_documents(tmp_path, seed * 25, seed=seed)
    ours = decode(content(build_small_shards(tmp_path, tmp_path / "index", shard_size=seed * 3)), "en")
    expected = decode(index_in_one_run(documents, "en"), "en")
    assert expected.pop("fields") <= ours.pop("fields")
    assert ours == expected


def test_each_word_is_in_the_range_of_its_chunk_and_ranges_do_not_overlap(pages: Path, tmp_path: Path) -> None:
    bundle = content(build_small_shards(pages, tmp_path))
    meta = next(packed for path, packed in bundle.items() if path.endswith(".pf_meta"))
    chunks = cbor2.loads(decompress(meta))[2]
    for first, last, name in chunks:
        for word, _, _ in cbor2.loads(decompress(bundle[f"index/{name}.pf_index"]))[0]:
            assert word[: len(first)] >= first
            assert word[: len(last)] <= last
    assert all(before[1] < after[0] for before, after in pairwise(chunks))


def test_fragments_whose_names_begin_alike_are_told_apart_as_one_run_does(
    tmp_path: Path,
) -> None:
    documents = read_documents(write_documents(tmp_path, 90))
    shards = index_shards(split_into_shards(documents, SHARD_SIZE), "en", tmp_path / "shards", "x")
    merged = merge_shards(shards, "en", name_length=1)
    names = [path for path in merged.files if path.startswith("fragment/")]
    assert len(set(names)) == len(names) == len(documents) - 1
    lengths = {len(name.removeprefix("fragment/en_").removesuffix(".pf_fragment")) for name in names}
    assert min(lengths) == 1 < max(lengths)
    urls = [json.loads(decompress(Path(merged.files[name]).read_bytes()))["url"] for name in names]
    assert urls == [f"/{document.path.removesuffix('index.html')}" for document in documents[:-1]]


def test_a_field_that_is_not_declared_is_refused(tmp_path: Path) -> None:
    save(tmp_path, SearchDocument("x/", "X", words={"unheard": ("of",)}))
    with pytest.raises(SiteError, match="unheard"):
        build_small_shards(tmp_path, tmp_path / "index")


def test_every_field_has_its_weight_in_the_search() -> None:
    script = (ROOT / "generator/site/theme/assets/search-worker.js").read_text("utf-8")
    weights = script.partition("metaWeights: {")[2].partition("}")[0]
    assert {part.split(":")[0].strip() for part in weights.split(",") if part.strip()} == set(FIELDS)


ASK = """async ([address, queries]) => {
  const { createInstance } = await import(`${address}pagefind/pagefind.js`);
  const engine = createInstance({ ranking: { metaWeights: { name: 8, title: 5, others: 3, days: 6 } } });
  await engine.init();
  const answers = [];
  for (const [query, options] of queries) {
    const { results, filters } = await engine.search(query, options);
    answers.push([filters, await Promise.all(results.map(async (found) => {
      const { url, meta, excerpt } = await found.data();
      return [found.id, found.score, found.words, url, meta, excerpt];
    }))]);
  }
  return JSON.stringify([await engine.filters(), answers]);
}"""
"""What Pagefind answers, as text: Playwright would hand it over value by value, which takes ten times as long."""
OPTIONS: tuple[dict[str, Any], ...] = (
    {},
    {"sort": {"newest": "desc"}},
    {"sort": {"oldest": "asc"}},
    {"filters": {"kind": {"any": ["trade ", "café ", "日本国 "]}}},
)


def assert_alike(results: list[list[Any]], others: list[list[Any]]) -> None:
    """Check that the results are the same, with the same scores but for the last digit.

    Pagefind adds up the scores of fields in the order of a hash map, which differs from run to run. So of two results
    with nearly the same score either may be first.
    """
    of_other = {name: (score, rest) for name, score, *rest in others}
    assert {name: rest for name, _, *rest in results} == {name: rest for name, (_, rest) in of_other.items()}
    for (name, score, *_), (_, at_its_place, *_) in zip(results, others, strict=True):
        assert math.isclose(score, at_its_place, rel_tol=1e-6), name
        assert math.isclose(score, of_other[name][0], rel_tol=1e-6), name


@pytest.mark.browser
def test_browsers_find_the_same_in_the_same_order_with_the_same_scores(
    pages: Path, tmp_path: Path, chromium: Browser, serve: Callable[[Path], str]
) -> None:
    publish_index(build_small_shards(pages, tmp_path / "index"), tmp_path / "ours")
    for path, packed in index_in_one_run(pages / FOLDER / "en", "en").items():
        (tmp_path / "theirs/pagefind" / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "theirs/pagefind" / path).write_bytes(packed)
    queries = [
        (query, options)
        for query in (
            None,
            *WORDS[:24],
            "tra",
            "trade café",
            "müll",
            "日本",
            "投資 資協",
            '"café trade"',
            "nothing at all",
        )
        for options in OPTIONS
    ]
    answers = []
    for tree in ("ours", "theirs"):
        (tmp_path / tree / "index.html").write_text("<!doctype html><title>.</title>", "utf-8")
        page = chromium.new_page()
        address = serve(tmp_path / tree)
        page.goto(address)
        answers.append(page.evaluate(ASK, [address, queries]))
        page.close()
    ours, theirs = (json.loads(answer.replace("127.0.0.1", "")) for answer in answers)
    assert sum(len(results) for _, results in ours[1]) > 1000
    assert ours[0] == theirs[0]
    for (query, options), (counts, results), (counts_there, there) in zip(queries, ours[1], theirs[1], strict=True):
        assert counts == counts_there, query
        if "sort" in options or not query:
            assert results == there, query
        if query and query.startswith('"'):  # the score of a phrase is what any of the fields with it is worth
            assert {name for name, *_ in results} == {name for name, *_ in there}
        else:
            assert_alike(results, there)
