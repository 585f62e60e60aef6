"""What every command that reads content takes: which content, as of which day, for whom."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any, get_args

import click

from generator.kinds.record import Audience


class Day(click.ParamType):  # type: ignore[type-arg]  # generic in click's stubs, not when it runs
    """A day, written as in ISO 8601."""

    name = "day"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """The day that was written."""
        try:
            return date.fromisoformat(value)
        except ValueError:
            self.fail(f"a day such as 2024-01-26 is expected, found {value!r}", param, ctx)


CONTENT = click.Path(exists=True, file_okay=False, readable=True, path_type=Path)
"""The folder of the records."""


def options(command: Callable[..., None]) -> Callable[..., None]:
    """What every command that reads content takes."""
    command = click.argument("content", type=CONTENT, default="content")(command)
    command = click.option(
        "--as-of", type=Day(), help="Derive everything as of this day rather than today, without what happened later."
    )(command)
    audiences = click.Choice(get_args(Audience))
    return click.option("--audience", type=audiences, default="public", show_default=True, help="For whom it is made.")(
        command
    )
