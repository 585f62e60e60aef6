"""Shards make the index that one run of Pagefind makes, and the same bytes however they came about."""

import gzip
import json
import math
import random
import shutil
from collections.abc import Callable, Mapping
from itertools import pairwise
from pathlib import Path
from typing import Any

import cbor2
import pytest
from playwright.sync_api import Browser

from generator.incremental.mirror import list_files
from generator.pages.search_document import Document, Filter, Rank
from generator.pages.search_text import exact_name_key, spellings
from generator.site import SiteError
from generator.site import pagefind as engine
from generator.site import search_index as index
from generator.site.document_format import FIELDS, FOLDER
from generator.site.pagefind import run
from generator.site.search_index import MADE, publish
from generator.site.sharded_index import merge as merging
from generator.site.sharded_index import shards
from generator.site.sharded_index.shards import SIGNATURE, divided, unpacked, written
from generator.values.dates import When

WORDS = (
    *("cafe", "café", "Müller", "Muller", "müller", "trade", "trading", "trades", "treaty", "Øresund", "œuvre", "I'm"),
    *(
        "переговоры",
        "переговоров",
        "Ёлкин",
        "йод",
        "日本国",
        "投資協定",
        "カタカナ",
        "東",
        "สวัสดี",
        "한국어",
        "العربية",
        "שלום",
    ),
    *("2024-05-01", "A/RES/77", "state-of-the-art", "CO₂", "𝔘nicode", "🙂", "oʻzbek", "naïveté", "résumé", "resume"),
)
TREE = {"en": "en", "ja": "und"}
"""Languages of trees, and what Pagefind takes them for."""
RANKS: tuple[Rank, ...] = ("name", "title", "heading")


def random_document(number: int, chance: random.Random) -> Document:
    def words(most: int) -> list[str]:
        return [
            chance.choice(WORDS) + chance.choice(("", "", str(chance.randrange(300))))
            for _ in range(chance.randrange(most))
        ]

    title = " ".join((*words(4), chance.choice(WORDS[:24])))
    when = chance.choice((None, When.parse(f"20{chance.randrange(10, 26)}-0{chance.randrange(1, 10)}-11")))
    fields = {name: words(6) for name in ("names", "titles", "days", "details", "others", "forms")}
    return Document(
        f"{chance.choice(('meetings', 'meetings-of', 'people', 'a/b'))}/{number}/",
        title,
        chance.choice(RANKS),
        when,
        str(when.year) if when else "",
        {**fields, "names": spellings(title), "keys": (exact_name_key(title),)},
        tuple(Filter("kind", word) for word in words(3)) + tuple(Filter("party", word, word) for word in words(3)),
        (" ".join(words(120)), " ".join(words(9))),
    )


def write_documents(pages: Path, count: int, code: str = "en", seed: int = 0) -> Path:
    """Documents of chance, the last one of nothing that Pagefind takes for a word."""
    chance = random.Random(seed)  # noqa: S311  the same at each run
    for number in range(count):
        save(pages, random_document(number, chance), code)
    save(pages, Document("zz/", "?!"), code)
    return pages / FOLDER / code


def write_every_field(pages: Path, code: str) -> None:
    """Documents that have them all between them, so that one run numbers fields as shards do: by these numbers
    Pagefind adds up scores, whose last digit tells in which order it did."""
    for rank in RANKS:
        save(pages, Document(f"{rank}/", "A title", rank, words={f"{rank}s": ("A title",)}, date="today"), code)


def save(pages: Path, document: Document, code: str = "en") -> Path:
    output = document.output(code)
    path = pages / output.path
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(output.content)
    return path


@pytest.fixture(autouse=True)
def small_shards(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shards, "MOST", 40)


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("pages")
    for code in TREE:
        write_documents(folder, 300, code)
        write_every_field(folder, code)
    return folder


def content(bundle: Path) -> dict[str, bytes]:
    return {
        file.relative_to(bundle).as_posix(): file.read_bytes()
        for file in bundle.rglob("*")
        if file.is_file() and file.name != MADE
    }


def whole(documents: Path, code: str) -> dict[str, bytes]:
    """One run of Pagefind over all documents."""
    return run(written(documents), code)


def places(locs: list[int], fields: list[str] | None = None) -> list[int | str]:
    return [fields[-place - 1] if fields and place < 0 else place for place in locs]


