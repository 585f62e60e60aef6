"""The search page, as readers use it: filters, order, pages, languages, and an address that says all of it."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.published.test_search import FITS, opener, troubles

pytestmark = pytest.mark.browser

PER_PAGE = 20
CHOSEN = "kind=meeting&kind=agreement&party=xb&sector=transport"


@pytest.fixture(scope="module")
def address(sample: Path, serve: Callable[[Path], str]) -> str:
    return serve(sample) + "search/"


def shown(page: Page) -> list[str]:
    """The addresses of the results on the page once they are there, below the site's."""
    expect(page.get_by_role("article").get_by_role("status")).to_have_text(re.compile(r"\d|Nothing found"))
    links = hits(page).get_by_role("link").evaluate_all("links => links.map(link => new URL(link.href).pathname)")
    return [path.removeprefix("/") for path in links]


def hits(page: Page) -> Locator:
    """The list of results."""
    return page.get_by_role("article").locator("ol")


def tally(page: Page, number: int) -> None:
    """Waits until so many results are said to be found."""
    words = f"Results: {number}" if number else "Nothing found"
    expect(page.get_by_role("article").get_by_role("status")).to_have_text(words)


def unfolded(page: Page, name: str) -> Locator:
    """A group of filters, unfolded."""
    summary = page.get_by_role("article").locator("summary").filter(has_text=re.compile(f"^{name}$"))
    expect(summary).to_be_visible()
    if not page.get_by_role("group", name=name, exact=True).is_visible():
        summary.click()
    return page.get_by_role("group", name=name, exact=True)


def choose(page: Page, group: str, value: str) -> None:
    """Ticks a value in a group, or unticks it."""
    unfolded(page, group).get_by_label(re.compile(rf"^{re.escape(value)}\W*\d+$")).click()


def test_what_is_typed_is_found_and_stands_in_the_address(page: Page, address: str) -> None:
    page.goto(address)
    expect(opener(page)).to_be_visible()
    page.keyboard.press("/")
    box = page.get_by_role("searchbox", name="Search")
    expect(box).to_be_focused()
    box.press_sequentially("flood/warning")
    expect(hits(page).get_by_role("link").first).to_have_text("Protocol on Flood Warning")
    expect(page).to_have_url(f"{address}?q=flood%2Fwarning")
    expect(page).to_have_title(re.compile("^flood/warning"))
    expect(page.get_by_role("combobox", name="Sort by")).to_have_value("relevance")


def test_a_result_of_the_page_says_the_same_as_in_the_dialog(page: Page, address: str) -> None:
    page.goto(f"{address}?q=weighbridge+readings")
    first = hits(page).get_by_role("listitem").first
    expect(first.get_by_role("link")).to_have_text("Seventh session of the Joint Commission")
    expect(first).to_contain_text("Meeting · 12 March 2024 · Arvenia, Belmora · Held")
    expect(first.locator("mark").filter(has_text="weighbridge")).not_to_have_count(0)


def test_what_is_nowhere_is_said_not_to_be_found(page: Page, address: str) -> None:
    page.goto(f"{address}?q=zzzzzz")
    tally(page, 0)
    assert shown(page) == []


def test_an_address_that_is_kept_gives_the_same_list_again(page: Page, address: str) -> None:
    page.goto(address)
    page.get_by_role("searchbox", name="Search").press_sequentially("agreement")
    expect(page).to_have_url(f"{address}?q=agreement")
    choose(page, "Kind", "Agreement")
    choose(page, "Party", "Belmora")
    choose(page, "Sector", "Transport")
    page.get_by_role("combobox", name="Sort by").select_option(label="Oldest first")
    kept = f"{address}?q=agreement&kind=agreement&party=xb&sector=transport&sort=oldest"
    expect(page).to_have_url(kept)
    before = shown(page)
    assert before[0] == "agreements/2001-05-30-rail-agreement/"
    page.goto("about:blank")
    page.goto(kept)
    assert shown(page) == before
    expect(page.get_by_role("searchbox", name="Search")).to_have_value("agreement")
    expect(page.get_by_role("combobox", name="Sort by")).to_have_value("oldest")
    expect(page.get_by_role("article").get_by_role("checkbox", checked=True)).to_have_count(3)


def test_back_leads_from_state_to_state(page: Page, address: str) -> None:
    page.goto(f"{address}?kind=meeting")
    tally(page, 13)
    choose(page, "Year", "2024")
    tally(page, 4)
    hits(page).get_by_role("link").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Twelfth round")
    page.go_back()
    tally(page, 4)
    expect(unfolded(page, "Year").get_by_role("checkbox", checked=True)).to_have_count(1)
    page.go_back()
    tally(page, 13)
    expect(unfolded(page, "Year").get_by_role("checkbox", checked=True)).to_have_count(0)
    expect(page).to_have_url(f"{address}?kind=meeting")
    page.go_forward()
    tally(page, 4)


def test_what_is_chosen_can_be_taken_back_one_by_one_or_at_once(page: Page, address: str) -> None:
    page.goto(f"{address}?{CHOSEN}")
    shown(page)
    page.get_by_role("link", name="Remove: Sector Transport").click()
    expect(page).to_have_url(f"{address}?kind=meeting&kind=agreement&party=xb")
    page.get_by_role("link", name="Remove all filters").click()
    expect(page).to_have_url(address)
    expect(page.get_by_role("article").get_by_role("checkbox", checked=True)).to_have_count(0)
    expect(page.get_by_role("link", name=re.compile("^Remove"))).to_have_count(0)


