"""`Md`: Markdown escaping; links, lists and tables; prose to Markdown.

Text is hostile until escaped. The escaping is written against Python-Markdown with the extensions in `mkdocs.yml`;
other readers of Markdown see the same text. `writer.py` formats values of records with it.
"""

import html
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Any, Self
from urllib.parse import quote

from markdown_it.token import Token
from markupsafe import Markup

from generator.pages.direction import current_direction, has_direction, isolate_by_characters, isolate_tag
from generator.values.reference import Reference
from generator.values.text import parse_prose

SPECIAL = re.compile(r"([\\`*_{}\[\]#|])")
SPACES = re.compile(r"[\n\r\t][ \n\r\t]*| [ \n\r\t]+")  # all but a single space
MARKUP = re.compile(r"<[^>]*>|(?<!\\)\]\([^)]*\)|(?<!\\)\[|(?<!\\)\*\*")
ESCAPE = re.compile(r"\\(.)")
LEADING = re.compile(r"^( ?)(?:([-+])|([=:~]|\?(?=\?\?)|!(?=!!))|(\d+)(?=[.)]))")
URL_SAFE = "!#$%&'*+,-./:;=?@_~"
INDENT = " " * 4


class Md(Markup):
    """Trusted Markdown. Values formatted into it or joined by it are escaped, unless they are `Md` too."""

    __slots__ = ()

    def __new__(cls, object: Any = "") -> Self:  # noqa: A002  Markup calls it so
        """Trust a text as Markdown. Markup's own also asks text for `__html__`, in vain."""
        return str.__new__(cls, object if isinstance(object, str) else object.__html__())

    @classmethod
    def escape(cls, s: Any) -> "Md":
        """Escape any value: Markdown shows it as it is, on one line, in its direction."""
        if isinstance(s, cls):
            return s
        return cls(s) if hasattr(s, "__html__") else _escaped(str(s), current_direction())

    def format(self, *args: Any, **kwargs: Any) -> "Md":
        """Fill in values, escaped.

        Markup's own reads the braces in Python: a tenth of a page's time.
        """
        return Md(str.format(self, *map(Md.escape, args), **{name: Md.escape(each) for name, each in kwargs.items()}))

    def join(self, iterable: Iterable[Any], /) -> "Md":
        """Join values, escaped."""
        return Md(str.join(self, [each if each.__class__ is Md else Md.escape(each) for each in iterable]))


@lru_cache(maxsize=1 << 14)  # names and titles stand on many pages
def _escaped(text: str, direction: str) -> Md:
    if tag := isolate_tag(text, direction):
        return Md(f"{tag}{_literal(text)}</bdi>")
    return escape_in_isolate(text)


def escape_in_isolate(text: str) -> Md:
    """Escape a text that stands alone in an element with a direction."""
    return Md(LEADING.sub(_leading, _literal(text)))


def _literal(text: str) -> str:
    """Escape a text for the middle of a line."""
    line = SPACES.sub(" ", text)
    line = line.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    # A final exclamation mark would make an image of a link or citation mark after the text.
    line = SPECIAL.sub(r"\\\1", line)
    return f"{line[:-1]}\\!" if line.endswith("!") else line


def _leading(match: re.Match[str]) -> str:
    """Escape a character that starts a list, heading, definition or folded note."""
    space, mark, entity, number = match.groups()
    return space + (f"\\{mark}" if mark else f"&#{ord(entity)};" if entity else f"{number}\\")


def plain_text(markdown: Md) -> str:
    """Return the plain text of one line of Markdown."""
    return html.unescape(ESCAPE.sub(r"\1", MARKUP.sub("", markdown)))


def isolated_text(markdown: Md) -> str:
    """Return the plain text of one line, with characters that isolate its parts."""
    return plain_text(Md(isolate_by_characters(markdown)))


def squeeze_blank_lines(markdown: str) -> str:
    """Remove repeated blank lines, left by absent parts of templates."""
    return re.sub(r"\n{3,}", "\n\n", markdown).strip() + "\n"


def escape_url(url: str) -> str:
    """Escape an address for a Markdown link."""
    return quote(url, safe=URL_SAFE).replace("&", "&amp;")


