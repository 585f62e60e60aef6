"""The search of a site that is being edited: its index is made again once nothing has been saved for a while, by a
process of its own, so that nobody waits for it. Until then the search finds what was there before.
"""

import logging
import os
import signal
from contextlib import suppress
from multiprocessing import get_context
from multiprocessing.process import BaseProcess
from pathlib import Path
from threading import Lock, Timer

from generator.archive.edition import Edition, link
from generator.checks.run import check
from generator.content.load import load_folder
from generator.incremental.outputs import ForeignFolderError
from generator.pages.render import render_pages
from generator.problems import has_errors
from generator.site import SiteError
from generator.site.search_index import BUNDLE, build_index, publish_index

log = logging.getLogger(__name__)
QUIET = 2.0
"""Seconds."""


class SearchIndexer:
    """Makes the index of a content folder's pages again, one process at a time. A context manager."""

    def __init__(self, content: Path, folder: Path) -> None:
        """`folder` keeps pages and indexes from one time to the next."""
        self._content, self._folder = content, folder
        self._timer: Timer | None = None
        self._process: BaseProcess | None = None
        self._lock = Lock()

    def wake(self, edition: Edition) -> None:
        """Have the index made again for an edition, after a while."""
        with self._lock:
            self._stop()
            self._timer = Timer(QUIET, self._begin, (edition,))
            self._timer.daemon = True
            self._timer.start()

    def file(self, code: str, path: str) -> bytes | None:
        """A file of the index of a language, by its path below the root of the language's tree."""
        if not path.startswith(f"{BUNDLE}/") or ".." in path.split("/"):
            return None
        try:
            return (published(self._folder) / code / path).read_bytes()
        except OSError:
            return None

    def _begin(self, edition: Edition) -> None:
        with self._lock:
            # Not forked: by now there are threads.
            given = self._content, self._folder, edition
            self._process = get_context("spawn").Process(target=reindex, args=given)
            self._process.start()

    def _stop(self) -> None:
        if self._timer:
            self._timer.cancel()
        if self._process and self._process.is_alive():
            self._process.kill()  # what is half-made is made good by the next
            self._process.join()

    def __enter__(self) -> "SearchIndexer":
        return self

    def __exit__(self, *_: object) -> None:
        with self._lock:
            self._stop()


def published(folder: Path) -> Path:
    """Where the indexes lie that browsers are given."""
    return folder / "search"


def reindex(content: Path, folder: Path, edition: Edition) -> None:
    """Write the pages of a content folder, and index them."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is for whoever began this, and ends it
    with suppress(OSError, AttributeError):
        os.nice(10)
    loaded = load_folder(content)
    if has_errors(check(loaded, edition)):
        return  # saved since: there will be another time
    try:
        archive = link(loaded.site, loaded.records, loaded.files, edition)
        render_pages(archive, loaded.digests, folder / "pages")
        for code in loaded.site.languages:
            publish_index(build_index(folder / "pages", code, folder / "index"), published(folder) / code)
    except (ForeignFolderError, OSError, SiteError) as error:
        log.warning("the search finds what was there before: %s", error)
