"""The page of a record: citations of facts, inferences, mentions, redirects, the link to edit it."""

import os
import re
from datetime import date
from typing import Any

import pytest

from generator.archive.archive import Archive
from generator.kinds import key_of, kind_of
from generator.kinds.agreement import Agreement
from generator.kinds.country import Country
from generator.kinds.meeting import Meeting
from generator.kinds.person import Person
from generator.kinds.record import Record
from generator.kinds.relation import Relation
from generator.kinds.site import Site
from generator.kinds.source import Source
from generator.pages.page import Page
from generator.pages.record_page import pages, record_page
from generator.pages.relation_page import relation_page
from generator.values.languages import language

ENGLISH = language("en")
REPORT = Source.model_validate(
    {"id": "report", "title": "Report", "publisher_name": "Press & Co", "published": "2024-01-27"}
)
LETTER = Source.model_validate({"id": "letter", "title": "Letter"})
ADA = Person.model_validate({"id": "ada", "name": "Ada"})


def archive(*records: Record, site: Site | None = None) -> Archive:
    files = {key_of(record): f"{key_of(record)}.yml" for record in records}
    return Archive(site or Site(), records, files, date(2024, 2, 1), "public")


def meeting(identifier: str = "talks", **fields: Any) -> Meeting:
    return Meeting.model_validate({"id": identifier, "title": "Talks", "date": "2024-01-26"} | fields)


def body(record: Record, *others: Record, site: Site | None = None) -> str:
    page = relation_page if kind_of(record).pages.has_dossier_page else record_page
    return str(page(archive(record, REPORT, LETTER, *others, site=site), ENGLISH, record).body)


def line(text: str, start: str) -> str:
    """Return the line with this start, its citation marks as [1]."""
    first = next(line for line in text.splitlines() if line.startswith(start))
    return re.sub(r"\[\\\[(\d+)\\\]\]\(#source-\1\)\{\.cite\}", r"[\1]", first)


# Citations


def test_each_citation_marks_the_facts_it_supports() -> None:
    record = meeting(
        status="held",
        agenda=["Visas", "Trade"],
        sources=[
            {"source": "report", "quote": "one", "supports": ["date", "agenda[1]"]},
            {"source": "letter", "quote": "two", "supports": ["date"]},
        ],
    )
    text = body(record)
    assert line(text, ":   26 January") == ":   26 January 2024[1][2]"
    assert line(text, ':   <span class="status') == ':   <span class="status held">Held</span>'
    assert line(text, "-   Visas") == "-   Visas"
    assert line(text, "-   Trade") == "-   Trade[1]"


def test_a_citation_of_a_part_marks_the_whole_and_one_of_the_whole_each_part() -> None:
    supports = ["place.city", "agenda"]
    record = meeting(
        place={"city": "Example"}, agenda=["Visas", "Trade"], sources=[{"source": "report", "supports": supports}]
    )
    text = body(record)
    assert line(text, ":   Example") == ":   Example[1]"
    assert [line(text, start) for start in ("-   Visas", "-   Trade")] == ["-   Visas[1]", "-   Trade[1]"]


def test_a_source_is_described_once_and_then_by_the_number_of_its_note() -> None:
    cited = [
        {"source": "report", "quote": "one"},
        {"source": "letter", "locator": "page 2"},
        {"source": "report", "quote": "*two*", "locator": "page 3"},
        {"source": "report", "quote": "one"},
    ]
    _, _, notes = body(meeting(sources=cited)).partition("## Sources {#sources}\n\n")
    assert notes.splitlines()[:4] == [
        '1.  <a id="source-1"></a>[Report](../sources/report.md), Press &amp; Co, 27 January 2024: “one”',
        '2.  <a id="source-2"></a>[Letter](../sources/letter.md), page 2',
        '3.  <a id="source-3"></a>[As note 1](#source-1), page 3: “\\*two\\*”',
        "",
    ]


