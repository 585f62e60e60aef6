"""Two processes that build into the same folders: one of them builds, the other says why it does not."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from click.testing import CliRunner

from generator.cli.main import main
from tests.support.folders import read_folder
from tests.support.sites import build

GENERATOR = (sys.executable, "-m", "generator")


def content(folder: Path, name: str) -> Path:
    record = folder / "people" / "ada.yml"
    record.parent.mkdir(parents=True)
    record.write_text(f"name: {name}\n", "utf-8")
    return folder


def stopped_in_the_middle(process: subprocess.Popen[str], until: Path) -> None:
    """Stop a build, with all it started, as soon as a file exists."""
    end = time.monotonic() + 30
    while not until.exists():
        assert process.poll() is None
        assert time.monotonic() < end
    os.killpg(process.pid, signal.SIGSTOP)


@pytest.mark.parametrize(
    ("until", "folders"),
    [
        ("pages/.aide-memoire.json", [("build", "pages", "site"), ("build", "pages", "other"), ("pages", "pages")]),
        (".site.built", [("build", "pages", "site"), ("build", "other", "site"), ("pages", "site")]),
    ],
    ids=["while pages are written", "while the site is made"],
)
def test_a_second_one_says_so_and_disturbs_nothing(until: str, folders: list[tuple[str, ...]], tmp_path: Path) -> None:
    first, second = content(tmp_path / "first", "Ada"), content(tmp_path / "second", "Ben")
    options = ("--as-of", "2024-02-01", "--pages", tmp_path / "pages", "--site", tmp_path / "site")
    with subprocess.Popen(
        [*GENERATOR, "build", first, *options], stdout=subprocess.PIPE, text=True, start_new_session=True
    ) as process:
        stopped_in_the_middle(process, tmp_path / until)
        try:
            before = read_folder(tmp_path)
            for command, *names in folders:
                places = zip(("--to",) if command == "pages" else ("--pages", "--site"), names, strict=True)
                given = [word for option, name in places for word in (option, str(tmp_path / name))]
                refused = CliRunner().invoke(main, [command, str(second), *given], catch_exceptions=False)
                assert (refused.exit_code, refused.stdout) == (1, "")
                assert "is being built by another process: wait until it has ended" in refused.stderr
            locks = (".site.lock", ".pages.lock", ".other.lock")
            assert {path: content for path, content in read_folder(tmp_path).items() if path not in locks} == {
                path: content for path, content in before.items() if path not in locks
            }
        finally:
            os.killpg(process.pid, signal.SIGCONT)
        assert process.wait(60) == 0
    assert read_folder(tmp_path / "site") == read_folder(build(first, tmp_path / "clean"))
    assert read_folder(build(second, tmp_path)) == read_folder(build(second, tmp_path / "clean"))
