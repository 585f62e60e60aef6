"""Lists of pages: one page for a short list, a page per group for a long one, with links between them."""

import posixpath
import re
from collections.abc import Iterator
from datetime import date

import pytest

from generator.archive.archive import Archive
from generator.kinds import key_of
from generator.kinds.meeting import Meeting
from generator.kinds.person import Person
from generator.kinds.record import Record
from generator.kinds.site import Site
from generator.pages import kind_index
from generator.pages.list_pages import LineWriter, ListGroup, group_by_initial, group_by_year, list_pages
from generator.pages.markdown import Md
from generator.pages.page import Page
from generator.pages.writer import Writer
from generator.values.dates import When
from generator.values.languages import language


def archive(*records: Record) -> Archive:
    return Archive(Site(), records, {key_of(record): "x.yml" for record in records}, date(2024, 2, 1), "public")


def line(text: str) -> LineWriter:
    return lambda writer: Md.escape(text)


def pages(*groups: tuple[str, int], headings: bool = True) -> list[Page]:
    """Write the pages of a list with groups of these names and numbers of entries."""
    list_groups = [
        ListGroup(name.upper(), name, [line(f"{name}{number}") for number in range(many)]) for name, many in groups
    ]
    return list(
        list_pages(Writer(archive(), language("en"), "things/index.md"), "Things", list_groups, headings=headings)
    )


def meetings(many: int) -> Iterator[Meeting]:
    for number in range(many):
        day = f"{2020 + number % 3}-01-{number % 28 + 1:02}"
        yield Meeting.model_validate({"id": f"talks-{number}", "title": f"Talks {number}", "date": day})


# One page or several


def test_a_list_of_200_is_one_page_with_a_heading_for_each_group() -> None:
    (page,) = pages(("a", 120), ("b", 80))
    assert page.path == "things/index.md"
    assert page.description == "Things: 200 entries"
    assert re.findall(r"^## .*", page.body, re.MULTILINE) == ["## A {#group-a}", "## B {#group-b}"]
    assert len(re.findall(r"^-   ", page.body, re.MULTILINE)) == 200


def test_a_list_of_201_is_a_page_of_groups_and_one_page_for_each() -> None:
    first, *others = pages(("a", 120), ("b", 81))
    assert (first.path, first.description) == ("things/index.md", "Things: 201 entries")
    assert "-   [A](by/a.md) (120)\n-   [B](by/b.md) (81)" in first.body
    assert [(page.path, page.title) for page in others] == [
        ("things/by/a.md", "Things: A"),
        ("things/by/b.md", "Things: B"),
    ]
    assert [len(re.findall(r"^-   ", page.body, re.MULTILINE)) for page in others] == [120, 81]
    assert all("[Things](../index.md)" in page.body for page in others)


def test_a_list_without_headings_is_one_list() -> None:
    (page,) = pages(("a", 2), ("b", 1), headings=False)
    assert page.body.endswith("-   a0\n-   a1\n-   b0")


def indexes(of: Archive) -> Iterator[Page]:
    """Write the indexes of all kinds."""
    return (page for page_type in kind_index.PAGE_TYPES for page in page_type.pages(of, language("en")))


def test_an_empty_list_says_so() -> None:
    (page,) = pages()
    assert page.body.strip() == "# Things {#title}\n\n0 entries\n{: .kind }"


@pytest.mark.parametrize("many", [200, 201])
def test_every_link_of_a_list_leads_to_a_page_and_every_record_is_linked_once(many: int) -> None:
    records = archive(*meetings(many))
    bodies = {page.path: page.body for page in indexes(records)}
    linked = [
        posixpath.normpath(posixpath.join(posixpath.dirname(path), target))
        for path, body in bodies.items()
        for target in re.findall(r"\]\(([^)]+)\)", body)
    ]
    expected = {f"{key_of(record)}.md" for record in records.records}
    assert set(linked) - set(bodies) == expected
    assert sorted(path for path in linked if path in expected) == sorted(expected)
    assert ("meetings/by/2021.md" in bodies) is (many > 200)


def test_200_people_stand_without_initials_201_with_a_page_for_each() -> None:
    people = [
        Person.model_validate({"id": f"p-{number}", "name": f"{'ABC'[number % 3]} {number}"}) for number in range(201)
    ]
    few, many = ({page.path: page.body for page in indexes(archive(*people[:count]))} for count in (200, 201))
    assert "## " not in few["people/index.md"]
    assert [path for path in many if path.startswith("people/by/")] == [
        "people/by/a.md",
        "people/by/b.md",
        "people/by/c.md",
    ]


# Groups


def test_groups_by_year_keep_the_order_of_entries_and_end_with_those_without_a_date() -> None:
    entries = [("2024-02", "a"), (None, "b"), ("2024", "c"), ("2023-12-31/2024-01-02", "d"), ("0993", "e")]
    groups = group_by_year([(When.parse(day) if day else None, line(text)) for day, text in entries], "No date")
    assert [(group.heading, group.name, len(group.lines)) for group in groups] == [
        ("2024", "2024", 2),
        ("2023", "2023", 1),
        ("993", "0993", 1),
        ("No date", "undated", 1),
    ]


def test_years_stand_in_order_also_where_a_beginning_is_not_known() -> None:
    days = {"a": "2021", "b": "../2020", "c": "2019-03"}
    records = [Meeting.model_validate({"id": name, "title": name, "date": day}) for name, day in days.items()]
    page = next(page for page in indexes(archive(*records)) if page.path == "meetings/index.md")
    assert re.findall(r"^## (\d+)", page.body, re.MULTILINE) == ["2021", "2020", "2019"]


@pytest.mark.parametrize(
    ("title", "initial"),
    [
        ("ada", "A"),
        ("Ádám", "A"),
        ("  Ada", "A"),
        ("Ärzte", "A"),
        ("ßen", "S"),
        ("Oʻzbekiston", "O"),
        ("анна", "А"),
        ("日本", "日"),
        ("がっこう", "か"),
    ],
)
def test_a_title_stands_under_its_first_letter_without_diacritics(title: str, initial: str) -> None:
    assert [group.heading for group in group_by_initial([(title, line(title))], "Others")] == [initial]


@pytest.mark.parametrize("title", ["3M", "#IT", "«Ada»", "", "  ", "🇯🇵"])
def test_a_title_that_starts_with_no_letter_stands_among_the_others(title: str) -> None:
    assert [group[:2] for group in group_by_initial([(title, line(title))], "Others")] == [("Others", "other")]


def test_initials_are_sorted_the_others_last_and_each_has_a_name_that_an_address_may_hold() -> None:
    groups = group_by_initial([(title, line(title)) for title in ("3M", "日本", "Ян", "ben", "Bo", "Ada")], "Others")
    assert [(group.heading, len(group.lines)) for group in groups] == [
        ("A", 1), ("B", 2), ("Я", 1), ("日", 1), ("Others", 1),
    ]  # fmt: skip
    names = [group.name for group in groups]
    assert [name for name in names if not re.fullmatch("[a-z0-9]+", name)] == []
    assert len(set(names)) == len(names)
