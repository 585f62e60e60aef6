"""Public and internal editions share no folder: nothing internal is ever in the public site."""

import gzip
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.command_line import run, write_content

CANARY = "Zqcanary"
FILES = {
    "site.yml": "title: A site\nlanguages: [en, ja]\n",
    "people/ada-example.yml": "name: Ada Example\nsources: [{source: report}]\n",
    "people/ben-example.yml": f"name: {CANARY} Example\naudience: internal\nsources: [{{source: report}}]\n",
    "sources/report.yml": f"title: A report\nnotes: {CANARY}\n",
}


@pytest.fixture
def content(empty_working_folder: Path) -> Path:
    return write_content(empty_working_folder, FILES)


def build(*options: object, status: int = 0) -> str:
    result = run("build", "--as-of", "2024-02-01", "--jobs", 1, *options)
    assert result.exit_code == status, result.output
    return result.output


def files_with_canary(folder: Path) -> Iterator[Path]:
    """Yield the files below a folder that hold the canary, also packed."""
    for path in sorted(folder.rglob("*")):
        raw = path.read_bytes() if path.is_file() else b""
        unpacked = gzip.decompress(raw) if raw[:2] == b"\x1f\x8b" else raw
        if CANARY.lower().encode() in unpacked.lower() or CANARY.lower() in path.name.lower():
            yield path


def test_each_audience_has_folders_of_its_own(content: Path) -> None:
    build("--audience", "internal")
    assert not Path("site").exists()
    build()
    assert list(files_with_canary(Path("site-internal/people")))
    assert list(files_with_canary(Path("site-internal/pagefind")))
    assert list(files_with_canary(Path("build/pages-internal")))
    for folder in ("site", "build/pages", ".site.built", ".site.index"):
        assert list(files_with_canary(Path(folder))) == [], folder
        assert any(Path(folder).iterdir())


def test_the_public_site_stays_public_whatever_fails_between(content: Path) -> None:
    ada = content / "people/ada-example.yml"
    for options, text, status in (
        ((), FILES["people/ada-example.yml"], 0),
        (("--audience", "internal"), "name: Ada Example Two\nsources: [{source: report}]\n", 0),
        ((), "nam: Ada\n", 1),
        (("--audience", "internal"), "nam: Ada\n", 1),
        ((), "name: Ada Example Three\nsources: [{source: report}]\n", 0),
    ):
        ada.write_text(text, "utf-8")
        build(*options, status=status)
        assert list(files_with_canary(Path("site"))) == []
        assert 'content="public"' in Path("site/index.html").read_text("utf-8")
    assert "Three" in Path("site/people/ada-example/index.html").read_text("utf-8")


def test_no_edition_takes_the_place_of_another(content: Path) -> None:
    build()
    before = {path: path.read_bytes() for path in Path().rglob("*") if path.is_file()}
    for options, held in (
        (("--audience", "internal", "--site", "site"), "site holds the public edition"),
        (("--audience", "internal", "--pages", "build/pages"), "build/pages holds the public edition"),
        (("--audience", "internal", "--site", "site/internal"), "site/internal lies in"),
        (("--audience", "internal", "--site", "site/ja"), "site/ja holds the public edition"),
        (("--audience", "internal", "--pages", "site/pages"), "site/pages lies in"),
        (("--audience", "internal", "--site", "build/pages/site"), "build/pages/site lies in"),
    ):
        assert held in build(*options, status=2)
    result = run("pages", "--audience", "internal", "--to", "build/pages")
    assert (result.exit_code, "holds the public edition" in result.output) == (2, True)
    assert before == {path: path.read_bytes() for path in before}


def test_a_link_to_the_site_of_the_other_audience_is_seen_through(content: Path) -> None:
    build()
    Path("other").symlink_to("site")
    assert "site holds the public edition" in build("--audience", "internal", "--site", "other", status=2)


def test_a_site_is_published_through_a_link(content: Path) -> None:
    Path("server/htdocs").mkdir(parents=True)
    Path("site").symlink_to("server/htdocs")
    for title in ("A site", "Another"):
        (content / "site.yml").write_text(f"title: {title}\n", "utf-8")
        build()
        assert Path("site").readlink() == Path("server/htdocs")
        assert title in Path("server/htdocs/index.html").read_text("utf-8")
    assert sorted(path.name for path in Path("server").iterdir() if path.suffix != ".lock") == [
        ".htdocs.built",
        ".htdocs.index",
        ".htdocs.made",
        "htdocs",
    ]


@pytest.mark.parametrize("option", ["--site", "--pages"])
@pytest.mark.parametrize("target", ["nowhere", "link"])
def test_a_link_that_leads_nowhere_is_refused_before_work_begins(content: Path, option: str, target: str) -> None:
    Path("link").symlink_to(target)
    output = build(option, "link", status=2)
    assert f"link is a link to {target}, where there is no folder" in output
    assert sorted(path.name for path in Path().iterdir()) == ["content", "link"]


def test_links_in_a_site_are_never_followed(content: Path) -> None:
    Path("archive").mkdir()
    Path("archive/letter.pdf").write_bytes(b"%PDF")
    build()
    Path("site/files").symlink_to(Path("archive").resolve())
    Path("site/ja/files").symlink_to(Path("archive").resolve())
    (content / "site.yml").write_text("title: Another\nlanguages: [en]\n", "utf-8")
    build()
    shutil.rmtree(".site.built")
    build()
    assert Path("archive/letter.pdf").read_bytes() == b"%PDF"


@pytest.mark.skipif(os.name != "posix", reason="file systems are mounted otherwise elsewhere")
def test_a_site_that_cannot_be_swapped_in_is_replaced_file_by_file(
    content: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    rename = Path.rename

    def rename_unless_mounted(path: Path, target: Path) -> Path:
        if "site" in (path.name, Path(target).name):
            raise OSError(16, "Device or resource busy")
        return rename(path, target)

    monkeypatch.setattr(Path, "rename", rename_unless_mounted)
    Path("site").mkdir()
    build()
    assert "cannot be replaced in one step (Device or resource busy)" in caplog.text
    Path("site/index.html").write_text('content="mkdocs-1" Stale', "utf-8")
    shutil.rmtree(".site.built")
    build()
    assert Path("site/people/ada-example/index.html").is_file()
    assert "Stale" not in Path("site/index.html").read_text("utf-8")
