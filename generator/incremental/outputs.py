"""Output folders: changed files are written, outdated files are deleted, files of others are not touched.

Pages, schemas and other generated files are written here. A folder that holds nothing else is for `mirror.py`.
"""

import json
import os
import shutil
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from generator.incremental.atomic import write_atomically
from generator.incremental.workers import Workers

MANIFEST = ".aide-memoire.json"
"""Lists the files that were written, so that nothing else is ever deleted."""
STAGE_FOLDER = ".aide-memoire.new"
"""Has each file before it is in its place, one for each process that writes; a run that was killed may leave it."""
MIN_OUTPUTS_FOR_WORKERS = 500
"""The number of changed outputs from which starting processes takes less time than it saves."""


@dataclass(frozen=True)
class Output:
    """A file to write: its path below the output folder, and its bytes."""

    path: str
    content: bytes


class ForeignFolderError(Exception):
    """A folder that holds files of others, and no manifest."""


class WriteSummary(NamedTuple):
    """Numbers of files after a write: all, new or changed, removed."""

    total: int
    changed: int
    removed: int


class OutputFolder:
    """A folder of generated files, listed in a manifest. Files that are not listed belong to others."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def write(self, outputs: Iterable[Output], keep: Collection[str] = (), jobs: int = 1) -> WriteSummary:
        """Write `outputs` by `jobs` processes, and delete all other listed files.

        The listed files in `keep` stay as they are. Each file is whole at any moment, and none is written before all
        outputs are there. Raises ForeignFolderError if the folder holds files of others and no manifest; OSError.
        """
        listed = self._listed_files()
        self._folder.mkdir(parents=True, exist_ok=True)
        try:
            return self._write(listed, outputs, keep, jobs)
        finally:
            shutil.rmtree(self._folder / STAGE_FOLDER, ignore_errors=True)

    def _write(self, listed: set[str], outputs: Iterable[Output], keep: Collection[str], jobs: int) -> WriteSummary:
        """Write into a folder with the `listed` files."""
        new = {output.path: output.content for output in outputs}
        wanted = new.keys() | set(keep)
        if not wanted <= listed:  # first: a run that is killed leaves no file that is not listed
            self._write_manifest(listed | wanted)
        jobs = jobs if len(new) >= MIN_OUTPUTS_FOR_WORKERS else 1
        with Workers(lambda output: self._write_file(*output), list(new.items()), jobs) as workers:
            changed = sum(is_written for _, is_written in workers.results())
        outdated = listed - wanted
        for path in outdated:
            self._delete_file(path)
        if wanted != listed or not wanted:
            self._write_manifest(wanted)
        return WriteSummary(len(wanted), changed, len(outdated))

    def _listed_files(self) -> set[str]:
        """Return the paths in the manifest; none if the folder is absent or empty.

        Raises ForeignFolderError.
        """
        manifest = self._folder / MANIFEST
        if manifest.is_file():
            return _read_manifest(manifest)
        if self._folder.exists() and not self._is_empty():
            raise ForeignFolderError(str(self._folder))
        return set()

    def _is_empty(self) -> bool:
        return self._folder.is_dir() and all(path.name == STAGE_FOLDER for path in self._folder.iterdir())

    def _write_manifest(self, paths: Iterable[str]) -> None:
        lines = ",\n".join(map(json.dumps, sorted(paths)))  # a path a line; `indent` would do it in Python
        self._write_file(MANIFEST, f"[\n{lines}\n]\n".encode())

    def _write_file(self, path: str, content: bytes) -> bool:
        """Write a file unless it has the content already; return True if it was written."""
        target, stage = self._folder / path, self._folder / STAGE_FOLDER / str(os.getpid())
        if target.is_file() and target.read_bytes() == content:
            return False
        for parent in (target.parent, stage.parent):
            parent.mkdir(parents=True, exist_ok=True)
        write_atomically(target, content, stage)
        return True

    def _delete_file(self, path: str) -> None:
        """Delete a file, if it exists, and the folders that are empty without it."""
        (self._folder / path).unlink(missing_ok=True)
        remove_empty_folders(self._folder / parent for parent in PurePosixPath(path).parents[:-1])


def remove_empty_folders(folders: Iterable[Path]) -> None:
    """Remove folders, the innermost first, up to one with content. Raises OSError."""
    for folder in folders:
        try:
            folder.rmdir()
        except FileNotFoundError:  # a run that was killed has removed it already
            continue
        except OSError:
            if any(folder.iterdir()):
                return
            raise


def _read_manifest(manifest: Path) -> set[str]:
    """Return the paths in a manifest: the files that may be deleted.

    Raises ForeignFolderError if this program cannot have written the manifest.
    """
    try:
        paths = json.loads(manifest.read_text("utf-8"))
    except ValueError:
        raise ForeignFolderError(str(manifest.parent)) from None
    if not isinstance(paths, list) or not all(isinstance(path, str) and _is_below(path) for path in paths):
        raise ForeignFolderError(str(manifest.parent))
    return set(paths)


def _is_below(path: str) -> bool:
    """Return True if a relative path stays below its folder."""
    parts = path.split("/")
    return bool(parts[0]) and ".." not in parts and any(part != "." for part in parts if part)
