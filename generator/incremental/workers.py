"""Work shared out among forked processes of this machine: each has all that was there, and hands back values.

No thread is started, so that a process can be forked at any time. Where there is no fork the work is done here.
"""

import gc
import logging
import multiprocessing
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from multiprocessing.connection import Connection, wait
from types import TracebackType
from typing import Any, Generic, Self, TypeVar

log = logging.getLogger(__name__)
T = TypeVar("T")
R = TypeVar("R")

SHARE = 16
"""Tasks that a process is given at a time: enough to be busy, few enough that all finish together."""
CAN_FORK = "fork" in multiprocessing.get_all_start_methods() and sys.platform != "darwin"
"""Whether processes can be forked: not on Windows, and not safely on macOS."""
Progress = Callable[[int, int], None]
"""Told how many of how many are done."""


def no_progress(done: int, total: int) -> None:
    """Progress of which nobody is told."""


class WorkerDiedError(Exception):
    """A process ended before its work was done."""


def processors() -> int:
    """How many processes this machine runs at once for us."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


class Workers(Generic[T, R]):
    """Processes that do each of the tasks, begun at once. A context manager: none outlives it."""

    def __init__(
        self, work: Callable[[T], R], tasks: Sequence[T], jobs: int, *, here: bool = True, behind: int = 0
    ) -> None:
        """With one job the work is done in this process when its results are asked for, unless not `here`. `behind` is
        how far the processes stand back for others."""
        self._work, self._tasks, self._behind = work, tasks, behind
        self.jobs = min(jobs, len(tasks)) if CAN_FORK else 1
        self._pipes: list[Connection] = []
        self._processes: list[multiprocessing.process.BaseProcess] = []
        if CAN_FORK and (self.jobs > 1 or not here):
            gc.freeze()  # what is shared stays shared: a collection would touch, and so copy, all of it
            try:
                for _ in range(self.jobs):
                    self._begin()
            except OSError as error:  # no room for more: those that have begun do it all, or this process
                started = len(self._processes)
                log.warning("%d of %d processes could be started: %s", started, self.jobs, error.strerror)
            gc.unfreeze()
            self.jobs = max(1, len(self._processes))
        # Shares get smaller towards the end, where a long one would leave the others idle.
        self._step = max(1, min(SHARE, len(tasks) // (max(1, self.jobs) * 4)))
        self._shares = iter(range(0, len(tasks), self._step))
        # What nobody waits for yet is begun, too: a share for each process.
        self._busy = {pipe: share for pipe in self._pipes if (share := self._hand(pipe)) is not None}

    def _begin(self) -> None:
        ours, theirs = multiprocessing.Pipe()
        siblings = [*self._pipes, ours]
        process = multiprocessing.get_context("fork").Process(
            target=_labour, args=(self._work, self._tasks, theirs, siblings, self._behind), daemon=True
        )
        process.start()
        theirs.close()
        self._pipes.append(ours)
        self._processes.append(process)

    def results(self, progress: Progress = no_progress) -> Iterator[tuple[int, R]]:
        """The number of each task and what came of it, as they are done. Raises LostError, and what the work raises."""
        for done, result in enumerate(self._results(), 1):
            progress(done, len(self._tasks))
            yield result

    def _results(self) -> Iterator[tuple[int, R]]:
        if not self._processes:
            yield from ((number, self._work(task)) for number, task in enumerate(self._tasks))
            return
        while self._busy:
            for pipe in wait(list(self._busy)):
                if not isinstance(pipe, Connection):  # pragma: no cover  `wait` gives what it was given
                    raise TypeError(pipe)
                start = self._busy.pop(pipe)
                done: list[R] = _received(pipe)
                if (share := self._hand(pipe)) is not None:
                    self._busy[pipe] = share
                yield from enumerate(done, start)

    def _hand(self, pipe: Connection) -> int | None:
        """Give a process the next share; one that has been ended is noticed where its results are awaited."""
        share = next(self._shares, None)
        if share is not None:
            with suppress(OSError):
                pipe.send((share, share + self._step))
        return share

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        for pipe in self._pipes:
            pipe.close()  # by which a process knows that no work is left
        for process in self._processes:
            if kind is not None:
                process.terminate()
            process.join()


def _received(pipe: Connection) -> list[Any]:
    try:
        done, error = pipe.recv()
    except (EOFError, OSError) as ended:
        raise WorkerDiedError("a process of the build was ended from outside, perhaps for want of memory") from ended
    if error is not None:
        raise error
    result: list[Any] = done
    return result


def _labour(
    work: Callable[[T], R], tasks: Sequence[T], pipe: Connection, siblings: list[Connection], behind: int
) -> None:
    """In a worker: take shares until there are none, or nobody is left to hand them out."""
    os.nice(behind)
    for other in siblings:
        other.close()
    parent = os.getppid()
    try:
        while True:
            first, end = pipe.recv()
            try:
                done = [work(task) for task in tasks[first:end] if os.getppid() == parent]
                pipe.send((done, None))
            except Exception as error:  # noqa: BLE001  raised where the results are asked for
                pipe.send((None, error))
    except (EOFError, OSError, KeyboardInterrupt):
        return
