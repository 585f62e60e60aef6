"""The parser of a record's YAML as it is written: `parse_tree` keeps comments and blank lines.

Used by `format.py`. Values and problems are for `yaml_parser.py`: only text without problems is parsed here.
"""

import re
from itertools import accumulate
from typing import NamedTuple

import yaml

from generator.content.yaml_tree import BLANK, Collection, Node, Scalar, UnsupportedYamlError, YamlDocument, YamlEntry

BETWEEN_VALUES = re.compile(r"(?:[\s?:,\[\]{}-]|(?m:^\.\.\.)|#[^\n]*)*")
"""The text between two values: blanks, signs of structure, comments."""
COMMENT = re.compile(r"#[^\n]*")
BLOCK_HEADER = re.compile(
    r"(?P<style>[|>])(?=(?P<chomping>[-+]?))[-+]?(?P<indent>\d?)(?P<chomping_last>[-+]?) *(?P<comment>#.*)?"
)
MODELINE = re.compile(r"# *(yaml-language-server:|vim?:|ex:|-\*-)")
"""A comment for a text editor, which looks for it at the head of a file."""


class _Comment(NamedTuple):
    """A comment between two values, or a blank line."""

    text: str
    column: int
    """The indentation of the comment; -1 for a blank line, and for a comment behind brackets or other signs."""


def parse_tree(text: str) -> YamlDocument:
    """Parse a text with line feeds as line breaks. Raises UnsupportedYamlError."""
    root = yaml.compose(text, Loader=yaml.CBaseLoader)
    if not isinstance(root, yaml.MappingNode):
        raise UnsupportedYamlError("what is no mapping")
    return _TreeParser(text).document(root)


