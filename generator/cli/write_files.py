"""What commands that rewrite records say of each file: how many there are, and why one is left as it is."""

from pathlib import Path

import click

from generator.incremental.atomic import ChangedError, replace_file
from generator.problems.terminal import terminal_safe


def rewritten(path: Path, before: bytes, after: bytes) -> bool:
    """Whether a file could be rewritten; else it is said why not."""
    try:
        replace_file(path, before, after)
    except ChangedError:
        click.echo(f"{terminal_safe(path.as_posix())}: left as it is: it was changed meanwhile; run this again")
    except OSError as error:
        click.echo(f"{terminal_safe(path.as_posix())}: left as it is: it cannot be written: {error.strerror}")
    else:
        return True
    return False


def files(number: int) -> str:
    """How many files, in words."""
    return f"{number} file{'' if number == 1 else 's'}"
