"""The fields of records in the editors' guide: a page for each kind, for every record in common, and for the site."""

from collections.abc import Iterator
from functools import cache

from generator.archive.addresses import guide_path, relative_link
from generator.archive.archive import Archive
from generator.kinds import BY_FOLDER
from generator.kinds.field_guide import FieldType, GuideField, GuidePart, build_guide
from generator.pages.guide_layout import cell, code, english, head
from generator.pages.markdown import Md, link, table
from generator.pages.page import Page
from generator.pages.writer import Writer
from generator.values.languages import SOURCE_LANGUAGE, Language, gettext_noop

NO_KINDS = {"every-record": gettext_noop("Every record"), "site": gettext_noop("The site")}


def pages(archive: Archive, language: Language) -> Iterator[Page]:
    """A page for each part of the guide to fields."""
    for part in build_guide():
        writer = Writer(archive, language, path_of(part))
        title = title_of(writer, part)
        sections = (
            Md("## {} {{#{}}}\n\n{}").format(cell(writer, below.title), Md(below.anchor), _fields(writer, below))
            for below in part.parts
        )
        body = Md("\n\n").join((head(writer, title), _fields(writer, part), *sections))
        yield Page(path_of(part), title, body, part.description, headings=SOURCE_LANGUAGE)


def path_of(part: GuidePart) -> str:
    """The path of the page of a part."""
    return guide_path(part.anchor)


def title_of(writer: Writer, part: GuidePart) -> str:
    """What a part is called in the language of the page."""
    kind = BY_FOLDER.get(part.anchor)
    return writer.label(kind.plural if kind else NO_KINDS[part.anchor])


def _fields(writer: Writer, part: GuidePart) -> Md:
    label = writer.label
    place = Md(" {}").format(code(writer, f"content/{part.place}")) if part.place else Md("")
    rows = ((_name(writer, line), _held(writer, line.type), cell(writer, line.description)) for line in part.fields)
    return Md("\n\n").join(
        (english(writer, part.description) + place, table((label("Field"), label("Holds"), label("Meaning")), rows))
    )


def _name(writer: Writer, line: GuideField) -> Md:
    name = code(writer, line.name)
    return Md('{} <span class="needed">{}</span>').format(name, writer.label("needed")) if line.required else name


def _held(writer: Writer, holds: FieldType) -> Md:
    what = cell(writer, f"{'list: ' if holds.is_list else ''}{holds.description}")
    if holds.anchor:
        what = link(what, f"{relative_link(writer.path, _pages_of()[holds.anchor])}#{holds.anchor}")
    words = Md(": {}").format(Md(", ").join(code(writer, word) for word in holds.choices)) if holds.choices else Md("")
    example = Md(", {}").format(code(writer, holds.example)) if holds.example else Md("")
    return what + words + example


@cache
def _pages_of() -> dict[str, str]:
    """The page on which the fields of each mapping stand, by their anchor."""
    return {below.anchor: path_of(part) for part in build_guide() for below in part.parts}
