"""`format`: put the fields of records in order and lay them out alike; values and comments stay."""

import sys
from pathlib import Path

import click

from generator.cli.environment import is_coloured
from generator.cli.leftovers import clear_leftovers
from generator.cli.options import CONTENT
from generator.cli.output import EXIT_ERRORS, fail
from generator.cli.progress import with_stages
from generator.cli.write_files import format_file_count, rewrite_files
from generator.content.diff import diff
from generator.content.format import FormattedFile, format_files, read_files
from generator.incremental.stages import Stages
from generator.incremental.workers import cpu_count
from generator.problems.report import format_text
from generator.problems.terminal import terminal_safe


@click.command("format")
@with_stages
@click.argument("paths", nargs=-1, type=click.Path(exists=True, path_type=Path), metavar="[CONTENT or FILES...]")
@click.option("--check", is_flag=True, help="Write nothing; exit with 1 if a file would be changed.")
@click.option("--diff", "with_diff", is_flag=True, help="Write nothing; show what would be changed.")
def format_command(paths: tuple[Path, ...], check: bool, with_diff: bool, stages: Stages) -> None:
    """Put the fields of records in order and lay them out alike. No value changes, and comments stay.

    Without a name all records in the folder `content` are meant. What cannot be read is left as it is.
    """
    paths = paths or (CONTENT,)
    if not paths[0].exists():
        fail(f"there is no folder {CONTENT} here: name the folder or the files")
    with stages("find"):
        if not (check or with_diff):
            clear_leftovers(paths)
        files = list(read_files(paths))
    with stages("format") as stage:
        results = format_files(files, cpu_count(), stage.progress)
        stage.set_amount(len(results), "files")
    refused = [result for result in results if result.has_failed]
    changed = [result for result in results if result.is_changed]
    total = format_file_count(len(results))
    for result in refused:
        _print_reason(result)
    if check or with_diff:
        for result in changed:
            change = diff(result.name, result.before, result.after, colour=is_coloured()) if with_diff else ""
            click.echo(change or f"{terminal_safe(result.name)}\n", nl=False, color=True)
        click.echo(f"{len(changed)} of {total} would be formatted")
        sys.exit(EXIT_ERRORS if refused or (check and changed) else 0)
    summary = rewrite_files((result.path, result.before, result.after) for result in changed)
    click.echo(f"{summary.written} of {total} formatted")
    sys.exit(summary.status or (EXIT_ERRORS if refused else 0))


def _print_reason(result: FormattedFile) -> None:
    """Print why a file is left as it is."""
    if result.problems:
        lines = {result.name: result.lines}
        click.echo(format_text(result.problems, lines, colour=is_coloured()), nl=False, color=True)
    else:
        click.echo(f"{terminal_safe(result.name)}: left as it is: {result.reason}")
