"""The commands of the command line: a module for each, and its name in a tuple."""

import click

from generator.commands.build import build_command
from generator.commands.check import check_command
from generator.commands.explain import explain_command
from generator.commands.pages import pages_command
from generator.commands.schema import schema_command
from generator.commands.serve import serve_command

COMMANDS: tuple[click.Command, ...] = (
    check_command,
    pages_command,
    build_command,
    serve_command,
    schema_command,
    explain_command,
)
