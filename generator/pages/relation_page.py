"""The page of a relation, which a minister's office prints: all that its parties have with each other as of the day."""

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import TypeAlias

from generator.archive.addresses import record_path
from generator.archive.archive import Archive
from generator.dossier.dossier import AgreementStanding, Counterpart, Dossier, MechanismSessions, SectorActivity
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

OWED = tuple(map(Status, ("overdue", "open", "in-progress")))
CLOSED = tuple(map(Status, ("done", "dropped")))
MOST = 12
"""How many lines a section shows before it leads on to where the rest is."""
AHEAD = timedelta(days=366)
"""How far ahead dates are announced."""


def pages(archive: Archive, language: Language, record: Record) -> Iterator[Page]:
    """The page of a relation."""
    if kind_of(record).pages.has_dossier_page:
        yield relation_page(archive, language, record)


def relation_page(archive: Archive, language: Language, record: Record) -> Page:
    """The page of one relation."""
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
    """What stands between the parties and what is next, in a line each."""
    label, day = writer.label, dossier.day
    if dossier.missions:
        missions = (mission_line(each, writer, footnotes) for each in dossier.missions)
        yield FactLine(label("Missions"), Md("<br>").join(missions))
    if dossier.meetings_held:
        last = FieldNotes(dossier.meetings_held[0], writer, footnotes, has_own_page=True)
        yield FactLine(label("Last met"), writer.line(dossier.meetings_held[0]) + last.cite("date"))
    coming = writer.line(dossier.meetings_planned[0]) if dossier.meetings_planned else None
    yield FactLine(label("Next meeting"), coming or Md.escape(label("none planned on record")))
    if first := next_date(dossier, shift_day(day, AHEAD)):
        yield FactLine(label("Next date"), date_line(first, writer))
    if dossier.agreements:
        yield FactLine(label("Agreements"), by_status(dossier.agreements, writer))
    if dossier.commitments:
        yield FactLine(label("Commitments"), _owed(dossier, writer))


def by_status(agreements: tuple[AgreementStanding, ...], writer: Writer) -> Md:
    """How many agreements there are of each status; each document of a package counts."""
    counts: Counter[Status] = Counter()
    for agreement, standing in agreements:
        counts[standing.status] += agreement.documents
    return Md(", ").join(_counted(number, status, writer) for status, number in counts.items())


def _owed(dossier: Dossier, writer: Writer) -> Md:
    """How many commitments stand how: overdue, open, in progress; those that are closed only where no other is."""
    standings = Counter(promise.commitment.standing_on(dossier.day) for promise in dossier.commitments)
    open_ones = [status for status in OWED if standings[status]]
    shown = open_ones or [status for status in CLOSED if standings[status]]
    return Md(", ").join(_counted(standings[status], status, writer) for status in shown)


def _counted(number: int, status: Status, writer: Writer) -> Md:
    return Md("{}\u00a0{}").format(writer.show(number), writer.show(status))


Cited: TypeAlias = Callable[..., Md]
"""Makes the marks of the sources of a field of another record."""


def _sections(dossier: Dossier, writer: Writer, footnotes: Footnotes) -> Iterator[Section]:
    """The parts of the page, the most pressing first."""

    def cited(record: Record, *field: str | int) -> Md:
        return FieldNotes(record, writer, footnotes, has_own_page=True).cite(*field)

    yield from _what_stands(dossier, writer, cited)
    yield from _what_has_been(dossier, writer, cited)


