"""The site of records that are edited: every page and file is byte for byte what a build writes."""

import shutil
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from generator.archive.edition import Edition
from generator.serve.preview import Preview
from generator.serve.preview_site import PreviewSite
from generator.serve.reindex import SearchIndexer
from generator.site import SiteError
from generator.site.search_index import BUNDLE
from tests.support.sample import EDITS, SAMPLE
from tests.support.sites import AS_OF, build

CONFIG = Path("mkdocs.yml")
LATE = "2025-06-01"


def previewed(content: Path, folder: Path, day: str) -> tuple[Preview, PreviewSite]:
    edition = Edition(date.fromisoformat(day), today=date(2026, 1, 1))
    preview = Preview(content, lambda _: edition)
    preview.refresh()
    return preview, PreviewSite(CONFIG, folder / "settings", preview, SearchIndexer(content, folder / "kept"))


def files(site: Path) -> dict[str, bytes]:
    """What a build wrote, without the search and what is packed."""
    found = {path.relative_to(site).as_posix(): path for path in site.rglob("*") if path.is_file()}
    needed = (path for path in found if BUNDLE not in path.split("/") and not path.endswith(".gz"))
    return {path: found[path].read_bytes() for path in needed}


def wait(until: Callable[[], object]) -> None:
    """Wait for what another process does."""
    end = time.monotonic() + 60
    while not until():
        assert time.monotonic() < end
        time.sleep(0.05)


def different(site: PreviewSite, built: dict[str, bytes]) -> list[str]:
    return [path for path, content in built.items() if site.file(path) != content]


def test_the_shipped_site_is_what_a_build_writes(shipped: Path, tmp_path: Path) -> None:
    built = files(shipped)
    assert len(built) > 400
    assert different(previewed(Path("content"), tmp_path, AS_OF)[1], built) == []


@pytest.mark.parametrize("edit", ["the name of a country", "a new meeting", "the site"])
def test_after_an_edit_the_site_is_what_a_build_writes(sample: Path, tmp_path: Path, edit: str) -> None:
    content = tmp_path / "content"
    shutil.copytree(SAMPLE, content)
    preview, site = previewed(content, tmp_path, LATE)
    before = files(sample)
    assert different(site, before) == []
    EDITS[edit](content)
    preview.refresh()
    after = files(build(content, tmp_path / "built", "--as-of", LATE))
    assert different(site, after) == []
    assert before != after


def test_what_is_not_in_the_site_is_nothing(tmp_path: Path) -> None:
    site = previewed(SAMPLE, tmp_path, LATE)[1]
    for path in ("nothing/index.html", "fr/index.html", "assets/no.js", "../mkdocs.yml", "index.md", ""):
        assert site.file(path) is None, path


def test_before_records_are_sound_there_is_nothing(tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    assert previewed(tmp_path / "content", tmp_path, LATE)[1].file("index.html") is None


def test_a_configuration_that_is_wrong_is_said(tmp_path: Path) -> None:
    preview = previewed(SAMPLE, tmp_path, LATE)[0]
    wrong = tmp_path / "mkdocs.yml"
    wrong.write_text("site_name: [", "utf-8")
    site = PreviewSite(wrong, tmp_path / "settings", preview, SearchIndexer(SAMPLE, tmp_path / "kept"))
    with pytest.raises(SiteError):
        site.file("index.html")


def test_the_index_of_the_search_is_that_of_a_build(
    sample: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("generator.serve.reindex.QUIET", 0.01)
    preview, _ = previewed(SAMPLE, tmp_path, LATE)
    assert preview.shown
    with SearchIndexer(SAMPLE, tmp_path / "kept") as search:
        assert search.file("en", "pagefind/pagefind-entry.json") is None
        search.wake(preview.shown)
        wait(lambda: search.file("ja", "pagefind/pagefind-entry.json"))
        built = [path for path in (sample / BUNDLE).rglob("*") if path.is_file()]
        assert built
        assert [
            path for path in built if search.file("en", path.relative_to(sample).as_posix()) != path.read_bytes()
        ] == []
        assert search.file("en", "pagefind/../../../pages/.site.json") is None


def test_another_save_begins_the_index_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("generator.serve.reindex.QUIET", 0.01)
    preview, _ = previewed(SAMPLE, tmp_path, LATE)
    assert preview.shown
    with SearchIndexer(SAMPLE, tmp_path / "kept") as search:
        for _ in range(3):
            search.wake(preview.shown)
            wait(lambda: search._process and search._process.is_alive())
        wait(lambda: search.file("ja", "pagefind/pagefind-entry.json"))
