"""The cache hands out only results of this program and this user, stored whole, for the same fingerprint."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from generator.incremental.cache import Cache, RunResult, run_fingerprint
from generator.incremental.fingerprint import digest, program_fingerprint
from tests.support.killed_writes import Killed, kill_while_writing

VALUES = {"digest of a file": {"title": "A"}}
RESULT = RunResult("content/people/ada.yml:1:1: error\n", 1, "Asia/Tokyo", "2024-01-26")


@pytest.fixture
def cache(tmp_path: Path) -> Cache:
    """Open an empty cache."""
    return open_cache(tmp_path)


def open_cache(folder: Path) -> Cache:
    return Cache(folder / "cache", folder / "content")


def test_a_result_is_read_as_it_was_stored(cache: Cache, tmp_path: Path) -> None:
    assert cache.get("parse") is None
    cache.put("parse", VALUES)
    assert cache.get("parse") == open_cache(tmp_path).get("parse") == VALUES
    assert cache.get("another stage") is None


def test_each_content_folder_has_results_of_its_own(cache: Cache, tmp_path: Path) -> None:
    cache.put("parse", VALUES)
    assert Cache(tmp_path / "cache", tmp_path / "other").get("parse") is None


def test_a_run_is_remembered_by_its_fingerprint(cache: Cache) -> None:
    assert cache.last_run("check", "one") is None
    cache.remember_run("check", "one", RESULT)
    assert cache.last_run("check", "one") == RESULT
    assert cache.last_run("check", "another") is None
    assert cache.last_run("build", "one") is None


def test_a_run_over_unreadable_files_is_not_remembered(cache: Cache, tmp_path: Path) -> None:
    assert run_fingerprint("", "text") == ""
    cache.remember_run("check", "", RESULT)
    assert cache.last_run("check", "") is None
    assert not (tmp_path / "cache").exists()


def test_other_files_or_options_make_another_run() -> None:
    runs = [("a", "text"), ("a", "json"), ("b", "text"), ("a", "text", "strict"), ("a",)]
    assert len({run_fingerprint(*run) for run in runs}) == len(runs)


def test_without_a_folder_nothing_is_stored(tmp_path: Path) -> None:
    cache = Cache(None, tmp_path)
    cache.put("parse", VALUES)
    assert cache.get("parse") is None
    assert not list(tmp_path.iterdir())


def _damaged() -> Iterator[tuple[str, bytes]]:
    body = b'{"fingerprint":"x"}'
    yield "empty", b""
    yield "foreign", b"\x80\x04\x95nothing of ours"
    yield "without a header", body
    yield "cut short", f"{program_fingerprint()} {digest(body)}\n".encode() + body[:-1]


@pytest.mark.parametrize("damaged", [content for _, content in _damaged()], ids=[name for name, _ in _damaged()])
def test_a_damaged_file_is_not_used_and_a_warning_says_so(
    damaged: bytes, cache: Cache, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    cache.put("parse", VALUES)
    (file,) = (tmp_path / "cache").iterdir()
    file.write_bytes(damaged)
    assert cache.get("parse") is None
    assert [record.levelname for record in caplog.records] == ["WARNING"]
    assert caplog.messages[0].endswith("is damaged and is not used")
    assert cache.get("parse") is None
    assert len(caplog.messages) == 1  # further faults have the same cause


def test_a_result_of_another_program_is_not_used(
    cache: Cache, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO", "generator")
    cache.put("parse", VALUES)
    other = Cache(tmp_path / "cache", tmp_path / "content", lambda: digest(b"another"))
    assert other.get("parse") is None
    assert [record.levelname for record in caplog.records] == ["INFO"]
    assert "by another version of this program" in caplog.messages[0]


def test_a_result_of_another_user_is_not_used(
    cache: Cache, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO", "generator")
    cache.put("parse", VALUES)
    monkeypatch.setattr("os.getuid", lambda: 54321)
    assert cache.get("parse") is None
    assert [(record.levelname, "belongs to another user" in record.message) for record in caplog.records] == [
        ("INFO", True)
    ]


def test_a_run_that_is_killed_while_it_stores_a_result_leaves_the_last_one(
    cache: Cache, monkeypatch: pytest.MonkeyPatch
) -> None:
    cache.put("parse", VALUES)

    with pytest.raises(Killed), monkeypatch.context() as patch:
        kill_while_writing(patch)
        cache.put("parse", {})
    assert cache.get("parse") == VALUES


def test_a_cache_that_cannot_be_written_warns_once(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    (tmp_path / "file").write_text("a file\n")
    cache = Cache(tmp_path / "file" / "cache", tmp_path / "content")
    cache.put("parse", {})
    cache.remember_run("check", "one", RESULT)
    assert cache.get("parse") is None
    (message,) = caplog.messages
    assert "cannot be written, so the next run does everything again" in message


def test_a_file_in_place_of_the_folder_warns_that_nothing_can_be_read(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "cache").write_text("a file\n")
    assert open_cache(tmp_path).get("parse") is None
    assert [record.levelname for record in caplog.records] == ["WARNING"]
