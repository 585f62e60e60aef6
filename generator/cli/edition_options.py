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


class Folder(click.Path):
    """A folder that is there."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """The folder that was named; for a file, what to name in its place."""
        if Path(value).is_file():
            expected = f"the folder of the records, such as content, is expected, found the file {value}"
            whole = f"python -m generator check content | grep -A2 {Path(value).name}"
            self.fail(f"{expected}; for the problems of one file: {whole}", param, ctx)
        return super().convert(value, param, ctx)


CONTENT = Folder(exists=True, file_okay=False, readable=True, path_type=Path)
"""The folder of the records."""


def content_argument(command: Callable[..., None]) -> Callable[..., None]:
    """Add the argument `content`: the folder of the records."""
    return click.argument("content", type=CONTENT, default="content")(command)


def folder_option(
    flag: str, parameter: str, default: str | Path, purpose: str
) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Add an option that names a folder, which need not be there yet. `purpose` is its line of help."""
    folder = click.Path(file_okay=False, path_type=Path)
    return click.option(flag, parameter, type=folder, default=default, show_default=True, help=purpose)


def options(command: Callable[..., None]) -> Callable[..., None]:
    """What every command that reads content takes."""
    command = content_argument(command)
    command = click.option(
        "--as-of", type=Day(), help="Derive everything as of this day rather than today, without what happened later."
    )(command)
    audiences = click.Choice(get_args(Audience))
    return click.option("--audience", type=audiences, default="public", show_default=True, help="For whom it is made.")(
        command
    )
