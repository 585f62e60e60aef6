"""The search index of a language: Pagefind's bundle of the documents in `.search` beside the pages.

It is merged of shards. Only shards with changed documents are indexed again (`sharded_index/`). Bundle and shards lie
beside the site, are the same bytes however they came about, and are safe to delete.
"""

import gzip
import hashlib
import logging
import os
import shutil
import zlib
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from generator.incremental.atomic import write_atomically
from generator.incremental.fingerprint import PROGRAM_FOLDER, program_fingerprint
from generator.incremental.mirror import link_or_copy, list_files, mirror
from generator.site import SiteError, SiteNotWritableError, pagefind
from generator.site.document_format import FOLDER
from generator.site.pagefind import ENTRY_FILE
from generator.site.sharded_index.merge import MergedIndex, merge_shards
from generator.site.sharded_index.shards import (
    MAX_DOCUMENTS,
    SIGNATURE,
    SearchDocumentFile,
    index_shards,
    read_documents,
    remove_other_shards,
    shard_digest,
    split_into_shards,
)

log = logging.getLogger(__name__)
BUNDLE = "pagefind"
"""The folder of a bundle below the root of its language tree; `search-worker.js` looks for it there."""
FINGERPRINT_FILE = ".made"
"""Holds the fingerprints of program, documents and files of a bundle. Without it the bundle is incomplete."""
SHARDS_SUFFIX = ".shards"
COMPRESSION = 6
"""How much a file is compressed: 9 takes five times as long for one fiftieth less."""
SOURCES = (
    *("site/document_format.py", "site/pagefind.py", "site/search_index.py", "site/sharded_index/*.py"),
    "incremental/mirror.py",
)
"""The modules that decide the bytes of a bundle."""


def build_index(pages: Path, code: str, folder: Path, shard_size: int = MAX_DOCUMENTS) -> Path:
    """Bring the bundle of a language up to date and return its folder, in `folder`.

    Raises SiteError.
    A shard has at most `shard_size` documents.
    """
    try:
        documents = read_documents(pages / FOLDER / code)
        if not documents:
            raise SiteError(f"the search index was not made: there are no documents in {pages / FOLDER / code}")
        return _build(documents, code, folder, shard_size)
    except OSError as error:
        raise SiteNotWritableError(f"the search index was not made: {error.strerror or error}") from error


def _build(documents: Sequence[SearchDocumentFile], code: str, folder: Path, shard_size: int) -> Path:
    bundle, shards_folder = folder / code, folder / f"{code}{SHARDS_SUFFIX}"
    program = _program_fingerprint(code)
    fingerprints, file = [program, shard_digest(program, documents)], bundle / FINGERPRINT_FILE
    last = file.read_text("ascii", "replace").split() if file.is_file() else []
    if last and last[2:] != [_files_fingerprint(bundle)]:  # a shard may hold the same files, by links
        log.info("all of the search index is made anew: its files in %s are not as they were left", bundle)
        for each in (bundle, shards_folder):
            shutil.rmtree(each)
    elif last[:2] == fingerprints:
        return bundle
    elif last and last[0] != program:
        log.info("all of the search index is made anew: this program, Pagefind or a package is another")
    shards = index_shards(split_into_shards(documents, shard_size), code, shards_folder, program)
    merged = merge_shards(shards, code)
    file.unlink(missing_ok=True)
    if last[:1] != fingerprints[:1]:
        shutil.rmtree(bundle, ignore_errors=True)
    _write_bundle(merged, bundle)
    file.write_text("\n".join((*fingerprints, _files_fingerprint(bundle))), "ascii")
    remove_other_shards(shards_folder, shards)
    return bundle


def _files_fingerprint(bundle: Path) -> str:
    """Return a fingerprint of the names, sizes and times of the files.

    It changes if somebody writes one of them.
    """
    files = ((path, Path(file).stat()) for path, file in sorted(list_files(bundle)) if path != FINGERPRINT_FILE)
    stamps = "\n".join(f"{path} {status.st_size} {status.st_mtime_ns}" for path, status in files)
    return hashlib.sha256(stamps.encode()).hexdigest()


def publish_index(bundle: Path, tree: Path) -> None:
    """Put a bundle into the language tree in the folder `tree`.

    Leaves files that are up to date untouched.
    """
    mirror({path: file for path, file in list_files(bundle) if path != FINGERPRINT_FILE}, tree / BUNDLE)


def modules_fingerprint(folder: Path = PROGRAM_FOLDER) -> str:
    """Return the fingerprint of the modules that make an index.

    `folder` is the folder of the generator.
    """
    return program_fingerprint((), folder, SOURCES)


def _program_fingerprint(code: str) -> str:
    """Return the fingerprint of all that makes an index of documents in `code`."""
    parts = (code, modules_fingerprint(), pagefind.pagefind_version(), zlib.ZLIB_RUNTIME_VERSION)
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


def _write_bundle(merged: MergedIndex, bundle: Path) -> None:
    """Bring the folder of a bundle up to date.

    A file whose name is a digest stays if it is there.
    """
    for folder in {path.rpartition("/")[0] for path in merged.uncompressed}:
        (bundle / folder).mkdir(parents=True, exist_ok=True)

    def compress(path: str, content: bytes) -> None:
        if not (bundle / path).is_file():
            write_atomically(bundle / path, gzip.compress(SIGNATURE + content, COMPRESSION, mtime=0))

    with ThreadPoolExecutor(os.cpu_count()) as threads:
        list(threads.map(compress, merged.uncompressed, merged.uncompressed.values()))
    write_atomically(bundle / ENTRY_FILE, merged.entry)
    written = {path: f"{bundle}/{path}" for path in (*merged.uncompressed, ENTRY_FILE)}
    mirror(merged.files | written, bundle, on_same=lambda source, target: link_or_copy(target, source))
