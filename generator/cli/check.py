"""`check`: print every problem of the records."""

import sys
from datetime import date
from pathlib import Path
from typing import get_args

import click

from generator.cli.environment import CACHE_FOLDER, is_coloured, today_in
from generator.cli.fix import offer_to_fix
from generator.cli.leftovers import CheckPrinter
from generator.cli.options import edition_options
from generator.cli.output import fail, print_report
from generator.cli.progress import with_stages
from generator.incremental.stages import Stages
from generator.kinds.record import Audience
from generator.pipeline import EditionRequest, ReportFormat, check_folder


@click.command("check")
@with_stages
@edition_options
@click.option(
    "--format",
    "report_format",
    type=click.Choice(get_args(ReportFormat)),
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
    report_format: ReportFormat,
    strict: bool,
    fix: bool,
    no_layout: bool,
    yes: bool,
    stages: Stages,
) -> None:
    """Check the records in CONTENT and print every problem."""
    if fix and report_format != "text":
        fail("--fix shows what it changes as text: leave --format out")
    if (yes or no_layout) and not fix:
        fail("--yes and --no-layout belong to --fix: nothing is written without it")
    request = EditionRequest(as_of, audience, today_in)
    status = offer_to_fix(content, request, stages, layout=not no_layout, yes=yes) if fix else 0
    result = check_folder(
        content,
        request,
        CACHE_FOLDER,
        stages,
        report_format=report_format,
        strict=strict,
        coloured=is_coloured(),
        listener=CheckPrinter(),
    )
    print_report(result.text)
    sys.exit(max(status, result.status))
