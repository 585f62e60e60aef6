"""Sections: under their headings, and left out if empty."""

from datetime import date

import pytest

from generator.archive.archive import Archive
from generator.kinds.site import Site
from generator.pages.markdown import Md
from generator.pages.sections import Section, join_sections, link_to_rest, list_section, table_section
from generator.pages.writer import Writer
from generator.values.languages import language

WRITER = Writer(Archive(Site(), (), {}, date(2024, 2, 1), "public"), language("en"), "relations/xa-xb.md")


def test_lines_stand_in_a_list_before_the_way_to_more() -> None:
    section = list_section("Dates", "dates", iter([Md("one"), Md("*two*")]), Md("more"))
    assert section == Section("Dates", "dates", Md("-   one\n-   *two*\n-   more"))


def test_a_list_without_lines_is_empty_whatever_there_is_more() -> None:
    assert list_section("Dates", "dates", (), Md("more")).body == ""


def test_rows_stand_in_a_table_under_their_heads() -> None:
    section = table_section("Levels", "levels", ("Year", "All"), iter([(2024, Md("**1**"))]))
    assert section.body == "| Year | All |\n| --- | --- |\n| 2024 | **1** |"


def test_a_table_without_rows_is_empty() -> None:
    assert table_section("Levels", "levels", ("Year", "All"), ()).body == ""


def test_sections_stand_under_their_headings_without_the_empty_ones() -> None:
    sections = (
        Section("One", "one", Md("-   a")),
        Section("Empty", "empty", Md("")),
        Section("Two *or* more", "two", Md("b")),
    )
    assert join_sections(iter(sections)) == "## One {#one}\n\n-   a\n\n## Two \\*or\\* more {#two}\n\nb"
    assert join_sections(sections[:1], "###") == "### One {#one}\n\n-   a"
    assert join_sections(sections[1:2]) == ""
    assert join_sections(()) == ""


@pytest.mark.parametrize(
    ("heading", "escaped"),
    [("x {: .y }", "x \\{: .y \\}"), ("x {#y}", "x \\{\\#y\\}"), ("x #", "x \\#"), ("<b>", "&lt;b&gt;")],
)
def test_a_heading_cannot_take_the_name_of_its_anchor(heading: str, escaped: str) -> None:
    assert join_sections([Section(heading, "name", Md("a"))]) == f"## {escaped} {{#name}}\n\na"


@pytest.mark.parametrize(
    ("number", "links"),
    [
        (2, ("and 2 more, in [Timeline](../timeline/index.md)",)),
        (1, ("and 1 more, in [Timeline](../timeline/index.md)",)),
        (1200, ("and 1,200 more, in [Timeline](../timeline/index.md)",)),
        (0, ()),
        (-3, ()),
    ],
)
def test_a_link_to_the_rest_is_there_if_entries_are_left(number: int, links: tuple[str, ...]) -> None:
    assert link_to_rest(WRITER, number, "Timeline", "timeline/index.md") == links
