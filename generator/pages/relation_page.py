"""The page of a relation, for a minister's office to print: everything its parties share as of the day."""

from collections.abc import Callable, Iterable, Iterator
from datetime import timedelta
from typing import TypeAlias

from generator.archive.addresses import record_path
from generator.archive.archive import Archive
from generator.dossier.dossier import Dossier
from generator.dossier.entries import AgreementStanding, Counterpart, MechanismSessions, SectorActivity
from generator.dossier.ledger import count_by_standing, open_commitments
from generator.dossier.upcoming import dates_ahead, next_date
from generator.kinds import key_of, kind_of
from generator.kinds.meeting_entries import MEETING_LEVELS
from generator.kinds.record import Record
from generator.pages import commitments, timeline
from generator.pages.citations import FieldNotes, Footnotes
from generator.pages.lines import commitment_line, date_line, document_count, event_line, link_by_date, mission_line
from generator.pages.markdown import Md
from generator.pages.page import Page
from generator.pages.record_page import FactLine, fact_lines, page_from_template
from generator.pages.sections import (
    Section,
    join_sections,
    link_to_rest,
    link_to_rest_of_kind,
    list_section,
    table_section,
)
from generator.pages.writer import SEPARATOR, Writer
from generator.values.dates import shift_day
from generator.values.labels import Status, word_unless_other
from generator.values.languages import Language

MOST = 12
"""The most lines of a section; a link leads to the rest."""
AHEAD = timedelta(days=366)
"""How far ahead dates are announced."""


def pages(archive: Archive, language: Language, record: Record) -> Iterator[Page]:
    """Write the page of `record` if its kind has a dossier page."""
    if kind_of(record).pages.has_dossier_page:
        yield relation_page(archive, language, record)


def relation_page(archive: Archive, language: Language, record: Record) -> Page:
    """Write the page of one relation."""
    writer = Writer(archive, language, record_path(record))
    footnotes = Footnotes(writer)
    notes = FieldNotes(record, writer, footnotes)
    notes.register()
    dossier = Dossier(archive, kind_of(record).parties(record))
    facts = (
        *fact_lines(kind_of(record).facts(record, archive), writer, notes),
        *at_a_glance(dossier, writer, footnotes),
    )
    sections = join_sections(_sections(dossier, writer, footnotes))
    return page_from_template(record, writer, "relation.md.jinja", facts, notes, footnotes, sections=sections)


def at_a_glance(dossier: Dossier, writer: Writer, footnotes: Footnotes) -> Iterator[FactLine]:
    """Yield missions, last and next meeting, next date, agreements and commitments."""
    label, day = writer.label, dossier.day
    if dossier.missions:
        missions = (mission_line(each, writer, footnotes) for each in dossier.missions)
        yield FactLine(label("Missions"), Md("<br>").join(missions))
    if dossier.meetings_held:
        last = FieldNotes(dossier.meetings_held[0], writer, footnotes, has_own_page=True)
        yield FactLine(label("Last met"), writer.line(dossier.meetings_held[0]) + last.cite("date"))
    planned = writer.line(dossier.meetings_planned[0]) if dossier.meetings_planned else None
    yield FactLine(label("Next meeting"), planned or Md.escape(label("none planned on record")))
    if first := next_date(dossier, shift_day(day, AHEAD)):
        yield FactLine(label("Next date"), date_line(first, writer))
    if dossier.agreements:
        yield FactLine(label("Agreements"), _numbers(dossier.documents_by_status.items(), writer))
    if dossier.commitments:
        yield FactLine(label("Commitments"), _numbers(count_by_standing(dossier.commitments, dossier.day), writer))


def _numbers(numbers: Iterable[tuple[Status, int]], writer: Writer) -> Md:
    """Format numbers of statuses: "3 open, 1 overdue"."""
    return Md(", ").join(
        Md("{}\u00a0{}").format(writer.show(number), writer.show(status)) for status, number in numbers
    )


SourceMarks: TypeAlias = Callable[..., Md]
"""Formats the marks of the sources of a field: takes a record and the path of the field in it."""


def _sections(dossier: Dossier, writer: Writer, footnotes: Footnotes) -> Iterator[Section]:
    """Yield the sections, the most pressing first."""

    def marks(record: Record, *field: str | int) -> Md:
        """Format the marks of the sources of a field of `record`."""
        return FieldNotes(record, writer, footnotes, has_own_page=True).cite(*field)

    yield from _present_sections(dossier, writer, marks)
    yield from _past_sections(dossier, writer, marks)


