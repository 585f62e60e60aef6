"""`serve`, run as an editor runs it, looked at with a browser."""

import http.client
import os
import re
import shutil
import signal
import socket
import struct
import subprocess
import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import NamedTuple

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.support.sample import SAMPLE

COUNTRY = "countries/xa"
ANNOUNCED = re.compile(r"http://127\.0\.0\.1:(\d+)/ shows the site")


class ServedContent(NamedTuple):
    """A content folder, and the process that serves it."""

    content: Path
    port: int
    process: subprocess.Popen[str]

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/"

    def edit(self, old: str, new: str, file: str = f"{COUNTRY}.yml") -> None:
        path = self.content / file
        text = path.read_text("utf-8")
        assert old in text
        path.write_text(text.replace(old, new), "utf-8")

    def get(self, path: str, host: str = "localhost", method: str = "GET") -> tuple[int, str, str]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        connection.request(method, path, headers={"Host": host})
        answer = connection.getresponse()
        text = answer.read().decode("utf-8", "replace")
        return answer.status, answer.headers.get("Location") or answer.headers["Content-Type"], text


@pytest.fixture
def served(tmp_path: Path) -> Iterator[ServedContent]:
    content = tmp_path / "content"
    shutil.copytree(SAMPLE, content)
    command = [
        sys.executable,
        "-m",
        "generator",
        "serve",
        str(content),
        "--port",
        "0",
        "--keep",
        str(tmp_path / "index"),
    ]
    environment = os.environ | {"PYTHONUNBUFFERED": "1"}
    process = subprocess.Popen(
        command,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        env=environment,
        preexec_fn=partial(signal.signal, signal.SIGINT, signal.SIG_DFL),  # a shell in the background ignores it
    )
    assert process.stdout
    heard = ""
    while not (announced := ANNOUNCED.search(heard)):
        line = process.stdout.readline()
        assert line, heard
        heard += line
    try:
        yield ServedContent(content, int(announced[1]), process)
    finally:
        process.send_signal(signal.SIGINT)
        try:
            rest, _ = process.communicate(timeout=30)
        finally:
            process.kill()
        assert "Traceback" not in rest
        assert process.returncode == 0


def test_it_ends_on_a_signal(served: ServedContent) -> None:
    served.process.terminate()
    assert served.process.wait(timeout=30) == 0


@pytest.fixture
def page(served: ServedContent, chromium: Browser) -> Iterator[Page]:
    page = chromium.new_page()
    messages: list[str] = []
    page.on("console", lambda message: messages.append(message.text))
    page.on("pageerror", lambda error: messages.append(str(error)))
    page.goto(f"{served.url}{COUNTRY}/")
    yield page
    page.close()
    assert messages == []


def test_a_saved_change_is_shown(served: ServedContent, page: Page) -> None:
    served.edit("en: Arvenia", "en: Arveniya")
    expect(page.get_by_role("heading", level=1)).to_have_text(re.compile("Arveniya"))
    served.edit("en: Arveniya", "en: Arvenia")
    expect(page.get_by_role("heading", level=1)).to_have_text("Arvenia")


def test_problems_are_shown_on_the_last_good_page_and_in_the_terminal(served: ServedContent, page: Page) -> None:
    alert = page.get_by_role("alert")
    expect(alert).to_contain_text("0 errors")  # as of today the sample has advice
    served.edit("en: Arvenia", "en: <b>Arveniya</b>")
    served.edit("name:\n", "nam:\n")
    expect(alert).to_contain_text('nam: a field of this kind is expected, found "nam"; did you mean "name"?')
    expect(alert).to_contain_text("the pages are as they were before")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert served.process.stdout
    heard = iter(served.process.stdout.readline, "")
    assert any('error: nam: a field of this kind is expected, found "nam"' in line for line in heard)
    served.edit("nam:\n", "name:\n")
    expect(alert).to_contain_text("0 errors")
    expect(page.get_by_role("heading", level=1)).to_have_text("<b>Arveniya</b>")
    assert any("0 errors" in line for line in heard)


