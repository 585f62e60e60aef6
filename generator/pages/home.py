"""The home page: what is next, what is owed, what is new, and the ways into the rest."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from itertools import islice

from generator.archive import Archive
from generator.kinds import KINDS
from generator.kinds.kind import Kind, Record
from generator.languages import Language
from generator.pages import commitments, timeline
from generator.pages.markdown import Md, plain
from generator.pages.page import Page, index_of
from generator.pages.writer import SEPARATOR, Writer

PATH = "index.md"
NEWEST = 5
"""How many records a section lists."""
AHEAD = timedelta(days=90)
"""How far ahead anniversaries are announced."""


def pages(archive: Archive, language: Language) -> Iterator[Page]:
    """The home page."""
    writer = Writer(archive, language, PATH)
    site = archive.site
    title = writer.phrase(archive.phrase(site.title, language))
    tagline = writer.show(site.tagline)
    sections = (
        (language.label("Relations"), _records(writer, _covered(archive))),
        (language.label("Coming up"), _records(writer, _coming(archive))),
        (language.label("Overdue"), _overdue(writer)),
        *((language.label(kind.plural), _records(writer, latest)) for kind, latest in _latest(archive)),
        (language.label("Anniversaries"), _anniversaries(writer)),
    )
    parts = [
        Md("# {} {{#title}}").format(title),
        Md("{}\n{{: .tagline }}").format(tagline) if tagline else Md(""),
        writer.prose(site.description),
    ]
    parts += [
        Md("## {} {{#section-{}}}\n\n{}").format(
            heading, number, Md("\n").join(Md("-   {}").format(line) for line in lines)
        )
        for number, (heading, lines) in enumerate(sections, start=1)
        if lines
    ]
    parts.append(Md("## {} {{#figures}}\n\n{}").format(language.label("In figures"), SEPARATOR.join(_figures(writer))))
    description = plain(tagline) or plain(title)
    yield Page(PATH, archive.phrase(site.title, language).text, Md("\n\n").join(filter(None, parts)), description)


def _records(writer: Writer, records: Iterable[Record]) -> list[Md]:
    return [writer.line(record) for record in records]


def _coming(archive: Archive) -> list[Record]:
    """What is to come, the earliest first."""
    coming = [record for kind in KINDS for record in archive.of(kind) if kind.coming(record, archive.day)]
    return list(reversed(archive.sorted(coming)))[:NEWEST]


def _latest(archive: Archive) -> Iterator[tuple[Kind[Record], list[Record]]]:
    """The latest records of the kinds that parties make, as of the day."""
    for kind in KINDS:
        if kind.dated and not kind.evidence:
            past = (record for record in archive.of(kind) if _is_past(kind, record, archive.day))
            yield kind, list(islice(past, NEWEST))


def _is_past(kind: Kind[Record], record: Record, day: date) -> bool:
    when = kind.day(record)
    return when is not None and when.has_begun(day) and not kind.coming(record, day)


def _covered(archive: Archive) -> list[Record]:
    """The relation that the site leads with."""
    home = archive.site.home_relation
    relation = archive.get(home) if home else None
    return [relation] if relation else []


def _overdue(writer: Writer) -> list[Md]:
    archive = writer.archive
    overdue = [promise for promise in archive.commitments if promise.commitment.is_overdue_on(archive.day)]
    return [commitments.line(promise, writer) for promise in overdue[:NEWEST]]


def _anniversaries(writer: Writer) -> list[Md]:
    archive, language = writer.archive, writer.language
    coming = archive.anniversaries(archive.day, archive.day + AHEAD)
    return [
        writer.show(
            (
                anniversary.day,
                language.plural("%(number)s year", "%(number)s years", anniversary.years),
                anniversary.record,
                anniversary.event.what or None,
            ),
            SEPARATOR,
        )
        for anniversary in coming[:NEWEST]
    ]


def _figures(writer: Writer) -> list[Md]:
    archive, language = writer.archive, writer.language
    counted: list[tuple[str, str, int]] = [(kind.plural, index_of(kind), len(archive.of(kind))) for kind in KINDS]
    counted += [
        ("Commitments", commitments.PATH, len(archive.commitments)),
        ("Events on the timeline", timeline.PATH, len(archive.events)),
    ]
    return [
        Md("{}: {}").format(writer.link_to_page(language.label(label), path), language.number(number))
        for label, path, number in counted
        if number
    ]
