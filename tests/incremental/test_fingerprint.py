"""A fingerprint changes with all that a result depends on; a file is read again unless its time can be trusted."""

import ast
import os
import shutil
import sys
import time
from pathlib import Path

import pytest

from generator.incremental.fingerprint import (
    PACKAGES,
    PROGRAM_FOLDER,
    SOURCE_PATTERNS,
    TIMESTAMP_GRANULARITY_NS,
    FileStamp,
    digest,
    program_fingerprint,
    stamp_file,
    trusted_before,
)

LONG_AGO = 1_000_000_000_000_000_000
OTHER_PACKAGES = {"site", "serve", "importing", "cli", "prompts.py"}
"""Parts of the program that neither problems nor pages depend on."""


def write_at(path: Path, text: str, time_ns: int = LONG_AGO) -> Path:
    path.write_text(text, "utf-8")
    os.utime(path, ns=(time_ns, time_ns))
    return path


def test_a_file_of_the_same_size_and_time_is_not_read(tmp_path: Path) -> None:
    last = FileStamp(3, LONG_AGO, digest(b"old"))
    assert stamp_file(write_at(tmp_path / "x", "new"), last, LONG_AGO + 1) == last


@pytest.mark.parametrize(
    ("last", "trusted"),
    [
        (FileStamp(3, LONG_AGO, digest(b"old")), LONG_AGO),
        (FileStamp(4, LONG_AGO, digest(b"old")), LONG_AGO + 1),
        (FileStamp(3, LONG_AGO - 1, digest(b"old")), LONG_AGO + 1),
        (None, LONG_AGO + 1),
    ],
    ids=["as new as the record", "another size", "another time", "no stamp"],
)
def test_any_other_file_is_read(last: FileStamp | None, trusted: int, tmp_path: Path) -> None:
    path = write_at(tmp_path / "x", "new")
    assert stamp_file(str(path), last, trusted) == FileStamp(3, LONG_AGO, digest(b"new"))


def test_a_folder_and_a_missing_file_have_no_stamp(tmp_path: Path) -> None:
    write_at(tmp_path / "x", "")
    for path in (tmp_path / "missing", tmp_path / "x" / "below", tmp_path):
        assert stamp_file(path, None, 0) is None


def test_a_stamp_of_a_status_has_no_digest(tmp_path: Path) -> None:
    assert FileStamp.of_status(write_at(tmp_path / "x", "new").stat()) == FileStamp(3, LONG_AGO)


def test_times_are_trusted_that_are_older_than_the_record_by_more_than_their_granularity() -> None:
    assert trusted_before(LONG_AGO) == LONG_AGO - TIMESTAMP_GRANULARITY_NS
    assert time.time_ns() - 10**9 < trusted_before() < time.time_ns()


def test_every_package_that_problems_and_pages_depend_on_is_part_of_the_fingerprint() -> None:
    names = {"markdown_it": "markdown-it-py", "pydantic_core": "pydantic-core", "yaml": "pyyaml"}
    modules = [
        path
        for path in PROGRAM_FOLDER.rglob("*.py")
        if not OTHER_PACKAGES & set(path.relative_to(PROGRAM_FOLDER).parts)
    ]
    imported = {
        name.split(".")[0]
        for path in modules
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        for name in ([node.module or ""] if isinstance(node, ast.ImportFrom) else [])
        + ([alias.name for alias in node.names] if isinstance(node, ast.Import) else [])
    }
    installed = imported - set(sys.stdlib_module_names) - {"generator", "click"}
    assert {names.get(name, name) for name in installed} <= set(PACKAGES)


def test_every_source_file_that_pages_depend_on_is_part_of_the_fingerprint() -> None:
    files = [
        path
        for path in PROGRAM_FOLDER.rglob("*")
        if path.is_file() and not {"site", "serve"} & set(path.relative_to(PROGRAM_FOLDER).parts)
    ]
    suffixes = {path.suffix for path in files if "__pycache__" not in path.parts and path.suffix != ".mo"}
    assert {f"*{suffix}" for suffix in suffixes} <= set(SOURCE_PATTERNS)


@pytest.mark.parametrize(
    "name", ["checks/explanations/cycle.md", "kinds/meeting.md.jinja", "values/locale/ja.po", "archive/archive.py"]
)
def test_a_program_with_another_source_file_has_another_fingerprint(name: str, tmp_path: Path) -> None:
    one, other = tmp_path / "one", tmp_path / "other"
    for copy in (one, other):
        shutil.copytree(PROGRAM_FOLDER, copy, ignore=shutil.ignore_patterns("__pycache__"))
    assert program_fingerprint(folder=one) == program_fingerprint(folder=other) == program_fingerprint()
    (other / name).write_text((other / name).read_text("utf-8") + "\n", "utf-8")
    program_fingerprint.cache_clear()
    assert program_fingerprint(folder=one) != program_fingerprint(folder=other)


def test_a_package_of_another_version_makes_another_fingerprint(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = program_fingerprint(("pyyaml", "not-installed"), tmp_path)
    monkeypatch.setattr("generator.incremental.fingerprint.version", lambda package: "0")
    program_fingerprint.cache_clear()
    assert program_fingerprint(("pyyaml", "not-installed"), tmp_path) != before
    program_fingerprint.cache_clear()
