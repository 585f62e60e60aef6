"""The ledger of commitments: by standing, by debtor, and in numbers, as of a day.

`kinds/commitment.py` says how one commitment stands; `pages/commitments.py` and other pages show the ledger.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Literal, NamedTuple, TypeAlias

from generator.archive.archive import Archive
from generator.kinds import key_of
from generator.kinds.commitment import CommitmentInRecord
from generator.kinds.record import Record
from generator.values.labels import Status

LedgerList: TypeAlias = Literal["overdue", "open", "done", "dropped"]
"""The lists of the ledger by standing, the most pressing first."""

OWED = tuple(map(Status, ("overdue", "open", "in-progress")))
CLOSED = tuple(map(Status, ("done", "dropped")))


class Debts(NamedTuple):
    """The commitments of one debtor, open ones first; `debtor` is None if nobody is named."""

    debtor: Record | None
    commitments: tuple[CommitmentInRecord, ...]


def overdue_commitments(archive: Archive) -> tuple[CommitmentInRecord, ...]:
    """Return the commitments overdue on the archive's day, the earliest due first."""
    return tuple(each for each in archive.commitments if each.commitment.is_overdue_on(archive.day))


def open_commitments(commitments: Iterable[CommitmentInRecord], day: date) -> list[CommitmentInRecord]:
    """Return the commitments still owed on `day`, overdue ones included."""
    return [each for each in commitments if each.commitment.is_open_on(day)]


def commitments_by_standing(archive: Archive) -> Mapping[LedgerList, tuple[CommitmentInRecord, ...]]:
    """Sort the commitments of the archive into lists; omit empty ones."""
    lists: dict[LedgerList, list[CommitmentInRecord]] = {"overdue": [], "open": [], "done": [], "dropped": []}
    for each in archive.commitments:
        lists[_list_of(each, archive.day)].append(each)
    return {name: tuple(commitments) for name, commitments in lists.items() if commitments}


def _list_of(each: CommitmentInRecord, day: date) -> LedgerList:
    """Return the name of the list of a commitment."""
    if each.commitment.is_overdue_on(day):
        return "overdue"
    if each.commitment.is_open_on(day):
        return "open"
    return "done" if each.commitment.status_on(day) == "done" else "dropped"


def commitments_by_debtor(archive: Archive) -> list[Debts]:
    """Return the commitments of each debtor; commitments without a debtor last.

    Debtors are unordered. A commitment of two debtors is listed with both.
    """
    commitments: dict[str, list[CommitmentInRecord]] = defaultdict(list)
    debtors: dict[str, Record] = {}
    of_nobody: list[CommitmentInRecord] = []
    for each in sorted(archive.commitments, key=lambda each: not each.commitment.is_open_on(archive.day)):
        owing = [debtor for debtor in map(archive.get, each.commitment.by) if debtor]
        for debtor in owing:
            debtors[key_of(debtor)] = debtor
            commitments[key_of(debtor)].append(each)
        if not owing:
            of_nobody.append(each)
    debts = [Debts(debtor, tuple(commitments[key])) for key, debtor in debtors.items()]
    return debts + ([Debts(None, tuple(of_nobody))] if of_nobody else [])


def count_by_standing(commitments: Iterable[CommitmentInRecord], day: date) -> list[tuple[Status, int]]:
    """Count commitments by standing; closed ones only if no other is left."""
    numbers = Counter(each.commitment.standing_on(day) for each in commitments)
    still_owed = [(status, numbers[status]) for status in OWED if numbers[status]]
    return still_owed or [(status, numbers[status]) for status in CLOSED if numbers[status]]
