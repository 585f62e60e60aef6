"""`check --fix`: show the fixes as a diff, ask, and write them. `check` then runs as usual.

What can be fixed is for `content/fix.py`.
"""

import sys
from collections.abc import Sequence
from pathlib import Path

import click

from generator.checks.run import check
from generator.cli.environment import can_confirm, is_coloured
from generator.cli.leftovers import EditingPrinter
from generator.cli.output import EXIT_ERRORS
from generator.cli.write_files import format_file_count, rewrite_files
from generator.content.diff import diff
from generator.content.files import ContentFiles, find_files
from generator.content.fix import FileChange, apply_fixes
from generator.content.load import load
from generator.incremental.stages import Stages
from generator.incremental.workers import cpu_count
from generator.pipeline import EditionRequest
from generator.problems import Problem
from generator.problems.report import format_message
from generator.problems.terminal import terminal_safe


def offer_to_fix(content: Path, request: EditionRequest, stages: Stages, *, layout: bool, yes: bool) -> int:
    """Fix problems with one answer only; with `layout`, also the layout of files.

    Without `yes`, ask before writing. Exit if there is something to write and nobody agrees. Return an exit status: 0
    unless a file that is to be fixed was left as it is.
    """

    def find_problems(files: ContentFiles) -> list[Problem]:
        loaded = load(files, {})
        return check(loaded, request.edition_for(loaded))

    with stages("find"):
        files = find_files(content)
        EditingPrinter().on_files(files)
    with stages("check"):
        problems = find_problems(files)
    with stages("mend") as stage:
        result = apply_fixes(files, problems, find_problems, layout=layout, jobs=cpu_count(), progress=stage.progress)
    for change in result.changes:
        click.echo(diff(change.name, change.before, change.after, colour=is_coloured()), nl=False, color=True)
    for problem in result.new_problems:
        place = terminal_safe(problem.place.file) if problem.place else ""
        click.echo(f"{place}: not mended: then {terminal_safe(format_message(problem))} [{problem.rule.code}]")
    if not result.changes:
        click.echo("nothing can be fixed for certain")
    elif yes or _confirm(result.changes):
        summary = rewrite_files((change.path, change.before, change.after) for change in result.changes)
        click.echo(f"{format_file_count(summary.written)} written")
        return summary.status
    return 0


def _confirm(changes: Sequence[FileChange]) -> bool:
    """Ask before writing. Exit if the answer is no, or nobody can be asked."""
    if not can_confirm():
        click.echo(f"{_summarise(changes)}; nothing is written: add --yes to write this")
    elif click.confirm(f"{_summarise(changes)}. Write this?"):
        return True
    else:
        click.echo("nothing is written")
    sys.exit(EXIT_ERRORS)


def _summarise(changes: Sequence[FileChange]) -> str:
    count = sum(len(change.fixed) for change in changes)
    fixes = f"{count} problem{'' if count == 1 else 's'}" if count else "the layout"
    return f"{fixes} can be fixed in {format_file_count(len(changes))}"
