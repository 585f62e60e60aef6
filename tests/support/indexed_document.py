"""A search document, read as Pagefind does: its fields, filters, sort keys and text."""

from dataclasses import dataclass

import html5lib


@dataclass(frozen=True)
class IndexedDocument:
    """A search document as another parser reads it."""

    meta: dict[str, str]
    filters: list[tuple[str, str]]
    sort: dict[str, str]
    text: str


def read_document(content: bytes) -> IndexedDocument:
    """Read a document with html5lib, strictly; assert that Pagefind uses each element."""
    tree = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(content.decode())
    (main,) = tree.iter("main")
    (ignored,) = main
    assert (main.get("data-pagefind-body"), ignored.tag, ignored.get("data-pagefind-ignore")) == ("", "div", "")
    elements: dict[str, list[tuple[str, str]]] = {"meta": [], "filter": [], "sort": []}
    for element in ignored:
        ((attribute, name),) = element.attrib.items()
        assert (element.tag, len(element)) == ("i", 0)
        elements[attribute.removeprefix("data-pagefind-")].append((name, element.text or ""))
    assert len(dict(elements["meta"])) == len(elements["meta"])
    return IndexedDocument(dict(elements["meta"]), elements["filter"], dict(elements["sort"]), ignored.tail.strip())
