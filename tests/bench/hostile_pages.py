"""Pages of hostile texts, loaded in a browser under all headers of a web server."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import quote

from playwright.sync_api import Error as PlaywrightError
from playwright.sync_api import Page, sync_playwright

from tests.support.find_browser import browser
from tests.support.sites import QuietServer, SecureRequestHandler

OWN = ("http://127.0.0.1:", "data:")
"""The beginnings of addresses that a page may ask for."""
SEARCH = "search/"
ANSWERED = ".search-page:not(:has([aria-busy])) [role=status]:not(:empty)"
REMEMBER = "text => { for (const root of ['/', '/ar/']) localStorage.setItem(`${root}.__palette`, text); }"


@contextmanager
def served(site: Path) -> Iterator[str]:
    """Serve a site on this machine while the context lasts. Give its address."""
    server = QuietServer(("127.0.0.1", 0), partial(SecureRequestHandler, directory=str(site)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


@contextmanager
def browser_page() -> Iterator[Page]:
    """Open a page of a browser while the context lasts. Raises RuntimeError without a browser."""
    path = browser()
    if not path:
        raise RuntimeError("no Chromium or Chrome is installed")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield started.new_page()
        started.close()


def faults_when_loaded(page: Page, address: str, text: str, places: list[str]) -> Iterator[str]:
    """Load pages, with the text as fragment and in the storage; then search for it.

    Yield messages, errors, dialogs, requests to other hosts, and a search without an answer.
    """
    faults: list[str] = []

    def on_dialog(dialog: Any) -> None:
        faults.append(f"a dialog: {dialog.message}")
        dialog.dismiss()

    listeners: dict[Any, Any] = {
        "console": lambda message: faults.append(f"console: {message.text}"),
        "pageerror": lambda error: faults.append(f"error: {error}"),
        "request": lambda request: None if request.url.startswith(OWN) else faults.append(request.url),
        "dialog": on_dialog,
    }
    for event, listener in listeners.items():
        page.on(event, listener)
    typed = quote(text.encode("utf-8", "replace"), safe="")
    for place in places:
        page.goto(f"{address}{place}#{text if place == places[0] else typed}")
        page.evaluate(REMEMBER, text)
        yield from (f"{place}, {text!a}: {fault}" for fault in faults)
        faults.clear()
    page.goto(f"{address}{SEARCH}?q={typed}&party={typed}&language={typed}")
    try:
        page.locator(ANSWERED).wait_for()
    except PlaywrightError as error:
        faults.append(f"no answer: {error.message}")
    page.goto("about:blank")
    for event, listener in listeners.items():
        page.remove_listener(event, listener)
    yield from (f"{SEARCH}, {text!a}: {fault}" for fault in faults)
