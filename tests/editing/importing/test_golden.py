"""What `import` writes and prints, word for word: a table, a map and what is there before, in the folders beside this.

The tables of ministers' meetings and of environmental agreements are rows of HackBrexit/MinistersUnderTheInfluence
(MIT) and of the IEA Database Project by R. B. Mitchell in globalgov/manytreaties (CC BY 4.0).
"""

import shutil
from datetime import datetime
from pathlib import Path

import pytest
from click.testing import CliRunner
from openpyxl import Workbook

from generator.cli.main import main
from tests.support.paths import TESTS

HERE = TESTS / "editing/importing"
CASES = sorted(folder.name for folder in HERE.iterdir() if (folder / "command").is_file())


@pytest.mark.parametrize("case", CASES)
def test_an_import_writes_and_prints_what_is_expected(
    case: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> None:
    golden: bool = request.config.getoption("--golden")
    status, printed = run(case, tmp_path, monkeypatch)
    compare(HERE / case / "expected.txt", f"{printed}exit status {status}\n", golden=golden)
    rejects = tmp_path / "rejects.csv"
    compare(HERE / case / "rejects.csv", rejects.read_text("utf-8-sig") if rejects.exists() else "", golden=golden)
    expected, written = HERE / case / "expected", files_in(tmp_path / "content")
    if golden:
        shutil.rmtree(expected, ignore_errors=True)
        shutil.copytree(tmp_path / "content", expected)
    assert written == files_in(expected)


@pytest.mark.parametrize("case", CASES)
def test_what_is_imported_passes_the_check_and_is_not_imported_again(
    case: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, _ = run(case, tmp_path, monkeypatch)
    before = files_in(tmp_path / "content")
    checked = CliRunner().invoke(main, ["check"], catch_exceptions=False)
    assert ": error: " not in checked.stdout
    second, printed = run(case, tmp_path, monkeypatch)
    assert "imported 0 of " in printed
    assert files_in(tmp_path / "content") == before
    assert second == first
    assert not (tmp_path / "rejects-2.csv").exists()


def run(case: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[int, str]:
    """Import a case in a folder of its own."""
    shutil.copytree(HERE / case, folder, dirs_exist_ok=True, ignore=shutil.ignore_patterns("expected*", "rejects.csv"))
    if case == "people-of-a-spreadsheet":
        spreadsheet(folder / "input.xlsx")
    monkeypatch.chdir(folder)
    words = (folder / "command").read_text("utf-8").replace("../../..", HERE.parent.parent.as_posix()).split()
    result = CliRunner().invoke(main, ["import", *words], catch_exceptions=False)
    return result.exit_code, result.stdout


def spreadsheet(path: Path) -> None:
    """Write a spreadsheet with numbers, dates and texts."""
    book = Workbook()
    sheet = book.create_sheet("People", 0)
    for row in (
        ["People we know"],
        ["Name", "In Russian", "Country", "Post", "Body", "Since", "Room"],
        ["Ada Example", "Ада Экзампл", "UZB", "Minister", "Ministry of Examples", datetime(2021, 3, 4), 12.0],  # noqa: DTZ001  spreadsheets know no zones
        ["Ben Sample", None, "Япония", "Deputy Minister: Trade", "Ministry of  Examples", 2019, 1.5],
        [],
        [None, None, "Japan", None, None, None, None],
        ["Carla Pattern", None, "Atlantis", None, None, None, None],
        ["Dan Model", None, None, "Attaché", None, "#REF!", None],
    ):
        sheet.append(row)
    sheet["F8"].data_type = "e"
    book.save(path)


def files_in(folder: Path) -> dict[str, str]:
    """Return the records below a folder."""
    return {path.relative_to(folder).as_posix(): path.read_text("utf-8") for path in sorted(folder.rglob("*.yml"))}


def compare(expected: Path, found: str, *, golden: bool) -> None:
    if golden and found:
        expected.write_text(found, "utf-8", newline="\n")
    assert found == (expected.read_text("utf-8") if expected.exists() else "")
