"""The site as a reader sees it, in a browser: no other host asked, nothing in the console, everything in reach."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, Request, expect

pytestmark = pytest.mark.browser

STYLED = "css => { const sheet = new CSSStyleSheet(); sheet.replaceSync(css); document.adoptedStyleSheets = [sheet] }"
"""Adds styles to a page whose policy allows none but files."""
PAGES = (
    "",
    "relations/uz-jp/",
    "meetings/",
    "meetings/2024-01-26-consultations/",
    "agreements/2024-01-10-forum-agreements/",
    "people/ikegami-masaki/",
    "organisations/",
    "timeline/",
    "commitments/",
    "sources/",
    "search/",
)


@pytest.fixture(scope="module")
def address(shipped: Path, serve: Callable[[Path], str]) -> str:
    return serve(shipped)


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    context = chromium.new_context()
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (390, "dark")])
def test_a_page_asks_no_other_host_logs_nothing_and_fits(
    chromium: Browser, address: str, path: str, width: int, scheme: str
) -> None:
    context = chromium.new_context(
        viewport={"width": width, "height": 900}, color_scheme="dark" if scheme == "dark" else "light"
    )
    page = context.new_page()
    asked: list[str] = []
    logged: list[str] = []

    def ask(request: Request) -> None:
        asked.append(request.url)

    def log(message: ConsoleMessage) -> None:
        logged.append(message.text)

    page.on("request", ask)
    page.on("console", log)
    page.goto(address + path)
    page.wait_for_load_state("networkidle")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert asked
    assert [url for url in asked if not url.startswith((address, "data:", "blob:"))] == []
    assert logged == []
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    context.close()


BROKEN = """codes => codes.flatMap(code => {
  const text = code.firstChild, range = document.createRange(), broken = [];
  let line = null;
  for (let at = 0; at < text.data.length; at++) {
    range.setStart(text, at);
    range.setEnd(text, at + 1);
    const top = range.getClientRects()[0].top;
    if (line !== null && top > line + 4 && text.data[at - 1] !== "-")
      broken.push(text.data.slice(0, at) + "/" + text.data.slice(at));
    line = top;
  }
  return broken;
})"""
"""Returns the codes with a line break elsewhere than after a hyphen."""


@pytest.mark.parametrize("path", ["guide/", "guide/agreements/", "guide/site/"])
def test_on_a_phone_fields_and_codes_break_after_hyphens_only_and_nothing_scrolls_sideways(
    chromium: Browser, address: str, path: str
) -> None:
    page = chromium.new_page(viewport={"width": 390, "height": 900})
    page.goto(address + path)
    assert page.locator("td:first-child code").count() > 5
    assert page.eval_on_selector_all("td:first-child code", BROKEN) == []
    wide = "elements => elements.filter(each => each.scrollWidth > each.clientWidth).length"
    assert page.eval_on_selector_all("html, .md-typeset__scrollwrap", wide) == 0
    page.evaluate(STYLED, ".md-typeset td:first-child code { word-break: break-all; width: 1em; float: left }")
    assert page.eval_on_selector_all("td:first-child code", BROKEN) != []
    page.close()


def test_a_message_in_the_console_would_be_seen(
    page: Page, tmp_path: Path, serve_freely: Callable[[Path], str]
) -> None:
    (tmp_path / "index.html").write_text("<!doctype html><title>x</title><script>console.error('x')</script>", "utf-8")
    logged: list[str] = []

    def log(message: ConsoleMessage) -> None:
        logged.append(message.text)

    page.on("console", log)
    page.goto(serve_freely(tmp_path))
    assert "x" in logged


def test_the_consultation_is_two_clicks_from_home(page: Page, address: str) -> None:
    page.goto(address)
    page.get_by_role("navigation", name="Navigation").get_by_role("link", name="Meetings", exact=True).click()
    page.get_by_role("main").get_by_role("link", name="consultations").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("onsultations")
    expect(page.get_by_role("main")).to_contain_text("26 January 2024")
    expect(page.get_by_role("main").get_by_role("link", name="Ikegami Masaki").first).to_be_visible()


def test_a_citation_leads_to_its_source(page: Page, address: str) -> None:
    page.goto(address + "meetings/2024-01-26-consultations/")
    page.get_by_role("main").get_by_role("link", name="[1]").first.click()
    expect(page).to_have_url(address + "meetings/2024-01-26-consultations/#source-1")
    expect(page.get_by_role("heading", name=re.compile("^Sources"))).to_be_visible()


def test_the_record_of_a_page_can_be_opened(page: Page, address: str) -> None:
    page.goto(address + "meetings/2024-01-26-consultations/")
    edit = page.get_by_role("link", name="Edit this record")
    expect(edit).to_have_attribute(
        "href", "https://example.org/aide-memoire/edit/main/content/meetings/2024-01-26-consultations.yml"
    )


def test_search_finds_a_person(page: Page, address: str) -> None:
    page.goto(address)
    page.get_by_role("banner").get_by_role("button", name="Search").click()
    page.get_by_role("combobox", name="Search").press_sequentially("Ikegami")
    page.get_by_role("option", name="Ikegami").first.click()
    expect(page).to_have_url(address + "people/ikegami-masaki/")


def test_a_reader_can_switch_to_dark_mode(page: Page, address: str) -> None:
    page.goto(address)
    page.get_by_title("Switch to dark mode").click()
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")


def test_every_page_says_its_edition(page: Page, address: str) -> None:
    page.goto(address + "people/ikegami-masaki/")
    expect(page.get_by_role("contentinfo")).to_contain_text("As of 1 February 2024, public edition")


@pytest.mark.parametrize(
    ("html", "fault"),
    [
        ("<script>document.title = 'ran'</script>", "inline script"),
        ("<p style='color: red'>x", "inline style"),
        ("<style>p { color: red }</style>", "inline style"),
        ("<p onclick='x()'>x<script src='click.js'></script>", "inline event handler"),
        ("<iframe src='data:text/html,x'></iframe>", "Framing"),
        ("<img src='https://other.example/x.png'>", "https://other.example/x.png"),
        (
            "<form action='https://other.example/'><button>x</button></form><script src='send.js'></script>",
            "form-action",
        ),
        ("<base href='https://other.example/'>", "base-uri"),
        ("<script src='fail.js'></script>", "on purpose"),
    ],
)
def test_what_breaks_the_policy_fails_a_test_of_the_browser(
    html: str, fault: str, page: Page, tmp_path: Path, serve: Callable[[Path], str], browser_faults: list[str]
) -> None:
    (tmp_path / "index.html").write_text(f"<!doctype html><title>x</title>{html}", "utf-8")
    (tmp_path / "click.js").write_text("document.querySelector('p').click()")
    (tmp_path / "send.js").write_text("onload = () => setTimeout(() => document.forms[0].submit(), 20)")
    (tmp_path / "fail.js").write_text("throw Error('on purpose')")
    page.goto(serve(tmp_path))
    for _ in range(30):  # a form is sent, and refused, after the page is loaded
        if fault in " ".join(browser_faults):
            break
        page.wait_for_timeout(100)
    assert fault in " ".join(browser_faults)
    assert page.title() != "ran"
    browser_faults.clear()


def test_a_page_has_the_policy_also_from_a_server_that_sends_no_headers(
    page: Page, shipped: Path, serve_freely: Callable[[Path], str], browser_faults: list[str]
) -> None:
    page.goto(serve_freely(shipped))
    page.evaluate(
        "document.body.append(Object.assign(document.createElement('div'), { innerHTML: '<p style=color:red>' }))"
    )
    page.wait_for_timeout(100)
    assert "style-src 'self'" in " ".join(browser_faults)
    browser_faults.clear()
