"""The commands: one module for each, imported when the command is called or listed.

Commands are options and printing. The steps of a build are in `pipeline.py`.
"""

from importlib import import_module
from keyword import iskeyword

import click

COMMANDS = ("new", "check", "explain", "format", "serve", "build", "pages", "show", "find", "import", "schema")
"""The names of the commands, in the order of the help."""
EXIT_INTERRUPTED = 130
"""The exit status by which shells tell an interruption."""
EXIT_READER_LEFT = 141
"""The exit status by which shells tell that the program which read the output has ended."""


def load_command(name: str) -> click.Command:
    """Import the command `name`, one of `COMMANDS`."""
    module = import_module(f"{__name__}.{name}{'_' if iskeyword(name) else ''}")
    command: click.Command = getattr(module, f"{name}_command")
    return command
