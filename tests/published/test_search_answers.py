"""Searches for words of no page, and keys typed before the search is loaded."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, Route, expect

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def address(shipped: Path, serve: Callable[[Path], str]) -> str:
    return serve(shipped)


def asked(page: Page, address: str, query: str) -> Locator:
    """Return the status line of the search page for a query."""
    page.goto(f"{address}search/?q={query}")
    status = page.get_by_role("status")
    expect(status).not_to_be_empty()
    return status


@pytest.mark.parametrize(
    "query", ["25 January 2024", "2024-01-25", "26 January 2023", "METI", "aide memoire", "January 1996 2024-01-26"]
)
def test_words_of_no_page_are_not_found(page: Page, address: str, query: str) -> None:
    expect(asked(page, address, query)).to_have_text("Nothing found")


@pytest.mark.parametrize(("query", "left"), [("Bobur Kishida", "Kishida"), ("Zyxel Ikegami", "Zyxel")])
def test_a_word_of_no_page_is_left_out_and_named(page: Page, address: str, query: str, left: str) -> None:
    expect(asked(page, address, query)).to_contain_text(f"no page has it all; left out: {left}")
    expect(page.locator(".hits").get_by_role("link").first).to_contain_text(query.replace(left, "").strip())


def test_words_of_different_pages_are_not_found_together(page: Page, address: str) -> None:
    expect(asked(page, address, "usmanov kozuki")).to_contain_text("no page has it all; left out:")


def test_counts_and_results_are_of_the_same_query(page: Page, address: str) -> None:
    page.goto(f"{address}search/?q=January 1993&kind=meeting")
    expect(page.get_by_role("status")).to_have_text("Nothing found")
    expect(page.locator(".hits").get_by_role("listitem")).to_have_count(0)


@pytest.mark.parametrize("key", ["n", "p", ".", ","])
def test_a_letter_typed_outside_the_search_leads_to_no_other_page(page: Page, address: str, key: str) -> None:
    page.goto(f"{address}meetings/")
    expect(page.get_by_role("banner").get_by_role("button", name="Search", exact=True)).to_be_visible()
    page.keyboard.press(key)
    page.keyboard.press("/")
    expect(page.get_by_role("dialog")).to_be_visible()
    expect(page).to_have_url(f"{address}meetings/")


def test_text_typed_before_the_search_is_loaded_stays(page: Page, address: str) -> None:
    def type_meanwhile(route: Route) -> None:
        page.keyboard.type("/ikegami")
        route.continue_()

    page.route("**/search-dialog.js", type_meanwhile)
    page.goto(f"{address}meetings/")
    expect(page.get_by_role("dialog").get_by_role("combobox")).to_have_value("ikegami")
    expect(page.get_by_role("option").first).to_contain_text("Ikegami")
