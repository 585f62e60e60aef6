"""Confined work: a function runs in a child process, with limits for time and memory.

The child ends with its work, with a limit, with Ctrl+C or with this process. Whatever ends it is one exception.
"""

import faulthandler
import multiprocessing
import os
import pickle
import signal
import sys
import threading
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from generator.incremental.workers import CAN_FORK

if TYPE_CHECKING:
    from multiprocessing.context import ForkContext, SpawnContext

try:
    import resource
except ImportError:  # pragma: no cover  Windows has no such limits
    resource = None  # type: ignore[assignment]  # asked for before each use

R = TypeVar("R")

CAN_LIMIT_MEMORY = resource is not None and sys.platform == "linux"
"""Whether memory can be limited: Windows has no such limit, and macOS does not hold to it."""
STATM = Path("/proc/self/statm")
"""Says, on Linux, how many pages of addresses this process has."""


@dataclass(frozen=True)
class Limits:
    """The most that confined work may take."""

    processor_seconds: int
    clock_seconds: float
    megabytes: int


class LimitExceededError(Exception):
    """Confined work that exceeded a limit, or crashed. Its argument names the limit."""


def confine(work: Callable[..., R], *arguments: Any, limits: Limits) -> R:
    """Return what `work` returns for `arguments`, run in a child process.

    Work, arguments and result can be pickled. Raises LimitExceededError, and every error of `work`.
    """
    context: ForkContext | SpawnContext
    context = multiprocessing.get_context("fork") if CAN_FORK else multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    inherited = ours if CAN_FORK else None
    process = context.Process(target=_run, args=(work, arguments, limits, theirs, inherited), daemon=True)
    process.start()
    theirs.close()
    try:
        succeeded, outcome = _receive(ours, process, limits)
    finally:
        process.kill()
        process.join()
        process.close()
        ours.close()
    if not succeeded:
        raise outcome
    result: R = outcome
    return result


def _receive(pipe: Connection, process: BaseProcess, limits: Limits) -> tuple[bool, Any]:
    """Return whether the work succeeded, and its result or error.

    Raises LimitExceededError.
    """
    if not pipe.poll(limits.clock_seconds):
        raise LimitExceededError(f"at most {limits.clock_seconds:g} seconds are allowed, it takes longer")
    try:
        outcome: tuple[bool, Any] = pipe.recv()
    except (EOFError, OSError):
        process.join()
        raise LimitExceededError(_reason_of_end(process.exitcode or 0, limits)) from None
    return outcome


def _reason_of_end(status: int, limits: Limits) -> str:
    """Return why a child ended without a result, by its exit status."""
    if resource is not None and status == -signal.SIGXCPU:
        return f"at most {limits.processor_seconds} seconds of the processor are allowed, it takes longer"
    name = signal.Signals(-status).name if -status in {*signal.Signals} else f"status {status}"
    return f"it crashes the program that reads it ({name})"


def _run(
    work: Callable[..., Any],
    arguments: tuple[Any, ...],
    limits: Limits,
    pipe: Connection,
    inherited: Connection | None,
) -> None:
    """Run the work in the child, and send its result or error."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is for the parent, which ends this process
    faulthandler.disable()  # a crash is told by the parent, in a line
    if inherited:
        inherited.close()
    threading.Thread(target=_end_with_parent, args=(pipe,), daemon=True).start()
    try:
        _set_limits(limits)
        sent = pickle.dumps((True, work(*arguments)), pickle.HIGHEST_PROTOCOL)
    except MemoryError:
        sent = _failure(LimitExceededError(f"at most {limits.megabytes:,} MB of memory are allowed, it takes more"))
    except RecursionError:
        sent = _failure(LimitExceededError("it nests deeper than can be read"))
    except Exception as error:  # noqa: BLE001  raised where the result is asked for
        sent = _failure(error)
    pipe.send_bytes(sent)


def _failure(error: Exception) -> bytes:
    """Return an error as it is sent, with its traceback as a note."""
    error.add_note("".join(traceback.format_exception(error)).rstrip())
    try:
        sent = pickle.dumps((False, error))
        pickle.loads(sent)  # noqa: S301  our own: some errors are pickled and cannot be unpickled
    except Exception:  # noqa: BLE001  whatever the error's own code raises
        name = type(error).__name__
        return pickle.dumps((False, LimitExceededError(f"it crashes the program that reads it ({name})")))
    return sent


def _end_with_parent(pipe: Connection) -> None:
    """Wait until the parent closes its end of the pipe, and exit."""
    pipe.poll(None)
    os._exit(1)


def _set_limits(limits: Limits) -> None:
    """Limit this process, as far as the system can."""
    if resource is None:  # pragma: no cover  see above: the clock of the parent is the only limit
        return
    resource.setrlimit(resource.RLIMIT_CORE, (0, resource.getrlimit(resource.RLIMIT_CORE)[1]))
    _set_limit(resource.RLIMIT_CPU, limits.processor_seconds, 1)
    if CAN_LIMIT_MEMORY:
        inherited = int(STATM.read_text("ascii").split()[0]) * resource.getpagesize()
        _set_limit(resource.RLIMIT_AS, inherited + limits.megabytes * 1_000_000, 0)


def _set_limit(kind: int, most: int, grace: int) -> None:
    """Set a limit, unless a lower one holds already.

    The system kills the process `grace` above it.
    """
    hard = resource.getrlimit(kind)[1]
    if hard == resource.RLIM_INFINITY or most + grace <= hard:
        resource.setrlimit(kind, (most, most + grace))
