"""`PageBlocks`: convert the blocks of a page to HTML: headings, lists, definitions, tables, frames.

Knows the Markdown that `pages/` writes, and raises UnsupportedMarkdown for any other. `spans.py` converts the texts in
the blocks; the addresses of links stay marked.
"""

import re
from collections.abc import Iterable
from typing import Any

from generator.site.fast_markdown.spans import SpanConverter, UnsupportedMarkdown

UNSUPPORTED = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029]|\n\n\n|\n +\n")
"""Characters and empty lines that `pages/` never writes."""
HEADING = re.compile(r"(#{1,6}) (.*) \{#([a-z][a-z0-9-]*)\}")
CLASS = re.compile(r"\{: \.([a-z-]+) \}")
CELL_CLASS = re.compile(rf" {CLASS.pattern}\Z")
FRAME = re.compile(
    r'<div class="([a-z][a-z-]*)"((?: (dir|lang)="[A-Za-z-]+"(?: (?!\3)(?:dir|lang)="[A-Za-z-]+")?)?) markdown="1">'
)
ATTRIBUTE = re.compile(r' [a-z]+="[^"]*"')
FOLDED = re.compile(r'\?\?\? ([a-z]+) "([^"]+)"')
"""The first line of an admonition that is folded."""
TABLE_RULE = re.compile(r"\| ---:?(?: \| ---:?)+ \|")
FENCE = re.compile(r"```([a-z]+)")
NUMBER = re.compile(r"[0-9]+\. +")
SPECIAL_START = re.compile(r"[-#+:~=|>!?{ _]|\*(?!\*[^*])|[0-9]+\. ")
"""How no text begins: Markdown takes it for another block, or might."""
INDENT = " " * 4
DETAILS_END = "</details>"


class _ListItem:
    """An item of a list, or a term or definition."""

    __slots__ = ("below", "html", "is_loose", "tag")

    def __init__(self, tag: str, html: str, *, is_loose: bool = False) -> None:
        """Make an item. A loose one has empty lines around it: its text is a paragraph."""
        self.tag, self.html, self.is_loose = tag, html, is_loose
        self.below: list[str] = []
        """The HTML of the blocks inside the item, after its text."""

    def __str__(self) -> str:
        if self.is_loose:
            return "\n".join((f"<{self.tag}>", f"<p>{self.html}</p>", *self.below, f"</{self.tag}>"))
        if self.below:
            return "\n".join((f"<{self.tag}>{self.html}{self.below[0]}", f"</{self.tag}>"))
        return f"<{self.tag}>{self.html}</{self.tag}>"


