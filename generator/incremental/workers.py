"""Worker processes: forked copies of this process share out tasks and send back the results.

A worker has all the memory of this process at the time of the fork. No thread is started, so that a process can be
forked at any time. Where there is no fork, this process does the work.
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

MAX_BATCH = 16
"""Tasks that a worker gets at a time: enough to be busy, few enough that all workers finish together."""
CAN_FORK = "fork" in multiprocessing.get_all_start_methods() and sys.platform != "darwin"
"""Whether processes can be forked: not on Windows, and not safely on macOS."""
Progress = Callable[[int, int], None]
"""Called with the number of tasks done and the number of all tasks."""


def no_progress(done: int, total: int) -> None:
    """Report progress to nobody."""


class WorkerDiedError(Exception):
    """A worker ended before its work was done."""


def cpu_count() -> int:
    """Return the number of CPUs that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


class Workers(Generic[T, R]):
    """Processes that run `work` for each task, started at once. A context manager: at its end every worker ends."""

    def __init__(
        self, work: Callable[[T], R], tasks: Sequence[T], jobs: int, *, in_process: bool = True, niceness: int = 0
    ) -> None:
        """Start `jobs` workers.

        With one job, run the tasks lazily in this process, unless `in_process` is False. `niceness` lowers the
        priority of the workers.
        """
        self._work, self._tasks, self._niceness = work, tasks, niceness
        self.jobs = min(jobs, len(tasks)) if CAN_FORK else 1
        self._pipes: list[Connection] = []
        self._processes: list[multiprocessing.process.BaseProcess] = []
        if CAN_FORK and (self.jobs > 1 or not in_process):
            gc.freeze()  # what is shared stays shared: a collection would touch, and so copy, all of it
            try:
                for _ in range(self.jobs):
                    self._start_worker()
            except OSError as error:  # no room for more: the started workers do it all, or else this process
                started = len(self._processes)
                log.warning("%d of %d processes could be started: %s", started, self.jobs, error.strerror)
            gc.unfreeze()
            self.jobs = max(1, len(self._processes))
        # Batches are small where there are few tasks: a large one would leave the other workers idle at the end.
        self._batch = max(1, min(MAX_BATCH, len(tasks) // (max(1, self.jobs) * 4)))
        self._starts = iter(range(0, len(tasks), self._batch))
        # Each worker gets its first batch before anybody asks for results.
        self._busy = {pipe: start for pipe in self._pipes if (start := self._send_batch(pipe)) is not None}

    def _start_worker(self) -> None:
        ours, theirs = multiprocessing.Pipe()
        inherited = [*self._pipes, ours]
        process = multiprocessing.get_context("fork").Process(
            target=_run_worker, args=(self._work, self._tasks, theirs, inherited, self._niceness), daemon=True
        )
        process.start()
        theirs.close()
        self._pipes.append(ours)
        self._processes.append(process)

    def results(self, progress: Progress = no_progress) -> Iterator[tuple[int, R]]:
        """Yield the number and the result of each task as tasks are done.

        Raises WorkerDiedError, and every error of `work`.
        """
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
                results: list[R] = _receive_batch(pipe)
                if (following := self._send_batch(pipe)) is not None:
                    self._busy[pipe] = following
                yield from enumerate(results, start)

    def _send_batch(self, pipe: Connection) -> int | None:
        """Send a worker the next batch; return the number of its first task.

        None if no tasks are left. A dead worker is noticed later, when its results are received.
        """
        start = next(self._starts, None)
        if start is not None:
            with suppress(OSError):
                pipe.send((start, start + self._batch))
        return start

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        for pipe in self._pipes:
            pipe.close()  # tells the worker that no work is left
        for process in self._processes:
            if kind is not None:
                process.terminate()
            process.join()


def _receive_batch(pipe: Connection) -> list[Any]:
    """Return the results of a batch. Raises WorkerDiedError, and errors of the work."""
    try:
        results, error = pipe.recv()
    except (EOFError, OSError) as ended:
        raise WorkerDiedError("a process of the build was ended from outside, perhaps for want of memory") from ended
    if error is not None:
        raise error
    batch: list[Any] = results
    return batch


def _run_worker(
    work: Callable[[T], R], tasks: Sequence[T], pipe: Connection, inherited: list[Connection], niceness: int
) -> None:
    """Run batches in a worker until none is left, or the parent process has ended."""
    os.nice(niceness)
    for other in inherited:
        other.close()
    parent = os.getppid()
    try:
        while True:
            start, end = pipe.recv()
            try:
                results = [work(task) for task in tasks[start:end] if os.getppid() == parent]
                pipe.send((results, None))
            except Exception as error:  # noqa: BLE001  raised where the results are asked for
                pipe.send((None, error))
    except (EOFError, OSError, KeyboardInterrupt):
        return
