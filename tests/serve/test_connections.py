"""Many, slow and strange browsers at a preview as an editor runs it, each within limits."""

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from generator.site.security_headers import HEADERS
from tests.bench.serve import burst, save_often, slow
from tests.support.preview_process import PreviewCost, PreviewProcess, preview_process
from tests.support.sample import SAMPLE

GOOD = b"GET / HTTP/1.1\r\nHost: localhost\r\n"


@pytest.fixture(scope="module")
def preview(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PreviewProcess]:
    """Serve the sample for the tests of this file. It ends without a traceback, and leaves nothing behind."""
    folder = tmp_path_factory.mktemp("serve")
    content = Path(shutil.copytree(SAMPLE, folder / "content"))
    (folder / "temporary").mkdir()
    with preview_process(content, folder / "state", temporary=folder / "temporary") as preview:
        yield preview
    assert preview.process.returncode == 0
    assert "Traceback" not in preview.printed
    assert "ERROR" not in preview.printed
    assert list((folder / "temporary").iterdir()) == []


def ask(preview: PreviewProcess, request: bytes, timeout: float = 20) -> bytes:
    """Send bytes; return the answer as it comes."""
    with socket.create_connection((preview.host, preview.port), timeout=timeout) as connection:
        connection.sendall(request)
        answer = b""
        while part := connection.recv(1 << 16):
            answer += part
    return answer


def test_an_answer_has_the_headers_of_a_preview(preview: PreviewProcess) -> None:
    head, _, content = ask(preview, GOOD + b"\r\n").partition(b"\r\n\r\n")
    lines = head.decode().split("\r\n")
    assert lines[0] == "HTTP/1.1 200 OK"
    expected = {**HEADERS, "Cache-Control": "no-store", "Cross-Origin-Resource-Policy": "same-origin"}
    assert {f"{name}: {value}" for name, value in expected.items()} <= set(lines)
    assert f"Content-Length: {len(content)}" in lines
    assert b"<style" not in content


@pytest.mark.parametrize(
    ("request_", "status"),
    [
        (b"GET /\r\n", 400),
        (b"\x16\x03\x01\x02\x00\x01\x00\x01", 400),
        (b"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 4\r\n\r\n" + b"x" * 200_000, 405),
        (GOOD + b"X: " + b"x" * 300_000, 431),
        (b"GET /" + b"x" * 300_000, 414),
        (GOOD + b"Sec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: no-cors\r\nSec-Fetch-Dest: image\r\n\r\n", 403),
        (GOOD + b"Sec-Fetch-Site: same-site\r\nSec-Fetch-Mode: navigate\r\nSec-Fetch-Dest: iframe\r\n\r\n", 403),
        (GOOD + b"Sec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: navigate\r\nSec-Fetch-Dest: document\r\n\r\n", 200),
        (GOOD + b"Sec-Fetch-Site: same-origin\r\nSec-Fetch-Mode: cors\r\nSec-Fetch-Dest: empty\r\n\r\n", 200),
        (GOOD + b"\r\n" + GOOD + b"\r\n", 200),
        (b"\r\n" + GOOD + b"\r\n", 200),
    ],
)
def test_strange_requests_are_answered(preview: PreviewProcess, request_: bytes, status: int) -> None:
    answer = ask(preview, request_)
    assert int(answer[9:12]) == status
    assert answer.count(b"Content-Length: ") == 1


def test_a_browser_that_says_nothing_is_no_news(preview: PreviewProcess) -> None:
    with socket.create_connection((preview.host, preview.port)) as connection:
        connection.shutdown(socket.SHUT_WR)
        assert connection.recv(100) == b""
    assert ask(preview, GOOD + b"\r\n").startswith(b"HTTP/1.1 200")


def test_another_site_cannot_wait_for_a_change(preview: PreviewProcess) -> None:
    headers = (
        b"Host: localhost\r\nSec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: navigate\r\nSec-Fetch-Dest: document\r\n"
    )
    assert ask(preview, b"GET /.changes HTTP/1.1\r\n" + headers + b"\r\n").startswith(b"HTTP/1.1 403")


def settled_cost(preview: PreviewProcess) -> PreviewCost:
    """Return what the preview uses once it opens and closes nothing more: it indexes the search as it starts."""
    end, last = time.monotonic() + 30, preview.cost()
    while time.monotonic() < end:
        time.sleep(1)
        if (now := preview.cost()).files == last.files:
            return now
        last = now
    raise TimeoutError("the preview does not come to rest")


