"""What `check` prints, word for word. `tests/checks/cases/` has a small content folder for every rule.

After an intended change `make golden` writes the expected files anew; their difference is reviewed like code.
"""

import re
from collections.abc import Iterable
from pathlib import Path

import pytest
from click.testing import CliRunner

from generator.checks import map_rules
from generator.cli.main import main
from generator.problems import Rule
from tests.support.problem_cases import ALL_AT_ONCE, CASE_FOLDER, CASES, copy_case, declared_rules


@pytest.mark.parametrize("case", CASES)
def test_check_prints_what_is_expected(
    case: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> None:
    copy_case(case, tmp_path)
    monkeypatch.chdir(tmp_path)
    result = CliRunner().invoke(main, ["check", "content", "--as-of", "2024-02-01"], catch_exceptions=False)
    expected = CASE_FOLDER / case / "expected.txt"
    if request.config.getoption("--golden"):
        expected.write_text(result.stdout, "utf-8", newline="\n")
    assert result.stdout == expected.read_text("utf-8")
    assert result.exit_code == (1 if ": error: " in result.stdout else 0)


@pytest.mark.parametrize("case", [case for case in CASES if case != ALL_AT_ONCE])
def test_a_case_shows_the_rule_it_is_named_after(case: str) -> None:
    assert case in codes_in(case)


def test_every_rule_has_a_case() -> None:
    assert without_case(declared_rules()) == []


def test_a_rule_without_a_case_is_noticed() -> None:
    assert without_case([*declared_rules(), Rule("no-such-rule", "Nothing.")]) == ["no-such-rule"]


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


def without_case(rules: Iterable[Rule]) -> list[str]:
    return sorted({rule.code for rule in rules if rule not in map_rules.RULES} - set(CASES))  # maps are no content


def codes_in(case: str) -> set[str]:
    return set(
        re.findall(r" \[([a-z0-9-]+)\]$", (CASE_FOLDER / case / "expected.txt").read_text("utf-8"), re.MULTILINE)
    )
