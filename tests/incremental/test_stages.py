"""Stages are measured in their order, and shown in a table."""

import re

import pytest

from generator.incremental import stages as stages_module
from generator.incremental.stages import Stage, StageDisplay, Stages


class RecordingDisplay(StageDisplay):
    """A display that records its calls."""

    def __init__(self) -> None:
        self.calls: list[str] = []

    def begin(self, stage: Stage) -> None:
        self.calls.append(f"{stage.name} begins")

    def advance(self, stage: Stage, done: int, total: int) -> None:
        self.calls.append(f"{stage.name} {done}/{total}")

    def end(self, stage: Stage) -> None:
        self.calls.append(f"{stage.name} ends")


def test_a_stage_is_shown_from_its_beginning_to_its_end_also_where_it_fails() -> None:
    display = RecordingDisplay()
    stages = Stages(display)
    with stages("read") as stage:
        stage.progress(1, 2)
    with pytest.raises(OSError, match="full"), stages("write"):
        raise OSError("full")
    assert display.calls == ["read begins", "read 1/2", "read ends", "write begins", "write ends"]
    assert [stage.name for stage in stages.finished] == ["read", "write"]


def test_a_table_has_the_stages_in_order_their_speed_and_peaks_of_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stages_module, "MEASURED_PROCESSES", {0: "this process at most", -1: "the largest worker"})
    monkeypatch.setattr(stages_module, "_peak_megabytes", lambda process: 1234.6 + process)
    stages = Stages()
    for name, seconds, amount in (("check", 0.5, 0), ("html", 12.25, 2450)):
        with stages(name) as stage:
            stage.set_amount(amount, "pages")
        stage.seconds = seconds
    assert re.sub(r"in all +\S+ s", "in all    0.00 s", stages.table()) == (
        "check     0.50 s\n"
        "html     12.25 s           2,450 pages  200 a second\n"
        "in all    0.00 s\n"
        "memory  1,235 MB  this process at most\n"
        "        1,234 MB  the largest worker\n"
    )


def test_the_table_has_no_memory_where_the_system_does_not_measure_it(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "memory" in Stages().table()
    monkeypatch.setattr(stages_module, "MEASURED_PROCESSES", {})
    assert "memory" not in Stages().table()
