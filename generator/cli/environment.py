"""What commands share: which edition is asked for, what is printed of problems, and why nothing was done.

The only module that reads the clock and the environment.
"""

import os
import sys
from datetime import date, datetime
from itertools import permutations
from pathlib import Path
from zoneinfo import ZoneInfo

import click

from generator.archive.edition import Edition
from generator.cli.output import ERRORS, fail
from generator.content.load import Content
from generator.incremental.lock import FolderLockedError, hold_folders
from generator.kinds.record import Audience

CONFIG = "mkdocs.yml"


def lock_folders(content: Path, *folders: Path, busy: str = "") -> None:
    """Have the folders for this command alone, until it ends; `busy` is said where another has them.

    Refuse folders that lie one in another: what is written into one would be taken for what belongs in the other.
    """
    named = (content, *folders)
    for inner, outer in permutations(named, 2):
        if inner.resolve().is_relative_to(outer.resolve()):
            fail(f"{inner} lies in {outer}: name another folder")
    try:
        click.get_current_context().with_resource(hold_folders(*folders))
    except FolderLockedError as error:
        fail(busy or str(error), ERRORS)
    except OSError as error:
        fail(f"{error.filename or folders[0]} cannot be written: {error.strerror}")


def edition(content: Content, as_of: date | None, audience: Audience, *, looking_back: bool = False) -> Edition:
    """The edition asked for; by default as of today, where the site is.

    Records are checked as if the day were today; pages of a past day look back on it.
    """
    today = today_in(content.site.time_zone)
    return Edition(as_of or today, audience, today if looking_back else None)


def today_in(time_zone: str, as_of: date | None = None) -> date:
    """The day asked for, by default that which it is there."""
    return as_of or datetime.now(ZoneInfo(time_zone)).date()


def is_coloured() -> bool:
    """Whether what is printed goes to a terminal that is to show colours."""
    return sys.stdout.isatty() and "NO_COLOR" not in os.environ


def is_terminal() -> bool:
    """Whether somebody sits at a terminal in which lines can be edited."""
    return sys.stdin.isatty() and sys.stdout.isatty() and os.environ.get("TERM", "dumb") != "dumb"


def config_file() -> Path:
    """MkDocs' configuration: that of the working folder, else the one beside this package."""
    here = Path(CONFIG)
    return here if here.is_file() else Path(__file__).parent.parent.parent / CONFIG
