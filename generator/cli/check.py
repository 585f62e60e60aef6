"""`check`: every problem there is, printed; what an earlier run printed of the same files is printed again."""

import sys
from datetime import date
from pathlib import Path
from typing import get_args

import click

from generator.checks.run import check
from generator.cli.environment import edition, is_coloured, today_in
from generator.cli.fix import offer_to_fix
from generator.cli.inputs import fingerprint_of, kept_of, read
from generator.cli.options import edition_options
from generator.cli.output import ERRORS, Format, fail, reported
from generator.cli.progress import with_stages
from generator.content.files import find_files
from generator.incremental.cache import RunResult
from generator.incremental.stages import Stages
from generator.kinds.record import Audience
from generator.problems import Severity, has_errors


@click.command("check")
@with_stages
@edition_options
@click.option(
    "--format",
    "style",
    type=click.Choice(get_args(Format)),
    default="text",
    show_default=True,
    help="How problems are printed.",
)
@click.option("--strict", is_flag=True, help="Count warnings as errors.")
@click.option("--fix", is_flag=True, help="Mend what has one answer only, and the layout; shown before it is written.")
@click.option("--no-layout", is_flag=True, help="With --fix: leave the layout as it is.")
@click.option("--yes", is_flag=True, help="With --fix: write it without asking.")
def check_command(
    content: Path,
    as_of: date | None,
    audience: Audience,
    style: Format,
    strict: bool,
    fix: bool,
    no_layout: bool,
    yes: bool,
    stages: Stages,
) -> None:
    """Check the records in CONTENT and print every problem."""
    if fix and style != "text":
        fail("--fix shows what it changes as text: leave --format out")
    if (yes or no_layout) and not fix:
        fail("--yes and --no-layout belong to --fix: nothing is written without it")
    if fix:
        offer_to_fix(content, as_of, audience, not no_layout, yes, stages)
    with stages("find"):
        found = find_files(content)
        kept = kept_of(found)
        of = fingerprint_of(found, str(as_of), audience, style, str(strict), str(is_coloured()))
        printed = kept.last_run("check", of)
    if not printed or date.fromisoformat(printed.day) != today_in(printed.time_zone, as_of):
        loaded = read(found, kept, stages)
        made_for = edition(loaded, as_of, audience)
        with stages("check") as stage:
            problems = check(loaded, made_for, stage.progress)
        strictly = strict and any(problem.rule.severity is Severity.WARNING for problem in problems)
        status = ERRORS if has_errors(problems) or strictly else 0
        printed = RunResult(
            reported(loaded, problems, style, is_coloured()), status, loaded.site.time_zone, made_for.day.isoformat()
        )
        if not loaded.problems:  # what is wrong with files may be due to what lies beside them
            kept.remember_run("check", of, printed)
    click.echo(printed.text, nl=False, color=True)
    sys.exit(printed.status)
