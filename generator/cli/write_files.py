"""Rewrite record files for `format` and `check --fix`, and print why one could not be written."""

from pathlib import Path

import click

from generator.incremental.atomic import ChangedError, replace_file
from generator.problems.terminal import terminal_safe


def rewrite_file(path: Path, before: bytes, after: bytes) -> bool:
    """Replace the bytes `before` of a file by `after`. Print why if that fails.

    Return True if the file was written.
    """
    try:
        replace_file(path, before, after)
    except ChangedError:
        click.echo(f"{terminal_safe(path.as_posix())}: left as it is: it was changed meanwhile; run this again")
    except OSError as error:
        click.echo(f"{terminal_safe(path.as_posix())}: left as it is: it cannot be written: {error.strerror}")
    else:
        return True
    return False


def format_file_count(count: int) -> str:
    """Return `count` with its noun, such as "1 file"."""
    return f"{count} file{'' if count == 1 else 's'}"
