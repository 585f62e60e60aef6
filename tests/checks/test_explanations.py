"""Explanations of rules: each rule has one, and its example breaks this rule alone until it is fixed."""

import re
import shutil
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path

import pytest

from generator.archive.edition import Edition
from generator.checks.explanations import (
    EXAMPLE_HEADING,
    FENCED_BLOCK,
    FIX_HEADING,
    FOLDER,
    ExampleFile,
    Explanation,
    all_explanations,
    explain,
    parse_explanation,
)
from generator.checks.rules import RULES_BY_CODE
from generator.checks.run import check
from generator.content.load import load_folder
from generator.content.source import MAX_BYTES
from generator.content.yaml_parser import MAX_VALUES
from generator.editing.importing.check_mapping import check_map
from generator.editing.importing.mapping import KINDS_BY_NAME, read_map
from generator.editing.importing.table import Table
from generator.problems import Problem, Rule
from generator.problems.report import format_text
from tests.support.paths import TESTS
from tests.support.problem_cases import declared_rules

BASE = TESTS / "checks/explanations" / "content"
DAY = date(2024, 2, 1)
MAP, TABLE = "map.yml", "treaties.csv"
"""Files of examples that are not in the content folder."""
CODES = sorted(RULES_BY_CODE)
WITHOUT_EXAMPLE = {"no-records", "unreadable-file"}
"""Rules that the text of a file does not break."""


def long(text: str) -> bytes:
    """Return the example in full length, its last words again and again."""
    return text.replace("And so on", "And so on " * 3000).encode()


