"""`check --fix` shows the fixes, asks, and writes them; without a terminal it writes nothing."""

import shutil
import sys
from pathlib import Path

import pexpect
import pytest
from click.testing import CliRunner, Result

from generator.cli import write_files
from generator.cli.main import main
from generator.incremental.atomic import ChangedError
from tests.support.paths import ROOT

BEFORE, AFTER = "currency: usd", "currency: USD"


@pytest.fixture(autouse=True)
def loan(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Write a record with one fixable problem into the working folder."""
    shutil.copytree(ROOT / "tests/content/fixes/currency-in-lower-case/content", tmp_path / "content")
    monkeypatch.chdir(tmp_path)
    return tmp_path / "content/agreements/2023-loan.yml"


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["check", "--fix", *arguments], catch_exceptions=False)


def terminal(folder: Path) -> "pexpect.spawn[str]":
    command = ["-m", "generator", "check", "--fix", str(folder / "content")]
    return pexpect.spawn(sys.executable, command, cwd=str(ROOT), encoding="utf-8", timeout=30)


def test_without_a_terminal_nothing_is_written_and_a_line_says_how(loan: Path) -> None:
    result = run()
    assert result.exit_code == 1
    assert result.output.endswith("1 problem can be fixed in 1 file; nothing is written: add --yes to write this\n")
    assert BEFORE in loan.read_text()


def test_with_yes_fixes_are_written_and_other_problems_printed(loan: Path) -> None:
    result = run("--yes")
    assert (result.exit_code, AFTER in loan.read_text()) == (0, True)
    assert result.output.endswith("1 file written\n0 errors, 0 warnings in 4 files\n")


def test_on_a_terminal_fixes_are_shown_in_colours_and_written_after_a_yes(loan: Path, tmp_path: Path) -> None:
    child = terminal(tmp_path)
    child.expect(r"\x1b\[31m-  currency: usd")
    child.expect(r"1 problem can be fixed in 1 file\. Write this\? \[y/N\]")
    assert BEFORE in loan.read_text()
    child.sendline("y")
    child.expect("1 file written")
    child.expect("0 errors, 0 warnings in 4 files")
    child.expect(pexpect.EOF)
    child.close()
    assert (child.exitstatus, AFTER in loan.read_text()) == (0, True)


def test_on_a_terminal_nothing_is_written_without_a_yes(loan: Path, tmp_path: Path) -> None:
    child = terminal(tmp_path)
    child.expect("Write this")
    child.sendline("")
    child.expect("nothing is written")
    child.expect(pexpect.EOF)
    child.close()
    assert (child.exitstatus, BEFORE in loan.read_text()) == (1, True)


def test_ctrl_c_instead_of_a_yes_is_an_interruption(loan: Path, tmp_path: Path) -> None:
    child = terminal(tmp_path)
    child.expect("Write this")
    child.sendintr()
    child.expect("Aborted!")
    child.expect(pexpect.EOF)
    child.close()
    assert (child.exitstatus, BEFORE in loan.read_text()) == (130, True)


@pytest.mark.parametrize(
    ("error", "reason", "status"),
    [
        (ChangedError(), "it was changed meanwhile; run this again", 1),
        (PermissionError(13, "Permission denied"), "it cannot be written: Permission denied", 2),
    ],
)
def test_a_file_that_cannot_be_replaced_is_named(
    error: Exception, reason: str, status: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise error

    monkeypatch.setattr(write_files, "replace_file", refuse)
    result = run("--yes")
    assert result.exit_code == status
    assert f"content/agreements/2023-loan.yml: left as it is: {reason}\n0 files written\n" in result.output


def test_a_fix_of_the_layout_alone_is_called_so(loan: Path) -> None:
    loan.write_text(loan.read_text().replace(BEFORE, "currency:   USD"))
    assert "the layout can be fixed in 1 file;" in run().output
    assert run("--no-layout").output == "nothing can be fixed for certain\n0 errors, 0 warnings in 4 files\n"


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (["check", "--fix", "--format", "json"], "leave --format out"),
        (["check", "--yes"], "belong to --fix"),
        (["check", "--no-layout"], "belong to --fix"),
    ],
)
def test_options_that_do_not_go_together_are_a_wrong_use(arguments: list[str], reason: str) -> None:
    result = CliRunner().invoke(main, arguments)
    assert result.exit_code == 2
    assert reason in result.output


def test_a_layout_that_could_not_be_written_is_no_success(loan: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    loan.write_text(loan.read_text().replace(BEFORE, "currency:   USD"))

    def refuse(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(write_files, "replace_file", refuse)
    result = run("--yes")
    assert (result.exit_code, result.output.splitlines()[-1]) == (2, "0 errors, 0 warnings in 4 files")
