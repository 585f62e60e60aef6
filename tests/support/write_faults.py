"""Writes that fail: the n-th call of this process or its workers that changes a file system ends in an error.

Also in a kill. Calls are counted as the system would see them: opening a file to write, writing, closing, making,
linking, renaming and removing. Calls outside of one folder are left alone.
"""

import builtins
import errno
import fcntl
import io
import os
import signal
import struct
import sys
import termios
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import IO, Any, NamedTuple

from tests.support.paths import ROOT

AUDITED = {"os.mkdir", "os.rename", "os.remove", "os.rmdir", "os.link", "os.symlink", "os.chmod", "os.truncate"}
"""The events of Python's audit hooks that stand for a change; `open` with flags to write is one more."""
FREEING = {"os.rename", "os.remove", "os.rmdir", "os.chmod", "os.truncate", "close"}
"""What a full disk does not refuse."""
WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC
MOST = 60_000
"""The most calls that are counted: what a pipe holds."""
FAILS = b"x"
"""The token of the call that fails."""
CALLERS = 4
"""The innermost functions of the program that tell where a call comes from."""


class Fault(NamedTuple):
    """What happens at which call."""

    number: int
    """The number of the call, from 1; 0 for none."""
    code: int
    """The number of the error; 0 to be killed."""
    lasts: bool = False
    """Whether every later call fails, too, as on a full disk."""

    def __str__(self) -> str:
        """Return the fault in a few words."""
        name = errno.errorcode[self.code] if self.code else "SIGKILL"
        return f"{name} at {self.number}{' and later' if self.lasts else ''}"


class WriteFaults:
    """Counts the calls below a folder and makes one of them fail, in any process that is forked from this one."""

    def __init__(self, folder: Path, fault: Fault) -> None:
        self._folder, self._fault = f"{folder.resolve()}/", fault
        # A token for each call: a pipe needs no lock, which a killed process could hold.
        self._tokens, self._source = os.pipe()
        fcntl.fcntl(self._source, fcntl.F_SETPIPE_SZ, 2 * MOST)
        before = b"." * (fault.number - 1) + FAILS if fault.number else b""
        self._supply = before + b"." * (0 if fault.lasts else MOST - len(before))
        os.write(self._source, self._supply)
        os.set_blocking(self._tokens, False)
        self._log = os.memfd_create("calls")

    def count(self) -> int:
        """Return how many calls there have been; of those after a lasting fault, none is counted."""
        left: int = struct.unpack("i", fcntl.ioctl(self._tokens, termios.FIONREAD, bytes(4)))[0]
        return len(self._supply) - left

    def has_struck(self) -> bool:
        """Return whether the call that fails was reached."""
        return 0 < self._fault.number <= self.count()

    def calls(self) -> list[str]:
        """Return the place in the program that each call came from, in order."""
        size = os.fstat(self._log).st_size
        return os.pread(self._log, size, 0).decode().splitlines()

    def close(self) -> None:
        """Give back what counts."""
        for number in (self._tokens, self._source, self._log):
            os.close(number)

    def install(self) -> None:
        """Begin, in this process for good."""
        sys.addaudithook(self._on_audit)
        real_open, faults = io.open, self

        class FailingFile(io.FileIO):
            """A file whose writing and closing may fail."""

            def write(self, data: Any) -> int:
                if faults._is_due("write", self.name):
                    with suppress(OSError):  # half of it arrives
                        super().write(memoryview(data).cast("B")[: memoryview(data).nbytes // 2])
                    faults._fail()
                return super().write(data)

            def close(self) -> None:
                is_due = not self.closed and faults._is_due("close", self.name)
                super().close()
                if is_due:
                    faults._fail()

        def open_failing(
            file: Any,
            mode: str = "r",
            buffering: int = -1,
            encoding: str | None = None,
            errors: str | None = None,
            newline: str | None = None,
            closefd: bool = True,
            opener: Callable[[str, int], int] | None = None,
        ) -> IO[Any]:
            if not set(mode) & set("wxa+") or not self._is_inside(file):
                untouched: IO[Any] = real_open(file, mode, buffering, encoding, errors, newline, closefd, opener)
                return untouched
            raw: Any = FailingFile(file, mode.replace("b", "").replace("t", ""), closefd, opener)
            if buffering == 0:
                unbuffered: IO[Any] = raw
                return unbuffered
            buffered: Any = io.BufferedRandom(raw) if "+" in mode else io.BufferedWriter(raw)
            file_object: IO[Any] = buffered if "b" in mode else io.TextIOWrapper(buffered, encoding, errors, newline)
            return file_object

        io.open = builtins.open = open_failing  # type: ignore[assignment]  # the overloads differ
        real_fsync = os.fsync

        def fsync(descriptor: Any) -> None:
            if self._is_due("fsync", ""):
                self._fail()
            real_fsync(descriptor)

        os.fsync = fsync  # type: ignore[assignment]  # the name of its argument

    def _on_audit(self, event: str, arguments: tuple[Any, ...]) -> None:
        if event == "open":
            path, _, flags = arguments
            is_counted = isinstance(flags, int) and bool(flags & WRITING)
        elif event in AUDITED:
            path, is_counted = arguments[0], True
        else:
            return
        if is_counted and self._is_inside(path) and self._is_due(event, path):
            self._fail(path)

    def _is_inside(self, path: Any) -> bool:
        """Return whether a path lies in the folder; names below an open folder do."""
        if isinstance(path, int):
            return False
        name = os.fsdecode(path)
        return not name.startswith("/") or name.startswith(self._folder)

    def _is_due(self, event: str, path: Any) -> bool:
        """Count a call, and return whether it is to fail."""
        if not isinstance(path, int) and not self._is_inside(path):
            return False
        if not self._fault.number:
            os.write(self._log, f"{event} {_callers()}\n".encode())
        token = b""
        with suppress(BlockingIOError):
            token = os.read(self._tokens, 1)
        if token == b".":
            return False
        if not self._fault.number:
            raise OverflowError(f"more than {MOST} calls")
        return not (self._fault.lasts and event in FREEING)

    def _fail(self, path: Any = None) -> None:
        if not self._fault.code:
            os.kill(os.getpid(), signal.SIGKILL)
        raise OSError(self._fault.code, os.strerror(self._fault.code), path)


def _callers() -> str:
    """Return the innermost functions of the program that are running."""
    names: list[str] = []
    frame = sys._getframe()
    while frame and len(names) < CALLERS:
        if frame.f_code.co_filename.startswith(f"{ROOT}/generator"):
            names.append(f"{Path(frame.f_code.co_filename).stem}.{frame.f_code.co_name}")
        frame = frame.f_back  # type: ignore[assignment]  # None at the outermost
    return " < ".join(names)
