"""Pre-meeting briefs, two printed pages each, and their index. `dossier/brief.py` chooses the contents."""

from collections.abc import Iterator
from functools import partial

from generator.archive.addresses import brief_path, record_path
from generator.archive.archive import Archive
from generator.dossier.brief import Brief, meetings_with_brief
from generator.kinds import kind_of
from generator.kinds.kind import Fact
from generator.kinds.meeting import Meeting, meeting_with_brief
from generator.kinds.record import Record
from generator.kinds.relation import Relation
from generator.pages.brief_participants import participant_lists
from generator.pages.brief_sections import sections
from generator.pages.citations import FieldNotes, Footnotes
from generator.pages.direction import isolate
from generator.pages.lines import mission_line
from generator.pages.list_pages import LineWriter, ListGroup, group_by_year, list_pages
from generator.pages.markdown import Md, isolated_text, squeeze_blank_lines
from generator.pages.page import Page
from generator.pages.page_type import PageType
from generator.pages.record_page import FactLine, fact_lines
from generator.pages.sections import join_sections
from generator.pages.templates import templates
from generator.pages.writer import SEPARATOR, Writer
from generator.values.dates import When
from generator.values.labels import word_unless_other
from generator.values.languages import Language, gettext_noop

PATH = "briefs/index.md"
TITLE = gettext_noop("Briefs")


def index(archive: Archive, language: Language) -> Iterator[Page]:
    """Write the index of all briefs."""
    writer = Writer(archive, language, PATH)
    groups = _groups(meetings_with_brief(archive), archive, language)
    yield from list_pages(writer, language.label(TITLE), list(groups))


def pages(archive: Archive, language: Language, record: Record) -> Iterator[Page]:
    """Write the brief for `record` if it is a meeting with a brief."""
    if meeting := meeting_with_brief(record, archive):
        yield brief_page(Brief.on_eve(meeting, archive), language)


def _groups(meetings: list[Meeting], archive: Archive, language: Language) -> Iterator[ListGroup]:
    """Group the meetings: upcoming ones, the next first; then the others, by year."""
    upcoming: list[LineWriter] = []
    held: list[tuple[When, LineWriter]] = []
    for meeting in meetings:
        line = partial(_index_line, meeting)
        if kind_of(meeting).timeline.is_upcoming(meeting, archive.day):
            upcoming.append(line)
        else:
            held.append((meeting.date, line))
    if upcoming:
        yield ListGroup(language.label("Coming up"), "coming", upcoming[::-1])
    yield from group_by_year(held, language.label("Without a date"))


def _index_line(meeting: Record, writer: Writer) -> Md:
    """Format a meeting as a line with a link to its brief."""
    title = writer.link_to_page(writer.phrase(writer.title(meeting)), brief_path(meeting))
    return writer.show((kind_of(meeting).day(meeting), title, writer.detail(meeting)), SEPARATOR)


def brief_page(brief: Brief, language: Language) -> Page:
    """Write the page of one brief."""
    meeting = brief.meeting
    writer = Writer(brief.archive, language, brief_path(meeting))
    footnotes = Footnotes(writer, one_per_source=True)
    title = language.label("Brief: %(meeting)s", meeting=isolate(writer.title(meeting).text))
    # Sources are numbered in the order in which the parts cite them.
    context = {
        "title": writer.phrase(writer.title(meeting)),
        "meeting": writer.link_to_page(language.label("The meeting"), record_path(meeting)),
        "falls_on": tuple(_anniversaries(brief, writer, footnotes)),
        "facts": tuple(_facts(brief, writer, footnotes)),
        "purpose": writer.prose(meeting.summary) if meeting.status == "planned" else "",
        "sides": participant_lists(meeting, writer, footnotes),
        "sections": join_sections(sections(brief, writer, footnotes)),
        "points": meeting.talking_points,
        "footnotes": footnotes,
        "w": writer,
        "_": language.label,
        "sentence": writer.sentence,
    }
    body = templates().get_template("brief.md.jinja").render(context)
    description = isolated_text(SEPARATOR.join((writer.show(meeting.date), Md.escape(writer.edition))))
    return Page(
        writer.path, title, squeeze_blank_lines(body), description, date=meeting.date.text, edition=writer.edition
    )


def _anniversaries(brief: Brief, writer: Writer, footnotes: Footnotes) -> Iterator[Md]:
    """Announce the anniversaries during the meeting, with the sources of each."""
    for anniversary in brief.anniversaries:
        record, event = anniversary.record, anniversary.event
        ordinal = writer.language.format_anniversary(anniversary.years)
        text = writer.show((event.what, record, event.when))
        line = writer.sentence("The meeting falls on the %(anniversary)s: %(event)s", anniversary=ordinal, event=text)
        yield line + FieldNotes(record, writer, footnotes).cite(*event.field)


def _facts(brief: Brief, writer: Writer, footnotes: Footnotes) -> Iterator[FactLine]:
    """Yield date, place and agenda of the meeting, state of relations and missions."""
    meeting, dossier = brief.meeting, brief.dossier
    session = writer.label("session %(number)s", number=meeting.session) if meeting.session else None
    own = (
        Fact("Date", (meeting.date, meeting.hours), ("date",)),
        Fact("Place", meeting.place, ("place",)),
        Fact("Type", word_unless_other(meeting.type), ("type",)),
        Fact("Level", word_unless_other(meeting.level), ("level",)),
        Fact("Mechanism", meeting.mechanism and (meeting.mechanism, session), ("mechanism",)),
        Fact("Parties", meeting.parties, ("parties",)),
        Fact("Agenda", meeting.agenda, ("agenda",)),
        Fact("Sectors", brief.planned_sectors, ("topics",)),
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
    """Mark a fact as inferred without the reasons: they may tell of later events."""
    if not fact.inferences:
        return fact
    mark = Md(' <em class="inferred">{}</em>').format(writer.label("Inferred"))
    return FactLine(fact.label, fact.value + mark)


PAGE_TYPE = PageType(index, PATH, TITLE, section=gettext_noop("Relations and meetings"))
