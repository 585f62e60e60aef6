"""Results that are to go into a link, a device, a pipe or a folder that cannot be written; names that are no UTF-8."""

import json
import os
import sys
from pathlib import Path

import pytest

from generator.cli.environment import is_coloured, is_stdout
from tests.support.command_line import VALID_WITH_SITE, run, write_content
from tests.support.folders import read_folder

ROWS = "Name,Note\nGrace Example,\n,x\n"
REJECTED = ",x,3,"


@pytest.fixture(autouse=True)
def working_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Write records, a table with a row that is rejected, and its map; go to their folder."""
    write_content(tmp_path, VALID_WITH_SITE)
    (tmp_path / "rows.csv").write_text(ROWS, "utf-8")
    (tmp_path / "map.yml").write_text("fields:\n  name: Name\n  sources: [{source: {value: report}}]\n", "utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def import_rows(rejects: str) -> tuple[int, str]:
    """Import the table; return the exit status and what is printed."""
    result = run("import", "person", "rows.csv", "--map", "map.yml", "--rejects", rejects)
    return result.exit_code, result.output


def is_imported() -> bool:
    return Path("content/people/example-grace.yml").exists()


def make_fifo(name: str) -> Path:
    path = Path(name)
    os.mkfifo(path)
    return path


@pytest.mark.parametrize("option", ["--rejects", "--fields"])
@pytest.mark.parametrize(("target", "reason"), [("gone/rejects.csv", "a link to a file that does"), (".", "directory")])
def test_a_link_that_leads_to_no_file_is_refused_before_work_begins(option: str, target: str, reason: str) -> None:
    Path("link").symlink_to(target)
    before = read_folder(Path())
    rest = ("import", "person", "rows.csv", "--map", "map.yml") if option == "--rejects" else ("schema", "--to", "made")
    result = run(*rest, option, "link")
    assert (result.exit_code, reason in result.output) == (2, True)
    assert read_folder(Path()) == before


def test_rejects_beside_a_link_to_a_file_leave_both_alone() -> None:
    Path("theirs.csv").write_text("theirs", "utf-8")
    Path("link.csv").symlink_to("theirs.csv")
    status, output = import_rows("link.csv")
    assert (status, "see link-2.csv" in output) == (1, True)
    assert (Path("theirs.csv").read_text("utf-8"), Path("link.csv").is_symlink()) == ("theirs", True)
    assert REJECTED in Path("link-2.csv").read_text("utf-8")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no pipes with a name")
def test_rejects_go_into_a_pipe_that_is_read_and_not_into_another() -> None:
    pipe, received = make_fifo("pipe"), []
    assert import_rows("pipe") == (2, "error: pipe cannot be written: No such device or address\n")
    assert not is_imported()
    keeper = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)  # a reader is there before the command opens the pipe
    assert import_rows("pipe")[0] == 1
    received.append(os.read(keeper, 10_000).decode("utf-8-sig"))
    os.close(keeper)
    assert REJECTED in received[0]
    assert is_imported()
    assert pipe.is_fifo()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
def test_rejects_that_a_device_does_not_take_stop_the_import() -> None:
    Path("full").symlink_to("/dev/full")
    assert import_rows("full") == (2, "error: full cannot be written: No space left on device\n")
    assert not is_imported()


def test_rejects_on_standard_output_come_before_the_summary(
    working_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from generator.cli.main import main

    command = ["import", "person", "rows.csv", "--map", "map.yml", "--rejects", "/dev/stdout"]
    with (working_folder / "out.txt").open("w", encoding="utf-8") as output:
        saved = os.dup(1)
        os.dup2(output.fileno(), 1)
        try:
            with monkeypatch.context() as patch, pytest.raises(SystemExit) as end:
                patch.setattr(sys, "stdout", output)
                main(command)
        finally:
            os.dup2(saved, 1)
            os.close(saved)
    assert end.value.code == 1
    lines = Path("out.txt").read_text("utf-8-sig").splitlines()
    assert lines[1].startswith(REJECTED)
    assert lines[-1].endswith("1 rejected, see /dev/stdout")


def test_a_file_that_is_not_there_is_no_standard_output() -> None:
    assert not is_stdout(Path("nowhere"))


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no pipes with a name")
@pytest.mark.parametrize(
    "arguments",
    [
        ("pages", "content", "--to", "pipe"),
        ("build", "content", "--site", "pipe"),
        ("schema", "--to", "pipe"),
        ("schema", "--fields", "pipe"),
        ("serve", "content", "--keep", "pipe"),
        ("check", "pipe"),
        ("show", "ada-example", "pipe"),
    ],
)
def test_a_pipe_is_no_folder_and_no_lasting_file(arguments: tuple[str, ...]) -> None:
    pipe = make_fifo("pipe")
    result = run(*arguments)
    assert (result.exit_code, "is expected, found pipe, which is none" in result.output) == (2, True)
    assert pipe.is_fifo()


def test_fields_are_written_through_a_link() -> None:
    Path("docs").mkdir()
    Path("docs/FIELDS.md").write_text("old", "utf-8")
    Path("FIELDS.md").symlink_to("docs/FIELDS.md")
    assert run("schema", "--to", "made", "--fields", "FIELDS.md").exit_code == 0
    assert Path("FIELDS.md").is_symlink()
    assert Path("docs/FIELDS.md").read_text("utf-8").startswith("# Fields")


@pytest.mark.skipif(sys.platform in ("darwin", "win32"), reason="this system has no such names")
@pytest.mark.parametrize("command", ["check", "pages", "show", "find", "import", "new", "format"])
def test_a_folder_whose_name_is_no_utf_8_is_like_any_other(command: str) -> None:
    folder = os.fsdecode(b"caf\xe9")
    Path("content").rename(folder)
    arguments = {
        "pages": ("--to", "made"),
        "show": ("--as-of", "2024-01-26"),
        "import": ("rows.csv", "--map", "map.yml", "--to", folder),
        "new": ("--set", "name=Bo Example", "--set", "sources=report", "--id", "bo", "--dry-run"),
    }.get(command, ())
    first = {"show": "ada-example", "find": "Ada", "import": "person", "new": "person"}.get(command)
    names = [*([first] if first else []), *([] if command == "import" else [folder])]
    result = run(command, *names, *arguments)
    assert result.exit_code == int(command == "import"), result.output


@pytest.mark.skipif(sys.platform in ("darwin", "win32"), reason="this system has no such names")
def test_a_file_whose_name_is_no_utf_8_is_named_exactly() -> None:
    for name in (b"content/people/a\xe9.yml", b"content/people/a\xe8.yml"):
        Path(os.fsdecode(name)).write_text("name: X\n", "utf-8")
    problems = json.loads(run("check", "content", "--format", "json").stdout)["problems"]
    files = ["content/people/a\\xe8.yml", "content/people/a\\xe9.yml"]
    assert sorted(problem["file"] for problem in problems if problem["severity"] == "error") == files
    text = run("check", "content").stdout
    assert all(file in text for file in files)


@pytest.mark.parametrize(
    "arguments",
    [("find", "\udce9", "content"), ("show", "\udce9", "content"), ("new", "person", "--set", "name=\udce9")],
)
def test_a_word_of_another_encoding_is_refused(arguments: tuple[str, ...]) -> None:
    result = run(*arguments)
    assert (result.exit_code, "text in UTF-8 is expected, found the byte E9" in result.output) == (2, True)


def test_a_word_in_a_locale_without_its_letters_is_read_as_utf_8() -> None:
    assert run("find", "Ada", "content").exit_code == 0
    Path("content/people/ada-example.yml").write_text("name: Ёлка\nsources: [{source: report}]\n", "utf-8")
    as_bytes = "Ёлка".encode().decode("ascii", "surrogateescape")
    assert run("find", as_bytes, "content").exit_code == 0


@pytest.mark.parametrize(
    ("environment", "is_terminal", "expected"),
    [
        ({"TERM": "xterm"}, True, True),
        ({"TERM": "xterm", "NO_COLOR": ""}, True, True),
        ({"TERM": "xterm", "NO_COLOR": "1"}, True, False),
        ({"TERM": "dumb"}, True, False),
        ({"TERM": "xterm"}, False, False),
    ],
)
def test_colours_are_for_terminals_that_show_them(
    environment: dict[str, str], is_terminal: bool, expected: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("TERM", "NO_COLOR"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(sys.stdout, "isatty", lambda: is_terminal, raising=False)
    assert is_coloured() == expected
