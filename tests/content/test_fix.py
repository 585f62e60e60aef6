"""The fixes of `check --fix`, as the diff that it shows: a content folder for each case, in `tests/content/fixes/`.

After an intended change `make golden` writes the expected files anew; their difference is reviewed like code.
"""

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from generator.cli.main import main
from generator.content.files import find_files
from generator.content.fix import fix_file
from generator.content.load import load_folder
from generator.problems import Fix, Problem, Rule
from tests.support.paths import TESTS
from tests.support.problem_cases import CASES as PROBLEM_CASES
from tests.support.problem_cases import copy_case

FIXES = TESTS / "content/fixes"
CASES = sorted(folder.name for folder in FIXES.iterdir())
NOTHING = ["ambiguous-date", "another-number", "tab-of-indentation", "two-close-matches"]
DAY = ("--as-of", "2024-02-01")


@pytest.fixture
def content(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> Path:
    """Copy the case's content folder into the working folder."""
    shutil.copytree(FIXES / request.param / "content", tmp_path / "content")
    monkeypatch.chdir(tmp_path)
    return Path("content")


@pytest.mark.parametrize(("content", "case"), [(case, case) for case in CASES], indirect=["content"])
def test_a_fix_is_shown_first(content: Path, case: str, request: pytest.FixtureRequest) -> None:
    before = contents_of(content)
    diff = CliRunner().invoke(main, ["check", "content", "--fix", *DAY], catch_exceptions=False).output
    expected = FIXES / case / "expected.diff"
    if request.config.getoption("--golden"):
        expected.write_text(diff, "utf-8", newline="\n")
    assert diff == expected.read_text("utf-8")
    assert contents_of(content) == before


@pytest.mark.parametrize(("content", "case"), [(case, case) for case in CASES], indirect=["content"])
def test_what_was_fixed_stays_so_and_is_not_fixed_again(content: Path, case: str) -> None:
    problems = len(load_folder(content).problems)
    CliRunner().invoke(main, ["check", "content", "--fix", "--yes", *DAY], catch_exceptions=False)
    fixed = contents_of(content)
    again = CliRunner().invoke(main, ["check", "content", "--fix", "--yes", *DAY], catch_exceptions=False)
    assert contents_of(content) == fixed
    assert "nothing can be fixed for certain\n" in again.output
    assert len(load_folder(content).problems) <= problems


@pytest.mark.parametrize("content", NOTHING, indirect=True)
def test_where_there_is_more_than_one_way_nothing_is_changed(content: Path) -> None:
    before = contents_of(content)
    result = CliRunner().invoke(main, ["check", "content", "--fix", "--yes", *DAY], catch_exceptions=False)
    assert result.output.startswith("nothing can be fixed for certain\n")
    assert contents_of(content) == before
    assert result.exit_code == 1


@pytest.mark.parametrize("content", ["misspelt-reference"], indirect=True)
def test_without_layout_only_the_wrong_words_change(content: Path) -> None:
    file = content / "meetings/2024-01-26-consultations.yml"
    ragged = file.read_bytes().replace(b"title: C", b"title:    'C'  # odd\r\nnotes:     C").replace(b"\n", b"\r\n")
    ragged = b"\xef\xbb\xbf" + ragged.replace(b"\r\r", b"\r")
    file.write_bytes(ragged)
    CliRunner().invoke(main, ["check", "content", "--fix", "--no-layout", "--yes", *DAY], catch_exceptions=False)
    fixed = ragged.replace(b"exmaple", b"example").replace(b"exampel", b"example").replace(b"reprot", b"report")
    assert file.read_bytes() == fixed.replace(b"ada-exampe|", b"ada-example|").replace(b"ada-exampe]", b"ada-example]")


@pytest.mark.parametrize("content", ["breaks-another-rule"], indirect=True)
def test_what_would_break_another_rule_is_not_written_and_the_rest_is(content: Path) -> None:
    before = contents_of(content)
    result = CliRunner().invoke(main, ["check", "content", "--fix", "--yes", *DAY], catch_exceptions=False)
    changed = {name for name, raw in contents_of(content).items() if raw != before[name]}
    assert changed == {"meetings/2024-01-26-call.yml"}
    assert "content/people/ada-example.yml: not mended: then" in result.output
    assert "[ends-before-start]" in result.output


def test_where_another_file_would_suffer_nothing_is_fixed(tmp_path: Path) -> None:
    sector = "name: {name}\nparent: {parent}\nsources:\n  - source: report\n"
    (tmp_path / "sectors").mkdir()
    (tmp_path / "sources").mkdir()
    (tmp_path / "sources/report.yml").write_text("title: A report\n")
    (tmp_path / "sectors/navigation.yml").write_text(sector.format(name="Navigation", parent="transport"))
    (tmp_path / "sectors/transport.yml").write_text(sector.format(name="Transport", parent="navigatoin"))
    before = contents_of(tmp_path)
    result = CliRunner().invoke(main, ["check", str(tmp_path), "--fix", "--yes"], catch_exceptions=False)
    assert "not mended: then" in result.output
    assert contents_of(tmp_path) == before


def test_more_of_one_kind_than_are_reported_of_a_file_are_fixed_in_one_run(tmp_path: Path) -> None:
    (tmp_path / "people").mkdir()
    positions = "".join(f"  - title: Post {number}\n    from: 26.01.20{number}\n" for number in range(10, 40))
    file = tmp_path / "people/ada-example.yml"
    file.write_text(f"name: Ada Example\npositions:\n{positions}")
    CliRunner().invoke(main, ["check", str(tmp_path), "--fix", "--yes"], catch_exceptions=False)
    assert file.read_text().count("-01-26\n") == 30


@pytest.mark.parametrize("written", ['"ada\\x2dexmaple"', ">-\n  ada-exmaple", "ada-exmaples"])
def test_words_that_do_not_stand_in_the_file_as_they_were_read_are_left(tmp_path: Path, written: str) -> None:
    (tmp_path / "people").mkdir()
    (tmp_path / "people/ada.yml").write_text(f"country: {written}\n")
    (file,) = find_files(tmp_path).files
    source = load_folder(tmp_path).sources["people/ada"]
    problem = Problem(Rule("a", "A."), "b", ("country",), fix=Fix("ada-exmaple", "ada-example"))
    change = fix_file(file, [source.locate(problem)])
    assert (change.after, change.fixed) == (change.before, ())


@pytest.mark.parametrize("case", PROBLEM_CASES)
def test_whatever_is_wrong_fixing_makes_no_new_error(
    case: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy_case(case, tmp_path)
    monkeypatch.chdir(tmp_path)
    fix = ["check", "content", "--fix", "--yes", *DAY]
    before = CliRunner().invoke(main, ["check", "content", *DAY], catch_exceptions=False).stdout
    CliRunner().invoke(main, fix, catch_exceptions=False)
    fixed = contents_of(tmp_path)
    after = CliRunner().invoke(main, fix, catch_exceptions=False).stdout
    assert contents_of(tmp_path) == fixed
    assert after.startswith("nothing can be fixed for certain\n") or "not mended: then" in after
    assert after.count(": error: ") <= before.count(": error: ")


def test_every_case_shows_that_something_is_fixed_or_says_that_nothing_is() -> None:
    diffs = {case: (FIXES / case / "expected.diff").read_text("utf-8") for case in CASES}
    assert [case for case, text in diffs.items() if text.startswith("nothing can")] == NOTHING
    assert all("@@" in text for case, text in diffs.items() if case not in NOTHING)


def contents_of(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*.yml") if path.is_file()}
