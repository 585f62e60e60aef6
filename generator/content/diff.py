"""The unified diff of a changed file, in colours on a terminal.

`format` and `check --fix` show it before they write a file.
"""

from collections.abc import Iterator
from difflib import unified_diff

from generator.problems.report import BOLD, RESET
from generator.problems.terminal import terminal_safe

COLOURS = {"+": "\x1b[32m", "-": "\x1b[31m", "@": "\x1b[36m"}
"""The colour of a line, by its first character."""

TAB = "→"
"""Replaces a tab, so that it does not look like spaces."""


def diff(name: str, before: bytes, after: bytes, *, colour: bool = False) -> str:
    """Return the unified diff of the file `name` from `before` to `after`."""
    old, new = (text.decode("utf-8-sig", "replace").removesuffix("\n").split("\n") for text in (before, after))
    if [line.removesuffix("\r") for line in old] == new:
        return f"{terminal_safe(name)}: the same lines; how they or the file begin and end is changed\n"
    return "".join(f"{line}\n" for line in _format_lines(unified_diff(old, new, name, name, lineterm=""), colour))


def _format_lines(lines: Iterator[str], colour: bool) -> Iterator[str]:
    """Make the lines of a diff safe for a terminal; with `colour`, colour them."""
    for number, line in enumerate(lines):
        text = terminal_safe(line.replace("\t", TAB))
        if not colour:
            yield text
        elif number < 2:  # the names of the file
            yield f"{BOLD}{text}{RESET}"
        else:
            start = COLOURS.get(line[:1])
            yield f"{start}{text}{RESET}" if start else text
