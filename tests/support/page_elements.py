"""The elements, links and ids of pages, and those that a hostile text would add."""

import re
from collections.abc import Iterable, Iterator
from html.parser import HTMLParser
from pathlib import Path

MARKDOWN = frozenset({"em", "strong", "ul", "ol", "li", "br", "code", "blockquote", "p", "a", "bdi", "span"})
"""Elements that prose, or a text in another direction, may add to a page."""
ATTRIBUTES = ("", "href", "lang", "dir", "title", "start", "hreflang")
DIRECTION_IN_CHARTS = {("text", "unicode-bidi"), ("svg", "direction")}
SCHEMES = re.compile(r"(?i)^(?:https?:|mailto:|[^:/?#]*(?:[/?#]|$)|#)")
NUMBERS = re.compile(r"\d+|(?<=countries-)[a-z]{2}$")


class Elements(HTMLParser):
    """The elements of a page with their attributes, by the parser of the standard library."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.shapes: set[tuple[str, str]] = set()
        self.links: list[str] = []
        self.names: list[str] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Add an element and its attributes."""
        self.shapes.add((tag, ""))
        self.shapes.update((tag, name) for name, _ in attrs)
        values = [(name, value or "") for name, value in attrs]
        self.links += [value for name, value in values if name in ("href", "src", "action", "formaction", "srcset")]
        self.names += [value for name, value in values if name == "id" or (name == "name" and tag != "meta")]


class Usual:
    """The elements, attributes, ids and names of the pages of harmless texts."""

    def __init__(self, paths: Iterable[Path]) -> None:
        pages = [Elements(path.read_text("utf-8")) for path in paths]
        self.shapes = {shape for page in pages for shape in page.shapes}
        self.names = {NUMBERS.sub("0", name) for page in pages for name in page.names}

    def faults_of(self, path: Path) -> Iterator[str]:
        """Yield elements, attributes, links, ids and names that a page should not have."""
        elements = Elements(path.read_text("utf-8"))
        for tag, attribute in elements.shapes - self.shapes - DIRECTION_IN_CHARTS:
            if tag not in MARKDOWN or attribute not in ATTRIBUTES:
                yield f"{path}: <{tag} {attribute}>"
        yield from (f"{path}: a link to {link}" for link in elements.links if not SCHEMES.match(link.strip()))
        new_names = {name for name in elements.names if NUMBERS.sub("0", name) not in self.names}
        yield from (f"{path}: an id or name {name!a}" for name in new_names)
