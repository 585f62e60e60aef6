"""The command line: the group of all commands, logging and exit statuses.

Exit status 0: done; 1: the content has errors, or the site could not be built; 2: the command was used wrongly;
130: it was interrupted.
"""

import atexit
import gc
import logging
import os
import sys
from typing import Any

import click

from generator import __version__
from generator.cli import COMMANDS, load_command

LONG_LIVED = ("new", "serve")
"""The commands that run for as long as somebody edits: their garbage is collected."""
EXIT_INTERRUPTED = 130
"""The exit status by which shells tell an interruption."""


class CommandGroup(click.Group):
    """The commands, each imported only when it is called or listed."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command. Ctrl+C ends it with a line instead of a traceback."""
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt:
            click.echo("\nAborted!", err=True)
            ctx.exit(EXIT_INTERRUPTED)

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of the commands."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        """Return the command `name`, or None if there is none."""
        return load_command(name) if name in COMMANDS else None


@click.group(cls=CommandGroup, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="aide-memoire")
@click.pass_context
def main(context: click.Context) -> None:
    """Aide-Mémoire: YAML records of meetings and agreements to a linked briefing site."""
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s: %(message)s", stream=sys.stderr)
    _set_garbage_collector(context.invoked_subcommand or "")
    os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")  # Material's advertisement, not a warning about the site


def _set_garbage_collector(command: str) -> None:
    """Switch the garbage collector off, except for commands that live long."""
    if command in LONG_LIVED:
        gc.set_threshold(100_000, 50, 100)  # records are many and hold no circles: looking through them was a quarter
    else:
        gc.disable()
    atexit.register(gc.freeze)  # a last look through them when the process ends was a tenth
