"""The sections of a brief as Markdown: last meeting, commitments, agreements, statements, dates to mention.

`dossier/brief.py` chooses their entries.
"""

from collections.abc import Iterator

from generator.archive.addresses import index_path
from generator.dossier.brief import Brief, Shortlist
from generator.dossier.entries import AgreementStanding
from generator.kinds import kind_of
from generator.kinds.commitment import CommitmentInRecord, Update
from generator.kinds.record import Record
from generator.kinds.statement import Statement
from generator.pages import commitments
from generator.pages.citations import FieldNotes, Footnotes
from generator.pages.lines import date_line, document_count, event_line, link_by_date
from generator.pages.markdown import Md, bullets
from generator.pages.sections import Section, link_to_rest, list_section
from generator.pages.writer import SEPARATOR, Writer


def sections(brief: Brief, writer: Writer, footnotes: Footnotes) -> Iterator[Section]:
    """Yield the sections of a brief; expected ones say so if they are empty."""
    label = writer.label
    yield _last_meeting(brief, writer, footnotes)
    yield _with_remark(_commitments(brief, writer, footnotes), writer)
    yield _with_remark(_agreements(brief, writer, footnotes), writer)
    statements = brief.statements
    yield list_section(
        label("Said in public"),
        "statements",
        (_statement(each, writer, footnotes) for each in statements.entries),
        *_link_to_index(statements.entries, statements.left_out, writer),
    )
    yield list_section(label("Dates to mention"), "dates", (date_line(each, writer) for each in brief.dates))


def _with_remark(section: Section, writer: Writer) -> Section:
    """Say in an empty section that nothing is on record: it was not forgotten."""
    return section if section.body else section._replace(body=Md.escape(writer.label("None on record.")))


def _link_to_index(listed: tuple[Record, ...], left_out: int, writer: Writer) -> tuple[Md, ...]:
    """Link to the index of the kind of the records shown, if some were left out."""
    if not left_out:
        return ()
    kind = kind_of(listed[0])
    return link_to_rest(writer, left_out, writer.label(kind.plural), index_path(kind))


def _last_meeting(brief: Brief, writer: Writer, footnotes: Footnotes) -> Section:
    """Show the last meeting, its outcomes and the events since then."""
    heading = writer.label("Since we last met")
    last = brief.last_meeting
    if not last:
        return Section(
            heading, "since", Md.escape(writer.label("The records hold no earlier meeting of these parties."))
        )
    notes = FieldNotes(last.meeting, writer, footnotes)
    lines = [Md("**{}**").format(writer.line(last.meeting)) + notes.cite("date")]
    lines += [writer.inline(outcome) + notes.cite("outcomes", number) for number, outcome in enumerate(last.outcomes)]
    lines += [
        event_line(event, record, writer) + FieldNotes(record, writer, footnotes).cite(*event.field)
        for event, record in last.events
    ]
    return list_section(heading, "since", lines)


def _commitments(brief: Brief, writer: Writer, footnotes: Footnotes) -> Section:
    """List commitments and their latest updates."""
    shortlist = brief.commitments
    return list_section(
        writer.label("Promised, and what became of it"),
        "commitments",
        (_commitment(each, writer, footnotes) for each in shortlist.entries),
        *link_to_rest(writer, shortlist.left_out, writer.label(commitments.TITLE), commitments.PATH),
    )


def _commitment(each: CommitmentInRecord, writer: Writer, footnotes: Footnotes) -> Md:
    """Format a commitment: its status, text, terms and latest update, with sources."""
    commitment, record, number = each
    notes = FieldNotes(record, writer, footnotes)
    latest = commitment.latest_update(writer.archive.day)
    parts = (
        writer.commitment_status(commitment),
        writer.inline(commitment.text) + notes.cite("commitments", number),
        writer.commitment_terms(commitment),
        _update(each, latest, writer, notes) if latest and latest.text else None,
        link_by_date(record, writer),
    )
    return SEPARATOR.join(filter(None, parts))


def _update(each: CommitmentInRecord, update: Update, writer: Writer, notes: FieldNotes) -> Md:
    """Format an update of a commitment, with its sources."""
    number = each.commitment.updates.index(update)
    text = writer.show((update.date, update.text), ": ")
    return text + notes.cite("commitments", each.number, "updates", number)


def _agreements(brief: Brief, writer: Writer, footnotes: Footnotes) -> Section:
    """List expiring, valid and pending agreements, each list under its name."""
    label, agreements = writer.label, brief.agreements
    lists = (
        (label("Expiring within a year"), agreements.expiring),
        (label("In force"), agreements.in_force),
        (label("Pending (no entry into force on record)"), agreements.pending),
    )
    parts = [_agreement_list(name, each, writer, footnotes) for name, each in lists if each.entries]
    return Section(label("Agreements"), "agreements", Md("\n\n").join(parts))


def _agreement_list(name: str, agreements: Shortlist[AgreementStanding], writer: Writer, footnotes: Footnotes) -> Md:
    """Format one list of agreements."""
    lines = [_agreement(each, writer, footnotes) for each in agreements.entries]
    records = tuple(each.agreement for each in agreements.entries)
    return Md("**{}**\n\n{}").format(name, bullets([*lines, *_link_to_index(records, agreements.left_out, writer)]))


def _agreement(each: AgreementStanding, writer: Writer, footnotes: Footnotes) -> Md:
    """Format an agreement: status, signature, expiry, sectors, sources of its history."""
    agreement, standing = each
    expires = agreement.expires
    parts = (
        agreement,
        document_count(agreement, writer),
        standing.status,
        kind_of(agreement).day(agreement),
        writer.label("expires %(date)s", date=expires.format(writer.language)) if expires else None,
        agreement.renewal if expires else None,
        writer.show(agreement.sectors) or None,
    )
    notes = FieldNotes(agreement, writer, footnotes)
    marks = (notes.cite("history", number) for number in range(len(agreement.history)))
    return writer.show(parts, SEPARATOR) + Md("").join(dict.fromkeys(marks))


def _statement(statement: Statement, writer: Writer, footnotes: Footnotes) -> Md:
    """Format a statement: date, speaker, and the words quoted or else the summary."""
    notes = FieldNotes(statement, writer, footnotes)
    quotation = writer.quotation(statement.quote, statement.language) if statement.quote else None
    text = quotation or (writer.inline(statement.text) if statement.text else None)
    link = writer.link(statement, statement.date.format(writer.language, "medium"))
    return writer.show((link, statement.by, text), SEPARATOR) + notes.cite("quote" if statement.quote else "text")