def test_waiting_for_a_change_ends_when_the_browser_leaves(preview: PreviewProcess) -> None:
    version = ask(preview, b"GET /.changes HTTP/1.1\r\nHost: localhost\r\n\r\n").rpartition(b"\r\n\r\n")[2]
    before = settled_cost(preview)
    waiting = [socket.create_connection((preview.host, preview.port)) for _ in range(40)]
    for connection in waiting:
        connection.sendall(b"GET /.changes?seen=" + version + b" HTTP/1.1\r\nHost: localhost\r\n\r\n")
    end = time.monotonic() + 10
    while preview.cost().files < before.files + 40:
        assert time.monotonic() < end
    assert preview.cost().threads <= before.threads + 1
    for connection in waiting:
        connection.close()
    while preview.cost().files > before.files:
        assert time.monotonic() < end  # far sooner than the time after which they would be answered
        time.sleep(0.05)


def test_many_browsers_at_once_are_answered(preview: PreviewProcess) -> None:
    result = burst(preview, 300)
    assert result.statuses == {"200": 300}
    assert preview.cost().threads < 20


def test_slow_browsers_hold_up_nobody(preview: PreviewProcess) -> None:
    before = preview.cost()
    result = slow(preview, 90, 3)
    assert result.statuses.keys() == {"200"}
    assert result.slowest < 2
    assert result.first.threads <= before.threads + 5


def test_after_many_saves_the_last_is_shown(preview: PreviewProcess) -> None:
    result = save_often(preview, "zed-example", 2)
    assert result.saves > 100
    assert result.shown_after < 20


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="a system without named pipes")
def test_strange_files_are_problems_and_hold_up_nothing(preview: PreviewProcess) -> None:
    pipe, large = preview.content / "people" / "pipe.yml", preview.content / "people" / "large.yml"
    os.mkfifo(pipe)
    with large.open("wb") as file:
        file.truncate(1 << 30)
    answer = preview.wait_for("/", b"people/large.yml:1:1: error")
    assert b"people/pipe.yml:1:1: error" in answer
    pipe.unlink()
    large.unlink()
    people = (preview.content / "people").rename(preview.content.with_name("people-away"))
    (preview.content / "people").write_text("no folder\n", "utf-8")
    preview.wait_for("/", b"the pages are as they were before")
    (preview.content / "people").unlink()
    people.rename(preview.content / "people")
    preview.wait_for("/", b"the pages are as they were before", present=False)


def test_a_preview_with_few_open_files_answers_the_rest_with_503(tmp_path: Path) -> None:
    resource = pytest.importorskip("resource")
    hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    content = Path(shutil.copytree(SAMPLE, tmp_path / "content"))
    # In a process of its own, as a hard limit cannot be raised again.
    script = (
        "import resource, runpy, sys; resource.setrlimit(resource.RLIMIT_NOFILE, (300, 300));"
        "sys.argv[0] = 'generator'; runpy.run_module('generator', run_name='__main__')"
    )
    assert hard > 300
    with preview_process(content, tmp_path / "state", python=("-c", script)) as preview:
        held = [socket.create_connection((preview.host, preview.port)) for _ in range(44)]
        end = time.monotonic() + 10
        while not (answer := ask(preview, GOOD + b"\r\n")).startswith(b"HTTP/1.1 503"):
            assert time.monotonic() < end, answer
        assert b"Retry-After: 5\r\n" in answer
        assert preview.printed.count("44 connections are open") == 1
        for connection in held:
            connection.close()
        while not ask(preview, GOOD + b"\r\n").startswith(b"HTTP/1.1 200"):
            assert time.monotonic() < end
    assert "Traceback" not in preview.printed


def test_an_end_with_open_connections_is_no_news(tmp_path: Path) -> None:
    content = Path(shutil.copytree(SAMPLE, tmp_path / "content"))
    with preview_process(content, tmp_path / "state") as preview:
        version = ask(preview, b"GET /.changes HTTP/1.1\r\nHost: localhost\r\n\r\n").rpartition(b"\r\n\r\n")[2]
        waiting, silent = (socket.create_connection((preview.host, preview.port)) for _ in range(2))
        waiting.sendall(b"GET /.changes?seen=" + version + b" HTTP/1.1\r\nHost: localhost\r\n\r\n")
        assert ask(preview, GOOD + b"\r\n").startswith(b"HTTP/1.1 200")  # both are accepted by now
    waiting.close()
    silent.close()
    assert preview.process.returncode == 0
    assert "ERROR" not in preview.printed


def test_a_second_preview_of_the_same_folder_says_so(preview: PreviewProcess) -> None:
    index = preview.log.with_name("index")
    command = [sys.executable, "-m", "generator", "serve", str(preview.content), "--keep", str(index), "--port", "0"]
    second = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert second.returncode == 1
    assert second.stderr == f"error: {index} is used by another `serve`: name another folder with --keep\n"
