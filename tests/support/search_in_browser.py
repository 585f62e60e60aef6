"""The search of a built site, as a reader uses it in a browser."""

import re

from playwright.sync_api import Locator, Page, expect

FITS = "document.documentElement.scrollWidth <= document.documentElement.clientWidth"


def troubles(page: Page, address: str) -> list[str]:
    """Collect console messages, failed requests and requests to other hosts."""
    problems: list[str] = []
    page.on("console", lambda message: problems.append(f"console: {message.text}"))
    page.on("pageerror", lambda error: problems.append(f"error: {error}"))
    page.on("requestfailed", lambda request: problems.append(f"failed: {request.url}"))
    page.on("response", lambda got: problems.extend([f"{got.status}: {got.url}"] if got.status >= 400 else []))
    own = (address, "data:", "blob:")
    page.on("request", lambda asked: problems.extend([] if asked.url.startswith(own) else [f"asked: {asked.url}"]))
    return problems


def search_button(page: Page, name: str = "Search") -> Locator:
    """Return the button in the header that opens the search."""
    return page.get_by_role("banner").get_by_role("button", name=name, exact=True)


def result_addresses(page: Page) -> list[str]:
    """Wait for the results. Return their addresses below the site's."""
    expect(page.get_by_role("article").get_by_role("status")).to_have_text(re.compile(r"\d|Nothing found"))
    links = (
        result_list(page).get_by_role("link").evaluate_all("links => links.map(link => new URL(link.href).pathname)")
    )
    return [path.removeprefix("/") for path in links]


def result_list(page: Page) -> Locator:
    """Return the list of results."""
    return page.get_by_role("article").locator("ol")


def wait_for_count(page: Page, number: int) -> None:
    """Wait until the page says that so many results were found."""
    words = f"Results: {number}" if number else "Nothing found"
    expect(page.get_by_role("article").get_by_role("status")).to_have_text(words)


def unfold_group(page: Page, name: str) -> Locator:
    """Unfold a group of filters. Return it."""
    summary = page.get_by_role("article").locator("summary").filter(has_text=re.compile(f"^{name}$"))
    expect(summary).to_be_visible()
    if not page.get_by_role("group", name=name, exact=True).is_visible():
        summary.click()
    return page.get_by_role("group", name=name, exact=True)
