"""Shards: the documents of a language in parts, each indexed by itself and kept while its documents are the same.

A shard holds documents whose addresses follow each other. Where it ends depends on the addresses alone, and a document
more or less hardly ever moves another end.
"""

import gzip
import hashlib
import json
import os
import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path, PurePath
from typing import Any, NamedTuple

import cbor2

from generator.incremental.mirror import list_files, read_bytes
from generator.site import SiteError
from generator.site.document_format import FIELDS, orders_of, with_every_field
from generator.site.pagefind import run
from generator.site.sharded_index.pagefind_format import NOWHERE, Unreadable, Word, words_in

SIGNATURE = b"pagefind_dcd"
"""Starts every file of Pagefind once it is unpacked."""
MOST = 400
"""More documents than this are two shards."""
ALL_FIELDS = "~fields/index.html"
"""The address of a document that is indexed last in every shard, so that each numbers the fields alike. It is left out
of what is kept."""
FRAGMENTS = "fragment"
ENGINE = ("pagefind.js", "pagefind-entry.json", "wasm.*.pagefind")
"""What browsers need beside the index: not the interfaces that Pagefind brings."""
PACKED = "packed"


class Written(NamedTuple):
    """A document on disk: its path in the tree of its language, and what is in it."""

    path: str
    html: bytes


class Shard(NamedTuple):
    """The index of some documents. Pages are numbered from 0, by their addresses."""

    folder: Path
    pages: list[tuple[str, int]]
    """Of each the name of its fragment, and how many words it has."""
    orders: dict[str, list[tuple[str, int]]]
    """By what pages are sorted: values, each with the number of its page."""
    filters: dict[str, dict[str, list[int]]]
    words: list[Word]


def written(documents: Path) -> list[Written]:
    """The documents of a language by their addresses."""
    return [Written(path, read_bytes(file)) for path, file in sorted(list_files(documents)) if path.endswith(".html")]


def divided(documents: Sequence[Written]) -> Iterator[Sequence[Written]]:
    """The documents of each shard. Shards are halved, in the middle third before the address of the least digest:
    there they would most likely be halved, too, if there was another document."""
    if len(documents) <= MOST:
        yield documents
        return
    third = len(documents) // 3
    half = min(range(third, len(documents) - third), key=lambda number: _drawn(documents[number].path))
    yield from divided(documents[:half])
    yield from divided(documents[half:])


def _drawn(path: str) -> bytes:
    return hashlib.sha256(path.encode()).digest()


def indexed(parts: Iterable[Sequence[Written]], code: str, kept: Path, edition: str) -> list[Shard]:
    """The shards, several at once made anew where they are not kept. Raises SiteError, OSError."""

    def shard(documents: Sequence[Written]) -> Shard:
        folder = kept / digest(edition, documents)
        if not (folder / PACKED).is_file():
            _make(folder, documents, code)
        return Shard(folder, *cbor2.loads((folder / PACKED).read_bytes()))

    with ThreadPoolExecutor(os.cpu_count()) as together:
        return list(together.map(shard, parts))


def forget(kept: Path, shards: Iterable[Shard]) -> None:
    """Remove what is kept beside these shards."""
    for folder in set(kept.iterdir()) - {shard.folder for shard in shards}:
        (folder / PACKED).unlink(missing_ok=True)  # first, so that what a killed run leaves counts for nothing
        shutil.rmtree(folder)


def digest(edition: str, documents: Iterable[Written]) -> str:
    """What tells documents from others, and those of one edition of Pagefind and of us from those of another."""
    digest = hashlib.sha256(edition.encode())
    for path, html in documents:
        for part in (path.encode(), html):
            digest.update(len(part).to_bytes(8, "big") + part)
    return digest.hexdigest()[:32]


def _make(folder: Path, documents: Sequence[Written], code: str) -> None:
    """Index documents into a folder, which is there only when all is done."""
    files = run((*documents, Written(ALL_FIELDS, with_every_field())), code)
    try:
        pages, *rest = _packed(files, documents)
    except (Unreadable, ValueError, LookupError) as error:
        raise SiteError("the search index was not made: this Pagefind writes another format") from error
    beside = folder.with_name(f"{folder.name}.new")
    shutil.rmtree(beside, ignore_errors=True)
    (beside / FRAGMENTS).mkdir(parents=True)
    fragments = (fragment_of(name) for name, _ in pages)
    for path in (*fragments, *(path for path in files if any(map(PurePath(path).match, ENGINE)))):
        with open(f"{beside}/{path}", "wb", buffering=0) as file:  # noqa: PTH123  thousands of times
            file.write(files[path])
    (beside / PACKED).write_bytes(cbor2.dumps([pages, *rest]))
    shutil.rmtree(folder, ignore_errors=True)
    beside.rename(folder)


def fragment_of(name: str) -> str:
    """The path of a fragment in a bundle."""
    return f"{FRAGMENTS}/{name}.pf_fragment"


def _packed(files: Mapping[str, bytes], documents: Sequence[Written]) -> tuple[list[tuple[str, int]], Any, Any, Any]:
    """What is kept of an index: pages, orders, filters, words."""
    meta = next(content for path, content in files.items() if path.endswith(".pf_meta"))
    _, pages, chunks, filters, _, fields = cbor2.loads(unpacked(meta))
    if fields != sorted(FIELDS):
        raise SiteError(f"documents have fields that are not declared: {', '.join(sorted(set(fields) - set(FIELDS)))}")
    last = len(pages) - 1
    words = [
        word
        for _, _, name in chunks
        for word in words_in(unpacked(files[f"index/{name}.pf_index"]), last)
        if word[1] != NOWHERE or word[2]
    ]
    values = dict(cbor2.loads(unpacked(files[f"filter/{name}.pf_filter"])) for _, name in filters)
    orders: dict[str, list[tuple[str, int]]] = {}
    for number, html in enumerate(_of_pages(files, pages[:last], documents)):
        for order, value in orders_of(html.decode()).items():
            orders.setdefault(order, []).append((value, number))
    return pages[:last], orders, {name: dict(values[name]) for name in sorted(values)}, words


def _of_pages(files: Mapping[str, bytes], pages: list[tuple[str, int]], documents: Sequence[Written]) -> list[bytes]:
    """The document of each page: Pagefind leaves out those without a word."""
    if len(pages) == len(documents):
        return [html for _, html in documents]
    by_url = {f"/{path.removesuffix('index.html')}": html for path, html in documents}
    return [by_url[json.loads(unpacked(files[fragment_of(name)]))["url"]] for name, _ in pages]


def unpacked(packed: bytes) -> bytes:
    """What is in a file of Pagefind."""
    return gzip.decompress(packed).removeprefix(SIGNATURE)
