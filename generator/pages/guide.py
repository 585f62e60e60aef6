"""The editors' guide: the fields of records and the codes of problems. This is its start page."""

from collections.abc import Iterator

from generator.archive.addresses import relative_link
from generator.archive.archive import Archive
from generator.checks.rules import GROUPS, RuleGroup
from generator.kinds.field_guide import build_guide
from generator.pages import guide_fields, guide_rules
from generator.pages.guide_layout import PATH, TITLE, english_cell, english_code, english_notice, english_text
from generator.pages.markdown import Md, link, table
from generator.pages.page import Page
from generator.pages.page_type import PageType
from generator.pages.writer import Writer
from generator.values.languages import Language

ABOUT = "For those who write the records. `make check` ends each problem with a code in brackets: here it is explained."
TERMS = (
    "A text is in the site's first language, or given by language; prose may hold emphasis, lists and links as well. "
    "An id is the name of a record's file without `.yml`; an id in a folder is that of a record which lies there."
)


def pages(archive: Archive, language: Language) -> Iterator[Page]:
    """Write all pages of the guide: the start page, then the ones it leads to."""
    writer = Writer(archive, language, PATH)
    label, title = writer.label, language.label(TITLE)
    parts = (
        Md("# {} {{#title}}").format(title),
        *english_notice(writer),
        english_text(writer, ABOUT),
        Md("## {} {{#records}}\n\n{}\n\n{}").format(
            label("Records and their fields"), english_text(writer, TERMS), _kinds(writer)
        ),
        Md("## {} {{#problems}}").format(writer.link_to_page(label(guide_rules.TITLE), guide_rules.INDEX)),
        *(_rules(writer, group) for group in GROUPS),
    )
    yield Page(PATH, title, Md("\n\n").join(parts), title)
    yield from guide_fields.pages(archive, language)
    yield from guide_rules.pages(archive, language)


def _kinds(writer: Writer) -> Md:
    label = writer.label
    rows = (
        (
            writer.link_to_page(guide_fields.part_title(writer, part), guide_fields.part_path(part)),
            english_cell(writer, part.description),
        )
        for part in build_guide()
    )
    return table((label("Records"), label("Meaning")), rows)


def _rules(writer: Writer, group: RuleGroup) -> Md:
    page = relative_link(writer.path, guide_rules.group_path(group))
    rows = (
        (link(english_code(writer, rule.code), f"{page}#{rule.code}"), english_cell(writer, rule.meaning))
        for rule in group.rules
    )
    heading = writer.link_to_page(writer.label(group.heading), guide_rules.group_path(group))
    rules = table((writer.label("Problem"), writer.label("What holds")), rows)
    return Md("### {} {{#{}}}\n\n{}").format(heading, Md(f"problems-{group.name}"), rules)


PAGE_TYPE = PageType(pages, PATH, TITLE)
