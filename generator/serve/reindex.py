"""`SearchIndexer`: rebuild the search index in the background while records are edited.

It waits until no record has been saved for a while. A process of its own does the work, so that no page waits for it.
Until it ends, the search finds what the last index holds.
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
DELAY_SECONDS = 2.0
"""How long no record may be saved before the index is rebuilt."""


class SearchIndexer:
    """Rebuilds the search index of a content folder, one process at a time, while its context lasts."""

    def __init__(self, content: Path, folder: Path, delay: float = DELAY_SECONDS) -> None:
        """`folder` keeps pages and indexes for the next time. `delay` is in seconds."""
        self._content, self._folder, self._delay = content, folder, delay
        self._timer: Timer | None = None
        self._process: BaseProcess | None = None
        self._lock = Lock()

    def schedule(self, edition: Edition) -> None:
        """Rebuild the index of an edition after the delay, instead of any rebuild before."""
        with self._lock:
            self._stop()
            self._timer = Timer(self._delay, self._start, (edition,))
            self._timer.daemon = True
            self._timer.start()

    def read_file(self, code: str, path: str) -> bytes | None:
        """Return a file of the index of a language, or None.

        `path` is below the language tree.
        """
        if not path.startswith(f"{BUNDLE}/") or ".." in path.split("/"):
            return None
        try:
            return (published_folder(self._folder) / code / path).read_bytes()
        except OSError:
            return None

    def _start(self, edition: Edition) -> None:
        with self._lock:
            # Not forked: by now there are threads.
            arguments = self._content, self._folder, edition
            self._process = get_context("spawn").Process(target=rebuild_index, args=arguments)
            self._process.start()

    def _stop(self) -> None:
        if self._timer:
            self._timer.cancel()
        if self._process and self._process.is_alive():
            self._process.kill()  # the next process repairs the files of a killed one
            self._process.join()

    def __enter__(self) -> "SearchIndexer":
        return self

    def __exit__(self, *_: object) -> None:
        with self._lock:
            self._stop()


def published_folder(folder: Path) -> Path:
    """Return the folder of the indexes that browsers get."""
    return folder / "search"


def rebuild_index(content: Path, folder: Path, edition: Edition) -> None:
    """Render the pages of a content folder into `folder`, and index them."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is for the parent, which ends this process
    with suppress(OSError, AttributeError):
        os.nice(10)
    loaded = load_folder(content)
    if has_errors(check(loaded, edition)):
        return  # a record was saved since: there will be another time
    try:
        archive = link(loaded.site, loaded.records, loaded.files, edition)
        render_pages(archive, loaded.digests, folder / "pages")
        for code in loaded.site.languages:
            publish_index(build_index(folder / "pages", code, folder / "index"), published_folder(folder) / code)
    except (ForeignFolderError, OSError, SiteError) as error:
        log.warning("the search finds what was there before: %s", error)