def decoded(bundle: Mapping[str, bytes], code: str) -> dict[str, Any]:
    """What an index says, without numbers and names that it might as well have chosen otherwise."""
    entry = json.loads(bundle["pagefind-entry.json"])
    of_language = entry["languages"][code]
    version, pages, chunks, filters, orders, fields = cbor2.loads(
        unpacked(bundle[f"pagefind.{of_language['hash']}.pf_meta"])
    )
    fragments = [json.loads(unpacked(bundle[f"fragment/{name}.pf_fragment"])) for name, _ in pages]
    urls = [fragment["url"] for fragment in fragments]

    def posted(postings: list[Any]) -> dict[str, Any]:
        number, found = 0, {}
        for delta, locs, meta_locs in postings:
            number += delta
            found[urls[number]] = (places(locs), places(meta_locs, fields))
        return found

    read = [cbor2.loads(unpacked(bundle[f"index/{name}.pf_index"]))[0] for _, _, name in chunks]
    return {
        "version": (version, entry["version"], entry["include_characters"], of_language["wasm"]),
        "pages": [(name, count, fragment) for (name, count), fragment in zip(pages, fragments, strict=True)],
        "count": of_language["page_count"],
        "words": {
            word: (posted(postings), {form: posted(of_form) for form, of_form in forms})
            for words in read
            for word, postings, forms in words
        },
        "order of words": [word for words in read for word, _, _ in words],
        "order of forms": [[form for form, _ in forms] for words in read for _, _, forms in words],
        "chunks": [(first, last) for first, last, _ in chunks],
        "filters": {
            name: {value: [urls[page] for page in found] for value, found in read_filter(bundle, name, file)}
            for name, file in filters
        },
        "orders": {order: [urls[page] for page in found] for order, found in orders},
        "fields": set(fields),
    }


def read_filter(bundle: Mapping[str, bytes], name: str, file: str) -> list[Any]:
    named, values = cbor2.loads(unpacked(bundle[f"filter/{file}.pf_filter"]))
    assert named == name
    return list(values)


def index_chunks(bundle: Mapping[str, bytes]) -> set[bytes]:
    return {unpacked(packed) for path, packed in bundle.items() if path.startswith("index/")}


