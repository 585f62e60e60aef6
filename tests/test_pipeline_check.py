"""`check_folder` reports every problem. The cache never changes a result, whatever becomes of its files."""

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from generator.content.files import ContentFile
from generator.incremental.cache import RunResult
from generator.incremental.fingerprint import digest, program_fingerprint
from generator.incremental.stages import Stages
from generator.kinds.record import Audience
from generator.pipeline import (
    EditionRequest,
    Listener,
    ReportFormat,
    check_folder,
)
from tests.support.command_line import INVALID, VALID, write_content
from tests.support.killed_writes import Killed, kill_while_writing
from tests.support.pipeline_steps import StepRecorder
from tests.support.problem_cases import CASES, copy_case

CACHE = Path("cache")
TODAY = date(2024, 2, 1)

pytestmark = pytest.mark.usefixtures("empty_working_folder")


def check(
    as_of: date | None = None,
    audience: Audience = "public",
    *,
    today: date = TODAY,
    report_format: ReportFormat = "text",
    strict: bool = False,
    listener: Listener | None = None,
    min_files_to_cache: int = 0,
) -> RunResult:
    """Check the folder `content`, with a cache."""
    return check_folder(
        Path("content"),
        EditionRequest(as_of, audience, lambda zone: today),
        CACHE,
        Stages(),
        report_format=report_format,
        strict=strict,
        listener=listener or Listener(),
        min_files_to_cache=min_files_to_cache,
    )


def check_without_cache(as_of: date | None = None, audience: Audience = "public", **options: Any) -> RunResult:
    return check(as_of, audience, min_files_to_cache=1 << 30, **options)


def cache_files() -> list[Path]:
    return sorted(CACHE.iterdir())


@pytest.mark.parametrize("case", CASES)
def test_a_check_reports_the_same_twice_and_after_an_edit(case: str, empty_working_folder: Path) -> None:
    copy_case(case, empty_working_folder)
    expected = check_without_cache(TODAY)
    assert [check(TODAY), check(TODAY)] == [expected, expected]
    files = (path for path in sorted(Path("content").rglob("*.y*ml")) if path.is_file() and not path.is_symlink())
    edited = next(files, Path("content/site.yml"))
    edited.write_bytes(b"nonsuch: 1\n" + (edited.read_bytes() if edited.exists() else b""))
    assert check(TODAY) == check_without_cache(TODAY)


def test_an_edit_would_go_unnoticed_if_files_were_told_apart_by_their_names(
    valid: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ContentFile, "digest", property(lambda file: digest(file.name.encode())))
    before = check()
    write_content(valid, INVALID)
    assert check() == before != check_without_cache()


def test_a_file_renamed_added_or_removed_is_noticed(valid: Path) -> None:
    check()
    for old, new in (("ada-example.yml", "ada.yml"), ("ada.yml", "Ada.yml"), ("Ada.yml", "../nowhere.yml")):
        (valid / "content/people" / old).rename(valid / "content/people" / new)
        assert check() == check_without_cache()
    (valid / "content/nowhere.yml").unlink()
    assert check() == check_without_cache()


def test_another_day_audience_format_or_strictness_is_another_check(valid: Path) -> None:
    (valid / "content/people/ada-example.yml").unlink()
    (valid / "content/meetings").mkdir()
    (valid / "content/meetings/talks.yml").write_text(
        "title: Talks\ndate: 2024-01-26\nstatus: held\nsources: [{source: report}]\nparties: [xa, xb]\n", "utf-8"
    )
    for code in ("xa", "xb"):
        (valid / "content/countries").mkdir(exist_ok=True)
        (valid / f"content/countries/{code}.yml").write_text(
            f"name: {code.upper()}\naudience: {'internal' if code == 'xb' else 'public'}\n", "utf-8"
        )
    runs: list[dict[str, Any]] = [
        {"as_of": date(2024, 1, 1)},
        {"as_of": date(2025, 1, 1)},
        {"audience": "internal"},
        {"report_format": "json"},
    ]
    outcomes = {check_without_cache(**options)[:2] for options in runs}
    assert len(outcomes) > 2
    for options in [*runs, {"strict": True}, *runs, {}]:
        assert check(**options) == check_without_cache(**options)


def test_a_check_as_of_today_runs_again_tomorrow(valid: Path) -> None:
    recorder = StepRecorder()
    for day, times in ((26, 1), (26, 1), (27, 2)):
        check(today=date(2024, 1, day), listener=recorder)
        assert recorder.steps.count("parse") == times


def _unusable() -> Iterator[tuple[str, bytes]]:
    body = b'{"fingerprint":"x"}'
    yield "empty", b""
    yield "foreign", b"\x80\x04\x95nothing of ours"
    yield "without a header", body
    yield "by another program", b"0" * 40 + b" " + digest(body).encode() + b"\n" + body
    yield "cut short", f"{program_fingerprint()} {digest(body)}\n".encode() + body[:-1]


@pytest.mark.parametrize("unusable", [content for _, content in _unusable()], ids=[name for name, _ in _unusable()])
def test_a_file_of_the_cache_that_cannot_be_used_is_written_again(
    unusable: bytes, valid: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO", "generator")
    expected = check()
    whole = [path.read_bytes() for path in cache_files()]
    assert check() == expected
    assert caplog.messages == []  # neither the first time nor the second
    for path in cache_files():
        path.write_bytes(unusable)
    assert check() == expected
    assert [path.read_bytes() for path in cache_files()] == whole
    if unusable.startswith(b"0" * 40):  # the digest of another program
        assert {record.levelname for record in caplog.records} == {"INFO"}
        assert all("by another version of this program" in message for message in caplog.messages)
    else:
        assert [record.levelname for record in caplog.records] == ["WARNING"]
        assert caplog.messages[0].endswith("is damaged and is not used")


def test_a_run_that_is_killed_while_it_writes_the_cache_leaves_it_whole(
    valid: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    expected = check()
    whole = {path: path.read_bytes() for path in cache_files()}
    (valid / "content/sources/report.yml").write_text("title: B\n", "utf-8")

    with pytest.raises(Killed), monkeypatch.context() as patch:
        kill_while_writing(patch)
        check()
    assert {path: path.read_bytes() for path in whole} == whole
    assert check() == check_without_cache()
    (valid / "content/sources/report.yml").write_text(VALID["sources/report.yml"], "utf-8")
    assert check() == expected


def test_a_cache_that_cannot_be_written_is_no_problem(valid: Path, caplog: pytest.LogCaptureFixture) -> None:
    CACHE.write_text("a file\n")
    assert check() == check() == check_without_cache()
    assert [record.levelname for record in caplog.records] == ["WARNING", "WARNING"]  # once in each run


def test_few_files_are_not_cached(valid: Path) -> None:
    check_without_cache()
    assert not CACHE.exists()


def test_only_the_values_of_valid_files_are_cached(valid: Path) -> None:
    (valid / "content/people/tab.yml").write_text("name:\tAda\n", "utf-8")
    check()
    (values,) = (path for path in cache_files() if "parse" in path.name)
    assert list(json.loads(values.read_bytes().partition(b"\n")[2]).values()) == [
        {"name": "Ada Example", "sources": [{"source": "report"}]},
        {"title": "A report"},
    ]
