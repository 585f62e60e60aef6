"""Problems are formatted for people with a caret below the place, for programs as JSON, and for GitHub."""

import json
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.problems import Place, Problem, Rule, Severity
from generator.problems.report import EXCERPT_WIDTH, FORMATTERS, format_counts, format_github, format_json, format_text

ERROR = Rule("a-rule", "Something holds.")
WARNING = Rule("some-advice", "Something had better hold.", Severity.WARNING)


def problem(message: str = "b is expected, found c", column: int = 1, rule: Rule = ERROR) -> Problem:
    return Problem(rule, message, ("list", 1, "name"), "write b", place=Place("content/x.yml", 2, column))


def excerpt(line: str, column: int) -> tuple[str, str]:
    """Format a problem; return its line and its caret, both from the bar on."""
    _, text, caret = format_text([problem(column=column)], {"content/x.yml": ["", line]}).splitlines()
    return text.partition(" | ")[2], caret.partition(" | ")[2]


def test_a_problem_is_printed_as_compilers_print_it() -> None:
    assert format_text([problem(column=4)], {"content/x.yml": ["a: b", "d: c", ""]}) == (
        "content/x.yml:2:4: error: list[1].name: b is expected, found c; write b [a-rule]\n    2 | d: c\n      |    ^\n"
    )


def test_a_problem_without_a_line_is_printed_without_an_excerpt() -> None:
    expected = "content/x.yml:2:1: error: list[1].name: b is expected, found c; write b [a-rule]\n"
    assert format_text([problem()], {}) == expected
    assert format_text([problem()], {"content/x.yml": ["only one line"]}) == expected


def test_colour_marks_the_place_and_the_severity_and_ends_where_it_should() -> None:
    text = format_text([problem(), problem(rule=WARNING)], {}, colour=True)
    assert "\x1b[1mcontent/x.yml:2:1:\x1b[0m \x1b[1;31merror\x1b[0m: " in text
    assert "\x1b[1;33mwarning\x1b[0m: " in text


def test_text_without_colour_holds_no_escapes() -> None:
    assert "\x1b" not in format_text([problem()], {})


@pytest.mark.parametrize(
    ("numbers", "counts"),
    [((0, 0), "0 errors, 0 warnings"), ((1, 2), "1 error, 2 warnings"), ((2, 1), "2 errors, 1 warning")],
)
def test_problems_are_counted_in_words(numbers: tuple[int, int], counts: str) -> None:
    errors, warnings = numbers
    assert format_counts([problem()] * errors + [problem(rule=WARNING)] * warnings) == counts


@pytest.mark.parametrize(
    ("line", "column", "before"),
    [
        ("title: x", 8, 7),
        ("協議: x", 5, 6),
        ("ｗｉｄｅ: x", 7, 10),
        ("e\u0301: x", 5, 3),
        ("نص: x", 5, 4),
        ("a\u200bb: x", 6, 4),
        ("\tx", 2, 1),
    ],
)
def test_the_caret_stands_below_its_character(line: str, column: int, before: int) -> None:
    text, caret = excerpt(line, column)
    assert text.endswith("x")
    assert caret == " " * before + "^"


def test_the_caret_may_stand_behind_the_line() -> None:
    assert excerpt("title:", 7) == ("title:", "      ^")


@pytest.mark.parametrize("column", [1, 50, 51, 500, 951, 1000])
def test_of_a_long_line_the_part_around_the_place_is_shown(column: int) -> None:
    line = "".join(chr(ord("a") + number % 26) for number in range(1000))
    text, caret = excerpt(line, column)
    assert len(text) <= EXCERPT_WIDTH
    assert text[len(caret) - 1 :].startswith(line[column - 1 : column + 40])


HOSTILE = st.text(st.sampled_from("a \n\r\t\0\x07\x1b\x7f\x85\x9b\u2028\u202e\u2066\ud800")) | st.text()


def steering(text: str) -> list[str]:
    return [
        character
        for character in text
        if character != "\n" and (unicodedata.category(character) in ("Cc", "Cs") or character in "\u202e\u2066")
    ]


@given(HOSTILE, st.integers(1, 60))
def test_control_characters_never_reach_the_terminal(hostile: str, column: int) -> None:
    hostile_problem = Problem(ERROR, f"found {hostile}", (hostile,), hostile, place=Place("x.yml", 1, column))
    text = format_text([hostile_problem], {"x.yml": [hostile.replace("\n", " ")]})
    assert steering(text) == []
    assert text.count("\n") <= 3
    assert steering(format_github([hostile_problem])) == []


def test_json_can_be_read_back() -> None:
    report = json.loads(format_json([problem('says "b",\n協議'), problem(rule=WARNING)]))
    assert (report["errors"], report["warnings"]) == (1, 1)
    assert report["problems"][0] == {
        "file": "content/x.yml",
        "line": 2,
        "column": 1,
        "field": "list[1].name",
        "code": "a-rule",
        "severity": "error",
        "message": 'says "b",\n協議',
        "hint": "write b",
    }


def test_json_without_problems_is_an_object_too() -> None:
    assert json.loads(format_json([])) == {"errors": 0, "warnings": 0, "problems": []}


def test_an_annotation_has_file_line_column_and_title() -> None:
    assert format_github([problem()]) == (
        "::error file=content/x.yml,line=2,col=1,title=a-rule::list[1].name: b is expected, found c; write b\n"
    )


def test_characters_with_a_meaning_to_github_are_escaped() -> None:
    odd = Problem(WARNING, "100 % sure: a, b", place=Place("content/a,b:c%.yml"))
    assert format_github([odd]) == (
        "::warning file=content/a%2Cb%3Ac%25.yml,line=1,col=1,title=some-advice::100 %25 sure: a, b\n"
    )


def test_a_newline_in_a_problem_starts_no_command_of_its_own() -> None:
    commands = format_github([Problem(ERROR, "found\n::add-mask::x", place=Place("a\n::debug::b.yml"))])
    assert len(commands.splitlines()) == 1


@pytest.mark.parametrize("name", FORMATTERS)
def test_every_format_for_programs_takes_no_problems_at_all(name: str) -> None:
    assert isinstance(FORMATTERS[name]([]), str)
