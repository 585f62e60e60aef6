"""A record's YAML as it is written: its values with the comments and blank lines that belong to each of them.

What it means is for `composing.py`: only text in which that finds nothing wrong is read here.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import accumulate
from typing import NamedTuple, TypeAlias

import yaml

BETWEEN = re.compile(r"(?:[\s?:,\[\]{}-]|(?m:^\.\.\.)|#[^\n]*)*")
"""What may stand between two values: blanks, signs of structure, comments."""
COMMENT = re.compile(r"#[^\n]*")
BLOCK = re.compile(r"(?P<style>[|>])(?=(?P<chomped>[-+]?))[-+]?(?P<indent>\d?)(?P<late>[-+]?) *(?P<comment>#.*)?")
MODELINE = re.compile(r"# *(yaml-language-server:|vim?:|ex:|-\*-)")
"""Comments for editing programs, which look for them at the head of a file."""
BLANK = ""


class UnsupportedYamlError(Exception):
    """Something is written in a way that is not known here. Its argument says what."""


@dataclass
class Scalar:
    """A text: its value and how it is written, line by line without indentation."""

    value: str
    style: str
    """Empty for plain text, else the sign it starts with."""
    lines: list[str]
    chomped: str = ""
    """What a block does with the line breaks at its end: nothing for one, `-` for none, `+` for all."""


@dataclass
class YamlEntry:
    """A field of a mapping, or an entry of a list, which has no key."""

    key: Scalar | None
    value: "Node"
    above: list[str] = field(default_factory=list)
    """The comments on lines of their own above it, and blank lines."""
    behind: str = ""
    """The comment behind it on its line."""


@dataclass
class Collection:
    """A mapping or a list."""

    mapping: bool
    entries: list[YamlEntry]
    column: int = 0
    flow: bool = False
    """Whether it is written in brackets on one line."""
    foot: list[str] = field(default_factory=list)
    """The comments below its last entry."""


Node: TypeAlias = Scalar | Collection


@dataclass
class YamlDocument:
    """A record, and the comments at the head of its file."""

    root: Collection
    head: list[str]

    @property
    def comments(self) -> list[str]:
        """Every comment in it, sorted."""
        return sorted(line for line in (*self.head, *_comments(self.root)) if line)


def _comments(node: Node) -> Iterator[str]:
    for entry in node.entries if isinstance(node, Collection) else ():
        yield from (*entry.above, entry.behind)
        yield from _comments(entry.value)
    yield from node.foot if isinstance(node, Collection) else ()


class _Comment(NamedTuple):
    """A comment on a line of its own, or a blank line."""

    text: str
    column: int
    """Before every column where something else stands before it on its line."""


def parse_tree(text: str) -> YamlDocument:
    """What is written in a text whose lines end in line feeds. Raises SyntaxUnknownError."""
    root = yaml.compose(text, Loader=yaml.CBaseLoader)
    if not isinstance(root, yaml.MappingNode):
        raise UnsupportedYamlError("what is no mapping")
    return _TreeParser(text).document(root)


class _TreeParser:
    """Goes through the nodes of a text in its order, and takes what stands between them."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._rows = text.removesuffix("\n").split("\n")
        self._starts = [0, *accumulate(len(row) + 1 for row in self._rows)]
        self._at = 0
        self._last: YamlEntry | None = None
        self._found: list[str] = []
        """Every comment, by which it is known whether each is with something."""

    def document(self, root: yaml.MappingNode) -> YamlDocument:
        comments = self._taken(root.value[0][0].start_mark.index if root.value else root.end_mark.index)
        lines = _lines(comments)
        heads = [number + 1 for number, line in enumerate(lines) if not line or MODELINE.match(line)]
        head = max(heads, default=0)
        collection = self._collection(root)
        collection.column = 0
        if root.flow_style:
            self._at = root.end_mark.index
        if collection.entries:
            first = collection.entries[0]
            first.above = [*lines[head:], *first.above]
        else:
            head = len(lines)
        rest = self._taken(len(self._text))
        self._leave_below(rest, -1, YamlEntry(None, collection), collection)
        document = YamlDocument(collection, _trimmed(lines[:head]))
        if document.comments != sorted(self._found):
            raise UnsupportedYamlError("a comment that belongs to nothing")
        return document

    def _collection(self, node: yaml.CollectionNode) -> Collection:
        is_mapping = isinstance(node, yaml.MappingNode)
        flow = bool(node.flow_style)
        made = Collection(is_mapping, [], node.start_mark.column)
        for each in node.value:
            key, value = each if is_mapping else (None, each)
            comments = self._taken((key or value).start_mark.index)
            if made.entries and not flow:
                comments = self._leave_below(comments, made.column, made.entries[-1])
            entry = YamlEntry(None, made, _lines(comments))
            if key:
                entry.key = self._scalar(key, made.column, entry)
                self._last = entry
            entry.value = self._value(value, made.column, entry)
            made.entries.append(entry)
        return made

    def _value(self, node: yaml.Node, column: int, entry: YamlEntry) -> Node:
        on_one_line = node.start_mark.line == node.end_mark.line
        if isinstance(node, yaml.CollectionNode) and not (node.flow_style and (on_one_line or not node.value)):
            made = self._collection(node)
            if node.flow_style:
                made.foot = _trimmed(_lines(self._taken(node.end_mark.index)))
                self._last = entry
            return made
        entry.above += _lines(self._taken(node.start_mark.index))
        if isinstance(node, yaml.CollectionNode):
            inside = [] if node.value else [comment.rstrip() for comment in COMMENT.findall(self._slice(node))]
            entry.above += inside
            self._found += inside
            self._at, self._last = node.end_mark.index, entry
            return self._in_brackets(node)
        self._last = entry
        return self._scalar(node, column, entry)

    def _in_brackets(self, node: yaml.Node) -> Node:
        """What stands in brackets on one line, and so without comments."""
        if isinstance(node, yaml.ScalarNode):
            return Scalar(node.value, node.style or "", [self._slice(node)])
        if isinstance(node, yaml.MappingNode):
            pairs = [(self._in_brackets(key), self._in_brackets(value)) for key, value in node.value]
            entries = [YamlEntry(key, value) for key, value in pairs if isinstance(key, Scalar)]
            return Collection(mapping=True, entries=entries, flow=True)
        return Collection(
            mapping=False, entries=[YamlEntry(None, self._in_brackets(value)) for value in node.value], flow=True
        )

    def _slice(self, node: yaml.Node) -> str:
        return self._text[node.start_mark.index : node.end_mark.index]

    def _scalar(self, node: yaml.Node, column: int, entry: YamlEntry) -> Scalar:
        if not isinstance(node, yaml.ScalarNode):
            raise UnsupportedYamlError("the name of a field that is no text")
        if node.style in ("|", ">"):
            return self._block(node, column, entry)
        self._at = node.end_mark.index
        first, *more = self._slice(node).split("\n")
        lines = [_without_blanks(first), *(_without_blanks(line.lstrip(" ")) for line in more[:-1])]
        return Scalar(node.value, node.style or "", [*lines, more[-1].lstrip(" ")] if more else [first])

    def _block(self, node: yaml.ScalarNode, column: int, entry: YamlEntry) -> Scalar:
        """A text in lines of its own. Where it ends is told by its indentation, as libyaml's mark is further down."""
        first = node.start_mark.line
        header = BLOCK.fullmatch(self._rows[first][node.start_mark.column :].rstrip())
        if not header:
            raise UnsupportedYamlError(f"the head of a text in lines of its own, {self._rows[first]}")
        self._note(header["comment"] or "", entry)
        rows = range(first + 1, len(self._rows))
        widths = (len(row) - len(row.lstrip(" ")) for row in map(self._rows.__getitem__, rows) if row.strip(" "))
        indent = column + int(header["indent"]) if header["indent"] else next(widths, 0)
        end = next((number for number in rows if self._rows[number][:indent].strip(" ")), len(self._rows))
        has_break = node.value.endswith("\n")  # not so at the end of a file without one
        chomped = (header["chomped"] or header["late"]) if has_break else "-"
        while chomped != "+" and not self._rows[end - 1][indent:]:
            end -= 1
        self._at = self._starts[end - 1] + len(self._rows[end - 1])
        return Scalar(node.value, header["style"], [row[indent:] for row in self._rows[first + 1 : end]], chomped)

    def _taken(self, to: int) -> list[_Comment]:
        """The comments from where we are up to a position; the one behind the last entry is handed to it."""
        gap = self._text[self._at : to]
        if self._at == 0 and gap.startswith("---"):
            gap = gap.replace("---", "   ", 1)
        if (known := BETWEEN.match(gap)) is None or known.end() != len(gap):
            raise UnsupportedYamlError(f"a line that starts with {gap.lstrip()[:20]!r}")
        self._at = to
        comments: list[_Comment] = []
        lines = gap.split("\n")
        for number, line in enumerate(lines):
            found = COMMENT.search(line)
            if number == 0 and self._last:
                self._note(found.group() if found else "", self._last)
            elif found:
                own_line = not line[: found.start()].strip()
                comments.append(_Comment(found.group().rstrip(), found.start() if own_line else -1))
                self._found.append(comments[-1].text)
            elif not line.strip() and 0 < number < len(lines) - 1:
                comments.append(_Comment(BLANK, -1))
        return comments

    def _note(self, comment: str, entry: YamlEntry) -> None:
        """Put a comment behind an entry; above it where there is one behind it already."""
        if comment:
            entry.above += [entry.behind] if entry.behind else []
            entry.behind = comment.rstrip()
            self._found.append(entry.behind)

    @staticmethod
    def _leave_below(
        comments: list[_Comment], column: int, entry: YamlEntry, root: Collection | None = None
    ) -> list[_Comment]:
        """Hand comments that are indented further than what follows to what they end; the others are returned."""
        left = 0
        for number, comment in enumerate(comments):
            if comment.text == BLANK:
                continue
            below = _deepest(entry, column, comment.column) if comment.column > column else None
            below = below or root
            if below is None:
                break
            below.foot += _lines(comments[left : number + 1])
            left = number + 1
        return comments[left:]


def _deepest(entry: YamlEntry, column: int, at: int) -> Collection | None:
    """The innermost collection that a comment at a column may be the end of."""
    found, outer, node = None, column, entry.value
    while isinstance(node, Collection) and not node.flow and node.column <= at:
        if at > outer:
            found = node
        if not node.entries:
            break
        outer, node = node.column, node.entries[-1].value
    return found


def _lines(comments: list[_Comment]) -> list[str]:
    return [comment.text for comment in comments]


def _trimmed(lines: list[str]) -> list[str]:
    while lines and not lines[-1]:
        lines = lines[:-1]
    return lines


def _without_blanks(line: str) -> str:
    """A line of a text without blanks at its end, but for one that is escaped."""
    bare = line.rstrip(" ")
    escaped = (len(bare) - len(bare.rstrip("\\"))) % 2
    return bare + " " if escaped and bare != line else bare
