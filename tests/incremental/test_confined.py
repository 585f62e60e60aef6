"""Work in a child process: every limit bites, and no child is left."""

import os
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from multiprocessing import active_children
from pathlib import Path

import pytest

from generator.incremental import confined
from generator.incremental.confined import LimitExceededError, Limits, confine

AMPLE = Limits(processor_seconds=60, clock_seconds=60, megabytes=1_000)
TIGHT = Limits(processor_seconds=1, clock_seconds=20, megabytes=100)


class TwoPartsError(Exception):
    """An error that is pickled, and cannot be unpickled."""

    def __init__(self, one: str, other: str) -> None:
        super().__init__(one + other)


def _loop() -> None:
    while True:
        pass


def _hoard() -> int:
    return len(bytearray(300_000_000))


def _nest() -> None:
    _nest()


def _crash() -> None:
    os.kill(os.getpid(), signal.SIGSEGV)


def _exit() -> None:
    os._exit(3)


def _sleep() -> None:
    time.sleep(60)


def _refuse(reason: str) -> None:
    raise ValueError(reason)


def _refuse_oddly() -> None:
    raise TwoPartsError("on ", "purpose")


def _sum(*numbers: int) -> int:
    return sum(numbers)


def _limits() -> tuple[int, int]:
    return resource.getrlimit(resource.RLIMIT_CPU)[0], resource.getrlimit(resource.RLIMIT_CORE)[0]


def test_the_result_of_work_in_a_child_is_returned() -> None:
    assert confine(_sum, 1, 2, 3, limits=AMPLE) == 6
    assert confine(_limits, limits=AMPLE) == (60, 0)
    assert resource.getrlimit(resource.RLIMIT_CPU)[0] == resource.RLIM_INFINITY, "of this process"
    assert confine(bytearray, 3_000_000, limits=TIGHT) == bytearray(3_000_000)


def test_an_error_of_the_work_is_raised_here_with_where_it_came_from() -> None:
    with pytest.raises(ValueError, match="on purpose") as raised:
        confine(_refuse, "on purpose", limits=AMPLE)
    assert "in _refuse" in raised.value.__notes__[0]


@pytest.mark.parametrize(
    ("work", "expected"),
    [
        (_loop, "at most 1 seconds of the processor are allowed, it takes longer"),
        (_nest, "it nests deeper than can be read"),
        (_crash, r"it crashes the program that reads it \(SIGSEGV\)"),
        (_exit, r"it crashes the program that reads it \(status 3\)"),
        (_refuse_oddly, r"it crashes the program that reads it \(TwoPartsError\)"),
    ],
)
def test_work_beyond_a_limit_ends_with_one_error_that_names_it(work: Callable[[], None], expected: str) -> None:
    with pytest.raises(LimitExceededError, match=expected):
        confine(work, limits=TIGHT)
    assert active_children() == []


@pytest.mark.skipif(not confined.CAN_LIMIT_MEMORY, reason="this system does not limit the memory of a process")
def test_work_that_hoards_memory_ends() -> None:
    assert confine(_hoard, limits=AMPLE) == 300_000_000
    with pytest.raises(LimitExceededError, match="at most 100 MB of memory are allowed, it takes more"):
        confine(_hoard, limits=TIGHT)


def test_work_that_waits_ends_by_the_clock() -> None:
    with pytest.raises(LimitExceededError, match=r"at most 0\.2 seconds are allowed, it takes longer"):
        confine(_sleep, limits=Limits(1, 0.2, 100))
    assert active_children() == []


def test_processes_are_started_anew_where_they_cannot_be_copied(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(confined, "CAN_FORK", False)
    assert confine(len, "four", limits=AMPLE) == 4


WAIT = """
import os, sys, time
from pathlib import Path
from generator.incremental.confined import Limits, confine
def work():
    Path(sys.argv[1]).write_text(str(os.getpid()))
    time.sleep(60)
confine(work, limits=Limits(60, 60, 1000))
"""


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_the_child_ends_when_its_parent_is_interrupted_or_killed(number: signal.Signals, tmp_path: Path) -> None:
    written = tmp_path / "pid"
    with subprocess.Popen(
        [sys.executable, "-c", WAIT, str(written)], stderr=subprocess.PIPE, start_new_session=True
    ) as parent:
        _wait_until(lambda: written.exists() and written.read_text() != "")
        if number is signal.SIGINT:
            os.killpg(parent.pid, number)  # as a terminal does: the child gets it too
        else:
            parent.send_signal(number)
        _, errors = parent.communicate(timeout=20)
    _wait_until(lambda: not _runs(int(written.read_text())))
    assert errors.count(b"Traceback") == (number is signal.SIGINT), "of the parent, not of the child"


def _runs(process: int) -> bool:
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def _wait_until(happens: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 20
    while not happens():
        assert time.monotonic() < deadline
        time.sleep(0.01)
