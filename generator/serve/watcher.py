"""`FolderWatcher`: wait until a file in a folder is saved. Used by `server.py`.

Notices changes also after the folder itself was removed or renamed, once it is back.
"""

import logging
import threading
import time
import warnings
from pathlib import Path
from typing import Self

from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer
from watchdog.observers.api import BaseObserver
from watchdog.observers.polling import PollingObserver

log = logging.getLogger(__name__)
SETTLE_SECONDS = 0.05
"""How long no file may change before the changes are taken in: an editor may save in several steps."""
MOST_SETTLE_SECONDS = 1.0
"""After how long changes are taken in although more follow: a program may save without a pause."""
POLL_SECONDS = 0.5
"""How often the folder is compared: the observer does not report that the folder itself is another one."""
WRITE_EVENTS = frozenset({"created", "modified", "deleted", "moved", "closed"})
"""The events of a saved file. The observer also reports that a file was read."""


END_OF_WATCH = "InotifyEmitter.queue_events() called when the thread is inactive"
"""What watchdog 7 logs as an error if a file is saved while a watch is ended. It is none."""


def is_news(record: logging.LogRecord) -> bool:
    """Tell if something that watchdog logs is worth a line."""
    return record.getMessage() != END_OF_WATCH


logging.getLogger("watchdog.observers.inotify").addFilter(is_news)


class FolderWatcher(FileSystemEventHandler):
    """A watch on all files below a folder, while its context lasts."""

    def __init__(self, folder: Path) -> None:
        self._folder, self._saved = folder, threading.Event()
        self._observer: BaseObserver = Observer()
        self._identity = _identify(folder)

    def on_any_event(self, event: FileSystemEvent) -> None:
        """Note that a file was saved. The observer calls this for every event."""
        if event.event_type in WRITE_EVENTS and not (event.is_directory and event.event_type == "modified"):
            self._saved.set()

    def wait(self) -> None:
        """Return once files were saved and no more follow, or the folder is another one."""
        while not self._saved.wait(POLL_SECONDS) and self._identity == _identify(self._folder):
            pass  # in short waits, as some systems handle Ctrl+C only in between
        end = time.monotonic() + MOST_SETTLE_SECONDS
        while self._saved.is_set() and time.monotonic() < end:
            self._saved.clear()
            time.sleep(SETTLE_SECONDS)
        if self._identity != _identify(self._folder):
            self._observer.stop()
            self._observer = Observer()
            self._watch()

    def _watch(self) -> None:
        """Start the observer, without a folder to watch if there is none."""
        self._identity = _identify(self._folder)
        if not self._identity:
            self._observer.start()
            return
        try:
            self._start()
        except FileNotFoundError:  # removed since
            self._observer = Observer()
            self._observer.start()
        except OSError as error:  # the system watches no more folders
            log.warning("%s is looked through each second: %s", self._folder, error.strerror or error)
            self._observer = PollingObserver()
            self._start()

    def _start(self) -> None:
        self._observer.schedule(self, str(self._folder), recursive=True)
        self._observer.start()

    def __enter__(self) -> Self:
        # A folder that is moved away and back is watched under the same number, of which watchdog warns.
        warnings.filterwarnings("ignore", "Callback with id", RuntimeWarning)
        self._watch()
        return self

    def __exit__(self, *raised: object) -> None:
        self._observer.stop()


def _identify(folder: Path) -> tuple[int, int] | None:
    """Return the numbers of device and inode of a folder, or None."""
    try:
        status = folder.stat()
    except OSError:
        return None
    return (status.st_dev, status.st_ino) if folder.is_dir() else None