def _present_sections(dossier: Dossier, writer: Writer, marks: SourceMarks) -> Iterator[Section]:
    """Yield the dates ahead, open commitments, agreements, mechanisms and people."""
    label, day = writer.label, dossier.day
    still_open = open_commitments(dossier.commitments, day)
    yield list_section(
        label("Dates ahead"),
        "dates",
        (date_line(each, writer) for each in dates_ahead(dossier, day, shift_day(day, AHEAD))),
    )
    yield list_section(
        label("Open commitments"),
        "commitments",
        (commitment_line(each, writer) + marks(each.record, "commitments", each.number) for each in still_open[:MOST]),
        *link_to_rest(writer, len(still_open) - MOST, label(commitments.TITLE), commitments.PATH),
    )
    yield table_section(
        label("Agreements by status"),
        "agreements",
        (label("Status"), label("Agreement"), label("Date"), label("Sectors")),
        (_agreement_row(each, writer, marks(each.agreement, "history")) for each in dossier.agreements),
    )
    yield table_section(
        label("Mechanisms"),
        "mechanisms",
        (label("Mechanism"), label("Last session"), label("Next session")),
        (_mechanism_row(each, writer, marks(each.mechanism, "title")) for each in dossier.mechanisms),
    )
    yield table_section(
        label("People to know"),
        "people",
        (label("Name"), label("Office"), label("Country"), label("Last met")),
        (_person_row(each, writer, marks(each.person, "positions")) for each in dossier.people[:MOST]),
    )


def _past_sections(dossier: Dossier, writer: Writer, marks: SourceMarks) -> Iterator[Section]:
    """Yield activity by sector, numbers of meetings, the timeline, public statements."""
    label, past = writer.label, dossier.past_events
    yield table_section(
        label("Activity by sector"),
        "sectors",
        (label("Sector"), label("Meetings"), label("Agreements"), label("Commitments"), label("Mechanisms")),
        (_sector_row(each, writer) for each in dossier.activity_by_sector),
    )
    yield _meeting_numbers(dossier, writer)
    yield list_section(
        label(timeline.TITLE),
        "timeline",
        (event_line(event, record, writer) + marks(record, *event.field) for event, record in past[:MOST]),
        *link_to_rest(writer, len(past) - MOST, label(timeline.TITLE), timeline.PATH),
    )
    yield list_section(
        label("Said in public"),
        "statements",
        (writer.line(statement) + marks(statement, "date") for statement in dossier.statements[:MOST]),
        *link_to_rest_of_kind(dossier.statements, MOST, writer),
    )


def _agreement_row(each: AgreementStanding, writer: Writer, marks: Md) -> tuple[Md, ...]:
    """Return the cells of an agreement: its status, title, date and sectors."""
    agreement, standing = each
    return (
        writer.show(standing.status),
        writer.show((agreement, document_count(agreement, writer)), SEPARATOR),
        writer.show(kind_of(agreement).day(agreement)) + marks,
        writer.show(agreement.sectors),
    )


def _mechanism_row(each: MechanismSessions, writer: Writer, marks: Md) -> tuple[Md, ...]:
    """Return the cells of a mechanism: title, last session, next one planned or due."""
    mechanism, sessions = each
    due = writer.show((sessions.due, sessions.standing), SEPARATOR)
    planned = writer.show(sessions.planned and (sessions.planned.date, sessions.planned), SEPARATOR)
    last = writer.show(sessions.last and (sessions.last.date, sessions.last), SEPARATOR)
    return (writer.link(mechanism) + marks, last, planned or due)


def _person_row(each: Counterpart, writer: Writer, marks: Md) -> tuple[Md, ...]:
    """Return the cells of a person: name, office, country, and the last meeting."""
    office = each.offices[0] if each.offices else None
    last = each.meetings[0]
    return (
        writer.link(each.person),
        writer.show(office and office.line_values) + (marks if office else Md("")),
        writer.show(each.person.country),
        writer.show((last.date, last), SEPARATOR),
    )


def _sector_row(each: SectorActivity, writer: Writer) -> tuple[Md, ...]:
    """Return the cells of a sector: its name, and links to its records by kind."""
    records = {key_of(commitment.record): commitment.record for commitment in each.commitments}
    with_commitments = writer.archive.sorted(records.values())
    cells: tuple[tuple[Record, ...], ...] = (each.meetings, each.agreements, with_commitments, each.mechanisms)
    return (writer.link(each.sector), *(_record_links(records, writer) for records in cells))


def _record_links(records: tuple[Record, ...], writer: Writer) -> Md:
    """Link to the first three records, and say how many more there are."""
    links = [link_by_date(record, writer) for record in records[:3]]
    more = [Md.escape(f"+{writer.language.format_number(len(records) - 3)}")] if len(records) > 3 else []
    return Md("<br>").join([*links, *more])


def _meeting_numbers(dossier: Dossier, writer: Writer) -> Section:
    """Show the numbers of meetings by year and level, in a table."""
    label = writer.label
    levels = [
        level
        for level in MEETING_LEVELS
        if any(level in counts for counts in dossier.meetings_by_year_and_level.values())
    ]
    heads = (writer.word(level) if word_unless_other(level) else label("Level not recorded") for level in levels)
    rows = (
        (year, *(writer.show(counts.get(level) or None) for level in levels), writer.show(sum(counts.values())))
        for year, counts in dossier.meetings_by_year_and_level.items()
    )
    heading = label("Meetings by year and level")
    return table_section(heading, "levels", (label("Year"), *heads, label("All")), rows, numbers=True)
