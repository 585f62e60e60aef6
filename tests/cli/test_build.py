"""`build` writes pages and site only if the records have no errors, and only into folders of its own."""

import re
from pathlib import Path

import pytest

from generator.cli import output, progress
from generator.incremental import workers
from generator.incremental.stages import StageDisplay
from tests.support.command_line import INVALID, VALID, VALID_WITH_SITE, run, write_content


@pytest.fixture
def no_stage_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    """Print no stage, however slow this machine is."""
    monkeypatch.setattr(progress, "LineDisplay", lambda delay: StageDisplay())


def test_invalid_content_leaves_pages_and_site_as_they_were(tmp_path: Path) -> None:
    folder = write_content(tmp_path, VALID)
    options = ("--pages", tmp_path / "pages", "--site", tmp_path / "site")
    assert run("build", folder, *options).exit_code == 0
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file() and "content" not in path.parts}
    write_content(tmp_path, INVALID)
    result = run("build", folder, *options)
    assert result.exit_code == 1
    assert "unknown-field" in result.output
    assert before == {
        path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file() and "content" not in path.parts
    }


def test_a_folder_with_other_peoples_files_is_left_alone(tmp_path: Path) -> None:
    letter = tmp_path / "documents" / "letter.txt"
    letter.parent.mkdir()
    letter.write_text("dear", "utf-8")
    for command, option in (("pages", "--to"), ("build", "--pages")):
        result = run(command, write_content(tmp_path, VALID), option, letter.parent)
        assert result.exit_code == 2
        assert "holds files that were not written here" in result.output
    result = run("build", write_content(tmp_path, VALID), "--pages", tmp_path / "pages", "--site", letter.parent)
    assert result.exit_code == 1
    assert "holds files that are no site" in result.output
    assert [path.name for path in letter.parent.iterdir()] == ["letter.txt"]


def test_a_site_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", "utf-8")
    result = run(
        "build", write_content(tmp_path, VALID), "--pages", tmp_path / "pages", "--site", tmp_path / "file" / "site"
    )
    assert result.exit_code == 2
    assert "cannot be written" in result.output


def test_folders_that_lie_one_in_another_are_refused(tmp_path: Path) -> None:
    folder = write_content(tmp_path, VALID)
    for options in (
        ("pages", folder, "--to", folder / "pages"),
        ("build", folder, "--pages", tmp_path / "pages", "--site", tmp_path / "pages" / "site"),
        ("build", folder, "--pages", tmp_path, "--site", tmp_path / "site"),
    ):
        result = run(*options)
        assert result.exit_code == 2
        assert "name another folder" in result.output
    assert sorted(path.name for path in tmp_path.iterdir()) == ["content"]


@pytest.mark.parametrize(
    ("command", "stages"),
    [
        ("check", "find read validate check in memory"),
        ("pages", "find read validate check pages in memory"),
        ("build", "find read validate check pages load html index publish in memory"),
    ],
)
@pytest.mark.usefixtures("no_stage_lines")
def test_timings_are_printed_beside_the_usual_output(command: str, stages: str, tmp_path: Path) -> None:
    folder = write_content(tmp_path, VALID_WITH_SITE)
    to = {
        "check": (),
        "pages": ("--to", tmp_path / "a"),
        "build": ("--pages", tmp_path / "a", "--site", tmp_path / "b"),
    }
    result = run(command, folder, *to[command], "--timings")
    words = [line.split()[0] for line in result.stderr.splitlines() if not line.startswith(" ")]
    assert (result.exit_code, words) == (0, stages.split())
    if command != "check":
        assert re.search(r"(pages|html) +\S+ s +\S+ (files|pages) +\S+ a second", result.stderr)
    again = run(command, folder, *to[command])
    assert (again.exit_code, again.stderr) == (0, "")


@pytest.mark.usefixtures("no_stage_lines")
def test_a_note_says_once_that_one_process_does_all_the_work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(output, "CAN_FORK", False)
    monkeypatch.setattr(workers, "CAN_FORK", False)
    folder, to = write_content(tmp_path, VALID_WITH_SITE), ("--pages", tmp_path / "pages", "--site", tmp_path / "site")
    assert run("build", folder, *to).stderr == ""
    assert run("build", folder, *to, "--jobs", 1).stderr == ""
    assert "one process does all the work" in run("build", folder, *to, "--jobs", 2).stderr
    assert run("build", folder, *to, "--jobs", 2).stderr == ""


@pytest.mark.usefixtures("no_stage_lines")
def test_every_build_notes_the_defaults_of_a_site_without_a_record(tmp_path: Path) -> None:
    folder, to = write_content(tmp_path, VALID), ("--pages", tmp_path / "pages", "--site", tmp_path / "site")
    defaults = 'the site is called "Aide-Mémoire", its language is en, its time zone UTC'
    for _ in range(2):
        assert run("build", folder, *to).stderr == f"note: {folder} has no site.yml: {defaults}\n"
    assert defaults in run("pages", folder, "--to", tmp_path / "pages").stderr
    assert defaults not in run("check", folder).stderr
