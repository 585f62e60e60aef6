"""Hostile texts in every field of every kind, then in a browser: `make bench-hostile`.

Some texts at a time are written into full records and built. A text that `check` refuses is counted and left out. No
page may hold an element or attribute beyond those of a harmless text, write to the console, ask another host, or break
its Content-Security-Policy.
"""

import argparse
import json
import re
import shutil
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from html.parser import HTMLParser
from http.server import ThreadingHTTPServer
from pathlib import Path
from typing import Any, NamedTuple

from click.testing import CliRunner
from playwright.sync_api import Page, sync_playwright

from generator.cli.main import main as run_command
from tests.support.find_browser import browser
from tests.support.full_record import write_full_content
from tests.support.hostile_texts import naughty_strings, script_texts
from tests.support.paths import ROOT
from tests.support.sites import QuietRequestHandler

WORK = ROOT / "build/bench/hostile"
AS_OF = "2024-02-01"
BATCH = 14
"""The most texts that `write_full_content` has ids of countries for."""
HARMLESS = "Plain words"
OWN = ("http://127.0.0.1:", "data:")
"""The beginnings of addresses that a page may ask for."""
MARKDOWN = frozenset({"em", "strong", "ul", "ol", "li", "br", "code", "blockquote", "p", "a", "bdi", "span"})
"""Elements that prose, or a text in another direction, may add to a page."""
SCHEMES = re.compile(r"(?i)^(?:https?:|mailto:|[^:/?#]*(?:[/?#]|$)|#)")
LOADED = (
    "meetings/full-meeting-{0}/",
    "people/full-person-{0}/",
    "agreements/full-agreement-{0}/",
    "briefs/full-meeting-{0}/",
)
"""The pages of a text that are loaded in a browser."""


class Outcome(NamedTuple):
    """The outcome of some texts: how many were refused, how many pages were read and loaded, and every fault."""

    refused: int
    pages: int
    loads: int
    faults: tuple[str, ...]


class Elements(HTMLParser):
    """The elements of a page with their attributes, by the parser of the standard library."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.shapes: set[tuple[str, str]] = set()
        self.links: list[str] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Add an element and its attributes."""
        self.shapes.add((tag, ""))
        self.shapes.update((tag, name) for name, _ in attrs)
        self.links += [
            value or "" for name, value in attrs if name in ("href", "src", "action", "formaction", "srcset")
        ]


def main() -> int:
    """Build all texts in batches. Return 1 if a page has a fault."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--every", type=int, default=1, help="take every so many of the texts")
    texts = list(naughty_strings() + script_texts())[:: parser.parse_args().every]
    shutil.rmtree(WORK, ignore_errors=True)
    usual = shapes_of(build([HARMLESS], WORK / "usual")[0])
    outcomes = []
    with browser_page() as page:
        for start in range(0, len(texts), BATCH):
            outcomes.append(attempt(texts[start : start + BATCH], WORK / f"batch-{start}", usual, page))
            print("\n".join(outcomes[-1].faults) or f"{start + BATCH} of {len(texts)}", flush=True)
    refused, pages, loads = (sum(numbers) for numbers in zip(*(each[:3] for each in outcomes), strict=True))
    faults = [fault for outcome in outcomes for fault in outcome.faults]
    print(f"{len(texts)} texts, {refused} refused by check; {pages} pages read, {loads} loaded; {len(faults)} faults")
    return 1 if faults else 0


def attempt(texts: Sequence[str], folder: Path, usual: set[tuple[str, str]], page: Page) -> Outcome:
    """Build some texts, and look for faults in every page."""
    site, refused = build(texts, folder)
    paths = sorted(site.rglob("*.html"))
    faults = [fault for path in paths for fault in faults_of(path, usual)]
    numbers = [number for number in range(len(texts)) if number not in refused]
    addresses = [place.format(number) for number in numbers for place in LOADED]
    addresses = [place for place in addresses if (site / place).is_dir()]
    with served(site) as address:
        faults += [fault for place in addresses for fault in faults_when_loaded(page, address, place)]
    shutil.rmtree(folder)
    return Outcome(len(refused), len(paths), len(addresses), tuple(faults))


def build(texts: Sequence[str], folder: Path) -> tuple[Path, set[int]]:
    """Build the site of some texts. Return it, and the numbers of those that `check` refuses.

    Raises whatever a command raises.
    """
    content = folder / "content"
    refused: set[int] = set()
    while True:  # a report holds the first problems of each rule
        write_full_content(content, {number: text for number, text in enumerate(texts) if number not in refused})
        report = json.loads(run("check", str(content), "--as-of", AS_OF, "--audience", "internal", "--format", "json"))
        files = {Path(each["file"]) for each in report["problems"] if each["severity"] == "error"}
        if not files:
            break
        refused |= {number_of(file) for file in files}
        shutil.rmtree(content)
    site = folder / "site"
    options = ("--as-of", AS_OF, "--audience", "internal", "--pages", str(folder / "pages"), "--site", str(site))
    output = run("build", str(content), *options)
    if not site.is_dir():
        raise RuntimeError(f"{texts} were not built:\n{output}")
    return site, refused


def run(*arguments: str) -> str:
    """Run a command in this process. Return what it prints."""
    return CliRunner().invoke(run_command, arguments, catch_exceptions=False).stdout


def number_of(record: Path) -> int:
    """Return the number of the text that a full record holds."""
    if match := re.fullmatch(r"(?:full|other)-[a-z]+-([0-9]+)", record.stem):
        return int(match[1])
    return "mnopqrstuvwxyz".index(record.stem[-1])


def shapes_of(site: Path) -> set[tuple[str, str]]:
    """Return the elements and attributes of every page of a site."""
    return {shape for path in site.rglob("*.html") for shape in Elements(path.read_text("utf-8")).shapes}


def faults_of(path: Path, usual: set[tuple[str, str]]) -> Iterator[str]:
    """Yield elements, attributes and links that a page should not have."""
    elements = Elements(path.read_text("utf-8"))
    for tag, attribute in elements.shapes - usual:
        if tag not in MARKDOWN or attribute not in ("", "href", "lang", "dir", "title", "start"):
            yield f"{path}: <{tag} {attribute}>"
    yield from (f"{path}: a link to {link}" for link in elements.links if not SCHEMES.match(link.strip()))


@contextmanager
def served(site: Path) -> Iterator[str]:
    """Serve a site on this machine while the context lasts. Give its address."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(QuietRequestHandler, directory=str(site)))
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


def faults_when_loaded(page: Page, address: str, place: str) -> Iterator[str]:
    """Load a page in a browser. Yield messages, errors, dialogs, and requests to other hosts."""
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
    page.goto(f"{address}{place}")
    for event, listener in listeners.items():
        page.remove_listener(event, listener)
    yield from (f"{place}: {fault}" for fault in faults)


if __name__ == "__main__":
    sys.exit(main())
