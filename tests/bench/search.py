"""How soon the search answers a reader, beside Material's own search over the same pages: `make bench-search N=10000`.

Both sites are asked the same rare words in the same browser, turn about, each time with nothing kept from before.
Printed are medians; the time is that from the first key. Material sends its index with the page, not for the answer.
"""

import argparse
import json
import shutil
import statistics
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, NamedTuple

from click.testing import CliRunner
from mkdocs.commands.build import build
from mkdocs.config import load_config
from playwright.sync_api import Browser, sync_playwright

from generator.cli.main import main
from generator.site.document_format import FOLDER
from generator.site.search_index import build_index
from tests.bench.corpus import write_corpus
from tests.bench.stock import stock_configuration
from tests.bench.vocabulary import RARE
from tests.support.find_browser import browser

WORK = Path("build/bench")
WORDS = 5
"""How many words are asked."""
TURNS = 3
"""How often each word is asked."""
MATCHES = 200
"""Fewer pages than this a word may match."""
WATCH = """(shown) => {
  addEventListener("keydown", () => { window.started ??= performance.now(); }, true);
  window.answered = new Promise((resolve) => {
    const isThere = () => document.querySelector(shown)?.textContent.trim();
    const look = () => isThere() ? resolve(performance.now()) : requestAnimationFrame(look);
    look();
  });
}"""


class Site(NamedTuple):
    """A site to ask: its folder, and what shows that there is a result."""

    name: str
    folder: Path
    result: str


class Answer(NamedTuple):
    """How long an answer took, in milliseconds, and how many bytes were sent: for the page, and for the answer."""

    time: float
    page: int
    sent: int


def ours(content: Path, work: Path) -> Path:
    """Build the site as `make build` does."""
    folders = ("--pages", str(work / "pages"), "--site", str(work / "site"))
    done = CliRunner().invoke(main, ["build", str(content), *folders], catch_exceptions=False)
    if done.exit_code:
        sys.exit(done.output)
    return work / "site"


def stock(work: Path) -> Path:
    """Build the same pages with Material's own theme and search."""
    config_file, site = work / "stock.yml", work / "stock"
    config_file.write_text(stock_configuration(), "utf-8")
    config = load_config(str(config_file), docs_dir=str((work / "pages/en").resolve()), site_dir=str(site.resolve()))
    config.plugins.on_startup(command="build", dirty=False)
    build(config)
    return site


class Counting(SimpleHTTPRequestHandler):
    """Serves files and counts the bytes it sends."""

    sent = 0

    def copyfile(self, source: Any, outputfile: Any) -> None:
        """Send a file."""
        content = source.read()
        Counting.sent += len(content)
        outputfile.write(content)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002  the name in the standard library
        """Nothing."""


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serve a folder on this machine. Yield its address."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Counting, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


def ask(chromium: Browser, address: str, result: str, word: str) -> Answer:
    """Open a page, type a word into its search, wait for the first result."""
    context = chromium.new_context()
    page = context.new_page()
    before = Counting.sent
    page.goto(f"{address}about/")
    page.wait_for_load_state("networkidle")
    loaded = Counting.sent
    page.evaluate(WATCH, result)
    page.keyboard.press("/")
    page.keyboard.type(word)
    took: float = page.evaluate("async () => await window.answered - window.started")
    page.wait_for_load_state("networkidle")
    context.close()
    return Answer(took, loaded - before, Counting.sent - loaded)


def measured(sites: tuple[Site, ...], words: tuple[str, ...]) -> dict[str, list[Answer]]:
    """Ask each site in turn. Return the answers."""
    answers: dict[str, list[Answer]] = {site.name: [] for site in sites}
    installed = browser()  # asked before: it asks Playwright too
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=installed, args=["--no-sandbox", "--disable-quic"])
        for word in words * TURNS:
            for site in sites:
                with served(site.folder) as address:
                    answers[site.name].append(ask(chromium, address, site.result, word))
        chromium.close()
    return answers


def indexed(pages: Path, work: Path) -> tuple[int, float]:
    """How many documents there are, and the seconds that Pagefind takes over them."""
    shutil.rmtree(work / "again", ignore_errors=True)
    took = timed(lambda: build_index(pages, "en", work / "again"))
    return sum(1 for _ in (pages / FOLDER / "en").rglob("*.html")), took


def timed(work: Callable[[], object]) -> float:
    """Measure the seconds of a call."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def rare(content: Path) -> tuple[str, ...]:
    """Words of the corpus that few meetings have: of those the most frequent ones."""
    texts = [path.read_text("utf-8") for path in (content / "meetings").iterdir()]
    counted = {word: sum(word in text for text in texts) for word in RARE}
    few = sorted((word for word, count in counted.items() if 0 < count < MATCHES), key=lambda word: -counted[word])
    return tuple(few[:WORDS])


def report(answers: dict[str, list[Answer]]) -> dict[str, dict[str, float]]:
    """Print the medians as a table, theirs also as a multiple of ours."""
    medians = {
        name: {
            "milliseconds": statistics.median(answer.time for answer in of_site),
            "kilobytes of the page": statistics.median(answer.page for answer in of_site) / 1000,
            "kilobytes": statistics.median(answer.sent for answer in of_site) / 1000,
        }
        for name, of_site in answers.items()
    }
    first = next(iter(medians.values()))
    print(f"{'':24}{'first result':>14}{'':8}{'sent with the page':>20}{'for the answer':>16}")
    for name, of_site in medians.items():
        print(
            f"{name:24}{of_site['milliseconds']:>11,.0f} ms{of_site['milliseconds'] / first['milliseconds']:>7.1f}x"
            f"{of_site['kilobytes of the page']:>17,.0f} kB{of_site['kilobytes']:>13,.0f} kB"
        )
    return medians


def run(records: int) -> None:
    """Make both sites, ask them, print what was measured and write it as JSON."""
    work = WORK / f"search-{records}"
    content = work / "content"
    if not content.exists():
        write_corpus(content, records)
    ours(content, work)
    if not (work / "stock/search/search_index.json").is_file():
        stock(work)
    documents, took = indexed(work / "pages", work)
    print(f"{records:,} records; {documents:,} documents indexed in {took:.1f} s ({documents / took:,.0f} a second)")
    sites = (
        Site("Pagefind, as built here", work / "site", "[role=option][aria-labelledby]"),
        Site("Material, stock", work / "stock", ".md-search-result__item"),
    )
    found = report(measured(sites, rare(content)))
    said = {"records": records, "documents": documents, "indexing_seconds": took, "answers": found}
    (work / "search.json").write_text(json.dumps(said, indent=2) + "\n", "utf-8")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("records", type=int, nargs="?", default=10_000)
    run(parser.parse_args().records)
