"""Files written in one step: a reader finds the old content or the new, and a killed run leaves one of them whole.

`replace_file` is for files of editors, `write_atomically` for files of this program.
"""

import errno
import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path


class ChangedError(Exception):
    """An editor's file that has changed since it was read. The argument is its path."""


def write_atomically(path: Path, content: bytes, stage: Path | None = None) -> None:
    """Write a file in one step. Raises OSError and leaves `path` as it was.

    `stage` is the file that gets the content first; a killed run leaves it. By default a hidden file in the same
    folder, named after this process.
    """
    _replace(path, content, stage or _default_stage(path))


def replace_file(path: Path, before: bytes | None, after: bytes) -> None:
    """Replace the content `before` of an editor's file by `after`; keep its mode.

    With None, create the file. Raises ChangedError if the file has other content or is a link; OSError. After an
    error the file is as it was.
    """
    mode = None if before is None else path.lstat().st_mode & 0o7777
    _raise_if_changed(path, before)
    _replace(path, after, _default_stage(path), mode, lambda: _raise_if_changed(path, before))


def is_stream(path: Path) -> bool:
    """Tell if `path` is a device, a pipe or an open file, such as /dev/stdout."""
    folder = path.absolute().parent.as_posix()
    is_open_file = folder in ("/dev", "/dev/fd") or folder.startswith("/proc/")
    return path.exists() and (is_open_file or not path.is_file())


def _default_stage(path: Path) -> Path:
    return path.with_name(f".{path.name}.{os.getpid()}.new")


def _replace(
    path: Path, content: bytes, stage: Path, mode: int | None = None, last_check: Callable[[], None] = lambda: None
) -> None:
    """Write `stage`, then move it to `path`, unless `last_check` raises.

    Raises OSError if `path` is a device or a pipe: it would be replaced by a file, for every program.
    """
    if path.exists() and not path.is_file():
        raise OSError(errno.EINVAL, "it is a folder, a device or a pipe", str(path))
    try:
        stage.unlink(missing_ok=True)  # a killed process may have had the same number
        with stage.open("xb") as file:  # never through a link that lies there
            if mode is not None:
                stage.chmod(mode)
            file.write(content)
        last_check()
        stage.replace(path)
    except BaseException as error:
        with suppress(OSError):  # the first error is the one to report
            stage.unlink(missing_ok=True)
        if isinstance(error, OSError) and error.errno:
            error.filename = str(path)  # the name that the caller knows
        raise


def _raise_if_changed(path: Path, before: bytes | None) -> None:
    if path.is_symlink() or (path.read_bytes() if path.exists() else None) != before:
        raise ChangedError(path)
