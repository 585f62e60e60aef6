"""The search index of the preview is that of a build, whenever the last record was saved."""

import time
from collections.abc import Callable
from pathlib import Path

from generator.serve.reindex import SearchIndexer
from generator.site.search_index import BUNDLE
from tests.support.sample import EDITION, SAMPLE


def wait(until: Callable[[], object]) -> None:
    """Wait for what another process does."""
    end = time.monotonic() + 60
    while not until():
        assert time.monotonic() < end
        time.sleep(0.05)


def test_the_index_is_that_of_a_build(sample: Path, tmp_path: Path) -> None:
    with SearchIndexer(SAMPLE, tmp_path / "index", delay=0.01) as search:
        assert search.read_file("en", "pagefind/pagefind-entry.json") is None
        search.schedule(EDITION)
        wait(lambda: search.read_file("ja", "pagefind/pagefind-entry.json"))
        built = [path for path in (sample / BUNDLE).rglob("*") if path.is_file()]
        assert built
        assert [
            path for path in built if search.read_file("en", path.relative_to(sample).as_posix()) != path.read_bytes()
        ] == []
        assert search.read_file("en", "pagefind/../../../pages/.site.json") is None


def test_another_save_starts_the_rebuild_again(tmp_path: Path) -> None:
    with SearchIndexer(SAMPLE, tmp_path / "index", delay=0.01) as search:
        for _ in range(3):
            search.schedule(EDITION)
            wait(lambda: search._process and search._process.is_alive())
        wait(lambda: search.read_file("ja", "pagefind/pagefind-entry.json"))
