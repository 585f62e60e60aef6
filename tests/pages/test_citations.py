"""Notes of a page: numbered by first mark, shared by several records, in the language of the source."""

import re
from datetime import date
from typing import Any

import pytest

from generator.archive.archive import Archive
from generator.kinds.meeting import Meeting
from generator.kinds.organisation import Organisation
from generator.kinds.site import Site
from generator.kinds.source import Source
from generator.pages.citations import FieldNotes, Footnotes
from generator.pages.writer import Writer
from generator.values.labels import field_label
from generator.values.languages import language

SOURCES = (
    Source.model_validate(
        {
            "id": "report",
            "title": "Report *1*",
            "publisher": "press",
            "publisher_name": "Not shown",
            "author": "A. Uthor",
            "published": "2024-01-27",
            "language": "ru",
            "url": "https://report.example/a?b=1&c=(2)",
            "archived": "https://archive.example/a",
        }
    ),
    Source.model_validate(
        {
            "id": "letter",
            "title": "Letter",
            "publisher_name": "Post & Co",
            "language": "en",
            "formerly": ["letter-before"],
        }
    ),
    Source.model_validate({"id": "bare", "title": {"ja": "手紙"}}),
)
PRESS = Organisation.model_validate({"id": "press", "name": "Press"})


def meeting(*cited: dict[str, Any], **fields: Any) -> Meeting:
    defaults = {"id": "talks", "title": "Talks", "date": "2024-01-26", "sources": list(cited)}
    return Meeting.model_validate(defaults | fields)


def page(*, one_per_source: bool = False, code: str = "en") -> tuple[Writer, Footnotes]:
    """Start a page without content, and its notes."""
    archive = Archive(Site(), (*SOURCES, PRESS), {}, date(2024, 2, 1), "public")
    writer = Writer(archive, language(code), "meetings/talks.md")
    return writer, Footnotes(writer, one_per_source=one_per_source)


def entries(footnotes: Footnotes) -> list[str]:
    """Return the notes without their numbers; assert these."""
    lines = footnotes.numbered_list.splitlines()
    for number, line in enumerate(lines, start=1):
        assert line.startswith(f'{number}.  <a id="source-{number}"></a>')
    return [line.partition("</a>")[2] for line in lines]


def marks(text: str) -> list[int]:
    """Return the numbers of the marks in a text."""
    return [int(number) for number in re.findall(r"\[\\\[(\d+)\\\]\]\(#source-\1\)\{\.cite\}", text)]


REPORT = (
    "[Report \\*1\\*](../sources/report.md), [Press](../organisations/press.md), A. Uthor, 27 January 2024, "
    "[original](https://report.example/a?b=1&amp;c=%282%29), [archived copy](https://archive.example/a)"
)
LETTER = "[Letter](../sources/letter.md), Post &amp; Co"


# Numbers


def test_a_page_that_cites_nothing_has_no_notes() -> None:
    _, footnotes = page()
    assert footnotes.numbered_list == ""


def test_notes_are_numbered_in_the_order_in_which_they_are_first_referred_to() -> None:
    writer, footnotes = page()
    notes = FieldNotes(
        meeting({"source": "report", "supports": ["date"]}, {"source": "letter", "supports": ["place"]}),
        writer,
        footnotes,
    )
    assert [marks(notes.cite(field)) for field in ("place", "date", "place", "title")] == [[1], [2], [1], []]
    assert entries(footnotes) == [LETTER, REPORT]


def test_registered_notes_are_numbered_in_the_order_of_the_record() -> None:
    writer, footnotes = page()
    notes = FieldNotes(
        meeting({"source": "report", "supports": ["date"]}, {"source": "letter", "supports": ["place"]}),
        writer,
        footnotes,
    )
    notes.register()
    assert marks(notes.cite("place")) == [2]
    assert entries(footnotes) == [REPORT, LETTER]


def test_several_records_share_the_numbering_of_a_page() -> None:
    writer, footnotes = page()
    first = FieldNotes(meeting({"source": "report", "supports": ["date"]}), writer, footnotes)
    second = FieldNotes(
        meeting({"source": "letter", "supports": ["date"]}, {"source": "report", "supports": ["date"]}),
        writer,
        footnotes,
    )
    assert [marks(notes.cite("date")) for notes in (first, second, first)] == [[1], [2, 1], [1]]
    assert entries(footnotes) == [REPORT, LETTER]


def test_two_pages_do_not_share_their_numbering() -> None:
    for _ in range(2):
        writer, footnotes = page()
        notes = FieldNotes(meeting({"source": "letter", "supports": ["date"]}), writer, footnotes)
        assert marks(notes.cite("date")) == [1]


@pytest.mark.parametrize(
    ("supports", "path", "marked"),
    [
        ("date", ("date",), True),
        ("agenda", ("agenda", 0), True),
        ("agenda[0]", ("agenda",), True),
        ("agenda[0]", ("agenda", 0), True),
        ("agenda[1]", ("agenda", 0), False),
        ("agenda[1]", ("agenda", 10), False),
        ("place.city", ("place",), True),
        ("place.city", ("place", "country"), False),
        ("date", ("status",), False),
    ],
)
def test_a_citation_marks_the_field_its_parts_and_the_whole(
    supports: str, path: tuple[str | int, ...], marked: bool
) -> None:
    writer, footnotes = page()
    notes = FieldNotes(meeting({"source": "letter", "supports": [supports]}), writer, footnotes)
    assert marks(notes.cite(*path)) == ([1] if marked else [])
    assert len(entries(footnotes)) == marked


