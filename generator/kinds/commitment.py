"""Commitments in meetings and agreements: debtors, due dates, updates, and the status on a day."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Annotated, Literal, NamedTuple, TypeAlias

from generator.kinds.record import Citation, DateOfEvent, Entry, Record
from generator.problems import FieldPath, Problem, Rule, quote
from generator.values.codes import Id
from generator.values.dates import When
from generator.values.labels import Status
from generator.values.reference import Reference, To
from generator.values.text import Prose

CommitmentStatus: TypeAlias = Literal["open", "in-progress", "done", "dropped"]

DUE_BEFORE_MADE = Rule("due-before-made", "A commitment is due on or after the day it was made.")
UPDATE_BEFORE_COMMITMENT = Rule(
    "update-before-commitment", "An update of a commitment is not older than the commitment."
)
DUPLICATE_COMMITMENT = Rule("duplicate-commitment", "The id of a commitment stands once in its record.")
RULES = (DUE_BEFORE_MADE, UPDATE_BEFORE_COMMITMENT, DUPLICATE_COMMITMENT)


class Update(Entry):
    """What became of a commitment by a date."""

    date: Annotated[When, DateOfEvent(dates_entry=True)]
    """When this was so."""
    status: CommitmentStatus | None = None
    """How the commitment stood: open, in-progress, done or dropped."""
    text: Prose | None = None
    """What was done."""
    sources: tuple[Citation, ...] = ()
    """Where this is from."""


class Commitment(Entry):
    """Something that was promised, agreed or undertaken."""

    id: Id
    """An id of its own within the record."""
    text: Prose
    """What is to be done."""
    by: tuple[Annotated[Reference, To("party", "person", back="Commitments")], ...] = ()
    """Who owes it: parties or persons."""
    to: tuple[Annotated[Reference, To("party", back="Commitments owed to it")], ...] = ()
    """To whom it is owed."""
    due: When | None = None
    """By when."""
    sector: Annotated[Reference, To("sector", back="Commitments")] | None = None
    """The sector it belongs to."""
    status: CommitmentStatus = "open"
    """How it stood when it was recorded; updates carry it on."""
    updates: tuple[Update, ...] = ()
    """What became of it, each with its date."""

    def latest_update(self, day: date) -> Update | None:
        """Return the last update by `day`, or None."""
        return self._last(day, self.updates)

    def latest_status_update(self, day: date) -> Update | None:
        """Return the last update by `day` with a status, or None."""
        return self._last(day, (update for update in self.updates if update.status))

    @staticmethod
    def _last(day: date, updates: Iterable[Update]) -> Update | None:
        """Return the latest update by `day`.

        Of two with the same date, the one written last.
        """
        by_date = sorted((each for each in updates if each.date.has_begun(day)), key=lambda each: each.date.sort_key)
        return by_date[-1] if by_date else None

    def status_on(self, day: date) -> CommitmentStatus:
        """Return its status on `day`: of the last update with a status, else its own."""
        last = self.latest_status_update(day)
        return last.status if last and last.status else self.status

    def is_open_on(self, day: date) -> bool:
        """Return True if it is still owed on `day`."""
        return self.status_on(day) in ("open", "in-progress")

    def standing_on(self, day: date) -> Status:
        """Return its status on `day`, or `overdue`."""
        return Status("overdue" if self.is_overdue_on(day) else self.status_on(day))

    def is_overdue_on(self, day: date) -> bool:
        """Return True if it is still owed and its due date is certainly past."""
        return self.is_open_on(day) and self.due is not None and self.due.is_before(day)


class CommitmentInRecord(NamedTuple):
    """A commitment, its record, and its position there, for citations."""

    commitment: Commitment
    record: Record
    number: int


def sort_by_due_date(
    commitments_of_records: Iterable[tuple[Record, tuple[Commitment, ...]]],
) -> tuple[CommitmentInRecord, ...]:
    """Return the commitments of records, the earliest due first, undated ones last."""
    all_commitments = (
        CommitmentInRecord(commitment, record, number)
        for record, commitments in commitments_of_records
        for number, commitment in enumerate(commitments)
    )

    def sort_key(each: CommitmentInRecord) -> tuple[date, str, str, str]:
        due = each.commitment.due
        return (due.last if due else date.max, type(each.record).__name__, each.record.id, each.commitment.id)

    return tuple(sorted(all_commitments, key=sort_key))


def check_commitments(commitments: tuple[Commitment, ...], day: When | None) -> Iterator[Problem]:
    """Check that ids are unique. Due dates and updates must not be before `day`.

    `day`: the date of the record that holds the commitments.
    """
    seen: set[str] = set()
    for position, commitment in enumerate(commitments):
        here: FieldPath = ("commitments", position)
        if commitment.id in seen:
            yield Problem(
                DUPLICATE_COMMITMENT,
                f"an id of its own is expected, found {quote(commitment.id)} a second time",
                (*here, "id"),
                "give each commitment of the record another id",
            )
        seen.add(commitment.id)
        if not day:
            continue
        if commitment.due and commitment.due.is_before(day):
            message = f"a date on or after {day.text}, when it was made, is expected, found {commitment.due.text}"
            yield Problem(DUE_BEFORE_MADE, message, (*here, "due"))
        for number, update in enumerate(commitment.updates):
            if update.date.is_before(day):
                message = f"a date on or after {day.text}, when it was made, is expected, found {update.date.text}"
                yield Problem(UPDATE_BEFORE_COMMITMENT, message, (*here, "updates", number, "date"))
