"""The fields of records in the editors' guide: a page for each kind, for every record in common, and for the site."""

from collections.abc import Iterator
from functools import cache

from generator.archive.addresses import guide_path, relative_link
from generator.archive.archive import Archive
from generator.kinds import BY_FOLDER
from generator.kinds.field_guide import Holds, Line, Part, guide
from generator.pages.guide_layout import cell, code, english, head
from generator.pages.markdown import Md, link, table
from generator.pages.page import Page
from generator.pages.writer import Writer
from generator.values.languages import SOURCE_LANGUAGE, Language, gettext_noop

NO_KINDS = {"every-record": gettext_noop("Every record"), "site": gettext_noop("The site")}


def pages(archive: Archive, language: Language) -> Iterator[Page]:
    """A page for each part of the guide to fields."""
    for part in guide():
        writer = Writer(archive, language, path_of(part))
        title = title_of(writer, part)
        sections = (
            Md("## {} {{#{}}}\n\n{}").format(cell(writer, below.title), Md(below.anchor), _fields(writer, below))
            for below in part.parts
        )
        body = Md("\n\n").join((head(writer, title), _fields(writer, part), *sections))
        yield Page(path_of(part), title, body, part.about, headings=SOURCE_LANGUAGE)


def path_of(part: Part) -> str:
    """The path of the page of a part."""
    return guide_path(part.anchor)


def title_of(writer: Writer, part: Part) -> str:
    """What a part is called in the language of the page."""
    kind = BY_FOLDER.get(part.anchor)
    return writer.label(kind.plural if kind else NO_KINDS[part.anchor])


def _fields(writer: Writer, part: Part) -> Md:
    label = writer.label
    place = Md(" {}").format(code(writer, f"content/{part.place}")) if part.place else Md("")
    rows = ((_name(writer, line), _held(writer, line.holds), cell(writer, line.about)) for line in part.lines)
    return Md("\n\n").join(
        (english(writer, part.about) + place, table((label("Field"), label("Holds"), label("Meaning")), rows))
    )


def _name(writer: Writer, line: Line) -> Md:
    name = code(writer, line.name)
    return Md('{} <span class="needed">{}</span>').format(name, writer.label("needed")) if line.required else name


def _held(writer: Writer, holds: Holds) -> Md:
    what = cell(writer, f"{'list: ' if holds.many else ''}{holds.what}")
    if holds.anchor:
        what = link(what, f"{relative_link(writer.path, _pages_of()[holds.anchor])}#{holds.anchor}")
    words = Md(": {}").format(Md(", ").join(code(writer, word) for word in holds.words)) if holds.words else Md("")
    example = Md(", {}").format(code(writer, holds.example)) if holds.example else Md("")
    return what + words + example


@cache
def _pages_of() -> dict[str, str]:
    """The page on which the fields of each mapping stand, by their anchor."""
    return {below.anchor: path_of(part) for part in guide() for below in part.parts}
