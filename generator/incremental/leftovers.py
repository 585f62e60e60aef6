"""Leftovers: what commands that were killed had begun to write. They are recognised by name, and removed.

A file is a leftover if it bears a name that only this program gives, and no process holds its lock: a command locks
what it writes, until it is in its place. Whatever else lies there belongs to others.
"""

import os
import re
import shutil
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from generator.incremental.lock import FolderLockedError, hold_folders, is_held, is_still_at, lock_file, lock_opened

SUFFIX = ".aide-memoire.new"
STAGED = re.compile(rf"\..+\.\d+{re.escape(SUFFIX)}")
"""The name of a file that is moved to its place when it is whole: after the place, and the process that writes it."""
STAGING_FOLDER = ".aide-memoire.importing"
"""The folder, in the folder of the records, with the files of an import until all are written. Their names are numbers.
Whoever holds the folder of the records may remove it."""
MAX_NAME = 180
"""The most bytes of the place's name in that of its stage: a name has 255 at most."""


def stage_beside(path: Path) -> Path:
    """Return the path of a hidden file, to be moved to `path` when it is whole."""
    name = path.name
    if len(os.fsencode(name)) > MAX_NAME:
        name = os.fsencode(name)[:MAX_NAME].decode("utf-8", "ignore") or "long"
    return path.with_name(f".{name}.{os.getpid()}{SUFFIX}")


def is_leftover_name(name: str) -> bool:
    """Tell if a file or a folder bears the name of a leftover."""
    return name.startswith(".") and (name == STAGING_FOLDER or bool(STAGED.fullmatch(name)))


def find_stages(folder: Path, prefix: str = ".") -> list[Path]:
    """Return the files in `folder` with names of leftovers that begin with `prefix`."""
    try:
        names = sorted(os.listdir(folder))  # noqa: PTH208  a Path for each of them costs more than the look
    except OSError:  # there is no such folder, or it is forbidden
        return []
    return [folder / name for name in names if name.startswith(prefix) and STAGED.fullmatch(name)]


def stages_of(path: Path) -> list[Path]:
    """Return the files that commands have begun to write in place of `path`."""
    return find_stages(path.parent, stage_beside(path).name.removesuffix(f"{os.getpid()}{SUFFIX}"))


def is_abandoned(path: Path) -> bool:
    """Tell if what bears the name of a leftover is ours, and not being written."""
    try:
        if path.is_dir() and not path.is_symlink():
            return not _is_held_by_another(path.parent) and _holds_numbers(path)
        with path.open("r+b") as file:
            return lock_opened(file) and is_still_at(path, file)
    except OSError:  # it has gone meanwhile, or it is forbidden
        return False


def remove_leftovers(paths: Iterable[Path], folder: Path | None = None) -> list[Path]:
    """Remove leftovers, and return those that are gone.

    `paths` bear the names of leftovers; what is being written stays. With `folder`, also remove its lock file, if only
    a process that was killed can have left it.
    """
    lock = _lock_of_killed(folder) if folder else None
    removed = [path for path in paths if _remove(path)]
    if folder and lock:
        with suppress(OSError, FolderLockedError), hold_folders(folder):
            pass  # the lock file goes with the lock
        removed += [lock] if not lock.exists() else []
    return removed


def _remove(path: Path) -> bool:
    """Remove a leftover; return whether it was one, and is gone."""
    try:
        if path.is_dir() and not path.is_symlink():
            with hold_folders(path.parent):
                if _holds_numbers(path):
                    shutil.rmtree(path)
                    return True
            return False
        with path.open("r+b") as file:
            if not (lock_opened(file) and is_still_at(path, file)):
                return False
            if os.name == "posix":
                path.unlink()
                return True
        path.unlink()  # Windows refuses this while a process writes the file
    except (OSError, FolderLockedError):
        return False
    return True


def _holds_numbers(folder: Path) -> bool:
    """Tell if the files of a staging folder are all ours."""
    return all(each.name.isdecimal() and each.is_file() and not each.is_symlink() for each in folder.iterdir())


def _lock_of_killed(folder: Path) -> Path | None:
    """Return the lock file of `folder`, unless a process holds it."""
    lock = lock_file(folder)
    if not lock.is_file() or is_held(folder) or _is_held_by_another(folder):
        return None
    short_path = folder.with_name(lock.name)
    return short_path if short_path.resolve() == lock else lock


def _is_held_by_another(folder: Path) -> bool:
    """Tell if another process holds a folder."""
    if is_held(folder):
        return False  # to open and close the file would release the lock of this process
    try:
        with lock_file(folder).open("r+b") as file:
            return not lock_opened(file)
    except FileNotFoundError:
        return False