def test_a_warning_does_not_cover_the_page(served: ServedContent, page: Page) -> None:
    (served.content / "people/new.yml").write_text("name: New One\n", "utf-8")
    alert = page.get_by_role("alert")
    expect(alert).to_contain_text("people/new.yml")  # the page that was shown before is gone
    expect(alert.get_by_text("a source, or a reference from another record, is expected")).to_be_hidden()
    alert.get_by_text(re.compile("^0 errors, [0-9]+ warnings$")).click()
    expect(alert.get_by_text("a source, or a reference from another record, is expected")).to_be_visible()


def test_a_content_folder_that_is_gone_is_reported_and_comes_back(served: ServedContent, page: Page) -> None:
    alert = page.get_by_role("alert")
    away = served.content.rename(served.content.with_name("away"))
    expect(alert).to_contain_text("a folder that can be opened is expected, found one that cannot: No such file")
    expect(alert).to_contain_text("the pages are as they were before")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert served.process.stdout
    assert any("a folder that can be opened is expected" in line for line in iter(served.process.stdout.readline, ""))
    away.rename(served.content)
    expect(alert).to_contain_text("0 errors")
    shutil.rmtree(served.content)
    expect(alert).to_contain_text("a folder that can be opened is expected")
    shutil.copytree(SAMPLE, served.content)
    expect(alert).to_contain_text("0 errors")
    served.edit("en: Arvenia", "en: Arveniya")
    expect(page.get_by_role("heading", level=1)).to_have_text(re.compile("Arveniya"))


def test_a_page_that_is_gone_comes_back(served: ServedContent, chromium: Browser) -> None:
    page = chromium.new_page()
    page.goto(f"{served.url}people/new/")
    expect(page.get_by_role("heading", level=1)).to_have_text(re.compile("404"))
    (served.content / "people/new.yml").write_text("name: New One\n", "utf-8")
    expect(page.get_by_role("heading", level=1)).to_have_text("New One")
    page.close()


def test_the_search_finds_what_is_served(served: ServedContent, page: Page) -> None:
    result = page.get_by_role("dialog").get_by_role("option").first
    for _ in range(60):  # the index is rebuilt in the background
        if served.get("/pagefind/pagefind-entry.json")[0] == 200:
            break
        page.wait_for_timeout(500)
    page.keyboard.press("/")
    page.keyboard.type("Arvenia")
    expect(result).to_contain_text("Arvenia")


def test_only_this_machine_is_answered(served: ServedContent) -> None:
    assert served.get("/", "localhost:8000")[0] == 200
    assert served.get("/", "127.0.0.1")[0] == 200
    for stranger, refusal in {"evil.example": 403, "localhost.evil.example": 403, "": 400}.items():
        status, kind, text = served.get("/", stranger)
        assert (status, kind) == (refusal, "text/plain; charset=utf-8")
        assert "Arvenia" not in text


def test_addresses_are_those_of_a_web_server(served: ServedContent) -> None:
    assert served.get("/ja/")[:2] == (200, "text/html; charset=utf-8")
    assert served.get("/people")[:2] == (302, "/people/")
    assert served.get("/ja/", method="HEAD") == (200, "text/html; charset=utf-8", "")
    assert served.get("/people", method="HEAD") == (302, "/people/", "")
    assert served.get("/nothing/", method="HEAD") == (404, "text/html; charset=utf-8", "")
    assert "<loc>" in served.get("/ja/sitemap.xml")[2]
    for outside in (
        "/../mkdocs.yml",
        "/%2e%2e/mkdocs.yml",
        "/..%2f..%2fetc/passwd",
        "/%00",
        "/pagefind/..%2f..%2fx",
    ):
        status, _, text = served.get(outside)
        assert status == 400, outside
        assert "site_name" not in text
    assert served.get("//etc/passwd")[0] == 404


def test_a_browser_that_goes_away_is_no_news(served: ServedContent) -> None:
    for _ in range(5):
        with socket.create_connection(("127.0.0.1", served.port)) as connection:
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            connection.send(b"GET /timeline/ HTTP/1.0\r\nHost: localhost\r\n\r\n")
    assert served.get("/timeline/")[0] == 200  # the fixture asks for what the terminal was told meanwhile
