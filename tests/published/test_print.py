"""Printed pages: the article and its edition, without navigation; briefs on two pages."""

from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from typing import TypeAlias
from unicodedata import normalize

import pytest
from playwright.sync_api import Browser, Page, expect
from pypdf import PdfReader

from tests.support.page_types import address as address_of

pytestmark = pytest.mark.browser

A4 = (595, 842)
"""Width and height in points."""
MOST = 2
"""The most pages of a brief: a sheet of paper has two sides."""

MEETING = "meetings/2024-01-26-consultations/"
EDITION = "As of 1 February 2024, public edition"

Printed: TypeAlias = Callable[[str], PdfReader]


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    context = chromium.new_context()
    yield context.new_page()
    context.close()


@pytest.fixture(scope="module")
def site(shipped: Path, serve: Callable[[Path], str]) -> str:
    return serve(shipped)


@pytest.fixture
def printed(page: Page, site: str) -> Printed:
    """Print the page at an address below the site's."""
    return lambda path: on_paper(page, site + path)


def on_paper(page: Page, url: str) -> PdfReader:
    page.goto(url)  # waits for all files: no page asks for more afterwards, see test_browser.py
    return PdfReader(BytesIO(page.pdf(prefer_css_page_size=True)))


def lines(reader: PdfReader) -> list[str]:
    """Return the printed lines, with single spaces and without ligatures."""
    text = "\n".join(sheet.extract_text() for sheet in reader.pages)
    return [" ".join(line.split()) for line in normalize("NFKC", text).splitlines()]


def faults(reader: PdfReader) -> list[str]:
    """Return the faults of a printed brief: too many pages, or other paper than A4."""
    sizes = [(round(sheet.mediabox.width), round(sheet.mediabox.height)) for sheet in reader.pages]
    number = len(sizes)
    return [
        *([f"{number} pages, not {MOST} at most"] if number > MOST else []),
        *(f"page {place} has {size} points, not {A4}" for place, size in enumerate(sizes, 1) if not is_a4(size)),
    ]


def is_a4(size: tuple[int, int]) -> bool:
    return all(abs(length - wanted) <= 1 for length, wanted in zip(size, A4, strict=True))


def navigation_lines(page: Page) -> set[str]:
    """Return the lines of navigation, contents and header, but lines of the article."""
    around = page.get_by_role("navigation").all_inner_texts()
    article = page.get_by_role("article").inner_text()
    return {line.strip() for text in around for line in text.splitlines() if line.strip()} - {
        line.strip(" ¶") for line in article.splitlines()
    }


def test_a_meeting_is_printed_with_its_facts_and_its_edition_and_without_navigation(
    page: Page, site: str, printed: Printed
) -> None:
    page.goto(site + MEETING)
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    around = navigation_lines(page)
    assert {"Home", "Table of contents"} <= around
    paper = lines(printed(MEETING))
    assert around & set(paper) == set()
    whole = " ".join(paper)
    assert "26 January 2024" in whole
    assert "Ikegami Masaki" in whole
    assert EDITION in whole


def test_navigation_on_paper_would_be_seen(page: Page, tmp_path: Path, serve_freely: Callable[[Path], str]) -> None:
    (tmp_path / "index.html").write_text("<nav>Home<br>About</nav><article>About</article>", "utf-8")
    url = serve_freely(tmp_path)
    page.goto(url)
    assert navigation_lines(page) == {"Home"}
    assert "Home" in lines(on_paper(page, url))


def test_every_page_that_is_printed_is_a4(printed: Printed) -> None:
    assert [size for size in faults(printed(MEETING)) if "points" in size] == []


def test_every_brief_has_two_a4_pages_at_most_and_the_edition_of_its_eve(shipped: Path, printed: Printed) -> None:
    briefs = [address_of(shipped, brief) for brief in sorted(shipped.glob("briefs/*/index.html"))]
    assert briefs == ["briefs/2024-01-10-business-forum/", "briefs/2024-01-26-consultations/"]
    papers = {brief: printed(brief) for brief in briefs}
    assert {brief: reports for brief, paper in papers.items() if (reports := faults(paper))} == {}
    eves = ("As of 9 January 2024, public edition", "As of 25 January 2024, public edition")
    assert [eve in " ".join(lines(paper)) for eve, paper in zip(eves, papers.values(), strict=True)] == [True, True]


@pytest.mark.slow
def test_every_brief_of_the_sample_fits_on_two_a4_pages_in_each_language(
    sample: Path, page: Page, serve: Callable[[Path], str]
) -> None:
    url = serve(sample)
    briefs = [address_of(sample, brief) for brief in sorted(sample.rglob("briefs/*/index.html"))]
    assert len(briefs) > 15
    assert {brief: reports for brief in briefs if (reports := faults(on_paper(page, url + brief)))} == {}


@pytest.mark.parametrize(
    ("style", "sheets", "reports"),
    [
        ("size: A4", 2, []),
        ("size: A4", 3, ["3 pages, not 2 at most"]),
        ("size: letter", 1, ["page 1 has (612, 792) points, not (595, 842)"]),
        ("size: A4 landscape", 1, ["page 1 has (842, 595) points, not (595, 842)"]),
    ],
)
def test_a_brief_of_three_pages_or_on_other_paper_would_be_seen(
    style: str, sheets: int, reports: list[str], page: Page, tmp_path: Path, serve_freely: Callable[[Path], str]
) -> None:
    sheet = "<p style='break-before: page'>x"
    (tmp_path / "index.html").write_text(f"<style>@page {{ {style} }}</style>{sheet * sheets}", "utf-8")
    assert faults(on_paper(page, serve_freely(tmp_path))) == reports
