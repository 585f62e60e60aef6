"""Nothing internal decides anything public: random marks and days, beside content from which it was deleted by hand."""

from functools import cache

import pytest

from generator.archive.as_of import record_as_known_on
from generator.archive.audience import public_view
from generator.archive.edition import Edition
from generator.archive.view import View
from generator.kinds.record import Record
from tests.support.hand_deletion import Files, read_files
from tests.support.leak_trials import differences, link_content, load_files, mark, render, trial, with_canary
from tests.support.paths import TESTS


@cache
def sample() -> Files:
    return read_files(TESTS / "sample/content")


@pytest.mark.parametrize("seed", range(1000, 1002))
def test_the_public_edition_is_that_of_content_without_what_is_internal(seed: int) -> None:
    outcome = trial(sample(), seed)
    assert outcome.failures == []
    assert outcome.records > 20


def test_random_marks_put_canaries_into_many_records() -> None:
    marks = mark(sample(), 1001)
    internal = link_content(marks.marked, Edition(marks.today, "internal"))
    assert len(with_canary(render(internal))) > 5


def test_looking_back_before_removing_what_is_internal_would_be_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    def look_back_first(view: View, record: Record) -> Record | None:
        known = record_as_known_on(record, view.day, view.today) if view.day < view.today else record
        return public_view(known) if known and view.audience == "public" else known

    monkeypatch.setattr(View, "of", look_back_first)
    assert any(trial(sample(), seed).failures for seed in range(1000, 1006))


def test_marks_that_are_set_between_two_builds_take_effect_in_the_second() -> None:
    marks = mark(sample(), 1002)
    edition = Edition(marks.past, today=marks.today)
    before = link_content(load_files(sample()), edition)
    after = link_content(marks.marked, edition, before)
    assert list(differences(render(after), render(link_content(marks.marked, edition)))) == []
