"""What stages take is measured in their order, and told in a table that can be read at a glance."""

import re

import pytest

from generator.incremental import stages as timing
from generator.incremental.stages import Stage, StageDisplay, Stages


class Heard(StageDisplay):
    """Writes down what it is told."""

    def __init__(self) -> None:
        self.words: list[str] = []

    def begin(self, stage: Stage) -> None:
        self.words.append(f"{stage.name} begins")

    def advance(self, stage: Stage, done: int, total: int) -> None:
        self.words.append(f"{stage.name} {done}/{total}")

    def end(self, stage: Stage) -> None:
        self.words.append(f"{stage.name} ends")


def test_a_stage_is_shown_from_its_beginning_to_its_end_also_where_it_fails() -> None:
    heard = Heard()
    stages = Stages(heard)
    with stages("read") as stage:
        stage.progress(1, 2)
    with pytest.raises(OSError, match="full"), stages("write"):
        raise OSError("full")
    assert heard.words == ["read begins", "read 1/2", "read ends", "write begins", "write ends"]
    assert [stage.name for stage in stages.finished] == ["read", "write"]


def test_a_table_has_the_stages_in_order_their_speed_and_peaks_of_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timing, "MEASURED_PROCESSES", {0: "this process at most", -1: "the largest worker"})
    monkeypatch.setattr(timing, "_peak_megabytes", lambda process: 1234.6 + process)
    stages = Stages()
    for name, seconds, made in (("check", 0.5, 0), ("html", 12.25, 2450)):
        with stages(name) as stage:
            stage.set_amount(made, "pages")
        stage.seconds = seconds
    assert re.sub(r"in all +\S+ s", "in all    0.00 s", stages.table()) == (
        "check     0.50 s\n"
        "html     12.25 s           2,450 pages  200 a second\n"
        "in all    0.00 s\n"
        "memory  1,235 MB  this process at most\n"
        "        1,234 MB  the largest worker\n"
    )


def test_where_the_system_tells_no_memory_nothing_is_said_of_it(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "memory" in Stages().table()
    monkeypatch.setattr(timing, "MEASURED_PROCESSES", {})
    assert "memory" not in Stages().table()