class _TreeParser:
    """Makes a `YamlDocument` of libyaml's nodes, in the order of the text, and of the comments between them."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._rows = text.removesuffix("\n").split("\n")
        self._row_offsets = [0, *accumulate(len(row) + 1 for row in self._rows)]
        self._offset = 0
        """The end of the parsed part of the text."""
        self._last_entry: YamlEntry | None = None
        """The owner of a comment on the line of `_offset`."""
        self._all_comments: list[str] = []
        """Every comment of the text, to verify that none is lost."""

    def document(self, root: yaml.MappingNode) -> YamlDocument:
        """Return the document whose outermost node is `root`."""
        comments = self._take_comments(root.value[0][0].start_mark.index if root.value else root.end_mark.index)
        lines = _lines(comments)
        ends = [number + 1 for number, line in enumerate(lines) if not line or MODELINE.match(line)]
        head_length = max(ends, default=0)
        collection = self._collection(root)
        collection.column = 0
        if root.flow_style:
            self._offset = root.end_mark.index
        if collection.entries:
            first = collection.entries[0]
            first.comments_above = [*lines[head_length:], *first.comments_above]
        else:
            head_length = len(lines)
        rest = self._take_comments(len(self._text))
        self._assign_comments_below(rest, -1, YamlEntry(None, collection), collection)
        document = YamlDocument(collection, _without_blanks_at_end(lines[:head_length]))
        if document.comments != sorted(self._all_comments):
            raise UnsupportedYamlError("a comment that belongs to nothing")
        return document

    def _collection(self, node: yaml.CollectionNode) -> Collection:
        is_mapping = isinstance(node, yaml.MappingNode)
        is_flow = bool(node.flow_style)
        collection = Collection(is_mapping, [], node.start_mark.column)
        for child in node.value:
            key, value = child if is_mapping else (None, child)
            comments = self._take_comments((key or value).start_mark.index)
            if collection.entries and not is_flow:
                comments = self._assign_comments_below(comments, collection.column, collection.entries[-1])
            entry = YamlEntry(None, collection, _lines(comments))
            if key:
                entry.key = self._scalar(key, collection.column, entry)
                self._last_entry = entry
            entry.value = self._value(value, collection.column, entry)
            collection.entries.append(entry)
        return collection

    def _value(self, node: yaml.Node, column: int, entry: YamlEntry) -> Node:
        """Return the value of `entry`; `column` is that of the collection around it."""
        is_on_one_line = node.start_mark.line == node.end_mark.line
        if isinstance(node, yaml.CollectionNode) and not (node.flow_style and (is_on_one_line or not node.value)):
            collection = self._collection(node)
            if node.flow_style:
                comments = self._take_comments(node.end_mark.index)
                collection.comments_below = _without_blanks_at_end(_lines(comments))
                self._last_entry = entry
            return collection
        entry.comments_above += _lines(self._take_comments(node.start_mark.index))
        if isinstance(node, yaml.CollectionNode):
            inside = [] if node.value else [comment.rstrip() for comment in COMMENT.findall(self._slice(node))]
            entry.comments_above += inside
            self._all_comments += inside
            self._offset, self._last_entry = node.end_mark.index, entry
            return self._flow_node(node)
        self._last_entry = entry
        return self._scalar(node, column, entry)

    def _flow_node(self, node: yaml.Node) -> Node:
        """Return a value within brackets on one line, and so without comments."""
        if isinstance(node, yaml.ScalarNode):
            return Scalar(node.value, node.style or "", [self._slice(node)])
        if isinstance(node, yaml.MappingNode):
            pairs = [(self._flow_node(key), self._flow_node(value)) for key, value in node.value]
            entries = [YamlEntry(key, value) for key, value in pairs if isinstance(key, Scalar)]
            return Collection(is_mapping=True, entries=entries, is_flow=True)
        entries = [YamlEntry(None, self._flow_node(value)) for value in node.value]
        return Collection(is_mapping=False, entries=entries, is_flow=True)

    def _slice(self, node: yaml.Node) -> str:
        return self._text[node.start_mark.index : node.end_mark.index]

    def _scalar(self, node: yaml.Node, column: int, entry: YamlEntry) -> Scalar:
        """Return the text `node`, at the `column` of its collection, and move behind it."""
        if not isinstance(node, yaml.ScalarNode):
            raise UnsupportedYamlError("the name of a field that is no text")
        if node.style in ("|", ">"):
            return self._block_scalar(node, column, entry)
        self._offset = node.end_mark.index
        first, *more = self._slice(node).split("\n")
        lines = [_strip_end(first), *(_strip_end(line.lstrip(" ")) for line in more[:-1])]
        return Scalar(node.value, node.style or "", [*lines, more[-1].lstrip(" ")] if more else [first])

    def _block_scalar(self, node: yaml.ScalarNode, column: int, entry: YamlEntry) -> Scalar:
        """Return a text on lines of its own, a block.

        Its indentation tells the end: libyaml's mark is further down.
        """
        first = node.start_mark.line
        header = BLOCK_HEADER.fullmatch(self._rows[first][node.start_mark.column :].rstrip())
        if not header:
            raise UnsupportedYamlError(f"the head of a text in lines of its own, {self._rows[first]}")
        self._add_trailing_comment(header["comment"] or "", entry)
        numbers = range(first + 1, len(self._rows))
        widths = (len(row) - len(row.lstrip(" ")) for row in map(self._rows.__getitem__, numbers) if row.strip(" "))
        indent = column + int(header["indent"]) if header["indent"] else next(widths, 0)
        end = next((number for number in numbers if self._rows[number][:indent].strip(" ")), len(self._rows))
        has_break = node.value.endswith("\n")  # not so at the end of a file without one
        chomping = (header["chomping"] or header["chomping_last"]) if has_break else "-"
        while chomping != "+" and not self._rows[end - 1][indent:]:
            end -= 1
        self._offset = self._row_offsets[end - 1] + len(self._rows[end - 1])
        return Scalar(node.value, header["style"], [row[indent:] for row in self._rows[first + 1 : end]], chomping)

    def _take_comments(self, end: int) -> list[_Comment]:
        """Move to the offset `end` and return the comments up to it.

        A comment on the line of the last entry becomes its trailing comment instead.
        """
        gap = self._text[self._offset : end]
        if self._offset == 0 and gap.startswith("---"):
            gap = gap.replace("---", "   ", 1)
        if (match := BETWEEN_VALUES.match(gap)) is None or match.end() != len(gap):
            raise UnsupportedYamlError(f"a line that starts with {gap.lstrip()[:20]!r}")
        self._offset = end
        comments: list[_Comment] = []
        lines = gap.split("\n")
        for number, line in enumerate(lines):
            comment = COMMENT.search(line)
            if number == 0 and self._last_entry:
                self._add_trailing_comment(comment.group() if comment else "", self._last_entry)
            elif comment:
                is_own_line = not line[: comment.start()].strip()
                comments.append(_Comment(comment.group().rstrip(), comment.start() if is_own_line else -1))
                self._all_comments.append(comments[-1].text)
            elif not line.strip() and 0 < number < len(lines) - 1:
                comments.append(_Comment(BLANK, -1))
        return comments

    def _add_trailing_comment(self, comment: str, entry: YamlEntry) -> None:
        """Put a comment behind `entry`; an earlier one moves above the entry."""
        if comment:
            entry.comments_above += [entry.trailing_comment] if entry.trailing_comment else []
            entry.trailing_comment = comment.rstrip()
            self._all_comments.append(entry.trailing_comment)

    @staticmethod
    def _assign_comments_below(
        comments: list[_Comment], column: int, entry: YamlEntry, root: Collection | None = None
    ) -> list[_Comment]:
        """Give comments beyond `column` to the collections at the end of `entry`.

        Return the others; with `root`, that collection gets them.
        """
        start = 0
        for number, comment in enumerate(comments):
            if comment.text == BLANK:
                continue
            collection = _deepest_collection(entry, column, comment.column) if comment.column > column else None
            collection = collection or root
            if collection is None:
                break
            collection.comments_below += _lines(comments[start : number + 1])
            start = number + 1
        return comments[start:]


def _deepest_collection(entry: YamlEntry, column: int, comment_column: int) -> Collection | None:
    """Return the innermost collection at the end of `entry` for a comment below it.

    `column` is that of the collection around `entry`.
    """
    deepest, outer_column, node = None, column, entry.value
    while isinstance(node, Collection) and not node.is_flow and node.column <= comment_column:
        if comment_column > outer_column:
            deepest = node
        if not node.entries:
            break
        outer_column, node = node.column, node.entries[-1].value
    return deepest


def _lines(comments: list[_Comment]) -> list[str]:
    return [comment.text for comment in comments]


def _without_blanks_at_end(lines: list[str]) -> list[str]:
    while lines and not lines[-1]:
        lines = lines[:-1]
    return lines


def _strip_end(line: str) -> str:
    """Strip blanks from the end of a line of text, except an escaped one."""
    bare = line.rstrip(" ")
    is_escaped = (len(bare) - len(bare.rstrip("\\"))) % 2
    return bare + " " if is_escaped and bare != line else bare
