"""The published site, read by programs of others: a validator of HTML, a checker of links."""

import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urldefrag, urljoin

import html5lib
import pytest

from tests.support.sites import HOSTILE

CONFIGURATION = "[checking]\nmaxrequestspersecond=1000\n[filtering]\ncheckextern=0\n"
"""Without AnchorCheck: it fetches a page again for each link to one of its anchors."""


@cache
def parsed(page: Path) -> Any:
    """Parse a page. html5lib raises for any fault in it."""
    return html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(page.read_text("utf-8"))


def article(page: Path) -> Any:
    return next(element for element in parsed(page).iter("article"))


def pages(site: Path) -> list[Path]:
    return sorted(site.rglob("*.html"))


def test_the_shipped_site_is_sound_html(shipped: Path) -> None:
    assert len(pages(shipped)) > 50
    for page in pages(shipped):
        parsed(page)


def test_unsound_html_would_be_seen(tmp_path: Path) -> None:
    page = tmp_path / "x.html"
    page.write_text("<!doctype html><title>x</title><p></div>", "utf-8")
    with pytest.raises(html5lib.html5parser.ParseError):
        parsed(page)


def inline_parts(tree: Any) -> list[str]:
    """Return the scripts, styles and handlers that stand in a page itself."""
    scripts = [each for each in tree.iter("script") if not each.get("src") and each.get("type") != "application/json"]
    styled = [each for each in tree.iter() if each.tag == "style" or each.get("style")]
    handled = [each for each in tree.iter() if any(name.startswith("on") for name in each.attrib)]
    return [each.tag for each in scripts + styled + handled]


def test_no_page_holds_a_script_or_style_of_its_own(shipped: Path, hostile: Path) -> None:
    for page in [*pages(shipped), *pages(hostile)]:
        assert inline_parts(parsed(page)) == [], page


@pytest.mark.parametrize("html", ["<script>x</script>", "<style>x</style>", "<p style='x'>", "<p onclick='x'>"])
def test_a_script_or_style_in_a_page_would_be_seen(html: str, tmp_path: Path) -> None:
    page = tmp_path / "x.html"
    page.write_text(f"<!doctype html><title>x</title>{html}", "utf-8")
    assert len(inline_parts(parsed(page))) == 1


def test_hostile_text_leaves_every_page_sound(hostile: Path) -> None:
    for page in pages(hostile):
        tree = parsed(page)
        assert not [script for script in tree.iter("script") if "alert(1)" in "".join(script.itertext())]
        assert not [
            link for link in tree.iter("a") if (link.get("href") or "").strip().lower().startswith("javascript")
        ]


@pytest.mark.parametrize(("number", "text"), list(enumerate(HOSTILE)))
def test_hostile_text_is_shown_as_it_is_in_every_kind_of_record(hostile: Path, number: int, text: str) -> None:
    from generator.kinds import KINDS
    from tests.support.full_record import identifier

    for kind in KINDS:
        page = hostile / kind.folder / identifier(kind, number) / "index.html"
        page_text = re.sub(r"\s+", " ", "".join(article(page).itertext()))
        assert text in page_text, page
        title = next(parsed(page).iter("h1"))
        assert "".join(title.itertext()).removesuffix("¶").strip() == text


def links_checked(address: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run LinkChecker: it follows every link from the home page on. Return its output."""
    configuration = folder / "linkchecker.ini"
    configuration.write_text(CONFIGURATION, "utf-8")
    command = [
        str(Path(sys.executable).with_name("linkchecker")),
        "--no-status",
        "--config",
        str(configuration),
        address,
    ]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def anchors(site: Path) -> Iterator[tuple[Path, str, bool]]:
    """Yield each link to an anchor of the site: page, target, True if that exists."""
    places = {page: {element.get("id") for element in parsed(page).iter()} for page in pages(site)}
    for page in places:
        for link in parsed(page).iter():
            target = link.get("href") or link.get("{http://www.w3.org/1999/xlink}href") or ""
            address, place = urldefrag(urljoin(f"/{page.relative_to(site).as_posix()}", target))
            if place and address.startswith("/"):
                file = site / unquote(address[1:] + ("index.html" if address.endswith("/") else ""))
                yield page, target, unquote(place) in places.get(file, ())


@pytest.mark.slow
def test_every_link_resolves(shipped: Path, serve: Callable[[Path], str], tmp_path: Path) -> None:
    result = links_checked(serve(shipped), tmp_path)
    assert result.returncode == 0, result.stdout
    assert "0 warnings found. 0 errors found." in result.stdout


@pytest.mark.slow
def test_a_broken_link_would_be_seen(serve: Callable[[Path], str], tmp_path: Path) -> None:
    site = tmp_path / "site"
    site.mkdir()
    (site / "index.html").write_text('<!doctype html><a href="gone.html">x</a>', "utf-8")
    result = links_checked(serve(site), tmp_path)
    assert "1 error found." in result.stdout.replace("errors", "error")


def test_every_anchor_resolves(shipped: Path) -> None:
    links = list(anchors(shipped))
    assert len(links) > 3000
    assert [f"{page}: {target}" for page, target, is_there in links if not is_there] == []


def test_a_broken_anchor_would_be_seen(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    links = ("#here", "#gone", "a/#there", "a/#gone", "b/#gone", "https://example.org/#x")
    text = "".join(f'<a href="{link}">x</a>' for link in links)
    (tmp_path / "index.html").write_text(f'<!doctype html><title>x</title><p id="here">{text}', "utf-8")
    (tmp_path / "a/index.html").write_text('<!doctype html><title>x</title><p id="there">', "utf-8")
    assert [target for _, target, is_there in anchors(tmp_path) if not is_there] == ["#gone", "a/#gone", "b/#gone"]


def test_nothing_on_a_page_is_loaded_from_another_host(shipped: Path) -> None:
    loading = re.compile(
        r'<(?:script|img|link rel="(?:stylesheet|icon|preconnect)"|iframe)[^>]*(?:src|href)="(https?:)?//'
    )
    assert [page for page in pages(shipped) if loading.search(page.read_text("utf-8"))] == []
