"""One process at a time holds a folder, by any of its names, until that process ends, however it ends."""

import subprocess
import sys
from pathlib import Path

import pytest

from generator.incremental.lock import FolderLockedError, hold_folders, lock_file
from tests.support.held_folders import HOLDING, hold_in_another_process


def test_a_folder_that_another_process_holds_is_refused_and_named(tmp_path: Path) -> None:
    with hold_in_another_process(tmp_path / "pages"):
        with (
            pytest.raises(FolderLockedError, match="pages is being built by another process"),
            hold_folders(tmp_path / "pages"),
        ):
            pytest.fail("two at once")
        with hold_folders(tmp_path / "site"):
            pass


def test_the_folder_of_a_killed_process_is_free_while_its_worker_lives(tmp_path: Path) -> None:
    with hold_in_another_process(tmp_path / "pages") as process:
        process.kill()
        process.wait()
        with hold_folders(tmp_path / "pages"):
            pass


def test_a_folder_is_the_same_by_any_name(tmp_path: Path) -> None:
    (tmp_path / "pages").mkdir()
    (tmp_path / "link").symlink_to("pages")
    for name in ("link", "pages/../pages"):
        with (
            hold_in_another_process(tmp_path / name),
            pytest.raises(FolderLockedError),
            hold_folders(tmp_path / "pages"),
        ):
            pytest.fail("two at once")


def test_of_several_folders_none_is_held_where_one_cannot_be(tmp_path: Path) -> None:
    with (
        hold_in_another_process(tmp_path / "site"),
        pytest.raises(FolderLockedError),
        hold_folders(tmp_path / "pages", tmp_path / "site"),
    ):
        pytest.fail("two at once")
    with hold_in_another_process(tmp_path / "pages"):
        pass


def test_a_process_that_holds_a_folder_twice_holds_it_to_the_end_of_the_outer_block(tmp_path: Path) -> None:
    with hold_folders(tmp_path / "pages"):
        with hold_folders(tmp_path / "pages"):
            pass
        other = HOLDING.format(folder=str(tmp_path / "pages"), seconds=0)
        refused = subprocess.run([sys.executable, "-c", other], capture_output=True, text=True, check=False)
        assert "FolderLockedError" in refused.stderr
    with hold_in_another_process(tmp_path / "pages"):
        pass


def test_a_process_may_wait_until_the_folder_is_free(tmp_path: Path) -> None:
    with hold_in_another_process(tmp_path / "pages", seconds=0.5) as process:
        with pytest.raises(FolderLockedError), hold_folders(tmp_path / "pages"):
            pytest.fail("two at once")
        with hold_folders(tmp_path / "pages", wait=True):
            assert process.wait(5) == 0


def test_the_lock_file_lies_beside_the_folder(tmp_path: Path) -> None:
    assert lock_file(tmp_path / "site") == tmp_path.resolve() / ".site.lock"
    assert lock_file(tmp_path / ".site.index") == tmp_path.resolve() / ".site.index.lock"
