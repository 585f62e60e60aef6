"""Incremental rendering: only outdated pages are rendered, and the result equals that of a clean run."""

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from generator.archive.archive import Archive
from generator.archive.dependencies import Changes
from generator.archive.edition import Edition
from generator.content.load import load_folder
from generator.incremental.outputs import Output, WriteSummary
from generator.pages import PageUnit, render_unit
from generator.pages.render_state import STATE_FILE
from tests.support.sample import EDITION, EDITS, FORUM, SAMPLE, Edit, replace_text
from tests.support.written_pages import write_pages


@pytest.fixture
def content(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Copy the sample to the same relative path in every test: the state names it."""
    shutil.copytree(SAMPLE, tmp_path / "content")
    monkeypatch.chdir(tmp_path)
    return Path("content")


def pages(content: Path, to: Path, edition: Edition = EDITION, jobs: int = 1) -> WriteSummary:
    return write_pages(load_folder(content), edition, to, jobs, min_for_workers=1)


@pytest.fixture(scope="module")
def rendered(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Render the pages of the sample, with their state, once for all tests."""
    folder = tmp_path_factory.mktemp("rendered")
    shutil.copytree(SAMPLE, folder / "content")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        pages(Path("content"), folder / "pages")
    return folder / "pages"


@pytest.fixture
def first(rendered: Path, tmp_path: Path) -> Path:
    """Copy these pages for a test that changes them."""
    return shutil.copytree(rendered, tmp_path / "pages")


def tree(folder: Path) -> dict[str, bytes]:
    files = (path for path in folder.rglob("*") if path.is_file() and path.name != STATE_FILE)
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


@pytest.mark.parametrize("edit", EDITS.values(), ids=EDITS)
def test_after_an_edit_the_pages_are_those_of_a_clean_run(
    content: Path, first: Path, tmp_path: Path, edit: Edit
) -> None:
    edit(content)
    pages(content, first)
    pages(content, tmp_path / "clean")
    assert tree(first) == tree(tmp_path / "clean")


def test_an_outdated_page_that_is_not_rendered_would_be_noticed(
    content: Path, first: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    EDITS["the name of a country"](content)
    monkeypatch.setattr(Changes, "affect", lambda self, dependencies: False)
    pages(content, first)
    pages(content, tmp_path / "clean")
    assert tree(first) != tree(tmp_path / "clean")


def test_an_edit_renders_few_pages(content: Path, tmp_path: Path) -> None:
    everything = pages(content, tmp_path / "pages").total
    EDITS["a new person"](content)
    assert 0 < pages(content, tmp_path / "pages").changed < everything / 4


def test_the_state_of_shared_pages_holds_in_each_test(
    content: Path, first: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("generator.pages.render.render_unit", None)  # no unit is rendered
    assert pages(content, first).changed == 0


def test_an_edit_of_a_field_only_on_its_own_page_renders_that_record_alone(
    content: Path, first: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rendered: list[PageUnit] = []

    def noted(archive: Archive, unit: PageUnit) -> Iterator[Output]:
        rendered.append(unit)
        return render_unit(archive, unit)

    monkeypatch.setattr("generator.pages.render.render_unit", noted)
    replace_text(FORUM, "date:", "summary: Much was said.\ndate:")(content)
    pages(content, first)
    assert {unit.record for unit in rendered} == {"meetings/2024-04-23-business-forum"}


def test_several_processes_render_the_same_pages(content: Path, tmp_path: Path) -> None:
    pages(content, tmp_path / "one")
    pages(content, tmp_path / "two", jobs=2)
    assert tree(tmp_path / "one") == tree(tmp_path / "two")


@pytest.mark.parametrize(
    ("state", "level"),
    [("", "WARNING"), ("{", "WARNING"), ("[]", "INFO"), ('{"edition": 1}', "INFO"), ("\x00", "WARNING")],
)
def test_a_broken_state_is_ignored(
    content: Path, first: Path, state: str, level: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO", "generator")
    before = tree(first)
    (first / STATE_FILE).write_text(state, "utf-8")
    assert pages(content, first).changed == 0
    assert tree(first) == before
    assert [record.levelname for record in caplog.records] == [level]
    assert caplog.messages[0].startswith(str(first / STATE_FILE))
    assert "so every page is rendered" in caplog.messages[0]
    assert pages(content, first).changed == 0
    assert len(caplog.records) == 1  # what was written meanwhile is whole


def test_only_a_reason_to_render_every_page_is_logged(
    content: Path, first: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO", "generator")
    EDITS["a new person"](content)
    pages(content, first)
    assert caplog.messages == []
    EDITS["the site"](content)
    pages(content, first)
    assert [message.partition(":")[0] for message in caplog.messages] == ["every page is rendered"]


def test_a_page_that_somebody_changed_or_removed_is_rendered_again(content: Path, first: Path) -> None:
    before = tree(first)
    (first / "en/people/index.md").write_text("other", "utf-8")
    (first / "en/index.md").unlink()
    assert pages(content, first).changed == 2
    assert tree(first) == before


@pytest.mark.parametrize("edition", [Edition(date(2024, 6, 1)), Edition(date(2025, 6, 1), "internal")])
def test_another_day_or_audience_renders_everything(
    content: Path, first: Path, tmp_path: Path, edition: Edition
) -> None:
    pages(content, first, edition)
    pages(content, tmp_path / "clean", edition)
    assert tree(first) == tree(tmp_path / "clean")
