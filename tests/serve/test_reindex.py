"""The search index of the preview is that of a build, whenever the last record was saved."""

import shutil
import time
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from generator.archive.archive import Archive
from generator.incremental.outputs import Output
from generator.pages import PageUnit
from generator.serve.preview import Preview
from generator.serve.reindex import SearchIndexer
from generator.site.search_index import BUNDLE
from tests.support.sample import EDITION, EDITS, SAMPLE
from tests.support.sites import build


@pytest.fixture
def preview(tmp_path: Path) -> Preview:
    shutil.copytree(SAMPLE, tmp_path / "content")
    preview = Preview(tmp_path / "content", lambda _: EDITION)
    preview.refresh()
    return preview


def wait(until: Callable[[], object]) -> None:
    """Wait for work in the background."""
    end = time.monotonic() + 60
    while not until():
        assert time.monotonic() < end
        time.sleep(0.05)


def differing(search: SearchIndexer, site: Path) -> list[str]:
    """Return the files of the index that differ from those of a site."""
    paths = [path.relative_to(site) for path in site.rglob("*") if BUNDLE in path.parts and path.is_file()]
    assert paths
    codes = {path: path.parts[0] if path.parts[0] != BUNDLE else "en" for path in paths}
    return [
        path.as_posix()
        for path, code in codes.items()
        if search.read_file(code, path.as_posix().removeprefix(f"{code}/")) != (site / path).read_bytes()
    ]


def test_the_index_is_that_of_a_build_also_after_an_edit(preview: Preview, sample: Path, tmp_path: Path) -> None:
    with SearchIndexer(preview, tmp_path / "index", delay=0.01) as search:
        assert search.read_file("en", "pagefind/pagefind-entry.json") is None
        search.schedule()
        wait(lambda: not differing(search, sample))
        assert search.read_file("en", "pagefind/../../../pages/.aide-memoire.json") is None
        EDITS["the name of a country"](tmp_path / "content")
        edited = build(tmp_path / "content", tmp_path / "built", "--as-of", EDITION.day.isoformat())
        assert differing(search, edited)
        preview.refresh()
        search.schedule()
        wait(lambda: not differing(search, edited))


def test_only_documents_that_a_change_affects_are_rendered_again(
    preview: Preview, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rendered: list[PageUnit] = []
    render = preview._documents._render

    def note(archive: Archive, unit: PageUnit) -> Iterable[Output]:
        rendered.append(unit)
        return render(archive, unit)

    monkeypatch.setattr(preview._documents, "_render", note)
    before = list(preview.search_documents())
    first, rendered[:] = len(rendered), []
    EDITS["a new person"](tmp_path / "content")
    preview.refresh()
    after = list(preview.search_documents())
    assert any("en/people/new-one/index.html" in path for files in after for path in files)
    assert len(after) > len(before)
    assert 0 < len(rendered) < first / 2


def test_another_save_starts_the_rebuild_again(preview: Preview, tmp_path: Path, sample: Path) -> None:
    with SearchIndexer(preview, tmp_path / "index", delay=0.01) as search:
        for _ in range(3):
            search.schedule()
            wait(lambda: search._process and search._process.is_alive())
        wait(lambda: not differing(search, sample))


def test_a_rebuild_that_is_stopped_writes_nothing(preview: Preview, tmp_path: Path) -> None:
    search = SearchIndexer(preview, tmp_path / "index")
    search._stopped.set()
    search._rebuild(search._stopped)
    assert not (tmp_path / "index").exists()


def test_a_folder_of_others_is_left_and_warned_of(
    preview: Preview, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    other = tmp_path / "index" / "pages" / "theirs"
    other.parent.mkdir(parents=True)
    other.write_text("theirs", "utf-8")
    search = SearchIndexer(preview, tmp_path / "index")
    search._rebuild(search._stopped)
    assert [message.partition(":")[0] for message in caplog.messages] == ["the search finds what was there before"]
    assert [path.name for path in (tmp_path / "index").rglob("*")] == ["pages", "theirs"]
