"""The canonical layout of a record file: `to_yaml` prints a YAML tree.

Indentation is two spaces; texts have quotes only if they need them, and keep their lines. Used by `format.py` and
`write_record.py`. The order of fields is for `field_order.py`.
"""

from generator.content.yaml_scalars import NO_TEXT_ELSEWHERE, is_plain_scalar
from generator.content.yaml_tree import BLANK, Collection, Node, Scalar, UnsupportedYamlError, YamlDocument, YamlEntry

MAX_FLOW_WIDTH = 120
"""The longest line with a list or mapping in brackets; longer ones are printed with an entry on each line."""
STEP = 2
"""The spaces of one level of indentation."""
INDICATORS = "-?:"
"""The signs that plain text may start with, but not within brackets."""


def to_yaml(document: YamlDocument) -> str:
    """Print a YAML tree as the text of a record file. Raises UnsupportedYamlError."""
    writer = _LayoutWriter()
    writer.comments(document.head_comments, 0)
    if document.head_comments:
        writer.lines.append(BLANK)
    if document.root.entries:
        writer.collection(document.root, 0)
    else:
        writer.lines.append("{}")
        writer.comments(document.root.comments_below, 0)
    return "\n".join(writer.lines) + "\n"


class _LayoutWriter:
    """Prints the nodes of a tree, one below the other, into `lines`."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self._pending_hyphens = ""
        """The indentation and hyphens of list entries without their first line yet."""
        self._keeps_breaks = False
        """True if the last line ends a text that keeps its line breaks: a blank line would be one more."""

    def collection(self, node: Collection, indent: int) -> None:
        """Print a collection with an entry on each line."""
        for number, entry in enumerate(node.entries):
            if not self._pending_hyphens:
                self.comments([*entry.comments_above, *_moved_above(entry, indent)], indent, at_start=number == 0)
            if entry.key:
                self._value(f"{_format_key(entry.key)}:", entry, indent)
            elif below := _collection_behind_hyphen(entry, indent):
                self._pending_hyphens = (self._pending_hyphens or " " * indent) + "- "
                self.collection(below, indent + STEP)
            else:
                self._value("-", entry, indent)
        self.comments(node.comments_below, indent)

    def comments(self, lines: list[str], indent: int, *, at_start: bool = False) -> None:
        """Print comments; several blank lines become one.

        None is printed `at_start` of a collection, or behind a text that keeps its line breaks.
        """
        for line in lines:
            if line:
                self._line(line, indent)
            elif self.lines and self.lines[-1] and not at_start and not self._keeps_breaks:
                self.lines.append(BLANK)
                continue
            at_start = at_start and not line

    def _line(self, text: str, indent: int) -> None:
        self.lines.append((self._pending_hyphens or " " * indent) + text)
        self._pending_hyphens, self._keeps_breaks = "", False

    def _value(self, before: str, entry: YamlEntry, indent: int) -> None:
        """Print the value of `entry` behind `before`, its key or hyphen."""
        node, comment = entry.value, f" {entry.trailing_comment}" if entry.trailing_comment else ""
        if isinstance(node, Collection):
            if _is_printed_in_brackets(node, before, indent):
                self._line(f"{before} {_format_flow(node)}{comment}", indent)
            else:
                self._line(before + comment, indent)
                self.collection(node, indent + STEP)
        elif node.style in ("|", ">"):
            self._line(f"{before} {_block_header(node)}{comment}", indent)
            self.lines += [" " * (indent + STEP) + line if line else BLANK for line in node.lines]
            self._keeps_breaks = node.chomping == "+"
        else:
            first, *more = _format_text(node).split("\n")
            self._line(f"{before} {first}" if more else f"{before} {first}{comment}", indent)
            self.lines += [" " * (indent + STEP) + line if line else BLANK for line in more]
            self.lines[-1] += comment if more else ""


def _is_printed_in_brackets(node: Collection, before: str, indent: int) -> bool:
    """Return True if a collection is empty, or was in brackets and fits on a line."""
    return not node.entries or (node.is_flow and indent + len(before) + 1 + len(_format_flow(node)) <= MAX_FLOW_WIDTH)


def _collection_behind_hyphen(entry: YamlEntry, indent: int) -> Collection | None:
    """Return the collection that starts behind the hyphen of `entry`; None if none."""
    node = entry.value
    is_behind = not entry.key and isinstance(node, Collection) and not _is_printed_in_brackets(node, "-", indent)
    return node if is_behind and isinstance(node, Collection) else None


def _moved_above(entry: YamlEntry, indent: int) -> list[str]:
    """Return the comments to move above a list entry.

    They are in the way once the entry shares its line with its own first entry.
    """
    below = _collection_behind_hyphen(entry, indent)
    if not below:
        return []
    first = below.entries[0]
    trailing = [entry.trailing_comment] if entry.trailing_comment else []
    return [*trailing, *filter(None, first.comments_above), *_moved_above(first, indent + STEP)]


def _block_header(node: Scalar) -> str:
    """Return the header of a block; with its indentation if it starts with blanks."""
    count = next((number for number, line in enumerate(node.lines) if line.strip(" ")), 0)
    indentation = str(STEP) if any(line.startswith(" ") for line in node.lines[: count + 1]) else ""
    return node.style + indentation + node.chomping


def _format_flow(node: Node) -> str:
    """Print a value on one line, collections in brackets."""
    if isinstance(node, Scalar):
        return _format_text(node, in_brackets=True)
    values = [_format_flow(entry.value) for entry in node.entries]
    if not node.is_mapping:
        return f"[{', '.join(values)}]"
    keys = [_format_key(entry.key, in_brackets=True) for entry in node.entries if entry.key]
    return "{" + ", ".join(f"{key}: {value}" for key, value in zip(keys, values, strict=True)) + "}"


def _format_key(node: Scalar, *, in_brackets: bool = False) -> str:
    if len(node.lines) > 1 or node.style in ("|", ">"):
        raise UnsupportedYamlError("the name of a field on several lines")
    return _format_text(node, as_key=True, in_brackets=in_brackets)


def _format_text(node: Scalar, *, as_key: bool = False, in_brackets: bool = False) -> str:
    """Print a text as it is written, without needless quotes, double ones if possible."""
    written = "\n".join(node.lines)
    if len(node.lines) > 1 or (node.style == '"' and "\\" in written):
        return written
    if not node.style and written[0] not in INDICATORS:
        return written
    is_quoted_on_purpose = node.style and NO_TEXT_ELSEWHERE.fullmatch(node.value)
    if not is_quoted_on_purpose and is_plain_scalar(node.value, as_key=as_key, in_brackets=in_brackets):
        return node.value
    if '"' in node.value or "\\" in node.value:
        return "'" + node.value.replace("'", "''") + "'"
    return f'"{node.value}"'
