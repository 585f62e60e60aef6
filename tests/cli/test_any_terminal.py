"""Every command in real processes: any encoding, output that is full, closed or read by nobody, and `python -OO`."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, NamedTuple

import pytest

from generator.cli import COMMANDS
from generator.kinds.field_guide import format_guide
from generator.kinds.json_schema import make_schemas, to_json
from tests.support.command_line import VALID_WITH_SITE, run, write_content
from tests.support.folders import read_folder
from tests.support.paths import ROOT

NAME = "Ёлкина — 日本"
GUARDED = ["-m", "generator"]
UNGUARDED = ["-c", "from generator.cli.main import main; main()"]
FULL = "error: standard output cannot be written: No space left on device\n"


class Command(NamedTuple):
    """A command and how it ends; `writes` if it writes before it prints its result."""

    arguments: tuple[str, ...]
    status: int = 0
    writes: bool = False


TABLE = {
    "version": Command(("--version",)),
    "check": Command(("check", "broken"), 1),
    "check as JSON": Command(("check", "broken", "--format", "json"), 1),
    "check as annotations": Command(("check", "broken", "--format", "github"), 1),
    "check --fix": Command(("check", "untidy", "--fix", "--yes")),
    "build": Command(("build", "broken", "--pages", "made", "--site", "site"), 1),
    "pages": Command(("pages", "content", "--to", "made"), writes=True),
    "new": Command(("new", "person", "content", "--set", "name=Ёжи Бо", "--set", "sources=report", "--dry-run")),
    "explain": Command(("explain", "unknown-reference")),
    "schema": Command(("schema", "--to", "made"), writes=True),
    "format": Command(("format", "untidy", "--diff")),
    "import": Command(("import", "person", "rows.csv", "--map", "map.yml", "--to", "content"), 1, writes=True),
    "show": Command(("show", "ada-example", "content", "--as-of", "2024-01-26")),
    "find": Command(("find", NAME.partition(" ")[0], "content")),
    "serve": Command(("serve", "broken", "--port", "0", "--keep", "made")),
}


@pytest.fixture(autouse=True)
def working_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Write records with names that few encodings have, and go to their folder."""
    named = {"people/ada-example.yml": f"name: {NAME}\nsources: [{{source: report}}]\n"}
    untidy = {"people/ada-example.yml": f"sources: [{{source: report}}]\nname: {NAME}\n"}
    for folder, files in (("untidy", untidy), ("broken", {"people/bo.yml": f"bogus: {NAME}\n"})):
        write_content(tmp_path, VALID_WITH_SITE | files).rename(tmp_path / folder)
    write_content(tmp_path, VALID_WITH_SITE | named)
    (tmp_path / "rows.csv").write_text(f"Name,Note\n{NAME} Bo,\n,{NAME}\n", "utf-8")
    (tmp_path / "map.yml").write_text("fields:\n  name: Name\n  sources: [{source: {value: report}}]\n", "utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def end(
    command: Command,
    stdout: IO[bytes] | int = subprocess.PIPE,
    stderr: IO[bytes] | int = subprocess.PIPE,
    closed: tuple[int, ...] = (),
    program: list[str] = GUARDED,
    **environment: str,
) -> "subprocess.CompletedProcess[bytes]":
    """Run a command in a process of its own. `closed` are the numbers of standard streams that it starts without."""
    shell = f'exec "$@" {" ".join(f"{number}>&-" for number in closed)}'
    return subprocess.run(
        ["sh", "-c", shell, "sh", sys.executable, *program, *command.arguments],
        stdin=subprocess.DEVNULL,
        stdout=stdout,
        stderr=stderr,
        env={**os.environ, "PYTHONPATH": str(ROOT), **environment},
        check=False,
        timeout=60,
    )


def assert_plain_end(result: "subprocess.CompletedProcess[bytes]", status: int) -> None:
    """Assert the exit status, and that nothing looks like a fault of the program."""
    printed = (result.stdout or b"") + (result.stderr or b"")
    assert b"Traceback" not in printed
    assert b"Exception ignored" not in printed
    assert result.returncode == status, printed


@contextmanager
def pipe_without_reader() -> Iterator[IO[bytes]]:
    """Yield the end of a pipe that nobody reads."""
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "wb") as file:
        yield file


def test_every_command_is_in_the_table() -> None:
    assert {command.arguments[0] for command in TABLE.values()} >= set(COMMANDS)


