"""The search index: Pagefind's bundle of the documents that lie beside the pages, one for each language.

It is made of shards, of which only those are indexed anew whose documents have changed. Bundle and shards are kept
beside the site, are the same however they came about, and are safe to delete.
"""

import gzip
import hashlib
import logging
import os
import shutil
import zlib
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from generator.incremental import mirror as mirroring
from generator.incremental.atomic import write_atomically
from generator.incremental.mirror import link_or_copy, list_files, mirror
from generator.site import SiteError
from generator.site import pagefind as engine
from generator.site.document_format import FOLDER
from generator.site.pagefind import ENTRY
from generator.site.sharded_index import shards
from generator.site.sharded_index.merge import Merged, merged
from generator.site.sharded_index.shards import SIGNATURE, divided, forget, indexed, written

log = logging.getLogger(__name__)
BUNDLE = "pagefind"
"""The folder of a bundle below the root of its tree; `search-worker.js` looks for it there."""
MADE = ".made"
"""Tells what a bundle was made of and by. While it is not there the bundle is not whole."""
SHARDS = ".shards"
LEVEL = 6
"""How much a file is compressed: 9 takes five times as long for one fiftieth less."""
HERE = Path(__file__).parent
MAKERS = ("document_format.py", "pagefind.py", "search_index.py", "sharded_index/*.py")
"""The modules of this package that decide the bytes of a bundle."""


def index(pages: Path, code: str, kept: Path) -> Path:
    """The bundle of a language in the folder that keeps them. Raises SiteError."""
    try:
        return _index(pages, code, kept)
    except OSError as error:
        raise SiteError(f"the search index was not made: {error.strerror or error}") from error


def _index(pages: Path, code: str, kept: Path) -> Path:
    documents, bundle = written(pages / FOLDER / code), kept / code
    if not documents:
        raise SiteError(f"the search index was not made: there are no documents in {pages / FOLDER / code}")
    parts, maker = list(divided(documents)), _maker(code)
    made, record = [maker, shards.digest(maker, documents)], bundle / MADE
    known = record.read_text("ascii", "replace").split() if record.is_file() else []
    if known and known[2:] != [_stamps(bundle)]:  # the shards may be the same files, under other names
        log.info("all of the search index is made anew: its files in %s are not as they were left", bundle)
        for folder in (bundle, kept / f"{code}{SHARDS}"):
            shutil.rmtree(folder)
    elif known[:2] == made:
        return bundle
    elif known and known[0] != maker:
        log.info("all of the search index is made anew: this program, Pagefind or a package is another")
    found = indexed(parts, code, kept / f"{code}{SHARDS}", maker)
    whole = merged(found, code)
    record.unlink(missing_ok=True)
    if known[:1] != made[:1]:
        shutil.rmtree(bundle, ignore_errors=True)
    _gather(whole, bundle)
    record.write_text("\n".join((*made, _stamps(bundle))), "ascii")
    forget(kept / f"{code}{SHARDS}", found)
    return bundle


def _stamps(bundle: Path) -> str:
    """By what it is known that nobody has written into a bundle: sizes and times of its files."""
    found = ((path, Path(file).stat()) for path, file in sorted(list_files(bundle)) if path != MADE)
    said = "\n".join(f"{path} {status.st_size} {status.st_mtime_ns}" for path, status in found)
    return hashlib.sha256(said.encode()).hexdigest()


def publish(bundle: Path, tree: Path) -> None:
    """Put a bundle where readers' browsers find it. Files that are there as they should be are not touched."""
    mirror({path: file for path, file in list_files(bundle) if path != MADE}, tree / BUNDLE)


def _maker(code: str) -> str:
    """Return a fingerprint of all that makes an index of the language `code` out of its documents."""
    versions = (code, engine.pagefind_version(), zlib.ZLIB_RUNTIME_VERSION)
    parts = (*versions, *program_parts(), Path(mirroring.__file__).read_text("utf-8"))
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


def program_parts(folder: Path = HERE) -> Iterator[str]:
    """Yield the name and the source of each module in `folder`, the package `site`, that makes an index."""
    for path in (path for pattern in MAKERS for path in sorted(folder.glob(pattern))):
        yield f"{path.relative_to(folder).as_posix()}\0{path.read_text('utf-8')}"


def _gather(whole: Merged, bundle: Path) -> None:
    """Make a bundle what it should be. What is there is as it should be where its name is a digest."""
    for folder in {path.rpartition("/")[0] for path in whole.packed}:
        (bundle / folder).mkdir(parents=True, exist_ok=True)

    def pack(path: str, content: bytes) -> None:
        if not (bundle / path).is_file():
            write_atomically(bundle / path, gzip.compress(SIGNATURE + content, LEVEL, mtime=0))

    with ThreadPoolExecutor(os.cpu_count()) as together:
        list(together.map(pack, whole.packed, whole.packed.values()))
    write_atomically(bundle / ENTRY, whole.entry)
    made = {path: f"{bundle}/{path}" for path in (*whole.packed, ENTRY)}
    mirror(whole.files | made, bundle, on_same=lambda source, target: link_or_copy(target, source))
