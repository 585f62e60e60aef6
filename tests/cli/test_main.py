"""The command line as a whole: exit statuses, the garbage collector, interruptions, missing packages, help."""

import gc
import re
import subprocess
import sys

import pytest

from generator.cli import COMMANDS
from tests.support.command_line import run
from tests.support.paths import ROOT


@pytest.mark.parametrize(("command", "collects"), [("check", False), ("build", False), ("new", True), ("serve", True)])
def test_garbage_is_collected_only_by_commands_that_live_long(command: str, collects: bool) -> None:
    run(command, "--help")
    assert gc.isenabled() == collects


@pytest.mark.parametrize("module", ["click", "generator.cli.check", "pydantic"])
def test_an_interruption_while_modules_are_loaded_prints_a_line(module: str) -> None:
    program = f"""
import runpy, sys

class Interrupting:
    def find_spec(self, name, path=None, target=None):
        if name == "{module}":
            raise KeyboardInterrupt

sys.meta_path.insert(0, Interrupting())
sys.argv = ["generator", "check", "content"]
runpy.run_module("generator", run_name="__main__")
"""
    result = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert (result.returncode, result.stdout, result.stderr) == (130, "", "\nAborted!\n")


@pytest.mark.parametrize("module", ["click", "babel"])
def test_without_the_packages_a_line_says_how_to_run(module: str) -> None:
    program = f"""
import runpy, sys

sys.modules["{module}"] = None
sys.argv = ["generator", "check", "content"]
runpy.run_module("generator", run_name="__main__")
"""
    result = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    message = f"{module} is not installed here: run .venv/bin/aide-memoire, after make build\n"
    assert (result.returncode, result.stdout, result.stderr) == (2, "", message)


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (("check", "nowhere"), "does not exist"),
        (("check", "--as-of", "26.01.2024"), "2024-01-26 is expected"),
        (("check", "--audience", "friends"), "'public'"),
        (("check", "--format", "xml"), "'json'"),
        (("chek",), "No such command"),
        (("check", "a" * 5000), "File name too long"),
    ],
)
def test_wrong_use_exits_with_2_and_a_reason(arguments: tuple[str, ...], reason: str) -> None:
    result = run(*arguments)
    assert result.exit_code == 2
    assert reason in result.output


def test_the_developer_sees_where_the_system_refused_something(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("generator.cli.main.IS_DEVELOPING", True)
    with pytest.raises(OSError, match="File name too long"):
        run("check", "a" * 5000)


def test_the_first_command_a_new_editor_tries_helps() -> None:
    result = run("--help")
    assert result.exit_code == 0
    assert all(command in result.output for command in ("check", "pages", "build", "serve"))


def test_every_command_in_the_guides_is_run_by_the_interpreter_that_has_what_it_needs() -> None:
    root = ROOT
    guides = [
        *root.glob("*.md"),
        *root.glob("docs/**/*.md"),
        *root.glob("docs/**/*.yml"),
        *root.glob("content/*.md"),
        *root.glob("generator/**/*.md"),
    ]
    commands = [
        match
        for guide in guides
        for match in re.finditer(rf"\S*aide-memoire (?:{'|'.join(COMMANDS)})\b", guide.read_text())
    ]
    assert commands
    assert {match[0].partition(" ")[0].strip("`") for match in commands} == {".venv/bin/aide-memoire"}
    assert not any("python -m generator" in guide.read_text("utf-8") for guide in guides)
