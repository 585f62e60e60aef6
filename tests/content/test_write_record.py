"""The file of a new record is parsed to the values it was written from."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.content.format import format_source
from generator.content.source import parse_source
from generator.content.write_record import record_yaml
from generator.content.yaml_parser import YamlValue
from generator.kinds import KINDS
from generator.kinds.fields import fields_in_order
from generator.kinds.kind import Kind
from generator.kinds.meeting import MEETING
from tests.support.direction import DIRECTION_CONTROLS

CHARACTERS = st.characters(
    exclude_categories=["Cc", "Cs", "Zl", "Zp", "Cn", "Co"], exclude_characters=DIRECTION_CONTROLS
)
TEXTS = st.text(CHARACTERS, min_size=1, max_size=300).filter(
    lambda text: text.strip() == text and any(character.isalnum() for character in text)
)


def a_meeting(title: str, summary: str, by_language: dict[str, str]) -> dict[str, YamlValue]:
    return {
        "title": title,
        "date": "2024-02-01",
        "agenda": [title, dict(by_language)],
        "summary": summary,
        "place": {"city": dict(by_language), "country": "jp"},
        "outcomes": [summary],
        "sources": [{"source": "a", "quote": summary}, {"source": "b"}],
    }


BY_LANGUAGE = st.dictionaries(st.sampled_from(["en", "ja", "ru"]), TEXTS, min_size=1)
RECORDS = st.builds(a_meeting, TEXTS, TEXTS, BY_LANGUAGE)
LANGUAGES = st.sampled_from([None, ["en", "ja"]])


def read_back(text: str) -> Any:
    source = parse_source(text.encode(), "")
    assert source.problems == ()
    return source.values


@given(RECORDS, LANGUAGES)
def test_values_are_read_back_as_they_were(values: dict[str, YamlValue], languages: list[str] | None) -> None:
    assert read_back(record_yaml(MEETING.record, values, languages)) == values


@given(RECORDS, LANGUAGES)
def test_a_new_file_has_the_layout_that_format_gives(values: dict[str, YamlValue], languages: list[str] | None) -> None:
    text = record_yaml(MEETING.record, values, languages)
    assert format_source(parse_source(text.encode(), ""), MEETING.record) == text


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_each_field_that_is_left_out_stands_as_a_comment_in_its_place(kind: Kind[Any]) -> None:
    fields = fields_in_order(kind.record)  # type: ignore[arg-type]  # mypy does not see that a class has a hash
    names = [field.name for field in fields]
    first: dict[str, YamlValue] = {names[0]: ["x"] if fields[0].is_list else "x"}
    lines = [line for line in record_yaml(kind.record, first, ["en"]).splitlines()[2:] if not line.startswith(" ")]
    assert [line.removeprefix("# ").partition(":")[0] for line in lines] == names
    assert all(line.startswith("# ") and len(line.partition(": ")[2]) > 4 for line in lines[1:])


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_the_help_of_a_line_that_is_used_as_told_is_no_value(kind: Kind[Any]) -> None:
    lines = record_yaml(kind.record, minimal_record(kind), ["en", "ja"]).splitlines()
    offered = [number for number, line in enumerate(lines) if line.lstrip().startswith("# ") and number]
    assert any("# ja:  # The same in Japanese." in lines[number] for number in offered)
    for number in offered:
        used, careless = list(lines), list(lines)
        used[number], careless[number] = (lines[number].replace(taken, "", 1) for taken in ("# ", "#"))
        (problem,) = parse_source("\n".join(used).encode(), "").problems
        assert problem.message == "a value is expected, found only a comment"
        assert parse_source("\n".join(careless).encode(), "").problems
        used[number] = used[number].replace(":  #", ": x  #", 1)
        formed = format_source(parse_source("\n".join(used).encode(), ""), kind.record)
        assert format_source(parse_source(formed.encode(), ""), kind.record) == formed


def minimal_record(kind: Kind[Any]) -> dict[str, YamlValue]:
    """Return a record with a text in one language, and one entry in each list."""
    fields = fields_in_order(kind.record)  # type: ignore[arg-type]  # mypy does not see that a class has a hash
    texts: dict[str, YamlValue] = {"en": "x"}
    entries: dict[str, YamlValue] = {
        field.name: [{fields_in_order(field.mapping)[0].name: "x"}]
        for field in fields
        if field.mapping and field.is_list
    }
    return {next(field.name for field in fields if field.is_text): texts, **entries}


def test_a_field_that_the_class_does_not_have_is_written_for_check_to_refuse() -> None:
    assert (
        record_yaml(MEETING.record, {"titel": {"a: b": ["c"]}, "title": "T"})
        == 'title: T\ntitel:\n  "a: b":\n    - c\n'
    )


def test_without_languages_nothing_but_the_values_is_written() -> None:
    assert record_yaml(MEETING.record, {"sources": [{"quote": "q", "source": "a"}], "title": "T"}) == (
        "title: T\nsources:\n  - source: a\n    quote: q\n"
    )


def test_texts_that_other_readers_of_yaml_take_for_something_else_are_quoted_and_dates_are_not() -> None:
    text = record_yaml(MEETING.record, {"title": "2024", "date": "2024-02-01", "parties": ["no"]}, ["en"])
    assert 'title: "2024"\n' in text
    assert "date: 2024-02-01\n" in text
    assert '  - "no"\n' in text


def test_long_prose_stands_in_lines_of_its_own() -> None:
    text = record_yaml(MEETING.record, {"title": "T", "summary": "word " * 60 + "end"}, ["en"])
    assert "summary: >-\n  word word" in text
    assert max(len(line) for line in text.splitlines() if not line.startswith("#")) <= 120
