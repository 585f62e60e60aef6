"""Paths and addresses of pages and files: the only place where one is made.

A path is that of a file below the folder of pages of one language (`people/ikegami-masaki.md`). A URL is the address
of the published page, relative to the root of that language (`people/ikegami-masaki/`).
"""

import posixpath
from functools import lru_cache

from generator.kinds import key_of, kind_of
from generator.kinds.kind import Kind
from generator.kinds.record import Record

PAGE_SUFFIX = ".md"
INDEX_NAME = "index"


def record_path(record: Record) -> str:
    """Return the path of the page of `record`."""
    return key_of(record) + PAGE_SUFFIX


def former_record_path(record: Record, identifier: str) -> str:
    """Return the path of the page that redirects from a former id of `record`."""
    return f"{kind_of(record).folder}/{identifier}{PAGE_SUFFIX}"


def brief_path(record: Record) -> str:
    """Return the path of the brief for a meeting."""
    return f"briefs/{record.id}{PAGE_SUFFIX}"


def index_path(kind: Kind[Record]) -> str:
    """Return the path of the index page of `kind`."""
    return f"{kind.folder}/{INDEX_NAME}{PAGE_SUFFIX}"


def list_part_path(index: str, name: str) -> str:
    """Return the path of a part of a long list, given the path of its `index` page.

    It lies a folder deeper than the pages of records, so no record has the same.
    """
    return f"{posixpath.dirname(index)}/by/{name}{PAGE_SUFFIX}"


def guide_path(name: str) -> str:
    """Return the path of a page of the editors' guide."""
    return f"guide/{name}{PAGE_SUFFIX}"


def search_document_path(code: str, url: str) -> str:
    """Return the path of a search document for the page at `url` in language `code`.

    It is relative to the folder of search documents.
    """
    return f"{code}/{url}{INDEX_NAME}.html"


def page_url(path: str) -> str:
    """Return the URL of the page at `path`; empty for the home page."""
    folder, name = posixpath.split(path.removesuffix(PAGE_SUFFIX))
    parts = (folder,) if name == INDEX_NAME else (folder, name)
    return "".join(f"{part}/" for part in parts if part)


def relative_url(start: str, target: str) -> str:
    """Return the URL of the page at path `target`, relative to the page at `start`."""
    return _relative_path(page_url(start).split("/")[:-1], page_url(target).split("/")[:-1]) + "/"


def language_root(code: str, languages: tuple[str, ...]) -> str:
    """Return the URL of a language below the site; empty for the first of `languages`."""
    return "" if code == languages[0] else f"{code}/"


def relative_language_root(own: str, other: str, languages: tuple[str, ...]) -> str:
    """Return the root of language `other` relative to that of `own`; empty if equal."""
    up = "../" if language_root(own, languages) else ""
    return "" if own == other else up + language_root(other, languages)


def relative_link(start: str, target: str) -> str:
    """Return the link from the Markdown file at `start` to the one at `target`."""
    return _link_from_folder(start.rpartition("/")[0], target)


@lru_cache(maxsize=1 << 15)
def _link_from_folder(folder: str, target: str) -> str:
    """Return the link from a page in `folder` to the path `target`."""
    return _relative_path(folder.split("/") if folder else [], target.split("/"))


def _relative_path(start: list[str], target: list[str]) -> str:
    """Return `target` relative to the folder `start`, both given in parts.

    `posixpath.relpath` asks the system for the current folder at every call.
    """
    shared = 0
    for one, other in zip(start, target, strict=False):
        if one != other:
            break
        shared += 1
    return "/".join([".."] * (len(start) - shared) + target[shared:]) or "."
