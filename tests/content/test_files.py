"""What lies in a content folder is found and composed the same by one process and by several."""

import os
import signal
from datetime import date
from pathlib import Path

import pytest

from generator.archive.edition import Edition
from generator.checks.run import check
from generator.content import files as found
from generator.content.files import find, values_of
from generator.content.load import load, load_found
from generator.content.source import SourceFile, parse_source
from tests.checks.test_golden import ALL_AT_ONCE, plant


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder; even few files are shared among processes."""
    monkeypatch.setattr(found, "WORTH_SHARING", 0)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("case", [ALL_AT_ONCE, "duplicate-id", "cycle"])
def test_several_processes_find_what_one_finds(case: str, folder: Path) -> None:
    plant(case, folder)
    files = find(Path("content"))
    alone, together = (load_found(files, values_of(files, {}, jobs)) for jobs in (1, 2))
    assert together == alone == load(Path("content"))
    edition = Edition(date(2024, 2, 1))
    assert check(together, edition) == check(alone, edition)


def test_where_a_process_is_ended_from_outside_this_one_does_it(
    folder: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    here = os.getpid()

    def fatal_elsewhere(raw: bytes, name: str) -> SourceFile:
        if os.getpid() != here:
            os.kill(os.getpid(), signal.SIGKILL)
        return parse_source(raw, name)

    plant("cycle", folder)
    files = find(Path("content"))
    alone = values_of(files, {}, 1)
    assert values_of(files, {}, 2) == alone
    assert caplog.messages == []
    monkeypatch.setattr(found, "parse_source", fatal_elsewhere)
    assert values_of(files, {}, 2) == alone
    (message,) = caplog.messages
    assert message.endswith("this process reads the files alone")


def test_known_values_are_those_that_yaml_makes(folder: Path) -> None:
    plant("cycle", folder)
    files = find(Path("content"))
    for file in files.files:
        assert isinstance(file.found, bytes)
        assert values_of(files, {}, 1)[file.hash] == parse_source(file.found, file.name).values
