"""Writes that fail, and kills, in commands that write records: nothing is lost, and the next run makes it good.

`make bench-faults` lets every write of every command fail, also of builds.
"""

import errno
import sys
from pathlib import Path

import pytest

from generator.editing.importing import write
from generator.editing.new import workspace
from generator.incremental import atomic
from tests.support.fault_trials import Stage
from tests.support.scenes import SCENES
from tests.support.write_faults import Fault

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="faults are counted by what Linux has")


@pytest.fixture(params=["format a file", "new", "import", "pages, again"])
def stage(request: pytest.FixtureRequest, tmp_path: Path) -> Stage:
    return Stage(SCENES[request.param], tmp_path)


def calls(stage: Stage, most: int = 7) -> range:
    """Return the numbers of some calls of a command, from the first to the last."""
    total = len(stage.clean.calls)
    return range(1, total + 1, max(1, total // most))


def test_a_write_that_fails_loses_nothing_and_is_told_in_a_line(stage: Stage) -> None:
    faults = [Fault(number, errno.EIO) for number in calls(stage)]
    trials = [stage.try_fault(fault) for fault in faults]
    assert all(trial.outcome.has_struck for trial in trials)
    assert [(str(trial.fault), trial.complaints) for trial in trials if trial.complaints] == []


def test_a_disk_that_stays_full_loses_nothing_and_is_told_in_a_line(stage: Stage) -> None:
    trials = [stage.try_fault(Fault(number, errno.ENOSPC, lasts=True)) for number in calls(stage, 3)]
    assert [(str(trial.fault), trial.complaints) for trial in trials if trial.complaints] == []


@pytest.mark.parametrize("name", ["format a file", "new", "import"])
def test_what_a_killed_command_leaves_is_removed_and_named_by_the_next(name: str, tmp_path: Path) -> None:
    stage = Stage(SCENES[name], tmp_path)
    trials = [stage.try_kill(("format",), Fault(number, 0)) for number in calls(stage, 9)]
    assert any(trial.left for trial in trials)
    assert [(str(trial.fault), trial.complaints) for trial in trials if trial.complaints] == []


def test_a_record_that_is_written_in_its_place_would_be_noticed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workspace, "replace_file", lambda path, before, after: path.write_bytes(after))
    stage = Stage(SCENES["new"], tmp_path)
    trials = [stage.try_kill(("format",), Fault(number, 0)) for number in calls(stage, 20)]
    assert any("is half written" in complaint for trial in trials for complaint in trial.complaints)


def test_an_import_that_does_not_take_back_what_it_has_moved_would_be_noticed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(write, "move_new", lambda stage, path: stage.replace(path))
    monkeypatch.setattr(Path, "unlink", lambda path, missing_ok=False: None)
    stage = Stage(SCENES["import"], tmp_path)
    numbers = [number for number, call in enumerate(stage.clean.calls, 1) if call.startswith("os.rename write")]
    trial = stage.try_fault(Fault(numbers[-1], errno.ENOSPC))
    assert any("neither as before nor as after" in complaint for complaint in trial.complaints)


def test_an_error_that_is_no_line_would_be_noticed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(atomic, "_raise_if_changed", fail)
    trial = Stage(SCENES["format"], tmp_path)
    with pytest.raises(AssertionError, match="Traceback"):
        _ = trial.clean
