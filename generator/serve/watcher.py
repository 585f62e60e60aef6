"""Whether anything was saved in a folder, also once the folder itself was removed or renamed, and when it is back."""

import threading
import time
import warnings
from pathlib import Path
from typing import Self

from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer

SETTLED = 0.05
"""Seconds without a change after which those that there were are taken in: an editor may save in several steps."""
GLANCE = 0.5
"""Seconds after which it is seen that the folder is another: a folder that is watched does not tell so itself."""
WRITES = frozenset({"created", "modified", "deleted", "moved", "closed"})
"""What happens to a file that is saved: that it was read is told too."""


class FolderWatcher(FileSystemEventHandler):
    """Notices that something was saved. A context manager: watches from its beginning to its end."""

    def __init__(self, folder: Path) -> None:
        self._folder, self._any, self._observer = folder, threading.Event(), Observer()
        self._watched = _identity(folder)

    def on_any_event(self, event: FileSystemEvent) -> None:
        """Called by the observer for whatever happens to a file."""
        if event.event_type in WRITES and not (event.is_directory and event.event_type == "modified"):
            self._any.set()

    def wait(self) -> None:
        """Return once something was saved, and nothing more follows at once; or once the folder is another."""
        while not self._any.wait(GLANCE) and self._watched == _identity(self._folder):
            pass  # by turns, as some systems hear Ctrl+C only in between
        while self._any.is_set():
            self._any.clear()
            time.sleep(SETTLED)
        if self._watched != _identity(self._folder):
            self._observer.stop()
            self._observer = Observer()
            self._watch()

    def _watch(self) -> None:
        self._watched = _identity(self._folder)
        if self._watched:
            self._observer.schedule(self, str(self._folder), recursive=True)
        self._observer.start()

    def __enter__(self) -> Self:
        # A folder that is moved away and back is watched under the same number, which is told as a warning.
        warnings.filterwarnings("ignore", "Callback with id", RuntimeWarning)
        self._watch()
        return self

    def __exit__(self, *raised: object) -> None:
        self._observer.stop()


def _identity(folder: Path) -> tuple[int, int] | None:
    """By what a folder is known; None where there is none."""
    try:
        status = folder.stat()
    except OSError:
        return None
    return (status.st_dev, status.st_ino) if folder.is_dir() else None
