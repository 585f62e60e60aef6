"""Long lists in parts: one page of groups while it is short, a page for each group beyond that."""

import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple, TypeAlias

from generator.archive.addresses import list_part_path
from generator.pages.markdown import Md, bullets, plain_text
from generator.pages.page import Page
from generator.pages.writer import SEPARATOR, Writer
from generator.values.dates import When

MOST_ENTRIES = 200
"""How many entries a page lists before each of its groups gets a page of its own."""

LineWriter: TypeAlias = Callable[[Writer], Md]
"""An entry of a list, written for the page that it is to stand on."""


class ListGroup(NamedTuple):
    """A group of a list: its heading, the name of its page, its entries."""

    heading: str
    """Text, or Markdown of ours."""
    name: str
    lines: list[LineWriter]
    everywhere: bool = True
    """Whether there is a group of this name in every language."""


def group_by_year(entries: Iterable[tuple[When | None, LineWriter]], undated: str) -> list[ListGroup]:
    """Groups by year, in the order of the entries; those without a date last, under a heading of their own."""
    years: dict[int | None, list[LineWriter]] = defaultdict(list)
    for when, line in entries:
        years[when.year if when else None].append(line)
    known = [ListGroup(str(year), f"{year:04}", lines) for year, lines in years.items() if year is not None]
    return known + ([ListGroup(undated, "undated", years[None])] if None in years else [])


def group_by_initial(entries: Iterable[tuple[str, LineWriter]], others: str) -> list[ListGroup]:
    """Groups by the first letter of a title, without its diacritics; titles that start with none come last."""
    letters: dict[str, list[LineWriter]] = defaultdict(list)
    for title, line in entries:
        first = unicodedata.normalize("NFD", title.strip().upper())[:1]
        letters[first if first.isalpha() else ""].append(line)
    known = [ListGroup(letter, _name(letter), letters[letter], False) for letter in sorted(filter(None, letters))]
    return known + ([ListGroup(others, "other", letters[""], False)] if "" in letters else [])


def _name(letter: str) -> str:
    return letter.lower() if letter.isascii() else f"u{ord(letter):04x}"


def list_pages(
    writer: Writer, title: str, groups: list[ListGroup], *, headings: bool = True, also: Md | None = None
) -> Iterator[Page]:
    """The page of a list at the writer's path; beyond LONGEST entries, also one for each of its groups. `also` leads
    to another page about the same."""
    count = sum(len(group.lines) for group in groups)
    lead = Md.escape(writer.language.plural("%(number)s entry", "%(number)s entries", count))
    head = Md("# {} {{#title}}\n\n{}\n{{: .kind }}").format(title, SEPARATOR.join(filter(None, (lead, also))))
    if count <= MOST_ENTRIES:
        whole = ListGroup("", "", [line for group in groups for line in group.lines])
        parts = [_headed(group, writer) for group in groups] if headings else [_lines(whole, writer)]
        yield Page(writer.path, title, Md("\n\n").join([head, *parts]), f"{title}: {plain_text(lead)}")
        return
    links = [
        Md("-   {} ({})").format(
            writer.link_to_page(group.heading, list_part_path(writer.path, group.name)),
            writer.language.format_number(len(group.lines)),
        )
        for group in groups
    ]
    yield Page(writer.path, title, Md("\n\n").join([head, Md("\n").join(links)]), f"{title}: {plain_text(lead)}")
    for group in groups:
        there = Writer(writer.archive, writer.language, list_part_path(writer.path, group.name))
        heading = f"{title}: {plain_text(Md.escape(group.heading))}"
        back = there.link_to_page(title, writer.path)
        body = Md("# {} {{#title}}\n\n{}\n{{: .kind }}\n\n{}").format(heading, back, _lines(group, there))
        elsewhere = "" if group.everywhere else writer.path
        yield Page(there.path, heading, body, heading, elsewhere=elsewhere)


def _headed(group: ListGroup, writer: Writer) -> Md:
    return Md("## {} {{#{}}}\n\n{}").format(group.heading, Md("group-" + group.name), _lines(group, writer))


def _lines(group: ListGroup, writer: Writer) -> Md:
    return bullets(line(writer) for line in group.lines)
