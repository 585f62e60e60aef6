"""What `check` prints, word for word: for every rule a small content folder that breaks it, in `tests/checks/cases/`.

After an intended change `make golden` writes the expected files anew; their difference is reviewed like code.
"""

import pkgutil
import re
import shutil
from collections import Counter
from collections.abc import Iterable
from importlib import import_module
from pathlib import Path

import pytest
from click.testing import CliRunner

import generator
from generator.checks import map_rules as of_maps
from generator.cli.main import main
from generator.content.source import MAX_BYTES
from generator.content.yaml_parser import MAX_VALUES
from generator.problems import Rule
from tests.support.paths import TESTS

PROBLEMS = TESTS / "checks/cases"
CASES = sorted(folder.name for folder in PROBLEMS.iterdir())
ALL_AT_ONCE = "all-at-once"

DEEP = b"name: Deep\na: " + b"[" * 10_000 + b"]" * 10_000 + b"\n"
MADE: dict[str, dict[str, bytes | Path]] = {
    "unreadable-file": {
        "people/ada-example.yml": Path("../countries/xa.yml"),
        "people/ben-sample.yml": Path("/nowhere.yml"),
    },
    "file-too-large": {"people/ada-example.yml": b"name: Ada Example\n".ljust(MAX_BYTES, b"#") + b"\n"},
    "not-utf-8": {
        "people/latin-1.yml": "name: Ada Example\ncountry: xa\nnotes: Zoé\n".encode("latin-1"),
        "people/mixed.yml": "name: Zoé ".encode() + "Zoé\n".encode("latin-1"),
        "people/utf-16.yml": "name: Ada Example\n".encode("utf-16"),
    },
    "control-character": {
        "people/colour.yml": b"name: Ada Example\nnotes: In \x1b[31mred\x1b[0m.\n",
        "people/line-separator.yml": "name: Ada Example\nnotes: One\u2028Two\n".encode(),
        "people/nul.yml": b"name: Ada\0Example\n",
    },
    "tab": {
        "people/ada-example.yml": b"name: Ada Example\npositions:\n\t- title: Minister\n",
        "people/ben-sample.yml": b"name: Ben Sample\ncountry:\txa\n",
    },
    "text-too-long": {"people/ada-example.yml": b"name: Ada Example\nsummary: " + b"long " * 5000 + b"\n"},
    "too-deep": {"people/deep.yml": DEEP},
    "too-many-values": {"people/ada-example.yml": b"name: Ada Example\nalso_known_as:\n" + b"- A\n" * MAX_VALUES},
    ALL_AT_ONCE: {
        "people/deep.yml": DEEP,
        "people/latin-1.yml": "name: Zoé\n".encode("latin-1"),
        "people/lower/upper-case.yml": b"name: Ada Example\n",
        "people/tab.yml": b"name:\tAda Example\n",
        "people/Upper-Case.yml": b"name: Ada Example\n",
    },
}
"""Files that editors and version control would trip over: bytes, or where a symbolic link leads."""


@pytest.mark.parametrize("case", CASES)
def test_check_prints_what_is_expected(
    case: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> None:
    plant(case, tmp_path)
    monkeypatch.chdir(tmp_path)
    result = CliRunner().invoke(main, ["check", "content", "--as-of", "2024-02-01"], catch_exceptions=False)
    expected = PROBLEMS / case / "expected.txt"
    if request.config.getoption("--golden"):
        expected.write_text(result.stdout, "utf-8", newline="\n")
    assert result.stdout == expected.read_text("utf-8")
    assert result.exit_code == (1 if ": error: " in result.stdout else 0)


@pytest.mark.parametrize("case", [case for case in CASES if case != ALL_AT_ONCE])
def test_a_case_shows_the_rule_it_is_named_after(case: str) -> None:
    assert case in codes_in(case)


def test_every_rule_has_a_case() -> None:
    assert without_case(rules()) == []


def test_a_rule_without_a_case_is_noticed() -> None:
    assert without_case([*rules(), Rule("no-such-rule", "Nothing.")]) == ["no-such-rule"]


def test_codes_are_unique() -> None:
    assert [code for code, times in Counter(rule.code for rule in rules()).items() if times > 1] == []


def test_codes_are_lower_case_words_joined_by_hyphens() -> None:
    assert [rule.code for rule in rules() if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", rule.code)] == []


def test_every_rule_says_in_a_sentence_what_holds() -> None:
    assert [rule.code for rule in rules() if not re.fullmatch(r"[A-Z].*\.", rule.meaning)] == []


def test_many_different_problems_are_reported_in_one_run() -> None:
    assert codes_in(ALL_AT_ONCE) >= {
        "anchor",
        "duplicate-id",
        "duplicate-key",
        "empty-file",
        "interval-ends-before-start",
        "invalid-date",
        "invalid-id",
        "missing-field",
        "not-utf-8",
        "several-documents",
        "tab",
        "too-deep",
        "unknown-field",
        "unknown-reference",
        "url-scheme",
    }


def plant(case: str, folder: Path) -> None:
    """A copy of a case's content, with the files that are made rather than kept."""
    shutil.copytree(PROBLEMS / case / "content", folder / "content")
    for name, held in MADE.get(case, {}).items():
        file = folder / "content" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(held, Path):
            file.symlink_to(held)
        else:
            file.write_bytes(held)


def rules() -> list[Rule]:
    """Every rule that a module of the generator declares."""
    names = [module.name for module in pkgutil.walk_packages(generator.__path__, "generator.")]
    modules = [import_module(name) for name in names if not name.endswith("__main__")]
    return [rule for module in modules for rule in getattr(module, "RULES", ())]


def without_case(rules: Iterable[Rule]) -> list[str]:
    return sorted({rule.code for rule in rules if rule not in of_maps.RULES} - set(CASES))  # maps are no content


def codes_in(case: str) -> set[str]:
    return set(re.findall(r" \[([a-z0-9-]+)\]$", (PROBLEMS / case / "expected.txt").read_text("utf-8"), re.MULTILINE))
