"""`Edition`: a day and an audience. `link` makes the archive of one.

Used by every command that shows records. Problems are for `checks`.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from generator.archive.dependencies import RecordingArchive
from generator.kinds.record import Audience, Record
from generator.kinds.site import Site


@dataclass(frozen=True)
class Edition:
    """The day as of which records are read, and their audience."""

    day: date
    audience: Audience = "public"
    today: date | None = None
    """The day from which `day` is looked back on; events between them are left out. By default the same day."""


def link(
    site: Site,
    records: Iterable[Record],
    files: Mapping[str, str],
    edition: Edition,
    earlier: RecordingArchive | None = None,
) -> RecordingArchive:
    """Return the archive of `edition`: the records as known on its day, linked.

    `files` gives the file of each record by key. Results of an `earlier` archive are reused for unchanged records.
    """
    return RecordingArchive(
        site, records, files, edition.day, edition.audience, edition.today, earlier, looks_back=True
    )
