"""Reads built pages as a reader does: what stands in the main part, the facts, the tables, in which language."""

from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from xml.etree.ElementTree import Element

import html5lib


@lru_cache(maxsize=512)
def document(path: Path) -> Element:
    """Parse an HTML file."""
    root: Element = html5lib.parse(path.read_text("utf-8"), namespaceHTMLElements=False)
    return root


def page(site: Path, path: str) -> Element:
    """Return the article of a page, by its address below the site."""
    found = document(site / path / "index.html").find(".//article")
    assert found is not None, path
    return found


def text(element: Element) -> str:
    """Return the visible text of an element on one line."""
    return " ".join("".join(element.itertext()).split())


def facts(article: Element) -> dict[str, str]:
    """Return the facts of a page, by label."""
    found: dict[str, str] = {}
    for listed in article.iter("dl"):
        label = ""
        for child in listed:
            if child.tag == "dt":
                label = text(child)
            elif label not in found:
                found[label] = text(child)
    return found


def section(article: Element, anchor: str) -> str:
    """Return the text under the heading with an anchor, up to the next one of its level. Empty if there is none."""
    shown: list[str] = []
    within = ""
    for element in article.iter():
        if element.tag in ("h1", "h2"):
            within = element.get("id") or ""
        elif within == anchor and element.tag in ("p", "li", "tr", "dd") and not _inside(element, article):
            shown.append(text(element))
    return "\n".join(shown)


def _inside(element: Element, article: Element) -> bool:
    """Whether an element lies in a list entry or a cell that is told as a whole."""
    parents = {child: parent for parent in article.iter() for child in parent}
    above = parents.get(element)
    while above is not None:
        if above.tag in ("li", "tr", "dd"):
            return True
        above = parents.get(above)
    return False


def spoken(root: Element, language: str) -> Iterator[tuple[str, str]]:
    """Every piece of text below an element with the language it is marked to be in; those of attributes too."""
    language = root.get("lang") or language
    for name in ("title", "aria-label", "placeholder", "alt"):
        if root.get(name):
            yield root.get(name) or "", language
    if root.tag in ("script", "style", "template"):
        return
    if root.text and root.text.strip():
        yield root.text, language
    for child in root:
        if isinstance(child.tag, str):
            yield from spoken(child, language)
        if child.tail and child.tail.strip():
            yield child.tail, language
