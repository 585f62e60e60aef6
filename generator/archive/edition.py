"""Edition: as of which day and for which audience; link the records of one."""

from dataclasses import dataclass
from datetime import date

from generator.archive.as_of import all_known_on
from generator.archive.dependencies import Traced
from generator.content.load import Content
from generator.kinds.record import Audience


@dataclass(frozen=True)
class Edition:
    """What is made of the records: as of which day, and for whom."""

    day: date
    audience: Audience = "public"
    today: date | None = None
    """The day it is looked back from: what happened between the two is left out. By default nothing is."""


def link(content: Content, edition: Edition, earlier: Traced | None = None) -> Traced:
    """The archive of an edition: what was known on its day. What an earlier one knows is taken over."""
    records = all_known_on(content.records, edition.day, edition.today or edition.day)
    return Traced(content.site, records, content.files, edition.day, edition.audience, edition.today, earlier)