def link(text: Any, url: str) -> Md:
    """Make a link. The address is trusted: see `escape_url`."""
    return Md(f"[{Md.escape(text)}]({url})")


def table(head: Iterable[Any], rows: Iterable[Iterable[Any]], *, numbers: bool = False) -> Md:
    """Make a table. Each cell is one line.

    With `numbers`, all columns but the first are aligned to the right.
    """
    labels = tuple(head)
    rule = (Md("---"), *(Md("---:" if numbers else "---") for _ in labels[1:]))
    lines = (labels, rule, *rows)
    return Md("\n").join(Md("| {} |").format(Md(" | ").join(map(Md.escape, line))) for line in lines)


def bullets(lines: Iterable[Md]) -> Md:
    """Make a list of lines."""
    return Md("\n").join(Md("-   {}").format(line) for line in lines)


def indent(markdown: str) -> Md:
    """Indent all lines but the first, for an entry of a list."""
    return Md(str(markdown).replace("\n", f"\n{INDENT}").replace(f"\n{INDENT}\n", "\n\n"))


UNFRAMED = Md("{}")
"""The frame of text in the language of the page."""

RecordLink = Callable[[Reference, str], Md]
"""Makes the link to a record; its text is empty if the editor gave none."""


def blocks(text: str, record_link: RecordLink, frame: Md = UNFRAMED) -> Md:
    """Convert prose to blocks of Markdown, the text of each in `frame`."""
    return Md("\n\n".join(_blocks(iter(parse_prose(text)), record_link, frame)))


def inline(text: str, record_link: RecordLink, frame: Md = UNFRAMED) -> Md:
    """Convert prose to Markdown on one line in `frame`: blocks one after another."""
    return _framed([token for token in parse_prose(text) if token.type == "inline"], record_link, frame)


def _framed(tokens: Sequence[Token], record_link: RecordLink, frame: Md) -> Md:
    """Put a line of prose into `frame`, and isolate it if the frame has no direction."""
    line = " ".join(_inline(token, record_link) for token in tokens)
    words = (
        "" if has_direction(frame) else " ".join(child.content for token in tokens for child in token.children or ())
    )
    tag = isolate_tag(words, current_direction())
    return frame.format(Md(f"{tag}{line}</bdi>" if tag else line))


def _blocks(tokens: Iterator[Token], record_link: RecordLink, frame: Md) -> Iterator[str]:
    """Convert the blocks up to the end of the open block."""
    for token in tokens:
        if token.type == "inline":
            yield _framed((token,), record_link, frame)
        elif token.type in ("bullet_list_open", "ordered_list_open"):
            yield _list(tokens, record_link, frame, ordered=token.type == "ordered_list_open")
        elif token.type in ("bullet_list_close", "ordered_list_close", "list_item_close"):
            return


def _list(tokens: Iterator[Token], record_link: RecordLink, frame: Md, *, ordered: bool) -> str:
    entries: list[str] = []
    for token in tokens:
        if token.type != "list_item_open":
            break
        mark = f"{len(entries) + 1}." if ordered else "-"
        body = indent("\n\n".join(_blocks(tokens, record_link, frame))) or "&#8203;"
        entries.append(f"{mark.ljust(3)} {body}" if ordered else f"{mark}   {body}")
    return "\n".join(entries)


EMPHASIS = {"em_open": "<em>", "em_close": "</em>", "strong_open": "<strong>", "strong_close": "</strong>"}


def _inline(token: Token, record_link: RecordLink) -> str:
    """Convert a line of prose. Emphasis becomes HTML: pairing of asterisks varies."""
    parts: list[str] = []
    target = ""
    for child in token.children or ():
        if child.type == "link_open":
            parts.append("[")
            target = escape_url(str(child.attrs["href"]))
        elif child.type == "link_close":
            parts.append(f"]({target})")
        elif child.type == "record_link":
            parts.append(str(record_link(child.meta["reference"], child.content)))
        elif child.type in ("softbreak", "hardbreak"):
            parts.append(" ")
        else:
            parts.append(EMPHASIS.get(child.type) or _literal(child.content))
    return LEADING.sub(_leading, "".join(parts).strip())
