"""`StagedOutputs`: bring the files of a language tree into the site, each in one step, and remove outdated ones.

Files wait in a folder beside the site until all are there. Before any of them moves, the state names all that are to
change: the next build repairs the rest of a killed one. Files that no build of ours put there stay as they are.
"""

import os
import shutil
from pathlib import Path

from generator.incremental.fingerprint import FileStamp, digest
from generator.incremental.outputs import remove_empty_folders
from generator.site.state import SitePage, SiteState

STATE = "state"
"""The name of the new state among the staged files."""


class StagedOutputs:
    """What a build changes in the folder of a language tree: nothing, until `publish`."""

    def __init__(self, folder: Path, state_file: Path) -> None:
        """`state_file` holds the `SiteState` of the last build.

        Staged files wait beside it.
        """
        self.folder, self.state_file = folder, state_file
        # Named after this process: what a killed build has left running may write one page more into its own folder.
        self.stage_folder = state_file.with_suffix(f".{os.getpid()}.stage")
        self.last = SiteState.read(state_file)
        """The state that the last build left."""
        self.staged: dict[str, Path] = {}
        """The staged files, by the path in the tree to which they are to move."""
        self.pages: dict[str, SitePage] = {}
        """All that the tree is to hold in the end, by path."""

    def begin(self) -> None:
        """Make an empty folder for staged files. Remove those of killed builds."""
        for leftover in self.state_file.parent.glob(f"{self.state_file.stem}.*.stage"):
            shutil.rmtree(leftover, ignore_errors=True)
        self.stage_folder.mkdir(parents=True)

    def stamp_output(self, path: str, page: SitePage) -> FileStamp | None:
        """Return the stamp of the file that is at `path` now, or None.

        `page` is the file in the last state.
        """
        return self.last.stamp(f"{self.folder}/{path}", page.output)

    def keep(self, path: str, page: SitePage) -> None:
        """Leave the file at `path` as it is."""
        self.pages[path] = page

    def stage(self, path: str, content: bytes, source: FileStamp | None = None) -> None:
        """Stage a file with this content."""
        file = self.stage_folder / f"{len(self.staged)}.file"
        file.write_bytes(content)
        status = file.stat()
        output = FileStamp(status.st_size, status.st_mtime_ns, digest(content))
        self.stage_file(path, file, SitePage(source, output))

    def stage_file(self, path: str, file: Path, page: SitePage) -> None:
        """Record a staged file.

        If the site already holds the same content, drop the staged copy.
        """
        self.staged[path] = file
        last = self.last.pages.get(path)
        there = self.stamp_output(path, last) if last else None
        if there and there.digest == page.output.digest:
            self.staged.pop(path).unlink()
            page = page._replace(output=there)
        self.pages[path] = page

    def publish(self, shared: str, files: list[str]) -> int:
        """Move staged files into the tree, and remove outdated ones.

        `shared` and `files` go into the new state. Return the number of removed files.
        """
        outdated = {*self.last.pages, *self.last.pending}.difference(self.pages)
        if self.staged or outdated or (shared, files, self.pages) != self.last.completed():
            self.folder.mkdir(parents=True, exist_ok=True)
            unchanged = {path: page for path, page in self.pages.items() if path not in self.staged}
            self._write_state(SiteState(shared, files, unchanged, sorted(outdated.union(self.staged))))
            for path in outdated:
                _remove(self.folder, path)
            for path, file in self.staged.items():
                _move(file, self.folder / path)
            self._write_state(SiteState(shared, files, self.pages))
        self.discard()
        return len(outdated)

    def discard(self) -> None:
        """Remove the folder of staged files."""
        shutil.rmtree(self.stage_folder, ignore_errors=True)

    def _write_state(self, state: SiteState) -> None:
        state.write(self.state_file, self.stage_folder / STATE)


def _move(file: Path, target: Path) -> None:
    """Move a file, into a new folder if there is none."""
    try:
        file.replace(target)
    except FileNotFoundError:
        target.parent.mkdir(parents=True, exist_ok=True)
        file.replace(target)


def _remove(folder: Path, path: str) -> None:
    """Remove a file below `folder`, and the folders that are empty without it."""
    file = folder / path
    file.unlink(missing_ok=True)
    remove_empty_folders(folder / parent for parent in file.relative_to(folder).parents[:-1])
