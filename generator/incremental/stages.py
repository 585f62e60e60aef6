"""What the stages of a command take: time, how much is done in it, and memory."""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import zip_longest

try:
    import resource
except ImportError:  # Windows
    PROCESSES = {}
else:
    PROCESSES = {resource.RUSAGE_SELF: "this process at most", resource.RUSAGE_CHILDREN: "the largest worker"}


class StageDisplay:
    """Where stages are shown while they run. Here: nowhere."""

    def begin(self, stage: "Stage") -> None:
        """A stage begins."""

    def advance(self, stage: "Stage", done: int, total: int) -> None:
        """So many of so many are done in it."""

    def end(self, stage: "Stage") -> None:
        """A stage has ended."""


class Stage:
    """A part of a command."""

    def __init__(self, name: str, show: StageDisplay) -> None:
        self.name, self._show = name, show
        self.seconds = 0.0
        self._made, self._unit = 0, ""

    def progress(self, done: int, total: int) -> None:
        """Tell that so many of so many are done."""
        self._show.advance(self, done, total)

    def made(self, count: int, unit: str) -> None:
        """Tell how much was made."""
        self._made, self._unit = count, unit

    def __str__(self) -> str:
        """As it is told by itself."""
        return f"{self.name}: {f'{self._made:,} {self._unit} in ' if self._made else ''}{self.seconds:.1f} s"

    def row(self) -> tuple[str, ...]:
        """As it is told in a table."""
        made = (f"{self._made:,} {self._unit}", f"{self._made / self.seconds:,.0f} a second") if self._made else ()
        return (self.name, f"{self.seconds:.2f} s", *made)


class Stages:
    """The stages of a command, in their order."""

    def __init__(self, show: StageDisplay | None = None) -> None:
        self._show, self._since = show or StageDisplay(), time.perf_counter()
        self.ended: list[Stage] = []

    @contextmanager
    def __call__(self, name: str) -> Iterator[Stage]:
        """Run a stage, and show it meanwhile."""
        stage, since = Stage(name, self._show), time.perf_counter()
        self._show.begin(stage)
        try:
            yield stage
        finally:
            stage.seconds = time.perf_counter() - since
            self.ended.append(stage)
            self._show.end(stage)

    def table(self) -> str:
        """What each stage took, then all of it; peaks of memory where the system tells them."""
        rows = [stage.row() for stage in self.ended]
        rows.append(("in all", f"{time.perf_counter() - self._since:.2f} s"))
        peaks = [(f"{peak:,.0f} MB", whose) for process, whose in PROCESSES.items() if (peak := _peak(process))]
        rows += [("" if number else "memory", *peak) for number, peak in enumerate(peaks)]
        return _aligned(rows)


def _peak(process: int) -> float:
    """The most memory that a process had, in megabytes; of those that have ended, the largest one."""
    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(process).ru_maxrss * unit / 1e6


def _aligned(rows: list[tuple[str, ...]]) -> str:
    """Rows as lines: numbers, which follow the first column, end below one another."""
    widths = [max(map(len, column)) for column in zip_longest(*rows, fillvalue="")]
    aligned = (
        [
            cell.rjust(width) if cell[:1].isdecimal() else cell.ljust(width)
            for cell, width in zip(row, widths, strict=False)
        ]
        for row in rows
    )
    return "".join("  ".join(cells).rstrip() + "\n" for cells in aligned)
