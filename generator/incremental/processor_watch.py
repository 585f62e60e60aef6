"""A watch over the processor time of one step of work at a time: a step that takes too long is ended from within."""

import signal
import threading
import time
from types import FrameType, TracebackType
from typing import Any, Self

CAN_END_STEPS = hasattr(signal, "setitimer")
"""Whether a step can be ended while it runs. On Windows it ends by itself, and is reported then."""
INTERVAL = 0.1
"""Seconds of the processor between two looks at the watch."""


class StepTooLongError(Exception):
    """A step, or all of them together, took too much time. The argument is the allowed number of seconds."""


class StepsTooLongError(StepTooLongError):
    """Steps that took too much time together. Its arguments: the allowed seconds, and the number of steps."""


class ProcessorWatch:
    """Limits each step of work, and all steps together. A context manager; steps run within.

    Python's own loops and its regular expressions are interrupted, other libraries in C are not.
    """

    def __init__(self, seconds: float, together: float | None = None, per_step: float = 0) -> None:
        """Allow `seconds` for a step.

        All steps may take `together`, and `per_step` more for each.
        """
        self._seconds, self._together, self._per_step = seconds, together, per_step
        self._total, self._steps = 0.0, 0
        self._started: float | None = None
        self._previous: Any = None

    def start(self) -> None:
        """Begin a step."""
        self._started = time.process_time()

    def stop(self) -> None:
        """End a step. Raises StepTooLongError."""
        if self._started is None:
            return
        seconds = time.process_time() - self._started
        self._started = None
        self._total, self._steps = self._total + seconds, self._steps + 1
        if seconds > self._seconds:
            raise StepTooLongError(self._seconds)
        if self._together is not None and self._total > (allowed := self._together + self._per_step * self._steps):
            raise StepsTooLongError(allowed, self._steps)

    def __enter__(self) -> Self:
        if CAN_END_STEPS and threading.current_thread() is threading.main_thread():
            self._previous = signal.signal(signal.SIGVTALRM, self._look)
            signal.setitimer(signal.ITIMER_VIRTUAL, INTERVAL, INTERVAL)
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._started = None
        if self._previous is not None:
            signal.setitimer(signal.ITIMER_VIRTUAL, 0)
            signal.signal(signal.SIGVTALRM, self._previous)
            self._previous = None

    def _look(self, number: int, frame: FrameType | None) -> None:
        """End the step if it takes too long."""
        if self._started is not None and time.process_time() - self._started > self._seconds:
            self._started = None
            raise StepTooLongError(self._seconds)
