"""The guide's pages of fields: one for each kind, for the fields of every record, and for the site."""

from collections.abc import Iterator
from functools import cache

from generator.archive.addresses import guide_path, relative_link
from generator.archive.archive import Archive
from generator.kinds import BY_FOLDER
from generator.kinds.field_guide import FieldType, GuideField, GuidePart, build_guide
from generator.pages.guide_layout import english_cell, english_code, english_text, guide_head
from generator.pages.markdown import Md, link, table
from generator.pages.page import Page
from generator.pages.writer import Writer
from generator.values.languages import SOURCE_LANGUAGE, Language, gettext_noop

NO_KINDS = {"every-record": gettext_noop("Every record"), "site": gettext_noop("The site")}


def pages(archive: Archive, language: Language) -> Iterator[Page]:
    """Write a page for each part of the field guide."""
    for part in build_guide():
        writer = Writer(archive, language, part_path(part))
        title = part_title(writer, part)
        sections = (
            Md("## {} {{#{}}}\n\n{}").format(
                english_cell(writer, below.title), Md(below.anchor), _fields(writer, below)
            )
            for below in part.parts
        )
        body = Md("\n\n").join((guide_head(writer, title), _fields(writer, part), *sections))
        yield Page(part_path(part), title, body, part.description, headings=SOURCE_LANGUAGE)


def part_path(part: GuidePart) -> str:
    """Return the path of a part's page."""
    return guide_path(part.anchor)


def part_title(writer: Writer, part: GuidePart) -> str:
    """Return the title of a part in the language of the page."""
    kind = BY_FOLDER.get(part.anchor)
    return writer.label(kind.plural if kind else NO_KINDS[part.anchor])


def _fields(writer: Writer, part: GuidePart) -> Md:
    """Format the description of a part and the table of its fields."""
    label = writer.label
    place = Md(" {}").format(english_code(writer, f"content/{part.place}")) if part.place else Md("")
    rows = (
        (_name(writer, field), _type(writer, field.type), english_cell(writer, field.description))
        for field in part.fields
    )
    fields = table((label("Field"), label("Holds"), label("Meaning")), rows)
    return Md("\n\n").join((english_text(writer, part.description) + place, fields))


def _name(writer: Writer, field: GuideField) -> Md:
    name = english_code(writer, field.name)
    return Md('{} <span class="needed">{}</span>').format(name, writer.label("needed")) if field.required else name


def _type(writer: Writer, field_type: FieldType) -> Md:
    """Format the type of a field: description with link, choices, example."""
    text = english_cell(writer, f"{'list: ' if field_type.is_list else ''}{field_type.description}")
    if field_type.anchor:
        page = _pages_by_anchor()[field_type.anchor]
        text = link(text, f"{relative_link(writer.path, page)}#{field_type.anchor}")
    if field_type.choices:
        text += Md(": {}").format(Md(", ").join(english_code(writer, choice) for choice in field_type.choices))
    if field_type.example:
        text += Md(", {}").format(english_code(writer, field_type.example))
    return text


@cache
def _pages_by_anchor() -> dict[str, str]:
    """Return the page that describes the fields of each mapping, by anchor."""
    return {below.anchor: part_path(part) for part in build_guide() for below in part.parts}
