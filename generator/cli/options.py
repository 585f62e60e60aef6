"""Options and parameter types that several commands share.

Each command declares its other options in its own module.
"""

import os
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any, TypeVar, get_args

import click

from generator.content.characters import describe_control_character
from generator.incremental.atomic import is_stream
from generator.kinds import BY_FOLDER, KINDS
from generator.kinds.kind import Kind
from generator.kinds.record import Audience
from generator.problems.suggest import did_you_mean
from generator.problems.terminal import SURROGATE

Command = TypeVar("Command", bound=Callable[..., Any])

CONTENT = Path("content")
"""The folder of the records, unless a command is given another."""
PAGES = Path("build/pages")
"""The folder of the Markdown pages of the public edition, unless a command is given another."""
SITE = Path("site")
"""The folder of the HTML site of the public edition, unless a command is given another."""


class DayParameter(click.ParamType):  # type: ignore[type-arg]  # generic in click's stubs, not when it runs
    """A day in ISO 8601 notation."""

    name = "day"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """Return the day, or fail with an example of one."""
        try:
            return date.fromisoformat(value)
        except ValueError:
            self.fail(f"a day such as 2024-01-26 is expected, found {value!r}", param, ctx)


class TextParameter(click.ParamType):  # type: ignore[type-arg]  # generic in click's stubs, not when it runs
    """A text. In a locale without its letters, such as C, it is read as UTF-8."""

    name = "text"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the text, or fail with its first byte that is no text."""
        text = str(value)
        if byte := SURROGATE.search(text):
            try:
                return os.fsencode(text).decode("utf-8")
            except UnicodeError:
                self.fail(f"text in UTF-8 is expected, found {describe_control_character(byte[0])}", param, ctx)
        return text


class ResultParameter(click.Path):
    """A file that a command writes; with `streams`, also a device or a pipe, such as /dev/stdout."""

    def __init__(self, *, streams: bool = False) -> None:
        super().__init__(dir_okay=False, path_type=Path)
        self._streams = streams

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return the path. Fail, before any work is done, for what is no file."""
        path = Path(os.fsdecode(super().convert(value, param, ctx)))
        if path.is_symlink() and not path.exists():
            self.fail(f"a file is expected, found {value}, a link to a file that does not exist", param, ctx)
        if path.is_dir() or path.is_block_device() or (is_stream(path) and not self._streams):
            self.fail(f"a file is expected, found {path}, which is none", param, ctx)
        return path


class FolderParameter(click.Path):
    """A folder that a command writes into, or makes. A link to a folder stands for that folder."""

    def __init__(self) -> None:
        super().__init__(file_okay=False, path_type=Path)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return the path. Fail, before any work is done, for what is no folder."""
        folder = _refuse_other_than_folder(super().convert(value, param, ctx), self, param, ctx)
        if not folder.is_symlink():
            return folder
        try:
            return folder.resolve(strict=True)
        except (OSError, RuntimeError):  # RuntimeError: links in a circle, before Python 3.13
            self.fail(f"{folder} is a link to {folder.readlink()}, where there is no folder", param, ctx)


def _refuse_other_than_folder(
    value: Any, type_: click.Path, param: click.Parameter | None, ctx: click.Context | None
) -> Path:
    """Return the path; fail for a device or a pipe, for which click has no eye."""
    path = Path(os.fsdecode(value))
    if path.exists() and not path.is_dir():
        type_.fail(f"a folder is expected, found {path}, which is none", param, ctx)
    return path


class ContentParameter(click.Path):
    """An existing folder of records."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return the folder. For a file, fail with the command for one file."""
        if Path(value).is_file():
            expected = f"the folder of the records, such as content, is expected, found the file {value}"
            whole = f"aide-memoire check content | grep -A2 {Path(value).name}"
            self.fail(f"{expected}; for the problems of one file: {whole}", param, ctx)
        return _refuse_other_than_folder(super().convert(value, param, ctx), self, param, ctx)


class KindParameter(click.ParamType):  # type: ignore[type-arg]  # generic in click's stubs, not when it runs
    """A kind of record, by its name or by the name of its folder."""

    name = "kind"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Kind[Any]:
        """Return the kind, or fail with the names of all kinds."""
        kinds = {kind.name: kind for kind in KINDS} | BY_FOLDER
        if value.casefold() not in kinds:
            hint = did_you_mean(value, kinds)
            names = ", ".join(kind.name for kind in KINDS)
            self.fail(f"one of {names} is expected, found {value!r}" + (f"; {hint}" if hint else ""), param, ctx)
        return kinds[value.casefold()]


def content_argument(command: Command) -> Command:
    """Add the argument `content`: the folder of the records."""
    parameter = ContentParameter(exists=True, file_okay=False, readable=True, path_type=Path)
    return click.argument("content", type=parameter, default=str(CONTENT))(command)


def edition_options(command: Command) -> Command:
    """Add `content`, `as_of` and `audience`: the edition of which records."""
    audience = audience_option("public", "For whom it is made.")
    as_of = as_of_option("Derive everything as of this day rather than today, without what happened later.")
    return audience(as_of(content_argument(command)))


def as_of_option(purpose: str) -> Callable[[Command], Command]:
    """Add the option `as_of`: the day of the edition. `purpose` is its line of help."""
    return click.option("--as-of", type=DayParameter(), help=purpose)


def audience_option(default: Audience, purpose: str) -> Callable[[Command], Command]:
    """Add the option `audience`. `purpose` is its line of help."""
    audiences = click.Choice(get_args(Audience))
    return click.option("--audience", type=audiences, default=default, show_default=True, help=purpose)


def folder_option(flag: str, parameter: str, default: str | Path, purpose: str) -> Callable[[Command], Command]:
    """Add an option for a folder that need not exist. `purpose` is its line of help."""
    return click.option(flag, parameter, type=FolderParameter(), default=default, show_default=True, help=purpose)


def edition_folder_option(flag: str, parameter: str, default: Path, purpose: str) -> Callable[[Command], Command]:
    """Add an option for a folder of which each audience has one."""
    defaults = f"{default}, or {edition_folder(default, 'internal')} for --audience internal"
    linked = "A link stays: the folder it leads to is written."
    return click.option(flag, parameter, type=FolderParameter(), help=f"{purpose} {linked}  [default: {defaults}]")


def choose_folder(chosen: Path | None, default: Path, audience: Audience) -> Path:
    """Return the folder that was named, or else that of the audience.

    Fails like `FolderParameter`.
    """
    folder: Path = chosen or FolderParameter().convert(edition_folder(default, audience), None, None)
    return folder


def edition_folder(folder: Path, audience: Audience) -> Path:
    """Return `folder` for the public audience, or one beside it."""
    return folder if audience == "public" else folder.with_name(f"{folder.name}-{audience}")
