"""The command line is a contract: what each command prints, leaves behind and exits with."""

import gc
import json
import re
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from generator.cli import output, progress
from generator.cli.main import main
from generator.incremental import workers
from generator.incremental.stages import StageDisplay
from tests.support.paths import ROOT

SOUND = {
    "people/ada-example.yml": "name: Ada Example\nsources: [{source: report}]\n",
    "sources/report.yml": "title: A report\n",
}
NAMED = SOUND | {"site.yml": "title: A site\n"}
BROKEN = {"people/ada-example.yml": "name: Ada Example\npost: clerk\n"}


def run(*arguments: object) -> Result:
    """The command's result; whatever it raises but an exit is raised here."""
    return CliRunner().invoke(main, [str(argument) for argument in arguments], catch_exceptions=False)


def content(folder: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        path = folder / "content" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return folder / "content"


def test_sound_content_exits_with_0(tmp_path: Path) -> None:
    result = run("check", content(tmp_path, SOUND))
    assert (result.exit_code, result.output) == (0, "0 errors, 0 warnings in 2 files\n")


@pytest.mark.parametrize(("command", "collects"), [("check", False), ("build", False), ("new", True), ("serve", True)])
def test_garbage_is_collected_only_by_commands_that_live_long(command: str, collects: bool) -> None:
    run(command, "--help")
    assert gc.isenabled() == collects


@pytest.mark.parametrize("module", ["click", "generator.cli.check", "pydantic"])
def test_an_interruption_while_modules_are_loaded_is_told_in_a_line(module: str) -> None:
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
def test_without_the_packages_it_is_told_in_a_line_how_to_run(module: str) -> None:
    program = f"""
import runpy, sys

sys.modules["{module}"] = None
sys.argv = ["generator", "check", "content"]
runpy.run_module("generator", run_name="__main__")
"""
    result = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    said = f"{module} is not installed here: run .venv/bin/python -m generator, after make build\n"
    assert (result.returncode, result.stdout, result.stderr) == (2, "", said)


def test_for_a_file_in_place_of_the_folder_it_is_told_how_to_see_its_problems(tmp_path: Path) -> None:
    result = run("check", content(tmp_path, BROKEN) / "people/ada-example.yml")
    assert result.exit_code == 2
    assert "the folder of the records, such as content, is expected" in result.output
    assert "python -m generator check content | grep -A2 ada-example.yml" in result.output


def test_errors_exit_with_1_and_are_counted(tmp_path: Path) -> None:
    result = run("check", content(tmp_path, BROKEN))
    assert result.exit_code == 1
    assert "people/ada-example.yml:2:1: error: post:" in result.output
    assert result.output.endswith("1 error, 0 warnings in 1 file\n")


def test_warnings_leave_the_status_0_unless_strict(tmp_path: Path) -> None:
    folder = content(tmp_path, {"sources/report.yml": "title: A report\n"})
    assert run("check", folder).exit_code == 0
    assert run("check", folder, "--strict").exit_code == 1
    assert run("check", content(tmp_path, SOUND), "--strict").exit_code == 0


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("check", "nowhere"), "does not exist"),
        (("check", "--as-of", "26.01.2024"), "2024-01-26 is expected"),
        (("check", "--audience", "friends"), "'public'"),
        (("check", "--format", "xml"), "'json'"),
        (("chek",), "No such command"),
    ],
)
def test_wrong_use_exits_with_2_and_says_what_is_wrong(arguments: tuple[str, ...], said: str) -> None:
    result = run(*arguments)
    assert result.exit_code == 2
    assert said in result.output


def test_json_is_an_object_that_programs_can_read(tmp_path: Path) -> None:
    result = run("check", content(tmp_path, BROKEN), "--format", "json")
    report = json.loads(result.output)
    assert result.exit_code == report["errors"] == 1
    assert (report["problems"][0]["line"], report["problems"][0]["code"]) == (2, "unknown-field")


def test_pages_writes_markdown_and_a_second_time_nothing(tmp_path: Path) -> None:
    folder = content(tmp_path, SOUND)
    first = run("pages", folder, "--to", tmp_path / "pages", "--as-of", "2024-01-25")
    assert first.exit_code == 0
    assert (tmp_path / "pages/en/people/ada-example.md").read_text("utf-8").startswith('---\ntitle: "Ada Example"\n')
    again = run("pages", folder, "--to", tmp_path / "pages", "--as-of", "2024-01-25")
    assert " 0 written, 0 removed" in again.output


def test_broken_content_leaves_pages_and_site_as_they_were(tmp_path: Path) -> None:
    folder = content(tmp_path, SOUND)
    options = ("--pages", tmp_path / "pages", "--site", tmp_path / "site")
    assert run("build", folder, *options).exit_code == 0
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file() and "content" not in path.parts}
    content(tmp_path, BROKEN)
    result = run("build", folder, *options)
    assert result.exit_code == 1
    assert "unknown-field" in result.output
    assert before == {
        path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file() and "content" not in path.parts
    }


