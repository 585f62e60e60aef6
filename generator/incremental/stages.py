"""The stages of a command, measured: time, amount of work, memory.

Commands open a stage around each step; `cli/progress.py` shows the stages while they run.
"""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import zip_longest

try:
    import resource
except ImportError:  # Windows
    MEASURED_PROCESSES = {}
else:
    MEASURED_PROCESSES = {
        resource.RUSAGE_SELF: "this process at most",
        resource.RUSAGE_CHILDREN: "the largest worker",
    }


class StageDisplay:
    """A display of stages while they run. This one shows nothing; others override its methods."""

    def begin(self, stage: "Stage") -> None:
        """Show that `stage` has begun."""

    def advance(self, stage: "Stage", done: int, total: int) -> None:
        """Show that `done` of `total` tasks of `stage` are done."""

    def end(self, stage: "Stage") -> None:
        """Show that `stage` has ended."""


class Stage:
    """One stage of a command: its name, the time it took and the amount of work."""

    def __init__(self, name: str, display: StageDisplay) -> None:
        self.name, self._display = name, display
        self.seconds = 0.0
        self._amount, self._unit = 0, ""

    def progress(self, done: int, total: int) -> None:
        """Report to the display that `done` of `total` tasks are done."""
        self._display.advance(self, done, total)

    def set_amount(self, count: int, unit: str) -> None:
        """Store how much work was done: 2450, "pages"."""
        self._amount, self._unit = count, unit

    def __str__(self) -> str:
        """Format the stage as one line: `html: 2,450 pages in 12.3 s`."""
        return f"{self.name}: {f'{self._amount:,} {self._unit} in ' if self._amount else ''}{self.seconds:.1f} s"

    def table_row(self) -> tuple[str, ...]:
        """Return the row of the stage in a table: name, time and any amount and speed."""
        speed = f"{self._amount / self.seconds:,.0f} a second" if self._amount else ""
        amount = (f"{self._amount:,} {self._unit}", speed) if self._amount else ()
        return (self.name, f"{self.seconds:.2f} s", *amount)


class Stages:
    """The stages of one command, in order. Call it to run a stage: `with stages("check") as stage:`."""

    def __init__(self, display: StageDisplay | None = None) -> None:
        self._display, self._started = display or StageDisplay(), time.perf_counter()
        self.finished: list[Stage] = []

    @contextmanager
    def __call__(self, name: str) -> Iterator[Stage]:
        """Run a stage: measure its time, and show it meanwhile."""
        stage, started = Stage(name, self._display), time.perf_counter()
        self._display.begin(stage)
        try:
            yield stage
        finally:
            stage.seconds = time.perf_counter() - started
            self.finished.append(stage)
            self._display.end(stage)

    def table(self) -> str:
        """Format a table of the stages: time of each, total, peaks of memory.

        Where the system does not measure memory, there are no peaks.
        """
        rows = [stage.table_row() for stage in self.finished]
        rows.append(("in all", f"{time.perf_counter() - self._started:.2f} s"))
        peaks = [
            (f"{peak:,.0f} MB", label)
            for process, label in MEASURED_PROCESSES.items()
            if (peak := _peak_megabytes(process))
        ]
        rows += [("" if number else "memory", *peak) for number, peak in enumerate(peaks)]
        return _align_columns(rows)


def _peak_megabytes(process: int) -> float:
    """Return the peak memory of a process in megabytes.

    For child processes that have ended, that of the largest.
    """
    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(process).ru_maxrss * unit / 1e6


def _align_columns(rows: list[tuple[str, ...]]) -> str:
    """Format rows as lines, numbers aligned to the right, text to the left."""
    widths = [max(map(len, column)) for column in zip_longest(*rows, fillvalue="")]
    aligned = (
        [
            cell.rjust(width) if cell[:1].isdecimal() else cell.ljust(width)
            for cell, width in zip(row, widths, strict=False)
        ]
        for row in rows
    )
    return "".join("  ".join(cells).rstrip() + "\n" for cells in aligned)
