"""How problems are printed: for people (text), for programs (json) and for GitHub's annotations (github)."""

import json
from collections.abc import Callable, Mapping, Sequence

from generator.problems import Place, Problem, Severity, format_field_path
from generator.problems.terminal import terminal_safe, width

EXCERPT_WIDTH = 100
COLOURS = {Severity.ERROR: "\x1b[1;31m", Severity.WARNING: "\x1b[1;33m"}
BOLD, RESET = "\x1b[1m", "\x1b[0m"


def format_message(problem: Problem) -> str:
    """What is wrong, with the hint where there is one."""
    return f"{problem.message}; {problem.hint}" if problem.hint else problem.message


def format_counts(problems: Sequence[Problem]) -> str:
    """How many errors and warnings, in words."""
    tally = dict.fromkeys(Severity, 0)
    for problem in problems:
        tally[problem.rule.severity] += 1
    return ", ".join(f"{number} {severity}{'' if number == 1 else 's'}" for severity, number in tally.items())


def format_text(problems: Sequence[Problem], lines: Mapping[str, Sequence[str]], *, colour: bool = False) -> str:
    """Each problem on a line as compilers print them, the line it is about, and a caret below the place.

    `lines` holds the lines of each file by its name as in the problems' places.
    """
    shown = []
    for problem in problems:
        place = problem.place or Place("")
        severity: str = problem.rule.severity
        head = f"{terminal_safe(place.file)}:{place.line}:{place.column}:"
        if colour:
            severity = f"{COLOURS[problem.rule.severity]}{severity}{RESET}"
            head = f"{BOLD}{head}{RESET}"
        field = format_field_path(problem.field) and terminal_safe(format_field_path(problem.field)) + ": "
        shown.append(f"{head} {severity}: {field}{terminal_safe(format_message(problem))} [{problem.rule.code}]")
        whole_file = not problem.field and (place.line, place.column) == (1, 1)
        shown += _excerpt(place, () if whole_file else lines.get(place.file, ()))
    return "".join(line + "\n" for line in shown)


def _excerpt(place: Place, lines: Sequence[str]) -> list[str]:
    if not 0 < place.line <= len(lines):
        return []
    line, at = lines[place.line - 1], place.column - 1
    start = max(0, at - EXCERPT_WIDTH // 2) if len(line) > EXCERPT_WIDTH else 0
    before, after = terminal_safe(line[start:at]), terminal_safe(line[at : start + EXCERPT_WIDTH])
    number = f"{place.line:>5} | "
    return [f"{number}{before}{after}".rstrip(), " " * (len(number) - 2) + "| " + " " * width(before) + "^"]


def format_json(problems: Sequence[Problem]) -> str:
    """An object with the counts and the problems, one object each."""
    rows = []
    for problem in problems:
        place = problem.place or Place("")
        rows.append(
            {
                "file": terminal_safe(place.file),
                "line": place.line,
                "column": place.column,
                "field": format_field_path(problem.field),
                "code": problem.rule.code,
                "severity": str(problem.rule.severity),
                "message": problem.message,
                "hint": problem.hint,
            }
        )
    errors = sum(row["severity"] == Severity.ERROR for row in rows)
    report = {"errors": errors, "warnings": len(rows) - errors, "problems": rows}
    return json.dumps(report, indent=2) + "\n"


def format_github(problems: Sequence[Problem]) -> str:
    """GitHub's workflow commands, escaped as its toolkit does: https://github.com/actions/toolkit."""
    shown = ""
    for problem in problems:
        place = problem.place or Place("")
        field = format_field_path(problem.field) and format_field_path(problem.field) + ": "
        file = _property(terminal_safe(place.file))
        properties = f"file={file},line={place.line},col={place.column},title={problem.rule.code}"
        shown += f"::{problem.rule.severity} {properties}::{_escaped(terminal_safe(field + format_message(problem)))}\n"
    return shown


def _escaped(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _escaped(text).replace(":", "%3A").replace(",", "%2C")


FORMATTERS: Mapping[str, Callable[[Sequence[Problem]], str]] = {"json": format_json, "github": format_github}
"""The styles for programs, by the name that `--format` takes."""
