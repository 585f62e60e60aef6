"""The record says when a page has to be rendered again: no sooner, and above all no later."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from babel import Locale
from markupsafe import Markup

from generator.incremental.fingerprint import FileStamp, digest
from generator.site import fingerprint, search_index, up_to_date
from generator.site.fingerprint import SitePage, SiteState, _plain
from tests.support.paths import ROOT

SITE = ROOT / "generator" / "site"
MODULES = sorted(path.relative_to(SITE).as_posix() for path in SITE.rglob("*.py"))
LONG_AGO = 1_000_000_000_000_000_000


def written(path: Path, text: str, time: int = LONG_AGO) -> Path:
    path.write_text(text, "utf-8")
    os.utime(path, ns=(time, time))
    return path


def test_a_record_is_read_as_it_was_written(tmp_path: Path) -> None:
    entry = SitePage(FileStamp(1, 2, "a"), FileStamp(3, 4, "b"), "2024-02-01", ("x",), {"a.md": {"x": "a.md#x"}}, "0 1")
    record = SiteState(
        "shared", ["a.md", "b.md"], {"a/index.html": entry, "x.css": SitePage(None, FileStamp(5, 6, "c"))}, ["z"]
    )
    record.write(tmp_path / "en.json")
    read = SiteState.read(tmp_path / "en.json")
    assert (read.shared, read.files, read.unsettled) == (record.shared, record.files, record.unsettled)
    assert read.entries["a/index.html"] == entry
    assert read.entries["x.css"].source is None
    assert [path.name for path in tmp_path.iterdir()] == ["en.json"]


def test_a_file_of_the_same_size_and_time_is_not_read(tmp_path: Path) -> None:
    path = written(tmp_path / "x", "new")
    assert SiteState(trusted_before=LONG_AGO + 1).stamp(path, FileStamp(3, LONG_AGO, digest(b"old"))) == FileStamp(
        3, LONG_AGO, digest(b"old")
    )


@pytest.mark.parametrize(
    ("known", "before"),
    [
        (FileStamp(3, LONG_AGO, digest(b"old")), LONG_AGO),
        (FileStamp(4, LONG_AGO, digest(b"old")), LONG_AGO + 1),
        (FileStamp(3, LONG_AGO - 1, digest(b"old")), LONG_AGO + 1),
        (None, LONG_AGO + 1),
    ],
    ids=["as new as the record", "another size", "another time", "not known"],
)
def test_any_other_file_is_read(known: FileStamp | None, before: int, tmp_path: Path) -> None:
    path = written(tmp_path / "x", "new")
    assert SiteState(trusted_before=before).stamp(path, known) == FileStamp(3, LONG_AGO, digest(b"new"))


def test_what_is_no_file_has_no_stamp(tmp_path: Path) -> None:
    written(tmp_path / "x", "")
    assert SiteState().stamp(tmp_path / "gone", None) is None
    assert SiteState().stamp(tmp_path / "x" / "below", None) is None
    assert SiteState().stamp(tmp_path, None) is None


def test_a_file_that_has_moved_is_told_by_its_number() -> None:
    assert SiteState(files=["a", "b", "c"]).moved(["c", "d", "a"]) == {"1"}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"a": 1}, {"a": 2}),
        ({"a": 1}, {"a": "1"}),
        ({"a": "x"}, {"a": Markup("x")}),
        ([1, 2], [2, 1]),
        (["a", "b"], ["a, b"]),
        ({"a": {"b": None}}, {"a": {"b": False}}),
        (Locale("en"), Locale("ja")),
        (len, print),
    ],
)
def test_settings_that_differ_have_another_text(one: Any, other: Any) -> None:
    assert _plain(one) != _plain(other)


def test_settings_of_the_same_value_have_the_same_text_in_any_order() -> None:
    assert _plain({"a": {3, 1, 2}, "b": len}) == _plain({"b": len, "a": {2, 3, 1}})


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the package, in which a test may change a module if it restores it."""
    return shutil.copytree(SITE, tmp_path_factory.mktemp("package") / "site")


def notices(parts: Callable[[Path], Iterator[str] | Iterator[bytes]], package: Path, module: str) -> bool:
    """Return whether `parts` of the package differ once `module` has another line."""
    before, source = list(parts(package)), (package / module).read_text("utf-8")
    (package / module).write_text(f"{source}# Another line.\n", "utf-8")
    after = list(parts(package))
    (package / module).write_text(source, "utf-8")
    return before != after


@pytest.mark.parametrize("module", MODULES)
def test_a_change_of_any_module_of_the_package_renders_every_page_again(module: str, package: Path) -> None:
    assert notices(fingerprint.program_parts, package, module)


@pytest.mark.parametrize("module", MODULES)
def test_a_change_of_any_module_that_makes_the_index_indexes_every_document_again(module: str, package: Path) -> None:
    makes = module in ("document_format.py", "pagefind.py", "search_index.py") or module.startswith("sharded_index/")
    assert notices(search_index.program_parts, package, module) is makes


@pytest.mark.parametrize("file", [*MODULES, "theme/main.html", "theme/assets/print.css"])
def test_a_change_of_any_module_or_of_the_theme_makes_a_site_outdated(file: str, package: Path) -> None:
    assert notices(up_to_date.program_parts, package, file)
