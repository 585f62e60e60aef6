"""`explain`: the meaning of a problem's code, an example and the fix; without a code, a list of all.

The texts are read by `checks/explanations`.
"""

import textwrap
from collections.abc import Iterable, Iterator

import click

from generator.checks.explanations import ExampleFile, Explanation, explain
from generator.checks.rules import GROUPS, RULES_BY_CODE
from generator.cli.output import fail
from generator.problems.suggest import did_you_mean

WIDTH = 96
INDENT = " " * 4


@click.command("explain")
@click.argument("code", default="")
def explain_command(code: str) -> None:
    """Say what the CODE of a problem means and how to mend it. Without a code, list them all."""
    if not code:
        click.echo(format_rules())
        click.echo("\nMore on each: .venv/bin/aide-memoire explain CODE")
        return
    code = code.strip("[]").lower()
    if code not in RULES_BY_CODE:
        hint = did_you_mean(code, RULES_BY_CODE) or "without a code `explain` lists them all"
        fail(f'there is no code "{code}"; {hint}')
    click.echo(format_explanation(explain(code)))


def format_rules() -> str:
    """Return a line for every rule, by group: its code, severity and meaning."""
    longest = max(len(rule.code) for group in GROUPS for rule in group.rules)
    return "\n\n".join(
        "\n".join(
            (
                group.heading,
                *(f"  {rule.code:<{longest}}  {rule.severity:<7}  {rule.meaning}" for rule in group.rules),
            )
        )
        for group in GROUPS
    )


def format_explanation(text: Explanation) -> str:
    """Return the meaning of a rule, an example that breaks it, and the fix."""
    rule = text.rule
    parts = [f"{rule.code} ({rule.severity})", _fill_paragraphs((rule.meaning,)), _fill_paragraphs(text.meaning)]
    if text.example:
        parts += ["Example", *_format_files(text.example)]
    if text.message:
        parts += ["What is said of it", *map(_fill_message, text.message.splitlines())]
    parts += ["How to mend it", _fill_paragraphs(text.how_to_fix), *_format_files(text.fixed_example)]
    return "\n\n".join(parts)


def _fill_paragraphs(paragraphs: Iterable[str]) -> str:
    return "\n\n".join(
        textwrap.fill(paragraph, WIDTH, break_long_words=False, break_on_hyphens=False) for paragraph in paragraphs
    )


def _fill_message(line: str) -> str:
    return textwrap.fill(
        line, WIDTH, initial_indent="  ", subsequent_indent=INDENT, break_long_words=False, break_on_hyphens=False
    )


def _format_files(files: Iterable[ExampleFile]) -> Iterator[str]:
    for file in files:
        yield f"  {file.path}\n{textwrap.indent(file.text.rstrip(), INDENT)}"
