"""Show the stages of a command on stderr while they run: a bar in a terminal, lines in a log.

Stages of less than a second are not shown. `--timings` prints a table of all stages at the end.
"""

import logging
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import TYPE_CHECKING, Any

import click

from generator.cli.environment import can_show_progress
from generator.incremental.stages import Stage, StageDisplay, Stages

if TYPE_CHECKING:
    from click._termui_impl import ProgressBar

DELAY = 1.0
"""Seconds in which nobody asks what is going on."""
INTERVAL = 0.1
"""Seconds between two updates of a bar."""
LOGGER = __name__.partition(".")[0]
"""The name above those of all loggers of this program."""
SHOW_CURSOR = "\033[?25h"
"""Shows the cursor, which click hides: a command that is killed must not leave it hidden."""
ERASE_LINE = "\r\033[K" + SHOW_CURSOR


class LineDisplay(StageDisplay):
    """A line in a log for each stage that took longer than `delay`."""

    def __init__(self, delay: float = DELAY) -> None:
        self._delay = delay

    def end(self, stage: Stage) -> None:
        """Print the stage if it took long."""
        if stage.seconds > self._delay:
            click.echo(str(stage), err=True)


class BarDisplay(StageDisplay):
    """A line of the terminal, shown after `delay` seconds and erased at the end."""

    def __init__(self, delay: float = DELAY, interval: float = INTERVAL) -> None:
        self._interval = interval
        self._next_update = time.perf_counter() + delay
        self._is_visible = False
        self._bar: ProgressBar[int] | None = None

    def begin(self, stage: Stage) -> None:
        """Show the name of the stage without a bar: the total is not known yet."""
        if time.perf_counter() >= self._next_update:
            self._is_visible = True
            click.echo(f"{ERASE_LINE}{stage.name}", nl=False, err=True)

    def advance(self, stage: Stage, done: int, total: int) -> None:
        """Update the bar, once in each interval. Erase it when the stage is complete."""
        if done == total:
            self._erase()
        elif (now := time.perf_counter()) >= self._next_update:
            self._next_update, self._is_visible = now + self._interval, True
            self._bar = self._bar or click.progressbar(length=total, label=stage.name, show_pos=True, file=sys.stderr)
            self._bar.update(done - self._bar.pos)
            click.echo(SHOW_CURSOR, nl=False, err=True)

    def end(self, stage: Stage) -> None:
        """Erase the line."""
        self._erase()

    def filter(self, record: logging.LogRecord) -> bool:
        """Erase the line before a message is logged.

        A filter of log handlers: every message passes.
        """
        self._erase()
        return True

    def _erase(self) -> None:
        if self._is_visible:
            click.echo(ERASE_LINE, nl=False, err=True)
        self._is_visible, self._bar = False, None


def with_stages(
    command: Callable[..., None], *, delay: float = DELAY, interval: float = INTERVAL
) -> Callable[..., None]:
    """Pass `stages` to a command. Its option `--timings` prints a table of them."""

    @click.option("--timings", is_flag=True, help="Print what each stage took, and how much memory.")
    @wraps(command)
    def run(*arguments: Any, timings: bool, **options: Any) -> None:
        with _open_display(delay, interval) as display:
            stages = Stages(display)
            logger = logging.getLogger(LOGGER)
            level = logger.level
            if timings:
                logger.setLevel(logging.INFO)  # why it takes longer than it could is logged where it is noticed
            try:
                command(*arguments, stages=stages, **options)
            finally:
                logger.setLevel(level)
                if timings:
                    click.echo(stages.table(), nl=False, err=True)

    return run


@contextmanager
def _open_display(delay: float, interval: float) -> Iterator[StageDisplay]:
    """Yield the display for stderr; a bar makes room for messages of the log."""
    if not can_show_progress():
        yield LineDisplay(delay)
        return
    bar, handlers = BarDisplay(delay, interval), list(logging.getLogger().handlers)
    for handler in handlers:
        handler.addFilter(bar)
    try:
        yield bar
    finally:
        for handler in handlers:
            handler.removeFilter(bar)
