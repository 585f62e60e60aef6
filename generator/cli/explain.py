"""`explain`: what the code of a problem means, with an example and how to mend it; without a code, all of them."""

import click

from generator.checks.explanations import explanation
from generator.checks.rules import RULES_BY_CODE
from generator.cli.environment import fail
from generator.cli.explaining import in_full, listing
from generator.problems.suggest import did_you_mean


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
    click.echo(in_full(explanation(code)))
