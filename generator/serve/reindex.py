"""`SearchIndexer`: rebuild the search index in the background while records are edited.

It waits until no record has been saved for a while. A thread renders the search documents that `preview.py` does not
hold yet, then a process runs Pagefind. Until it ends, the search finds what the last index holds.
"""

import logging
import os
import signal
import time
from collections.abc import Sequence
from contextlib import suppress
from multiprocessing import get_context
from multiprocessing.process import BaseProcess
from pathlib import Path
from threading import Event, Lock, Timer

from generator.incremental.outputs import ForeignFolderError, Output, OutputFolder
from generator.serve.preview import Preview
from generator.site import SiteError
from generator.site.search_index import BUNDLE, build_index, publish_index

log = logging.getLogger(__name__)
DELAY_SECONDS = 2.0
"""How long no record may be saved before the index is rebuilt."""
FAILED = "the search finds what was there before: %s"


class SearchIndexer:
    """Rebuilds the search index of a preview, one rebuild at a time, while its context lasts."""

    def __init__(self, preview: Preview, folder: Path, delay: float = DELAY_SECONDS) -> None:
        """`folder` keeps documents and indexes for the next time. `delay` is in seconds."""
        self._preview, self._folder, self._delay = preview, folder, delay
        self._written: dict[str, bytes] = {}
        """The documents in the folder, as far as this object wrote them."""
        self._stopped = Event()
        """Set once the present rebuild is out of date. Each rebuild has its own event."""
        self._timer: Timer | None = None
        self._process: BaseProcess | None = None
        self._lock, self._rebuilding = Lock(), Lock()

    def schedule(self) -> None:
        """Rebuild the index after the delay, instead of any rebuild before."""
        with self._lock:
            self._stop()
            self._stopped = Event()
            self._timer = Timer(self._delay, self._rebuild, (self._stopped,))
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

    def _rebuild(self, stopped: Event) -> None:
        """Write the documents, then start a process that indexes them."""
        with self._rebuilding:
            try:
                if not self._write_documents(stopped):
                    return
            except (ForeignFolderError, OSError) as error:
                log.warning(FAILED, error)
                return
        with self._lock:
            if not stopped.is_set():
                # Not forked: by now there are threads.
                arguments = self._folder, self._preview.languages
                self._process = get_context("spawn").Process(target=rebuild_index, args=arguments)
                self._process.start()

    def _write_documents(self, stopped: Event) -> bool:
        """Write new and changed documents; return False if the rebuild was stopped before.

        After each unit the thread waits as long as it rendered: half of the time is left for the answers to browsers.
        """
        documents: dict[str, bytes] = {}
        start = time.perf_counter()
        for files in self._preview.search_documents():
            documents |= files
            if stopped.wait(time.perf_counter() - start):
                return False
            start = time.perf_counter()
        changed = [Output(path, html) for path, html in documents.items() if self._written.get(path) is not html]
        OutputFolder(pages_folder(self._folder)).write(changed, documents.keys())
        self._written = documents
        return True

    def _stop(self) -> None:
        self._stopped.set()
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


def pages_folder(folder: Path) -> Path:
    """Return the folder of the search documents."""
    return folder / "pages"


def published_folder(folder: Path) -> Path:
    """Return the folder of the indexes that browsers get."""
    return folder / "search"


def rebuild_index(folder: Path, codes: Sequence[str]) -> None:
    """Index the search documents of some languages."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is for the parent, which ends this process
    with suppress(OSError, AttributeError):
        os.nice(10)
    try:
        for code in codes:
            publish_index(build_index(pages_folder(folder), code, folder / "index"), published_folder(folder) / code)
    except (OSError, SiteError) as error:
        log.warning(FAILED, error)
