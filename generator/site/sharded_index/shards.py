"""Shards: the documents of a language in parts, each indexed for itself and kept while its documents stay the same.

The documents of a shard follow each other by path. Where a shard ends depends on the paths alone, and one document
more or less rarely moves another end. `merge.py` makes one index of all shards.
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
from generator.site.document_format import FIELDS, document_with_every_field, sort_values
from generator.site.pagefind import index_documents
from generator.site.sharded_index.pagefind_format import NO_POSTINGS, UnknownFormatError, Word, read_words

SIGNATURE = b"pagefind_dcd"
"""The first bytes of every decompressed file of Pagefind."""
MAX_DOCUMENTS = 400
"""The most documents of a shard."""
ALL_FIELDS = "~fields/index.html"
"""The path of a document that is indexed last in every shard, so that each numbers the fields alike. It is left out
of the shard."""
FRAGMENTS = "fragment"
ENGINE_FILES = ("pagefind.js", "pagefind-entry.json", "wasm.*.pagefind")
"""Patterns of the files that browsers need besides the index: without the interfaces that Pagefind brings."""
CONTENT_FILE = "packed"
"""The file of a shard with its pages, orders, filters and words."""


class SearchDocumentFile(NamedTuple):
    """A search document on disk: its path below the folder of its language, and its content."""

    path: str
    html: bytes


class Shard(NamedTuple):
    """The index of some documents. Pages are numbered from 0, by path."""

    folder: Path
    pages: list[tuple[str, int]]
    """For each page the name of its fragment, and its number of words."""
    orders: dict[str, list[tuple[str, int]]]
    """For each order the sort values, each with the number of its page."""
    filters: dict[str, dict[str, list[int]]]
    words: list[Word]


def read_documents(folder: Path) -> list[SearchDocumentFile]:
    """Read the documents of a language, sorted by path."""
    files = sorted(list_files(folder))
    return [SearchDocumentFile(path, read_bytes(file)) for path, file in files if path.endswith(".html")]


def split_into_shards(
    documents: Sequence[SearchDocumentFile], most: int = MAX_DOCUMENTS
) -> Iterator[Sequence[SearchDocumentFile]]:
    """Split documents into shards of at most `most`.

    Splits recursively at the document with the smallest path digest in the middle third, so that adding a document
    rarely moves another split.
    """
    if len(documents) <= most:
        yield documents
        return
    third = len(documents) // 3
    half = min(range(third, len(documents) - third), key=lambda number: _path_digest(documents[number].path))
    yield from split_into_shards(documents[:half], most)
    yield from split_into_shards(documents[half:], most)


def _path_digest(path: str) -> bytes:
    return hashlib.sha256(path.encode()).digest()


def index_shards(parts: Iterable[Sequence[SearchDocumentFile]], code: str, folder: Path, program: str) -> list[Shard]:
    """Return the shard of each part, from `folder` or indexed now, several at once.

    Raises SiteError, OSError.
    `program` is the fingerprint of the program that indexes.
    """

    def shard(documents: Sequence[SearchDocumentFile]) -> Shard:
        shard_folder = folder / shard_digest(program, documents)
        if not (shard_folder / CONTENT_FILE).is_file():
            _index_shard(shard_folder, documents, code)
        return Shard(shard_folder, *cbor2.loads((shard_folder / CONTENT_FILE).read_bytes()))

    with ThreadPoolExecutor(os.cpu_count()) as threads:
        return list(threads.map(shard, parts))


def remove_other_shards(folder: Path, shards: Iterable[Shard]) -> None:
    """Remove all shards from `folder` except `shards`."""
    for outdated in set(folder.iterdir()) - {shard.folder for shard in shards}:
        (outdated / CONTENT_FILE).unlink(missing_ok=True)  # first: without it, what a killed run leaves is no shard
        shutil.rmtree(outdated)


def shard_digest(program: str, documents: Iterable[SearchDocumentFile]) -> str:
    """Return a digest of documents and of the program that indexes them."""
    digest = hashlib.sha256(program.encode())
    for path, html in documents:
        for part in (path.encode(), html):
            digest.update(len(part).to_bytes(8, "big") + part)
    return digest.hexdigest()[:32]


def _index_shard(folder: Path, documents: Sequence[SearchDocumentFile], code: str) -> None:
    """Index documents into `folder`, which exists only once it is complete."""
    files = index_documents(
        (*documents, SearchDocumentFile(ALL_FIELDS, document_with_every_field())), code, folder.parent
    )
    try:
        pages, *rest = _read_index(files, documents)
    except (UnknownFormatError, ValueError, LookupError) as error:
        raise SiteError("the search index was not made: this Pagefind writes another format") from error
    stage = folder.with_name(f"{folder.name}.new")
    shutil.rmtree(stage, ignore_errors=True)
    (stage / FRAGMENTS).mkdir(parents=True)
    fragments = (fragment_path(name) for name, _ in pages)
    for path in (*fragments, *(path for path in files if any(map(PurePath(path).match, ENGINE_FILES)))):
        with open(f"{stage}/{path}", "wb", buffering=0) as file:  # noqa: PTH123  thousands of times
            file.write(files[path])
    (stage / CONTENT_FILE).write_bytes(cbor2.dumps([pages, *rest]))
    shutil.rmtree(folder, ignore_errors=True)
    stage.rename(folder)


def fragment_path(name: str) -> str:
    """Return the path of a fragment in an index."""
    return f"{FRAGMENTS}/{name}.pf_fragment"


def _read_index(
    files: Mapping[str, bytes], documents: Sequence[SearchDocumentFile]
) -> tuple[list[tuple[str, int]], Any, Any, Any]:
    """Return pages, orders, filters and words of an index.

    Leaves out the document with all fields.
    """
    meta = next(content for path, content in files.items() if path.endswith(".pf_meta"))
    _, pages, chunks, filters, _, fields = cbor2.loads(decompress(meta))
    if fields != sorted(FIELDS):
        raise SiteError(f"documents have fields that are not declared: {', '.join(sorted(set(fields) - set(FIELDS)))}")
    last = len(pages) - 1
    words = [
        word
        for _, _, name in chunks
        for word in read_words(decompress(files[f"index/{name}.pf_index"]), last)
        if word[1] != NO_POSTINGS or word[2]
    ]
    values = dict(cbor2.loads(decompress(files[f"filter/{name}.pf_filter"])) for _, name in filters)
    orders: dict[str, list[tuple[str, int]]] = {}
    for number, html in enumerate(_documents_of_pages(files, pages[:last], documents)):
        for order, value in sort_values(html.decode()).items():
            orders.setdefault(order, []).append((value, number))
    return pages[:last], orders, {name: dict(values[name]) for name in sorted(values)}, words


def _documents_of_pages(
    files: Mapping[str, bytes], pages: list[tuple[str, int]], documents: Sequence[SearchDocumentFile]
) -> list[bytes]:
    """Return the document of each page: Pagefind leaves out documents without a word."""
    if len(pages) == len(documents):
        return [html for _, html in documents]
    by_url = {f"/{path.removesuffix('index.html')}": html for path, html in documents}
    return [by_url[json.loads(decompress(files[fragment_path(name)]))["url"]] for name, _ in pages]


def decompress(content: bytes) -> bytes:
    """Return the content of a file of Pagefind, without its signature."""
    return gzip.decompress(content).removeprefix(SIGNATURE)
