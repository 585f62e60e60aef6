"""Problems of one rule are limited in each file, sorted by place, and name fields as editors write them."""

from generator.problems import (
    MAX_PROBLEMS_PER_RULE,
    Place,
    Problem,
    Rule,
    Severity,
    format_field_path,
    has_errors,
    limit_per_rule,
    quote,
    sort_key,
)

ERROR = Rule("a-rule", "Something holds.")
WARNING = Rule("some-advice", "Something had better hold.", Severity.WARNING)


def test_of_one_rule_a_file_has_few_problems_and_the_last_one_counts_the_others() -> None:
    problems = [Problem(ERROR, f"message {number}") for number in range(MAX_PROBLEMS_PER_RULE + 3)]
    limited = limit_per_rule([*problems, Problem(WARNING, "another")])
    assert [problem.rule for problem in limited] == [ERROR] * MAX_PROBLEMS_PER_RULE + [WARNING]
    assert limited[:-2] == problems[: MAX_PROBLEMS_PER_RULE - 1]
    assert limited[-2].message.endswith(" (and 3 more like it in this file)")


def test_no_more_problems_than_are_printed_stay_as_they_are() -> None:
    problems = [Problem(ERROR, f"message {number}") for number in range(MAX_PROBLEMS_PER_RULE)]
    assert limit_per_rule(problems) == problems


def test_problems_are_sorted_by_place_then_rule_then_message() -> None:
    ordered = [
        Problem(ERROR, "c"),
        Problem(ERROR, "b").with_place(Place("a.yml", 2)),
        Problem(ERROR, "a").with_place(Place("a.yml", 10)),
        Problem(ERROR, "b").with_place(Place("a.yml", 10)),
        Problem(WARNING, "a").with_place(Place("a.yml", 10)),
    ]
    shuffled = [ordered[number] for number in (3, 0, 4, 2, 1)]
    assert sorted(shuffled, key=sort_key) == ordered


def test_warnings_are_no_errors() -> None:
    assert has_errors([Problem(WARNING, "a"), Problem(ERROR, "a")])
    assert not has_errors([Problem(WARNING, "a")])


def test_a_field_path_reads_as_editors_write_it() -> None:
    assert format_field_path(("participants", 1, "person")) == "participants[1].person"
    assert format_field_path(()) == ""


def test_a_quoted_value_stands_on_one_line_and_is_cut() -> None:
    assert quote("two\n lines") == '"two lines"'
    assert quote("x" * 61) == '"' + "x" * 59 + '…"'
    assert quote("x" * 60) == '"' + "x" * 60 + '"'
