"""The command line: what each command does is in `commands`.

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
from generator.cli import COMMANDS, command_of

LONG_LIVED = ("new", "serve")
"""The commands that run for as long as somebody edits: their garbage is collected."""
INTERRUPTED = 130
"""What a shell takes for interrupted."""


class Commands(click.Group):
    """The commands; what one of them needs, others do not wait for."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; Ctrl+C ends it in a line."""
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt:
            click.echo("\nAborted!", err=True)
            ctx.exit(INTERRUPTED)

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Their names."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        """The command of a name, if there is one."""
        return command_of(name) if name in COMMANDS else None


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="aide-memoire")
@click.pass_context
def main(context: click.Context) -> None:
    """Aide-Mémoire: YAML records of meetings and agreements to a linked briefing site."""
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s: %(message)s", stream=sys.stderr)
    _set_collector(context.invoked_subcommand or "")
    os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")  # Material's advertisement, not a warning about the site


def _set_collector(command: str) -> None:
    """Switch the garbage collector off, except for commands that live long."""
    if command in LONG_LIVED:
        gc.set_threshold(100_000, 50, 100)  # records are many and hold no circles: looking through them was a quarter
    else:
        gc.disable()
    atexit.register(gc.freeze)  # a last look through them when the process ends was a tenth
