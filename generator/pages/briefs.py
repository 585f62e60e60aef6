"""Pre-meeting briefs: what one must know before a meeting, as it stood on its eve, on two printed pages."""

from collections.abc import Iterator
from datetime import date, timedelta
from functools import partial

from generator.archive.addresses import brief_path, record_path
from generator.archive.archive import Archive
from generator.dossier.dossier import Dossier
from generator.kinds import KINDS, kind_of
from generator.kinds.kind import Fact
from generator.kinds.meeting import Meeting
from generator.kinds.record import Record
from generator.kinds.relation import Relation
from generator.pages.brief_participants import across_the_table
from generator.pages.brief_sections import sections
from generator.pages.citations import FieldNotes, Footnotes
from generator.pages.lines import mission_line
from generator.pages.list_pages import LineWriter, ListGroup, group_by_year, list_pages
from generator.pages.markdown import Md, plain_text, squeeze_blank_lines
from generator.pages.page import Page
from generator.pages.page_type import PageType
from generator.pages.record_page import FactLine, fact_lines
from generator.pages.sections import join_sections
from generator.pages.templates import templates
from generator.pages.writer import SEPARATOR, Writer
from generator.values.dates import shift_day
from generator.values.labels import word_unless_other
from generator.values.languages import Language, gettext_noop
from generator.values.reference import Reference

PATH = "briefs/index.md"
TITLE = gettext_noop("Briefs")


def index(archive: Archive, language: Language) -> Iterator[Page]:
    """The index of all briefs."""
    found = (record for kind in KINDS for record in archive.records_of(kind) if kind.pages.has_brief(record, archive))
    meetings = [record for record in found if isinstance(record, Meeting)]
    writer = Writer(archive, language, PATH)
    yield from list_pages(writer, language.label(TITLE), list(_groups(meetings, archive, language)))


def pages(archive: Archive, language: Language, record: Record) -> Iterator[Page]:
    """The brief for a meeting that has one."""
    if kind_of(record).pages.has_brief(record, archive) and isinstance(record, Meeting):
        yield brief(archive, language, record)


def _groups(meetings: list[Meeting], archive: Archive, language: Language) -> Iterator[ListGroup]:
    """First the meetings to come, the next one first; then those that were held, by year."""
    lines: dict[bool, list[tuple[Meeting, LineWriter]]] = {True: [], False: []}
    for meeting in meetings:
        coming = kind_of(meeting).timeline.is_upcoming(meeting, archive.day)
        lines[coming].append((meeting, partial(_entry, meeting)))
    if lines[True]:
        yield ListGroup(language.label("Coming up"), "coming", [line for _, line in reversed(lines[True])])
    yield from group_by_year(((meeting.date, line) for meeting, line in lines[False]), language.label("Without a date"))


def _entry(meeting: Record, writer: Writer) -> Md:
    way = writer.link_to_page(writer.phrase(writer.title(meeting)), brief_path(meeting))
    return writer.show((kind_of(meeting).day(meeting), way, writer.detail(meeting)), SEPARATOR)


def eve(meeting: Meeting, day: date) -> date:
    """The day before a meeting may begin, at the latest the day of the archive."""
    begins = meeting.date.start or meeting.date.end
    return min(day, shift_day(begins.first, timedelta(days=-1))) if begins else day


def brief(archive: Archive, language: Language, meeting: Meeting) -> Page:
    """The brief for one meeting, from what was known on its eve."""
    known = archive.as_of(eve(meeting, archive.day))
    writer = Writer(known, language, brief_path(meeting))
    footnotes = Footnotes(writer, one_per_source=True)
    dossier = Dossier(known, meeting.parties, excluding=meeting)
    title = language.label("Brief: %(meeting)s", meeting=writer.title(meeting).text)
    context = {
        "title": writer.phrase(writer.title(meeting)),
        "meeting": writer.link_to_page(language.label("The meeting"), record_path(meeting)),
        "falls_on": tuple(_falls_on(meeting, dossier, writer, footnotes)),
        "facts": tuple(_facts(meeting, dossier, writer, footnotes)),
        "purpose": writer.prose(meeting.summary) if meeting.status == "planned" else "",
        "sides": across_the_table(meeting, writer, footnotes),
        "sections": join_sections(sections(meeting, dossier, writer, footnotes)),
        "points": meeting.talking_points,
        "footnotes": footnotes,
        "w": writer,
        "_": language.label,
        "sentence": writer.sentence,
    }
    body = templates().get_template("brief.md.jinja").render(context)
    description = plain_text(SEPARATOR.join((writer.show(meeting.date), Md.escape(writer.edition))))
    return Page(
        writer.path, title, squeeze_blank_lines(body), description, date=meeting.date.text, edition=writer.edition
    )


def _falls_on(meeting: Meeting, dossier: Dossier, writer: Writer, footnotes: Footnotes) -> Iterator[Md]:
    """The anniversaries that the meeting falls on."""
    if not meeting.date.is_exact:
        return
    for kept in dossier.anniversaries(meeting.date.first, meeting.date.last):
        name = writer.language.format_anniversary(kept.years)
        of = writer.show((kept.event.what, kept.record, kept.event.when))
        says = writer.sentence("The meeting falls on the %(anniversary)s: %(event)s", anniversary=name, event=of)
        yield says + FieldNotes(kept.record, writer, footnotes).cite(*kept.event.field)


def _facts(meeting: Meeting, dossier: Dossier, writer: Writer, footnotes: Footnotes) -> Iterator[FactLine]:
    """When, where, in which format and on what; then what stands between the parties."""
    own = (
        Fact("Date", (meeting.date, meeting.hours), ("date",)),
        Fact("Place", meeting.place, ("place",)),
        Fact("Type", word_unless_other(meeting.type), ("type",)),
        Fact("Level", word_unless_other(meeting.level), ("level",)),
        Fact("Mechanism", meeting.mechanism and (meeting.mechanism, _session(meeting, writer)), ("mechanism",)),
        Fact("Parties", meeting.parties, ("parties",)),
        Fact("Agenda", meeting.agenda, ("agenda",)),
        Fact("Sectors", _sectors(meeting), ("topics",)),
    )
    for fact in fact_lines(own, writer, FieldNotes(meeting, writer, footnotes)):
        yield fact if meeting.status == "planned" else _without_reasons(fact, writer)
    for relation in dossier.shared(Relation):
        of_relation = kind_of(relation).facts(relation, writer.archive)
        yield from fact_lines(of_relation[1:3], writer, FieldNotes(relation, writer, footnotes))
    if dossier.missions:
        missions = (mission_line(each, writer, footnotes) for each in dossier.missions)
        yield FactLine(writer.label("Missions"), Md("<br>").join(missions))


def _without_reasons(fact: FactLine, writer: Writer) -> FactLine:
    """A fact of a meeting that was held: that it is inferred, but not the reasons, which tell of what came later."""
    if not fact.inferences:
        return fact
    mark = Md(' <em class="inferred">{}</em>').format(writer.label("Inferred"))
    return FactLine(fact.label, fact.value + mark)


def _sectors(meeting: Meeting) -> tuple[Reference, ...]:
    """The sectors that a meeting still to come is to deal with."""
    topics = meeting.topics if meeting.status == "planned" else ()
    return tuple(topic.sector for topic in topics if topic.sector)


def _session(meeting: Meeting, writer: Writer) -> str | None:
    return writer.label("session %(number)s", number=meeting.session) if meeting.session else None


PAGE_TYPE = PageType(index, PATH, TITLE, section=gettext_noop("Relations and meetings"))
