"""The upcoming and the latest records of a whole archive, across all kinds. The home page lists them."""

from collections.abc import Iterator
from itertools import islice

from generator.archive.archive import Archive
from generator.kinds import KINDS
from generator.kinds.kind import Kind
from generator.kinds.record import Record


def upcoming_records(archive: Archive) -> tuple[Record, ...]:
    """Return the records still to come on the archive's day, the earliest first."""
    upcoming = (
        record
        for kind in KINDS
        for record in archive.records_of(kind)
        if kind.timeline.is_upcoming(record, archive.day)
    )
    return archive.sorted(upcoming)[::-1]


def latest_records(archive: Archive, most: int) -> Iterator[tuple[Kind[Record], list[Record]]]:
    """Yield each dated kind with its latest `most` records up to the archive's day.

    Sources and other citable kinds are left out.
    """
    for kind in KINDS:
        if kind.is_dated and not kind.is_citable:
            past = (
                record
                for record in archive.records_of(kind)
                if (when := kind.day(record))
                and when.has_begun(archive.day)
                and not kind.timeline.is_upcoming(record, archive.day)
            )
            yield kind, list(islice(past, most))
