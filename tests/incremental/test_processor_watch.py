"""Steps that take too long are ended from within, and the handler of the signal is put back."""

import re
import signal
import threading
import time

import pytest

from generator.incremental.processor_watch import ProcessorWatch, StepsTooLongError, StepTooLongError


def _busy(seconds: float) -> None:
    end = time.process_time() + seconds
    while time.process_time() < end:
        pass


def test_a_pattern_without_end_is_ended() -> None:
    with ProcessorWatch(0.2) as watch, pytest.raises(StepTooLongError) as raised:
        watch.start()
        re.fullmatch("(a+)+$", "a" * 40 + "!")
    assert raised.value.args == (0.2,)


def test_steps_that_are_short_may_take_long_together_only_if_they_are_many() -> None:
    with ProcessorWatch(1, together=0.01, per_step=0.01) as watch:
        for _ in range(20):
            watch.start()
            watch.stop()
        with pytest.raises(StepsTooLongError) as raised:
            for _ in range(20):
                watch.start()
                _busy(0.05)
                watch.stop()
    allowed, steps = raised.value.args
    assert allowed == pytest.approx(0.01 + 0.01 * steps)


def test_what_takes_long_between_steps_is_no_matter() -> None:
    with ProcessorWatch(0.05) as watch:
        watch.start()
        watch.stop()
        _busy(0.3)
        watch.stop()


def test_the_handler_of_before_is_put_back() -> None:
    before = signal.getsignal(signal.SIGVTALRM)
    with ProcessorWatch(1):
        assert signal.getsignal(signal.SIGVTALRM) != before
    assert signal.getsignal(signal.SIGVTALRM) == before
    assert signal.getitimer(signal.ITIMER_VIRTUAL) == (0, 0)


def test_a_step_that_cannot_be_ended_is_reported_when_it_ends() -> None:
    errors: list[Exception] = []

    def work() -> None:  # signals reach the main thread alone
        try:
            with ProcessorWatch(0.05) as watch:
                watch.start()
                _busy(0.1)
                watch.stop()
        except StepTooLongError as error:
            errors.append(error)

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert [error.args for error in errors] == [(0.05,)]
