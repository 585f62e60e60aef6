"""The watcher says what an editor should know, and takes in changes although more follow."""

import logging
import sys
import threading
import time
from pathlib import Path

import pytest
from watchdog.observers import Observer

from generator.serve.watcher import END_OF_WATCH, MOST_SETTLE_SECONDS, FolderWatcher


def test_the_end_of_a_watch_is_no_news_but_other_errors_are(caplog: pytest.LogCaptureFixture) -> None:
    logger = logging.getLogger("watchdog.observers.inotify")
    for message in (END_OF_WATCH, "another error"):
        logger.error(message)
    assert [record.getMessage() for record in caplog.records] == ["another error"]


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="a system without inotify")
def test_the_end_of_a_watch_is_what_watchdog_says() -> None:
    from watchdog.observers import inotify

    source = Path(inotify.__file__).read_text("utf-8")
    assert f'"{END_OF_WATCH}"' in source  # another version may say it in other words


def test_changes_are_taken_in_although_more_follow(tmp_path: Path) -> None:
    ended = threading.Event()

    def save() -> None:
        number = 0
        while not ended.wait(0.005):
            number += 1
            (tmp_path / "record.yml").write_text(f"{number}\n", "utf-8")

    saving = threading.Thread(target=save)
    with FolderWatcher(tmp_path) as watcher:
        saving.start()
        start = time.monotonic()
        watcher.wait()
        took = time.monotonic() - start
        ended.set()
        saving.join()
    assert took < MOST_SETTLE_SECONDS + 2


def test_a_system_that_watches_no_more_is_looked_at_instead(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError(28, "inotify watch limit reached")

    monkeypatch.setattr(Observer, "schedule", refuse)
    with FolderWatcher(tmp_path) as watcher:
        assert "is looked through each second: inotify watch limit reached" in caplog.text
        (tmp_path / "record.yml").write_text("x\n", "utf-8")
        waiting = threading.Thread(target=watcher.wait, daemon=True)
        waiting.start()
        waiting.join(10)
        assert not waiting.is_alive()
