"""The ledger: each commitment in one list by standing, with each of its debtors, and counted, as of the day."""

from datetime import date
from typing import Any

from generator.archive.archive import Archive
from generator.dossier.ledger import (
    commitments_by_debtor,
    commitments_by_standing,
    count_by_standing,
    open_commitments,
    overdue_commitments,
)
from generator.kinds.commitment import CommitmentInRecord
from tests.support.shared_records import DAY, archive, commitment, meeting

DONE = {"status": "done", "due": "2024-01-01"}
OVERDUE = {"due": "2024-02-01"}


def ids(commitments: tuple[CommitmentInRecord, ...] | list[CommitmentInRecord]) -> list[str]:
    return [each.commitment.id for each in commitments]


def ledger(**commitments: dict[str, Any]) -> Archive:
    """Return an archive of one meeting with the commitments, each under its id."""
    return archive(
        meeting("talks", "2023", commitments=[commitment(name, **each) for name, each in commitments.items()])
    )


def test_a_commitment_is_in_one_list_and_the_most_pressing_list_comes_first() -> None:
    linked = ledger(a={"status": "dropped"}, b=DONE, c={}, d=OVERDUE, e={"status": "in-progress"})
    lists = commitments_by_standing(linked)
    assert {name: ids(commitments) for name, commitments in lists.items()} == {
        "overdue": ["d"],
        "open": ["c", "e"],
        "done": ["b"],
        "dropped": ["a"],
    }
    assert list(lists) == ["overdue", "open", "done", "dropped"]
    assert list(commitments_by_standing(ledger(b=DONE))) == ["done"]


def test_overdue_ones_are_open_ones_too() -> None:
    linked = ledger(b=DONE, c={}, d=OVERDUE)
    assert ids(overdue_commitments(linked)) == ["d"]
    assert ids(open_commitments(linked.commitments, DAY)) == ["d", "c"]
    assert ids(open_commitments(linked.commitments, date(2023, 12, 31))) == ["d", "c"]
    assert overdue_commitments(linked.as_of(date(2024, 2, 1))) == ()


def test_each_debtor_has_all_commitments_open_ones_first_and_nobody_comes_last() -> None:
    linked = ledger(a={"by": ["xb"]} | DONE, b={"by": ["xb", "xa"], "due": "2030"}, c={}, d={"by": ["nonsuch"]})
    debts = commitments_by_debtor(linked)
    assert {each.debtor.id if each.debtor else "": ids(each.commitments) for each in debts} == {
        "xb": ["b", "a"],
        "xa": ["b"],
        "": ["c", "d"],
    }
    assert debts[-1].debtor is None
    assert commitments_by_debtor(ledger()) == []


def test_closed_commitments_are_counted_only_if_no_other_is_left() -> None:
    both = ledger(a=DONE, b=OVERDUE, c={}, d={})
    closed = ledger(a=DONE, b={"status": "dropped"})
    assert count_by_standing(both.commitments, DAY) == [("overdue", 1), ("open", 2)]
    assert count_by_standing(closed.commitments, DAY) == [("done", 1), ("dropped", 1)]
    assert count_by_standing((), DAY) == []
