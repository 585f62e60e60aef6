"""The blocks of a page to HTML: headings, lists, definitions, tables and whatever else the generator writes.

Texts in them are in HTML but for the addresses of links.
"""

import re
from collections.abc import Iterable
from typing import Any

from generator.site.fast_markdown.spans import Texts, UnsupportedMarkdown

UNKNOWN = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029]|\n\n\n|\n +\n")
HEADING = re.compile(r"(#{1,6}) (.*) \{#([a-z][a-z0-9-]*)\}")
CLASS = re.compile(r"\{: \.([a-z-]+) \}")
CELL_CLASS = re.compile(rf" {CLASS.pattern}\Z")
FRAME = re.compile(
    r'<div class="([a-z][a-z-]*)"((?: (dir|lang)="[A-Za-z-]+"(?: (?!\3)(?:dir|lang)="[A-Za-z-]+")?)?) markdown="1">'
)
ATTRIBUTE = re.compile(r' [a-z]+="[^"]*"')
FOLDED = re.compile(r'\?\?\? ([a-z]+) "([^"]+)"')
RULE = re.compile(r"\| ---:?(?: \| ---:?)+ \|")
FENCED = re.compile(r"```([a-z]+)")
NUMBER = re.compile(r"[0-9]+\. +")
MARKED = re.compile(r"[-#+:~=|>!?{ _]|\*(?!\*[^*])|[0-9]+\. ")
"""How a text does not begin: Markdown takes it for something else, or might."""
TABS = " " * 4
CLOSED = "</details>"


class _Item:
    """An entry of a list or of definitions."""

    __slots__ = ("below", "html", "loose", "tag")

    def __init__(self, tag: str, html: str, *, loose: bool = False) -> None:
        self.tag, self.html, self.loose = tag, html, loose
        self.below: list[str] = []

    def __str__(self) -> str:
        if self.loose:
            return "\n".join((f"<{self.tag}>", f"<p>{self.html}</p>", *self.below, f"</{self.tag}>"))
        return (
            "\n".join((f"<{self.tag}>{self.html}{self.below[0]}", f"</{self.tag}>"))
            if self.below
            else (f"<{self.tag}>{self.html}</{self.tag}>")
        )


