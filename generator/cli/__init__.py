"""The commands of the command line: a module for each, loaded only when it is called or listed."""

from importlib import import_module
from keyword import iskeyword

import click

COMMANDS = ("new", "check", "explain", "format", "serve", "build", "pages", "show", "find", "import", "schema")
"""Their names, in the order in which help lists them."""


def command_of(name: str) -> click.Command:
    """The command of a name."""
    module = import_module(f"{__name__}.{name}{'_' if iskeyword(name) else ''}")
    command: click.Command = getattr(module, f"{name}_command")
    return command
