"""A page: where it lies, what it says of itself, and its Markdown. The only module that makes addresses of pages."""

import json
import posixpath
from dataclasses import dataclass
from functools import lru_cache

from generator.incremental.outputs import Output
from generator.kinds import key_of, kind_of
from generator.kinds.kind import Kind
from generator.kinds.record import Record

SUFFIX = ".md"
INDEX = "index"


@dataclass(frozen=True)
class Page:
    """A Markdown page. Title and description are plain text; the body is Markdown."""

    path: str
    title: str
    body: str
    description: str = ""
    date: str = ""
    record: str = ""
    """The file of the record it shows, where it shows one."""
    redirect: str = ""
    """The address, relative to its own, that readers are led on to."""
    edition: str = ""
    """What the page is as of and for whom, where that is not what the site says."""
    elsewhere: str = ""
    """The path of the page that stands for it in the other languages, where it is not that of the same path."""

    headings: str = ""
    """The language of its headings, where it is not always the page's."""

    @property
    def output(self) -> Output:
        """The file: front matter, of which every value is JSON and thereby YAML, and the body."""
        facts = {
            "title": self.title,
            "description": self.description,
            "date": self.date,
            "record": self.record,
            "redirect": self.redirect,
            "edition": self.edition,
            "headings": self.headings,
            "elsewhere": url_of(self.elsewhere) if self.elsewhere else "",
        }
        lines = (f"{name}: {json.dumps(value, ensure_ascii=False)}" for name, value in facts.items() if value)
        front = "\n".join(("---", *lines, "---"))
        return Output(self.path, f"{front}\n\n{self.body.strip()}\n".encode())


def path_of(record: Record) -> str:
    """The path of a record's page."""
    return key_of(record) + SUFFIX


def former_path(record: Record, identifier: str) -> str:
    """The path of the page that leads on from an id that the record had."""
    return f"{kind_of(record).folder}/{identifier}{SUFFIX}"


def brief_of(record: Record) -> str:
    """The path of the brief for a meeting."""
    return f"briefs/{record.id}{SUFFIX}"


def index_of(kind: Kind[Record]) -> str:
    """The path of the index of a kind."""
    return f"{kind.folder}/{INDEX}{SUFFIX}"


def section_of(index: str, name: str) -> str:
    """The path of one part of a long index: no record's page can have it, as it lies a folder deeper."""
    return f"{posixpath.dirname(index)}/by/{name}{SUFFIX}"


def url_of(path: str) -> str:
    """The address of a page below the site's own: `people/ikegami-masaki/`."""
    folder, name = posixpath.split(path.removesuffix(SUFFIX))
    parts = (folder,) if name == INDEX else (folder, name)
    return "".join(f"{part}/" for part in parts if part)


def url_between(start: str, target: str) -> str:
    """The address of a page relative to that of another."""
    return _way(url_of(start).split("/")[:-1], url_of(target).split("/")[:-1]) + "/"


def tree_of(code: str, languages: tuple[str, ...]) -> str:
    """The folder of a language's tree below the site: none for the first."""
    return "" if code == languages[0] else f"{code}/"


def tree_between(own: str, other: str, languages: tuple[str, ...]) -> str:
    """The way from the root of a language's tree to that of another; none to its own."""
    up = "../" if tree_of(own, languages) else ""
    return "" if own == other else up + tree_of(other, languages)


def link_between(start: str, target: str) -> str:
    """The link from one page to another, as Markdown files link to each other."""
    return _link_from(start.rpartition("/")[0], target)


@lru_cache(maxsize=1 << 15)
def _link_from(folder: str, target: str) -> str:
    return _way(folder.split("/") if folder else [], target.split("/"))


def _way(start: list[str], target: list[str]) -> str:
    """The way from one folder to what lies in another. `posixpath.relpath` asks the system where it is, every time."""
    shared = 0
    for one, other in zip(start, target, strict=False):
        if one != other:
            break
        shared += 1
    return "/".join([".."] * (len(start) - shared) + target[shared:]) or "."
