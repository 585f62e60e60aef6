"""Outputs to disk: writes what changed, removes what is no longer produced, touches nothing else."""

import json
import os
import shutil
from collections.abc import Collection, Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from generator.incremental.atomic import write_atomically
from generator.incremental.workers import Workers

MANIFEST = ".aide-memoire.json"
"""Lists the files that were written, so that nothing else is ever removed."""
NEW = ".aide-memoire.new"
"""Has each file before it is in its place, one for each process that writes; a run that was killed may leave it."""
MANY = 500
"""How many files are written in less time than it takes to start processes."""


@dataclass(frozen=True)
class Output:
    """A file to write: its path below the folder of pages, and its bytes."""

    path: str
    content: bytes


class ForeignFolderError(Exception):
    """A folder that holds files nobody here wrote."""


class WriteSummary(NamedTuple):
    """How many files there are, how many of them were new or changed, and how many were removed."""

    total: int
    changed: int
    removed: int


def write(outputs: Iterable[Output], folder: Path, kept: Collection[str] = (), jobs: int = 1) -> WriteSummary:
    """Write the outputs below a folder, in as many processes; files that are kept stay as they are. Each file is whole
    at any moment, and none is written before all outputs are there. Raises NotOurs, OSError."""
    earlier = _earlier(folder)
    folder.mkdir(parents=True, exist_ok=True)
    new = {output.path: output.content for output in outputs}
    now = new.keys() | set(kept)
    if not now <= earlier:
        _write_manifest(folder, earlier | now)
    with Workers(lambda each: _replace(folder, *each), list(new.items()), jobs if len(new) >= MANY else 1) as workers:
        changed = sum(written for _, written in workers.results())
    gone = earlier - now
    for path in gone:
        _remove(folder, path)
    if now != earlier or not now:
        _write_manifest(folder, now)
    shutil.rmtree(folder / NEW, ignore_errors=True)
    return WriteSummary(len(now), changed, len(gone))


def _earlier(folder: Path) -> set[str]:
    manifest = folder / MANIFEST
    if manifest.is_file():
        return _listed(manifest)
    if folder.exists() and (not folder.is_dir() or any(path.name != NEW for path in folder.iterdir())):
        raise ForeignFolderError(str(folder))
    return set()


def _listed(manifest: Path) -> set[str]:
    """The files that a manifest lists. One that we cannot have written is not trusted: what it names may be removed."""
    try:
        listed = json.loads(manifest.read_text("utf-8"))
    except ValueError:
        raise ForeignFolderError(str(manifest.parent)) from None
    if not isinstance(listed, list) or not all(isinstance(path, str) and _is_below(path) for path in listed):
        raise ForeignFolderError(str(manifest.parent))
    return set(listed)


def _is_below(path: str) -> bool:
    parts = path.split("/")
    return bool(parts[0]) and ".." not in parts and any(part != "." for part in parts if part)


def _write_manifest(folder: Path, paths: Iterable[str]) -> None:
    listed = ",\n".join(map(json.dumps, sorted(paths)))  # a path a line; `indent` would do it in Python
    _replace(folder, MANIFEST, f"[\n{listed}\n]\n".encode())


def _replace(folder: Path, path: str, content: bytes) -> bool:
    """Write a file unless it holds the content already; tells whether it was written."""
    target, new = folder / path, folder / NEW / str(os.getpid())
    if target.is_file() and target.read_bytes() == content:
        return False
    for parent in (target.parent, new.parent):
        parent.mkdir(parents=True, exist_ok=True)
    write_atomically(target, content, new)
    return True


def _remove(folder: Path, path: str) -> None:
    """Remove a file, if it is there, and the folders that are empty without it."""
    (folder / path).unlink(missing_ok=True)
    for parent in PurePosixPath(path).parents[:-1]:
        with suppress(OSError):  # it holds something, or a run that was killed has removed it already
            (folder / parent).rmdir()
