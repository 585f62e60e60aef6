"""`format` rewrites record files in one layout; `--check` and `--diff` write nothing."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from generator.cli import write_files
from generator.cli.main import main
from generator.incremental.atomic import ChangedError

RAGGED = "sources: []\nname:   Ada Example\n"
FORMATTED = "name: Ada Example\nsources: []\n"


@pytest.fixture(autouse=True)
def people(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Write two people, one of them formatted. Return their folder."""
    people = tmp_path / "content/people"
    people.mkdir(parents=True)
    (people / "ada.yml").write_text(RAGGED)
    (people / "ben.yml").write_text(FORMATTED)
    monkeypatch.chdir(tmp_path)
    return people


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["format", *arguments], catch_exceptions=False)


def test_the_files_that_need_it_are_formatted(people: Path) -> None:
    untouched = (people / "ben.yml").stat().st_ino
    result = run()
    assert (result.exit_code, result.output) == (0, "1 of 2 files formatted\n")
    assert (people / "ada.yml").read_text() == FORMATTED
    assert (people / "ben.yml").stat().st_ino == untouched
    assert run("content", "content/people/ada.yml").output == "0 of 2 files formatted\n"


def test_check_writes_nothing_and_lists_what_would_change(people: Path) -> None:
    result = run("--check")
    assert (result.exit_code, result.output) == (1, "content/people/ada.yml\n1 of 2 files would be formatted\n")
    assert (people / "ada.yml").read_text() == RAGGED
    assert run("--check", "content/people/ben.yml").exit_code == 0


def test_a_diff_writes_nothing_and_shows_what_would_change(people: Path) -> None:
    result = run("--diff")
    assert result.exit_code == 0
    assert "-name:   Ada Example\n" in result.output
    assert (people / "ada.yml").read_text() == RAGGED
    assert run("--diff", "--check").exit_code == 1


def test_a_file_that_cannot_be_read_is_left_and_its_problem_printed(people: Path) -> None:
    (people / "cleo.yml").write_text("name: Cleo: Queen\n")
    for arguments in ((), ("--check",)):
        result = run(*arguments)
        assert result.exit_code == 1
        assert "content/people/cleo.yml:1:11: error: quotes round a text that holds a colon" in result.output
    assert (people / "cleo.yml").read_text() == "name: Cleo: Queen\n"
    assert (people / "ada.yml").read_text() == FORMATTED


def test_a_file_with_an_unknown_layout_is_left_and_a_line_says_why(people: Path) -> None:
    (people / "cleo.yml").write_text("%YAML 1.1\n---\nname:  Cleo\n")
    result = run()
    assert result.exit_code == 1
    assert "content/people/cleo.yml: left as it is: it holds a line that starts with '%YAML 1.1" in result.output
    assert (people / "cleo.yml").read_text().startswith("%YAML")


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
    result = run()
    assert result.exit_code == status
    assert result.output == f"content/people/ada.yml: left as it is: {reason}\n0 of 2 files formatted\n"


def test_a_file_that_is_not_there_is_a_wrong_use() -> None:
    assert run("content/nobody.yml").exit_code == 2


def test_without_the_default_folder_a_line_says_so(people: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(people)
    result = run()
    assert result.exit_code == 2
    assert "name the folder or the files" in result.output