def test_a_folder_with_other_peoples_files_is_left_alone(tmp_path: Path) -> None:
    mine = tmp_path / "documents" / "letter.txt"
    mine.parent.mkdir()
    mine.write_text("dear", "utf-8")
    for command, option in (("pages", "--to"), ("build", "--pages")):
        result = run(command, content(tmp_path, SOUND), option, mine.parent)
        assert result.exit_code == 2
        assert "holds files that were not written here" in result.output
    result = run("build", content(tmp_path, SOUND), "--pages", tmp_path / "pages", "--site", mine.parent)
    assert result.exit_code == 1
    assert "holds files that are no site" in result.output
    assert [path.name for path in mine.parent.iterdir()] == ["letter.txt"]


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", "utf-8")
    result = run("pages", content(tmp_path, SOUND), "--to", tmp_path / "file" / "pages")
    assert result.exit_code == 2
    assert "cannot be written" in result.output


def test_a_site_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", "utf-8")
    result = run("build", content(tmp_path, SOUND), "--pages", tmp_path / "pages", "--site", tmp_path / "file" / "site")
    assert result.exit_code == 2
    assert "cannot be written" in result.output


def test_folders_that_lie_one_in_another_are_refused(tmp_path: Path) -> None:
    folder = content(tmp_path, SOUND)
    for options in (
        ("pages", folder, "--to", folder / "pages"),
        ("build", folder, "--pages", tmp_path / "pages", "--site", tmp_path / "pages" / "site"),
        ("build", folder, "--pages", tmp_path, "--site", tmp_path / "site"),
    ):
        result = run(*options)
        assert result.exit_code == 2
        assert "name another folder" in result.output
    assert sorted(path.name for path in tmp_path.iterdir()) == ["content"]


def test_a_port_in_use_is_named_before_anything_is_announced(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        result = run("serve", content(tmp_path, SOUND), "--keep", tmp_path / "kept", "--port", port)
    assert result.exit_code == 2
    assert f"port {port} cannot be used" in result.output
    assert "http://" not in result.output


def test_the_day_and_the_audience_are_those_asked_for(tmp_path: Path) -> None:
    folder = content(
        tmp_path, SOUND | {"people/secret.yml": "name: Secret\naudience: internal\nsources: [{source: report}]\n"}
    )
    assert run("pages", folder, "--to", tmp_path / "public", "--as-of", "2024-01-25").exit_code == 0
    assert run("pages", folder, "--to", tmp_path / "internal", "--audience", "internal").exit_code == 0
    assert not (tmp_path / "public/en/people/secret.md").exists()
    assert (tmp_path / "internal/en/people/secret.md").exists()
    assert "As of 25 January 2024, public edition" in (tmp_path / "public/en/.site.json").read_text("utf-8")


@pytest.mark.parametrize(
    ("command", "stages"),
    [
        ("check", "find read validate check in memory"),
        ("pages", "find read validate check pages in memory"),
        ("build", "find read validate check pages load html index publish in memory"),
    ],
)
def test_timings_are_told_beside_what_is_printed_anyway(
    command: str, stages: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(progress, "LineDisplay", lambda delay: StageDisplay())
    folder = content(tmp_path, NAMED)
    to = {
        "check": (),
        "pages": ("--to", tmp_path / "a"),
        "build": ("--pages", tmp_path / "a", "--site", tmp_path / "b"),
    }
    told = run(command, folder, *to[command], "--timings")
    words = [line.split()[0] for line in told.stderr.splitlines() if not line.startswith(" ")]
    assert (told.exit_code, words) == (0, stages.split())
    if command != "check":
        assert re.search(r"(pages|html) +\S+ s +\S+ (files|pages) +\S+ a second", told.stderr)
    again = run(command, folder, *to[command])
    assert (again.exit_code, again.stderr) == (0, "")


def test_where_one_process_does_all_the_work_that_is_said_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(progress, "LineDisplay", lambda delay: StageDisplay())
    monkeypatch.setattr(output, "CAN_FORK", False)
    monkeypatch.setattr(workers, "CAN_FORK", False)
    folder, to = content(tmp_path, NAMED), ("--pages", tmp_path / "pages", "--site", tmp_path / "site")
    assert run("build", folder, *to).stderr == ""
    assert run("build", folder, *to, "--jobs", 1).stderr == ""
    assert "one process does all the work" in run("build", folder, *to, "--jobs", 2).stderr
    assert run("build", folder, *to, "--jobs", 2).stderr == ""


def test_what_a_site_without_a_record_of_its_own_is_called_is_said_whenever_it_is_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(progress, "LineDisplay", lambda delay: StageDisplay())
    folder, to = content(tmp_path, SOUND), ("--pages", tmp_path / "pages", "--site", tmp_path / "site")
    said = 'the site is called "Aide-Mémoire", its language is en, its time zone UTC'
    for _ in range(2):
        assert run("build", folder, *to).stderr == f"note: {folder} has no site.yml: {said}\n"
    assert said in run("pages", folder, "--to", tmp_path / "pages").stderr
    assert said not in run("check", folder).stderr


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
        line for guide in guides for line in guide.read_text("utf-8").splitlines() if "python -m generator" in line
    ]
    assert commands
    assert [line for line in commands if re.search(r"(?<!\.venv/bin/)python -m generator", line)] == []
