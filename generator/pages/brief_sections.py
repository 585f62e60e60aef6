"""The sections of a brief: since we last met, what was promised, agreements, what was said, dates to mention."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from generator.dossier.dossier import AgreementStanding, Dossier
from generator.dossier.upcoming import dates_ahead
from generator.kinds import kind_of
from generator.kinds.agreement_history import PENDING
from generator.kinds.commitment import CommitmentInRecord, Update
from generator.kinds.kind import Event
from generator.kinds.meeting import Meeting
from generator.kinds.record import Record
from generator.kinds.sector import Sector
from generator.kinds.statement import Statement
from generator.pages import commitments
from generator.pages.citations import FieldNotes, Footnotes
from generator.pages.lines import date_line, event_line, link_by_date
from generator.pages.markdown import Md, bullets
from generator.pages.relation_page import documents
from generator.pages.sections import Section, link_to_rest, link_to_rest_of_kind, list_section
from generator.pages.writer import SEPARATOR, Writer
from generator.values.dates import shift_day

MOST = 6
"""How many lines a section has: a brief is to fit on two pages."""
AROUND = timedelta(days=45)
"""How far from the meeting a date is worth a mention."""
YEAR = timedelta(days=366)


def sections(meeting: Meeting, dossier: Dossier, writer: Writer, footnotes: Footnotes) -> Iterator[Section]:
    """The sections of the brief for a meeting, as of the day of the dossier."""
    label = writer.label
    yield _since_last_met(dossier, writer, footnotes)
    reported = _reported(dossier)
    promised = (_promise(each, writer, footnotes) for each in reported[:MOST])
    more = link_to_rest(writer, len(reported) - MOST, label(commitments.TITLE), commitments.PATH)
    yield _told(list_section(label("Promised, and what became of it"), "commitments", promised, *more), writer)
    yield _told(_agreements(meeting, dossier, writer, footnotes), writer)
    yield list_section(
        label("Said in public"),
        "statements",
        (_statement(each, writer, footnotes) for each in dossier.statements[:MOST]),
        *link_to_rest_of_kind(dossier.statements, MOST, writer),
    )
    start = meeting.date.first if meeting.date.start else dossier.day
    ahead = dates_ahead(dossier, shift_day(start, -AROUND), shift_day(start, AROUND))
    yield list_section(label("Dates to mention"), "dates", (date_line(each, writer) for each in ahead[:MOST]))


def _told(section: Section, writer: Writer) -> Section:
    """The section; one that is empty says that nothing is known, so that nobody takes it for forgotten."""
    return section if section.body else section._replace(body=Md.escape(writer.label("None on record.")))


def _since_last_met(dossier: Dossier, writer: Writer, footnotes: Footnotes) -> Section:
    """The last meeting and what came of it, then what has happened since."""
    heading = writer.label("Since we last met")
    if not dossier.meetings_held:
        return Section(
            heading, "since", Md.escape(writer.label("The records hold no earlier meeting of these parties."))
        )
    last = dossier.meetings_held[0]
    notes = FieldNotes(last, writer, footnotes)
    lines = [Md("**{}**").format(writer.line(last)) + notes.cite("date")]
    lines += [
        writer.inline(outcome) + notes.cite("outcomes", number) for number, outcome in enumerate(last.outcomes[:MOST])
    ]
    lines += [
        event_line(event, record, writer) + FieldNotes(record, writer, footnotes).cite(*event.field)
        for event, record in _events_since(last, dossier)[-MOST:]
    ]
    return list_section(heading, "since", lines)


def _events_since(last: Meeting, dossier: Dossier) -> list[tuple[Event, Record]]:
    said = {id(statement) for statement in dossier.statements}
    return [
        (event, record)
        for event, record in dossier.events
        if event.when.is_after(last.date) and dossier.archive.has_happened(event.when) and id(record) not in said
    ]


def _reported(dossier: Dossier) -> list[CommitmentInRecord]:
    """What is overdue, what is open, then what was closed since the last meeting, or in the last year."""
    day = dossier.day
    last_met = dossier.meetings_held[0].date.first if dossier.meetings_held else day
    since = min(shift_day(day, -YEAR), last_met)

    def closed_lately(promise: CommitmentInRecord) -> bool:
        stated = promise.commitment.latest_status_update(day)
        closed = stated.date if stated else kind_of(promise.record).day(promise.record)
        return closed is None or not closed.is_before(since)

    def order(promise: CommitmentInRecord) -> tuple[bool, bool]:
        commitment = promise.commitment
        return (not commitment.is_overdue_on(day), not commitment.is_open_on(day))

    told = (each for each in dossier.commitments if each.commitment.is_open_on(day) or closed_lately(each))
    return sorted(told, key=order)


def _promise(promise: CommitmentInRecord, writer: Writer, footnotes: Footnotes) -> Md:
    """What was promised and how it stands, with the latest that was done about it."""
    commitment, record, number = promise
    notes = FieldNotes(record, writer, footnotes)
    latest = commitment.latest_update(writer.archive.day)
    done = _done(promise, latest, writer, notes) if latest and latest.text else None
    parts = (
        writer.commitment_status(commitment),
        writer.inline(commitment.text) + notes.cite("commitments", number),
        writer.commitment_terms(commitment),
        done,
        link_by_date(record, writer),
    )
    return SEPARATOR.join(filter(None, parts))


def _done(promise: CommitmentInRecord, latest: Update, writer: Writer, notes: FieldNotes) -> Md:
    """What was done last, and where that is from."""
    number = promise.commitment.updates.index(latest)
    said = writer.show((latest.date, latest.text), ": ")
    return said + notes.cite("commitments", promise.number, "updates", number)


def _agreements(meeting: Meeting, dossier: Dossier, writer: Writer, footnotes: Footnotes) -> Section:
    """In force, expiring, pending: those in the sectors on the agenda first."""
    label = writer.label
    heading = label("Agreements")
    agenda = _sectors(meeting, writer)
    ordered = sorted(dossier.agreements, key=lambda each: not _covers(each, agenda, writer))
    expiring = [each for each in ordered if _expires_soon(each, dossier)]
    in_force = [each for each in ordered if each.standing.status == "in-force" and each not in expiring]
    pending = [each for each in ordered if each.standing.status in PENDING and each not in expiring]
    parts = (
        (label("Expiring within a year"), expiring),
        (label("In force"), in_force),
        (label("Pending (no entry into force on record)"), pending),
    )
    shown = [
        Md("**{}**\n\n{}").format(
            name,
            bullets(
                [
                    *(_agreement(each, writer, footnotes) for each in agreed[:MOST]),
                    *link_to_rest_of_kind([each.agreement for each in agreed], MOST, writer),
                ]
            ),
        )
        for name, agreed in parts
        if agreed
    ]
    return Section(heading, "agreements", Md("\n\n").join(shown))


def _sectors(meeting: Meeting, writer: Writer) -> set[str]:
    """The sectors on the agenda: those of the mechanism; of a meeting still to come also those it is to deal with."""
    mechanism = writer.archive.get(meeting.mechanism) if meeting.mechanism else None
    named: list[Any] = list(getattr(mechanism, "sectors", ()))
    if meeting.status == "planned":
        named += [topic.sector for topic in meeting.topics if topic.sector]
    found = [writer.archive.get(reference) for reference in named]
    return {sector.id for sector in found if isinstance(sector, Sector)}


def _covers(agreed: AgreementStanding, sectors: set[str], writer: Writer) -> bool:
    found = [writer.archive.get(reference) for reference in agreed.agreement.sectors]
    return any(sector.id in sectors for sector in found if sector)


def _expires_soon(agreed: AgreementStanding, dossier: Dossier) -> bool:
    expires = agreed.agreement.expires
    return (
        expires is not None
        and agreed.standing.status in ("in-force", *PENDING)
        and expires.first <= shift_day(dossier.day, YEAR)
        and not expires.is_before(dossier.day)
    )


def _agreement(each: AgreementStanding, writer: Writer, footnotes: Footnotes) -> Md:
    agreement, standing = each
    signed = kind_of(agreement).day(agreement)
    expires = agreement.expires
    parts = (
        agreement,
        documents(each, writer),
        standing.status,
        signed,
        writer.label("expires %(date)s", date=expires.format(writer.language)) if expires else None,
        agreement.renewal if expires else None,
        writer.show(agreement.sectors) or None,
    )
    notes = FieldNotes(agreement, writer, footnotes)
    events = (notes.cite("history", number) for number in range(len(agreement.history)))
    return writer.show(parts, SEPARATOR) + Md("").join(dict.fromkeys(events))


def _statement(statement: Statement, writer: Writer, footnotes: Footnotes) -> Md:
    """When, by whom, and the words: those of the speaker where they are quoted."""
    notes = FieldNotes(statement, writer, footnotes)
    said = writer.quotation(statement.quote, statement.language) if statement.quote else None
    text = said or (writer.inline(statement.text) if statement.text else None)
    link = writer.link(statement, statement.date.format(writer.language, "medium"))
    return writer.show((link, statement.by, text), SEPARATOR) + notes.cite("quote" if statement.quote else "text")
