"""Sections of a page that is put together in Python: a heading and a list or a table; an empty one is left out."""

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from generator.archive.addresses import index_path
from generator.kinds import kind_of
from generator.kinds.record import Record
from generator.pages.markdown import Md, bullets, table
from generator.pages.writer import Writer


class Section(NamedTuple):
    """A part of a page: its heading, the name of its anchor, its Markdown."""

    heading: str
    name: str
    body: Md


def list_section(heading: str, name: str, lines: Iterable[Md], *more: Md) -> Section:
    """A section that lists lines, and leads on to where more are."""
    shown = tuple(lines)
    return Section(heading, name, bullets((*shown, *more) if shown else ()))


def table_section(
    heading: str, name: str, head: Iterable[Any], rows: Iterable[Iterable[Any]], *, numbers: bool = False
) -> Section:
    """A section that holds a table; of numbers, but for its first column, where that is said."""
    shown = tuple(rows)
    return Section(heading, name, table(head, shown, numbers=numbers) if shown else Md(""))


def join_sections(sections: Iterable[Section], level: str = "##") -> Md:
    """The sections that are not empty, each under its heading."""
    heading = Md(level + " {} {{#{}}}\n\n{}")
    return Md("\n\n").join(
        heading.format(section.heading, Md(section.name), section.body) for section in sections if section.body
    )


def link_to_rest_of_kind(records: Sequence[Record], most: int, writer: Writer) -> tuple[Md, ...]:
    """The line that leads on to the index of the records, where there are more than are shown."""
    if len(records) <= most:
        return ()
    kind = kind_of(records[0])
    return link_to_rest(writer, len(records) - most, writer.label(kind.plural), index_path(kind))


def link_to_rest(writer: Writer, number: int, title: str, path: str) -> tuple[Md, ...]:
    """The line that leads on to the rest of a list; none where nothing is left."""
    if number <= 0:
        return ()
    return (writer.sentence("and %(number)s more, in %(list)s", number=number, list=writer.link_to_page(title, path)),)
