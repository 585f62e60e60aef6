"""The cache never changes the output of `check`, whatever has become of its files in the meantime."""

import json
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import IO, Any, NamedTuple
from zoneinfo import ZoneInfo

import pytest
from click.testing import CliRunner

from generator.archive.edition import Edition
from generator.checks.run import check
from generator.cli import check as check_module
from generator.cli import environment, inputs
from generator.cli.inputs import KEPT
from generator.cli.main import main
from generator.content.files import ContentFile
from generator.content.load import Content
from generator.incremental.fingerprint import digest, program_fingerprint
from generator.incremental.workers import Progress
from generator.problems import Problem
from tests.support.problem_cases import CASES, copy_case

RECORDS = {
    "people/ada-example.yml": "name: Ada Example\nsources: [{source: report}]\n",
    "sources/report.yml": "title: A\n",
}
INVALID = "name: Ada Example\npost: clerk\n"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Work in an empty folder, where the values of even few files are cached."""
    monkeypatch.setattr(inputs, "WORTH_KEEPING", 0)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def valid(folder: Path) -> Path:
    for name, text in RECORDS.items():
        (folder / "content" / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / "content" / name).write_text(text, "utf-8")
    return folder


def printed(*options: str) -> tuple[str, int]:
    result = CliRunner().invoke(main, ["check", "content", *options], catch_exceptions=False)
    return result.stdout, result.exit_code


def printed_without_cache(*options: str) -> tuple[str, int]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(inputs, "WORTH_KEEPING", 1 << 30)
        return printed(*options)


def cache_files() -> list[Path]:
    return sorted(Path(KEPT).iterdir())


@pytest.mark.parametrize("case", CASES)
def test_a_check_prints_the_same_twice_and_after_an_edit(case: str, folder: Path) -> None:
    copy_case(case, folder)
    options = ("--as-of", "2024-02-01")
    expected = printed_without_cache(*options)
    assert [printed(*options), printed(*options)] == [expected, expected]
    files = (path for path in sorted(Path("content").rglob("*.y*ml")) if path.is_file() and not path.is_symlink())
    edited = next(files, Path("content/site.yml"))
    edited.write_bytes(b"nonsuch: 1\n" + (edited.read_bytes() if edited.exists() else b""))
    assert printed(*options) == printed_without_cache(*options)


def test_an_edit_would_go_unnoticed_if_files_were_told_apart_by_their_names(
    valid: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ContentFile, "hash", property(lambda file: digest(file.name.encode())))
    before = printed()
    (valid / "content/people/ada-example.yml").write_text(INVALID, "utf-8")
    assert printed() == before != printed_without_cache()


def test_a_file_renamed_added_or_removed_is_noticed(valid: Path) -> None:
    printed()
    for old, new in (("ada-example.yml", "ada.yml"), ("ada.yml", "Ada.yml"), ("Ada.yml", "../nowhere.yml")):
        (valid / "content/people" / old).rename(valid / "content/people" / new)
        assert printed() == printed_without_cache()
    (valid / "content/nowhere.yml").unlink()
    assert printed() == printed_without_cache()


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
    runs = [("--as-of", "2024-01-01"), ("--as-of", "2025-01-01"), ("--audience", "internal"), ("--format", "json")]
    outcomes = {printed_without_cache(*options) for options in runs}
    assert len(outcomes) > 2
    for options in [*runs, ("--strict",), *runs, ()]:
        assert printed(*options) == printed_without_cache(*options)


class Clock(NamedTuple):
    """A clock that stands at noon of a day."""

    day: str

    def now(self, zone: ZoneInfo) -> datetime:
        return datetime.fromisoformat(f"{self.day}T12:00").replace(tzinfo=zone)


def test_a_check_as_of_today_runs_again_tomorrow(valid: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    days = []

    def check_and_count(content: Content, edition: Edition, progress: Progress) -> list[Problem]:
        days.append(edition.day)
        return check(content, edition, progress)

    monkeypatch.setattr(check_module, "check", check_and_count)
    for day, times in (("2024-01-26", 1), ("2024-01-26", 1), ("2024-01-27", 2)):
        monkeypatch.setattr(environment, "datetime", Clock(day))
        printed()
        assert len(days) == times


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
    expected = printed()
    whole = [path.read_bytes() for path in cache_files()]
    assert printed() == expected
    assert caplog.messages == []  # neither the first time nor the second
    for path in cache_files():
        path.write_bytes(unusable)
    assert printed() == expected
    assert [path.read_bytes() for path in cache_files()] == whole
    if unusable.startswith(b"0"):
        assert {record.levelname for record in caplog.records} == {"INFO"}
        assert all("by another version of this program" in message for message in caplog.messages)
    else:
        assert [record.levelname for record in caplog.records] == ["WARNING"]
        assert caplog.messages[0].endswith("is damaged and is not used")


def test_a_run_that_is_killed_while_it_writes_the_cache_leaves_it_whole(
    valid: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    expected = printed()
    whole = {path: path.read_bytes() for path in cache_files()}
    (valid / "content/sources/report.yml").write_text("title: B\n", "utf-8")

    class Killed(BaseException):
        """Nothing catches it."""

    open_whole = Path.open

    def open_half(path: Path, mode: str = "r", *arguments: Any, **options: Any) -> IO[Any]:
        if "x" not in mode:
            return open_whole(path, mode, *arguments, **options)
        with open_whole(path, mode) as file:
            file.write(b"half")
        raise Killed

    with pytest.raises(Killed), monkeypatch.context() as patch:
        patch.setattr(Path, "open", open_half)
        printed()
    assert {path: path.read_bytes() for path in whole} == whole
    assert printed() == printed_without_cache()
    (valid / "content/sources/report.yml").write_text(RECORDS["sources/report.yml"], "utf-8")
    assert printed() == expected


def test_a_cache_that_cannot_be_written_is_no_problem(valid: Path, caplog: pytest.LogCaptureFixture) -> None:
    Path("build").write_text("a file\n")
    assert printed() == printed() == printed_without_cache()
    assert [record.levelname for record in caplog.records] == ["WARNING", "WARNING"]  # once in each run


def test_few_files_are_not_cached(valid: Path) -> None:
    printed_without_cache()
    assert not Path("build").exists()


def test_only_the_values_of_valid_files_are_cached(valid: Path) -> None:
    (valid / "content/people/tab.yml").write_text("name:\tAda\n", "utf-8")
    printed()
    (values,) = (path for path in cache_files() if "parse" in path.name)
    assert list(json.loads(values.read_bytes().partition(b"\n")[2]).values()) == [
        {"name": "Ada Example", "sources": [{"source": "report"}]},
        {"title": "A"},
    ]
