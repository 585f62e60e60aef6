"""The search index: Pagefind (1.5) run over the documents that lie beside the pages, a bundle for each language.

A bundle is kept beside the site and made anew only when a document has changed. It is safe to delete.
"""

import gzip
import hashlib
import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

import cbor2
from pagefind_bin_extended import get_executable

from generator.pages.document import FOLDER
from generator.site import SiteError

BUNDLE = "pagefind"
"""The folder of a bundle below the root of its tree; `search-worker.js` looks for it there."""
KEPT = (
    "pagefind.js",
    "pagefind-entry.json",
    "*.pf_meta",
    "wasm.*.pagefind",
    "index/*",
    "filter/*",
    "fragment/*",
)
"""What of a bundle is published: not the interfaces that Pagefind brings."""
SEGMENTED = frozenset({"ja", "th", "zh"})
"""Languages that Pagefind cuts into words in one way when it indexes and in another when it is asked (its issue
1237). They are indexed as no language: the documents are cut already."""
NO_LANGUAGE = "und"
SIGNATURE = b"pagefind_dcd"
"""Starts every file of Pagefind once it is unpacked."""
MADE = ".made"


def index(pages: Path, code: str, kept: Path) -> Path:
    """The bundle of a language in the folder that keeps them. Raises SiteError."""
    try:
        return _index(pages, code, kept)
    except OSError as error:
        raise SiteError(f"the search index was not made: {error.strerror or error}") from error


def _index(pages: Path, code: str, kept: Path) -> Path:
    documents, bundle = pages / FOLDER / code, kept / code
    digest = _digest(documents)
    record = bundle / MADE
    if record.is_file() and record.read_text("ascii") == digest:
        return bundle
    shutil.rmtree(bundle, ignore_errors=True)
    _run(documents, bundle, code)
    for file in set(filter(Path.is_file, bundle.rglob("*"))) - {file for kept in KEPT for file in bundle.glob(kept)}:
        file.unlink()
    _in_order(bundle)
    record.write_text(digest, "ascii")
    return bundle


def publish(bundle: Path, tree: Path) -> None:
    """Put a bundle where readers' browsers find it."""
    shutil.copytree(bundle, tree / BUNDLE, copy_function=_linked, ignore=shutil.ignore_patterns(MADE))


def _linked(source: str, target: str) -> str:
    try:
        os.link(source, target)
    except OSError:  # another file system, or one without links
        shutil.copy2(source, target)
    return target


def _digest(documents: Path) -> str:
    digest = hashlib.sha256(Path(__file__).read_bytes() + get_executable().stat().st_size.to_bytes(8, "big"))
    for path in sorted(documents.rglob("*.html")):
        for part in (path.relative_to(documents).as_posix().encode(), path.read_bytes()):
            digest.update(len(part).to_bytes(8, "big") + part)
    return digest.hexdigest()


def _run(documents: Path, bundle: Path, code: str) -> None:
    language = NO_LANGUAGE if code.partition("-")[0] in SEGMENTED else code
    command = (get_executable(), "--site", documents, "--output-path", bundle, "--force-language", language.lower())
    done = subprocess.run((*command, "--quiet"), capture_output=True, text=True, check=False)  # noqa: S603  our words
    if done.returncode or not (bundle / "pagefind-entry.json").is_file():
        said = (done.stderr or done.stdout).strip().splitlines()
        raise SiteError(f"the search index was not made: {said[-1] if said else 'Pagefind gave no reason'}")


def _in_order(bundle: Path) -> None:
    """Sort what Pagefind writes in an order that differs from run to run: filters, their values, and sorts."""
    entry = bundle / "pagefind-entry.json"
    said = json.loads(entry.read_text("utf-8"))
    for code, of_language in said["languages"].items():
        path = bundle / f"pagefind.{of_language['hash']}.pf_meta"
        version, pages, chunks, filters, sorts, *rest = _unpacked(path)
        named = sorted((name, _filter_in_order(bundle, code, file)) for name, file in filters)
        path.unlink()
        content = cbor2.dumps([version, pages, chunks, [list(each) for each in named], sorted(sorts), *rest])
        of_language["hash"] = _name(code, content)
        _pack(bundle / f"pagefind.{of_language['hash']}.pf_meta", content)
    entry.write_text(json.dumps(said, separators=(",", ":"), ensure_ascii=False), "utf-8")


def _filter_in_order(bundle: Path, code: str, file: str) -> str:
    path = bundle / "filter" / f"{file}.pf_filter"
    name, values = _unpacked(path)
    path.unlink()
    content = cbor2.dumps([name, sorted(values)])
    _pack(bundle / "filter" / f"{_name(code, content)}.pf_filter", content)
    return _name(code, content)


def _name(code: str, content: bytes) -> str:
    return f"{code}_{hashlib.sha256(content).hexdigest()[:10]}"


def _unpacked(path: Path) -> Any:
    return cbor2.loads(gzip.decompress(path.read_bytes()).removeprefix(SIGNATURE))


def _pack(path: Path, content: bytes) -> None:
    path.write_bytes(gzip.compress(SIGNATURE + content, mtime=0))