def test_the_other_language_is_searched_with_the_same_words(page: Page, address: str) -> None:
    page.goto(f"{address}?q=Ederlin&kind=person")
    assert shown(page) == ["people/ederlin-tomas/"]
    languages = unfolded(page, "Language")
    expect(languages.get_by_role("radio", checked=True)).to_have_attribute("value", "en")
    expect(languages.get_by_role("listitem").filter(has_text="日本語")).to_contain_text("1")
    languages.get_by_label("日本語").click()
    expect(page).to_have_url(f"{address}?q=Ederlin&kind=person&language=ja")
    expect(hits(page).get_by_role("link")).to_have_text("トマス・エデルリン")
    assert shown(page) == ["ja/people/ederlin-tomas/"]
    page.get_by_role("link", name="Remove: Language 日本語").click()
    expect(hits(page).get_by_role("link")).to_have_text("Tomas Ederlin")


def test_the_page_in_another_language_keeps_the_search(page: Page, address: str) -> None:
    page.goto(f"{address}?q=Ederlin&kind=person")
    shown(page)
    page.get_by_role("navigation", name="Languages").get_by_role("link", name="日本語").click()
    expect(page).to_have_url(address.removesuffix("search/") + "ja/search/?q=Ederlin&kind=person")
    expect(hits(page).get_by_role("link")).to_have_text("トマス・エデルリン")


def test_long_lists_have_pages_that_together_hold_every_result_once(page: Page, address: str) -> None:
    page.goto(f"{address}?kind=agreement&kind=meeting&kind=organisation")
    tally(page, 43)
    found: list[str] = []
    for first in (1, 21, 41):
        last = min(first + PER_PAGE - 1, 43)
        expect(page.get_by_role("article")).to_contain_text(f"{first}–{last} of 43")
        part = shown(page)
        assert len(part) == last - first + 1
        found.extend(part)
        if last < 43:
            page.get_by_role("link", name="Next page").click()
    assert len(set(found)) == 43
    expect(page.get_by_role("link", name="Next page")).to_have_count(0)
    expect(page).to_have_url(f"{address}?kind=agreement&kind=meeting&kind=organisation&page=3")
    page.get_by_role("link", name="Previous page").click()
    expect(page.get_by_role("article")).to_contain_text("21–40 of 43")
    assert shown(page) == found[20:40]


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
def test_an_address_that_says_what_there_is_not_does_no_harm(page: Page, address: str, query: str, number: int) -> None:
    found = troubles(page, address.removesuffix("search/"))
    page.goto(f"{address}?{query}")
    tally(page, number)
    assert len(shown(page)) == number
    removal = page.get_by_role("link", name=re.compile("^Remove"))
    while left := removal.count():
        removal.last.click()
        expect(removal).not_to_have_count(left)
    assert len(shown(page)) == PER_PAGE
    assert found == []


def test_a_search_says_nothing_in_the_console_and_asks_no_other_host(page: Page, address: str) -> None:
    found = troubles(page, address.removesuffix("search/"))
    page.goto(address)
    for typed in ("Tessen", "河川", "%", '"', "26 January", "a" * 300, "\\", "()"):
        page.get_by_role("searchbox", name="Search").fill(typed)
        expect(page).to_have_url(re.compile(r"\?q="))
        page.get_by_role("searchbox", name="Search").press("Enter")
        shown(page)
    page.goto(address)
    for group in ("Sector", "Type", "Status", "Person", "Language"):
        expect(unfolded(page, group).get_by_role("listitem").first).to_be_visible()
    page.wait_for_load_state("networkidle")
    assert found == []


def test_hostile_text_is_text_in_the_results_and_the_filters(
    page: Page, hostile: Path, serve: Callable[[Path], str]
) -> None:
    address = serve(hostile)
    found = troubles(page, address)
    page.on("dialog", lambda dialog: found.append(f"dialog: {dialog.message}"))
    page.goto(f"{address}search/?q=%3Cscript%3Ealert(1)%3C/script%3E&party=%22%3E%3Cimg+src=x+onerror=alert(1)%3E")
    tally(page, 0)
    page.goto(f"{address}search/?q=script")
    expect(hits(page).get_by_role("listitem").filter(has_text="<script>alert(1)</script>").first).to_be_visible()
    assert hits(page).locator("script, img, iframe").count() == 0
    for group in ("Party", "Sector", "Person"):
        expect(unfolded(page, group)).to_be_visible()
    assert page.get_by_role("article").locator(".search-page :is(script, img, iframe)").count() == 0
    assert found == []


@pytest.mark.parametrize("query", ["", "?q=Tessen", f"?q=agreement&{CHOSEN}", f"?q={'x' * 200}"])
def test_the_page_fits_a_narrow_window(page: Page, address: str, query: str) -> None:
    page.set_viewport_size({"width": 320, "height": 512})
    page.goto(address + query)
    shown(page)
    assert page.evaluate(FITS)
    page.get_by_role("article").locator("summary").filter(has_text=re.compile("^Filters")).click()
    for group in page.get_by_role("article").locator("details details > summary").all():
        group.click() if group.is_visible() else None
    assert page.evaluate(FITS)
