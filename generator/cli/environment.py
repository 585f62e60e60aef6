"""The outside world: the clock, the terminal, the working folder and locks. Only commands use it.

Packages below `cli` get what they need of it as arguments.
"""

import os
import shutil
import sys
from datetime import date, datetime
from itertools import permutations
from pathlib import Path
from zoneinfo import ZoneInfo

import click

from generator.cli.output import EXIT_ERRORS, fail
from generator.incremental.lock import FolderLockedError, hold_folders

CONFIG = "mkdocs.yml"
CACHE_FOLDER = Path("build/.aide-memoire")
"""The folder of the cache, below the working folder."""


def today_in(time_zone: str) -> date:
    """Return the date of today in `time_zone`."""
    return datetime.now(ZoneInfo(time_zone)).date()


def is_coloured() -> bool:
    """Tell if stdout is a terminal that shows colours."""
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def is_stdout(path: Path) -> bool:
    """Tell if `path` names standard output, as /dev/stdout does."""
    try:
        return os.path.samestat(path.stat(), os.fstat(sys.stdout.fileno()))
    except OSError:  # no such file, or an output without a number
        return False


def is_terminal() -> bool:
    """Tell if stdin and stdout are a terminal in which lines can be edited."""
    return can_confirm() and os.environ.get("TERM", "dumb") != "dumb"


def can_confirm() -> bool:
    """Tell if somebody can answer yes or no: stdin and stdout are a terminal."""
    return sys.stdin.isatty() and sys.stdout.isatty()


def can_show_progress() -> bool:
    """Tell if stderr is a terminal, on which a line can be erased."""
    return sys.stderr.isatty() and os.environ.get("TERM") != "dumb"


def terminal_columns(default: int = 80) -> int:
    """Return the width of the terminal; `default` if there is none."""
    return shutil.get_terminal_size((default, 24)).columns


def config_file() -> Path:
    """Return MkDocs' configuration file, of the working folder or of this program."""
    in_working_folder = Path(CONFIG)
    return in_working_folder if in_working_folder.is_file() else Path(__file__).parent.parent.parent / CONFIG


def lock_folders(content: Path, *folders: Path, busy: str = "") -> None:
    """Lock `folders` until the command ends.

    Print `busy` and exit if another process holds one. Exit, too, if one of the folders lies in another: there,
    generated files would be taken for records, or records for generated files.
    """
    for inner, outer in permutations((content, *folders), 2):
        if inner.resolve().is_relative_to(outer.resolve()):
            fail(f"{inner} lies in {outer}: name another folder")
    try:
        click.get_current_context().with_resource(hold_folders(*folders))
    except FolderLockedError as error:
        fail(busy or str(error), EXIT_ERRORS)
    except OSError as error:
        fail(f"{error.filename or folders[0]} cannot be written: {error.strerror}")
