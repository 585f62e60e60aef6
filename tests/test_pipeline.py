"""`build` and `check_folder` run their steps in order, and print nothing. The cache never changes a result."""

import json
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import IO, Any

import pytest

from generator.content.files import ContentFile, ContentFiles
from generator.incremental.cache import RunResult
from generator.incremental.fingerprint import digest, program_fingerprint
from generator.incremental.stages import Stages
from generator.kinds.record import Audience
from generator.pipeline import (
    EditionRequest,
    Listener,
    NotWritableError,
    ReportFormat,
    Result,
    build,
    check_folder,
)
from tests.support.command_line import INVALID, VALID, write_content
from tests.support.paths import ROOT
from tests.support.problem_cases import CASES, copy_case

CACHE = Path("cache")
TODAY = date(2024, 2, 1)


class StepRecorder(Listener):
    """The steps of a run, in order."""

    def __init__(self) -> None:
        self.steps: list[str] = []

    def on_files(self, files: ContentFiles) -> None:
        self.steps.append("files")

    def on_parse(self, files: ContentFiles, jobs: int | None) -> None:
        self.steps.append("parse")

    def on_report(self, report: str) -> None:
        self.steps.append(f"report: {report}")


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Make an empty folder the working folder."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def valid(folder: Path) -> Path:
    """Write valid records into the folder `content`. Return the working folder."""
    write_content(folder, VALID)
    return folder


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


def build_site(
    as_of: date | None = None,
    audience: Audience = "public",
    *,
    today: date = TODAY,
    pages: Path = Path("pages"),
    site: Path | None = Path("site"),
    listener: Listener | None = None,
) -> Result:
    """Build the folder `content`, with a cache."""
    return build(
        Path("content"),
        EditionRequest(as_of, audience, lambda zone: today, looks_back=True),
        ROOT / "mkdocs.yml",
        pages,
        site,
        CACHE,
        Stages(),
        listener=listener or Listener(),
        min_files_to_cache=0,
    )


def cache_files() -> list[Path]:
    return sorted(CACHE.iterdir())


# Build


def test_a_listener_hears_of_each_step_and_nothing_is_printed(valid: Path, capfd: pytest.CaptureFixture[str]) -> None:
    recorder = StepRecorder()
    result = build_site(site=None, listener=recorder)
    assert recorder.steps == ["files", "parse", "report: "]
    assert (result.report, result.has_errors, result.trees) == ("", False, ())
    assert capfd.readouterr() == ("", "")


def test_without_a_site_a_build_stops_after_the_pages(valid: Path) -> None:
    pages = build_site(site=None).pages
    assert pages
    assert pages.changed == pages.total > 0
    assert sorted(path.name for path in valid.iterdir()) == ["cache", "content", "pages"]
    assert build_site(site=None).pages == (pages.total, 0, 0)


def test_errors_end_a_build_before_it_writes_anything(valid: Path) -> None:
    write_content(valid, INVALID)
    result = build_site()
    assert (result.has_errors, result.pages, result.trees) == (True, None, ())
    assert "unknown-field" in result.report
    assert not (valid / "pages").exists()
    assert not (valid / "site").exists()


def test_a_folder_that_cannot_be_written_is_named(valid: Path) -> None:
    (valid / "file").write_text("a file\n")
    with pytest.raises(NotWritableError, match=r"^file/pages\S* cannot be written: Not a directory$"):
        build_site(pages=Path("file/pages"))
    (valid / "pages").mkdir()
    (valid / "pages/letter.txt").write_text("dear", "utf-8")
    with pytest.raises(NotWritableError, match="pages holds files that were not written here: name another folder"):
        build_site()


def test_an_unchanged_build_repeats_its_report_without_parsing_a_file(valid: Path) -> None:
    def steps(as_of: date, audience: Audience = "public", today: date = TODAY) -> list[str]:
        recorder = StepRecorder()
        build_site(as_of, audience, today=today, listener=recorder)
        return recorder.steps

    record, day = valid / "content/people/ada-example.yml", date(2024, 1, 20)
    record.write_text("name: Ada\n", "utf-8")
    first = build_site(day)
    assert "unconnected-record" in first.report
    assert first.trees
    assert steps(day) == ["files", f"report: {first.report}"]
    assert build_site(day) == Result(first.report)
    assert "parse" in steps(day, "internal")
    assert "parse" in steps(day, today=date(2024, 1, 31))
    build_site(day)
    assert "parse" not in steps(day)
    for touched in (valid / "site/people/index.html", valid / "pages/en/index.md", record):
        touched.write_text("name: Ada Lovely\n", "utf-8")
        assert build_site(day).trees, touched
        assert not build_site(day).trees
    assert "Ada Lovely" in (valid / "site/people/ada-example/index.html").read_text("utf-8")


def modules_loaded_by(command: str) -> set[str]:
    """Run a command, and return the names of all modules that it has loaded."""
    program = f"""
import sys
sys.argv = ["generator", *{command.split()}]
try:
    from generator.cli.main import main
    main()
finally:
    print(*sys.modules, file=sys.stderr)
"""
    environment = {"PYTHONPATH": str(ROOT), "PATH": ""}
    result = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, env=environment
    )
    return set(result.stderr.split())


def test_check_loads_nothing_that_renders_pages(valid: Path) -> None:
    loaded = modules_loaded_by("check content")
    assert "generator.pipeline" in loaded
    assert not loaded & {"generator.pages.render", "jinja2", "mkdocs", "generator.site.build"}


# Check


@pytest.mark.parametrize("case", CASES)
def test_a_check_reports_the_same_twice_and_after_an_edit(case: str, folder: Path) -> None:
    copy_case(case, folder)
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
    if unusable.startswith(b"0"):
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
