"""No record holds a character that embeds, overrides or isolates direction, however it is written."""

import unicodedata

import pytest

from generator.content.source import parse_source
from generator.problems import MAX_PROBLEMS, Problem
from tests.support.direction import DIRECTION_CONTROLS

RULE = "direction-control"


def breaches(text: str) -> list[Problem]:
    return [problem for problem in parse_source(text.encode(), "x.yml").problems if problem.rule.code == RULE]


def places(text: str) -> list[tuple[int, int]]:
    return [(each.place.line, each.place.column) for each in breaches(text) if each.place]


@pytest.mark.parametrize("character", DIRECTION_CONTROLS)
@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("name: Ada {}Zz\n", (1, 11)),
        ("name: 'Ada {}Zz'\n", (1, 12)),
        ("a: x\nname: |\n  One\n  two {}three\n", (4, 7)),
        ("a: [x, {{b: {}}}]\n", (1, 12)),
        ("a: x # as {}there\n", (1, 11)),
        ("# {}\na: x\n", (1, 3)),
        ("a: x\nna{}me: x\n", (2, 3)),
        ("a: [x\n{}", (2, 1)),
    ],
)
def test_each_is_refused_wherever_it_stands_at_its_own_place(character: str, text: str, place: tuple[int, int]) -> None:
    assert places(text.format(character)) == [place]
    assert unicodedata.name(character) in breaches(text.format(character))[0].message


@pytest.mark.parametrize("character", DIRECTION_CONTROLS)
@pytest.mark.parametrize("escape", [r"\u{:04x}", r"\u{:04X}", r"\U{:08x}", r"\\\u{:04X}"])
def test_an_escape_is_refused_at_its_own_place(character: str, escape: str) -> None:
    written = escape.format(ord(character))
    column = 12 + len(written) - len(written.lstrip("\\")) - 1
    assert places(f'name: "Ada {written} Zz"\n') == [(1, column)]
    assert places(f'na{written}me: x\n"{written}": x\n') == [(2, column - 10)]


@pytest.mark.parametrize("text", [r"name: 'Ada \u202E'", r"name: Ada \u202E", r'name: "Ada \\u202E"'])
def test_what_only_looks_like_an_escape_is_text(text: str) -> None:
    assert breaches(text) == []


@pytest.mark.parametrize("mark", ["\u200e", "\u200f", "\u061c"])
def test_marks_of_direction_are_allowed(mark: str) -> None:
    assert breaches(f"name: (Zz){mark}\n") == []


def test_all_of_a_file_are_reported_at_once_up_to_a_limit() -> None:
    assert len(breaches("a: \u2068x\u2069\nb: \u2067y\u2069 # \u2069\n")) == 5
    many = "\u2068x" * 99
    assert len(breaches(f"a: {many}\nb: {many}\n# {many}\n")) == 2 * 99
    assert len(breaches("a: " + "\u2068x" * 100_000 + "\n# " + "\u2068x" * 10_000)) == MAX_PROBLEMS


def test_what_shows_letters_in_another_order_is_not_fixed() -> None:
    assert all(each.fix for each in breaches("a: \u2068x\u2069\n"))
    assert not any(each.fix for each in breaches("a: \u202ex\u202c\n"))
