"""Runs a command as a user would and tells what it cost. Linux: the kernel counts in kilobytes there.

The kernel adds up the times of a process and of all it waited for, and keeps the peak of the largest of them. A new
process begins with the peak of the one that started it, so whoever measures must stay small: it loads no MkDocs.
"""

import os
import shlex
import subprocess
import time
from collections.abc import Sequence
from pathlib import Path

from tests.bench.measurements import Cost

ROOT = Path(__file__).parents[2]
LAST_LINES = 15


class Failed(Exception):  # noqa: N818  it names what is the case
    """A command that failed, or that did not do what it is measured for."""


def metered(commands: Sequence[Sequence[str]], folder: Path, log: Path) -> Cost:
    """Run commands in a folder, one after the other. Return their cost; their output goes to the log.

    Raises Failed.
    """
    return Cost.of_all([_metered(command, folder, log) for command in commands])


def _metered(command: Sequence[str], folder: Path, log: Path) -> Cost:
    with log.open("ab") as output:
        output.write(f"$ {shlex.join([Path(command[0]).name, *command[1:]])}\n".encode())
        output.flush()
        start = time.perf_counter()
        process = subprocess.Popen(
            command,
            cwd=folder,
            env=_environment(folder),
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        said = log.read_text("utf-8", errors="replace").splitlines()
        raise Failed("\n".join([*said[-LAST_LINES:], f"exit status {process.returncode}; all it printed: {log.name}"]))
    return Cost(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * 1024)


def _environment(folder: Path) -> dict[str, str]:
    """Return the user's environment, with the generator on the path and caches inside the folder."""
    return {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "XDG_CACHE_HOME": str(folder / ".cache"),
        "NO_MKDOCS_2_WARNING": "1",
    }
