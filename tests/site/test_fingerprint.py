"""A fingerprint changes with all that it stands for, and with nothing else."""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from babel import Locale
from markupsafe import Markup

from generator.incremental.fingerprint import program_fingerprint
from generator.site.fingerprint import canonical_text, printer_fingerprint
from generator.site.search_index import modules_fingerprint
from generator.site.up_to_date import program_parts
from tests.support.paths import ROOT

GENERATOR = ROOT / "generator"
MODULES = sorted(path.relative_to(GENERATOR).as_posix() for path in GENERATOR.glob("site/**/*.py"))
INDEX_MODULES = ("site/document_format.py", "site/pagefind.py", "site/search_index.py", "site/sharded_index/")


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
    assert canonical_text(one) != canonical_text(other)


def test_settings_of_the_same_value_have_the_same_text_in_any_order() -> None:
    assert canonical_text({"a": {3, 1, 2}, "b": len}) == canonical_text({"b": len, "a": {2, 3, 1}})


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Copy the generator; a test restores the file that it changes."""
    folder = tmp_path_factory.mktemp("copy") / "generator"
    return shutil.copytree(GENERATOR, folder, ignore=shutil.ignore_patterns("__pycache__", "locale"))


def is_changed(fingerprint: Callable[[], object], file: Path) -> bool:
    """Return whether `fingerprint` changes with the file."""
    content = file.read_text("utf-8")
    program_fingerprint.cache_clear()
    before = fingerprint()
    file.write_text(f"{content}# Another line.\n", "utf-8")
    program_fingerprint.cache_clear()
    after = fingerprint()
    file.write_text(content, "utf-8")
    return before != after


@pytest.mark.parametrize("module", MODULES)
def test_another_module_of_the_package_renders_every_page_again(module: str, copy: Path) -> None:
    assert is_changed(lambda: printer_fingerprint(copy / "site"), copy / module)


@pytest.mark.parametrize("file", [*MODULES, "site/theme/main.html", "site/theme/assets/print.css"])
def test_another_module_and_another_theme_make_a_site_outdated(file: str, copy: Path) -> None:
    assert is_changed(lambda: list(program_parts(copy / "site")), copy / file)


@pytest.mark.parametrize("module", [*MODULES, "incremental/mirror.py"])
def test_another_module_that_makes_an_index_indexes_every_document_again(module: str, copy: Path) -> None:
    makes_an_index = module.startswith((*INDEX_MODULES, "incremental/"))
    assert is_changed(lambda: modules_fingerprint(copy), copy / module) is makes_an_index
