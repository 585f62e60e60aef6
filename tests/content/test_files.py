"""The files of a content folder are found, and read only where they have changed."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from generator.content.files import ContentFiles, find_files
from generator.content.source import SourceFile, read_file

NAMES = ("people/a.yml", "people/b.yml", "people/c/a-b.yml")


def write(folder: Path, *names: str) -> Path:
    """Write files below a folder and return the folder."""
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("name: Ada Example\n", "utf-8")
    return folder


def names_of(files: ContentFiles) -> list[str]:
    return [file.relative_path.as_posix() for file in files.files]


def test_the_order_does_not_depend_on_that_of_writing(tmp_path: Path) -> None:
    first = find_files(write(tmp_path / "first", *NAMES))
    second = find_files(write(tmp_path / "second", *reversed(NAMES)))
    assert names_of(first) == names_of(second) == list(NAMES)
    assert first.fingerprint == second.fingerprint != ""


def test_hidden_files_and_other_files_are_left_out(tmp_path: Path) -> None:
    hidden = (".git/x.yml", "people/.hidden/x.yml", "people/.x.yml", "README.md", "people/x.txt")
    assert names_of(find_files(write(tmp_path, *hidden, "people/ada.yaml"))) == ["people/ada.yaml"]


def test_a_link_to_a_folder_is_a_problem_and_not_followed(tmp_path: Path) -> None:
    write(tmp_path / "elsewhere", "ben.yml")
    content = write(tmp_path / "content", "people/ada.yml")
    (content / "people/more").symlink_to(tmp_path / "elsewhere")
    files = find_files(content)
    assert [problem.rule.code for problem in files.problems] == ["unreadable-file"]
    assert "found a link to one" in files.problems[0].message
    assert (names_of(files), files.fingerprint) == (["people/ada.yml"], "")


def test_a_folder_that_cannot_be_opened_is_a_problem(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def walk(folder: Path, onerror: Callable[[OSError], None]) -> Iterator[tuple[str, list[str], list[str]]]:
        onerror(PermissionError(13, "Permission denied", f"{folder}/people"))
        yield str(folder), [], []

    monkeypatch.setattr("generator.content.files.os.walk", walk)
    (problem,) = find_files(tmp_path).problems
    assert problem.message.endswith("Permission denied")


def test_a_link_to_a_file_is_not_followed(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("name: Ada Example\n")
    content = write(tmp_path / "content", "people/ben.yml")
    (content / "people/ada.yml").symlink_to(secret)
    link, _ = find_files(content).files
    assert isinstance(link.content, SourceFile)
    assert [problem.rule.code for problem in link.content.problems] == ["unreadable-file"]
    assert link.digest == ""


def test_a_file_is_read_again_only_if_it_has_changed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("people/ada.yml", "people/ben.yml"):
        os.utime(write(tmp_path, name) / name, (1_000_000, 1_000_000))
    earlier = find_files(tmp_path)
    (tmp_path / "people/ben.yml").write_text("name: Ben Example\n")
    read: list[str] = []

    def recording(path: Path, name: str) -> bytes | SourceFile:
        read.append(path.name)
        return read_file(path, name)

    monkeypatch.setattr("generator.content.files.read_file", recording)
    later = find_files(tmp_path, earlier)
    assert read == ["ben.yml"]
    assert [file.content for file in later.files] == [b"name: Ada Example\n", b"name: Ben Example\n"]
