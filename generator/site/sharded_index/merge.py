"""Merge shards into one index, as Pagefind writes it of all documents in the order of their paths.

Used by `search_index.py`. `pagefind_format.py` joins the postings of a word.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate
from typing import NamedTuple

import cbor2

from generator.incremental.mirror import read_bytes
from generator.site.document_format import FIELDS
from generator.site.pagefind import ENTRY_FILE, pagefind_language
from generator.site.sharded_index.pagefind_format import ARRAY, Postings, Word, encode_head, encode_text, join_postings
from generator.site.sharded_index.shards import ENGINE_FILES, Shard, decompress, fragment_path

CHUNK_SIZE = 20_000
"""How many numbers are in the postings of a chunk, or a few more."""
NAME_LENGTH = 7
"""How many characters of a digest name a fragment, unless another fragment has the same name."""


class MergedIndex(NamedTuple):
    """The files of an index by their paths in the bundle."""

    files: dict[str, str]
    """The full paths of files that are in shards."""
    uncompressed: dict[str, bytes]
    """The content of files that are to be compressed. Their names are digests of it."""
    entry: bytes
    """The file that browsers read first: the only one that changes and keeps its name."""


class _IndexChunk(NamedTuple):
    """A part of the words of an index, in one file."""

    first: str
    last: str
    content: bytes


def merge_shards(shards: Sequence[Shard], code: str, name_length: int = NAME_LENGTH) -> MergedIndex:
    """Merge the shards of the language `code`.

    Fragments are named by `name_length` characters of their digest.
    """
    language, uncompressed = pagefind_language(code), dict[str, bytes]()
    offsets = list(accumulate((len(shard.pages) for shard in shards), initial=0))
    numbered = list(zip(offsets, shards, strict=False))

    def add(folder: str, kind: str, content: bytes) -> str:
        name = f"{language}_{hashlib.sha256(content).hexdigest()[:12]}"
        uncompressed[f"{folder}{name}.pf_{kind}"] = content
        return name

    pages, files = _merge_pages(shards, language, name_length)
    chunks = list(_split_into_chunks(_merge_words(numbered)))
    ranges = [
        (first, last, add("index/", "index", chunk.content))
        for (first, last), chunk in zip(_word_ranges(chunks), chunks, strict=True)
    ]
    filters = [(name, add("filter/", "filter", content)) for name, content in _merge_filters(numbered)]
    entry = json.loads((shards[0].folder / ENTRY_FILE).read_text("utf-8"))
    meta = [entry["version"], pages, ranges, filters, list(_merge_orders(numbered)), sorted(FIELDS)]
    entry["languages"][language] |= {"hash": add("pagefind.", "meta", cbor2.dumps(meta)), "page_count": len(pages)}
    engine = (file for pattern in ENGINE_FILES if pattern != ENTRY_FILE for file in shards[0].folder.glob(pattern))
    files |= {file.name: str(file) for file in engine}
    return MergedIndex(files, uncompressed, json.dumps(entry, separators=(",", ":"), ensure_ascii=False).encode())


def _merge_pages(
    shards: Iterable[Shard], language: str, name_length: int
) -> tuple[list[tuple[str, int]], dict[str, str]]:
    """Return the pages, each with its number of words, and their fragments.

    If two short names are equal, that of the later page is longer.
    """
    pages, files = [], dict[str, str]()
    length = len(language) + 1 + name_length
    for shard in shards:
        for name_in_shard, count in shard.pages:
            source, name = f"{shard.folder}/{fragment_path(name_in_shard)}", name_in_shard[:length]
            if fragment_path(name) in files:
                digest = hashlib.sha1(decompress(read_bytes(source))).hexdigest()  # noqa: S324  as Pagefind does
                while fragment_path(name) in files:
                    name = f"{language}_{digest}"[: len(name) + 1]
            files[fragment_path(name)] = source
            pages.append((name, count))
    return pages, files


def _merge_words(numbered: Iterable[tuple[int, Shard]]) -> Iterator[tuple[str, int, bytes]]:
    """Yield every word in order, the size of its postings, and the word in CBOR.

    The size leaves out the postings of its spellings.
    `numbered` has each shard after the number of its first page.
    """
    entries: dict[str, list[tuple[int, Word]]] = {}
    for offset, shard in numbered:
        for word in shard.words:
            entries.setdefault(word[0], []).append((offset, word))
    for text in sorted(entries):
        spellings: dict[str, list[tuple[int, Postings]]] = {}
        for offset, (_, _, spellings_in_shard) in entries[text]:
            for spelling, postings in spellings_in_shard:
                spellings.setdefault(spelling, []).append((offset, postings))
        size, joined = join_postings([(offset, postings) for offset, (_, postings, _) in entries[text]])
        parts = [b"\x83", encode_text(text), joined, encode_head(ARRAY, len(spellings))]
        for spelling, each in spellings.items():
            parts += (b"\x82", encode_text(spelling), join_postings(each)[1])
        yield text, size, b"".join(parts)


def _split_into_chunks(words: Iterable[tuple[str, int, bytes]]) -> Iterator[_IndexChunk]:
    size, texts, parts = 0, list[str](), list[bytes]()
    for text, length, content in words:
        size += length
        texts.append(text)
        parts.append(content)
        if size >= CHUNK_SIZE:
            yield _chunk(texts, parts)
            size, texts, parts = 0, [], []
    if texts:
        yield _chunk(texts, parts)


def _chunk(texts: list[str], parts: list[bytes]) -> _IndexChunk:
    return _IndexChunk(texts[0], texts[-1], b"".join((b"\x81", encode_head(ARRAY, len(parts)), *parts)))


def _word_ranges(chunks: Sequence[_IndexChunk]) -> list[tuple[str, str]]:
    """Return the first and the last word of each chunk.

    They are cut to the letters that differ from the chunks before and after.
    """
    firsts, lasts = [chunk.first for chunk in chunks], [chunk.last for chunk in chunks]
    for number in range(len(chunks) - 1):
        length = 1 + _common_prefix_length(lasts[number], firsts[number + 1])
        if lasts[number][:length] >= firsts[number]:
            lasts[number] = lasts[number][:length]
        firsts[number + 1] = firsts[number + 1][:length]
    return list(zip(firsts, lasts, strict=True))


def _common_prefix_length(word: str, other: str) -> int:
    """Return how many letters two words share at the start."""
    pairs = enumerate(zip(word, other, strict=False))
    return next((number for number, (one, two) in pairs if one != two), len(word))


def _merge_filters(numbered: Sequence[tuple[int, Shard]]) -> Iterator[tuple[str, bytes]]:
    """Yield the name of each filter, and its values with their pages in CBOR."""
    for name in sorted({name for _, shard in numbered for name in shard.filters}):
        values: dict[str, list[int]] = {}
        for offset, shard in numbered:
            for value, pages in shard.filters.get(name, {}).items():
                values.setdefault(value, []).extend(offset + page for page in pages)
        yield name, cbor2.dumps([name, sorted(values.items())])


def _merge_orders(numbered: Sequence[tuple[int, Shard]]) -> Iterator[tuple[str, list[int]]]:
    """Yield the name of each order, and the pages in this order."""
    for order in sorted({order for _, shard in numbered for order in shard.orders}):
        values = [(value, offset + page) for offset, shard in numbered for value, page in shard.orders.get(order, ())]
        yield order, [page for _, page in sorted(values)]
