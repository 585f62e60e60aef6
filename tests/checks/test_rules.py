"""Rules and their lists: no rule and no check is forgotten, and a check finds breaches of its own rules alone."""

import re
from collections import Counter
from collections.abc import Iterable
from datetime import date
from inspect import getmembers, isfunction
from types import ModuleType

import pytest

from generator.archive.archive import Archive
from generator.checks import records, references
from generator.checks.context import Check, CheckContext
from generator.checks.rules import GROUPS, RULES_BY_CODE
from generator.checks.run import ADVISORY_CHECKS, ARCHIVE_CHECKS, CHECKS, RECORD_CHECKS
from generator.content.load import load_folder
from generator.problems import Problem, Rule
from tests.support.problem_cases import CASE_FOLDER, CASES, declared_rules

MODULES = (records, references)
"""The modules with checks between records."""
STRAY = Rule("no-such-rule", "Nothing.")


def without_group(rules: Iterable[Rule]) -> list[str]:
    return [rule.code for rule in rules if rule.code not in RULES_BY_CODE]


def unlisted(module: ModuleType, checks: Iterable[Check]) -> list[str]:
    """Return the check functions of `module` that `checks` lack."""
    own = {name for name, function in getmembers(module, isfunction) if function.__module__ == module.__name__}
    listed = {check.function.__name__ for check in checks}
    return sorted(name for name in own if name.startswith("check_") and name not in listed)


def problems_in(case: str, check: Check) -> list[Problem]:
    content = load_folder(CASE_FOLDER / case / "content")
    archive = Archive(content.site, content.records, content.files, date(2024, 2, 1), "internal")
    return list(check(CheckContext(archive, content.invalid)))


def test_every_rule_is_in_a_group_once() -> None:
    assert without_group(declared_rules()) == []
    assert sum(len(group.rules) for group in GROUPS) == len(RULES_BY_CODE) == len(declared_rules())


def test_a_rule_in_no_group_would_be_noticed() -> None:
    assert without_group([*declared_rules(), STRAY]) == ["no-such-rule"]


def test_codes_are_unique() -> None:
    assert [code for code, times in Counter(rule.code for rule in declared_rules()).items() if times > 1] == []


def test_codes_are_lower_case_words_joined_by_hyphens() -> None:
    assert [rule.code for rule in declared_rules() if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", rule.code)] == []


def test_every_rule_says_in_a_sentence_what_holds() -> None:
    assert [rule.code for rule in declared_rules() if not re.fullmatch(r"[A-Z].*\.", rule.meaning)] == []


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.__name__)
def test_every_check_function_is_listed(module: ModuleType) -> None:
    assert unlisted(module, CHECKS) == []


def test_a_check_function_that_no_list_has_would_be_noticed() -> None:
    assert unlisted(references, records.CHECKS) == [
        "check_nothing_leads_back_to_itself",
        "check_public_records_have_public_references",
        "check_references_are_named_once",
        "check_references_are_public",
        "check_references_resolve",
    ]


def test_every_check_runs() -> None:
    assert {*RECORD_CHECKS, *ARCHIVE_CHECKS, *ADVISORY_CHECKS} == {*CHECKS}


@pytest.mark.parametrize("case", CASES)
def test_a_check_finds_breaches_of_its_own_rules_alone(case: str) -> None:
    for check in CHECKS:
        if check.function is not records.check_kinds:  # the rules of kinds are theirs
            assert {problem.rule for problem in problems_in(case, check)} <= set(check.rules)


@pytest.mark.parametrize("check", [check for check in CHECKS if check.rules], ids=lambda check: check.function.__name__)
def test_every_rule_of_a_check_is_broken_by_some_case(check: Check) -> None:
    broken = {problem.rule for rule in check.rules for problem in problems_in(rule.code, check)}
    assert broken == set(check.rules)
