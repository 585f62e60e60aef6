"""A cache of results of earlier runs: parsed values, and reports of commands. Safe to delete.

A result is used again only while its fingerprint is the same, so the cache is never trusted over the files. It is
JSON, which cannot run code. Whoever can write it can write the pages beside it, too.
"""

import json
import logging
import os
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

from generator.incremental.atomic import write_atomically
from generator.incremental.fingerprint import digest, program_fingerprint
from generator.incremental.leftovers import remove_leftovers, stages_of

log = logging.getLogger(__name__)

MAX_OUTDATED_SHARE = 1 / 400
"""The share of the files that may have changed since their values were stored: parsing those few again is quicker than
storing all values."""
DIGEST_LENGTH = len(digest(b""))
HEADER = re.compile(rb"[0-9a-f]{%d} [0-9a-f]{%d}" % (DIGEST_LENGTH, DIGEST_LENGTH))
"""The first line of a file of the cache: the fingerprint of the program, and the digest of the other lines."""


class RunResult(NamedTuple):
    """The result of a command: its output, its exit status, and the day of the run in the site's time zone."""

    text: str
    status: int
    time_zone: str
    day: str


def run_fingerprint(files: str, *options: str) -> str:
    """Return the fingerprint of a run: the digest of its files, and its options.

    Empty if `files` is empty: a file could not be read.
    """
    return digest("\n".join((files, *options)).encode()) if files else ""


class Cache:
    """The stored results of earlier runs over one content folder, in one file per stage."""

    def __init__(self, folder: Path | None, content: Path, program: Callable[[], str] = program_fingerprint) -> None:
        """Open the cache of the content folder `content` in the folder `folder`.

        With None, nothing is stored. Results of another `program` are not used.
        """
        self._folder, self._program = folder, program
        self._has_warned = False
        self._name = digest(os.fsencode(content.resolve()))[:12]

    def get(self, stage: str) -> Any:
        """Return the stored result of a stage; None if there is none that can be used."""
        return self._read(stage)

    def put(self, stage: str, result: Any) -> None:
        """Store the result of a stage, a JSON value, in place of the last one.

        A failure is logged as a warning.
        """
        self._write(stage, result)

    def last_run(self, command: str, fingerprint: str) -> RunResult | None:
        """Return the result of a command's last run; None if its fingerprint differs."""
        last = self._read(command) if fingerprint else None
        return RunResult(**last["result"]) if last and last["fingerprint"] == fingerprint else None

    def remember_run(self, command: str, fingerprint: str, result: RunResult) -> None:
        """Store the result of a run of a command, unless its fingerprint is empty."""
        if fingerprint:
            self._write(command, {"fingerprint": fingerprint, "result": result._asdict()})

    def _read(self, stage: str) -> Any:
        """Return the JSON value in the file of a stage.

        None if another program or another user wrote the file, or if the file is damaged.
        """
        if not self._folder:
            return None
        path = self._path(self._folder, stage)
        try:
            with path.open("rb") as file:
                is_own = not hasattr(os, "getuid") or os.fstat(file.fileno()).st_uid == os.getuid()
                header, _, body = file.read().partition(b"\n") if is_own else (b"", b"", b"")
        except FileNotFoundError:
            return None
        except OSError as error:
            return self._warn(f"{path} cannot be read and is not used: {error.strerror}")
        if header == self._header(body):
            return json.loads(body)
        if not is_own:
            log.info("%s belongs to another user and is not used", path)
        elif HEADER.fullmatch(header) and header[:DIGEST_LENGTH] != self._program().encode():
            log.info("%s was written by another version of this program, of Python or of a package: not used", path)
        else:
            self._warn(f"{path} is damaged and is not used")
        return None

    def _write(self, stage: str, value: Any) -> None:
        if not self._folder:
            return
        path = self._path(self._folder, stage)
        body = json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            remove_leftovers(stages_of(path))
            write_atomically(path, self._header(body) + b"\n" + body)
        except OSError as error:  # the next run is only slower without
            self._warn(f"{path} cannot be written, so the next run does everything again: {error.strerror}")

    def _warn(self, message: str) -> None:
        """Log a warning of the first fault alone: further faults have the same cause."""
        if not self._has_warned:
            log.warning(message)
        self._has_warned = True

    def _path(self, folder: Path, stage: str) -> Path:
        return folder / f"{self._name}-{stage}.json"

    def _header(self, body: bytes) -> bytes:
        return f"{self._program()} {digest(body)}".encode()