def _what_stands(dossier: Dossier, writer: Writer, cited: Cited) -> Iterator[Section]:
    label, day = writer.label, dossier.day
    owed = [promise for promise in dossier.commitments if promise.commitment.is_open_on(day)]
    yield list_section(
        label("Dates ahead"),
        "dates",
        (date_line(each, writer) for each in dates_ahead(dossier, day, shift_day(day, AHEAD))),
    )
    yield list_section(
        label("Open commitments"),
        "commitments",
        (
            commitment_line(promise, writer) + cited(promise.record, "commitments", promise.number)
            for promise in owed[:MOST]
        ),
        *link_to_rest(writer, len(owed) - MOST, label(commitments.TITLE), commitments.PATH),
    )
    yield table_section(
        label("Agreements by status"),
        "agreements",
        (label("Status"), label("Agreement"), label("Date"), label("Sectors")),
        (_agreement(each, writer, cited(each.agreement, "history")) for each in dossier.agreements),
    )
    yield table_section(
        label("Mechanisms"),
        "mechanisms",
        (label("Mechanism"), label("Last session"), label("Next session")),
        (_mechanism(each, writer, cited(each.mechanism, "title")) for each in dossier.mechanisms),
    )
    yield table_section(
        label("People to know"),
        "people",
        (label("Name"), label("Office"), label("Country"), label("Last met")),
        (_person(each, writer, cited(each.person, "positions")) for each in dossier.people[:MOST]),
    )


def _what_has_been(dossier: Dossier, writer: Writer, cited: Cited) -> Iterator[Section]:
    label = writer.label
    past = [(event, record) for event, record in reversed(dossier.events) if event.when.has_begun(dossier.day)]
    yield table_section(
        label("Activity by sector"),
        "sectors",
        (label("Sector"), label("Meetings"), label("Agreements"), label("Commitments"), label("Mechanisms")),
        (_activity(each, writer) for each in dossier.activity_by_sector),
    )
    yield _levels(dossier, writer)
    yield list_section(
        label(timeline.TITLE),
        "timeline",
        (event_line(event, record, writer) + cited(record, *event.field) for event, record in past[:MOST]),
        *link_to_rest(writer, len(past) - MOST, label(timeline.TITLE), timeline.PATH),
    )
    yield list_section(
        label("Said in public"),
        "statements",
        (writer.line(statement) + cited(statement, "date") for statement in dossier.statements[:MOST]),
        *link_to_rest_of_kind(dossier.statements, MOST, writer),
    )


def _agreement(each: AgreementStanding, writer: Writer, marks: Md) -> tuple[Md, ...]:
    agreement, standing = each
    return (
        writer.show(standing.status),
        writer.show((agreement, document_count(agreement, writer)), SEPARATOR),
        writer.show(kind_of(agreement).day(agreement)) + marks,
        writer.show(agreement.sectors),
    )


def _mechanism(each: MechanismSessions, writer: Writer, marks: Md) -> tuple[Md, ...]:
    mechanism, known = each
    due = writer.show((known.due, known.standing), SEPARATOR)
    planned = writer.show(known.planned and (known.planned.date, known.planned), SEPARATOR)
    last = writer.show(known.last and (known.last.date, known.last), SEPARATOR)
    return (writer.link(mechanism) + marks, last, planned or due)


def _person(each: Counterpart, writer: Writer, marks: Md) -> tuple[Md, ...]:
    office = each.offices[0] if each.offices else None
    last = each.meetings[0]
    return (
        writer.link(each.person),
        writer.show(office and office.line_values) + (marks if office else Md("")),
        writer.show(each.person.country),
        writer.show((last.date, last), SEPARATOR),
    )


def _activity(each: SectorActivity, writer: Writer) -> tuple[Md, ...]:
    promised = {key_of(promise.record): promise.record for promise in each.commitments}
    latest = writer.archive.sorted(promised.values())
    cells: tuple[tuple[Record, ...], ...] = (each.meetings, each.agreements, latest, each.mechanisms)
    return (writer.link(each.sector), *(_cell(records, writer) for records in cells))


def _cell(records: tuple[Record, ...], writer: Writer) -> Md:
    """Links to the latest records, each by its date where it has one, and how many more there are."""
    links = [link_by_date(record, writer) for record in records[:3]]
    more = [Md.escape(f"+{writer.language.format_number(len(records) - 3)}")] if len(records) > 3 else []
    return Md("<br>").join([*links, *more])


def _levels(dossier: Dossier, writer: Writer) -> Section:
    """How many meetings there were, by year and level."""
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
