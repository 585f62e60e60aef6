"""The command line: the group of all commands, logging, and the end of a command that cannot go on.

The exit statuses are explained in docs/commands.md.
"""

import atexit
import gc
import inspect
import logging
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, NoReturn

import click

from generator import __version__
from generator.cli import COMMANDS, EXIT_INTERRUPTED, EXIT_READER_LEFT, load_command
from generator.cli.streams import OutputError
from generator.problems.terminal import terminal_safe

LONG_LIVED = ("new", "serve")
"""The commands that run for as long as somebody edits: their garbage is collected."""
IS_DEVELOPING = sys.flags.dev_mode
"""Whether an error of the system is shown with its traceback, as by `python -X dev`."""


class CommandGroup(click.Group):
    """The commands, each imported only when it is called or listed."""

    def make_context(self, *arguments: Any, **options: Any) -> click.Context:
        """Read the command line, and print the help if it is asked for."""
        with _end_with_a_line():
            return super().make_context(*arguments, **options)

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command."""
        with _end_with_a_line():
            return super().invoke(ctx)

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of the commands."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        """Return the command `name`, or None if there is none."""
        return _with_help(load_command(name)) if name in COMMANDS else None

    def get_help(self, ctx: click.Context) -> str:
        """Return the help of the command line."""
        _with_help(self)
        return super().get_help(ctx)


def _with_help(command: click.Command) -> click.Command:
    """Return `command` with its docstring for a help, also under `python -OO`."""
    if command.help is None and command.callback:
        from generator.kinds.docstrings import read_docstring  # here: needed under -OO alone

        command.help = inspect.cleandoc(read_docstring(inspect.unwrap(command.callback)) or "")
    return command


@contextmanager
def _end_with_a_line() -> Iterator[None]:
    """End a command with a line instead of a traceback.

    That is after Ctrl+C, and if the system refuses something. End quietly if the program that reads the output has
    ended.
    """
    try:
        yield
    except (KeyboardInterrupt, click.Abort) as error:
        if isinstance(error, click.Abort) and not isinstance(error.__context__, KeyboardInterrupt):
            raise  # the end of input
        click.echo("\nAborted!", err=True)
        sys.exit(EXIT_INTERRUPTED)
    except OutputError as error:
        if error.reader_has_left:
            sys.exit(EXIT_READER_LEFT)
        _end_for(str(error))
    except OSError as error:
        if IS_DEVELOPING:
            raise
        name = terminal_safe(os.fsdecode(error.filename)) if isinstance(error.filename, str | bytes) else ""
        _end_for(f"{name}: {error.strerror}" if name else error.strerror or str(error))


def _end_for(reason: str) -> NoReturn:
    from generator.cli.output import fail  # here: it loads the steps of a build

    fail(reason)


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
