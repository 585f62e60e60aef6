"""Files are parsed the same by one process and by several, and their values are cached."""

import os
import signal
from datetime import date
from functools import partial
from pathlib import Path

import pytest

from generator.archive.edition import Edition
from generator.checks.run import check
from generator.content import parse as parsing
from generator.content.files import ContentFiles, find_files
from generator.content.load import load, load_folder
from generator.content.parse import parse
from generator.content.source import SourceFile, parse_source
from generator.incremental.cache import Cache
from tests.support.problem_cases import ALL_AT_ONCE, copy_case

parse_few = partial(parse, min_for_workers=0)


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Work in an empty folder."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def no_cache(files: ContentFiles) -> Cache:
    return Cache(None, files.folder)


@pytest.mark.parametrize("case", [ALL_AT_ONCE, "duplicate-id", "cycle"])
def test_several_processes_read_what_one_reads(case: str, folder: Path) -> None:
    copy_case(case, folder)
    files = find_files(Path("content"))
    by_one, by_two = (load(files, parse_few(files, no_cache(files), jobs)) for jobs in (1, 2))
    assert by_two == by_one == load_folder(Path("content"))
    edition = Edition(date(2024, 2, 1))
    assert check(by_two, edition) == check(by_one, edition)


def test_where_a_process_is_ended_from_outside_this_one_does_it(
    folder: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    here = os.getpid()

    def fatal_elsewhere(raw: bytes, name: str) -> SourceFile:
        if os.getpid() != here:
            os.kill(os.getpid(), signal.SIGKILL)
        return parse_source(raw, name)

    copy_case("cycle", folder)
    files = find_files(Path("content"))
    by_one = parse(files, no_cache(files), 1)
    assert parse_few(files, no_cache(files), 2) == by_one
    assert caplog.messages == []
    monkeypatch.setattr(parsing, "parse_source", fatal_elsewhere)
    assert parse_few(files, no_cache(files), 2) == by_one
    (message,) = caplog.messages
    assert message.endswith("this process reads the files alone")


def test_values_are_those_of_each_file(folder: Path) -> None:
    copy_case("cycle", folder)
    files = find_files(Path("content"))
    for file in files.files:
        assert isinstance(file.content, bytes)
        assert parse(files, no_cache(files), 1)[file.digest] == parse_source(file.content, file.name).values


def test_cached_values_are_not_parsed_again(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    copy_case("cycle", folder)
    files = find_files(Path("content"))
    first = parse(files, Cache(folder / "cache", files.folder), 1)
    monkeypatch.delattr(parsing, "parse_source")
    assert parse(files, Cache(folder / "cache", files.folder), 1) == first
