import subprocess
import sys

import pytest

from tests.bench.fuzz import MEGABYTES, SECONDS, Tried, table, too_much
from tests.fuzzing.seeds import seeds
from tests.fuzzing.targets import TARGETS
from tests.fuzzing.worst_cases import calendars, csv_texts, dates, json_texts, prose_texts, yaml_texts
from tests.fuzzing.worst_sheets import SHEETS

TRY = """
import sys
from tests.bench import fuzz
def wrong(raw):
    if raw == b"raise": raise ValueError("on\\npurpose")
    if raw == b"loop":
        while True: pass
    if raw == b"hoard": bytearray(400_000_000)
fuzz.TARGETS["wrong"], fuzz.GIVEN_UP = wrong, 1
print(fuzz.measured("wrong", "x", sys.argv[1].encode()).wrong)
"""


@pytest.mark.parametrize(
    ("cpu", "megabytes", "said"),
    [(SECONDS, MEGABYTES, ""), (SECONDS + 0.1, 1, "over 1 s"), (0, MEGABYTES + 1, "over 300 MB")],
)
def test_what_takes_too_long_or_too_much_is_told(cpu: float, megabytes: float, said: str) -> None:
    assert too_much(cpu, megabytes) == said


@pytest.mark.skipif(sys.platform != "linux", reason="the bench forks, and reads what the kernel of Linux counts")
@pytest.mark.parametrize(
    ("raw", "said"),
    [("fine", ""), ("raise", "ValueError: on purpose"), ("loop", "it was given up"), ("hoard", "over 300 MB")],
)
def test_an_input_that_is_handled_badly_is_seen(raw: str, said: str) -> None:
    done = subprocess.run([sys.executable, "-c", TRY, raw], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == said


def test_the_table_has_a_line_for_each_input() -> None:
    shown = table([Tried("csv", "zeros", 100_000, 0.5, 0.25, 80, "over 1 s"), Tried("json", "blanks", 9, 0, 0, 1)])
    assert [line.split()[0] for line in shown.splitlines()] == ["target", "csv", "json"]
    assert "100,000   0.50 s    0.25 s   80 MB  over 1 s" in shown


def test_every_target_has_seeds_and_every_format_its_worst_cases() -> None:
    assert all(seeds(target) for target in TARGETS)
    assert SHEETS
    for texts in (calendars, csv_texts, dates, json_texts, prose_texts, yaml_texts):
        assert texts(), texts.__name__
