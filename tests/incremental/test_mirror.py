"""A mirrored folder holds exactly the files that it should; the same files are not touched again."""

import os
from pathlib import Path

import pytest

from generator.incremental import mirror as mirror_module
from generator.incremental.mirror import link_or_copy, list_files, mirror


def write_files(folder: Path, **files: str) -> dict[str, str]:
    """Write files by name, where `__` stands for a slash; return the full path of each by its path."""
    for name, text in files.items():
        path = folder / name.replace("__", "/")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return dict(list_files(folder))


def contents(folder: Path) -> dict[str, str]:
    return {path: Path(file).read_text("utf-8") for path, file in list_files(folder)}


def test_a_folder_comes_to_hold_the_files_and_no_others(tmp_path: Path) -> None:
    files = write_files(tmp_path / "source", a="A", b__c="C")
    write_files(tmp_path / "target", a="old", gone__d="D")
    mirror(files, tmp_path / "target")
    assert contents(tmp_path / "target") == {"a": "A", "b/c": "C"}


def test_files_are_linked_and_the_same_files_are_not_touched(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    files = write_files(tmp_path / "source", a="A")
    mirror(files, tmp_path / "target")
    assert (tmp_path / "source/a").samefile(tmp_path / "target/a")
    monkeypatch.setattr(os, "replace", None)  # a call would fail
    mirror(files, tmp_path / "target")


def test_another_file_of_the_same_content_is_reported_and_not_touched(tmp_path: Path) -> None:
    files = write_files(tmp_path / "source", a="A", b="B")
    write_files(tmp_path / "target", a="A", b="old")
    before = (tmp_path / "target/a").stat().st_ino
    same: list[tuple[str, str]] = []
    mirror(files, tmp_path / "target", on_same=lambda *paths: same.append(paths))
    assert same == [(files["a"], str(tmp_path / "target/a"))]
    assert (tmp_path / "target/a").stat().st_ino == before


def test_where_no_link_can_be_made_a_file_is_copied_and_a_note_says_so_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def no_link(source: str, target: str) -> None:
        raise OSError(1, "Operation not permitted")

    caplog.set_level("INFO", "generator")
    mirror_module._log_copying.cache_clear()
    monkeypatch.setattr(os, "link", no_link)
    mirror(write_files(tmp_path / "source", a="A", b="B"), tmp_path / "target")
    assert contents(tmp_path / "target") == {"a": "A", "b": "B"}
    assert not (tmp_path / "source/a").samefile(tmp_path / "target/a")
    assert len(caplog.messages) == 1


def test_a_stage_that_a_killed_run_left_is_no_obstacle(tmp_path: Path) -> None:
    write_files(tmp_path, a="A", b="old")
    write_files(tmp_path, **{"b.new": "half"})
    link_or_copy(str(tmp_path / "a"), str(tmp_path / "b"))
    assert contents(tmp_path) == {"a": "A", "b": "A"}
