"""Folders held by another process with a worker."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from tests.support.paths import ROOT

HOLDING = """
import os, time
from pathlib import Path
from generator.incremental.lock import hold_folders
with hold_folders(Path({folder!r})):
    if not os.fork():  # a worker that is left behind does not hold it
        time.sleep(20)
        os._exit(0)
    print("held", flush=True)
    time.sleep({seconds})
"""


@contextmanager
def hold_in_another_process(folder: Path, seconds: float = 60) -> Iterator[subprocess.Popen[bytes]]:
    """Hold a folder in another process, with a worker of its own."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-c", HOLDING.format(folder=str(folder), seconds=seconds)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, start_new_session=True, env=environment) as process:
        assert process.stdout
        assert process.stdout.readline() == b"held\n"
        try:
            yield process
        finally:
            with suppress(ProcessLookupError):  # all have ended
                os.killpg(process.pid, signal.SIGKILL)
