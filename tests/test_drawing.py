"""The file of a new record reads back as the values it was made of, whatever they are."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.composing import Value
from generator.drawing import drawn, is_plain
from generator.fields import fields_in_order
from generator.kinds import KINDS
from generator.kinds.kind import Kind
from generator.kinds.meeting import MEETING
from generator.reading import read_bytes

CHARACTERS = st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp", "Cn", "Co"])
TEXTS = st.text(CHARACTERS, min_size=1, max_size=300).filter(
    lambda text: text.strip() == text and any(character.isalnum() for character in text)
)


def read_back(text: str) -> Any:
    source = read_bytes(text.encode(), "")
    assert source.problems == ()
    return source.values


@given(title=TEXTS, summary=TEXTS, by_language=st.dictionaries(st.sampled_from(["en", "ja", "ru"]), TEXTS, min_size=1))
def test_values_are_read_back_as_they_were(title: str, summary: str, by_language: dict[str, str]) -> None:
    values: dict[str, Value] = {
        "title": title,
        "date": "2024-02-01",
        "agenda": [title, dict(by_language)],
        "summary": summary,
        "place": {"city": dict(by_language), "country": "jp"},
        "outcomes": [summary],
        "sources": [{"source": "a", "quote": summary}, {"source": "b"}],
    }
    assert read_back(drawn(MEETING, values, ["en", "ja"])) == values


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_each_field_that_is_left_out_stands_as_a_comment_in_its_place(kind: Kind[Any]) -> None:
    fields = fields_in_order(kind.record)  # type: ignore[arg-type]  # mypy does not see that a class has a hash
    names = [field.name for field in fields]
    first: dict[str, Value] = {names[0]: ["x"] if fields[0].many else "x"}
    lines = [line for line in drawn(kind, first, ["en"]).splitlines()[2:] if not line.startswith(" ")]
    assert [line.removeprefix("# ").partition(":")[0] for line in lines] == names
    assert all(line.startswith("# ") and len(line.partition(": ")[2]) > 4 for line in lines[1:])


def test_texts_that_other_readers_of_yaml_take_for_something_else_are_quoted_and_dates_are_not() -> None:
    text = drawn(MEETING, {"title": "2024", "date": "2024-02-01", "parties": ["no"]}, ["en"])
    assert 'title: "2024"\n' in text
    assert "date: 2024-02-01\n" in text


def test_long_prose_stands_in_lines_of_its_own() -> None:
    text = drawn(MEETING, {"title": "T", "summary": "word " * 60 + "end"}, ["en"])
    assert "summary: >-\n  word word" in text
    assert max(len(line) for line in text.splitlines() if not line.startswith("#")) <= 120


@pytest.mark.parametrize("text", ["a: b", "# a", "- a", "a\nb", "[a", "@a", "\x1b", "'", '"'])
def test_what_yaml_reads_as_something_else_is_not_plain(text: str) -> None:
    assert not is_plain(text)
