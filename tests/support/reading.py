"""Built pages as a reader sees them: article, facts, sections, text by language."""

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
    article = document(site / path / "index.html").find(".//article")
    assert article is not None, path
    return article


def text(element: Element) -> str:
    """Return the visible text of an element on one line."""
    return " ".join("".join(element.itertext()).split())


def facts(article: Element) -> dict[str, str]:
    """Return the facts of a page, by label."""
    values: dict[str, str] = {}
    for listed in article.iter("dl"):
        label = ""
        for child in listed:
            if child.tag == "dt":
                label = text(child)
            elif label not in values:
                values[label] = text(child)
    return values


def section(article: Element, anchor: str) -> str:
    """Return the text of the section with an anchor; empty if there is none."""
    lines: list[str] = []
    within = ""
    for element in article.iter():
        if element.tag in ("h1", "h2"):
            within = element.get("id") or ""
        elif within == anchor and element.tag in ("p", "li", "tr", "dd") and not _inside(element, article):
            lines.append(text(element))
    return "\n".join(lines)


def _inside(element: Element, article: Element) -> bool:
    """Return True if an element lies in a list entry or a cell, read as a whole."""
    parents = {child: parent for parent in article.iter() for child in parent}
    above = parents.get(element)
    while above is not None:
        if above.tag in ("li", "tr", "dd"):
            return True
        above = parents.get(above)
    return False


def texts_with_language(root: Element, language: str) -> Iterator[tuple[str, str]]:
    """Yield each text below an element, in attributes too, with its marked language."""
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
            yield from texts_with_language(child, language)
        if child.tail and child.tail.strip():
            yield child.tail, language
