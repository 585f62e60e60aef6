"""The search dialog in use: opened by key or click, read by roles, closed with the focus restored."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from playwright.sync_api import Browser, Locator, Page, Route, expect

from tests.support.search_in_browser import FITS, search_button, troubles

pytestmark = pytest.mark.browser

NAMES = {"": "Search", "ja/": "検索", "uz/": "Qidiruv", "ru/": "Поиск"}
PERSON = "people/ikegami-masaki/"
MEETING = "meetings/2024-01-26-consultations/"


def opened(page: Page, address: str, name: str = "Search") -> Locator:
    """Open a page, and the dialog on it."""
    page.goto(address)
    search_button(page, name).click()
    return page.get_by_role("dialog", name=name)


def results(dialog: Locator, typed: str) -> Locator:
    """Type a text and wait for its results; the last one leads to the search page."""
    dialog.get_by_role("combobox").press_sequentially(typed)
    every = dialog.get_by_role("option")
    expect(every.last).to_have_attribute("href", re.compile(re.escape(f"?{urlencode({'q': typed})}") + "$"))
    return every


@pytest.fixture(scope="module")
def address(shipped: Path, serve: Callable[[Path], str]) -> str:
    return serve(shipped)


@pytest.mark.parametrize("key", ["/", "Control+k", "Meta+k", "Shift+/", "Enter", "Space", "click"])
def test_the_dialog_opens_with_the_focus_in_its_box(page: Page, address: str, key: str) -> None:
    page.goto(address + PERSON)
    expect(search_button(page)).to_have_attribute("aria-haspopup", "dialog")
    if key == "click":
        search_button(page).click()
    elif key in ("Enter", "Space"):
        search_button(page).press(key)
    else:
        page.keyboard.press(key)
    dialog = page.get_by_role("dialog", name="Search")
    expect(dialog.get_by_role("combobox", name="Search")).to_be_focused()
    expect(dialog.get_by_role("combobox")).to_have_value("")


@pytest.mark.parametrize("html", ["<input>", "<textarea></textarea>", "<p contenteditable>x</p>"])
def test_a_slash_that_is_typed_elsewhere_opens_nothing(page: Page, address: str, html: str) -> None:
    page.goto(address)
    expect(search_button(page)).to_be_visible()
    page.evaluate("html => document.querySelector('main').insertAdjacentHTML('afterbegin', html)", html)
    field = page.get_by_role("main").locator("input, textarea, [contenteditable]").first
    field.press_sequentially("1/2")
    assert "1/2" in field.evaluate("field => field.value ?? field.textContent")
    expect(page.get_by_role("dialog")).to_have_count(0)
    field.press("Control+k")
    expect(page.get_by_role("dialog")).to_be_visible()


def test_a_slash_in_the_box_of_the_dialog_is_typed(page: Page, address: str) -> None:
    box = opened(page, address).get_by_role("combobox")
    box.press_sequentially("26/01/2024")
    expect(box).to_have_value("26/01/2024")


@pytest.mark.parametrize("way", ["Escape", "Close"])
def test_the_focus_returns_to_where_it_was(page: Page, address: str, way: str) -> None:
    page.goto(address)
    expect(search_button(page)).to_be_visible()
    link = page.get_by_role("main").get_by_role("link").first
    link.focus()
    page.keyboard.press("/")
    dialog = page.get_by_role("dialog")
    results(dialog, "Ikegami")
    if way == "Escape":
        page.keyboard.press("Escape")
    else:
        dialog.get_by_role("button", name="Close").click()
    expect(dialog).to_have_count(0)
    expect(link).to_be_focused()


def test_the_dialog_closes_when_what_is_beside_it_is_pressed(page: Page, address: str) -> None:
    dialog = opened(page, address)
    expect(dialog).to_be_visible()
    page.mouse.click(5, 880)
    expect(dialog).to_have_count(0)
    expect(search_button(page)).to_be_focused()


def test_what_was_typed_is_there_again_and_can_be_typed_over(page: Page, address: str) -> None:
    dialog = opened(page, address)
    results(dialog, "Ikegami")
    page.keyboard.press("Escape")
    page.keyboard.press("/")
    expect(dialog.get_by_role("combobox")).to_have_value("Ikegami")
    expect(dialog.get_by_role("option").first).to_contain_text("Ikegami")
    results(dialog, "Usmanov")
    expect(dialog.get_by_role("combobox")).to_have_value("Usmanov")


def test_the_arrow_keys_go_round_the_results_and_enter_follows(page: Page, address: str) -> None:
    dialog = opened(page, address)
    every = results(dialog, "Ikegami")
    box = dialog.get_by_role("combobox")
    expect(box).to_have_attribute("aria-expanded", "true")
    chosen = dialog.get_by_role("option", selected=True)
    expect(chosen).to_have_count(0)
    for key, place in (("ArrowDown", 0), ("ArrowDown", 1), ("ArrowUp", 0), ("ArrowUp", every.count() - 1)):
        box.press(key)
        expect(chosen).to_have_count(1)
        expect(every.nth(place)).to_have_attribute("aria-selected", "true")
        expect(box).to_have_attribute("aria-activedescendant", every.nth(place).get_attribute("id") or "")
        expect(box).to_be_focused()
    box.press("ArrowDown")
    expect(every.first).to_have_attribute("aria-selected", "true")
    box.press("Enter")
    expect(page).to_have_url(address + PERSON)


def test_enter_follows_the_first_result_of_what_is_typed_by_then(page: Page, address: str) -> None:
    dialog = opened(page, address)
    results(dialog, "Usmanov")
    dialog.get_by_role("combobox").press("Control+a")
    dialog.get_by_role("combobox").press_sequentially("Ikegami")
    dialog.get_by_role("combobox").press("Enter")
    expect(page).to_have_url(address + PERSON)


def test_the_status_says_how_many_results_there_are(page: Page, address: str) -> None:
    dialog = opened(page, address)
    status = dialog.get_by_role("status")
    every = results(dialog, "Ikegami")
    expect(status).to_have_text(re.compile(r"^Results: \d+$"))
    assert status.inner_text() == f"Results: {every.count() - 1}"
    dialog.get_by_role("combobox").press("Control+a")
    results(dialog, "zzzzzz")
    expect(status).to_have_text("Nothing found")
    expect(every).to_have_count(1)


def test_the_status_is_there_before_it_says_anything(page: Page, address: str) -> None:
    dialog = opened(page, address)
    expect(dialog.get_by_role("combobox")).to_be_focused()
    assert dialog.get_by_role("status").count() == 1


def test_a_result_says_what_it_is_and_when_and_between_whom(page: Page, address: str) -> None:
    first = results(opened(page, address), "schedule of upcoming events").first
    expect(first).to_have_attribute("href", address + MEETING)
    expect(first).to_have_accessible_name(
        "Consultations between the foreign ministries of Uzbekistan and Japan "
        "Meeting · 26 January 2024 · Uzbekistan, Japan · Held"
    )
    expect(first).to_contain_text("Schedule of upcoming events at various levels.")
    assert {"schedule", "upcoming", "events"} <= {mark.casefold() for mark in first.locator("mark").all_inner_texts()}


def test_all_results_are_on_the_search_page(page: Page, address: str) -> None:
    results(opened(page, address + PERSON), "business forum").filter(has_text="All results and filters").click()
    expect(page).to_have_url(address + "search/?q=business+forum")
    expect(page.get_by_role("searchbox", name="Search")).to_have_value("business forum")
    expect(page.get_by_role("main").get_by_role("link", name="Uzbekistan–Japan business forum").first).to_be_visible()


@pytest.mark.parametrize("tree", NAMES)
def test_the_dialog_speaks_the_language_of_its_page_and_finds_pages_in_it(page: Page, address: str, tree: str) -> None:
    problems = troubles(page, address)
    dialog = opened(page, address + tree, NAMES[tree])
    every = results(dialog, "MIIT")
    expect(every.first).to_have_attribute("href", f"{address}{tree}organisations/miit-uz/")
    expect(dialog.get_by_role("combobox", name=NAMES[tree])).to_be_focused()
    every.first.click()
    expect(page).to_have_url(f"{address}{tree}organisations/miit-uz/")
    page.wait_for_load_state("networkidle")
    assert problems == []


def test_a_trouble_would_be_seen(page: Page, tmp_path: Path, serve_freely: Callable[[Path], str]) -> None:
    html = "<title>x</title><link rel=icon href=data:,><script>console.log('x')</script><img src='gone.png'>"
    (tmp_path / "index.html").write_text(f"<!doctype html>{html}<img src='http://localhost:9/x.png'>", "utf-8")
    address = serve_freely(tmp_path)
    problems = troubles(page, address)
    page.goto(address)
    page.wait_for_load_state("networkidle")
    kinds = {trouble.split(": ")[0] for trouble in problems}
    assert {"console", "failed", "404", "asked"} == kinds, problems


def test_the_dialog_says_when_the_search_cannot_be_reached(page: Page, address: str) -> None:
    def refuse(route: Route) -> None:
        route.abort()

    page.route("**/pagefind/**", refuse)
    dialog = opened(page, address)
    dialog.get_by_role("combobox").press_sequentially("Ikegami")
    expect(dialog.get_by_role("status")).to_contain_text("The search cannot be reached just now.")
    expect(dialog.get_by_role("option")).to_have_count(0)
    page.unroute("**/pagefind/**")
    dialog.get_by_role("combobox").press("Control+a")
    expect(results(dialog, "Usmanov").first).to_contain_text("Usmanov")


def test_without_scripts_the_way_to_the_search_leads_to_the_lists(chromium: Browser, address: str) -> None:
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address + PERSON)
    page.get_by_role("banner").get_by_role("link", name="Search").click()
    expect(page).to_have_url(address + "search/")
    assert "Searching needs scripts" in page.get_by_role("main").inner_text()
    page.get_by_role("article").get_by_role("link", name="People").click()
    expect(page).to_have_url(address + "people/")
    context.close()


@pytest.mark.parametrize("typed", ["script", "alert", "javascript", "x", "7", "مرحبا"])
def test_hostile_text_is_text_in_the_results(
    page: Page, hostile: Path, serve: Callable[[Path], str], typed: str
) -> None:
    address = serve(hostile)
    problems = troubles(page, address)
    page.on("dialog", lambda dialog: problems.append(f"dialog: {dialog.message}"))
    every = results(opened(page, address), typed)
    expect(every.nth(1)).to_be_visible()
    assert every.locator("script, img, iframe, a a").count() == 0
    tags: list[Any] = every.locator("*").evaluate_all("parts => parts.map(part => part.localName)")
    assert set(tags) <= {"span", "bdi", "mark"}
    if typed == "script":
        expect(every.filter(has_text="<script>alert(1)</script>").first).to_be_visible()
    assert problems == []


def test_the_dialog_fits_a_narrow_window(page: Page, address: str) -> None:
    page.set_viewport_size({"width": 320, "height": 512})
    dialog = opened(page, address)
    every = results(dialog, "Ministry of Foreign Affairs")
    assert page.evaluate(FITS)
    assert dialog.evaluate("dialog => dialog.scrollWidth <= dialog.clientWidth")
    assert dialog.get_by_role("listbox").evaluate("list => list.scrollWidth <= list.clientWidth")
    dialog.get_by_role("combobox").press("ArrowUp")
    expect(every.last).to_be_in_viewport()
