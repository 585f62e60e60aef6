"""What an earlier run worked out and kept: what YAML made of files, what was printed. Safe to delete.

All of it is found by the bytes it was made of and by what made it, so that it is never trusted over the files; it is
JSON, which can only be read. Whoever can write it can write the pages beside it too.
"""

import json
import logging
import os
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

from generator.incremental.atomic import write_atomically
from generator.incremental.fingerprint import digest, program_fingerprint

log = logging.getLogger(__name__)

TOLERABLE = 1 / 400
"""Which part of the files may have changed since something was kept of them: working out those few again is quicker
than keeping all."""


class RunResult(NamedTuple):
    """What a command printed, the status it exited with, and the day it was for there where the site is."""

    text: str
    status: int
    time_zone: str
    day: str


def run_fingerprint(files: str, *options: str) -> str:
    """Return the fingerprint of a command run: the digest of its `files`, and its options. Empty if `files` is."""
    return digest("\n".join((files, *options)).encode()) if files else ""


class Cache:
    """What is kept of a content folder, in files of its own below another folder; nothing, where that is None or
    cannot be written."""

    def __init__(self, folder: Path | None, content: Path) -> None:
        self._folder = folder
        self._has_warned = False
        self._name = digest(str(content.resolve()).encode())[:12]

    def values(self) -> Mapping[str, Any]:
        """What YAML made of files, by the hash of their bytes."""
        known: Mapping[str, Any] = self._read("values") or {}
        return known

    def keep_values(self, known: Mapping[str, Any]) -> None:
        """Keep what YAML made of files; of those that are gone nothing is kept."""
        self._write("values", known)

    def printed(self, by: str, of: str) -> RunResult | None:
        """What a command printed the last time, if it was of these files and asked so."""
        last = self._read(by) if of else None
        return RunResult(**last["printed"]) if last and last["of"] == of else None

    def keep_printed(self, by: str, of: str, printed: RunResult) -> None:
        """Keep what a command printed, of these files and asked so."""
        if of:
            self._write(by, {"of": of, "printed": printed._asdict()})

    def _read(self, what: str) -> Any:
        """What a file holds that this very generator wrote whole, for this user; None where it is anything else."""
        if not self._folder:
            return None
        path = self._path(self._folder, what)
        try:
            with path.open("rb") as file:
                own = not hasattr(os, "getuid") or os.fstat(file.fileno()).st_uid == os.getuid()
                head, _, body = file.read().partition(b"\n") if own else (b"", b"", b"")
        except FileNotFoundError:
            return None
        except OSError as error:
            return self._warn(f"{path} cannot be read and is not used: {error.strerror}")
        if head == _head(body):
            return json.loads(body)
        if not own:
            log.info("%s belongs to another user and is not used", path)
        elif FORM.fullmatch(head) and head[:HASH] != program_fingerprint().encode():
            log.info("%s was written by another version of this program, of Python or of a package: not used", path)
        else:
            self._warn(f"{path} is damaged and is not used")
        return None

    def _write(self, what: str, values: Any) -> None:
        """Write JSON into the file named after `what`; a failure is a warning."""
        if not self._folder:
            return
        path = self._path(self._folder, what)
        body = json.dumps(values, ensure_ascii=False, separators=(",", ":")).encode()
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            write_atomically(path, _head(body) + b"\n" + body)
        except OSError as error:  # it is only slower without
            self._warn(f"{path} cannot be written, so the next run does everything again: {error.strerror}")

    def _warn(self, message: str) -> None:
        """Warn of the first fault alone: others have the same cause."""
        if not self._has_warned:
            log.warning(message)
        self._has_warned = True

    def _path(self, folder: Path, what: str) -> Path:
        return folder / f"{self._name}-{what}.json"


HASH = len(digest(b""))
FORM = re.compile(rb"[0-9a-f]{%d} [0-9a-f]{%d}" % (HASH, HASH))
"""How a file begins: by what maker, and by which digest the rest is known."""


def _head(body: bytes) -> bytes:
    return f"{program_fingerprint()} {digest(body)}".encode()
