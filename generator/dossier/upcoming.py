"""What is ahead of parties: meetings planned, sessions due, agreements that expire, anniversaries."""

from collections.abc import Iterator
from datetime import date

from generator.archive.anniversaries import Anniversary
from generator.dossier.dossier import Dossier
from generator.kinds.kind import refers
from generator.pages.markdown import Md
from generator.pages.writer import SEPARATOR, Writer


def dates_ahead(dealings: Dossier, writer: Writer, start: date, end: date) -> Iterator[Md]:
    """A line for each, from a day to another, the earliest first."""
    coming = (each for each in dealings.coming if not each.date.is_before(start) and each.date.first <= end)
    lines = [(meeting.date.first, writer.line(meeting)) for meeting in coming]
    lines += _due(dealings, writer, start, end)
    lines += [(kept.day, anniversary(kept, writer)) for kept in dealings.anniversaries(start, end)]
    yield from (line for _, line in sorted(lines, key=lambda dated: dated[0]))


def _due(dealings: Dossier, writer: Writer, start: date, end: date) -> Iterator[tuple[date, Md]]:
    """Sessions that are due and not yet planned, and agreements that expire."""
    for mechanism, known in dealings.mechanisms:
        of_it = dealings.besides and refers(dealings.besides.mechanism, mechanism, dealings.archive)
        if known.due and not known.planned and not of_it and start <= known.due <= end:
            yield known.due, writer.show((known.due, mechanism, writer.label("next session due")), SEPARATOR)
    for agreement, _ in dealings.agreements:
        expires = agreement.expires
        if expires and start <= expires.last <= end:
            yield expires.last, writer.show((expires, agreement, writer.label("expires"), agreement.renewal), SEPARATOR)


def anniversary(kept: Anniversary, writer: Writer) -> Md:
    """When it falls, the how-manieth it is, and of what."""
    name = writer.language.format_anniversary(kept.years)
    return writer.show((kept.day, name, kept.record, kept.event.what), SEPARATOR)
