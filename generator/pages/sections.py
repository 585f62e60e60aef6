"""Sections of a page: a heading with a list or table. Empty sections are left out.

For pages put together in Python; others have a template.
"""

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from generator.archive.addresses import index_path
from generator.kinds import kind_of
from generator.kinds.record import Record
from generator.pages.markdown import Md, bullets, table
from generator.pages.writer import Writer


class Section(NamedTuple):
    """A section of a page: its heading, the name of its anchor, its Markdown."""

    heading: str
    name: str
    body: Md


def list_section(heading: str, name: str, lines: Iterable[Md], *rest: Md) -> Section:
    """Make a section with a list; `rest` holds the links after the last line.

    Without lines it is empty.
    """
    entries = tuple(lines)
    return Section(heading, name, bullets((*entries, *rest) if entries else ()))


def table_section(
    heading: str, name: str, head: Iterable[Any], rows: Iterable[Iterable[Any]], *, numbers: bool = False
) -> Section:
    """Make a section with a table; without rows it is empty.

    With `numbers`, all columns but the first are aligned to the right.
    """
    lines = tuple(rows)
    return Section(heading, name, table(head, lines, numbers=numbers) if lines else Md(""))


def join_sections(sections: Iterable[Section], level: str = "##") -> Md:
    """Join the sections that are not empty, each under its heading."""
    heading = Md(level + " {} {{#{}}}\n\n{}")
    return Md("\n\n").join(
        heading.format(section.heading, Md(section.name), section.body) for section in sections if section.body
    )


def link_to_rest_of_kind(records: Sequence[Record], most: int, writer: Writer) -> tuple[Md, ...]:
    """Return the link to the index of the records' kind, if more than `most` exist."""
    if len(records) <= most:
        return ()
    kind = kind_of(records[0])
    return link_to_rest(writer, len(records) - most, writer.label(kind.plural), index_path(kind))


def link_to_rest(writer: Writer, number: int, title: str, path: str) -> tuple[Md, ...]:
    """Return the link to the page with `number` more entries; none if 0 or fewer."""
    if number <= 0:
        return ()
    return (writer.sentence("and %(number)s more, in %(list)s", number=number, list=writer.link_to_page(title, path)),)
