"""Mappings in the record of a meeting: its place, topics, attendance and readouts; and its levels."""

from typing import Annotated, Literal, TypeAlias, get_args

from generator.kinds.record import Entry, Locality, OnlyOnOwnPage
from generator.values.codes import Count, Url
from generator.values.reference import Reference, To
from generator.values.text import Prose, Text

MeetingLevel: TypeAlias = Literal[
    "head-of-state",
    "head-of-government",
    "minister",
    "deputy-minister",
    "senior-official",
    "working",
    "other",
]
MEETING_LEVELS: tuple[MeetingLevel, ...] = get_args(MeetingLevel)
"""The levels, the highest first."""


class Venue(Locality):
    """Where a meeting takes place."""

    venue: Text | None = None
    """The building or room."""
    online: bool = False
    """Whether it is held online, wholly or in part."""


class Attendance(Entry):
    """How many took part."""

    what: Text
    """Who was counted, such as "companies"."""
    count: Count
    """How many."""
    at_least: bool = False
    """Whether there were this many or more."""


class Topic(Entry):
    """Something that was discussed."""

    sector: Annotated[Reference, To("sector", back="Meetings")] | None = None
    """The sector it belongs to."""
    text: Annotated[Prose | None, OnlyOnOwnPage()] = None
    """What was said about it."""


class Readout(Entry):
    """An account of the meeting that one side published."""

    by: Annotated[Reference, To("organisation", back="Readouts")] | None = None
    """Who published it."""
    url: Url | None = None
    """Where it can be read."""
    source: Annotated[Reference, To("source", back="Readout of")] | None = None
    """The source, where there is a record of it."""
