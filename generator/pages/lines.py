"""Lines of lists on several pages: events, commitments, dates ahead, missions.

`Writer.line` formats a record as a line.
"""

from generator.dossier.upcoming import DateAhead
from generator.kinds import kind_of
from generator.kinds.agreement import Agreement
from generator.kinds.commitment import CommitmentInRecord
from generator.kinds.kind import Event
from generator.kinds.record import Record
from generator.pages.citations import FieldNotes, Footnotes
from generator.pages.markdown import Md
from generator.pages.writer import SEPARATOR, Writer


def event_line(event: Event, record: Record, writer: Writer) -> Md:
    """Format an event: its date, text and record, and a status such as "cancelled"."""
    parts = (event.when, event.what, record, kind_of(record).timeline.status(record))
    return writer.show(parts, SEPARATOR)


def commitment_line(each: CommitmentInRecord, writer: Writer) -> Md:
    """Format a commitment: its status, text and terms, and a link to its record."""
    commitment, record, _ = each
    parts = (
        writer.commitment_status(commitment),
        writer.inline(commitment.text),
        writer.commitment_terms(commitment),
        link_by_date(record, writer),
    )
    return SEPARATOR.join(filter(None, parts))


def date_line(each: DateAhead, writer: Writer) -> Md:
    """Format a date ahead: date, ordinal of an anniversary, record, reason."""
    ordinal = None if each.years is None else writer.language.format_anniversary(each.years)
    return writer.show((each.when, ordinal, each.record, *each.what), SEPARATOR)


def mission_line(mission: Record, writer: Writer, footnotes: Footnotes) -> Md:
    """Format an embassy or consulate, with the day of its opening and its sources."""
    opening = next(iter(kind_of(mission).timeline.events(mission)), None)
    if not opening:
        return writer.link(mission)
    since = writer.label("since %(date)s", date=opening.when.format(writer.language))
    marks = FieldNotes(mission, writer, footnotes, has_own_page=True).cite(*opening.field)
    return writer.show((mission, since)) + marks


def link_by_date(record: Record, writer: Writer) -> Md:
    """Link to a record by its date, or by its title if it has none."""
    when = kind_of(record).day(record)
    return writer.link(record, when.format(writer.language, "medium") if when else "")


def document_count(agreement: Agreement, writer: Writer) -> str | None:
    """Format the number of documents of a package; None if `agreement` is no package."""
    count = agreement.count
    return writer.language.plural("%(number)s document", "%(number)s documents", count) if count else None