FROM = {"sources": [{"source": "report"}]}


@pytest.mark.parametrize(
    ("kind", "fields", "start"),
    [
        (Person, {"name": "X", "positions": [{"title": "Clerk"} | FROM]}, "-   Clerk"),
        (Agreement, {"title": "X", "history": [{"event": "signed", "date": "2024"} | FROM]}, "-   2024: **Signed**"),
        (Relation, {"between": ["xa", "xb"], "levels": [{"name": "Friends"} | FROM]}, ":   Friends"),
    ],
)
def test_the_sources_of_a_part_mark_that_part(kind: type[Record], fields: dict[str, Any], start: str) -> None:
    assert line(body(kind.model_validate({"id": "x"} | fields)), start).endswith("[1]")


# What is inferred, what is left open


def test_an_inference_stands_with_its_fact_and_only_there() -> None:
    record = meeting(
        inferred={"date": "No *year* is given.", "participants[0].side": "By name."}, participants=[{"name": "A"}]
    )
    text = body(record)
    folded = '    ??? inferred "Inferred:"\n\n       '
    assert f":   26 January 2024\n\n{folded} No <em>year</em> is given.\n" in text
    assert f"-   **A**\n\n{folded} By name.\n" in text
    assert "{#caveats}" not in text


def test_the_inference_of_a_field_without_a_fact_stands_in_the_section_of_open_questions() -> None:
    text = body(meeting(inferred={"title": "It has none."}, caveats=["Who spoke is not said."]))
    _, _, caveats = text.partition("## What the sources leave open {#caveats}\n\n")
    assert caveats.splitlines()[:2] == [
        "-   Who spoke is not said.",
        '-   <em class="inferred">Inferred</em> (Title): It has none.',
    ]


def test_prose_of_several_blocks_stays_so_in_a_list() -> None:
    record = meeting(outcomes=["Signed:\n\n- one\n- two"], caveats=["First.\n\nSecond."])
    text = body(record)
    assert "-   Signed:\n\n    -   one\n    -   two\n" in text
    assert "-   First.\n\n    Second.\n" in text


# What leads here


def test_at_most_100_mentions_stand_under_a_heading_then_the_way_to_the_rest() -> None:
    meetings = [meeting(f"talks-{number}", participants=[{"person": "ada"}]) for number in range(101)]
    whole, cut = body(ADA, *meetings[1:]), body(ADA, *meetings)
    assert whole.count("](../meetings/talks-") == cut.count("](../meetings/talks-") == 100
    assert "more, in" not in whole
    assert "-   and 1 more, in [Meetings](../meetings/index.md)\n" in cut


def test_a_record_that_mentions_itself_or_that_nothing_mentions_has_no_mentions() -> None:
    assert "{#mentions}" not in body(Person.model_validate({"id": "ada", "name": "Ada", "summary": "[[people/ada]]"}))


def test_only_what_cites_a_source_is_counted_as_citing_it() -> None:
    citing = meeting("one", sources=[{"source": "report"}])
    linking = meeting("two", summary="See [[sources/report]].")
    text = body(REPORT, citing, linking)
    assert "Cited in\n:   1\n" in text


# The record itself


@pytest.mark.parametrize(
    ("site", "way"),
    [
        ({}, "Record: meetings/talks.yml"),
        (
            {"repository": "https://code.example/x/"},
            "[Edit this record](https://code.example/x/edit/main/content/meetings/talks.yml)",
        ),
        (
            {"repository": "https://code.example/x", "edit_path": "/-/edit/trunk/records"},
            "[Edit this record](https://code.example/x/-/edit/trunk/records/meetings/talks.yml)",
        ),
    ],
)
def test_the_page_ends_with_the_way_to_the_file(site: dict[str, str], way: str) -> None:
    assert body(meeting(), site=Site.model_validate(site)).endswith(f"\n\n{way}\n{{: .edit }}\n")


