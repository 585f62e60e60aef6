"""`PreviewProcess`: `serve`, run as an editor runs it, and what it costs."""

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from http.client import HTTPConnection
from pathlib import Path
from typing import NamedTuple

ANNOUNCED = re.compile(r"http://(\[::1\]|[0-9.]+):(\d+)/ shows the site")


class PreviewCost(NamedTuple):
    """What a process takes of the machine, as Linux counts it."""

    megabytes: float
    threads: int
    files: int


class PreviewProcess(NamedTuple):
    """A process that serves a content folder. What it prints is in a file: nobody need read it meanwhile."""

    content: Path
    host: str
    port: int
    process: "subprocess.Popen[bytes]"
    log: Path

    @property
    def printed(self) -> str:
        """What it has printed."""
        return self.log.read_text("utf-8", "replace")

    def get(self, path: str, host: str = "localhost", timeout: float = 60) -> tuple[int, bytes]:
        """Return status and content of an answer."""
        connection = HTTPConnection(self.host, self.port, timeout=timeout)
        try:
            connection.request("GET", path, headers={"Host": host})
            answer = connection.getresponse()
            return answer.status, answer.read()
        finally:
            connection.close()

    def wait_for(self, path: str, text: bytes, *, present: bool = True, seconds: float = 60) -> bytes:
        """Return the answer once it has a text, or once it has not."""
        end = time.monotonic() + seconds
        while (text in (answer := self.get(path)[1])) is not present:
            assert time.monotonic() < end, f"{path} after {seconds} seconds: {answer[-2000:]!r}"
            time.sleep(0.1)
        return answer

    def cost(self) -> PreviewCost:
        """Return what it costs now."""
        folder = Path(f"/proc/{self.process.pid}")
        status = dict(line.split(":", 1) for line in (folder / "status").read_text().splitlines())
        return PreviewCost(
            int(status["VmRSS"].split()[0]) / 1024, int(status["Threads"]), len(list((folder / "fd").iterdir()))
        )


@contextmanager
def preview_process(
    content: Path,
    folder: Path,
    *options: str,
    root: Path | None = None,
    temporary: Path | None = None,
    python: Sequence[str] = ("-m", "generator"),
) -> Iterator[PreviewProcess]:
    """Serve `content` until the block ends; `folder` is for what is kept and printed.

    `root` is the folder of the program, `temporary` that of temporary files; `python` runs the program.
    """
    folder.mkdir(parents=True, exist_ok=True)
    log = folder / "printed.txt"
    arguments = ["serve", str(content), "--port", "0", "--keep", str(folder / "index"), *options]
    variables = {"PYTHONUNBUFFERED": "1"} | ({"TMPDIR": str(temporary)} if temporary else {})
    with log.open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, *python, *arguments],
            stdout=output,
            stderr=subprocess.STDOUT,
            stdin=subprocess.DEVNULL,
            env=os.environ | variables,
            cwd=root,
            preexec_fn=partial(signal.signal, signal.SIGINT, signal.SIG_DFL),  # a shell in the background ignores it
        )
    try:
        end = time.monotonic() + 120
        while not (announced := ANNOUNCED.search(log.read_text("utf-8"))):
            assert process.poll() is None, log.read_text("utf-8")
            assert time.monotonic() < end, log.read_text("utf-8")
            time.sleep(0.05)
        yield PreviewProcess(content, announced[1].strip("[]"), int(announced[2]), process, log)
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGINT)
        try:
            process.wait(30)
        finally:
            process.kill()
