"""The page of a relation, which a minister's office prints: all that its parties have with each other as of the day."""

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import TypeAlias

from generator.archive.addresses import record_path
from generator.archive.archive import Archive
from generator.dossier.dossier import Activity, AgreementStanding, Counterpart, Dossier, Session
from generator.dossier.upcoming import dates_ahead
from generator.kinds import key_of, kind_of
from generator.kinds.meeting import LEVELS
from generator.kinds.record import Record
from generator.pages import commitments, timeline
from generator.pages.citations import Footnotes, Notes
from generator.pages.markdown import Md
from generator.pages.page import Page
from generator.pages.record_page import ShownFact, page_of, shown_facts
from generator.pages.sections import Section, join_sections, list_section, more_in, more_of, table_section
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
    notes = Notes(record, writer, footnotes)
    notes.register()
    dealings = Dossier(archive, kind_of(record).parties(record))
    facts = (
        *shown_facts(kind_of(record).facts(record, archive), writer, notes),
        *at_a_glance(dealings, writer, footnotes),
    )
    sections = join_sections(_sections(dealings, writer, footnotes))
    return page_of(record, writer, "relation.md.jinja", facts, notes, footnotes, sections=sections)


def at_a_glance(dealings: Dossier, writer: Writer, footnotes: Footnotes) -> Iterator[ShownFact]:
    """What stands between the parties and what is next, in a line each."""
    label, day = writer.label, dealings.day
    if dealings.missions:
        missions = (mission(each, writer, footnotes) for each in dealings.missions)
        yield ShownFact(label("Missions"), Md("<br>").join(missions))
    if dealings.met:
        last = Notes(dealings.met[0], writer, footnotes, elsewhere=True)
        yield ShownFact(label("Last met"), writer.line(dealings.met[0]) + last.cite("date"))
    coming = writer.line(dealings.coming[0]) if dealings.coming else None
    yield ShownFact(label("Next meeting"), coming or Md.escape(label("none planned on record")))
    ahead = (line for line in dates_ahead(dealings, writer, day, shift_day(day, AHEAD)) if line != coming)
    if first := next(ahead, None):
        yield ShownFact(label("Next date"), first)
    if dealings.agreements:
        yield ShownFact(label("Agreements"), by_status(dealings.agreements, writer))
    if dealings.commitments:
        yield ShownFact(label("Commitments"), _owed(dealings, writer))


def mission(organisation: Record, writer: Writer, footnotes: Footnotes) -> Md:
    """An embassy or consulate, since when it is there, and where that is from."""
    opened = next((event for event in kind_of(organisation).timeline.events(organisation)), None)
    if not opened:
        return writer.link(organisation)
    since = writer.label("since %(date)s", date=opened.when.format(writer.language))
    return writer.show((organisation, since)) + Notes(organisation, writer, footnotes, elsewhere=True).cite(
        *opened.field
    )


def by_status(agreements: tuple[AgreementStanding, ...], writer: Writer) -> Md:
    """How many agreements there are of each status; each document of a package counts."""
    counts: Counter[Status] = Counter()
    for agreement, standing in agreements:
        counts[standing.status] += agreement.documents
    return Md(", ").join(_counted(number, status, writer) for status, number in counts.items())


def _owed(dealings: Dossier, writer: Writer) -> Md:
    """How many commitments stand how: overdue, open, in progress; those that are closed only where no other is."""
    standings = Counter(promise.commitment.standing_on(dealings.day) for promise in dealings.commitments)
    open_ones = [status for status in OWED if standings[status]]
    shown = open_ones or [status for status in CLOSED if standings[status]]
    return Md(", ").join(_counted(standings[status], status, writer) for status in shown)


def _counted(number: int, status: Status, writer: Writer) -> Md:
    return Md("{}\u00a0{}").format(writer.show(number), writer.show(status))


Cited: TypeAlias = Callable[..., Md]
"""Makes the marks of the sources of a field of another record."""


def _sections(dealings: Dossier, writer: Writer, footnotes: Footnotes) -> Iterator[Section]:
    """The parts of the page, the most pressing first."""

    def cited(record: Record, *field: str | int) -> Md:
        return Notes(record, writer, footnotes, elsewhere=True).cite(*field)

    yield from _what_stands(dealings, writer, cited)
    yield from _what_has_been(dealings, writer, cited)


