"""What `check --fix` does before it checks: shows what can be mended as a diff, asks, and writes it."""

import sys
from datetime import date
from pathlib import Path

import click

from generator.checks.run import check
from generator.cli.environment import edition, is_coloured
from generator.cli.output import ERRORS
from generator.cli.write_files import files, rewritten
from generator.content.diff import diff
from generator.content.files import ContentFiles, find_files
from generator.content.fix import FileChange, apply_fixes
from generator.content.load import load
from generator.incremental.stages import Stages
from generator.incremental.workers import cpu_count
from generator.kinds.record import Audience
from generator.problems import Problem
from generator.problems.report import format_message
from generator.problems.terminal import terminal_safe


def offer_to_fix(
    content: Path, as_of: date | None, audience: Audience, layout: bool, yes: bool, stages: Stages
) -> None:
    """Mend what is wrong for certain, and with `layout` lay out the records.

    Ends the command where there is something to write, and it is not to be written.
    """

    def problems_in(found: ContentFiles) -> list[Problem]:
        loaded = load(found, {})
        return check(loaded, edition(loaded, as_of, audience))

    with stages("find"):
        found = find_files(content)
    with stages("check"):
        problems = problems_in(found)
    with stages("mend") as stage:
        mended = apply_fixes(found, problems, problems_in, layout=layout, jobs=cpu_count(), progress=stage.progress)
    for change in mended.changes:
        click.echo(diff(change.name, change.before, change.after, colour=is_coloured()), nl=False, color=True)
    for problem in mended.new_problems:
        place = terminal_safe(problem.place.file) if problem.place else ""
        click.echo(f"{place}: not mended: then {terminal_safe(format_message(problem))} [{problem.rule.code}]")
    if not mended.changes:
        click.echo("nothing can be fixed for certain")
    elif yes or _agreed(mended.changes):
        written = sum(rewritten(change.path, change.before, change.after) for change in mended.changes)
        click.echo(f"{files(written)} written")


def _agreed(changes: list[FileChange]) -> bool:
    """Whether the changes are to be written; where they are not, or nobody can be asked, the command ends."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        click.echo(f"{_summary(changes)}; nothing is written: add --yes to write this")
    elif click.confirm(f"{_summary(changes)}. Write this?"):
        return True
    else:
        click.echo("nothing is written")
    sys.exit(ERRORS)


def _summary(changes: list[FileChange]) -> str:
    mended = sum(len(change.fixed) for change in changes)
    what = f"{mended} problem{'' if mended == 1 else 's'}" if mended else "the layout"
    return f"{what} can be fixed in {files(len(changes))}"
