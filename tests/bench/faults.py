"""Writes that fail, in every command that writes: `make bench-faults`, Linux.

Each scene is a command. At each place of the program that changes the disk, its first and its last call fail: once as
for a disk that cannot be written (EIO), and for good as on a full disk (ENOSPC). No record may be lost or be half
written, the command ends with one line and its exit status, and the next run makes what a clean one makes.
"""

import argparse
import errno
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

from generator.cli import COMMANDS, load_command
from tests.bench.metering import ROOT
from tests.support.fault_trials import Stage
from tests.support.scenes import SCENES
from tests.support.write_faults import Fault

WORK = ROOT / "build/bench/faults"
FEW_CALLS = 120
"""Commands with at most so many calls have every one of them fail."""


def faults(stage: Stage, *, every_call: bool) -> Iterator[Fault]:
    """Yield the faults to try in a scene."""
    total = len(stage.clean.calls)
    if every_call or total <= FEW_CALLS:
        for number in range(1, total + 1):
            yield Fault(number, errno.EIO)
            yield Fault(number, errno.ENOSPC)
            yield Fault(number, errno.ENOSPC, lasts=True)
        return
    for first, last in stage.places():
        yield Fault(first, errno.EIO)
        yield Fault(last, errno.ENOSPC, lasts=True)


def play(name: str, folder: Path, *, every_call: bool) -> tuple[int, int]:
    """Try all faults of a scene, and print what is wrong. Return the number of trials, and of those that went wrong."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    stage = Stage(SCENES[name], folder)
    count = bad = 0
    for fault in faults(stage, every_call=every_call):
        trial = stage.try_fault(fault)
        count += 1
        bad += bool(trial.complaints)
        for complaint in trial.complaints:
            print(f"  {name}: {fault}, {stage.clean.calls[fault.number - 1]}: {complaint}", flush=True)
    shutil.rmtree(folder)
    return count, bad


def main() -> None:
    """Run the command line."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.faults", description=__doc__)
    parser.add_argument("scenes", nargs="*", metavar="SCENE", help=f"one or more of: {', '.join(SCENES)}  [all]")
    parser.add_argument("--every-call", action="store_true", help="let each call fail, not only two of each place")
    given = parser.parse_args()
    for command in COMMANDS:
        load_command(command)
    import generator.site.build  # noqa: F401  before processes are forked: it takes longer than a scene

    all_bad = 0
    for name in given.scenes or SCENES:
        count, bad = play(name, WORK / "scene", every_call=given.every_call)
        print(f"{name:20} {count:5} faults, {bad:4} of them went wrong", flush=True)
        all_bad += bad
    sys.exit(bool(all_bad))


if __name__ == "__main__":
    main()
