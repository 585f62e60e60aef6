"""What each rule means, an example that breaks it and how that is mended: one file `<code>.md` for each rule.

The message in a file is what `check`, or `import` of a map, says of its example; `make golden` writes it.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from generator.checks.rules import GROUPS, RULES_BY_CODE
from generator.content.source import SUFFIXES
from generator.problems import Rule

HERE = Path(__file__).parent
EXAMPLE, MENDING = "\n## Example\n", "\n## How to mend it\n"
FENCED = re.compile(
    r"^```(?:(?:yaml|csv) title=\"(?P<path>[^\"]+)\"|text)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL
)


@dataclass(frozen=True)
class ExampleFile:
    """A file of an example: its path, from the folder that holds the content folder, and what stands in it."""

    path: str
    text: str

    @property
    def is_yaml(self) -> bool:
        """Whether it is a record or a map, and not a table."""
        return self.path.endswith(SUFFIXES)


@dataclass(frozen=True)
class Explanation:
    """What editors should know of a rule, in paragraphs in which `code` stands in backticks."""

    rule: Rule
    meaning: tuple[str, ...]
    example: tuple[ExampleFile, ...]
    message: str
    """What is said of the example."""
    mending: tuple[str, ...]
    mended: tuple[ExampleFile, ...]


@lru_cache
def explanation(code: str) -> Explanation:
    """The explanation of a rule. Raises KeyError where there is no such rule."""
    return parse(RULES_BY_CODE[code], (HERE / f"{code}.md").read_text("utf-8"))


def explanations() -> tuple[Explanation, ...]:
    """All of them, in the order of the groups of rules."""
    return tuple(explanation(rule.code) for group in GROUPS for rule in group.rules)


def parse(rule: Rule, text: str) -> Explanation:
    """The explanation that a file holds."""
    before, _, mending = text.partition(MENDING)
    meaning, _, example = before.partition(EXAMPLE)
    blocks = list(FENCED.finditer(example))
    message = "".join(block["text"] for block in blocks if not block["path"])
    return Explanation(
        rule, _paragraphs(meaning), _files(example), message.rstrip(), _paragraphs(mending), _files(mending)
    )


def _paragraphs(text: str) -> tuple[str, ...]:
    return tuple(" ".join(each.split()) for each in FENCED.sub("", text).split("\n\n") if each.strip())


def _files(text: str) -> tuple[ExampleFile, ...]:
    return tuple(ExampleFile(each["path"], each["text"]) for each in FENCED.finditer(text) if each["path"])
