"""Incremental checks while records are edited: after any edit, the problems are those of a whole check."""

import shutil
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest

from generator.archive.dependencies import Changes
from generator.archive.edition import Edition
from generator.checks.context import CheckContext
from generator.checks.incremental import CheckSession
from generator.checks.run import check
from generator.content.load import load_folder
from generator.problems import Problem
from tests.support.problem_cases import CASE_FOLDER, CASES
from tests.support.sample import EDITION, EDITS, SAMPLE

DAY = Edition(date(2024, 2, 1))


@pytest.fixture
def content(tmp_path: Path) -> Path:
    shutil.copytree(SAMPLE, tmp_path / "content")
    return tmp_path / "content"


@pytest.fixture
def session(content: Path) -> CheckSession:
    """Return a session that has checked the sample as it is."""
    session = CheckSession()
    session.check_incrementally(load_folder(content), EDITION)
    return session


@pytest.mark.parametrize("edit", EDITS.values(), ids=EDITS)
def test_after_an_edit_the_problems_are_those_of_a_whole_check(
    content: Path, session: CheckSession, edit: Callable[[Path], object]
) -> None:
    edit(content)
    whole = check(load_folder(content), EDITION)
    assert session.check_incrementally(load_folder(content), EDITION) == whole
    assert session.check_incrementally(load_folder(content), EDITION) == whole


def test_after_several_edits_the_problems_are_those_of_a_whole_check(content: Path, session: CheckSession) -> None:
    for edit in ("the name of a country", "a mechanism", "a person who signed"):
        EDITS[edit](content)
        assert session.check_incrementally(load_folder(content), EDITION) == check(load_folder(content), EDITION)


@pytest.mark.parametrize("case", CASES)
def test_whichever_file_is_not_there_at_first_every_problem_is_found(case: str, tmp_path: Path) -> None:
    content = tmp_path / "content"
    shutil.copytree(CASE_FOLDER / case / "content", content, symlinks=True)
    whole, session = check(load_folder(content), DAY), CheckSession()
    for file in sorted(path for path in content.rglob("*") if path.is_file()):
        text = file.read_bytes()
        file.unlink()
        assert session.check_incrementally(load_folder(content), DAY) == check(load_folder(content), DAY), (
            f"without {file}"
        )
        file.write_bytes(text)
        assert session.check_incrementally(load_folder(content), DAY) == whole, f"with {file} again"


def test_a_record_that_would_not_be_checked_again_would_be_noticed(
    content: Path, session: CheckSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Changes, "affect", lambda self, dependencies: False)
    (content / "countries/xa.yml").unlink()
    assert session.check_incrementally(load_folder(content), EDITION) != check(load_folder(content), EDITION)


def test_only_records_that_a_change_affects_are_checked_again(content: Path) -> None:
    checked: list[str] = []

    def note_records(context: CheckContext) -> Iterator[Problem]:
        checked.extend(record.id for record in context.records)
        yield from ()

    session = CheckSession((note_records,))
    session.check_incrementally(load_folder(content), EDITION)
    assert len(checked) > 80
    checked.clear()
    EDITS["a summary that mentions a person"](content)
    session.check_incrementally(load_folder(content), EDITION)
    assert checked == ["2024-04-23-business-forum"]


@pytest.mark.parametrize(
    "edition",
    [Edition(date(2024, 3, 1), today=EDITION.today), Edition(EDITION.day, "internal", EDITION.today)],
    ids=["another day", "another audience"],
)
def test_results_for_another_edition_are_not_used(content: Path, session: CheckSession, edition: Edition) -> None:
    assert session.check_incrementally(load_folder(content), edition) == check(load_folder(content), edition)
