"""YAML is parsed to values: every scalar stays text, every value has its place, and limits hold."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, TypeAlias

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from generator.content.characters import VISIBLE
from generator.content.source import parse_source
from generator.content.yaml_parser import MAX_DEPTH, MAX_VALUES, YamlValue
from generator.problems import FieldPath, Place, Problem
from tests.support.direction import DIRECTION_CONTROLS

CHARACTERS = st.characters(
    codec="utf-8", exclude_categories=["Cc", "Cn", "Cs", "Zl", "Zp"], exclude_characters=DIRECTION_CONTROLS
)
TEXT = st.text(CHARACTERS, min_size=1, max_size=20).filter(VISIBLE.search) | st.sampled_from(
    [
        "NO",
        "yes",
        "1.10",
        "12:30",
        "1993-01",
        "~1993",
        "nullify",
        "true",
        "0x1F",
        "<<",
        "=",
        "- a",
        "a: b",
        "#",
        "*a",
        "&a",
        "!a",
        "協議",
    ]
)
LINES = st.lists(TEXT, min_size=1, max_size=3).map("\n".join)
KEYS = st.text(CHARACTERS, min_size=1, max_size=9)
VALUES: st.SearchStrategy[Any] = st.recursive(
    TEXT | LINES,
    lambda below: st.lists(below, max_size=4) | st.dictionaries(KEYS, below, max_size=4),
    max_leaves=12,
)
RECORDS = st.dictionaries(KEYS, VALUES, min_size=1, max_size=5)


def problems_in(text: str) -> tuple[Problem, ...]:
    return parse_source(text.encode(), "x.yml").problems


def codes_in(text: str) -> list[str]:
    return [problem.rule.code for problem in problems_in(text)]


class PlainDumper(yaml.SafeDumper):
    """Writes a value that occurs twice in full, rather than as an alias."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


@given(RECORDS, st.sampled_from([True, False, None]), st.booleans())
def test_text_is_read_back_as_it_was_written(record: dict[str, YamlValue], flow: bool | None, unicode: bool) -> None:
    written = yaml.dump(record, Dumper=PlainDumper, default_flow_style=flow, allow_unicode=unicode)
    source = parse_source(written.encode(), "x.yml")
    assert source.problems == ()
    assert source.values == record


@pytest.mark.parametrize(
    "scalar",
    [
        "NO",
        "yes",
        "1.10",
        "007",
        "1_000",
        "0x1F",
        "12:30",
        "1993-01",
        "2024-01-26",
        "~1993",
        "nullify",
        "true",
        ".inf",
        "=",
        "<<",
    ],
)
def test_an_unquoted_scalar_stays_text(scalar: str) -> None:
    assert parse_source(f"a: {scalar}\nb: [{scalar}]\n".encode(), "x.yml").values == {"a": scalar, "b": [scalar]}


@pytest.mark.parametrize("scalar", ["~", "null", "NULL", '"\u200b"', '" "'])
def test_what_says_or_shows_nothing_is_no_value(scalar: str) -> None:
    assert [problem.rule.code for problem in parse_source(f"a: {scalar}\n".encode(), "x.yml").problems] == [
        "empty-value"
    ]


@pytest.mark.parametrize("text", ["a: # why\n", "a:\n  b:  #1\nc: d\n", "a:\n  -  # why\n  - b\n"])
def test_a_comment_alone_is_no_value_and_it_is_said_where_the_value_goes(text: str) -> None:
    (problem,) = parse_source(text.encode(), "x.yml").problems
    assert (problem.rule.code, problem.message) == ("empty-value", "a value is expected, found only a comment")
    assert problem.hint == "write a value before the #, or delete the line; put text that starts with # in quotes"


def test_the_word_null_in_quotes_is_a_word() -> None:
    assert parse_source(b'a: "null"\n', "x.yml").values == {"a": "null"}


Container: TypeAlias = list[YamlValue] | dict[str, YamlValue]