def huge(text: str) -> bytes:
    return text.encode() + b"# And so on\n" * (MAX_BYTES // 12)


def many(text: str) -> bytes:
    return text.encode() + b"  - A\n" * MAX_VALUES


WRITTEN_OTHERWISE: dict[str, Callable[[str], bytes]] = {
    "not-utf-8": lambda text: text.encode("cp1252"),
    "text-too-long": long,
    "file-too-large": huge,
    "too-many-values": many,
}
"""How to write an example that a page cannot show in full."""


def problems_of(
    files: Iterable[ExampleFile], folder: Path, encode: Callable[[str], bytes] = str.encode
) -> list[Problem]:
    """Return the problems of valid records with `files` laid over them."""
    shutil.copytree(BASE, folder / "content")
    for file in files:
        path = folder / file.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(encode(file.text))
    if any(file.path == MAP for file in files):
        return problems_of_map()
    return check(load_folder(Path("content")), Edition(DAY))


def problems_of_map() -> list[Problem]:
    """Return the problems of a map, by itself and with the columns of its table."""
    by, source, problems = read_map(Path(MAP))
    columns = Path(TABLE).read_text("utf-8").partition("\n")[0].split(",")
    of_map = check_map(by, KINDS_BY_NAME["agreement"], Table(tuple(columns))) if by else ()
    return [*problems, *map(source.locate, of_map)]


def printed(problems: list[Problem]) -> str:
    """Return the printed problems, without the lines of the files."""
    return format_text(problems, {}, colour=False)


def with_message(text: str, message: str) -> str:
    """Return the text of a file with another message."""
    before, heading, after = text.partition(FIX_HEADING)
    meaning, example, files = before.partition(EXAMPLE_HEADING)
    blocks = [each.group() for each in FENCED_BLOCK.finditer(files) if each["path"]]
    blocks += [f"```text\n{message.rstrip()}\n```"] if message else []
    return "".join((meaning, example, "\n", "\n\n".join(blocks), "\n", heading, after))


@pytest.fixture(autouse=True)
def _in_a_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def test_every_code_has_an_explanation_and_every_explanation_a_code() -> None:
    assert {path.stem for path in FOLDER.glob("*.md")} == {rule.code for rule in declared_rules()}


@pytest.mark.parametrize("rule", RULES_BY_CODE.values(), ids=lambda rule: rule.code)
def test_the_meaning_of_a_rule_is_a_sentence(rule: Rule) -> None:
    assert re.fullmatch(r"[A-Z`].*[^\s.,:;]\.", rule.meaning)


def test_what_the_examples_are_laid_over_is_without_a_problem(tmp_path: Path) -> None:
    assert problems_of([], tmp_path) == []


@pytest.mark.parametrize("code", CODES)
def test_an_explanation_says_what_the_rule_means_and_how_to_mend_it(code: str) -> None:
    explanation = explain(code)
    assert explanation.meaning
    assert explanation.how_to_fix
    assert bool(explanation.example) is bool(explanation.fixed_example) is (code not in WITHOUT_EXAMPLE)


@pytest.mark.parametrize("code", sorted({*CODES} - WITHOUT_EXAMPLE))
def test_an_example_breaks_its_rule_and_no_other(code: str, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    explanation = explain(code)
    problems = problems_of(explanation.example, tmp_path, WRITTEN_OTHERWISE.get(code, str.encode))
    assert {problem.rule.code for problem in problems} == {code}
    if request.config.getoption("--golden"):
        path = FOLDER / f"{code}.md"
        text = with_message(path.read_text("utf-8"), printed(problems))
        path.write_text(text, "utf-8", newline="\n")
        explain.cache_clear()  # the golden pages of the guide are written next
        explanation = parse_explanation(explanation.rule, text)
    assert explanation.message == printed(problems).rstrip()


@pytest.mark.parametrize("code", sorted({*CODES} - WITHOUT_EXAMPLE))
def test_a_mended_example_is_without_a_problem(code: str, tmp_path: Path) -> None:
    explanation = explain(code)
    tables = [file for file in explanation.example if not file.is_yaml]
    assert printed(problems_of([*tables, *explanation.fixed_example], tmp_path)) == ""


def test_a_folder_without_records_has_no_records(tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    assert [problem.rule.code for problem in check(load_folder(Path("content")), Edition(DAY))] == ["no-records"]


def test_a_link_is_an_unreadable_file(tmp_path: Path) -> None:
    shutil.copytree(BASE, tmp_path / "content")
    (tmp_path / "content/people/another.yml").symlink_to("a-person.yml")
    assert [problem.rule.code for problem in check(load_folder(Path("content")), Edition(DAY))] == ["unreadable-file"]


# What would be noticed

RULE = Rule("too-tall", "A letter fits into its line.")
TEXT = """\
It is too tall.

## Example

```yaml title="content/a.yml"
a: b

c: d
```

```text
too tall
```

## How to mend it

Write `smaller`.

Or not at all.

```yaml title="content/b.yml"
b: c
```
"""


def test_an_explanation_is_read_part_by_part() -> None:
    assert parse_explanation(RULE, TEXT) == Explanation(
        RULE,
        ("It is too tall.",),
        (ExampleFile("content/a.yml", "a: b\n\nc: d\n"),),
        "too tall",
        ("Write `smaller`.", "Or not at all."),
        (ExampleFile("content/b.yml", "b: c\n"),),
    )


def test_a_new_message_replaces_the_old_one_and_nothing_else() -> None:
    assert with_message(TEXT, "too tall\n") == TEXT
    assert with_message(TEXT, "far too tall") == TEXT.replace("```text\ntoo tall", "```text\nfar too tall")
    without = re.sub(r"```text\n.*?```\n\n", "", TEXT, flags=re.DOTALL)
    assert with_message(without, "too tall") == TEXT


def test_an_unmended_example_is_noticed(tmp_path: Path) -> None:
    explanation = explain("unknown-reference")
    assert printed(problems_of(explanation.example, tmp_path)) != ""


@pytest.mark.parametrize("explanation", all_explanations(), ids=lambda explanation: explanation.rule.code)
def test_an_explanation_is_plain_paragraphs_in_which_every_backtick_is_closed(explanation: Explanation) -> None:
    for paragraph in (*explanation.meaning, *explanation.how_to_fix):
        assert paragraph.count("`") % 2 == 0
        assert not re.search(r"^[-#>*]|\]\(|\*\*|  ", paragraph)
        assert paragraph.endswith((".", ":"))


def test_every_file_has_its_parts_in_order() -> None:
    for path in FOLDER.glob("*.md"):
        headings = re.findall(r"^## .*$", path.read_text("utf-8"), re.MULTILINE)
        assert headings in (["## Example", FIX_HEADING.strip()], [FIX_HEADING.strip()]), path.name
