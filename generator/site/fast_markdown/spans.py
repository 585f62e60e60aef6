"""Convert the text of a block to HTML: links, emphasis, escaped characters, entities and elements.

`SpanConverter` converts each text once, wherever it occurs. `LinkResolver` fills in the addresses of links, which
differ from page to page. Used by `blocks.py` and `converter.py`.
"""

import re
from collections.abc import Callable
from typing import Any

from markdown import serializers
from mkdocs.utils import get_relative_url

TAG = r"</?(?:a|bdi|br|code|em|span|strong)(?: (?:class|dir|id|lang)=\"[A-Za-z][\w -]*\")*>"
TOKEN = re.compile(
    r"(?P<plain>(?:[^][\\`*_<>&{}|!]|!(?!\[))+)"
    r"|\\(?P<escaped>[][\\`*_{}()#+.!|-])"
    r"|\[(?P<label>(?:[^][\\]|\\.)+)\]\((?P<to>(?:[^][\\`()<>&{}|\"'\s]|&amp;)+)\)(?:\{(?P<classes>\.[a-z-]+)\})?"
    rf"|(?P<element>{TAG})"
    r"|(?P<entity>&(?:[a-z]+|\#[0-9]+);)"
    r"|(?P<strong>\*\*)"
)
ID_ATTRIBUTE = re.compile(r' id="([^"]*)"')
MAX_CACHED_TEXTS = 30_000
"""How many texts are kept: some names occur on a thousand pages, many texts on one."""
PAGE_LINK = re.compile(r"[\w.-][\w./-]*\.md")
"""A link to a file, without an anchor and without escapes: looked up here instead of by MkDocs."""
escape_attribute: Callable[[str], str] = vars(serializers)["_escape_attrib_html"]
"""Escape the value of an attribute as Markdown does."""
ADDRESS = re.compile("\x02([^\x03]*)\x03")
"""The address of a link, until the whole page is converted: only then is MkDocs asked, which may warn of it."""


class UnsupportedMarkdown(Exception):  # noqa: N818  it names what is the case
    """Markdown that the fast converter does not know: Python-Markdown converts the page."""


class LinkResolver:
    """The addresses of links relative to a page, as `path_to_url` of MkDocs gives and records them."""

    def __init__(self) -> None:
        self._cache: dict[tuple[str, str, str], tuple[str, str]] = {}
        """By folder of the source, folder of the page and link: URI and relative address of the target."""

    def fill_in(self, html: str, processor: Any) -> str:
        """Return `html` with the addresses of its links.

        `processor` is MkDocs' `_RelativePathTreeprocessor`.
        """
        page, find_file, cache = processor.file, processor.files.get_file_from_path, self._cache
        folder, place = page.src_uri.rpartition("/")[0], page.url.rstrip("/").rpartition("/")[0]

        def address(match: re.Match[str]) -> str:
            link = match[1]
            if not PAGE_LINK.fullmatch(link):
                return escape_attribute(processor.path_to_url(link))
            uri, relative = cache.get((folder, place, link)) or (processor._target_uri(page.src_uri, link), "")
            target = find_file(uri)
            if target is None or target.inclusion.is_excluded():
                return escape_attribute(processor.path_to_url(link))
            if relative and not target.url.startswith(page.url):
                return relative
            relative = escape_attribute(get_relative_url(target.url, page.url))
            # All pages of a folder share it, but for the address of the page itself and of pages below it.
            if place and not target.url.startswith(page.url):
                cache[folder, place, link] = uri, relative
            return relative

        return ADDRESS.sub(address, html)


class SpanConverter:
    """Convert texts to HTML, each once. The addresses of links stay marked with `ADDRESS`."""

    def __init__(self) -> None:
        self._cache: dict[str, tuple[str, list[str]]] = {}
        """By text: its HTML, and the ids of elements in it."""

    def convert(self, text: str, ids: set[str]) -> str:
        """Convert a text; add the ids of its elements to `ids`.

        Raises UnsupportedMarkdown.
        """
        entry = self._cache.get(text)
        if entry is None:
            if len(self._cache) >= MAX_CACHED_TEXTS:
                self._cache.clear()
            html = _convert(text)
            entry = self._cache[text] = html, ID_ATTRIBUTE.findall(html) if ' id="' in html else []
        if entry[1]:
            ids.update(entry[1])
        return entry[0]


def _convert(text: str, *, is_label: bool = False) -> str:
    """Convert a text, token by token. In the label of a link there is no other link."""
    if text != text.strip() or "  " in text:
        raise UnsupportedMarkdown
    parts, position, is_strong = list[str](), 0, False
    while position < len(text):
        match = TOKEN.match(text, position)
        if not match:
            raise UnsupportedMarkdown
        kind, html = match.lastgroup, match[0]
        if kind == "escaped":
            html = html[1]
        elif kind == "strong":
            neighbour = text[position - 1] if is_strong else text[match.end() : match.end() + 1]
            if not neighbour or neighbour.isspace() or neighbour == "*":
                raise UnsupportedMarkdown
            is_strong = not is_strong
            html = "<strong>" if is_strong else "</strong>"
        elif kind in ("to", "classes"):
            if is_label:
                raise UnsupportedMarkdown
            classes = f' class="{match["classes"][1:]}"' if match["classes"] else ""
            html = f'<a{classes} href="\x02{match["to"]}\x03">{_convert(match["label"], is_label=True)}</a>'
        parts.append(html)
        position = match.end()
    if is_strong:
        raise UnsupportedMarkdown
    return "".join(parts)
