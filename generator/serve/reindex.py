"""`SearchIndexer`: rebuild the search index in the background while records are edited.

It waits until no record has been saved for a while. A thread renders the search documents that `preview.py` does not
hold yet, then a process runs Pagefind. Until it ends, the search finds what the last index holds. If that one is of
another audience, or of before something was marked as internal, it finds nothing.
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

from generator.incremental.atomic import write_atomically
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
        self._name = ""
        """The name of the index that is made."""
        self._timer: Timer | None = None
        self._process: BaseProcess | None = None
        self._lock, self._rebuilding = Lock(), Lock()

    def withhold(self) -> None:
        """Stop rebuilding until `schedule` is called."""
        with self._lock:
            self._stop()

    def schedule(self) -> None:
        """Rebuild the index after the delay, instead of any rebuild before."""
        with self._lock:
            self._stop()
            self._stopped = Event()
            self._name = self._preview.index_name
            self._timer = Timer(self._delay, self._rebuild, (self._stopped,))
            self._timer.daemon = True
            self._timer.start()

    def read_file(self, code: str, path: str) -> bytes | None:
        """Return a file of the index of a language, or None.

        `path` is below the language tree.
        """
        if not path.startswith(f"{BUNDLE}/") or ".." in path.split("/"):
            return None
        name = _read_name(self._folder)
        try:
            content = (published_folder(self._folder) / code / path).read_bytes()
        except OSError:
            return None
        return content if name == self._preview.index_name else None

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
                arguments = self._folder, self._preview.languages, self._name
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


def name_file(folder: Path) -> Path:
    """Return the file with the name of the published index; none while it changes."""
    return folder / "search-name"


def _read_name(folder: Path) -> str | None:
    """Return the name of the published index; None if it has none."""
    try:
        return name_file(folder).read_text("utf-8")
    except (OSError, ValueError):
        return None


def rebuild_index(folder: Path, codes: Sequence[str], name: str) -> None:
    """Index the search documents of some languages."""
    for number in (signal.SIGINT, getattr(signal, "SIGHUP", signal.SIGINT)):
        signal.signal(number, signal.SIG_IGN)  # for the parent, which ends this process
    with suppress(OSError, AttributeError):
        os.nice(10)
    try:
        bundles = {code: build_index(pages_folder(folder), code, folder / "index") for code in codes}
        if _read_name(folder) != name:
            name_file(folder).unlink(missing_ok=True)
        for code, bundle in bundles.items():
            publish_index(bundle, published_folder(folder) / code)
        write_atomically(name_file(folder), name.encode())
    except (OSError, SiteError) as error:
        log.warning(FAILED, error)