@pytest.mark.parametrize(
    ("name", "encoding"),
    [
        ("check", "cp1252"),
        ("check --fix", "ascii"),
        ("show", "iso2022_jp"),
        ("find", "utf-16"),
        ("new", "idna"),
        ("import", "latin-1:strict"),
    ],
)
def test_a_character_that_an_encoding_lacks_is_escaped(name: str, encoding: str) -> None:
    result = end(TABLE[name], PYTHONIOENCODING=encoding)
    assert_plain_end(result, TABLE[name].status)
    codec = encoding.partition(":")[0].replace("idna", "ascii")
    letter = "Ё" if codec in ("utf-16", "iso2022_jp") else "\\u0401"
    text = result.stdout.decode(codec)
    assert letter in text


def test_a_command_without_the_guard_would_be_noticed() -> None:
    result = end(TABLE["check"], program=UNGUARDED, PYTHONIOENCODING="cp1252")
    with pytest.raises(AssertionError, match="Traceback"):
        assert_plain_end(result, 1)


def test_json_is_the_same_in_any_encoding() -> None:
    command = TABLE["check as JSON"]
    printed = end(command, PYTHONIOENCODING="ascii").stdout
    assert printed.decode("ascii") == run(*command.arguments).stdout
    assert json.loads(printed)["errors"] > 0


STAGE = re.compile(r"(?m)^[\w ]+: (?:[\d,]+ \w+ in )?[\d.]+ s\n")
"""The line of a stage that takes longer than a second, as on a busy machine."""


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
@pytest.mark.parametrize("name", TABLE)
def test_a_full_output_is_told_and_nothing_is_written_half(name: str, working_folder: Path) -> None:
    before = read_folder(working_folder)
    with Path("/dev/full").open("wb") as full:
        result = end(TABLE[name], stdout=full)
    assert_plain_end(result, 2)
    assert STAGE.sub("", result.stderr.decode()) == FULL
    after = read_folder(working_folder)
    new = {path for path in after if before.get(path) != after[path] and not path.endswith(".lock")}
    assert bool(new) == TABLE[name].writes
    assert not [path for path in new if ".new" in path or ".importing" in path]


@pytest.mark.parametrize(
    ("name", "closed"),
    [("check", (1,)), ("find", (2,)), ("schema", (0, 1, 2)), ("version", (1,))],
)
def test_a_closed_stream_is_like_one_that_nobody_looks_at(name: str, closed: tuple[int, ...]) -> None:
    result = end(TABLE[name], closed=closed)
    assert_plain_end(result, TABLE[name].status)
    assert bool(result.stdout) == (1 not in closed)


def test_a_command_without_standard_input_has_no_answers() -> None:
    result = end(Command(("new", "person", "content")), closed=(0,))
    assert_plain_end(result, 1)
    assert result.stderr.endswith(b"nothing was written\n")


@pytest.mark.parametrize("name", ["check", "check --fix"])
def test_output_that_nobody_reads_ends_a_command_quietly(name: str) -> None:
    with pipe_without_reader() as output:
        result = end(TABLE[name], stdout=output)
    assert_plain_end(result, 141)
    assert result.stderr == b""
    assert Path("untidy/people/ada-example.yml").read_text("utf-8").startswith("sources")


def test_notes_that_cannot_be_printed_do_not_end_a_command() -> None:
    with pipe_without_reader() as output:
        result = end(Command(("find", "nothing", "content")), stderr=output)
    assert_plain_end(result, 1)


HELP = """
from generator.cli.main import main
from generator.cli import COMMANDS
from click.testing import CliRunner
schema = ["schema", "--to", "made", "--fields", "fields"]
for arguments in (["--help"], *([name, "--help"] for name in COMMANDS), schema):
    print(CliRunner().invoke(main, arguments, catch_exceptions=False).output)
"""


def test_without_docstrings_help_schemas_and_fields_are_the_same() -> None:
    lines = subprocess.run(
        [sys.executable, "-OO", "-X", f"pycache_prefix={ROOT / 'build/bytecode'}", "-c", HELP],
        capture_output=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        check=True,
    ).stdout
    for arguments in (("--help",), *((name, "--help") for name in COMMANDS)):
        assert run(*arguments).output in lines
    for name, schema in make_schemas().items():
        assert Path(f"made/{name}.json").read_bytes() == to_json(schema)
    assert Path("fields").read_text("utf-8") == format_guide()


def test_an_answer_without_an_end_is_refused() -> None:
    with Path("/dev/zero").open("rb") as endless:
        process = subprocess.run(
            [sys.executable, *GUARDED, "new", "sector", "content"],
            stdin=endless,
            capture_output=True,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            check=False,
            timeout=60,
        )
    assert_plain_end(process, 1)
    assert process.stderr.endswith(b"characters is expected; nothing was written\n")
