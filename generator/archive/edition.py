"""Edition: as of which day and for which audience; link the records of one."""

from dataclasses import dataclass
from datetime import date

from generator.archive.as_of import records_as_known_on
from generator.archive.dependencies import RecordingArchive
from generator.content.load import Content
from generator.kinds.record import Audience


@dataclass(frozen=True)
class Edition:
    """What is made of the records: as of which day, and for whom."""

    day: date
    audience: Audience = "public"
    today: date | None = None
    """The day it is looked back from: what happened between the two is left out. By default nothing is."""


def link(content: Content, edition: Edition, earlier: RecordingArchive | None = None) -> RecordingArchive:
    """The archive of an edition: what was known on its day. What an earlier one knows is taken over."""
    records = records_as_known_on(content.records, edition.day, edition.today or edition.day)
    return RecordingArchive(content.site, records, content.files, edition.day, edition.audience, edition.today, earlier)
