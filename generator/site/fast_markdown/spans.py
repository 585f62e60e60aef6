"""Texts within a block to HTML: links, emphasis, escaped characters, entities and elements as the generator writes.

A text is read once, wherever it stands again; only the addresses of its links are found anew from each page.
"""

import re
from collections.abc import Callable
from typing import Any

from markdown import serializers
from mkdocs.utils import get_relative_url

TAG = r"</?(?:a|br|code|em|span|strong)(?: (?:class|dir|id|lang)=\"[A-Za-z][\w -]*\")*>"
TOKEN = re.compile(
    r"(?P<plain>(?:[^][\\`*_<>&{}|!]|!(?!\[))+)"
    r"|\\(?P<escaped>[][\\`*_{}()#+.!|-])"
    r"|\[(?P<label>(?:[^][\\]|\\.)+)\]\((?P<to>(?:[^][\\`()<>&{}|\"'\s]|&amp;)+)\)(?:\{(?P<classes>\.[a-z-]+)\})?"
    rf"|(?P<element>{TAG})"
    r"|(?P<entity>&(?:[a-z]+|\#[0-9]+);)"
    r"|(?P<strong>\*\*)"
)
IDENTITY = re.compile(r' id="([^"]*)"')
MOST = 30_000
"""How many texts are kept; there are names that stand on a thousand pages, and texts that stand on one."""
RECORD = re.compile(r"[\w.-][\w./-]*\.md")
"""A link that is looked up without MkDocs: to a file, without an anchor, and with nothing that is quoted."""
escaped: Callable[[str], str] = vars(serializers)["_escape_attrib_html"]
"""The value of an attribute, as Markdown writes it."""
ADDRESS = re.compile("\x02([^\x03]*)\x03")
"""Stands for the address of a link until all of a page is read: only then is MkDocs asked, which might warn of it."""


class UnsupportedMarkdown(Exception):  # noqa: N818  it names what is the case
    """Not what the generator writes, as far as is known here."""


class Links:
    """The addresses of links as they are from a page: what `path_to_url` of MkDocs gives, and tells MkDocs."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, str, str], tuple[str, str]] = {}

    def put_into(self, html: str, page: Any) -> str:
        """HTML with the addresses of its links, as they are from the page that MkDocs' `_RelativePathTreeprocessor` is
        of."""
        here, found, known = page.file, page.files.get_file_from_path, self._known
        folder, place = here.src_uri.rpartition("/")[0], here.url.rstrip("/").rpartition("/")[0]

        def address(match: re.Match[str]) -> str:
            url = match[1]
            if not RECORD.fullmatch(url):
                return escaped(page.path_to_url(url))
            uri, relative = known.get((folder, place, url)) or (page._target_uri(here.src_uri, url), "")
            target = found(uri)
            if target is None or target.inclusion.is_excluded():
                return escaped(page.path_to_url(url))
            if relative and not target.url.startswith(here.url):
                return relative
            relative = escaped(get_relative_url(target.url, here.url))
            # The same from all pages of a folder, but for the address of the page itself and what is below.
            if place and not target.url.startswith(here.url):
                known[folder, place, url] = uri, relative
            return relative

        return ADDRESS.sub(address, html)


class Texts:
    """What texts are in HTML, but for the addresses of links."""

    def __init__(self) -> None:
        self._known: dict[str, tuple[str, list[str]]] = {}

    def html(self, text: str, identities: set[str]) -> str:
        """A text in HTML, and which identities elements in it have. Raises Strange."""
        known = self._known.get(text)
        if known is None:
            if len(self._known) >= MOST:
                self._known.clear()
            html = _read(text)
            known = self._known[text] = html, IDENTITY.findall(html) if ' id="' in html else []
        if known[1]:
            identities.update(known[1])
        return known[0]


def _read(text: str, *, label: bool = False) -> str:
    if text != text.strip() or "  " in text:
        raise UnsupportedMarkdown
    written, at, strong = list[str](), 0, False
    while at < len(text):
        match = TOKEN.match(text, at)
        if not match:
            raise UnsupportedMarkdown
        kind, said = match.lastgroup, match[0]
        if kind == "escaped":
            said = said[1]
        elif kind == "strong":
            beside = text[at - 1] if strong else text[match.end() : match.end() + 1]
            if not beside or beside.isspace() or beside == "*":
                raise UnsupportedMarkdown
            strong = not strong
            said = "<strong>" if strong else "</strong>"
        elif kind in ("to", "classes"):
            if label:
                raise UnsupportedMarkdown
            classes = f' class="{match["classes"][1:]}"' if match["classes"] else ""
            said = f'<a{classes} href="\x02{match["to"]}\x03">{_read(match["label"], label=True)}</a>'
        written.append(said)
        at = match.end()
    if strong:
        raise UnsupportedMarkdown
    return "".join(written)
