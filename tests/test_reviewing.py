"""A review that is kept: whatever was saved since, the problems are those of a whole check, and little is written."""

import json
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from generator import reviewing
from generator.found import find
from generator.kept import Kept
from generator.loading import load
from generator.pipeline import Edition, check
from generator.reviewing import Review, check_again, check_beside
from generator.tracing import Changes
from tests.test_golden import CASES, PROBLEMS
from tests.test_rendering import EDITION, EDITS, SAMPLE

DAY = Edition(date(2024, 2, 1))


@pytest.fixture
def content(tmp_path: Path) -> Path:
    shutil.copytree(SAMPLE, tmp_path / "content")
    return tmp_path / "content"


@pytest.fixture
def kept(content: Path, tmp_path: Path) -> Kept:
    """What is kept of the sample as it is."""
    kept = Kept(tmp_path / "kept", content)
    check_again(load(content), EDITION, kept)
    return kept


def as_kept(review: Review) -> Review:
    """The review as the next command finds it."""
    return Review.of(json.loads(json.dumps(review.as_json())))


@pytest.mark.parametrize("edit", EDITS.values(), ids=EDITS)
def test_after_an_edit_the_problems_are_those_of_a_whole_check(
    content: Path, kept: Kept, edit: Callable[[Path], object]
) -> None:
    edit(content)
    whole = check(load(content), EDITION)
    assert check_again(load(content), EDITION, kept) == whole
    assert check_again(load(content), EDITION, kept) == whole


@pytest.mark.parametrize("case", CASES)
def test_whichever_file_is_not_there_at_first_every_problem_is_found(case: str, tmp_path: Path) -> None:
    content = tmp_path / "content"
    shutil.copytree(PROBLEMS / case / "content", content, symlinks=True)
    whole, review = check(load(content), DAY), Review()
    for file in sorted(path for path in content.rglob("*") if path.is_file()):
        text = file.read_bytes()
        file.unlink()
        review = as_kept(review)
        assert review.check(load(content), DAY) == check(load(content), DAY), f"without {file}"
        file.write_bytes(text)
        review = as_kept(review)
        assert review.check(load(content), DAY) == whole, f"with {file} again"


def test_a_problem_that_would_not_be_looked_for_again_would_be_noticed(
    content: Path, kept: Kept, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Changes, "concern", lambda self, trace: False)
    (content / "countries/xa.yml").unlink()
    assert check_again(load(content), EDITION, kept) != check(load(content), EDITION)


def test_a_review_that_lags_behind_is_as_good(
    content: Path, kept: Kept, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reviewing, "TOLERABLE", 1)
    before = {path: path.read_bytes() for path in (tmp_path / "kept").iterdir()}
    for edit in ("the name of a country", "a mechanism", "a person who signed"):
        EDITS[edit](content)
        assert check_again(load(content), EDITION, kept) == check(load(content), EDITION)
    assert {path: path.read_bytes() for path in (tmp_path / "kept").iterdir()} == before


def test_where_much_has_changed_the_review_is_kept_anew(content: Path, kept: Kept) -> None:
    before = kept.review()
    EDITS["a mechanism"](content)
    check_again(load(content), EDITION, kept)
    assert kept.review() != before
    assert "mechanisms/joint-commission" not in kept.review()["versions"]


def test_only_records_that_a_change_concerns_are_examined(content: Path, kept: Kept) -> None:
    EDITS["a summary that mentions a person"](content)
    review = Review.of(kept.review())
    review.check(load(content), EDITION)
    assert review.changed == 1


@pytest.mark.parametrize(
    "edition",
    [Edition(date(2024, 3, 1), today=EDITION.today), Edition(EDITION.day, "internal", EDITION.today)],
    ids=["another day", "another audience"],
)
def test_a_review_for_another_edition_counts_for_nothing(content: Path, kept: Kept, edition: Edition) -> None:
    review = Review.of(kept.review())
    assert review.is_of(load(content), EDITION)
    assert not review.is_of(load(content), edition)
    assert review.check(load(content), edition) == check(load(content), edition)


def test_a_review_is_no_help_for_another_edition_and_the_other_way_is_taken(content: Path, kept: Kept) -> None:
    loaded, other, found = load(content), Edition(date(2024, 3, 1)), check(load(PROBLEMS / "cycle" / "content"), DAY)
    assert check_again(loaded, other, kept, lambda: found) == found
    assert check_again(loaded, EDITION, kept, lambda: found) == check(loaded, EDITION) != found


def test_a_process_beside_finds_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(PROBLEMS / "all-at-once" / "content", tmp_path / "content")
    monkeypatch.setattr(reviewing, "WORTH_SHARING", 1)
    content = load(tmp_path / "content")
    kept = Kept(tmp_path / "kept", find(tmp_path / "content").folder)
    for keeps in (kept, kept, Kept(None, tmp_path / "content")):
        with check_beside(content, DAY, keeps, 2) as beside:
            ((_, problems),) = beside.results()
        assert problems == check(content, DAY) != []