def _what_stands(dealings: Dossier, writer: Writer, cited: Cited) -> Iterator[Section]:
    label, day = writer.label, dealings.day
    owed = [promise for promise in dealings.commitments if promise.commitment.is_open_on(day)]
    yield list_section(label("Dates ahead"), "dates", dates_ahead(dealings, writer, day, shift_day(day, AHEAD)))
    yield list_section(
        label("Open commitments"),
        "commitments",
        (
            commitments.line(promise, writer) + cited(promise.record, "commitments", promise.number)
            for promise in owed[:MOST]
        ),
        *more_in(writer, len(owed) - MOST, label(commitments.TITLE), commitments.PATH),
    )
    yield table_section(
        label("Agreements by status"),
        "agreements",
        (label("Status"), label("Agreement"), label("Date"), label("Sectors")),
        (_agreement(each, writer, cited(each.agreement, "history")) for each in dealings.agreements),
    )
    yield table_section(
        label("Mechanisms"),
        "mechanisms",
        (label("Mechanism"), label("Last session"), label("Next session")),
        (_mechanism(each, writer, cited(each.mechanism, "title")) for each in dealings.mechanisms),
    )
    yield table_section(
        label("People to know"),
        "people",
        (label("Name"), label("Office"), label("Country"), label("Last met")),
        (_person(each, writer, cited(each.person, "positions")) for each in dealings.people[:MOST]),
    )


def _what_has_been(dealings: Dossier, writer: Writer, cited: Cited) -> Iterator[Section]:
    label = writer.label
    past = [(event, record) for event, record in reversed(dealings.events) if event.when.has_begun(dealings.day)]
    yield table_section(
        label("Activity by sector"),
        "sectors",
        (label("Sector"), label("Meetings"), label("Agreements"), label("Commitments"), label("Mechanisms")),
        (_activity(each, writer) for each in dealings.activity),
    )
    yield _levels(dealings, writer)
    yield list_section(
        label(timeline.TITLE),
        "timeline",
        (timeline.line(event, record, writer) + cited(record, *event.field) for event, record in past[:MOST]),
        *more_in(writer, len(past) - MOST, label(timeline.TITLE), timeline.PATH),
    )
    yield list_section(
        label("Said in public"),
        "statements",
        (writer.line(statement) + cited(statement, "date") for statement in dealings.statements[:MOST]),
        *more_of(dealings.statements, MOST, writer),
    )


def _agreement(each: AgreementStanding, writer: Writer, marks: Md) -> tuple[Md, ...]:
    agreement, standing = each
    return (
        writer.show(standing.status),
        writer.show((agreement, documents(each, writer)), SEPARATOR),
        writer.show(kind_of(agreement).day(agreement)) + marks,
        writer.show(agreement.sectors),
    )


def documents(each: AgreementStanding, writer: Writer) -> str | None:
    """How many documents a package holds."""
    count = each.agreement.count
    return writer.language.plural("%(number)s document", "%(number)s documents", count) if count else None


def _mechanism(each: Session, writer: Writer, marks: Md) -> tuple[Md, ...]:
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
        writer.show(office and office.shown) + (marks if office else Md("")),
        writer.show(each.person.country),
        writer.show((last.date, last), SEPARATOR),
    )


def _activity(each: Activity, writer: Writer) -> tuple[Md, ...]:
    promised = {key_of(promise.record): promise.record for promise in each.commitments}
    latest = writer.archive.sorted(promised.values())
    cells: tuple[tuple[Record, ...], ...] = (each.meetings, each.agreements, latest, each.mechanisms)
    return (writer.link(each.sector), *(_cell(records, writer) for records in cells))


def _cell(records: tuple[Record, ...], writer: Writer) -> Md:
    """Links to the latest records, each by its date where it has one, and how many more there are."""
    links = []
    for record in records[:3]:
        when = kind_of(record).day(record)
        links.append(writer.link(record, when.format(writer.language, "medium") if when else ""))
    more = [Md.escape(f"+{writer.language.format_number(len(records) - 3)}")] if len(records) > 3 else []
    return Md("<br>").join([*links, *more])


def _levels(dealings: Dossier, writer: Writer) -> Section:
    """How many meetings there were, by year and level."""
    label = writer.label
    levels = [level for level in LEVELS if any(level in counts for counts in dealings.levels.values())]
    heads = (writer.word(level) if word_unless_other(level) else label("Level not recorded") for level in levels)
    rows = (
        (year, *(writer.show(counts.get(level) or None) for level in levels), writer.show(sum(counts.values())))
        for year, counts in dealings.levels.items()
    )
    heading = label("Meetings by year and level")
    return table_section(heading, "levels", (label("Year"), *heads, label("All")), rows, numbers=True)