@pytest.mark.parametrize("code", TREE)
def test_shards_say_what_one_run_over_all_documents_says(
    code: str, pages: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    documents = pages / FOLDER / code
    assert len(list(divided(written(documents)))) > 5
    ours, theirs = content(index.index(pages, code, tmp_path)), whole(documents, code)
    said, expected = (decoded(bundle, TREE[code]) for bundle in (ours, theirs))
    assert expected.pop("fields") <= said.pop("fields") == set(FIELDS)
    assert len(expected["chunks"]) > 3
    assert sum(map(len, expected["order of forms"])) > 10
    assert said == expected


def test_where_every_field_occurs_the_words_are_the_same_bytes(tmp_path: Path) -> None:
    documents = write_documents(tmp_path, 150)
    write_every_field(tmp_path, "en")
    assert index_chunks(content(index.index(tmp_path, "en", tmp_path / "kept"))) == index_chunks(whole(documents, "en"))


@pytest.mark.parametrize("seed", range(1, 4))
def test_any_documents_in_any_number_of_shards(seed: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shards, "MOST", seed * 3)
    documents = write_documents(tmp_path, seed * 25, seed=seed)
    said = decoded(content(index.index(tmp_path, "en", tmp_path / "kept")), "en")
    expected = decoded(whole(documents, "en"), "en")
    assert expected.pop("fields") <= said.pop("fields")
    assert said == expected


def test_each_word_is_in_the_range_of_its_chunk_and_ranges_do_not_overlap(pages: Path, tmp_path: Path) -> None:
    bundle = content(index.index(pages, "en", tmp_path))
    meta = next(packed for path, packed in bundle.items() if path.endswith(".pf_meta"))
    chunks = cbor2.loads(unpacked(meta))[2]
    for first, last, name in chunks:
        for word, _, _ in cbor2.loads(unpacked(bundle[f"index/{name}.pf_index"]))[0]:
            assert word[: len(first)] >= first
            assert word[: len(last)] <= last
    assert all(before[1] < after[0] for before, after in pairwise(chunks))


def test_fragments_whose_names_begin_alike_are_told_apart_as_one_run_does(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    documents = written(write_documents(tmp_path, 90))
    found = shards.indexed(divided(documents), "en", tmp_path / "shards", "x")
    monkeypatch.setattr(merging, "SHORT", 1)
    made = merging.merged(found, "en")
    names = [path for path in made.files if path.startswith("fragment/")]
    assert len(set(names)) == len(names) == len(documents) - 1
    lengths = {len(name.removeprefix("fragment/en_").removesuffix(".pf_fragment")) for name in names}
    assert min(lengths) == 1 < max(lengths)
    urls = [json.loads(unpacked(Path(made.files[name]).read_bytes()))["url"] for name in names]
    assert urls == [f"/{document.path.removesuffix('index.html')}" for document in documents[:-1]]


CHANGES: Mapping[str, Callable[[Path], object]] = {
    "edited": lambda documents: (documents / "zz/index.html").write_bytes(
        (documents / "zz/index.html").read_bytes().replace(b"?!", b"zebra")
    ),
    "added": lambda documents: save(documents.parent.parent, Document("m/", "Zebra", text=("A new one",))),
    "removed": lambda documents: shutil.rmtree(next(documents.glob("people/*"))),
    "renamed": lambda documents: next(documents.glob("people/*")).rename(documents / "moved"),
    "many more": lambda documents: write_documents(documents.parent.parent, 190, seed=9),
    "fewer than a shard": lambda documents: list(map(shutil.rmtree, documents.glob("[mp]*"))),
}


@pytest.mark.parametrize("change", CHANGES)
def test_after_a_change_the_index_is_byte_for_byte_that_of_a_clean_build(change: str, tmp_path: Path) -> None:
    documents = write_documents(tmp_path, 120)
    before = content(index.index(tmp_path, "en", tmp_path / "kept"))
    publish(tmp_path / "kept/en", tmp_path / "site")
    CHANGES[change](documents)
    after = content(index.index(tmp_path, "en", tmp_path / "kept"))
    publish(tmp_path / "kept/en", tmp_path / "site")
    assert after != before
    assert after == content(index.index(tmp_path, "en", tmp_path / "clean"))
    assert content(tmp_path / "site" / index.BUNDLE) == after
    assert {folder.name for folder in (tmp_path / "kept/en.shards").iterdir()} == {
        folder.name for folder in (tmp_path / "clean/en.shards").iterdir()
    }


def test_a_digest_that_does_not_see_what_is_written_would_be_noticed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shards, "digest", lambda edition, documents: str(hash(tuple(path for path, _ in documents))))
    with pytest.raises(AssertionError):
        test_after_a_change_the_index_is_byte_for_byte_that_of_a_clean_build("edited", tmp_path)


def test_only_the_shard_of_a_changed_document_is_indexed_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    documents = write_documents(tmp_path, 200)
    index.index(tmp_path, "en", tmp_path / "kept")
    asked: list[int] = []

    def counted(given: Any, code: str) -> dict[str, bytes]:
        asked.append(len(given))
        return run(given, code)

    monkeypatch.setattr(shards, "run", counted)
    CHANGES["edited"](documents)
    index.index(tmp_path, "en", tmp_path / "kept")
    assert len(asked) == 1
    assert asked[0] <= shards.MOST + 1
    index.index(tmp_path, "en", tmp_path / "kept")
    assert len(asked) == 1


def test_a_document_more_moves_hardly_any_other_end_of_a_shard() -> None:
    def ends(numbers: range) -> set[str]:
        documents = [shards.Written(f"{number:05}", b"") for number in numbers]
        return {part[-1].path for part in divided(documents)}

    moved = [len(ends(range(number)) ^ ends(range(number + 1))) for number in range(1000, 1100)]
    assert sum(count <= 2 for count in moved) > 80


@pytest.mark.parametrize("when", ["_make", "merged", "_gather", "mirror", "forget"])
def test_a_run_that_was_ended_at_any_place_is_made_good_by_the_next(
    when: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    documents = write_documents(tmp_path, 120)
    index.index(tmp_path, "en", tmp_path / "kept")
    CHANGES["many more"](documents)
    place: Any = shards if when == "_make" else index
    whole_work, calls = getattr(place, when), iter((True, False))

    def ended(*given: Any, **named: Any) -> Any:
        """Does the work the first time, and half of it the second."""
        if when == "_make" and next(calls):
            return whole_work(*given)
        if when == "_make":
            given[0].with_name(f"{given[0].name}.new").mkdir()
        if when == "mirror":
            whole_work(dict(list(given[0].items())[:50]), *given[1:], **named)
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(place, when, ended)
        with pytest.raises(KeyboardInterrupt):
            index.index(tmp_path, "en", tmp_path / "kept")
    after = content(index.index(tmp_path, "en", tmp_path / "kept"))
    assert after == content(index.index(tmp_path, "en", tmp_path / "clean"))


def test_a_shard_that_a_killed_run_had_begun_to_remove_is_made_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    documents = write_documents(tmp_path, 60)
    first = content(index.index(tmp_path, "en", tmp_path / "kept"))
    edited = documents / "zz/index.html"
    before = edited.read_bytes()
    CHANGES["edited"](documents)

    def killed(folder: Path) -> None:
        next(folder.rglob("*.pf_fragment")).unlink()
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:

        def forget(*given: Any) -> None:
            patch.setattr(shutil, "rmtree", killed)
            shards.forget(*given)

        patch.setattr(index, "forget", forget)
        with pytest.raises(KeyboardInterrupt):
            index.index(tmp_path, "en", tmp_path / "kept")
    edited.write_bytes(before)
    assert content(index.index(tmp_path, "en", tmp_path / "kept")) == first


def test_what_another_pagefind_made_is_not_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_documents(tmp_path, 60)
    with monkeypatch.context() as patch:
        patch.setattr(engine, "pagefind_version", lambda: "0.1")
        index.index(tmp_path, "en", tmp_path / "kept")
    earlier = {folder.name for folder in (tmp_path / "kept/en.shards").iterdir()}
    wrong = next((tmp_path / "kept/en/index").iterdir())
    wrong.write_bytes(gzip.compress(SIGNATURE + b"another format"))
    bundle = index.index(tmp_path, "en", tmp_path / "kept")
    assert content(bundle) == content(index.index(tmp_path, "en", tmp_path / "clean"))
    assert not earlier & {folder.name for folder in (tmp_path / "kept/en.shards").iterdir()}


def test_publishing_again_touches_only_what_changed(tmp_path: Path) -> None:
    documents = write_documents(tmp_path, 120)
    published = tmp_path / "site" / index.BUNDLE

    def files() -> dict[str, tuple[int, int]]:
        publish(index.index(tmp_path, "en", tmp_path / "kept"), tmp_path / "site")
        return {path: (Path(file).stat().st_ino, Path(file).stat().st_mtime_ns) for path, file in list_files(published)}

    before = files()
    CHANGES["edited"](documents)
    after = files()
    fragments = {path for path in before if path.startswith("fragment/")}
    assert {path for path in fragments if after.get(path) != before[path]} == set()
    assert len(after) == len(before) + 1
    assert after["pagefind.js"] == before["pagefind.js"]


def test_a_field_that_is_not_declared_is_refused(tmp_path: Path) -> None:
    save(tmp_path, Document("x/", "X", words={"unheard": ("of",)}))
    with pytest.raises(SiteError, match="unheard"):
        index.index(tmp_path, "en", tmp_path / "kept")


def test_every_field_has_its_weight_in_the_search() -> None:
    script = (Path(index.__file__).parent / "theme/assets/search-worker.js").read_text("utf-8")
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


def alike(results: list[list[Any]], others: list[list[Any]]) -> None:
    """The same results with the same scores, but for the last digit of one: Pagefind adds up what fields are worth in
    the order of a hash map, which differs with what lies where in memory, and of two such results either is first."""
    of_other = {name: (score, rest) for name, score, *rest in others}
    assert {name: rest for name, _, *rest in results} == {name: rest for name, (_, rest) in of_other.items()}
    for (name, score, *_), (_, at_its_place, *_) in zip(results, others, strict=True):
        assert math.isclose(score, at_its_place, rel_tol=1e-6), name
        assert math.isclose(score, of_other[name][0], rel_tol=1e-6), name


@pytest.mark.browser
def test_browsers_find_the_same_in_the_same_order_with_the_same_scores(
    pages: Path, tmp_path: Path, chromium: Browser, serve: Callable[[Path], str]
) -> None:
    publish(index.index(pages, "en", tmp_path / "kept"), tmp_path / "ours")
    for path, packed in whole(pages / FOLDER / "en", "en").items():
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
            alike(results, there)
