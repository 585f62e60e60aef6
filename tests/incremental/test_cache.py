"""What is kept of an earlier run never changes what is printed, whatever became of it in the meantime."""

import ast
import json
import shutil
import sys
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
from generator.cli import environment as asking
from generator.cli import inputs
from generator.cli.inputs import KEPT
from generator.cli.main import main
from generator.content.files import ContentFile
from generator.content.load import Content
from generator.incremental import cache as kept
from generator.incremental import fingerprint
from generator.incremental.cache import Cache
from generator.incremental.fingerprint import digest
from generator.incremental.workers import Progress
from generator.problems import Problem
from tests.support.problem_cases import CASES, copy_case

REPORT = {
    "people/ada-example.yml": "name: Ada Example\nsources: [{source: report}]\n",
    "sources/report.yml": "title: A\n",
}
UNSOUND = "name: Ada Example\npost: clerk\n"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder with sound content; even of few files something is kept."""
    monkeypatch.setattr(inputs, "WORTH_KEEPING", 0)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def sound(folder: Path) -> Path:
    for name, text in REPORT.items():
        (folder / "content" / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / "content" / name).write_text(text, "utf-8")
    return folder


def printed(*options: str) -> tuple[str, int]:
    result = CliRunner().invoke(main, ["check", "content", *options], catch_exceptions=False)
    return result.stdout, result.exit_code


def printed_afresh(*options: str) -> tuple[str, int]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(inputs, "WORTH_KEEPING", 1 << 30)
        return printed(*options)


def files_kept() -> list[Path]:
    return sorted(Path(KEPT).iterdir())


@pytest.mark.parametrize("case", CASES)
def test_a_check_prints_the_same_twice_and_after_an_edit(case: str, folder: Path) -> None:
    copy_case(case, folder)
    options = ("--as-of", "2024-02-01")
    afresh = printed_afresh(*options)
    assert [printed(*options), printed(*options)] == [afresh, afresh]
    files = (path for path in sorted(Path("content").rglob("*.y*ml")) if path.is_file() and not path.is_symlink())
    edited = next(files, Path("content/site.yml"))
    edited.write_bytes(b"nonsuch: 1\n" + (edited.read_bytes() if edited.exists() else b""))
    assert printed(*options) == printed_afresh(*options)


def test_an_edit_would_go_unnoticed_if_files_were_known_by_their_names(
    sound: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ContentFile, "hash", property(lambda file: digest(file.name.encode())))
    before = printed()
    (sound / "content/people/ada-example.yml").write_text(UNSOUND, "utf-8")
    assert printed() == before != printed_afresh()


def test_a_file_renamed_added_or_removed_is_noticed(sound: Path) -> None:
    printed()
    for old, new in (("ada-example.yml", "ada.yml"), ("ada.yml", "Ada.yml"), ("Ada.yml", "../nowhere.yml")):
        (sound / "content/people" / old).rename(sound / "content/people" / new)
        assert printed() == printed_afresh()
    (sound / "content/nowhere.yml").unlink()
    assert printed() == printed_afresh()


def test_another_day_audience_format_or_strictness_is_another_check(sound: Path) -> None:
    (sound / "content/people/ada-example.yml").unlink()
    (sound / "content/meetings").mkdir()
    (sound / "content/meetings/talks.yml").write_text(
        "title: Talks\ndate: 2024-01-26\nstatus: held\nsources: [{source: report}]\nparties: [xa, xb]\n", "utf-8"
    )
    for code in ("xa", "xb"):
        (sound / "content/countries").mkdir(exist_ok=True)
        (sound / f"content/countries/{code}.yml").write_text(
            f"name: {code.upper()}\naudience: {'internal' if code == 'xb' else 'public'}\n", "utf-8"
        )
    asked = [("--as-of", "2024-01-01"), ("--as-of", "2025-01-01"), ("--audience", "internal"), ("--format", "json")]
    outcomes = {printed_afresh(*options) for options in asked}
    assert len(outcomes) > 2
    for options in [*asked, ("--strict",), *asked, ()]:
        assert printed(*options) == printed_afresh(*options)


class Clock(NamedTuple):
    """A clock that stands at noon of a day."""

    day: str

    def now(self, zone: ZoneInfo) -> datetime:
        return datetime.fromisoformat(f"{self.day}T12:00").replace(tzinfo=zone)


def test_a_check_as_of_today_is_made_again_tomorrow(sound: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = []

    def counted(content: Content, edition: Edition, progress: Progress) -> list[Problem]:
        made.append(edition.day)
        return check(content, edition, progress)

    monkeypatch.setattr(check_module, "check", counted)
    for day, times in (("2024-01-26", 1), ("2024-01-26", 1), ("2024-01-27", 2)):
        monkeypatch.setattr(asking, "datetime", Clock(day))
        printed()
        assert len(made) == times


def _spoilt() -> Iterator[tuple[str, bytes]]:
    whole = b'{"of":"x"}'
    yield "empty", b""
    yield "foreign", b"\x80\x04\x95nothing of ours"
    yield "bare", whole
    yield "by another maker", b"0" * 40 + b" " + digest(whole).encode() + b"\n" + whole
    yield "cut short", kept._head(whole) + b"\n" + whole[:-1]


@pytest.mark.parametrize("spoilt", [held for _, held in _spoilt()], ids=[name for name, _ in _spoilt()])
def test_what_was_spoilt_or_is_not_ours_is_made_again(
    spoilt: bytes, sound: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO", "generator")
    afresh = printed()
    whole = [path.read_bytes() for path in files_kept()]
    assert printed() == afresh
    assert caplog.messages == []  # neither the first time nor the second
    for path in files_kept():
        path.write_bytes(spoilt)
    assert printed() == afresh
    assert [path.read_bytes() for path in files_kept()] == whole
    if spoilt.startswith(b"0"):
        assert {record.levelname for record in caplog.records} == {"INFO"}
        assert all("by another version of this program" in message for message in caplog.messages)
    else:
        assert [record.levelname for record in caplog.records] == ["WARNING"]
        assert caplog.messages[0].endswith("is damaged and is not used")


def test_what_another_generator_kept_is_not_believed(sound: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    printed()
    monkeypatch.setattr(fingerprint, "program_fingerprint", lambda: digest(b"another"))
    assert Cache(Path(KEPT), Path("content")).values() == {}


def test_what_somebody_else_kept_is_not_believed(
    sound: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO", "generator")
    printed()
    ours = Cache(Path(KEPT), Path("content"))
    assert len(ours.values()) == 2
    monkeypatch.setattr("os.getuid", lambda: 54321)
    assert ours.values() == {}
    assert [(record.levelname, "belongs to another user" in record.message) for record in caplog.records] == [
        ("INFO", True)
    ]


def test_a_run_that_is_killed_while_it_keeps_leaves_what_was_kept(sound: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    afresh = printed()
    whole = {path: path.read_bytes() for path in files_kept()}
    (sound / "content/sources/report.yml").write_text("title: B\n", "utf-8")

    class Killed(BaseException):
        """Nothing catches it."""

    whole_open = Path.open

    def half(path: Path, mode: str = "r", *given: Any, **named: Any) -> IO[Any]:
        if "x" not in mode:
            return whole_open(path, mode, *given, **named)
        with whole_open(path, mode) as file:
            file.write(b"half")
        raise Killed

    with pytest.raises(Killed), monkeypatch.context() as patch:
        patch.setattr(Path, "open", half)
        printed()
    assert {path: path.read_bytes() for path in whole} == whole
    assert printed() == printed_afresh()
    (sound / "content/sources/report.yml").write_text(REPORT["sources/report.yml"], "utf-8")
    assert printed() == afresh


def test_a_folder_that_cannot_be_written_is_no_problem(sound: Path, caplog: pytest.LogCaptureFixture) -> None:
    Path("build").write_text("a file\n")
    assert printed() == printed() == printed_afresh()
    assert [record.levelname for record in caplog.records] == ["WARNING", "WARNING"]  # once in each run


def test_what_cannot_be_kept_is_said(folder: Path, caplog: pytest.LogCaptureFixture) -> None:
    keeper = Cache(Path("build"), Path("content"))
    assert keeper.values() == {}
    Path("build").write_text("a file\n")
    keeper.keep_values({})
    assert "cannot be written, so the next run does everything again" in caplog.text


def test_of_few_files_nothing_is_kept(sound: Path) -> None:
    printed_afresh()
    assert not Path("build").exists()


def test_only_what_yaml_made_of_sound_files_is_kept(sound: Path) -> None:
    (sound / "content/people/tab.yml").write_text("name:\tAda\n", "utf-8")
    printed()
    (values,) = (path for path in files_kept() if "values" in path.name)
    assert list(json.loads(values.read_bytes().partition(b"\n")[2]).values()) == [
        {"name": "Ada Example", "sources": [{"source": "report"}]},
        {"title": "A"},
    ]


def test_every_package_that_problems_and_pages_depend_on_is_part_of_what_made_them() -> None:
    names = {"markdown_it": "markdown-it-py", "pydantic_core": "pydantic-core", "yaml": "pyyaml"}
    others = {"site", "serve", "importing", "cli", "prompts.py"}
    made_by = [
        path for path in fingerprint.HERE.rglob("*.py") if not others & set(path.relative_to(fingerprint.HERE).parts)
    ]
    imported = {
        name.split(".")[0]
        for path in made_by
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        for name in ([node.module or ""] if isinstance(node, ast.ImportFrom) else [])
        + ([alias.name for alias in node.names] if isinstance(node, ast.Import) else [])
    }
    theirs = imported - set(sys.stdlib_module_names) - {"generator", "click"}
    assert {names.get(name, name) for name in theirs} <= set(fingerprint.MAKERS)


def test_every_file_of_the_generator_that_pages_are_made_of_is_part_of_what_made_them() -> None:
    theirs = [
        path
        for path in fingerprint.HERE.rglob("*")
        if path.is_file() and not {"site", "serve"} & set(path.relative_to(fingerprint.HERE).parts)
    ]
    suffixes = {path.suffix for path in theirs if "__pycache__" not in path.parts and path.suffix != ".mo"}
    assert {f"*{suffix}" for suffix in suffixes} <= set(fingerprint.SOURCES)


@pytest.mark.parametrize(
    "name", ["checks/explanations/cycle.md", "kinds/meeting.md.jinja", "values/locale/ja.po", "archive/archive.py"]
)
def test_another_generator_is_another_maker(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    here = tmp_path / "generator"
    shutil.copytree(fingerprint.HERE, here, ignore=shutil.ignore_patterns("__pycache__"))
    monkeypatch.setattr(fingerprint, "HERE", here)
    before = fingerprint.program_fingerprint.__wrapped__()
    (here / name).write_text((here / name).read_text("utf-8") + "\n", "utf-8")
    assert fingerprint.program_fingerprint.__wrapped__() != before
