"""Explanations of rules for editors: meaning, example, how to fix it. Each rule has a file `<code>.md` here.

`explain` and the editors' guide show them. The message in a file is the output of `check`, or of `import` for a map;
`make golden` writes it.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from generator.checks.rules import GROUPS, RULES_BY_CODE
from generator.content.source import SUFFIXES
from generator.problems import Rule

FOLDER = Path(__file__).parent
EXAMPLE_HEADING, FIX_HEADING = "\n## Example\n", "\n## How to mend it\n"
FENCED_BLOCK = re.compile(
    r"^```(?:(?:yaml|csv) title=\"(?P<path>[^\"]+)\"|text)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL
)


@dataclass(frozen=True)
class ExampleFile:
    """A file of an example. Its path starts with the content folder."""

    path: str
    text: str

    @property
    def is_yaml(self) -> bool:
        """Return True for a record or a map, False for a table."""
        return self.path.endswith(SUFFIXES)


@dataclass(frozen=True)
class Explanation:
    """The explanation of a rule, in paragraphs with `code` in backticks."""

    rule: Rule
    meaning: tuple[str, ...]
    example: tuple[ExampleFile, ...]
    message: str
    """The problem that the example has, as printed."""
    how_to_fix: tuple[str, ...]
    fixed_example: tuple[ExampleFile, ...]


@lru_cache
def explain(code: str) -> Explanation:
    """Return the explanation of a rule. Raises KeyError for an unknown code."""
    return parse_explanation(RULES_BY_CODE[code], (FOLDER / f"{code}.md").read_text("utf-8"))


def all_explanations() -> tuple[Explanation, ...]:
    """Return every explanation, in the order of the groups of rules."""
    return tuple(explain(rule.code) for group in GROUPS for rule in group.rules)


def parse_explanation(rule: Rule, text: str) -> Explanation:
    """Parse the text of an explanation file."""
    before, _, how_to_fix = text.partition(FIX_HEADING)
    meaning, _, example = before.partition(EXAMPLE_HEADING)
    blocks = list(FENCED_BLOCK.finditer(example))
    message = "".join(block["text"] for block in blocks if not block["path"])
    return Explanation(
        rule, _paragraphs(meaning), _files(example), message.rstrip(), _paragraphs(how_to_fix), _files(how_to_fix)
    )


def _paragraphs(text: str) -> tuple[str, ...]:
    return tuple(" ".join(each.split()) for each in FENCED_BLOCK.sub("", text).split("\n\n") if each.strip())


def _files(text: str) -> tuple[ExampleFile, ...]:
    return tuple(ExampleFile(each["path"], each["text"]) for each in FENCED_BLOCK.finditer(text) if each["path"])
