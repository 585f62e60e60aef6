"""Commands that run in a forked process, in a folder of their own, with a fault: what they print, leave and return."""

import os
import signal
import sys
import tempfile
import time
import traceback
from collections.abc import Iterable, Sequence
from contextlib import suppress
from multiprocessing import get_context
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import NamedTuple

from tests.support.write_faults import Fault, WriteFaults

NO_FAULT = Fault(0, 0)
SECONDS = 60
"""How long a command may take."""
TEMPORARY = "tmp"
"""The folder for temporary files, in the working folder of the command."""


class Outcome(NamedTuple):
    """How a command ended."""

    status: int
    """The exit status; the negative number of the signal that ended it; 124 if it took too long."""
    output: str
    calls: list[str]
    """The place that each call came from, if no fault was asked for."""
    has_struck: bool
    """Whether the fault happened."""
    seconds: float


def run_with_fault(
    folder: Path, command: Sequence[str], fault: Fault = NO_FAULT, answers: str = "", kill_after: float = SECONDS
) -> Outcome:
    """Run a command of the program in `folder`; kill it and all it started after some seconds."""
    faults = WriteFaults(folder, fault)
    (folder / TEMPORARY).mkdir(exist_ok=True)
    output, questions = folder.parent / f"{folder.name}.output", folder.parent / f"{folder.name}.answers"
    questions.write_text(answers, "utf-8")
    output.touch()
    sys.stdout.flush()
    since = time.perf_counter()
    process = get_context("fork").Process(target=_run, args=(folder, command, (questions, output), faults))
    process.start()
    status = _wait(process, kill_after)
    seconds = time.perf_counter() - since
    text = output.read_text("utf-8", "replace")
    output.unlink()
    try:
        return Outcome(status, text, faults.calls(), faults.has_struck(), seconds)
    finally:
        faults.close()


def _wait(process: BaseProcess, seconds: float) -> int:
    """Wait for the end of a process; kill its group in the end. Return its status, 124 if it took too long."""
    process.join(seconds)
    is_late = process.exitcode is None
    with suppress(ProcessLookupError, PermissionError):  # none is left; or it has not made its group yet
        os.killpg(process.pid or 0, signal.SIGKILL)
    process.kill()
    process.join()
    return 124 if is_late else process.exitcode or 0


def _run(folder: Path, command: Sequence[str], streams: tuple[Path, Path], faults: WriteFaults) -> None:
    """Run a command in a process that was forked for it, and end that process."""
    os.setsid()
    os.chdir(folder)
    for number, flags in enumerate((os.O_RDONLY, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)):
        os.dup2(os.open(streams[number], flags), number)
    os.dup2(1, 2)
    sys.stdin, sys.stdout, sys.stderr = open(0), open(1, "w"), open(2, "w")  # noqa: SIM115  numbers, for good
    os.environ["TMPDIR"] = str(folder / TEMPORARY)
    tempfile.tempdir = None
    sys.argv = ["aide-memoire", *command]
    status = 70
    try:
        from generator.__main__ import run

        faults.install()
        run()
        status = 0
    except SystemExit as end:
        status = end.code if isinstance(end.code, int) else int(end.code is not None)
    except BaseException:  # noqa: BLE001  what is looked for
        traceback.print_exc()
    finally:
        for stream in (sys.stdout, sys.stderr):
            with suppress(Exception):
                stream.flush()
        os._exit(status)


def read_tree(folder: Path, ignored: Iterable[str] = ()) -> dict[str, bytes]:
    """Return every file and folder below `folder` by path, hidden ones too; folders end in a slash."""
    left_out = frozenset(ignored)
    return {
        f"{path.relative_to(folder).as_posix()}{'/' if path.is_dir() else ''}": b""
        if path.is_dir()
        else path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.name not in left_out
    }
