"""The page about the site: its edition, its numbers of records, its languages, corrections."""

import re
from datetime import date
from typing import Any

import pytest

from generator.archive.archive import Archive
from generator.kinds.country import Country
from generator.kinds.meeting import Meeting
from generator.kinds.person import Person
from generator.kinds.record import Audience, Record
from generator.kinds.site import Site
from generator.pages import about
from generator.pages.page import Page
from generator.values.languages import language

XA, XB = (Country.model_validate({"id": code, "name": code.upper()}) for code in ("xa", "xb"))
TALKS = Meeting.model_validate({"id": "talks", "title": "Talks", "date": "2024-01-26"})
SECRET = Person.model_validate({"id": "ada", "name": "Ada", "audience": "internal"})


def page(*records: Record, audience: Audience = "public", code: str = "en", **site: Any) -> Page:
    archive = Archive(Site.model_validate(site), records, {}, date(2024, 2, 1), audience)
    (built,) = about.pages(archive, language(code))
    return built


def parts(*records: Record, **edition: Any) -> dict[str, list[str]]:
    """Return the lines of the page by heading."""
    sections = re.split("^##? ", page(*records, **edition).body, flags=re.MULTILINE)[1:]
    return {part.partition(" {#")[0]: [line for line in part.splitlines()[1:] if line] for part in sections}


@pytest.mark.parametrize("audience", ["public", "internal"])
def test_the_page_says_which_edition_it_is_of(audience: Audience) -> None:
    built = page(audience=audience)
    edition = f"As of 1 February 2024, {audience} edition"
    assert (built.path, built.title, built.description) == (
        "about/index.md",
        "About this site",
        f"About this site: {edition}",
    )
    assert built.body.startswith(f"# About this site {{#title}}\n\n{edition}\n{{: .kind }}\n\n")


def test_the_description_of_the_site_follows_where_there_is_one() -> None:
    assert parts(description="At *length*.")["About this site"][2:] == ["At <em>length</em>."]
    assert parts()["About this site"][2:] == []


def test_records_are_counted_by_kind_those_of_which_there_are_none_left_out() -> None:
    assert parts(TALKS, XA, XB)["What it is made from"] == [
        "| Records | Number |",
        "| --- | --- |",
        "| [Meetings](../meetings/index.md) | 1 |",
        "| [Countries](../countries/index.md) | 2 |",
    ]
    assert "What it is made from" not in parts()


@pytest.mark.parametrize(("audience", "counted"), [("public", False), ("internal", True)])
def test_what_is_internal_counts_in_the_internal_edition_alone(audience: Audience, counted: bool) -> None:
    rows = parts(TALKS, SECRET, audience=audience)["What it is made from"]
    assert ("| [People](../people/index.md) | 1 |" in rows) is counted


@pytest.mark.parametrize(
    ("code", "names"),
    [("en", "English · Japanese · Uzbek"), ("ja", "英語 · 日本語 · ウズベク語")],
)
def test_languages_are_named_in_the_language_of_the_page(code: str, names: str) -> None:
    text = page(languages=["en", "ja", "uz"], code=code).body
    assert f"{{#languages}}\n\n-   {names}\n-   " in text


def test_the_way_to_corrections_is_there_where_there_is_a_repository() -> None:
    lines = parts(repository="https://code.example/x_y?a=1&b")["Corrections"]
    assert lines == [
        "-   Each page of a record ends with the way to the file it is made from.",
        "-   [https://code.example/x\\_y?a=1&amp;b](https://code.example/x_y?a=1&amp;b)",
    ]
    assert "Corrections" not in parts()


def test_editors_find_their_guide() -> None:
    assert parts()["For editors"] == [
        "-   [Editors’ guide](../guide/index.md) · what each field holds, and what each problem means"
    ]


def test_the_page_says_how_to_read_the_others() -> None:
    sections = parts()
    assert list(sections) == ["About this site", "How to read a page", "How things stand", "Languages", "For editors"]
    assert "-   A brief for a meeting holds only what was known before the meeting." in sections["How things stand"]
    assert sections["How to read a page"][0] == (
        "-   A number in brackets leads to the source of a fact, at the foot of the page."
    )
