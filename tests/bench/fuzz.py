"""What reads the files of others, with any bytes: atheris for some seconds a target, then the worst inputs of 100 kB.

Fails where a target raises, takes over a second of a processor or over 300 MB. Atheris is not locked, as it has no
builds for newer versions of Python.
"""

import argparse
import importlib.util
import os
import re
import resource
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from tests.fuzzing.seeds import seeds
from tests.fuzzing.targets import TARGETS
from tests.fuzzing.worst_cases import SIZE, worst_cases

SECONDS = 1.0
MEGABYTES = 300
GIVEN_UP = 20
"""After so many seconds of a processor an input is no longer waited for."""
MISSING = "atheris is not there: only the worst inputs are tried; `.venv/bin/python -m pip install atheris` gets it"
KEPT = Path("build/fuzz")
"""Has the inputs at which a target failed."""


class Tried(NamedTuple):
    """What an input cost, and what went wrong."""

    target: str
    name: str
    size: int
    wall: float
    cpu: float
    megabytes: float
    wrong: str = ""


def main() -> None:
    """Try everything, or some targets."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--seconds", type=int, default=60, help="how long atheris tries each target")
    asked.add_argument("--only", nargs="*", choices=TARGETS, default=list(TARGETS), help="targets")
    given = asked.parse_args()
    found = False
    if importlib.util.find_spec("atheris"):
        for target in given.only:
            found |= fuzzed(target, given.seconds)
    else:
        print(MISSING)
    tried = [measured(target, name, raw) for target, name, raw in worst_cases() if target in given.only]
    print(table(tried))
    wrong = [each for each in tried if each.wrong]
    print(f"{len(tried)} inputs of up to {max((each.size for each in tried), default=0):,} bytes; {len(wrong)} failed")
    sys.exit(1 if found or wrong else 0)


def fuzzed(target: str, seconds: int) -> bool:
    """Let atheris try a target in a process of its own. Whether it found an input that fails also without atheris."""
    KEPT.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        for number, seed in enumerate(seeds(target)):
            Path(folder, str(number)).write_bytes(seed)
        options = [f"-max_total_time={seconds}", f"-max_len={SIZE}", "-timeout=5", "-rss_limit_mb=2048"]
        artifacts = KEPT / f"{target}-"
        command = [sys.executable, "-m", "tests.bench.fuzz_one", target, folder]
        done = subprocess.run(
            [*command, *options, f"-artifact_prefix={artifacts}", "-print_final_stats=1"],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            errors="replace",
        )
    runs = re.search(r"number_of_executed_units: (\d+)", done.stderr)
    print(f"atheris, {target}: {int(runs[1]) if runs else 0:,} inputs in {seconds} s", flush=True)
    if not done.returncode:
        return False
    log = KEPT / f"{target}.log"
    log.write_text(done.stderr, "utf-8")
    inputs = re.findall(r"Test unit written to (\S+)", done.stderr)
    again = [measured(target, path, Path(path).read_bytes()) for path in inputs]
    print(table(again) if again else f"it ended with {done.returncode}: {log}", flush=True)
    return not again or any(each.wrong for each in again)


def measured(target: str, name: str, raw: bytes) -> Tried:
    """Measure the cost of an input in a process of its own, after loading what every input needs."""
    TARGETS[target](b"\0")
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        os.close(reading)
        os.write(writing, _told(target, raw).encode())
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading) as told:
        said = told.read()
    os.waitpid(child, 0)
    wall, cpu, peak, wrong = said.split("\t", 3) if said else ("0", str(GIVEN_UP), "0", "it was given up")
    cost = float(wall), float(cpu), float(peak)
    return Tried(target, name, len(raw), *cost, wrong or too_much(*cost[1:]))


def too_much(cpu: float, megabytes: float) -> str:
    """Why a cost is too high; nothing where it is not. Time is the processor's: by the clock others take part of it."""
    if cpu > SECONDS:
        return f"over {SECONDS:g} s"
    return f"over {MEGABYTES} MB" if megabytes > MEGABYTES else ""


def _told(target: str, raw: bytes) -> str:
    resource.setrlimit(resource.RLIMIT_CPU, (GIVEN_UP, GIVEN_UP + 1))
    resource.setrlimit(resource.RLIMIT_AS, (4 << 30, 4 << 30))
    signal.signal(signal.SIGXCPU, signal.SIG_DFL)
    wall, cpu, wrong = time.perf_counter(), time.process_time(), ""
    try:
        TARGETS[target](raw)
    except BaseException as error:  # noqa: BLE001  whatever it raises is what is looked for
        wrong = f"{type(error).__name__}: {' '.join(str(error).split())[:100]}"
    cost = time.perf_counter() - wall, time.process_time() - cpu
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000
    return "\t".join([*(f"{each:.3f}" for each in cost), f"{peak:.0f}", wrong])


def table(tried: Sequence[Tried]) -> str:
    """Return the costs as lines of text."""
    width = max((len(each.name) for each in tried), default=0)
    lines = [f"{'target':<10} {'input':<{width}} {'bytes':>8} {'wall':>8} {'processor':>9} {'memory':>7}"]
    for each in tried:
        cost = f"{each.size:>8,} {each.wall:>6.2f} s {each.cpu:>7.2f} s {each.megabytes:>4.0f} MB"
        lines.append(f"{each.target:<10} {each.name:<{width}} {cost}  {each.wrong}".rstrip())
    return "\n".join(lines)


if __name__ == "__main__":
    main()
