"""How a change of a file is shown before it is made: as a unified diff, in colours on a terminal."""

from collections.abc import Iterator
from difflib import unified_diff

from generator.problems.report import BOLD, RESET
from generator.problems.terminal import terminal_safe

COLOURS = {"+": "\x1b[32m", "-": "\x1b[31m", "@": "\x1b[36m"}

TAB = "→"
"""Shows a tab, which would look like the spaces that replace it."""


def diff(name: str, before: bytes, after: bytes, *, colour: bool = False) -> str:
    """What changes in a file, line by line."""
    old, new = (text.decode("utf-8-sig", "replace").removesuffix("\n").split("\n") for text in (before, after))
    if [line.removesuffix("\r") for line in old] == new:
        return f"{terminal_safe(name)}: the same lines; how they or the file begin and end is changed\n"
    return "".join(f"{line}\n" for line in _shown(unified_diff(old, new, name, name, lineterm=""), colour))


def _shown(lines: Iterator[str], colour: bool) -> Iterator[str]:
    for number, line in enumerate(lines):
        shown = terminal_safe(line.replace("\t", TAB))
        if not colour:
            yield shown
        elif number < 2:  # the names of the file
            yield f"{BOLD}{shown}{RESET}"
        else:
            sign = COLOURS.get(line[:1])
            yield f"{sign}{shown}{RESET}" if sign else shown