class PageBlocks:
    """One page on its way to HTML. Raises Strange where it holds what is not known here."""

    def __init__(self, texts: Texts) -> None:
        self.texts = texts
        self.identities = set[str]()
        self.headings = list[Any]()
        self.titled = False
        """Whether it begins with a heading of the first level."""
        self._written = list[str]()
        self._list, self._items = "", list[_Item]()
        self._framed = False

    def html(self, source: str) -> str:
        """All of it."""
        if UNKNOWN.search(source):
            raise UnsupportedMarkdown
        for block in source.strip("\n").split("\n\n"):
            self._block(block)
        self._end_list()
        if self._framed:
            raise UnsupportedMarkdown
        return "\n".join(self._written)

    def _block(self, block: str) -> None:
        first, lines = block[:1], block.split("\n")
        if first == "-":
            self._listed("ul", self._bullets(lines, "-   "))
        elif first == " ":
            self._below(lines)
        elif first in "123456789" and NUMBER.match(block):
            self._listed("ol", self._numbered(lines))
        elif lines[-1][:1] == ":":
            self._defined(lines)
        else:
            self._end_list()
            self._alone(first, lines)

    def _alone(self, first: str, lines: list[str]) -> None:
        """A block that is no part of a list."""
        write = self._written.append
        if first == "#":
            write(self._heading(*lines))
        elif first == "|":
            self._written += self._table(lines)
        elif first == "<" and (lines == ["</div>"] or FRAME.fullmatch(lines[0])):
            write(self._frame(*lines))
        elif first == ">" and self._written[-1:] != ["</blockquote>"]:
            self._written += ("<blockquote>", f"<p>{self._text(*_quoted(lines))}</p>", "</blockquote>")
        elif first == "`" and FENCED.fullmatch(lines[0]) and lines[-1] == "```":
            write(_code(lines))
        elif len(lines) == 2 and (kind := CLASS.fullmatch(lines[1])):
            write(f'<p class="{kind[1]}">{self._text(lines[0])}</p>')
        else:
            write(f"<p>{self._text(*lines)}</p>")

    def _text(self, text: str, *more: str) -> str:
        if more or not text or MARKED.match(text):
            raise UnsupportedMarkdown
        return self._inline(text)

    def _inline(self, text: str) -> str:
        return self.texts.html(text, self.identities)

    def _heading(self, line: str, *more: str) -> str:
        match = HEADING.fullmatch(line)
        if more or not match:
            raise UnsupportedMarkdown
        if match[2].endswith("#"):
            raise UnsupportedMarkdown
        level, text, identity = len(match[1]), self._text(match[2]), match[3]
        self.titled |= level == 1 and not self._written
        name = " ".join(re.sub(r"<[^>]*>", "", text).split())
        self.headings.append({"level": level, "id": identity, "name": name, "html": text, "data-toc-label": ""})
        return f'<h{level} id="{identity}">{text}</h{level}>'

    def _table(self, lines: list[str]) -> Iterable[str]:
        if len(lines) < 3 or not RULE.fullmatch(lines[1]):
            raise UnsupportedMarkdown
        styles = [' style="text-align: right;"' if cell[-1] == ":" else "" for cell in _cells(lines[1])]
        yield from ("<table>", "<thead>", *self._row(lines[0], "th", styles), "</thead>", "<tbody>")
        for line in lines[2:]:
            yield from self._row(line, "td", styles)
        yield from ("</tbody>", "</table>")

    def _row(self, line: str, tag: str, styles: list[str]) -> Iterable[str]:
        cells = _cells(line)
        if len(cells) != len(styles):
            raise UnsupportedMarkdown
        return "<tr>", *(self._cell(cell, tag, style) for cell, style in zip(cells, styles, strict=True)), "</tr>"

    def _cell(self, cell: str, tag: str, style: str) -> str:
        if cell.endswith(" }") and (kind := CELL_CLASS.search(cell)):
            cell, style = cell[: kind.start()], f' class="{kind[1]}"{style}'
        return f"<{tag}{style}>{self._inline(cell)}</{tag}>"

    def _frame(self, line: str, *more: str) -> str:
        match = FRAME.fullmatch(line)
        if more or self._framed is bool(match) or (not match and self._written[-1].startswith("<div")):
            raise UnsupportedMarkdown
        self._framed = bool(match)
        if not match:
            return line
        more_of = sorted(ATTRIBUTE.findall(match[2]))  # Markdown writes attributes in lexical order
        return f'<div class="{match[1]}"{"".join(more_of)}>'

    def _bullets(self, lines: list[str], mark: str) -> list[_Item]:
        items = list[_Item]()
        for line in lines:
            if line.startswith(mark):
                items.append(_Item("li", self._text(line[len(mark) :])))
            elif line.startswith(f"{TABS}- ") and items:
                items[-1].below.append(f"<li>{self._text(line[len(TABS) + 2 :])}</li>")
            else:
                raise UnsupportedMarkdown
        for item in items:
            if item.below:
                item.below = [_nested(item.below)]
        return items

    def _numbered(self, lines: list[str]) -> list[_Item]:
        numbers = [NUMBER.match(line) for line in lines]
        if None in numbers or not (self._items or lines[0].startswith("1.")):
            raise UnsupportedMarkdown
        return [_Item("li", self._text(line[len(n[0]) :])) for line, n in zip(lines, numbers, strict=True) if n]

    def _listed(self, tag: str, items: list[_Item]) -> None:
        if self._list == tag:  # after an empty line
            self._items[-1].loose = items[0].loose = True
        elif self._list in ("ol", "ul"):
            raise UnsupportedMarkdown
        else:
            self._end_list()
        self._list = tag
        self._items += items

    def _defined(self, lines: list[str]) -> None:
        term, *rest = lines
        if self._list != "dl":
            self._end_list()
            self._list = "dl"
        if not rest or not all(line.startswith(":   ") for line in rest):
            raise UnsupportedMarkdown
        self._items.append(_Item("dt", self._text(term)))
        self._items += (_Item("dd", self._text(line[4:])) for line in rest)

    def _below(self, lines: list[str]) -> None:
        """A block that belongs to the entry before it."""
        if not self._items or not all(line.startswith(TABS) for line in lines):
            raise UnsupportedMarkdown
        item, lines = self._items[-1], [line[len(TABS) :] for line in lines]
        item.loose = True
        last = item.below[-1] if item.below else ""
        if lines[0].startswith("- "):
            if self._list == "dl" or last.startswith("<ul>") or last.endswith(CLOSED):
                raise UnsupportedMarkdown
            item.below.append(_nested(str(each) for each in self._bullets(lines, "- ")))
        elif lines[0].startswith(TABS) and last.endswith(CLOSED):
            item.below[-1] = (
                f"{last.removesuffix(CLOSED)}<p>{self._text(lines[0][len(TABS) :], *lines[1:])}</p>\n{CLOSED}"
            )
        elif match := FOLDED.fullmatch(lines[0]):
            item.below.append(
                f'<details class="{match[1]}">\n<summary>{self._text(match[2], *lines[1:])}</summary>\n{CLOSED}'
            )
        else:
            item.below.append(f"<p>{self._text(*lines)}</p>")

    def _end_list(self) -> None:
        if self._list:
            self._written += (f"<{self._list}>", *map(str, self._items), f"</{self._list}>")
            self._list, self._items = "", []


def _code(lines: list[str]) -> str:
    """A block of code that holds no empty line."""
    shown = "\n".join(lines[1:-1])
    if "```" in shown or len(lines) == 2:
        raise UnsupportedMarkdown
    for character, entity in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ('"', "&quot;")):
        shown = shown.replace(character, entity)
    return f'<pre><code class="language-{lines[0][3:]}">{shown}\n</code></pre>'


def _cells(line: str) -> list[str]:
    if not (line.startswith("| ") and line.endswith(" |")):
        raise UnsupportedMarkdown
    return line[2:-2].split(" | ")


def _quoted(lines: list[str]) -> Iterable[str]:
    if not all(line.startswith("> ") for line in lines):
        raise UnsupportedMarkdown
    return (line[2:] for line in lines)


def _nested(items: Iterable[str]) -> str:
    return "\n".join(("<ul>", *items, "</ul>"))