@dataclass
class PlaceRecordingWriter:
    """Writes a record as YAML and records the place of each key and value."""

    flow_from: int
    """The depth from which lists and mappings are in brackets."""
    line_end: str
    text: str = ""
    places: dict[tuple[FieldPath, bool], Place] = field(default_factory=dict)

    def record_place(self, path: FieldPath, *, key: bool = False) -> None:
        before = self.text.replace(self.line_end, "\n")
        self.places[path, key] = Place("x.yml", before.count("\n") + 1, len(before) - before.rfind("\n"))

    def key(self, path: FieldPath) -> None:
        self.record_place(path, key=True)
        self.text += json.dumps(path[-1], ensure_ascii=False) + ":"

    def value(self, value: YamlValue, path: FieldPath = ()) -> None:
        self.record_place(path)
        if isinstance(value, str):
            self.text += json.dumps(value, ensure_ascii=False)
        elif len(path) >= self.flow_from or not value:
            self._in_brackets(value, path)
        else:
            self._in_lines(value, path)

    def _in_brackets(self, value: Container, path: FieldPath) -> None:
        opening, closing = "{}" if isinstance(value, dict) else "[]"
        self.text += opening
        for number, (step, below) in enumerate(steps(value)):
            self.text += ", " if number else ""
            if isinstance(step, str):
                self.key((*path, step))
                self.text += " "
            self.value(below, (*path, step))
        self.text += closing

    def _in_lines(self, value: Container, path: FieldPath) -> None:
        margin = self.line_end + "  " * len(path)
        for number, (step, below) in enumerate(steps(value)):
            self.text += margin if number else ""
            if isinstance(step, int):
                self.text += "- "
            else:
                self.key((*path, step))
                nested = below and not isinstance(below, str) and len(path) + 1 < self.flow_from
                self.text += margin + "  " if nested else " "
            self.value(below, (*path, step))


def steps(value: Container) -> Iterable[tuple[str | int, YamlValue]]:
    return value.items() if isinstance(value, dict) else enumerate(value)


@given(RECORDS, st.integers(0, 4), st.sampled_from(["\n", "\r\n"]), st.booleans())
def test_every_key_and_value_has_its_place(
    record: dict[str, YamlValue], flow_from: int, line_end: str, byte_order_mark: bool
) -> None:
    writer = PlaceRecordingWriter(flow_from, line_end)
    writer.value(record)
    source = parse_source((writer.text + line_end).encode("utf-8-sig" if byte_order_mark else "utf-8"), "x.yml")
    assert source.problems == ()
    assert source.values == record
    places = {(path, key): source.place(path, key=key) for path, key in writer.places}
    assert places == writer.places


def test_the_second_of_two_equal_keys_is_the_one_that_is_wrong() -> None:
    (problem,) = problems_in("a: b\nc: d\na: e\n")
    assert problem.place == Place("x.yml", 3, 1)
    source = parse_source(b"a: b\nc: d\na: e\n", "x.yml")
    assert source.values == {"a": "b", "c": "d"}
    assert source.place(("a",), key=True) == Place("x.yml", 1, 1)


def test_what_was_refused_leaves_the_others_of_its_list_where_they_are() -> None:
    source = parse_source(b"a: [b, *c, d]\n", "x.yml")
    assert [problem.rule.code for problem in source.problems] == ["anchor"]
    assert source.values == {"a": ["b", "", "d"]}


def test_a_yaml_bomb_is_refused_and_nothing_is_multiplied() -> None:
    levels = ["a0: &a0 [lol, lol, lol, lol, lol, lol, lol, lol, lol]"]
    levels += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 30)]
    bomb = "\n".join(levels).encode()
    source = parse_source(bomb, "bomb.yml")
    assert {problem.rule.code for problem in source.problems} == {"anchor"}
    assert len(str(source.values)) < len(bomb)


@pytest.mark.parametrize("opening", ["[", "{a: ", "- ", "? "])
def test_ten_thousand_levels_of_nesting_are_refused(opening: str) -> None:
    assert codes_in("a:\n  " + opening * 10_000)[-1:] in (["too-deep"], ["key-not-text"])


def test_values_may_be_nested_as_deep_as_is_allowed_and_no_deeper() -> None:
    assert codes_in("a: " + "[" * (MAX_DEPTH - 1) + "b" + "]" * (MAX_DEPTH - 1)) == []
    assert codes_in("a: " + "[" * MAX_DEPTH + "b" + "]" * MAX_DEPTH) == ["too-deep"]


def test_a_record_may_hold_thousands_of_values_and_no_more() -> None:
    assert codes_in("a:\n" + "- b\n" * (MAX_VALUES - 2)) == []
    assert codes_in("a:\n" + "- b\n" * (MAX_VALUES - 1)) == ["too-many-values"]


@pytest.mark.parametrize("control", ["\0", "\x07", "\x1b", "\x7f", "\x85", "\x9b", "\u2028", "\u2029", "\uffff"])
def test_escaped_control_characters_are_refused(control: str) -> None:
    escape = f"\\u{ord(control):04x}"
    (problem,) = problems_in(f'a: b\nc: "d{escape}e"\n')
    assert problem.rule.code == "control-character"
    assert problem.place == Place("x.yml", 2, 4)
