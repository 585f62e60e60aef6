"""Split a long list into pages by year or initial.

A short list is one page of groups. Used by the indexes of kinds, the timeline, commitments and briefs.
"""

import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import NamedTuple, TypeAlias

from generator.archive.addresses import list_part_path
from generator.pages.markdown import Md, bullets, plain_text
from generator.pages.page import Page
from generator.pages.writer import SEPARATOR, Writer
from generator.values.dates import When

MOST_ENTRIES = 200
"""The number of entries beyond which each group has a page of its own."""

LineWriter: TypeAlias = Callable[[Writer], Md]
"""Writes an entry of a list with the writer of its page, to which links are relative."""


class ListGroup(NamedTuple):
    """A group of a list: its heading, the name of its page, its entries."""

    heading: str
    """Text, or `Md`."""
    name: str
    lines: list[LineWriter]
    in_every_language: bool = True
    """Whether every language has a group of this name."""


def group_by_year(entries: Iterable[tuple[When | None, LineWriter]], undated: str) -> list[ListGroup]:
    """Group entries by year, in their order; entries without a date come last."""
    years: dict[int | None, list[LineWriter]] = defaultdict(list)
    for when, line in entries:
        years[when.year if when else None].append(line)
    groups = [ListGroup(str(year), f"{year:04}", lines) for year, lines in years.items() if year is not None]
    return groups + ([ListGroup(undated, "undated", years[None])] if None in years else [])


def group_by_initial(entries: Iterable[tuple[str, LineWriter]], others: str) -> list[ListGroup]:
    """Group entries by the first letter of a title; titles without one come last."""
    letters: dict[str, list[LineWriter]] = defaultdict(list)
    for title, line in entries:
        first = unicodedata.normalize("NFD", title.strip().upper())[:1]
        letters[first if first.isalpha() else ""].append(line)
    groups = [
        ListGroup(letter, _group_name(letter), letters[letter], False) for letter in sorted(filter(None, letters))
    ]
    return groups + ([ListGroup(others, "other", letters[""], False)] if "" in letters else [])


def _group_name(letter: str) -> str:
    """Return the name of an initial's page: a letter of ASCII, else its code point."""
    return letter.lower() if letter.isascii() else f"u{ord(letter):04x}"


def list_pages(
    writer: Writer, title: str, groups: list[ListGroup], *, headings: bool = True, related: Md | None = None
) -> Iterator[Page]:
    """Write the page of a list; beyond `MOST_ENTRIES`, also one for each group.

    The first lies at the path of `writer`. Without `headings`, groups on one page are joined to one list. `related`
    is a link to another list of the same entries.
    """
    count = sum(len(group.lines) for group in groups)
    counted = Md.escape(writer.language.plural("%(number)s entry", "%(number)s entries", count))
    head = Md("# {} {{#title}}\n\n{}\n{{: .kind }}").format(title, SEPARATOR.join(filter(None, (counted, related))))
    if count > MOST_ENTRIES:
        parts = [bullets(_link_to_group(group, writer) for group in groups)]
    elif headings:
        parts = [_section(group, writer) for group in groups]
    else:
        parts = [bullets(line(writer) for group in groups for line in group.lines)]
    yield Page(writer.path, title, Md("\n\n").join([head, *parts]), f"{title}: {plain_text(counted)}")
    if count > MOST_ENTRIES:
        yield from (_group_page(group, writer, title) for group in groups)


def _link_to_group(group: ListGroup, writer: Writer) -> Md:
    """Link to the page of a group, with the number of its entries."""
    linked = writer.link_to_page(group.heading, list_part_path(writer.path, group.name))
    return Md("{} ({})").format(linked, writer.language.format_number(len(group.lines)))


def _group_page(group: ListGroup, list_writer: Writer, list_title: str) -> Page:
    """Write the page of one group of a list."""
    writer = replace(list_writer, path=list_part_path(list_writer.path, group.name))
    title = f"{list_title}: {plain_text(Md.escape(group.heading))}"
    back = writer.link_to_page(list_title, list_writer.path)
    body = Md("# {} {{#title}}\n\n{}\n{{: .kind }}\n\n{}").format(title, back, _lines(group, writer))
    elsewhere = "" if group.in_every_language else list_writer.path
    return Page(writer.path, title, body, title, elsewhere=elsewhere)


def _section(group: ListGroup, writer: Writer) -> Md:
    return Md("## {} {{#{}}}\n\n{}").format(group.heading, Md("group-" + group.name), _lines(group, writer))


def _lines(group: ListGroup, writer: Writer) -> Md:
    return bullets(line(writer) for line in group.lines)
