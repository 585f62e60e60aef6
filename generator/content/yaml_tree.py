"""The tree of a record's YAML as it is written, with the comments and blank lines of each value.

`yaml_tree_parser.py` parses it for `format.py`, `write_record.py` makes it of values; `field_order.py` sorts and
`yaml_layout.py` prints it.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TypeAlias

BLANK = ""
"""A blank line, in a list of comments."""


class UnsupportedYamlError(Exception):
    """YAML that the tree cannot hold. The argument names it, for the editor."""


@dataclass
class Scalar:
    """A text: its value and its lines as they are written, without indentation."""

    value: str
    style: str
    """Empty for plain text, else its first sign: a quotation mark, `|` or `>`."""
    lines: list[str]
    chomping: str = ""
    """How a block ends: empty for one line break, `-` for none, `+` for all."""


@dataclass
class YamlEntry:
    """A field of a mapping, or an entry of a list, with its comments."""

    key: Scalar | None
    """The name of the field; None in a list."""
    value: "Node"
    comments_above: list[str] = field(default_factory=list)
    """The comments on lines of their own above the entry, and blank lines."""
    trailing_comment: str = ""
    """The comment at the end of the line of the entry."""


@dataclass
class Collection:
    """A mapping or a list."""

    is_mapping: bool
    entries: list[YamlEntry]
    column: int = 0
    is_flow: bool = False
    """True if it is written in brackets on one line."""
    comments_below: list[str] = field(default_factory=list)
    """The comments below the last entry."""


Node: TypeAlias = Scalar | Collection


@dataclass
class YamlDocument:
    """A record, with the comments at the head of its file."""

    root: Collection
    head_comments: list[str]

    @property
    def comments(self) -> list[str]:
        """Every comment of the file, sorted."""
        return sorted(line for line in (*self.head_comments, *_comments_in(self.root)) if line)


def _comments_in(node: Node) -> Iterator[str]:
    """Yield every comment, and blank lines, within `node`."""
    for entry in node.entries if isinstance(node, Collection) else ():
        yield from (*entry.comments_above, entry.trailing_comment)
        yield from _comments_in(entry.value)
    yield from node.comments_below if isinstance(node, Collection) else ()
