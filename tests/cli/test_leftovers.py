"""What a killed command leaves is removed and named by the next one; what others have, or still write, is not."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from generator.incremental.leftovers import STAGING_FOLDER, stage_beside
from tests.support.command_line import VALID, run, write_content
from tests.support.held_folders import hold_in_another_process
from tests.support.imports import KEYED, ROWS, run_import

STAGED = "content/people/.ada-example.yml.4242.aide-memoire.new"
NOTE = "note: removed what a command that was killed had left: "
COMMANDS = {
    "format": ("format",),
    "format of a file": ("format", "content/people/ada-example.yml"),
    "check --fix": ("check", "--fix", "--yes"),
    "new": ("new", "source", "--set", "title=Another"),
    "pages": ("pages", "--to", "pages"),
}
"""Commands that write among records, or from them."""

pytestmark = pytest.mark.usefixtures("valid")


WRITING = """
import fcntl, sys
with open(sys.argv[1], "r+b") as file:
    fcntl.lockf(file, fcntl.LOCK_EX)
    print("locked", flush=True)
    sys.stdin.read()
"""
"""A process that locks a file until its input ends, as a command does that writes it."""


@pytest.mark.parametrize("command", COMMANDS.values(), ids=COMMANDS)
def test_the_next_command_removes_a_leftover_and_names_it(command: tuple[str, ...]) -> None:
    Path(STAGED).write_bytes(b"name: Ada Exa")
    assert run(*command).stderr.startswith(f"{NOTE}{STAGED}\n")
    assert not Path(STAGED).exists()
    assert NOTE not in run("format").stderr


def test_an_import_removes_all_that_a_killed_one_has_left() -> None:
    staging, lock = Path("content", STAGING_FOLDER), Path(".content.lock")
    staging.mkdir()
    (staging / "0").write_text("title: Half")
    lock.touch()
    Path(".rejects.csv.4242.aide-memoire.new").write_text("No,")
    stderr = run_import(ROWS, KEYED).stderr
    names = f".content.lock, content/{STAGING_FOLDER}, .rejects.csv.4242.aide-memoire.new"
    assert stderr.startswith(f"{NOTE}{names}\n")
    assert not (staging.exists() or lock.exists())


@pytest.mark.parametrize("command", [("format",), ("pages", "--to", "pages")])
def test_other_commands_remove_what_a_killed_import_has_left(command: tuple[str, ...]) -> None:
    Path("content", STAGING_FOLDER).mkdir()
    Path(".content.lock").touch()
    assert run(*command).stderr.startswith(f"{NOTE}content/{STAGING_FOLDER}, .content.lock\n")
    assert not Path("content", STAGING_FOLDER).exists()


def test_a_check_names_a_leftover_and_leaves_it() -> None:
    Path(STAGED).write_bytes(b"name: Ada Exa")
    result = run("check", "content")
    assert result.stderr == f"note: left by a command that was killed, `format` removes it: {STAGED}\n"
    assert result.stdout == "0 errors, 0 warnings in 2 files\n"
    assert Path(STAGED).exists()


@pytest.mark.parametrize("options", [("format", "--check"), ("format", "--diff"), (*COMMANDS["new"], "--dry-run")])
def test_a_command_that_writes_nothing_removes_nothing(options: tuple[str, ...]) -> None:
    Path(STAGED).write_bytes(b"")
    assert NOTE not in run(*options).stderr
    assert Path(STAGED).exists()


def test_what_another_process_is_writing_stays() -> None:
    Path(STAGED).write_bytes(b"name: Ada Exa")
    pipes: dict[str, Any] = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    with subprocess.Popen([sys.executable, "-c", WRITING, STAGED], **pipes) as process:
        assert process.stdout
        assert process.stdout.readline() == b"locked\n"
        assert (run("format").stderr, run("check", "content").stderr) == ("", "")
        assert Path(STAGED).exists()
    assert run("format").stderr == f"{NOTE}{STAGED}\n"


def test_what_an_import_in_another_process_has_staged_stays() -> None:
    Path("content", STAGING_FOLDER).mkdir()
    with hold_in_another_process(Path("content")):
        assert run("format").stderr == ""
        assert Path("content", STAGING_FOLDER).is_dir()
        assert Path(".content.lock").is_file()


@pytest.mark.parametrize(
    "name",
    [
        "content/people/.ada-example.yml.4242.new",
        "content/people/.ada-example.yml.new",
        "content/people/.aide-memoire.new",
        "content/people/ada-example.yml.4242.aide-memoire.new",
        f"content/{STAGING_FOLDER}/theses.txt",
        f"content/{STAGING_FOLDER}/1/2",
    ],
)
def test_what_others_have_stays(name: str) -> None:
    path = Path(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("years of work", "utf-8")
    assert run("format").stderr == ""
    assert path.read_text("utf-8") == "years of work"


def test_a_link_with_the_name_of_a_leftover_leads_nowhere(tmp_path: Path) -> None:
    (tmp_path / "precious").write_text("years of work", "utf-8")
    Path(STAGED).symlink_to(tmp_path / "precious")
    run("format")
    assert (tmp_path / "precious").read_text("utf-8") == "years of work"


def test_a_leftover_is_neither_a_record_nor_published() -> None:
    write_content(Path(), VALID | {"people/.zed-example.yml.4242.aide-memoire.new": "name: Zed Example\n"})
    assert "2 files" in run("check", "content").stdout
    run("pages", "--to", "pages")
    assert not [path for path in Path("pages").rglob("*") if path.is_file() and b"Zed" in path.read_bytes()]


def test_a_long_name_leaves_room_for_the_name_of_its_stage() -> None:
    path = Path("content/people", f"{'日' * 82}.yml")
    path.write_text("sources: [{source: report}]\nname:   Ada\n", "utf-8")
    assert len(os.fsencode(stage_beside(path).name)) < 255
    assert "1 of 1 file formatted" in run("format", path).stdout
