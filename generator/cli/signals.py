"""The signals that end a command: Ctrl+C, a request to end, a terminal that is closed."""

import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

ENDING = tuple(getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK") if hasattr(signal, name))
IGNORE_SECONDS = 10.0
"""How long a second signal waits for what the first began: temporary folders are removed meanwhile."""


@contextmanager
def end_on_signals() -> Iterator[None]:
    """Raise KeyboardInterrupt at a signal that ends programs.

    Signals that whoever started this program had it ignore, as `nohup` does, stay ignored.
    """
    first: float | None = None

    def interrupt(_number: int, _frame: FrameType | None) -> None:
        nonlocal first
        now = time.monotonic()
        if first is None or now - first > IGNORE_SECONDS:
            first = now
            raise KeyboardInterrupt

    earlier = {number: signal.getsignal(number) for number in ENDING}
    taken = [number for number, handler in earlier.items() if handler is not signal.SIG_IGN]
    for number in taken:
        signal.signal(number, interrupt)
    try:
        yield
    finally:
        for number in taken:  # after a signal the program ends: another one is too late
            signal.signal(number, earlier[number] if first is None else signal.SIG_IGN)
