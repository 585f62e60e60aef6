"""The tests mirror the generator, and no test module leans on another: what several share lies in `tests/support/`."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.paths import ROOT, TESTS

OF_NO_PACKAGE = frozenset(("bench", "fuzzing", "published", "sample", "support"))
"""Folders of tests that look at the whole, or help the others."""
OF_SEVERAL_MODULES = frozenset(
    (
        "any_terminal",
        "outputs",
        "leftovers",
        "write_faults",
        "limits",
        "golden",
        "corpora",
        "import",
        "rejects",
        "kills",
        "two_builds",
        "catalogs",
        "search_words",
    )
)
"""Subjects of test modules that go through several modules of a package."""
MODULES = sorted(path.relative_to(TESTS) for path in TESTS.rglob("test_*.py"))


def subject_is_there(test: Path) -> bool:
    """Return whether the package of a test module has the module, or the group of modules, it is named after."""
    package = ROOT / "generator" / test.parent
    subject = test.stem.removeprefix("test_")
    names = [path.stem.strip("_") for path in package.iterdir() if path.suffix == ".py" or path.is_dir()]
    return any(subject == name or subject.startswith(f"{name}_") for name in (*names, *OF_SEVERAL_MODULES))


def imported_test_modules(source: str) -> Iterator[str]:
    """Yield the names of test modules that a source imports, or imports from."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.ImportFrom):
            names = (*(node.module or "").split("."), *(alias.name for alias in node.names))
            if (node.module or "").partition(".")[0] == "tests":
                yield from (name for name in names if name.startswith("test_"))
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name.startswith("tests.test_"))


@pytest.mark.parametrize("test", [each for each in MODULES if len(each.parts) > 1], ids=Path.as_posix)
def test_a_test_module_is_named_after_what_it_tests(test: Path) -> None:
    assert test.parts[0] in OF_NO_PACKAGE or subject_is_there(test)


def test_a_test_module_of_nothing_would_be_seen() -> None:
    assert subject_is_there(Path("archive/test_as_of.py"))
    assert not subject_is_there(Path("archive/test_hindsight.py"))


@pytest.mark.parametrize("path", sorted(TESTS.rglob("*.py")), ids=lambda path: path.relative_to(TESTS).as_posix())
def test_no_test_module_imports_from_another(path: Path) -> None:
    assert list(imported_test_modules(path.read_text("utf-8"))) == []


def test_an_import_from_a_test_module_would_be_seen() -> None:
    assert list(imported_test_modules("from tests.cli.test_new import run")) == ["test_new"]
    assert list(imported_test_modules("from tests.cli import test_new")) == ["test_new"]
    assert list(imported_test_modules("from tests.support.edits import test_of_nothing_here")) == [
        "test_of_nothing_here"
    ]
