"""Every page and file of the preview is byte for byte what a build writes."""

import shutil
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
    return preview, PreviewSite(CONFIG, folder / "settings", preview, SearchIndexer(preview, folder / "index"))


def files(site: Path) -> dict[str, bytes]:
    """Return the files of a build, without the search index and compressed files."""
    by_path = {path.relative_to(site).as_posix(): path for path in site.rglob("*") if path.is_file()}
    needed = (path for path in by_path if BUNDLE not in path.split("/") and not path.endswith(".gz"))
    return {path: by_path[path].read_bytes() for path in needed}


def different(site: PreviewSite, built: dict[str, bytes]) -> list[str]:
    return [path for path, content in built.items() if site.read_file(path) != content]


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
        assert site.read_file(path) is None, path


def test_before_records_are_valid_there_is_nothing(tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    assert previewed(tmp_path / "content", tmp_path, LATE)[1].read_file("index.html") is None


def test_a_faulty_configuration_is_refused(tmp_path: Path) -> None:
    preview = previewed(SAMPLE, tmp_path, LATE)[0]
    config_file = tmp_path / "mkdocs.yml"
    config_file.write_text("site_name: [", "utf-8")
    site = PreviewSite(config_file, tmp_path / "settings", preview, SearchIndexer(preview, tmp_path / "index"))
    with pytest.raises(SiteError):
        site.read_file("index.html")