def test_a_citation_that_stands_with_an_entry_marks_that_entry() -> None:
    updates = [{"date": "2024-02-01", "sources": [{"source": "letter"}]}, {"date": "2024-02-02"}]
    record = meeting(commitments=[{"id": "a", "text": "Write.", "updates": updates}])
    writer, footnotes = page()
    notes = FieldNotes(record, writer, footnotes)
    assert marks(notes.cite("commitments", 0, "updates", 0)) == [1]
    assert marks(notes.cite("commitments", 0, "updates", 1)) == []


# What a note says


def test_a_quote_stands_in_the_language_of_its_source() -> None:
    writer, footnotes = page()
    cited = [
        {"source": "report", "quote": "Так *и* есть"},
        {"source": "letter", "quote": "So it *is*", "locator": "page *2*"},
        {"source": "bare", "quote": "そう"},
    ]
    FieldNotes(meeting(*cited), writer, footnotes).register()
    assert entries(footnotes) == [
        f'{REPORT}: “<span lang="ru">Так \\*и\\* есть</span>”',
        f"{LETTER}, page \\*2\\*: “So it \\*is\\*”",
        '[<span lang="ja">手紙</span>](../sources/bare.md): “そう”',
    ]


def test_a_quote_in_the_language_of_the_page_is_not_marked() -> None:
    writer, footnotes = page(code="ru")
    FieldNotes(
        meeting({"source": "report", "quote": "Да"}, {"source": "letter", "quote": "Yes"}), writer, footnotes
    ).register()
    first, second = entries(footnotes)
    assert first.endswith("): «Да»")
    assert second.endswith(': «<span lang="en">Yes</span>»')


def test_a_source_is_described_once_and_then_by_its_note() -> None:
    writer, footnotes = page()
    cited = [{"source": "letter", "quote": "a"}, {"source": "letter", "locator": "p. 2"}, {"source": "letter"}]
    FieldNotes(meeting(*cited, cited[0]), writer, footnotes).register()
    assert entries(footnotes) == [f"{LETTER}: “a”", "[As note 1](#source-1), p. 2", "[As note 1](#source-1)"]


def test_a_source_cited_by_an_id_it_had_is_described_once_too() -> None:
    writer, footnotes = page()
    cited = [{"source": "letter-before", "quote": "a"}, {"source": "letter", "quote": "b"}]
    FieldNotes(meeting(*cited), writer, footnotes).register()
    assert entries(footnotes) == [f"{LETTER}: “a”", "[As note 1](#source-1): “b”"]


def test_a_source_without_a_record_is_named_by_its_id() -> None:
    writer, footnotes = page()
    FieldNotes(meeting({"source": "gone", "quote": "a"}), writer, footnotes).register()
    assert entries(footnotes) == ["gone: “a”"]


# Briefs


def test_a_brief_has_one_note_a_source_without_quote_or_locator() -> None:
    writer, footnotes = page(one_per_source=True)
    cited = [
        {"source": "letter", "quote": "a", "supports": ["date"]},
        {"source": "report", "quote": "b", "supports": ["date"]},
        {"source": "letter", "locator": "p. 2", "supports": ["date", "place"]},
    ]
    notes = FieldNotes(meeting(*cited), writer, footnotes)
    assert [marks(notes.cite(field)) for field in ("date", "place")] == [[1, 2], [1]]
    assert entries(footnotes) == [LETTER, REPORT]


def test_a_brief_has_one_note_for_a_source_cited_by_an_id_it_had_too() -> None:
    writer, footnotes = page(one_per_source=True)
    cited = [{"source": "letter", "supports": ["date"]}, {"source": "letter-before", "supports": ["date", "place"]}]
    notes = FieldNotes(meeting(*cited), writer, footnotes)
    assert [marks(notes.cite(field)) for field in ("date", "place")] == [[1], [1]]
    assert entries(footnotes) == [LETTER]


def test_the_same_citations_on_another_page_have_a_note_each() -> None:
    writer, footnotes = page()
    cited = [{"source": "letter", "quote": "a", "supports": ["date"]}, {"source": "letter", "supports": ["date"]}]
    notes = FieldNotes(meeting(*cited), writer, footnotes)
    assert marks(notes.cite("date")) == [1, 2]
    assert entries(footnotes) == [f"{LETTER}: “a”", "[As note 1](#source-1)"]


# What is inferred


def test_the_inference_of_a_part_stands_with_the_whole_and_only_there() -> None:
    writer, footnotes = page()
    notes = FieldNotes(meeting(inferred={"place.city": "A *guess*.", "title": "None."}), writer, footnotes)
    assert [reason.by_language[""] for reason in notes.inferences(("place",))] == ["A *guess*."]
    assert notes.inferences(("date",)) == ()
    assert notes.inferences(()) == ()
    assert [(name, reason.by_language[""]) for name, reason in notes.other_inferences()] == [("Title", "None.")]


def test_a_reason_of_an_entry_is_a_paragraph_of_it() -> None:
    writer, footnotes = page()
    notes = FieldNotes(meeting(inferred={"agenda[0]": "A *guess*."}), writer, footnotes)
    assert notes.inference_notes("agenda", 0) == '\n\n    ??? inferred "Inferred:"\n\n        A <em>guess</em>.'
    assert notes.inference_notes("agenda", 0, indent=2) == (
        '\n\n        ??? inferred "Inferred:"\n\n            A <em>guess</em>.'
    )
    assert notes.inference_notes("agenda", 1) == ""


@pytest.mark.parametrize(("name", "label"), [("located_in", "Located in"), ("date", "Date"), ("url", "Url")])
def test_a_field_is_named_by_its_label(name: str, label: str) -> None:
    assert field_label(name) == label