class PageBlocks:
    """One page on its way to HTML. Methods raise UnsupportedMarkdown."""

    def __init__(self, spans: SpanConverter) -> None:
        self.spans = spans
        self.ids = set[str]()
        """The ids of elements, without those of headings."""
        self.headings = list[Any]()
        """A token of the table of contents for each heading, as the extension `toc` makes it."""
        self.has_title = False
        """Whether the page begins with a heading of the first level."""
        self._output = list[str]()
        self._list_tag, self._items = "", list[_ListItem]()
        """The list that is open: the next block may continue it."""
        self._is_in_frame = False

    def convert(self, source: str) -> str:
        """Convert a page."""
        if UNSUPPORTED.search(source):
            raise UnsupportedMarkdown
        for block in source.strip("\n").split("\n\n"):
            self._add_block(block)
        self._end_list()
        if self._is_in_frame:
            raise UnsupportedMarkdown
        return "\n".join(self._output)

    def _add_block(self, block: str) -> None:
        """Convert a block and add it to the open list, or to the page."""
        first, lines = block[:1], block.split("\n")
        if first == "-":
            self._add_items("ul", self._bullets(lines, "-   "))
        elif first == " ":
            self._add_to_last_item(lines)
        elif first in "123456789" and NUMBER.match(block):
            self._add_items("ol", self._numbered_items(lines))
        elif lines[-1][:1] == ":":
            self._add_definitions(lines)
        else:
            self._end_list()
            self._add_other_block(first, lines)

    def _add_other_block(self, first: str, lines: list[str]) -> None:
        """Convert a block that is no part of a list. `first` is its first character."""
        add = self._output.append
        if first == "#":
            add(self._heading(*lines))
        elif first == "|":
            self._output += self._table(lines)
        elif first == "<" and (lines == ["</div>"] or FRAME.fullmatch(lines[0])):
            add(self._frame(*lines))
        elif first == ">" and self._output[-1:] != ["</blockquote>"]:
            self._output += ("<blockquote>", f"<p>{self._text(*_unquote(lines))}</p>", "</blockquote>")
        elif first == "`" and FENCE.fullmatch(lines[0]) and lines[-1] == "```":
            add(_code_block(lines))
        elif len(lines) == 2 and (kind := CLASS.fullmatch(lines[1])):
            add(f'<p class="{kind[1]}">{self._text(lines[0])}</p>')
        else:
            add(f"<p>{self._text(*lines)}</p>")

    def _text(self, text: str, *more: str) -> str:
        """Convert the only line of a block."""
        if more or not text or SPECIAL_START.match(text):
            raise UnsupportedMarkdown
        return self._span(text)

    def _span(self, text: str) -> str:
        return self.spans.convert(text, self.ids)

    def _heading(self, line: str, *more: str) -> str:
        match = HEADING.fullmatch(line)
        if more or not match or match[2].endswith("#"):
            raise UnsupportedMarkdown
        level, text, anchor = len(match[1]), self._text(match[2]), match[3]
        self.has_title |= level == 1 and not self._output
        name = " ".join(re.sub(r"<[^>]*>", "", text).split())
        self.headings.append({"level": level, "id": anchor, "name": name, "html": text, "data-toc-label": ""})
        return f'<h{level} id="{anchor}">{text}</h{level}>'

    def _table(self, lines: list[str]) -> Iterable[str]:
        if len(lines) < 3 or not TABLE_RULE.fullmatch(lines[1]):
            raise UnsupportedMarkdown
        styles = [' style="text-align: right;"' if cell[-1] == ":" else "" for cell in _split_cells(lines[1])]
        yield from ("<table>", "<thead>", *self._row(lines[0], "th", styles), "</thead>", "<tbody>")
        for line in lines[2:]:
            yield from self._row(line, "td", styles)
        yield from ("</tbody>", "</table>")

    def _row(self, line: str, tag: str, styles: list[str]) -> Iterable[str]:
        cells = _split_cells(line)
        if len(cells) != len(styles):
            raise UnsupportedMarkdown
        return "<tr>", *(self._cell(cell, tag, style) for cell, style in zip(cells, styles, strict=True)), "</tr>"

    def _cell(self, cell: str, tag: str, style: str) -> str:
        if cell.endswith(" }") and (kind := CELL_CLASS.search(cell)):
            cell, style = cell[: kind.start()], f' class="{kind[1]}"{style}'
        return f"<{tag}{style}>{self._span(cell)}</{tag}>"

    def _frame(self, line: str, *more: str) -> str:
        """Convert the start or the end of a frame: a `div` with Markdown inside."""
        match = FRAME.fullmatch(line)
        if more or self._is_in_frame is bool(match) or (not match and self._output[-1].startswith("<div")):
            raise UnsupportedMarkdown
        self._is_in_frame = bool(match)
        if not match:
            return line
        attributes = sorted(ATTRIBUTE.findall(match[2]))  # Markdown writes attributes in lexical order
        return f'<div class="{match[1]}"{"".join(attributes)}>'

    def _bullets(self, lines: list[str], mark: str) -> list[_ListItem]:
        """Convert a list whose lines begin with `mark`, and lists inside its items."""
        items = list[_ListItem]()
        for line in lines:
            if line.startswith(mark):
                items.append(_ListItem("li", self._text(line[len(mark) :])))
            elif line.startswith(f"{INDENT}- ") and items:
                items[-1].below.append(f"<li>{self._text(line[len(INDENT) + 2 :])}</li>")
            else:
                raise UnsupportedMarkdown
        for item in items:
            if item.below:
                item.below = [_inner_list(item.below)]
        return items

    def _numbered_items(self, lines: list[str]) -> list[_ListItem]:
        numbers = [NUMBER.match(line) for line in lines]
        if None in numbers or not (self._items or lines[0].startswith("1.")):
            raise UnsupportedMarkdown
        return [_ListItem("li", self._text(line[len(n[0]) :])) for line, n in zip(lines, numbers, strict=True) if n]

    def _add_items(self, tag: str, items: list[_ListItem]) -> None:
        """Add items to the open list of this tag, or to a new one."""
        if self._list_tag == tag:  # after an empty line
            self._items[-1].is_loose = items[0].is_loose = True
        elif self._list_tag in ("ol", "ul"):
            raise UnsupportedMarkdown
        else:
            self._end_list()
        self._list_tag = tag
        self._items += items

    def _add_definitions(self, lines: list[str]) -> None:
        """Convert a term and its definitions."""
        term, *definitions = lines
        if self._list_tag != "dl":
            self._end_list()
            self._list_tag = "dl"
        if not definitions or not all(line.startswith(":   ") for line in definitions):
            raise UnsupportedMarkdown
        self._items.append(_ListItem("dt", self._text(term)))
        self._items += (_ListItem("dd", self._text(line[4:])) for line in definitions)

    def _add_to_last_item(self, lines: list[str]) -> None:
        """Convert an indented block, which belongs to the item before it."""
        if not self._items or not all(line.startswith(INDENT) for line in lines):
            raise UnsupportedMarkdown
        item, lines = self._items[-1], [line[len(INDENT) :] for line in lines]
        item.is_loose = True
        last = item.below[-1] if item.below else ""
        if lines[0].startswith("- "):
            if self._list_tag == "dl" or last.startswith("<ul>") or last.endswith(DETAILS_END):
                raise UnsupportedMarkdown
            item.below.append(_inner_list(str(bullet) for bullet in self._bullets(lines, "- ")))
        elif lines[0].startswith(INDENT) and last.endswith(DETAILS_END):
            paragraph = f"<p>{self._text(lines[0][len(INDENT) :], *lines[1:])}</p>"
            item.below[-1] = f"{last.removesuffix(DETAILS_END)}{paragraph}\n{DETAILS_END}"
        elif match := FOLDED.fullmatch(lines[0]):
            summary = f"<summary>{self._text(match[2], *lines[1:])}</summary>"
            item.below.append(f'<details class="{match[1]}">\n{summary}\n{DETAILS_END}')
        else:
            item.below.append(f"<p>{self._text(*lines)}</p>")

    def _end_list(self) -> None:
        """Write the open list, if there is one."""
        if self._list_tag:
            self._output += (f"<{self._list_tag}>", *map(str, self._items), f"</{self._list_tag}>")
            self._list_tag, self._items = "", []


def _code_block(lines: list[str]) -> str:
    """Convert a fenced block of code without empty lines."""
    code = "\n".join(lines[1:-1])
    if "```" in code or len(lines) == 2:
        raise UnsupportedMarkdown
    for character, entity in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ('"', "&quot;")):
        code = code.replace(character, entity)
    return f'<pre><code class="language-{lines[0][3:]}">{code}\n</code></pre>'


def _split_cells(line: str) -> list[str]:
    """Split a line of a table into cells. Raises UnsupportedMarkdown."""
    if not (line.startswith("| ") and line.endswith(" |")):
        raise UnsupportedMarkdown
    return line[2:-2].split(" | ")


def _unquote(lines: list[str]) -> Iterable[str]:
    """Return the lines of a quotation without their marks. Raises UnsupportedMarkdown."""
    if not all(line.startswith("> ") for line in lines):
        raise UnsupportedMarkdown
    return (line[2:] for line in lines)


def _inner_list(items: Iterable[str]) -> str:
    return "\n".join(("<ul>", *items, "</ul>"))
