"""The search page in use: filters, order, pages, languages, and an address with all of them."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.support.search_in_browser import (
    FITS,
    result_addresses,
    result_list,
    search_button,
    troubles,
    unfold_group,
    wait_for_count,
)

pytestmark = pytest.mark.browser

PER_PAGE = 20
CHOSEN = "kind=meeting&kind=agreement&party=xb&sector=transport"


@pytest.fixture(scope="module")
def address(sample: Path, serve: Callable[[Path], str]) -> str:
    return serve(sample) + "search/"


def choose(page: Page, group: str, value: str) -> None:
    """Tick a value in a group, or untick it."""
    unfold_group(page, group).get_by_label(re.compile(rf"^{re.escape(value)}\W*\d+$")).click()


def test_typed_text_is_found_and_stands_in_the_address(page: Page, address: str) -> None:
    page.goto(address)
    expect(search_button(page)).to_be_visible()
    page.keyboard.press("/")
    box = page.get_by_role("searchbox", name="Search")
    expect(box).to_be_focused()
    box.press_sequentially("flood/warning")
    expect(result_list(page).get_by_role("link").first).to_have_text("Protocol on Flood Warning")
    expect(page).to_have_url(f"{address}?q=flood%2Fwarning")
    expect(page).to_have_title(re.compile("^flood/warning"))
    expect(page.get_by_role("combobox", name="Sort by")).to_have_value("relevance")


def test_a_result_of_the_page_says_the_same_as_in_the_dialog(page: Page, address: str) -> None:
    page.goto(f"{address}?q=weighbridge+readings")
    first = result_list(page).get_by_role("listitem").first
    expect(first.get_by_role("link")).to_have_text("Seventh session of the Joint Commission")
    expect(first).to_contain_text("Meeting · 12 March 2024 · Arvenia, Belmora · Held")
    expect(first.locator("mark").filter(has_text="weighbridge")).not_to_have_count(0)


def test_a_search_without_results_says_so(page: Page, address: str) -> None:
    page.goto(f"{address}?q=zzzzzz")
    wait_for_count(page, 0)
    assert result_addresses(page) == []


def test_the_same_address_gives_the_same_list_again(page: Page, address: str) -> None:
    page.goto(address)
    page.get_by_role("searchbox", name="Search").press_sequentially("agreement")
    expect(page).to_have_url(f"{address}?q=agreement")
    choose(page, "Kind", "Agreement")
    choose(page, "Party", "Belmora")
    choose(page, "Sector", "Transport")
    page.get_by_role("combobox", name="Sort by").select_option(label="Oldest first")
    whole_address = f"{address}?q=agreement&kind=agreement&party=xb&sector=transport&sort=oldest"
    expect(page).to_have_url(whole_address)
    oldest = "agreements/2001-05-30-rail-agreement/"
    expect(result_list(page).get_by_role("link").first).to_have_attribute("href", re.compile(f"{oldest}$"))
    before = result_addresses(page)
    assert before[0] == oldest
    page.goto("about:blank")
    page.goto(whole_address)
    assert result_addresses(page) == before
    expect(page.get_by_role("searchbox", name="Search")).to_have_value("agreement")
    expect(page.get_by_role("combobox", name="Sort by")).to_have_value("oldest")
    expect(page.get_by_role("article").get_by_role("checkbox", checked=True)).to_have_count(3)


def test_back_leads_from_state_to_state(page: Page, address: str) -> None:
    page.goto(f"{address}?kind=meeting")
    wait_for_count(page, 13)
    choose(page, "Year", "2024")
    wait_for_count(page, 4)
    result_list(page).get_by_role("link").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Twelfth round")
    page.go_back()
    wait_for_count(page, 4)
    expect(unfold_group(page, "Year").get_by_role("checkbox", checked=True)).to_have_count(1)
    page.go_back()
    wait_for_count(page, 13)
    expect(unfold_group(page, "Year").get_by_role("checkbox", checked=True)).to_have_count(0)
    expect(page).to_have_url(f"{address}?kind=meeting")
    page.go_forward()
    wait_for_count(page, 4)


def test_chosen_values_can_be_taken_back_one_by_one_or_at_once(page: Page, address: str) -> None:
    page.goto(f"{address}?{CHOSEN}")
    result_addresses(page)
    page.get_by_role("link", name="Remove: Sector Transport").click()
    expect(page).to_have_url(f"{address}?kind=meeting&kind=agreement&party=xb")
    page.get_by_role("link", name="Remove all filters").click()
    expect(page).to_have_url(address)
    expect(page.get_by_role("article").get_by_role("checkbox", checked=True)).to_have_count(0)
    expect(page.get_by_role("link", name=re.compile("^Remove"))).to_have_count(0)


def test_the_other_language_is_searched_with_the_same_words(page: Page, address: str) -> None:
    page.goto(f"{address}?q=Ederlin&kind=person")
    assert result_addresses(page) == ["people/ederlin-tomas/"]
    languages = unfold_group(page, "Language")
    expect(languages.get_by_role("radio", checked=True)).to_have_attribute("value", "en")
    expect(languages.get_by_role("listitem").filter(has_text="日本語")).to_contain_text("1")
    languages.get_by_label("日本語").click()
    expect(page).to_have_url(f"{address}?q=Ederlin&kind=person&language=ja")
    expect(result_list(page).get_by_role("link")).to_have_text("トマス・エデルリン")
    assert result_addresses(page) == ["ja/people/ederlin-tomas/"]
    page.get_by_role("link", name="Remove: Language 日本語").click()
    expect(result_list(page).get_by_role("link")).to_have_text("Tomas Ederlin")


def test_the_page_in_another_language_keeps_the_search(page: Page, address: str) -> None:
    page.goto(f"{address}?q=Ederlin&kind=person")
    result_addresses(page)
    page.get_by_role("navigation", name="Languages").get_by_role("link", name="日本語").click()
    expect(page).to_have_url(address.removesuffix("search/") + "ja/search/?q=Ederlin&kind=person")
    expect(result_list(page).get_by_role("link")).to_have_text("トマス・エデルリン")


def test_long_lists_have_pages_that_together_hold_every_result_once(page: Page, address: str) -> None:
    page.goto(f"{address}?kind=agreement&kind=meeting&kind=organisation")
    wait_for_count(page, 43)
    collected: list[str] = []
    for first in (1, 21, 41):
        last = min(first + PER_PAGE - 1, 43)
        expect(page.get_by_role("article")).to_contain_text(f"{first}–{last} of 43")
        part = result_addresses(page)
        assert len(part) == last - first + 1
        collected.extend(part)
        if last < 43:
            page.get_by_role("link", name="Next page").click()
    assert len(set(collected)) == 43
    expect(page.get_by_role("link", name="Next page")).to_have_count(0)
    expect(page).to_have_url(f"{address}?kind=agreement&kind=meeting&kind=organisation&page=3")
    page.get_by_role("link", name="Previous page").click()
    expect(page.get_by_role("article")).to_contain_text("21–40 of 43")
    assert result_addresses(page) == collected[20:40]


@pytest.mark.parametrize(
    ("query", "number"),
    [
        ("kind=meeting&year=1066", 0),
        ("kind=nonsense&kind=%3Cscript%3E", 0),
        ("kind=meeting&kind=nonsense", 13),
        ("kind=person&party=nobody&party=xb", 3),
        ("colour=green&kind=meeting", 13),
        ("kind=meeting&page=99", 13),
        ("kind=meeting&page=-1&sort=sideways&language=tlh", 13),
        ("kind=__proto__&constructor=x", 0),
    ],
)
def test_an_address_with_unknown_values_does_no_harm(page: Page, address: str, query: str, number: int) -> None:
    problems = troubles(page, address.removesuffix("search/"))
    page.goto(f"{address}?{query}")
    wait_for_count(page, number)
    assert len(result_addresses(page)) == number
    removal = page.get_by_role("link", name=re.compile("^Remove"))
    while left := removal.count():
        removal.last.click()
        expect(removal).not_to_have_count(left)
    assert len(result_addresses(page)) == PER_PAGE
    assert problems == []


def test_a_search_says_nothing_in_the_console_and_asks_no_other_host(page: Page, address: str) -> None:
    problems = troubles(page, address.removesuffix("search/"))
    page.goto(address)
    for typed in ("Tessen", "河川", "%", '"', "26 January", "a" * 300, "\\", "()"):
        page.get_by_role("searchbox", name="Search").fill(typed)
        expect(page).to_have_url(re.compile(r"\?q="))
        page.get_by_role("searchbox", name="Search").press("Enter")
        result_addresses(page)
    page.goto(address)
    for group in ("Sector", "Type", "Status", "Person", "Language"):
        expect(unfold_group(page, group).get_by_role("listitem").first).to_be_visible()
    page.wait_for_load_state("networkidle")
    assert problems == []


def test_hostile_text_is_text_in_the_results_and_the_filters(
    page: Page, hostile: Path, serve: Callable[[Path], str]
) -> None:
    address = serve(hostile)
    problems = troubles(page, address)
    page.on("dialog", lambda dialog: problems.append(f"dialog: {dialog.message}"))
    page.goto(f"{address}search/?q=%3Cscript%3Ealert(1)%3C/script%3E&party=%22%3E%3Cimg+src=x+onerror=alert(1)%3E")
    wait_for_count(page, 0)
    page.goto(f"{address}search/?q=script")
    expect(result_list(page).get_by_role("listitem").filter(has_text="<script>alert(1)</script>").first).to_be_visible()
    assert result_list(page).locator("script, img, iframe").count() == 0
    for group in ("Party", "Sector", "Person"):
        expect(unfold_group(page, group)).to_be_visible()
    assert page.get_by_role("article").locator(".search-page :is(script, img, iframe)").count() == 0
    assert problems == []


@pytest.mark.parametrize("query", ["", "?q=Tessen", f"?q=agreement&{CHOSEN}", f"?q={'x' * 200}"])
def test_the_page_fits_a_narrow_window(page: Page, address: str, query: str) -> None:
    page.set_viewport_size({"width": 320, "height": 512})
    page.goto(address + query)
    result_addresses(page)
    assert page.evaluate(FITS)
    page.get_by_role("article").locator("summary").filter(has_text=re.compile("^Filters")).click()
    for group in page.get_by_role("article").locator("details details > summary").all():
        group.click() if group.is_visible() else None
    assert page.evaluate(FITS)
