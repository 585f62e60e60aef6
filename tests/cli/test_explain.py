"""`explain` prints the explanation of a code, a list of all codes, or a close spelling."""

import pytest
from click.testing import CliRunner

from generator.checks.explanations import Explanation, all_explanations
from generator.checks.rules import GROUPS, RULES_BY_CODE
from generator.cli.main import main


def run(*arguments: str) -> tuple[int, str]:
    result = CliRunner().invoke(main, ["explain", *arguments], catch_exceptions=False)
    return result.exit_code, result.output


def test_a_code_is_explained_with_an_example_its_message_and_how_to_mend_it() -> None:
    status, text = run("unknown-reference")
    assert status == 0
    parts = ["unknown-reference (error)\n\nA reference names a record that is there.", "Example\n\n  content/meetings/"]
    parts += ["What is said of it\n\n", 'did you mean "ikegami-masaki"?', "How to mend it\n\n"]
    assert [text.find(part) for part in parts] == sorted(text.find(part) for part in parts)
    assert all(part in text for part in parts)


@pytest.mark.parametrize("code", ["[unknown-reference]", "Unknown-Reference"])
def test_a_code_may_be_copied_from_a_message(code: str) -> None:
    assert run(code) == run("unknown-reference")


def test_the_severity_stands_behind_the_code() -> None:
    assert run("unused-source")[1].startswith("unused-source (warning)\n")


@pytest.mark.parametrize("explanation", all_explanations(), ids=lambda explanation: explanation.rule.code)
def test_every_code_is_explained_in_lines_that_a_terminal_shows(explanation: Explanation) -> None:
    status, text = run(explanation.rule.code)
    assert status == 0
    lines = [line for line in text.splitlines() if not line.startswith("    ")]
    assert [line for line in lines if len(line) > 100] == []


def test_without_a_code_all_are_listed_in_their_groups() -> None:
    status, text = run()
    assert status == 0
    lines = text.splitlines()
    assert [line for line in lines if line and not line.startswith(" ")][:-1] == [group.heading for group in GROUPS]
    listed = {line.split()[0]: line.split()[1] for line in lines if line.startswith("  ")}
    assert listed == {code: rule.severity for code, rule in RULES_BY_CODE.items()}


def test_an_unknown_code_is_answered_with_a_close_one() -> None:
    assert run("unknwn-reference") == (
        2,
        'error: there is no code "unknwn-reference"; did you mean "unknown-reference"?\n',
    )
    assert run("42") == (2, 'error: there is no code "42"; without a code `explain` lists them all\n')
