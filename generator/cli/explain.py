"""`explain`: what the code of a problem means, with an example and how to mend it; without a code, all of them."""

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
        click.echo(listing())
        click.echo("\nMore on each: .venv/bin/python -m generator explain CODE")
        return
    code = code.strip("[]").lower()
    if code not in RULES_BY_CODE:
        hint = did_you_mean(code, RULES_BY_CODE) or "without a code `explain` lists them all"
        fail(f'there is no code "{code}"; {hint}')
    click.echo(in_full(explain(code)))


def listing() -> str:
    """Every code with its severity and what holds, by group."""
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


def in_full(explained: Explanation) -> str:
    """What a rule means, an example that breaks it, and how that is mended."""
    rule = explained.rule
    parts = [f"{rule.code} ({rule.severity})", _wrapped((rule.meaning,)), _wrapped(explained.meaning)]
    if explained.example:
        parts += ["Example", *_files(explained.example)]
    if explained.message:
        parts += ["What is said of it", *map(_message, explained.message.splitlines())]
    parts += ["How to mend it", _wrapped(explained.how_to_fix), *_files(explained.fixed_example)]
    return "\n\n".join(parts)


def _wrapped(paragraphs: Iterable[str]) -> str:
    return "\n\n".join(
        textwrap.fill(paragraph, WIDTH, break_long_words=False, break_on_hyphens=False) for paragraph in paragraphs
    )


def _message(line: str) -> str:
    return textwrap.fill(
        line, WIDTH, initial_indent="  ", subsequent_indent=INDENT, break_long_words=False, break_on_hyphens=False
    )


def _files(files: Iterable[ExampleFile]) -> Iterator[str]:
    for file in files:
        yield f"  {file.path}\n{textwrap.indent(file.text.rstrip(), INDENT)}"
