"""The files of a tree on their way into a site: rendered into a folder beside it, then moved, each in one step.

Files that this did not put there are left alone. What is about to be moved or removed is recorded before, so that the
next build mends what a killed one leaves.
"""

import os
import shutil
from contextlib import suppress
from pathlib import Path

from generator.incremental.fingerprint import FileStamp, digest
from generator.site.fingerprint import SitePage, SiteState

RECORD = "record"
"""What the record of a tree is called among what is staged."""


class Placing:
    """A folder of the site, the record of it, and what is to change in it."""

    def __init__(self, folder: Path, record: Path) -> None:
        """`record` is the file that tells the next build what this one did; what is staged waits beside it."""
        self.folder, self.record = folder, record
        # Of this process alone: those that a killed build has left behind may write one page more into theirs.
        self.stage = record.with_suffix(f".{os.getpid()}.stage")
        self.known = SiteState.read(record)
        self.staged: dict[str, Path] = {}
        """The files that are to take their places."""
        self.entries: dict[str, SitePage] = {}
        """All that is to be there in the end."""

    def begin(self) -> None:
        """Have an empty folder for what is staged, and none of a build that was killed."""
        for left in self.record.parent.glob(f"{self.record.stem}.*.stage"):
            shutil.rmtree(left, ignore_errors=True)
        self.stage.mkdir(parents=True)

    def found(self, place: str, entry: SitePage) -> FileStamp | None:
        """What is at a place now."""
        return self.known.stamp(f"{self.folder}/{place}", entry.made)

    def offer(self, place: str, content: bytes, source: FileStamp | None = None) -> None:
        """Have a file of this content in the site."""
        waiting = self.stage / f"{len(self.staged)}.file"
        waiting.write_bytes(content)
        status = waiting.stat()
        self.staged[place] = waiting
        self.place(place, SitePage(source, FileStamp(status.st_size, status.st_mtime_ns, digest(content))))

    def place(self, place: str, entry: SitePage) -> None:
        """Note a staged file; one that the site has already in the same words stays as it is there."""
        known = self.known.entries.get(place)
        made = self.found(place, known) if known else None
        if made and made.digest == entry.made.digest:
            self.staged.pop(place).unlink()
            entry = entry._replace(made=made)
        self.entries[place] = entry

    def publish(self, shared: str, files: list[str]) -> int:
        """Put everything in its place; gives how many files were removed."""
        gone = {*self.known.entries, *self.known.unsettled}.difference(self.entries)
        if self.staged or gone or (shared, files, self.entries) != self.known.content():
            self.folder.mkdir(parents=True, exist_ok=True)
            certain = {place: entry for place, entry in self.entries.items() if place not in self.staged}
            SiteState(shared, files, certain, sorted(gone.union(self.staged))).write(self.record, self.stage / RECORD)
            for place in gone:
                _remove(self.folder, place)
            for place, waiting in self.staged.items():
                _move(waiting, self.folder / place)
            SiteState(shared, files, self.entries).write(self.record, self.stage / RECORD)
        self.discard()
        return len(gone)

    def discard(self) -> None:
        """Leave no trace of what was staged."""
        shutil.rmtree(self.stage, ignore_errors=True)


def _move(waiting: Path, target: Path) -> None:
    try:
        waiting.replace(target)
    except FileNotFoundError:
        target.parent.mkdir(parents=True, exist_ok=True)
        waiting.replace(target)


def _remove(site: Path, place: str) -> None:
    """Remove a file of ours, and the folders that are empty without it."""
    path = site / place
    path.unlink(missing_ok=True)
    for folder in path.relative_to(site).parents[:-1]:
        with suppress(OSError):  # it holds something, or a build that was killed has removed it already
            (site / folder).rmdir()