@pytest.mark.parametrize(
    ("folder", "address"),
    [
        ("a#b?c=d&e%20f", "a%23b%3Fc%3Dd%26e%2520f"),
        ("](javascript:alert(1))", "%5D%28javascript%3Aalert%281%29%29"),
        ("外務省", "%E5%A4%96%E5%8B%99%E7%9C%81"),
        (os.fsdecode(b"\xff"), "%FF"),
    ],
)
def test_the_way_to_the_file_leads_there_whatever_its_folder_is_called(folder: str, address: str) -> None:
    files = {"meetings/talks": f"meetings/{folder}/talks.yml"}
    records = Archive(Site(repository="https://code.example/x"), [meeting()], files, date(2024, 2, 1), "public")
    edit = f"(https://code.example/x/edit/main/content/meetings/{address}/talks.yml)"
    assert edit in record_page(records, ENGLISH, meeting()).body


def test_the_front_matter_says_what_the_record_is_in_plain_text() -> None:
    page = record_page(
        archive(talks := meeting(title="Talks *[x](y)*", type="visit", level="minister")), ENGLISH, talks
    )
    assert (page.title, page.date, page.record) == ("Talks *[x](y)*", "2024-01-26", "meetings/talks.yml")
    assert page.description == "Meeting · 26 January 2024 · Visit · Minister"


def test_a_description_says_words_as_they_are() -> None:
    land = Country.model_validate({"id": "xa", "name": "X", "official_name": "Land [of](X) *all*"})
    description = record_page(archive(land), ENGLISH, land).description
    assert description == "Country · Land [of](X) *all*"


def test_a_former_id_leads_on_to_the_record() -> None:
    ada = Person.model_validate({"id": "ada", "name": "Ada *A*", "formerly": ["ada-before", "ada-long-before"]})
    by_path: dict[str, Page] = {page.path: page for page in pages(archive(ada), ENGLISH, ada)}
    assert list(by_path) == ["people/ada.md", "people/ada-before.md", "people/ada-long-before.md"]
    moved = by_path["people/ada-before.md"]
    assert (moved.title, moved.redirect, moved.record) == ("Ada *A*", "../ada/", "")
    assert moved.body == "# Ada \\*A\\* {#title}\n\nThis record has moved: [Ada \\*A\\*](ada.md)\n"


# Sources


def cited_for(*citing: Record) -> list[str]:
    _, _, after = body(REPORT, *citing).partition("## Cited for {#cited}\n\n")
    return [line for line in after.partition("\n## ")[0].splitlines() if line.startswith("- ")]


def test_a_source_tells_everything_that_it_is_cited_for() -> None:
    talks = meeting(
        sources=[
            {
                "source": "report",
                "quote": "they *met*",
                "supports": ["date", "participants[0].person", "participants[1]"],
            },
            {"source": "letter", "supports": ["place"]},
            {"source": "report"},
        ],
        participants=[{"name": "A"}, {"name": "B"}],
    )
    pact = Agreement.model_validate(
        {"id": "pact", "title": "Pact", "history": [{"event": "signed", "date": "2020"} | FROM]}
    )
    assert cited_for(talks, pact) == [
        "-   [Talks](../meetings/talks.md): Date, Participants “they \\*met\\*”",
        "-   [Talks](../meetings/talks.md)",
        "-   [Pact](../agreements/pact.md): History",
    ]


def test_a_source_tells_a_hundred_citations_and_how_many_more_there_are() -> None:
    citing = [meeting(f"talks-{number}", sources=[{"source": "report"}]) for number in range(102)]
    lines = cited_for(*citing)
    assert (len(lines), lines[-1]) == (101, "-   and 2 more")
    assert "Cited by" not in body(REPORT, *citing)
    assert ":   102\n" in body(REPORT, *citing)


def test_a_source_that_nothing_cites_is_cited_for_nothing() -> None:
    assert "{#cited}" not in body(REPORT)
