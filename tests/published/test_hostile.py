"""Pages of hostile texts in a browser, under the headers of a web server: whatever an address or its storage holds."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from generator.kinds import KINDS
from tests.support.full_record import identifier
from tests.support.hostile_content import LANGUAGES
from tests.support.page_elements import Usual
from tests.support.sites import HOSTILE

pytestmark = pytest.mark.browser

DENY_STORAGE = """
for (const name of ["localStorage", "sessionStorage"]) {
  Object.defineProperty(window, name, { get() { throw new DOMException("denied", "SecurityError"); } });
}
"""
STORED = (
    "junk",
    "null",
    "[]",
    "7",
    '{"index": "x", "color": {}}',
    '{"index": 1, "color": null}',
    '{"index": 1, "color": {"a b": "x"}}',
    '{"index": 1, "color": {"scheme": {}}}',
    '{"index": -7, "color": {"scheme": "\\"><script>alert(1)</script>"}}',
    '{"index": 1e9, "color": {"media": "(prefers-color-scheme)"}}',
)


@pytest.fixture(scope="module")
def address(hostile: Path, serve: Callable[[Path], str]) -> str:
    return serve(hostile)


@pytest.fixture
def problems(page: Page) -> Iterator[list[str]]:
    """Return what a page writes or asks its reader; fail if anything. `browser_faults` sees errors and requests."""
    amiss: list[str] = []
    page.on("console", lambda message: amiss.append(f"console: {message.text}"))
    page.on("dialog", lambda dialog: amiss.append(f"dialog: {dialog.message}"))
    yield amiss
    assert amiss == []


def switch(page: Page, to: str) -> None:
    """Switch to the light or the dark mode."""
    page.get_by_title(f"Switch to {to} mode").click()
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "slate" if to == "dark" else "default")


@pytest.mark.usefixtures("problems")
@pytest.mark.parametrize("number", range(len(HOSTILE)))
def test_a_page_of_hostile_text_runs_nothing_and_is_called_so(page: Page, address: str, number: int) -> None:
    for root in ("", "ar/"):
        page.goto(f"{address}{root}meetings/full-meeting-{number}/#{HOSTILE[number]}")
        expect(page.get_by_role("heading", level=1)).to_contain_text(HOSTILE[number].replace("\u200b", ""))
        expect(page.get_by_role("banner")).to_contain_text(HOSTILE[LANGUAGES.index(root.strip("/") or "en")])


@pytest.mark.usefixtures("problems")
@pytest.mark.parametrize("stored", STORED)
def test_a_stored_mode_that_is_none_is_taken_for_none(page: Page, address: str, stored: str) -> None:
    page.goto(address)
    page.evaluate("stored => localStorage.setItem('/.__palette', stored)", stored)
    page.reload()
    page.emulate_media(color_scheme="light")
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "default")
    switch(page, "dark")
    page.reload()
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")


def test_a_browser_that_stores_nothing_shows_the_page(chromium: Browser, address: str) -> None:
    context = chromium.new_context()
    context.add_init_script(DENY_STORAGE)
    page = context.new_page()
    page.goto(address)
    switch(page, "dark")
    switch(page, "light")
    context.close()


def test_hostile_text_adds_no_element_link_or_id_to_a_page(hostile: Path, shipped: Path, sample: Path) -> None:
    pages = sorted(hostile.rglob("*.html"))
    identifiers = {identifier(kind, len(HOSTILE), second) for kind in KINDS for second in (False, True)}
    harmless = [page for page in pages if page.parent.name in identifiers or "guide" in page.parts]
    assert len(harmless) > 2 * len(KINDS)
    usual = Usual([*harmless, *shipped.rglob("*.html"), *sample.rglob("*.html")])
    assert [fault for page in pages for fault in usual.faults_of(page)] == []


@pytest.mark.parametrize(
    "html",
    [
        "<img src=x>",
        "<p onclick=x>",
        "<a href=javascript:x>x</a>",
        "<p id=__config>",
        "<a name=body>",
        "<details class=x>",
    ],
)
def test_what_hostile_text_may_not_add_would_be_seen(html: str, tmp_path: Path) -> None:
    first, page = tmp_path / "first.html", tmp_path / "page.html"
    first.write_text("<p><a href=x id=a1>x</a></p>", "utf-8")
    page.write_text(html, "utf-8")
    assert list(Usual([first]).faults_of(page))
    page.write_text("<p><a href=y id=a2><em>y</em></a></p>", "utf-8")
    assert list(Usual([first]).faults_of(page)) == []
