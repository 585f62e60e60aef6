"""Fixtures of whole sites, each built once for all tests; a server for them, and a browser."""

import os
import shutil
import sys
import threading
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, ClassVar, TypeAlias

import pytest
from click.testing import CliRunner
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, sync_playwright

from generator.cli.main import main
from generator.incremental.lock import hold_folders
from generator.site.security_headers import HEADERS
from tests.support.find_browser import WHAT_TO_DO, browser
from tests.support.hostile_content import HARMLESS, LANGUAGES, words_of, write_hostile_records

AS_OF = "2024-02-01"
OWN_ADDRESSES = ("http://127.0.0.1:", "http://localhost:", "data:", "blob:", "about:", "file:")
"""The beginnings of the addresses that a page may ask for."""
Once: TypeAlias = Callable[[str, Callable[[Path], object]], Path]

HOSTILE = (
    "<script>alert(1)</script>",
    "{{ 7*7 }}",
    "](javascript:alert(1))",
    "| a | b |",
    "# x",
    "`",
    "<!--",
    "&amp;",
    "[[x]]",
    "\u200f\u0645\u0631\u062d\u0628\u0627 \u200b\u200dx",
    "- x",
)


def build(content: Path | str, to: Path, *options: str) -> Path:
    """Build a content folder. Return the folder of the site; its pages lie beside it."""
    day = () if "--as-of" in options else ("--as-of", AS_OF)
    arguments = ["build", str(content), "--pages", str(to / "pages"), "--site", str(to / "site"), *day]
    result = CliRunner().invoke(main, [*arguments, *options], catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return to / "site"


@pytest.fixture(scope="session")
def once(tmp_path_factory: pytest.TempPathFactory) -> Once:
    """Return a function that makes a folder when the first process of this run asks."""
    own = tmp_path_factory.getbasetemp()
    shared = own.parent if "PYTEST_XDIST_WORKER" in os.environ else own

    def folder(name: str, make: Callable[[Path], object]) -> Path:
        target, done = shared / name, shared / f"{name}.done"
        with hold_folders(target, wait=True):
            if not done.exists():
                shutil.rmtree(target, ignore_errors=True)  # another process may have failed at it
                target.mkdir()
                make(target)
                done.touch()
        return target

    return folder


@pytest.fixture(scope="session")
def shipped(once: Once) -> Path:
    """Build the site of the shipped content."""
    return once("shipped", partial(build, "content")) / "site"


@pytest.fixture(scope="session")
def sample(once: Once) -> Path:
    """Build the site of the sample, with every status, on the later of its two days."""
    return once("sample", lambda to: build("tests/sample/content", to, "--as-of", "2025-06-01")) / "site"


@pytest.fixture(scope="session")
def hostile(once: Once) -> Path:
    """Build a site with hostile text in every field of every kind, in two languages, in its title and in folders."""

    def make(folder: Path) -> None:
        names = {"title": dict(zip(LANGUAGES, HOSTILE[:2], strict=True)), "tagline": HOSTILE[2]}
        texts = [*HOSTILE, HARMLESS]
        write_hostile_records(folder / "content", dict(enumerate(map(words_of, texts))), names)
        build(folder / "content", folder, "--audience", "internal")

    return once("hostile", make) / "site"


class QuietRequestHandler(SimpleHTTPRequestHandler):
    """Serves files and keeps no log."""

    headers_sent: ClassVar[Mapping[str, str]] = {}

    def end_headers(self) -> None:
        """Add the headers, and the one that tells LinkChecker not to spare this server."""
        for name, value in {"LinkChecker": "at full speed", **self.headers_sent}.items():
            self.send_header(name, value)
        super().end_headers()

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002  the name in the standard library
        """Do nothing."""


class QuietServer(ThreadingHTTPServer):
    """Serves on this machine. A browser that leaves before its answer is no fault."""

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Report an error of a handler, unless the browser has gone."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


class SecureRequestHandler(QuietRequestHandler):
    """Serves files as a web server should: with all headers of `docs/publishing.md`."""

    headers_sent = HEADERS


@pytest.fixture(scope="session")
def serve() -> Iterator[Callable[[Path], str]]:
    """Serve a site on this machine until the tests end, under its policy. Return its address."""
    yield from _serving(SecureRequestHandler)


@pytest.fixture(scope="session")
def serve_freely() -> Iterator[Callable[[Path], str]]:
    """Serve a folder as `serve` does, without a policy: pages of a test may hold styles and scripts."""
    yield from _serving(QuietRequestHandler)


def _serving(handler: type[QuietRequestHandler]) -> Iterator[Callable[[Path], str]]:
    servers: list[QuietServer] = []

    def started(folder: Path) -> str:
        server = QuietServer(("127.0.0.1", 0), partial(handler, directory=str(folder)))
        threading.Thread(target=server.serve_forever, daemon=True).start()
        servers.append(server)
        return f"http://127.0.0.1:{server.server_port}/"

    yield started
    for server in servers:
        server.shutdown()
        server.server_close()


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Start a browser; without one, skip the test, or fail it under CI=true."""
    path = browser()
    if not path:
        (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)(WHAT_TO_DO)
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-quic"])
        _watch(started)
        yield started
        started.close()


BROWSER_FAULTS: list[str] = []
"""The violations of the policy, errors of scripts and requests to other hosts since the test began."""


@pytest.fixture(autouse=True)
def browser_faults() -> Iterator[list[str]]:
    """Fail a test after which the browser has faults. Return them: a test that provokes some takes them out."""
    BROWSER_FAULTS.clear()
    yield BROWSER_FAULTS
    assert BROWSER_FAULTS == []


def _watch(browser: Browser) -> None:
    """Gather the faults of every page that `browser` opens."""
    new_context, new_page = browser.new_context, browser.new_page

    def watched(context: BrowserContext) -> BrowserContext:
        context.on("console", _on_message)
        context.on("weberror", lambda error: BROWSER_FAULTS.append(f"error: {error.error}"))
        context.on("request", _on_request)
        return context

    def watched_context(**options: Any) -> BrowserContext:
        return watched(new_context(**options))

    def watched_page(**options: Any) -> Page:
        page = new_page(**options)
        watched(page.context)
        return page

    vars(browser).update(new_context=watched_context, new_page=watched_page)


def _on_message(message: ConsoleMessage) -> None:
    if "Content Security Policy" in message.text:
        BROWSER_FAULTS.append(message.text)


def _on_request(request: Request) -> None:
    if not request.url.startswith(OWN_ADDRESSES):
        BROWSER_FAULTS.append(f"asked {request.url}")


@pytest.fixture(scope="module")
def window(chromium: Browser, address: str) -> Iterator[BrowserContext]:
    """Open a window with a page of the site at a module's address.

    It stays open, so that later pages use the same process of the browser: starting one takes a second.
    """
    context = chromium.new_context(viewport={"width": 1280, "height": 900})
    context.new_page().goto(address)
    yield context
    context.close()


@pytest.fixture
def page(window: BrowserContext) -> Iterator[Page]:
    """Return a page of that window. The browser remembers nothing of the test before."""
    page = window.new_page()
    yield page
    page.close()
    window.clear_cookies()
    window.pages[0].evaluate("localStorage.clear()")
