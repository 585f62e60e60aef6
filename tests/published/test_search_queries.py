"""What readers type into the dialog of the search, and the page that they want first: `queries/`, a file for each site.

The first result is to be the right one nearly always, and one of the first three always.
"""

import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

import pytest
import yaml
from playwright.sync_api import Browser, Page, expect

from tests.support.paths import TESTS

pytestmark = pytest.mark.browser

QUERIES = TESTS / "published/queries"
TREES = [("shipped", "en"), ("shipped", "ja"), ("shipped", "uz"), ("shipped", "ru"), ("sample", "en"), ("sample", "ja")]
FIRST = 0.95
"""The share of queries with the right page first."""
NEAR = 3
"""The number of first results that hold the right page, for every query."""

# The addresses of the results once they are those of a text: the last entry of the list leads to the search for it.
RESULTS = """(list, text) => new Promise(resolve => {
  const look = () => {
    const links = [...list.querySelectorAll("[role=option]")].map(option => new URL(option.href));
    if (links.at(-1)?.searchParams.get("q") === text) resolve(links.slice(0, -1).map(link => link.pathname));
  };
  new MutationObserver(look).observe(list, {childList: true});
  look();
})"""


class QueryResult(NamedTuple):
    """A query, the wanted page and the pages that the search returns."""

    query: str
    wanted: str
    pages: list[str]
    """The addresses of the results, below the root of the language."""

    @property
    def place(self) -> int:
        """Return the place of the wanted page among the results; 0 if it is missing."""
        return self.pages.index(self.wanted) + 1 if self.wanted in self.pages else 0


def queries(site: str, code: str) -> Iterator[tuple[str, str]]:
    """Return the queries for a language, each with the page it must find."""
    pages = yaml.safe_load((QUERIES / f"{site}.yml").read_text("utf-8"))[code]
    yield from ((query, wanted) for wanted, asked in pages.items() for query in asked)


def run_queries(page: Page, tree: str, asked: list[tuple[str, str]]) -> list[QueryResult]:
    """Type the queries one by one into the dialog on the home page."""
    page.clock.install()
    page.goto(tree)
    expect(page.get_by_role("banner").locator("[aria-keyshortcuts]")).to_be_visible()
    page.keyboard.press("/")
    box = page.get_by_role("dialog").get_by_role("combobox")
    expect(box).to_be_focused()
    listed = page.get_by_role("dialog").get_by_role("listbox")
    below = urlsplit(tree).path
    results: list[QueryResult] = []
    for query, wanted in asked:
        box.fill(query)  # key by key is in test_search.py: no key but the last asks anything while the clock stands
        page.clock.fast_forward(1000)
        paths = listed.evaluate(RESULTS, query)
        results.append(QueryResult(query, wanted, [path.removeprefix(below) for path in paths]))
    return results


def table(missed: list[QueryResult]) -> str:
    """Return the queries with another page first, as text."""
    lines = [
        f"{result.query}\n    wanted  {result.wanted} ({f'number {result.place}' if result.place else 'not found'})\n"
        + "".join(f"    {number}       {path}\n" for number, path in enumerate(result.pages[:NEAR], 1))
        for result in missed
    ]
    return "\n".join(lines)


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    context = chromium.new_context()
    yield context.new_page()
    context.close()


@pytest.mark.parametrize(("site", "code"), TREES)
def test_the_right_page_is_first_for_what_readers_type(
    page: Page,
    site: str,
    code: str,
    serve: Callable[[Path], str],
    request: pytest.FixtureRequest,
    capsys: pytest.CaptureFixture[str],
) -> None:
    folder: Path = request.getfixturevalue(site)
    results = run_queries(page, serve(folder) + ("" if code == "en" else f"{code}/"), list(queries(site, code)))
    missed = [result for result in results if result.place != 1]
    far = [result for result in missed if not 1 <= result.place <= NEAR]
    share, near = 1 - len(missed) / len(results), 1 - len(far) / len(results)
    summary = f"{site} {code}: of {len(results)} queries {share:.1%} first, {near:.1%} in the first {NEAR}"
    with capsys.disabled():
        sys.stdout.write(f"\n{summary}\n")
    assert not far, f"{summary}\n{table(missed)}"
    assert share >= FIRST, f"{summary}\n{table(missed)}"


@pytest.mark.parametrize(("site", "code"), TREES)
def test_wanted_pages_exist_and_each_query_wants_one(site: str, code: str, request: pytest.FixtureRequest) -> None:
    folder: Path = request.getfixturevalue(site)
    asked = list(queries(site, code))
    tree = folder if code == "en" else folder / code
    assert [wanted for _, wanted in asked if not (tree / wanted / "index.html").is_file()] == []
    typed = [query for query, _ in asked]
    assert [query for query in typed if typed.count(query) > 1 or query != query.strip() or not query] == []


def test_a_page_that_is_not_first_would_be_seen(page: Page, shipped: Path, serve: Callable[[Path], str]) -> None:
    asked = [("Japan", "countries/uz/"), ("Japan", "countries/jp/"), ("qqqq", "countries/jp/")]
    missed, first, nothing = run_queries(page, serve(shipped), asked)
    assert missed.place != 1
    assert first.place == 1
    assert (nothing.place, nothing.pages) == (0, [])
    assert "countries/uz/" in table([missed])
    assert "not found" in table([nothing])
