"""What a command tells of its stages on stderr: a bar on a terminal, elsewhere lines; at the end, if asked, a table.

Nothing is told of what takes less than a second.
"""

import logging
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import TYPE_CHECKING, Any

import click

from generator.incremental.stages import Stage, StageDisplay, Stages

if TYPE_CHECKING:
    from click._termui_impl import ProgressBar

PATIENCE = 1.0
"""Seconds in which nobody asks what is going on."""
OFTEN = 0.1
"""Seconds between two looks of a bar."""
PROGRAM = __name__.partition(".")[0]
"""The name that all of its loggers are below."""
CURSOR = "\033[?25h"
"""Shows the cursor, which click hides: a command that is killed must not leave it so."""
ERASED = "\r\033[K" + CURSOR


class LineDisplay(StageDisplay):
    """A line for each stage that took long, as one reads it in a log."""

    def end(self, stage: Stage) -> None:
        """Tell of a stage that took long."""
        if stage.seconds > PATIENCE:
            click.echo(str(stage), err=True)


class BarDisplay(StageDisplay):
    """A line of the terminal, from the first second of a command on. In the end nothing is left of it."""

    def __init__(self) -> None:
        self._next = time.perf_counter() + PATIENCE
        self._drawn = False
        self._bar: ProgressBar[int] | None = None

    def begin(self, stage: Stage) -> None:
        """Show the name alone: it is not known yet how much there is to do."""
        if time.perf_counter() >= self._next:
            self._drawn = True
            click.echo(f"{ERASED}{stage.name}", nl=False, err=True)

    def advance(self, stage: Stage, done: int, total: int) -> None:
        """Show how far it is; what is complete is shown no longer."""
        if done == total:
            self._erase()
        elif (now := time.perf_counter()) >= self._next:
            self._next, self._drawn = now + OFTEN, True
            self._bar = self._bar or click.progressbar(length=total, label=stage.name, show_pos=True, file=sys.stderr)
            self._bar.update(done - self._bar.pos)
            click.echo(CURSOR, nl=False, err=True)

    def end(self, stage: Stage) -> None:
        """Leave the line empty."""
        self._erase()

    def filter(self, record: logging.LogRecord) -> bool:
        """Make room for what is logged meanwhile."""
        self._erase()
        return True

    def _erase(self) -> None:
        if self._drawn:
            click.echo(ERASED, nl=False, err=True)
        self._drawn, self._bar = False, None


def with_stages(command: Callable[..., None]) -> Callable[..., None]:
    """Have a command told of its `stages`, and give it the option by which it tells their times."""

    @click.option("--timings", is_flag=True, help="Print what each stage took, and how much memory.")
    @wraps(command)
    def run(*given: Any, timings: bool, **named: Any) -> None:
        with _shown() as show:
            stages = Stages(show)
            log = logging.getLogger(PROGRAM)
            level = log.level
            if timings:
                log.setLevel(logging.INFO)  # why it takes longer than it could is said where it is noticed
            try:
                command(*given, stages=stages, **named)
            finally:
                log.setLevel(level)
                if timings:
                    click.echo(stages.table(), nl=False, err=True)

    return run


@contextmanager
def _shown() -> Iterator[StageDisplay]:
    """Where stages are shown."""
    if not sys.stderr.isatty():
        yield LineDisplay()
        return
    bar, handlers = BarDisplay(), list(logging.getLogger().handlers)
    for handler in handlers:
        handler.addFilter(bar)
    try:
        yield bar
    finally:
        for handler in handlers:
            handler.removeFilter(bar)
