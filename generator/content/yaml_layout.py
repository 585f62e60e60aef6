"""The layout of a record's file: two blanks of indentation, quotes where they are needed, comments where they belong.

Texts keep their lines. In what order fields stand is for `field_order.py`.
"""

from generator.content.yaml_scalars import NO_TEXT_ELSEWHERE, is_plain_scalar
from generator.content.yaml_tree import BLANK, Collection, Node, Scalar, UnsupportedYamlError, YamlDocument, YamlEntry

WIDTH = 120
"""How long a line with a list or mapping in brackets may be; beyond that its entries get lines of their own."""
STEP = 2
SIGNS = "-?:"
"""What plain text may start with in brackets and not outside them."""


def to_yaml(document: YamlDocument) -> str:
    """The text of a record's file."""
    writer = _LayoutWriter()
    writer.comments(document.head, 0)
    if document.head:
        writer.lines.append(BLANK)
    if document.root.entries:
        writer.collection(document.root, 0)
    else:
        writer.lines.append("{}")
        writer.comments(document.root.foot, 0)
    return "\n".join(writer.lines) + "\n"


class _LayoutWriter:
    def __init__(self) -> None:
        self.lines: list[str] = []
        self._begun = ""
        """The hyphens of list entries whose first line is still to come."""
        self._all_breaks_count = False
        """Whether the last line ends a text that keeps its line breaks: a blank line would be one more."""

    def collection(self, node: Collection, indent: int) -> None:
        for number, entry in enumerate(node.entries):
            if not self._begun:
                self.comments([*entry.above, *_moved_above(entry, indent)], indent, at_start=number == 0)
            if entry.key:
                self._value(f"{_key(entry.key)}:", entry, indent)
            elif below := _on_its_line(entry, indent):
                self._begun = (self._begun or " " * indent) + "- "
                self.collection(below, indent + STEP)
            else:
                self._value("-", entry, indent)
        self.comments(node.foot, indent)

    def comments(self, lines: list[str], indent: int, *, at_start: bool = False) -> None:
        """Comments, of several blank lines one, and none at the start of a collection or after breaks that count."""
        for line in lines:
            if line:
                self._line(line, indent)
            elif self.lines and self.lines[-1] and not at_start and not self._all_breaks_count:
                self.lines.append(BLANK)
                continue
            at_start = at_start and not line

    def _line(self, text: str, indent: int) -> None:
        self.lines.append((self._begun or " " * indent) + text)
        self._begun, self._all_breaks_count = "", False

    def _value(self, before: str, entry: YamlEntry, indent: int) -> None:
        node, behind = entry.value, f" {entry.behind}" if entry.behind else ""
        if isinstance(node, Collection):
            if _fits(node, before, indent):
                self._line(f"{before} {_brackets(node)}{behind}", indent)
            else:
                self._line(before + behind, indent)
                self.collection(node, indent + STEP)
        elif node.style in ("|", ">"):
            self._line(f"{before} {_head(node)}{behind}", indent)
            self.lines += [" " * (indent + STEP) + line if line else BLANK for line in node.lines]
            self._all_breaks_count = node.chomped == "+"
        else:
            first, *more = _text(node).split("\n")
            self._line(f"{before} {first}" if more else f"{before} {first}{behind}", indent)
            self.lines += [" " * (indent + STEP) + line if line else BLANK for line in more]
            self.lines[-1] += behind if more else ""


def _fits(node: Collection, before: str, indent: int) -> bool:
    """Whether a collection stands in brackets on the line of its field: as it was written, if it is not too long."""
    return not node.entries or (node.flow and indent + len(before) + 1 + len(_brackets(node)) <= WIDTH)


def _on_its_line(entry: YamlEntry, indent: int) -> Collection | None:
    """The collection that an entry of a list is, where its first entry starts on the line of the hyphen."""
    node = entry.value
    return node if not entry.key and isinstance(node, Collection) and not _fits(node, "-", indent) else None


def _moved_above(entry: YamlEntry, indent: int) -> list[str]:
    """The comments that cannot stay where they are once an entry of a list and its own first entry share a line."""
    below = _on_its_line(entry, indent)
    if not below:
        return []
    first = below.entries[0]
    behind = [entry.behind] if entry.behind else []
    return [*behind, *filter(None, first.above), *_moved_above(first, indent + STEP)]


def _head(node: Scalar) -> str:
    """How a text in lines of its own begins; its indentation is told where it starts with blanks itself."""
    count = next((number for number, line in enumerate(node.lines) if line.strip(" ")), 0)
    told = str(STEP) if any(line.startswith(" ") for line in node.lines[: count + 1]) else ""
    return node.style + told + node.chomped


def _brackets(node: Node) -> str:
    if isinstance(node, Scalar):
        return _text(node, in_brackets=True)
    values = [_brackets(entry.value) for entry in node.entries]
    if not node.mapping:
        return f"[{', '.join(values)}]"
    keys = [_key(entry.key, in_brackets=True) for entry in node.entries if entry.key]
    return "{" + ", ".join(f"{key}: {value}" for key, value in zip(keys, values, strict=True)) + "}"


def _key(node: Scalar, *, in_brackets: bool = False) -> str:
    if len(node.lines) > 1 or node.style in ("|", ">"):
        raise UnsupportedYamlError("the name of a field on several lines")
    return _text(node, as_key=True, in_brackets=in_brackets)


def _text(node: Scalar, *, as_key: bool = False, in_brackets: bool = False) -> str:
    """A text as it is written, but for quotes that it does not need; of quotes, double ones where both would do."""
    written = "\n".join(node.lines)
    if len(node.lines) > 1 or (node.style == '"' and "\\" in written):
        return written
    if not node.style and written[0] not in SIGNS:
        return written
    meant = node.style and NO_TEXT_ELSEWHERE.fullmatch(node.value)  # whoever quoted it knew why
    if not meant and is_plain_scalar(node.value, as_key=as_key, in_brackets=in_brackets):
        return node.value
    if '"' in node.value or "\\" in node.value:
        return "'" + node.value.replace("'", "''") + "'"
    return f'"{node.value}"'
