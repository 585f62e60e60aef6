"""`View`: what an edition has of a record. What is internal goes first, then what was not known yet.

The order matters: an internal event must not decide what an earlier day shows.
"""

from datetime import date
from typing import NamedTuple

from generator.archive.as_of import record_as_known_on
from generator.archive.audience import public_view
from generator.kinds.record import Audience, R


class View(NamedTuple):
    """An audience, and a day to look back on. Equal views of a record are equal."""

    audience: Audience
    day: date
    today: date
    """The day from which `day` is looked back on. The same day leaves nothing out."""

    def of(self, record: R) -> R | None:
        """Return what is visible of `record`: itself if all of it is, or None."""
        visible = record if self.audience == "internal" else public_view(record)
        return record_as_known_on(visible, self.day, self.today) if visible and self.day < self.today else visible
