"""Remove what commands that were killed have left among the records, and print in a line what it was.

What is a leftover, `incremental/leftovers.py` tells.
"""

from collections.abc import Iterable, Sequence
from pathlib import Path

import click

from generator.cli.output import BuildPrinter, Printer
from generator.content.files import ContentFiles, find_leftovers
from generator.incremental.leftovers import find_stages, is_abandoned, remove_leftovers, stages_of
from generator.problems.terminal import terminal_safe

MOST_NAMED = 10
"""The most leftovers that are named in the line."""


class EditingPrinter(Printer):
    """Prints what a command that writes records has removed of commands that were killed."""

    def __init__(self, results: Iterable[Path] = (), removed: Iterable[Path] = ()) -> None:
        """Take what else to look at.

        `results` are files beside the records that the command writes, `removed` what is removed already.
        """
        self._results, self._removed = tuple(results), tuple(removed)

    def on_files(self, files: ContentFiles) -> None:
        """Remove the leftovers."""
        stages = [stage for result in self._results for stage in stages_of(result)]
        _print_removed([*self._removed, *remove_leftovers([*_leftovers(files), *stages], files.folder)])


class EditionPrinter(BuildPrinter):
    """A `BuildPrinter` that also prints what it has removed of commands that were killed."""

    def on_files(self, files: ContentFiles) -> None:
        """Remove the leftovers, and warn if there is no record of the site."""
        _print_removed(remove_leftovers(_leftovers(files), files.folder))
        super().on_files(files)


class CheckPrinter(Printer):
    """Names what commands that were killed have left: a check removes nothing."""

    def on_files(self, files: ContentFiles) -> None:
        """Print which files are leftovers."""
        if left := [path for path in _leftovers(files) if is_abandoned(path)]:
            click.echo(f"note: left by a command that was killed, `format` removes it: {_names(left)}", err=True)


def _leftovers(files: ContentFiles) -> list[Path]:
    """Return the leftovers among records and, of rejected rows, in the working folder."""
    return [*files.leftovers, *find_stages(Path())]


def clear_leftovers(paths: Sequence[Path]) -> None:
    """Remove the leftovers in folders and beside files, and print what it was."""
    folders = [path for path in paths if path.is_dir()]
    removed = [leftover for folder in folders for leftover in remove_leftovers(find_leftovers(folder), folder)]
    for parent in sorted({Path(), *(path.parent for path in paths if not path.is_dir())} - {*folders}):
        removed += remove_leftovers(find_stages(parent))
    _print_removed(removed)


def _print_removed(paths: Sequence[Path]) -> None:
    if paths:
        click.echo(f"note: removed what a command that was killed had left: {_names(paths)}", err=True)


def _names(paths: Sequence[Path]) -> str:
    names = ", ".join(terminal_safe(path.as_posix()) for path in paths[:MOST_NAMED])
    return f"{names} and {len(paths) - MOST_NAMED} more" if len(paths) > MOST_NAMED else names
