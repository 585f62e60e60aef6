"""`SiteState`: the record that a build leaves of a language tree, so that the next one renders only changed pages.

It is a JSON file beside the site, safe to delete. `staging.py` reads and writes it; `language_tree.py` compares it.
"""

import json
import logging
import os
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from generator.incremental.atomic import write_atomically
from generator.incremental.fingerprint import FileStamp, stamp_file, trusted_before

log = logging.getLogger(__name__)
FORMAT = 1
"""The version of the file's format."""


class SitePage(NamedTuple):
    """A file of the site, the source it was made of, and what MkDocs learned of it if it is a page."""

    source: FileStamp | None
    """None if the next build has to make the file again."""
    output: FileStamp
    update_date: str | None = None
    """The day of its last change, if a hook has set one."""
    anchors: tuple[str, ...] = ()
    anchor_links: Mapping[str, Mapping[str, str]] = {}
    """By URI of a page, each anchor that this page links to, with the link as it was written."""
    lookups: str = ""
    """The files that the page looked up: their indexes in `SiteState.files`, with spaces between."""


@dataclass
class SiteState:
    """A language tree as a build left it."""

    shared: str = ""
    """The fingerprint of all that its pages share."""
    files: list[str] = field(default_factory=list)
    """The `link_target_key` of every file that pages can link to."""
    pages: dict[str, SitePage] = field(default_factory=dict)
    """By path in the tree. Style sheets, scripts and pictures are here, too."""
    pending: list[str] = field(default_factory=list)
    """The journal: paths that a build was about to write or to remove when it wrote this."""
    trusted_before: int = 0
    """The time, in nanoseconds, before which the time of a file tells whether it has changed."""

    @classmethod
    def read(cls, path: Path) -> "SiteState":
        """Read a state. An absent, damaged or outdated file gives an empty state."""
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
            version, shared, files, rows, pending = content
            pages = {row[0]: _page(*row[1:]) for row in rows}
        except (ValueError, TypeError, LookupError):
            version = None
        if version != FORMAT:
            log.info("%s was written by another version of this program, so the site is made anew", path)
            return cls()
        return cls(shared, files, pages, pending, trusted)

    def write(self, path: Path, stage: Path | None = None) -> None:
        """Replace the file at `path` in one step, by way of the file `stage`."""
        rows = [(place, *page) for place, page in self.pages.items()]
        content = json.dumps((FORMAT, self.shared, self.files, rows, self.pending), separators=(",", ":"))
        write_atomically(path, content.encode(), stage)

    def completed(self) -> tuple[str, list[str], dict[str, SitePage]]:
        """Return `shared`, `files` and `pages`, all empty if the build did not end."""
        return ("", [], {}) if self.pending else (self.shared, self.files, self.pages)

    def stamp(self, path: Path | str, last: FileStamp | None) -> FileStamp | None:
        """Return the stamp of a file, or None if there is no such file.

        `last` is its stamp in this state.
        """
        return stamp_file(path, last, self.trusted_before)

    def missing(self, files: Collection[str]) -> set[str]:
        """Return the indexes, as text, of recorded files that are not among `files`."""
        now = set(files)
        return {str(number) for number, file in enumerate(self.files) if file not in now}


def _page(
    source: list[Any] | None,
    output: list[Any],
    update_date: str | None,
    anchors: list[str],
    anchor_links: dict[str, dict[str, str]],
    lookups: str,
) -> SitePage:
    """Return a page from the values in its row of the file. Raises TypeError."""
    stamp = FileStamp(*source) if source else None
    return SitePage(stamp, FileStamp(*output), update_date, tuple(anchors), anchor_links, lookups)
