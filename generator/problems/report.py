"""Problems as text for people, as JSON for programs, and as annotations for GitHub.

The command line prints the results, see `cli/output.py`.
"""

import json
from collections.abc import Callable, Mapping, Sequence

from generator.problems.problem import Place, Problem, Severity, format_field_path
from generator.problems.terminal import escape_bytes, terminal_safe, width

EXCERPT_WIDTH = 100
"""The number of characters that are printed of a long line."""
COLOURS = {Severity.ERROR: "\x1b[1;31m", Severity.WARNING: "\x1b[1;33m"}
BOLD, RESET = "\x1b[1m", "\x1b[0m"


def format_message(problem: Problem) -> str:
    """Format the message of a problem, followed by its hint, if there is one."""
    return f"{problem.message}; {problem.hint}" if problem.hint else problem.message


def format_counts(problems: Sequence[Problem]) -> str:
    """Format the number of errors and of warnings: "2 errors, 1 warning"."""
    counts = dict.fromkeys(Severity, 0)
    for problem in problems:
        counts[problem.rule.severity] += 1
    return ", ".join(f"{number} {severity}{'' if number == 1 else 's'}" for severity, number in counts.items())


def format_text(problems: Sequence[Problem], lines: Mapping[str, Sequence[str]], *, colour: bool = False) -> str:
    """Format problems as compilers do: message, line, and caret below the place.

    `lines` holds the lines of each file, by its name in the places of the problems.
    """
    output: list[str] = []
    for problem in problems:
        place = problem.place or Place("")
        severity: str = problem.rule.severity
        head = f"{terminal_safe(place.file)}:{place.line}:{place.column}:"
        if colour:
            severity = f"{COLOURS[problem.rule.severity]}{severity}{RESET}"
            head = f"{BOLD}{head}{RESET}"
        message = terminal_safe(_field_prefix(problem)) + terminal_safe(format_message(problem))
        output.append(f"{head} {severity}: {message} [{problem.rule.code}]")
        is_of_whole_file = not problem.field and (place.line, place.column) == (1, 1)
        output += _format_excerpt(place, () if is_of_whole_file else lines.get(place.file, ()))
    return "".join(line + "\n" for line in output)


def _field_prefix(problem: Problem) -> str:
    field = format_field_path(problem.field)
    return f"{field}: " if field else ""


def _format_excerpt(place: Place, lines: Sequence[str]) -> list[str]:
    """Format the line at `place`, and a caret on a line below.

    Empty if `lines` has no such line.
    """
    if not 0 < place.line <= len(lines):
        return []
    line, caret = lines[place.line - 1], place.column - 1
    start = max(0, caret - EXCERPT_WIDTH // 2) if len(line) > EXCERPT_WIDTH else 0
    before, after = terminal_safe(line[start:caret]), terminal_safe(line[caret : start + EXCERPT_WIDTH])
    number = f"{place.line:>5} | "
    return [f"{number}{before}{after}".rstrip(), " " * (len(number) - 2) + "| " + " " * width(before) + "^"]


def format_json(problems: Sequence[Problem]) -> str:
    """Format problems as a JSON object: `errors`, `warnings` (counts) and `problems`."""
    rows = []
    for problem in problems:
        place = problem.place or Place("")
        rows.append(
            {
                "file": escape_bytes(place.file),
                "line": place.line,
                "column": place.column,
                "field": format_field_path(problem.field),
                "code": problem.rule.code,
                "severity": str(problem.rule.severity),
                "message": escape_bytes(problem.message),
                "hint": problem.hint and escape_bytes(problem.hint),
            }
        )
    errors = sum(row["severity"] == Severity.ERROR for row in rows)
    report = {"errors": errors, "warnings": len(rows) - errors, "problems": rows}
    return json.dumps(report, indent=2) + "\n"


def format_github(problems: Sequence[Problem]) -> str:
    """Format problems as GitHub's workflow commands, one a line.

    Escapes as GitHub's toolkit does: https://github.com/actions/toolkit.
    """
    commands = ""
    for problem in problems:
        place = problem.place or Place("")
        file = _escape_property(terminal_safe(place.file))
        properties = f"file={file},line={place.line},col={place.column},title={problem.rule.code}"
        message = _escape_message(terminal_safe(_field_prefix(problem) + format_message(problem)))
        commands += f"::{problem.rule.severity} {properties}::{message}\n"
    return commands


def _escape_message(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _escape_property(text: str) -> str:
    return _escape_message(text).replace(":", "%3A").replace(",", "%2C")


FORMATTERS: Mapping[str, Callable[[Sequence[Problem]], str]] = {"json": format_json, "github": format_github}
"""The formats for programs, by their names in the option `--format`."""
