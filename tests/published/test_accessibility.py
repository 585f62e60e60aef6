"""The site without sight, without a mouse and enlarged: WCAG 2.2 AA, as far as programs can check."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path
from typing import Any, Literal

import pytest
from playwright.sync_api import Browser, Page, expect

from generator.kinds import KINDS
from tests.support.page_types import page_types

pytestmark = pytest.mark.browser

AXE = files("axe_playwright_python").joinpath("axe.min.js").read_text("utf-8")
LEVELS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]

WATCH = """() => {
  window.reached = new Set();
  window.passed = new Set();
  document.addEventListener("focusin", event => window.reached.add(event.target));
}"""

# The focused element, and whether it is visible within thirty frames; null if nothing is focused, or was before.
# The label of a switch, or the next one, may show the focus in its place.
FOCUSED = """async () => {
  const focused = document.activeElement;
  if (focused === document.body || window.passed.has(focused)) return null;
  window.passed.add(focused);
  const labelled = focused.matches("input") && focused.nextElementSibling?.matches("label");
  const drawn = [focused, ...(focused.labels ?? []), ...(labelled ? [focused.nextElementSibling] : [])];
  const seen = () => drawn.some(part => {
    const box = part.getBoundingClientRect();
    const style = getComputedStyle(part);
    return part.checkVisibility({opacityProperty: true, visibilityProperty: true}) && box.width > 1 && box.height > 1
      && box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth
      && style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0;
  });
  for (let frame = 0; frame < 30 && !seen(); frame++) await new Promise(requestAnimationFrame);
  return {seen: seen(), html: focused.outerHTML};
}"""

IS_VISIBLE = "element => element.checkVisibility({opacityProperty: true, visibilityProperty: true})"

# An element that fades in when focused is judged as it is in the end.
STYLED = "css => { const sheet = new CSSStyleSheet(); sheet.replaceSync(css); document.adoptedStyleSheets = [sheet] }"
"""Adds styles to a page whose policy allows none but files."""
AT_ONCE = "* { transition: none !important; animation: none !important }"

Scheme = Literal["light", "dark"]


@pytest.fixture(scope="module")
def types(shipped: Path) -> tuple[str, ...]:
    return page_types(shipped)


@pytest.fixture(scope="module")
def site(shipped: Path, serve: Callable[[Path], str]) -> str:
    return serve(shipped)


@contextmanager
def window(
    chromium: Browser, width: int = 1280, height: int = 900, scale: float = 1, scheme: Scheme = "light"
) -> Iterator[Page]:
    """Open a window of this size, in pixels of CSS."""
    context = chromium.new_context(
        bypass_csp=True,  # axe puts styles of its own into the page; test_browser.py holds the policy
        viewport={"width": width, "height": height},
        device_scale_factor=scale,
        color_scheme=scheme,
    )
    yield context.new_page()
    context.close()


def violations(page: Page) -> list[str]:
    """Return the rules that axe finds broken on a page, each with the HTML at fault."""
    page.evaluate(AXE)
    run = "options => axe.run(document, options)"
    result = page.evaluate(run, {"runOnly": {"type": "tag", "values": LEVELS}, "resultTypes": ["violations"]})
    return [report(violation) for violation in result["violations"]]


def report(violation: dict[str, Any]) -> str:
    faults = [f"    {node['html']}\n      {node['failureSummary']}" for node in violation["nodes"]]
    return "\n".join([f"  {violation['id']}: {violation['help']} ({len(faults)} times)", *faults[:3]])


def unreached(page: Page) -> list[str]:
    """Return the links and buttons that Tab skips, and the invisible ones it reaches."""
    page.evaluate(STYLED, AT_ONCE)
    page.evaluate(WATCH)
    unseen: list[str] = []
    page.keyboard.press("Tab")
    while focused := page.evaluate(FOCUSED):
        unseen.extend([] if focused["seen"] else [f"not seen to be focused: {short(focused['html'])}"])
        page.keyboard.press("Tab")
    offered = [
        element
        for part in (page.get_by_role("banner"), page.get_by_role("main"))
        for role in (part.get_by_role("link"), part.get_by_role("button"))
        for element in role.all()
        if element.evaluate(IS_VISIBLE)
    ]
    missed = [element for element in offered if not element.evaluate("element => window.reached.has(element)")]
    return [*unseen, *(f"not reached: {short(element.evaluate('element => element.outerHTML'))}" for element in missed)]


def short(html: str) -> str:
    return " ".join(html.split())[:200]


def fits(page: Page) -> bool:
    """Return True if nothing is wider than the window."""
    return bool(page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"))


def test_there_is_a_page_of_every_type(shipped: Path, types: tuple[str, ...]) -> None:
    folders = {page.parent.relative_to(shipped).parts[0] for page in shipped.glob("*/**/index.html")}
    assert {path.split("/")[0] for path in types} == {"", "404.html", *folders}
    kinds = [kind.folder for kind in KINDS if (shipped / kind.folder).exists()]
    assert len(kinds) > 5
    assert [kind for kind in kinds if sum(path.startswith(f"{kind}/") for path in types) != 2] == []


@pytest.mark.slow
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_rule_of_accessibility_is_broken(
    chromium: Browser, site: str, types: tuple[str, ...], scheme: Scheme
) -> None:
    broken: dict[str, list[str]] = {}
    colours = "slate" if scheme == "dark" else "default"
    with window(chromium, scheme=scheme) as page:
        for path in types:
            page.goto(site + path)
            expect(page.locator("body")).to_have_attribute("data-md-color-scheme", colours)
            broken |= {path: reports} if (reports := violations(page)) else {}
    assert not broken, "\n".join(f"/{path}\n" + "\n".join(reports) for path, reports in broken.items())


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_rule_of_accessibility_is_broken_by_the_search(
    chromium: Browser, site: str, scheme: Scheme, width: int
) -> None:
    with window(chromium, width, scheme=scheme) as page:
        page.goto(site)
        page.get_by_role("banner").get_by_role("button", name="Search").click()
        box = page.get_by_role("combobox", name="Search")
        broken = {"empty dialog": violations(page)}
        box.press_sequentially("Uzbekistan")
        expect(page.get_by_role("dialog").get_by_role("status")).to_have_text(re.compile("^Results"))
        box.press("ArrowDown")
        broken["dialog"] = violations(page)
        page.goto(f"{site}search/?q=Uzbekistan&kind=meeting&kind=organisation")
        expect(page.get_by_role("article").get_by_role("status")).to_have_text(re.compile("^Results"))
        broken["search page"] = violations(page)
        for summary in page.get_by_role("article").locator("summary").all():
            if not summary.evaluate("summary => summary.parentElement.open"):
                summary.click()
        broken["filters"] = violations(page)
        page.goto(f"{site}search/?q=zzzzzz")
        expect(page.get_by_role("article").get_by_role("status")).to_have_text("Nothing found")
        broken["nothing found"] = violations(page)
    assert not any(broken.values()), "\n".join(f"{where}\n" + "\n".join(reports) for where, reports in broken.items())


def test_the_keyboard_alone_reaches_all_of_the_search_page(chromium: Browser, site: str) -> None:
    with window(chromium) as page:
        page.goto(f"{site}search/?q=Uzbekistan&kind=meeting&kind=organisation")
        expect(page.get_by_role("article").get_by_role("status")).to_have_text(re.compile("^Results"))
        unreachable = unreached(page)
    assert not unreachable, "\n".join(unreachable)


@pytest.mark.parametrize(
    ("rule", "html"),
    [
        ("image-alt", "<img src='data:,'>"),
        ("color-contrast", "<p style='color: #999; background: #fff'>pale words</p>"),
        ("target-size", "<button style='width: 9px'>x</button>" * 2),
        ("label", "<input>"),
        ("svg-img-alt", "<svg role='img' width='9' height='9'><path d='M0 0h9'/></svg>"),
    ],
)
def test_a_broken_rule_would_be_seen(
    chromium: Browser, rule: str, html: str, tmp_path: Path, serve_freely: Callable[[Path], str]
) -> None:
    text = f'<!doctype html><html lang="en"><title>x</title><main><h1>x</h1>{html}</main>'
    (tmp_path / "index.html").write_text(text, "utf-8")
    with window(chromium) as page:
        page.goto(serve_freely(tmp_path))
        reports = violations(page)
    assert [rule for violation in reports if violation.strip().startswith(f"{rule}: ")] == [rule], reports
    assert html.split()[0] in "".join(reports)


@pytest.mark.parametrize("path", ["", "relations/uz-jp/"])
def test_the_keyboard_alone_reaches_everything_and_shows_where_it_is(chromium: Browser, site: str, path: str) -> None:
    with window(chromium) as page:
        page.goto(site + path)
        unreachable = unreached(page)
    assert not unreachable, "\n".join(unreachable)


def test_the_keyboard_alone_reaches_the_navigation_in_a_narrow_window(chromium: Browser, site: str) -> None:
    with window(chromium, width=390) as page:
        page.goto(site + "relations/uz-jp/")
        unreachable = unreached(page)
        assert not unreachable, "\n".join(unreachable)
        link = page.get_by_role("navigation", name="Navigation").get_by_role("link", name="Home", exact=True)
        expect(link).not_to_be_in_viewport()
        page.get_by_role("banner").get_by_role("button", name=re.compile("navigation|menu", re.IGNORECASE)).focus()
        page.keyboard.press("Enter")
        expect(link).to_be_in_viewport()
        link.focus()
        expect(link).to_be_focused()


@pytest.mark.parametrize(
    ("html", "unreachable"),
    [
        ("<a href='/'>x</a><a href='/' tabindex='-1'>y</a>", 'not reached: <a href="/" tabindex="-1">y</a>'),
        ("<a href='/' style='outline: none'>x</a>", 'not seen to be focused: <a href="/" style="outline: none">x</a>'),
        ("<a href='/' style='opacity: 0'>x</a>", 'not seen to be focused: <a href="/" style="opacity: 0">x</a>'),
        (
            "<a href='/' style='position: fixed; left: -99px'>x</a>",
            'not seen to be focused: <a href="/" style="position: fixed; left: -99px">x</a>',
        ),
    ],
)
def test_an_element_out_of_reach_or_invisible_would_be_seen(
    chromium: Browser, html: str, unreachable: str, tmp_path: Path, serve_freely: Callable[[Path], str]
) -> None:
    (tmp_path / "index.html").write_text(f"<!doctype html><title>x</title><main>{html}</main>", "utf-8")
    with window(chromium) as page:
        page.goto(serve_freely(tmp_path))
        assert unreached(page) == [unreachable]


@pytest.mark.parametrize(("width", "scale"), [(320, 1), (640, 2)])
def test_every_page_fits_a_narrow_window_and_one_enlarged_twice(
    chromium: Browser, site: str, types: tuple[str, ...], width: int, scale: float
) -> None:
    wide: list[str] = []
    with window(chromium, width=width, height=512, scale=scale) as page:
        for path in types:
            page.goto(site + path)
            wide.extend([] if fits(page) else [path])
    assert wide == []


def test_a_page_that_is_too_wide_would_be_seen_though_it_cannot_be_scrolled(
    chromium: Browser, tmp_path: Path, serve_freely: Callable[[Path], str]
) -> None:
    text = "<!doctype html><title>x</title><style>html { overflow-x: hidden }</style><p style='width: 330px'>x"
    (tmp_path / "index.html").write_text(text, "utf-8")
    with window(chromium, width=320) as page:
        page.goto(serve_freely(tmp_path))
        assert not fits(page)
        page.set_viewport_size({"width": 350, "height": 512})
        assert fits(page)
