"""Shards to one index, as Pagefind writes it where it is given all documents at once, by their addresses."""

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate
from typing import NamedTuple

import cbor2

from generator.incremental.mirror import read_bytes
from generator.site.document_format import FIELDS
from generator.site.pagefind import ENTRY, language_of
from generator.site.sharded_index.pagefind_format import ARRAY, Run, Word, head, joined, text
from generator.site.sharded_index.shards import ENGINE, Shard, fragment_of, unpacked

CHUNK = 20_000
"""How many numbers are in the postings of a chunk, or a few more."""
SHORT = 7
"""How many characters of a digest name a fragment, unless another begins alike."""


class Merged(NamedTuple):
    """The files of an index by their paths in the bundle."""

    files: dict[str, str]
    """Those that are in shards."""
    packed: dict[str, bytes]
    """What those hold that are to be compressed. Their names tell what is in them."""
    entry: bytes
    """What browsers read first, the only file that changes and keeps its name."""


class _Chunk(NamedTuple):
    first: str
    last: str
    content: bytes


def merged(shards: Sequence[Shard], code: str) -> Merged:
    """The index that the shards of a language make together."""
    name, packed = language_of(code), dict[str, bytes]()
    before = list(accumulate((len(shard.pages) for shard in shards), initial=0))
    numbered = list(zip(before, shards, strict=False))

    def part(folder: str, kind: str, content: bytes) -> str:
        named = f"{name}_{hashlib.sha256(content).hexdigest()[:12]}"
        packed[f"{folder}{named}.pf_{kind}"] = content
        return named

    pages, files = _pages(shards, name)
    chunks = list(_chunks(_words(numbered)))
    ranges = [
        (first, last, part("index/", "index", chunk.content))
        for (first, last), chunk in zip(_ranges(chunks), chunks, strict=True)
    ]
    filters = [(each, part("filter/", "filter", content)) for each, content in _filters(numbered)]
    entry = json.loads((shards[0].folder / ENTRY).read_text("utf-8"))
    meta = [entry["version"], pages, ranges, filters, list(_orders(numbered)), sorted(FIELDS)]
    entry["languages"][name] |= {"hash": part("pagefind.", "meta", cbor2.dumps(meta)), "page_count": len(pages)}
    files |= {file.name: str(file) for pattern in ENGINE if pattern != ENTRY for file in shards[0].folder.glob(pattern)}
    return Merged(files, packed, json.dumps(entry, separators=(",", ":"), ensure_ascii=False).encode())


def _pages(shards: Iterable[Shard], name: str) -> tuple[list[tuple[str, int]], dict[str, str]]:
    """The pages, each with how many words it has, and the files of their fragments. Where two names are alike, that of
    the later page is longer."""
    pages, files = [], dict[str, str]()
    width = len(name) + 1 + SHORT
    for shard in shards:
        for known, count in shard.pages:
            source, named = f"{shard.folder}/{fragment_of(known)}", known[:width]
            if fragment_of(named) in files:
                full = f"{name}_{hashlib.sha1(unpacked(read_bytes(source))).hexdigest()}"  # noqa: S324  as Pagefind does
                while fragment_of(named) in files:
                    named = full[: len(named) + 1]
            files[fragment_of(named)] = source
            pages.append((named, count))
    return pages, files


def _words(numbered: Iterable[tuple[int, Shard]]) -> Iterator[tuple[str, int, bytes]]:
    """Every word in order, the size of its postings but for those of its spellings, and it in CBOR."""
    places: dict[str, list[tuple[int, Word]]] = {}
    for before, shard in numbered:
        for word in shard.words:
            places.setdefault(word[0], []).append((before, word))
    for said in sorted(places):
        found = places[said]
        forms: dict[str, list[tuple[int, Run]]] = {}
        for before, (_, _, others) in found:
            for form, run in others:
                forms.setdefault(form, []).append((before, run))
        size, postings = joined([(before, run) for before, (_, run, _) in found])
        parts = [b"\x83", text(said), postings, head(ARRAY, len(forms))]
        for form, runs in forms.items():
            parts += (b"\x82", text(form), joined(runs)[1])
        yield said, size, b"".join(parts)


def _chunks(words: Iterable[tuple[str, int, bytes]]) -> Iterator[_Chunk]:
    size, names, parts = 0, list[str](), list[bytes]()
    for word, length, content in words:
        size += length
        names.append(word)
        parts.append(content)
        if size >= CHUNK:
            yield _chunk(names, parts)
            size, names, parts = 0, [], []
    if names:
        yield _chunk(names, parts)


def _chunk(names: list[str], parts: list[bytes]) -> _Chunk:
    return _Chunk(names[0], names[-1], b"".join((b"\x81", head(ARRAY, len(parts)), *parts)))


def _ranges(chunks: Sequence[_Chunk]) -> list[tuple[str, str]]:
    """From which word to which each chunk is asked for: no more letters than tell it from the chunk beside it."""
    firsts, lasts = [chunk.first for chunk in chunks], [chunk.last for chunk in chunks]
    for number in range(len(chunks) - 1):
        shown = 1 + _alike(lasts[number], firsts[number + 1])
        if lasts[number][:shown] >= firsts[number]:
            lasts[number] = lasts[number][:shown]
        firsts[number + 1] = firsts[number + 1][:shown]
    return list(zip(firsts, lasts, strict=True))


def _alike(word: str, other: str) -> int:
    """How many letters two words begin with alike."""
    return next((at for at, (one, two) in enumerate(zip(word, other, strict=False)) if one != two), len(word))


def _filters(numbered: Sequence[tuple[int, Shard]]) -> Iterator[tuple[str, bytes]]:
    for name in sorted({name for _, shard in numbered for name in shard.filters}):
        values: dict[str, list[int]] = {}
        for before, shard in numbered:
            for value, pages in shard.filters.get(name, {}).items():
                values.setdefault(value, []).extend(before + page for page in pages)
        yield name, cbor2.dumps([name, sorted(values.items())])


def _orders(numbered: Sequence[tuple[int, Shard]]) -> Iterator[tuple[str, list[int]]]:
    for order in sorted({order for _, shard in numbered for order in shard.orders}):
        values = [(value, before + page) for before, shard in numbered for value, page in shard.orders.get(order, ())]
        yield order, [page for _, page in sorted(values)]
