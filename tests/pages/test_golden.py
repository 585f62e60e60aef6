"""Whole pages of the sample, word for word, in each of its languages: `tests/sample/expected/` has them.

After an intended change `make golden` writes the expected pages anew; their difference is reviewed like code.
"""

from collections.abc import Mapping
from datetime import date
from difflib import unified_diff
from pathlib import Path

import pytest

from generator.archive.edition import Edition
from generator.checks.run import check
from generator.content.load import load_folder
from generator.pages.render_state import STATE_FILE
from tests.support.paths import TESTS
from tests.support.written_pages import write_pages

SAMPLE = TESTS / "sample"
EXPECTED = SAMPLE / "expected"
EDITION = Edition(date(2025, 6, 1), today=date(2026, 1, 1))


def test_the_pages_are_those_expected(tmp_path: Path, request: pytest.FixtureRequest) -> None:
    content = load_folder(SAMPLE / "content")
    assert check(content, EDITION) == []
    if request.config.getoption("--golden"):
        write_pages(content, EDITION, EXPECTED)
    write_pages(content, EDITION, tmp_path)
    if report := differences(tree(EXPECTED), tree(tmp_path)):
        pytest.fail(report, pytrace=False)


@pytest.mark.parametrize(
    ("built", "report"),
    [
        ({"a.md": "one\n"}, ""),
        ({}, "a.md is expected and was not written"),
        ({"a.md": "one\n", "b.md": ""}, "b.md was written and is not expected"),
        ({"a.md": "two\n"}, "--- a.md expected\n+++ a.md written\n@@ -1 +1 @@\n-one\n+two"),
    ],
)
def test_a_page_that_differs_is_missing_or_superfluous_is_reported(built: dict[str, str], report: str) -> None:
    assert differences({"a.md": "one\n"}, built) == report


def tree(folder: Path) -> dict[str, str]:
    """Return the text of every file below a folder, hidden ones too, but the state."""
    files = (path for path in folder.rglob("*") if path.is_file() and path.name != STATE_FILE)
    return {path.relative_to(folder).as_posix(): path.read_bytes().decode() for path in files}


def differences(expected: Mapping[str, str], built: Mapping[str, str]) -> str:
    """Describe the differences for a person; empty if there are none."""
    lines = []
    for path in sorted({*expected, *built}):
        if path not in built:
            lines.append(f"{path} is expected and was not written")
        elif path not in expected:
            lines.append(f"{path} was written and is not expected")
        else:
            old, new = expected[path].splitlines(), built[path].splitlines()
            lines += unified_diff(old, new, f"{path} expected", f"{path} written", n=1, lineterm="")
    return "\n".join(lines)
