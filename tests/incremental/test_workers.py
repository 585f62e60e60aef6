"""All tasks are done with as many workers as the system allows; niceness lowers their priority."""

import multiprocessing
import os
import signal
import time
from pathlib import Path

import pytest

from generator.incremental import workers
from generator.incremental.workers import WorkerDiedError, Workers


def double(task: int) -> int:
    return task * 2


@pytest.mark.parametrize("jobs", [1, 3])
def test_progress_is_reported_after_each_task(jobs: int) -> None:
    calls: list[tuple[int, int]] = []
    with Workers(double, range(40), jobs) as crew:
        assert sorted(crew.results(lambda *so_far: calls.append(so_far))) == [(each, each * 2) for each in range(40)]
    assert calls == [(done, 40) for done in range(1, 41)]


@pytest.mark.parametrize("room", [0, 1])
def test_the_workers_that_could_be_started_do_all_tasks(
    room: int, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    started: list[object] = []
    start = multiprocessing.process.BaseProcess.start

    def start_within(process: multiprocessing.process.BaseProcess) -> None:
        if len(started) == room:
            raise OSError(11, "Resource temporarily unavailable")
        started.append(process)
        start(process)

    monkeypatch.setattr(multiprocessing.process.BaseProcess, "start", start_within)
    with Workers(lambda task: (os.getpid() == THIS_PROCESS) == (room == 0), range(40), 3) as crew:
        assert crew.jobs == 1
        assert all(is_expected for _, is_expected in crew.results())
    assert caplog.messages == [f"{room} of 3 processes could be started: Resource temporarily unavailable"]


def test_without_a_fault_nothing_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    with Workers(double, range(40), 3) as crew:
        assert crew.jobs == (3 if workers.CAN_FORK else 1)
        assert len(list(crew.results())) == 40
    assert caplog.messages == []


THIS_PROCESS = os.getpid()


def test_where_processes_cannot_be_forked_this_one_does_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "CAN_FORK", False)
    with Workers(lambda task: os.getpid(), range(40), 3, in_process=False) as crew:
        assert {process for _, process in crew.results()} == {THIS_PROCESS}


@pytest.mark.skipif(not workers.CAN_FORK, reason="no process is forked here")
def test_niceness_lowers_the_priority_of_workers_alone() -> None:
    own = os.nice(0)
    with Workers(lambda _: os.nice(0), range(4), 2, niceness=2) as crew:
        assert {niceness for _, niceness in crew.results()} == {min(19, own + 2)}
    assert os.nice(0) == own


@pytest.mark.skipif(not workers.CAN_FORK, reason="no process is forked here")
@pytest.mark.parametrize(("jobs", "in_process"), [(2, True), (1, False)])
def test_work_begins_before_anybody_asks_for_its_results(jobs: int, in_process: bool, tmp_path: Path) -> None:
    with Workers(lambda task: (tmp_path / str(task)).touch(), range(jobs), jobs, in_process=in_process):
        deadline = time.monotonic() + 60
        while len(list(tmp_path.iterdir())) < jobs:
            assert time.monotonic() < deadline
            time.sleep(0.01)


@pytest.mark.skipif(not workers.CAN_FORK, reason="no process is forked here")
def test_more_results_than_a_pipe_holds_wait_until_they_are_asked_for() -> None:
    with Workers(lambda task: bytes(1 << 20), range(8), 2) as crew:
        time.sleep(0.1)
        assert sorted(number for number, result in crew.results() if len(result) == 1 << 20) == list(range(8))


@pytest.mark.parametrize("in_process", [True, False])
def test_without_tasks_there_are_no_results(in_process: bool) -> None:
    with Workers(double, (), 2, in_process=in_process) as crew:
        assert list(crew.results()) == []


def test_a_worker_that_is_ended_from_outside_ends_the_work() -> None:
    def work(task: int) -> int:
        if task == 5:
            os.kill(os.getpid(), signal.SIGKILL)
        return task

    with pytest.raises(WorkerDiedError), Workers(work, range(10), 2) as crew:
        list(crew.results())


def test_what_work_raises_is_raised_where_its_results_are_asked_for() -> None:
    def work(task: int) -> int:
        raise ValueError(str(task))

    with pytest.raises(ValueError), Workers(work, range(10), 2) as crew:
        list(crew.results())


def test_each_task_is_done_once() -> None:
    with Workers(lambda task: task * 2, range(1000), 3) as crew:
        assert sorted(crew.results()) == [(number, number * 2) for number in range(1000)]
