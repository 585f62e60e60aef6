"""What a site was made of, and what was made: by which a build knows the pages that need not be rendered again.

The record is a file of its own; it is safe to delete. A record that cannot be read is as none.
"""

import json
import logging
import os
import platform
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path
from types import ModuleType
from typing import Any, NamedTuple

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File
from mkdocs.structure.nav import Navigation
from mkdocs.theme import Theme

from generator.incremental.atomic import write_atomically
from generator.incremental.fingerprint import FileStamp, digest, stamp_file, trusted_before
from generator.site.up_to_date import PRINTERS

log = logging.getLogger(__name__)
FORM = 1
"""The form of the record."""
HERE = Path(__file__).parent
ELSEWHERE = frozenset(
    {"docs_dir", "site_dir", "config_file_path", "exclude_docs", "draft_docs", "not_in_nav", "hooks", "plugins"}
)
"""Settings that no page prints: where things are, and patterns of files, of which each file has what follows."""
OWN = "description"
"""Metadata that only the page itself prints. An index counts its entries there: it would make every page anew."""


class SitePage(NamedTuple):
    """A file of the site: what it was made of, and what MkDocs knew of its page."""

    source: FileStamp | None
    made: FileStamp
    day: str | None = None
    """The day of its last change, where a hook has set one."""
    anchors: tuple[str, ...] = ()
    points: Mapping[str, Mapping[str, str]] = {}
    """Anchors it links to, by the file they are expected in, each with the link as it was written."""
    looked: str = ""
    """The files that it looked for, by their number in the record."""


@dataclass
class SiteState:
    """What is known of a site. Times of files before `trusted_before` are trusted."""

    shared: str = ""
    files: list[str] = field(default_factory=list)
    """Every file that pages can link to, as `described`."""
    entries: dict[str, SitePage] = field(default_factory=dict)
    """By the place in the site."""
    unsettled: list[str] = field(default_factory=list)
    """Places that a build was about to write or to clear when this was recorded."""
    trusted_before: int = 0

    @classmethod
    def read(cls, path: Path) -> "SiteState":
        """The record in a file."""
        try:
            with path.open("rb") as file:
                content = json.load(file)
                trusted = trusted_before(os.fstat(file.fileno()).st_mtime_ns)
        except FileNotFoundError:
            return cls()
        except (OSError, ValueError) as error:
            log.warning("%s cannot be read, so the site is made anew: %s", path, error)
            return cls()
        try:
            form, shared, files, entries, unsettled = content
            known = {
                place: SitePage(_stamp(source), FileStamp(*made), day, tuple(anchors), points, looked)
                for place, source, made, day, anchors, points, looked in entries
            }
        except (ValueError, TypeError):
            form = None
        if form != FORM:
            log.info("%s was written by another version of this program, so the site is made anew", path)
            return cls()
        return cls(shared, files, known, unsettled, trusted)

    def write(self, path: Path, stage: Path | None = None) -> None:
        """Replace the record in a file, in one step, by way of the file `stage`."""
        entries = [(place, *entry) for place, entry in self.entries.items()]
        written = json.dumps((FORM, self.shared, self.files, entries, self.unsettled), separators=(",", ":"))
        write_atomically(path, written.encode(), stage)

    def content(self) -> tuple[str, list[str], dict[str, SitePage]]:
        """All that a build has settled."""
        return ("", [], {}) if self.unsettled else (self.shared, self.files, self.entries)

    def stamp(self, path: Path | str, known: FileStamp | None) -> FileStamp | None:
        """Stamp a file, read only if its size or time differs from `known`; return None if there is no such file."""
        return stamp_file(path, known, self.trusted_before)

    def moved(self, files: list[str]) -> set[str]:
        """The numbers of recorded files that are not there any more as they were."""
        now = set(files)
        return {str(number) for number, file in enumerate(self.files) if file not in now}


def link_target_key(file: File) -> str:
    """All of a file that a link to it depends on."""
    return f"{file.src_uri}\n{file.url}\n{file.inclusion.name}"


def shared_fingerprint(config: MkDocsConfig, nav: Navigation) -> str:
    """What every page of a tree shares: packages, configuration, hooks, theme and navigation."""
    parts = (*program_parts(), _plain(config), *_hooks(config), *of_theme(config.theme), *_navigation(nav))
    return digest("\0".join(parts).encode())


def of_theme(theme: Theme) -> Iterator[str]:
    """The files that templates are made of: of a package, not the pictures and scripts, which have its version."""
    for folder in theme.dirs:
        static = () if folder == theme.custom_dir else ("assets",)
        for place, below, names in os.walk(folder):
            below[:] = sorted(name for name in below if name[0] != "." and name not in (*static, "__pycache__"))
            for name in sorted(names):
                path = Path(place, name)
                yield f"{path.relative_to(folder).as_posix()} {digest(path.read_bytes())}"


def program_parts(folder: Path = HERE) -> Iterator[str]:
    """Yield the versions of Python and of the packages that print pages, then a digest of each module in `folder`."""
    yield platform.python_version()
    yield from (f"{package} {version(package)}" for package in PRINTERS)
    yield from (
        f"{path.relative_to(folder).as_posix()} {digest(path.read_bytes())}" for path in sorted(folder.rglob("*.py"))
    )


def _hooks(config: MkDocsConfig) -> Iterator[str]:
    for name, plugin in config.plugins.items():
        yield f"{type(plugin).__qualname__} {_plain(getattr(plugin, 'config', {}))}"
        if isinstance(plugin, ModuleType) and plugin.__file__:
            yield f"{Path(name).name} {digest(Path(plugin.__file__).read_bytes())}"


def _plain(value: Any) -> str:
    """A setting as text, the same in every run; a value without one differs in each, and all is rendered."""
    if isinstance(value, MkDocsConfig):
        return _plain({name: each for name, each in value.items() if name not in ELSEWHERE})
    if isinstance(value, Mapping):
        extra = [value.name, sorted(value.static_templates)] if isinstance(value, Theme) else []
        return (
            "{" + ",".join(f"{name!r}:{_plain(each)}" for name, each in sorted(value.items(), key=str)) + f"}}{extra}"
        )
    if isinstance(value, (list, tuple)):
        return "[" + ",".join(map(_plain, value)) + "]"
    if isinstance(value, (set, frozenset)):
        return _plain(sorted(value, key=str))
    if callable(value):
        return f"{getattr(value, '__module__', '')}.{getattr(value, '__qualname__', value)}"
    return f"{type(value).__qualname__} {value!r}"


def _navigation(items: Iterable[Any]) -> Iterator[str]:
    for item in items:
        yield f"{type(item).__name__} {item.title!r} {getattr(item, 'url', '')}"
        if item.is_page:
            meta = {name: each for name, each in item.meta.items() if name != OWN}
            yield f"{item.canonical_url} {item.edit_url} {item.update_date} {_plain(meta)}"
        yield from _navigation(item.children or ())
        yield "."


def _stamp(parts: list[Any] | None) -> FileStamp | None:
    return FileStamp(*parts) if parts else None
