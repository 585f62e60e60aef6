"""Rewrite record files for `format` and `check --fix`, and print why one could not be written."""

from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

import click

from generator.cli.output import EXIT_ERRORS, EXIT_WRONG_USE
from generator.incremental.atomic import ChangedError, replace_file
from generator.problems.terminal import terminal_safe


class RewriteSummary(NamedTuple):
    """The number of files that were written, and the exit status: 0 if these are all of them."""

    written: int
    status: int


def rewrite_files(changes: Iterable[tuple[Path, bytes, bytes]]) -> RewriteSummary:
    """Replace the content of files. Then print which are left as they are.

    A change is a path, and the bytes before and after. Nothing is printed before all are written: output that cannot
    be written does not leave half of them.
    """
    written, status, reasons = 0, 0, ""
    for path, before, after in changes:
        try:
            replace_file(path, before, after)
            written += 1
            continue
        except ChangedError:
            reason, status = "it was changed meanwhile; run this again", status or EXIT_ERRORS
        except OSError as error:
            reason, status = f"it cannot be written: {error.strerror}", EXIT_WRONG_USE
        reasons += f"{terminal_safe(path.as_posix())}: left as it is: {reason}\n"
    click.echo(reasons, nl=False)
    return RewriteSummary(written, status)


def format_file_count(count: int) -> str:
    """Return `count` with its noun, such as "1 file"."""
    return f"{count} file{'' if count == 1 else 's'}"
