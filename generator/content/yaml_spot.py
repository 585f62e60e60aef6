"""`Spot`: the position of a syntax error in a YAML text, with the lines around it. Used by `yaml_errors.py`."""

import re
from typing import NamedTuple

from generator.problems import Place, quote

LINE_BREAK = re.compile(r"\r\n|\n|\r")
"""The line breaks of YAML."""
PREFIX = re.compile(r"( *(?:- +)*(?:[^\s:\"'\[{]+: +)?)(.*)")
"""A line: hyphens and the name of a field as the first group, the value as the second."""


class Spot(NamedTuple):
    """The position of a syntax error in a text: the place of the mistake, and the place where libyaml noticed it."""

    lines: list[str]
    place: Place
    noticed: Place

    def line(self, number: int) -> str:
        """Return a line of the text, counted from 1; empty below the last."""
        return self.lines[number - 1] if number <= len(self.lines) else ""

    @property
    def before(self) -> str:
        """The line up to the place."""
        return self.line(self.place.line)[: self.place.column - 1]

    @property
    def rest(self) -> str:
        """The line from the place on."""
        return self.line(self.place.line)[self.place.column - 1 :]

    @property
    def is_end(self) -> bool:
        """True if the text ends at the place."""
        return not self.rest.strip() and not any(line.strip() for line in self.lines[self.place.line :])

    @property
    def value(self) -> tuple[str, str]:
        """The line up to its value, and the value without a comment."""
        match = PREFIX.fullmatch(self.line(self.place.line))
        return (match[1], re.sub(r" +#.*", "", match[2]).rstrip()) if match else ("", "")

    @property
    def above(self) -> list[tuple[int, str]]:
        """The lines above with their numbers, without empty ones, the nearest first."""
        numbered = ((number, self.line(number)) for number in range(self.place.line - 1, 0, -1))
        return [(number, line) for number, line in numbered if line.strip()]

    @property
    def name_above(self) -> str | None:
        """The name of the field on the line above, in quotes; None if there is none."""
        match = re.match(r"[\s-]*([^\s:]+):(?: |$)", self.above[0][1]) if self.above else None
        return quote(match[1]) if match else None
