"""Markdown that says what a text says: escaping, and the small Markdown of prose.

Text is hostile until escaped. The escaping is written against Python-Markdown with the extensions that
`mkdocs.yml` names; other readers of Markdown see the same text.
"""

import html
import re
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from typing import Any, Self
from urllib.parse import quote

from markdown_it.token import Token
from markupsafe import Markup

from generator.values.reference import Reference
from generator.values.text import parse_prose

SPECIAL = re.compile(r"([\\`*_{}\[\]#|])")
SPACES = re.compile(r"[\n\r\t][ \n\r\t]*| [ \n\r\t]+")  # all but a single space, which may stay
MARKED = re.compile(r"<[^>]*>|(?<!\\)\]\([^)]*\)|(?<!\\)\[|(?<!\\)\*\*")
ESCAPED = re.compile(r"\\(.)")
LEADING = re.compile(r"^( ?)(?:([-+])|([=:~])|(\d+)(?=[.)]))")
URL_SAFE = "!#$%&'*+,-./:;=?@_~"
INDENT = " " * 4


class Md(Markup):
    """Markdown of ours: whatever is formatted into it or joined by it is escaped."""

    __slots__ = ()

    def __new__(cls, object: Any = "") -> Self:  # noqa: A002  Markup calls it so
        """A text taken for Markdown. Markup's own asks of each whether it can write itself: all that is text cannot."""
        return str.__new__(cls, object if isinstance(object, str) else object.__html__())

    @classmethod
    def escape(cls, s: Any) -> "Md":
        """Any value as Markdown that shows it as it is, on one line."""
        if isinstance(s, cls):
            return s
        return cls(s) if hasattr(s, "__html__") else _escaped(str(s))

    def format(self, *args: Any, **kwargs: Any) -> "Md":
        """It with values in its `{}`. Markup's own reads the braces in Python, which took a tenth of a page's time."""
        return Md(str.format(self, *map(Md.escape, args), **{name: Md.escape(each) for name, each in kwargs.items()}))

    def join(self, iterable: Iterable[Any], /) -> "Md":
        """Values with it between them."""
        return Md(str.join(self, [each if each.__class__ is Md else Md.escape(each) for each in iterable]))


@lru_cache(maxsize=1 << 14)  # names and titles stand on many pages
def _escaped(text: str) -> Md:
    return Md(LEADING.sub(_leading, _literal(text)))


def _literal(text: str) -> str:
    """A text as Markdown that shows it as it is in the middle of a line."""
    line = SPACES.sub(" ", text)
    line = line.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    # An exclamation mark makes an image of the link, or of the mark of a citation, that may follow the text.
    line = SPECIAL.sub(r"\\\1", line)
    return f"{line[:-1]}\\!" if line.endswith("!") else line


def _leading(match: re.Match[str]) -> str:
    """What starts a list, a heading or a definition only at the start of a line."""
    space, mark, entity, number = match.groups()
    return space + (f"\\{mark}" if mark else f"&#{ord(entity)};" if entity else f"{number}\\")


def plain_text(markdown: Md) -> str:
    """What a line of our Markdown says, as plain text."""
    return html.unescape(ESCAPED.sub(r"\1", MARKED.sub("", markdown)))


def squeeze_blank_lines(markdown: str) -> str:
    """Markdown without the runs of blank lines that templates leave where a part is absent."""
    return re.sub(r"\n{3,}", "\n\n", markdown).strip() + "\n"


def escape_url(url: str) -> str:
    """An address as it stands in a Markdown link."""
    return quote(url, safe=URL_SAFE).replace("&", "&amp;")


def link(text: Any, url: str) -> Md:
    """A link."""
    return Md(f"[{Md.escape(text)}]({url})")


def table(head: Iterable[Any], rows: Iterable[Iterable[Any]], *, numbers: bool = False) -> Md:
    """A table. Every cell is one line. All columns but the first may hold numbers, which stand at the right."""
    labels = tuple(head)
    rule = (Md("---"), *(Md("---:" if numbers else "---") for _ in labels[1:]))
    lines = (labels, rule, *rows)
    return Md("\n").join(Md("| {} |").format(Md(" | ").join(map(Md.escape, line))) for line in lines)


def bullets(lines: Iterable[Md]) -> Md:
    """A list of lines."""
    return Md("\n").join(Md("-   {}").format(line) for line in lines)


def indent(markdown: str) -> Md:
    """Markdown whose lines after the first are indented, to stand in an entry of a list."""
    return Md(str(markdown).replace("\n", f"\n{INDENT}").replace(f"\n{INDENT}\n", "\n\n"))


UNFRAMED = Md("{}")

RecordLink = Callable[[Reference, str], Md]
"""Makes the link to a record; the text is empty where the editor gave none."""


def blocks(text: str, record_link: RecordLink, frame: Md = UNFRAMED) -> Md:
    """The Markdown of a prose text, in blocks; the text of each is put into the frame."""
    return Md("\n\n".join(_blocks(iter(parse_prose(text)), record_link, frame)))


def inline(text: str, record_link: RecordLink) -> Md:
    """The Markdown of a prose text on one line: paragraphs and entries of lists one after another."""
    tokens = (token for token in parse_prose(text) if token.type == "inline")
    return Md(" ".join(_inline(token, record_link) for token in tokens))


def _blocks(tokens: Iterator[Token], record_link: RecordLink, frame: Md) -> Iterator[str]:
    """The blocks up to the end of the block that is open."""
    for token in tokens:
        if token.type == "inline":
            yield frame.format(Md(_inline(token, record_link)))
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


MARKS = {"em_open": "<em>", "em_close": "</em>", "strong_open": "<strong>", "strong_close": "</strong>"}


def _inline(token: Token, record_link: RecordLink) -> str:
    """Emphasis as elements: the rules by which asterisks pair differ from one Markdown to the next."""
    written: list[str] = []
    target = ""
    for child in token.children or ():
        if child.type == "link_open":
            written.append("[")
            target = escape_url(str(child.attrs["href"]))
        elif child.type == "link_close":
            written.append(f"]({target})")
        elif child.type == "record_link":
            written.append(str(record_link(child.meta["reference"], child.content)))
        elif child.type in ("softbreak", "hardbreak"):
            written.append(" ")
        else:
            written.append(MARKS.get(child.type) or _literal(child.content))
    return LEADING.sub(_leading, "".join(written).strip())
