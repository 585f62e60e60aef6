"""Work that is shared out is done whatever the system allows; processes stand back where they are told to."""

import multiprocessing
import os
import time
from pathlib import Path

import pytest

from generator.incremental import workers
from generator.incremental.workers import Workers


def doubled(task: int) -> int:
    return task * 2


@pytest.mark.parametrize("jobs", [1, 3])
def test_progress_is_told_of_each_task(jobs: int) -> None:
    told: list[tuple[int, int]] = []
    with Workers(doubled, range(40), jobs) as crew:
        assert sorted(crew.results(lambda *so_far: told.append(so_far))) == [(each, each * 2) for each in range(40)]
    assert told == [(done, 40) for done in range(1, 41)]


@pytest.mark.parametrize("room", [0, 1])
def test_where_no_more_processes_can_be_started_those_there_are_do_it_all(
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
    with Workers(lambda task: (os.getpid() == here) == (room == 0), range(40), 3) as crew:
        assert crew.jobs == 1
        assert all(as_expected for _, as_expected in crew.results())
    assert caplog.messages == [f"{room} of 3 processes could be started: Resource temporarily unavailable"]


def test_where_there_is_room_nothing_is_said(caplog: pytest.LogCaptureFixture) -> None:
    with Workers(doubled, range(40), 3) as crew:
        assert crew.jobs == (3 if workers.CAN_FORK else 1)
        assert len(list(crew.results())) == 40
    assert caplog.messages == []


here = os.getpid()


def test_where_processes_cannot_be_forked_this_one_does_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "CAN_FORK", False)
    with Workers(lambda task: os.getpid(), range(40), 3, in_process=False) as crew:
        assert {process for _, process in crew.results()} == {here}


@pytest.mark.skipif(not workers.CAN_FORK, reason="no process is forked here")
def test_processes_stand_back_as_far_as_they_are_told() -> None:
    own = os.nice(0)
    with Workers(lambda _: os.nice(0), range(4), 2, niceness=2) as crew:
        assert {told for _, told in crew.results()} == {min(19, own + 2)}
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
    with Workers(doubled, (), 2, in_process=in_process) as crew:
        assert list(crew.results()) == []
