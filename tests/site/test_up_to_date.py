"""A site is built again exactly when one of its inputs, or the site itself, has changed."""

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from generator.cli.main import main
from generator.site import up_to_date
from generator.site.up_to_date import is_up_to_date, remember_run
from tests.support.sites import build

CONFIG = Path("mkdocs.yml")


@pytest.fixture
def folders(tmp_path: Path) -> tuple[Path, Path, Path]:
    """Make a configuration, pages and a site of them."""
    config, pages, site = tmp_path / "mkdocs.yml", tmp_path / "pages", tmp_path / "site"
    config.write_text("site_name: X\n", "utf-8")
    for folder, name in ((pages, "index.md"), (site, "index.html")):
        folder.mkdir()
        (folder / name).write_text(name, "utf-8")
    remember_run(config, pages, site)
    return config, pages, site


def test_a_site_of_the_same_pages_is_unchanged(folders: tuple[Path, Path, Path]) -> None:
    assert is_up_to_date(*folders)


@pytest.mark.parametrize(
    "change",
    [
        lambda config, pages, site: config.write_text("site_name: Y\n", "utf-8"),
        lambda config, pages, site: (pages / "index.md").write_text("other", "utf-8"),
        lambda config, pages, site: (pages / "more.md").write_text("", "utf-8"),
        lambda config, pages, site: (pages / "index.md").rename(pages / "other.md"),
        lambda config, pages, site: (site / "index.html").write_text("other", "utf-8"),
        lambda config, pages, site: (site / "index.html").unlink(),
        lambda config, pages, site: site.with_name(".site.made").unlink(),
        lambda config, pages, site: site.with_name(".site.made").write_text("", "utf-8"),
    ],
)
def test_any_change_of_the_inputs_or_the_site_is_noticed(
    change: Callable[[Path, Path, Path], object], folders: tuple[Path, Path, Path]
) -> None:
    change(*folders)
    assert not is_up_to_date(*folders)


@pytest.mark.parametrize(("text", "warnings"), [("", 0), ("\x00", 1), ("x y", 1), ("1 x", 0)])
def test_a_damaged_digest_is_warned_of_and_that_of_a_killed_build_is_not(
    text: str, warnings: int, folders: tuple[Path, Path, Path], caplog: pytest.LogCaptureFixture
) -> None:
    folders[2].with_name(".site.made").write_text(text, "utf-8")
    assert not is_up_to_date(*folders)
    assert len(caplog.records) == warnings


def test_another_version_of_a_package_that_prints_pages_is_noticed(
    folders: tuple[Path, Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(up_to_date, "version", lambda package: "0")
        assert not is_up_to_date(*folders)
    assert is_up_to_date(*folders)


def test_a_second_build_of_the_same_content_builds_nothing_and_one_of_a_changed_record_does(tmp_path: Path) -> None:
    record = tmp_path / "content" / "people" / "ada.yml"
    record.parent.mkdir(parents=True)
    record.write_text("name: Ada\n", "utf-8")
    site = build(record.parent.parent, tmp_path)
    page = site / "people" / "ada" / "index.html"
    before = page.stat().st_mtime_ns
    command = ["build", str(tmp_path / "content"), "--pages", str(tmp_path / "pages"), "--site", str(site)]
    again = CliRunner().invoke(main, [*command, "--as-of", "2024-02-01"], catch_exceptions=False)
    assert (again.exit_code, again.output.splitlines()[-1]) == (0, f"{site}: unchanged")
    assert page.stat().st_mtime_ns == before
    record.write_text("name: Ada Lovely\n", "utf-8")
    build(record.parent.parent, tmp_path)
    assert "Ada Lovely" in page.read_text("utf-8")
