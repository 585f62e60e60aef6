"""A file is replaced whole, keeps its mode, and is never replaced where somebody else has changed it."""

import os
from pathlib import Path

import pytest

from generator.incremental.atomic import ChangedError, replace_file, write_atomically


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "a.yml"
    path.write_bytes(b"a: 1\n")
    path.chmod(0o640)
    return path


def test_a_file_is_replaced_and_keeps_its_mode(file: Path) -> None:
    replace_file(file, b"a: 1\n", b"a: 2\n")
    assert (file.read_bytes(), file.stat().st_mode & 0o777) == (b"a: 2\n", 0o640)
    assert list(file.parent.iterdir()) == [file]


def test_a_file_that_was_changed_meanwhile_is_left_as_it_is(file: Path) -> None:
    with pytest.raises(ChangedError):
        replace_file(file, b"a: 0\n", b"a: 2\n")
    assert file.read_bytes() == b"a: 1\n"
    assert list(file.parent.iterdir()) == [file]


def test_a_link_is_not_followed(file: Path) -> None:
    link = file.with_name("link.yml")
    link.symlink_to(file)
    with pytest.raises(ChangedError):
        replace_file(link, b"a: 1\n", b"a: 2\n")
    assert (file.read_bytes(), link.is_symlink()) == (b"a: 1\n", True)


def test_where_writing_fails_the_file_is_as_it_was_and_no_stage_is_left(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(self: Path, target: Path) -> Path:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", fail)
    with pytest.raises(OSError, match="No space left"):
        replace_file(file, b"a: 1\n", b"a: 2\n")
    assert file.read_bytes() == b"a: 1\n"
    assert list(file.parent.iterdir()) == [file]


def test_a_new_file_is_created_unless_one_has_come_meanwhile(file: Path) -> None:
    other = file.with_name("other.yml")
    replace_file(other, None, b"a: 2\n")
    assert other.read_bytes() == b"a: 2\n"
    with pytest.raises(ChangedError):
        replace_file(other, None, b"a: 3\n")
    assert other.read_bytes() == b"a: 2\n"


def test_a_stage_that_a_killed_process_of_the_same_number_left_is_no_obstacle(file: Path) -> None:
    file.with_name(f".{file.name}.{os.getpid()}.aide-memoire.new").write_bytes(b"ha")
    replace_file(file, b"a: 1\n", b"a: 2\n")
    assert file.read_bytes() == b"a: 2\n"
    assert list(file.parent.iterdir()) == [file]


def test_a_file_of_ours_is_written_in_one_step_by_way_of_its_stage(
    file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    staged: list[tuple[str, bytes]] = []
    replace = Path.replace

    def record_and_replace(self: Path, target: Path) -> Path:
        staged.append((self.name, self.read_bytes()))
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", record_and_replace)
    write_atomically(file, b"a: 2\n")
    write_atomically(file, b"a: 3\n", tmp_path / "stage")
    assert staged == [(f".a.yml.{os.getpid()}.aide-memoire.new", b"a: 2\n"), ("stage", b"a: 3\n")]
    assert file.read_bytes() == b"a: 3\n"
    assert list(file.parent.iterdir()) == [file]


def test_a_link_in_the_place_of_the_stage_is_not_written_through(file: Path, tmp_path: Path) -> None:
    (tmp_path / "precious").write_bytes(b"dear")
    (tmp_path / "stage").symlink_to(tmp_path / "precious")
    write_atomically(file, b"a: 2\n", tmp_path / "stage")
    assert (tmp_path / "precious").read_bytes() == b"dear"
    assert (file.read_bytes(), file.is_symlink()) == (b"a: 2\n", False)
