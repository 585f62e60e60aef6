"""The explanations of syntax errors: a hint shows the line as it should be, and that line is valid."""

import re

import pytest

from generator.content.source import parse_source
from generator.problems import Place


def hint_of(text: str) -> str:
    (problem,) = parse_source(text.encode(), "x.yml").problems
    assert problem.rule.code == "yaml-syntax"
    return problem.hint or ""


@pytest.mark.parametrize(
    ("line", "value"),
    [
        ("title: Talks: the second session", "Talks: the second session"),
        ('title: The minister\'s visit: a "success"', 'The minister\'s visit: a "success"'),
        ("title: 'The minister's visit'", "The minister's visit"),
        ('title: "Talks" in the capital', '"Talks" in the capital'),
        ('title: "Talks" and "visits"', '"Talks" and "visits"'),
        ('title: "He said "no" twice"', 'He said "no" twice'),
        ("title: 'Talks' in the capital # as reported", "'Talks' in the capital"),
        ('title: "Talks', "Talks"),
        ('title: "Talks in C:\\docs"', "Talks in C:\\docs"),
        ("title: *Important* talks", "*Important* talks"),
        ("title: [[people/ada-example]] came", "[[people/ada-example]] came"),
        ("title: @desk said so", "@desk said so"),
    ],
)
def test_the_line_in_the_hint_is_read_as_it_was_meant(line: str, value: str) -> None:
    written = hint_of(f"{line}\n").removeprefix("write ").partition(", or put")[0]
    assert parse_source(written.encode(), "x.yml").values == {"title": value}


@pytest.mark.parametrize("line", ["status:held", "status held", "status :held"])
def test_a_colon_or_a_space_that_lacks_is_put_in(line: str) -> None:
    assert hint_of(f"title: Talks\n{line}\n").startswith("write status: held, or put two more spaces before it")


@pytest.mark.parametrize(
    "line",
    ["audience:internal", "audience：internal", "audience = internal", "audience internal", "audience :Internal"],
)
def test_no_hint_moves_a_mark_into_a_text_that_readers_see(line: str) -> None:
    hint = hint_of(f"title: Talks\n{line}\n")
    assert hint.casefold() == "write audience: internal"


def test_words_that_go_on_with_the_text_above_are_not_taken_for_a_field() -> None:
    assert hint_of("title: Talks\nand visits of the ministers\n").startswith("put two more spaces before it")


def test_a_bracket_is_closed_on_its_last_line() -> None:
    assert hint_of("agenda: [Trade,\n  Visas\n\nstatus: held\n") == "write Visas] on line 2"
    assert hint_of('agenda: ["Trade" Visas]\n') == "put a comma before it"


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [("{", 1, 1), ("title: Talks\nagenda: [\n", 2, 9), ("a: {b: [c], d: [", 1, 16), ("a: [b,\n\n", 1, 4)],
)
def test_a_bracket_with_nothing_after_it_is_told_with_its_place(text: str, line: int, column: int) -> None:
    (problem,) = parse_source(text.encode(), "x.yml").problems
    assert problem.place == Place("x.yml", line, column)
    assert f"on line {line}, found the end of the file" in problem.message


def test_a_line_that_starts_in_no_column_of_others_is_told_which() -> None:
    assert hint_of("agenda:\n  - Trade\n - Visas\n") == "put 2 there, as before line 2"
    assert hint_of("title: Talks\n- Visas\n").startswith("a record's own fields have no space before them")


def test_a_quotation_mark_that_is_not_closed_is_found_where_it_is_opened() -> None:
    assert hint_of('title: "Talks\ndate: 2024\nsummary: "They met."\n') == 'write title: "Talks"'


@pytest.mark.parametrize("mark", ["'", '"'])
@pytest.mark.parametrize(
    "after", ["status: held\n", 'status: "held"\n', "status: 'held'\n", "  ja: a\"b'c\"d'\n", '- "e" f\n']
)
def test_a_quotation_mark_that_is_not_closed_is_told_where_it_opens(mark: str, after: str) -> None:
    filler = "agenda:\n" + "  - Trade\n" * 50
    text = f"note: 'two\n  lines'\ntitle:\n  en: {mark}Talks\n{after}{filler}summary: {mark}They met.{mark}\n"
    (problem,) = parse_source(text.encode(), "x.yml").problems
    assert problem.message == "a closing quotation mark is expected, found none to the end of the line"
    assert problem.hint == f"write en: {mark}Talks{mark}"
    assert problem.place == Place("x.yml", 4, 7)


def test_a_text_in_quotes_over_several_lines_is_not_taken_for_one_that_is_not_closed() -> None:
    text = "title: \"Talks\n  and \\\"visits\\\"\"\nnote: 'it''s\n  so'\nstatus: a: b\n"
    assert hint_of(text) == 'write status: "a: b"'


def test_of_a_long_line_the_beginning_and_the_end_are_shown() -> None:
    hint = hint_of(f"title: Talks: {'word ' * 100}\n")
    assert re.fullmatch(r'write title: "Talks: .* … .*word"', hint)
    assert len(hint) < 120


def test_what_is_not_explained_is_told_in_the_words_of_libyaml() -> None:
    (problem,) = parse_source(b"%x: y\n", "x.yml").problems
    assert problem.message.startswith("well-formed YAML is expected, found: while scanning a directive")
    assert problem.hint is None


@pytest.mark.parametrize(
    ("text", "code", "hint"),
    [
        ("title: {{ title }} of the talks\n", "key-not-text", "write a text of yours in place of {{ title }}"),
        ("agenda:\n  - [Draft]: plan\n", "key-not-text", 'write - "[Draft]: plan"'),
        ("[also, known]: as\n", "key-not-text", 'write the name of a field in place of "[also, known]"'),
        ("*name : x\n", "key-not-text", 'write the name of a field in place of "*name"'),
        ("summary: *talks\n", "anchor", "write the value that is meant, or put text that starts with * in quotes"),
        (
            f"title: Talks\nagenda:\n  - {'[' * 30}x{']' * 30}\n",
            "too-deep",
            'delete what "agenda" holds and write it anew, with few brackets or indents',
        ),
        (f"{'[' * 30}x{']' * 30}\n", "too-deep", "delete all of it and write it anew, with few brackets or indents"),
        (f"a: {'[' * 9_000}\n", "too-deep", 'delete what "a" holds and write it anew, with few brackets or indents'),
        ("agenda:\n\t- x\n", "tab", "put two spaces in place of each tab before the first word of a line"),
        ("title:\tx\n", "tab", "put one space in its place"),
    ],
)
def test_what_cannot_be_read_is_told_with_the_one_edit(text: str, code: str, hint: str) -> None:
    (problem,) = parse_source(text.encode(), "x.yml").problems
    assert (problem.rule.code, problem.hint) == (code, hint)


def test_an_alias_is_told_with_the_line_of_what_it_stands_for() -> None:
    _, problem = parse_source(b"title: x\nplace:\n  city: &here Sampleton\nagenda: [*here]\n", "x.yml").problems
    assert problem.message.endswith("found *here, which stands for the value that line 3 has after &here")


def test_a_hyphen_without_a_space_below_an_entry_gets_one() -> None:
    assert hint_of("parties:\n  - jp\n  -uz\n").startswith("write - uz,")


def test_a_text_that_goes_on_after_a_comment_is_to_stand_in_quotes() -> None:
    assert hint_of("summary: They raised #3 topics\n  and more\n").startswith("put the whole text in quotes")
