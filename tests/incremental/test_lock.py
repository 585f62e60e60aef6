"""A folder is for one process at a time, whatever it is called, until that process ends, however it ends."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from generator.incremental.lock import FolderLockedError, hold_folders, lock_file

HOLDING = """
import os, time
from pathlib import Path
from generator.incremental.lock import hold_folders
with hold_folders(Path({folder!r})):
    if not os.fork():  # a worker that is left behind does not hold it
        time.sleep(20)
        os._exit(0)
    print("held", flush=True)
    time.sleep({seconds})
"""


@contextmanager
def held(folder: Path, seconds: float = 60) -> Iterator[subprocess.Popen[bytes]]:
    """Another process that holds a folder, with a worker of its own."""
    command = [sys.executable, "-c", HOLDING.format(folder=str(folder), seconds=seconds)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, start_new_session=True) as process:
        assert process.stdout
        assert process.stdout.readline() == b"held\n"
        try:
            yield process
        finally:
            with suppress(ProcessLookupError):  # all have ended
                os.killpg(process.pid, signal.SIGKILL)


def test_what_another_process_holds_is_refused_and_named(tmp_path: Path) -> None:
    with held(tmp_path / "pages"):
        with (
            pytest.raises(FolderLockedError, match="pages is being built by another process"),
            hold_folders(tmp_path / "pages"),
        ):
            pytest.fail("two at once")
        with hold_folders(tmp_path / "site"):
            pass


def test_what_a_killed_process_held_can_be_had_while_its_worker_lives(tmp_path: Path) -> None:
    with held(tmp_path / "pages") as process:
        process.kill()
        process.wait()
        with hold_folders(tmp_path / "pages"):
            pass


def test_a_folder_is_the_same_by_any_name(tmp_path: Path) -> None:
    (tmp_path / "pages").mkdir()
    (tmp_path / "link").symlink_to("pages")
    for name in ("link", "pages/../pages"):
        with held(tmp_path / name), pytest.raises(FolderLockedError), hold_folders(tmp_path / "pages"):
            pytest.fail("two at once")


def test_where_one_of_several_is_held_none_is_locked(tmp_path: Path) -> None:
    with held(tmp_path / "site"), pytest.raises(FolderLockedError), hold_folders(tmp_path / "pages", tmp_path / "site"):
        pytest.fail("two at once")
    with held(tmp_path / "pages"):
        pass


def test_a_process_that_locks_a_folder_again_keeps_it_until_it_lets_it_go(tmp_path: Path) -> None:
    with hold_folders(tmp_path / "pages"):
        with hold_folders(tmp_path / "pages"):
            pass
        other = HOLDING.format(folder=str(tmp_path / "pages"), seconds=0)
        refused = subprocess.run([sys.executable, "-c", other], capture_output=True, text=True, check=False)
        assert "FolderLockedError" in refused.stderr
    with held(tmp_path / "pages"):
        pass


def test_one_that_waits_has_the_folder_when_it_is_free(tmp_path: Path) -> None:
    with held(tmp_path / "pages", seconds=0.5) as process:
        with pytest.raises(FolderLockedError), hold_folders(tmp_path / "pages"):
            pytest.fail("two at once")
        with hold_folders(tmp_path / "pages", wait=True):
            assert process.wait(5) == 0


def test_the_file_lies_beside_the_folder(tmp_path: Path) -> None:
    assert lock_file(tmp_path / "site") == tmp_path.resolve() / ".site.lock"
    assert lock_file(tmp_path / ".site.index") == tmp_path.resolve() / ".site.index.lock"
