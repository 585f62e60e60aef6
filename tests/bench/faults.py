"""Writes that fail, in every command that writes: `make bench-faults`, Linux.

Each scene is a command. At each place of the program that changes the disk, its first and its last call fail: once as
for a disk that cannot be written (EIO), and for good as on a full disk (ENOSPC). No record may be lost or be half
written, the command ends with one line and its exit status, and the next run makes what a clean one makes.

Commands that write records are also killed: at each such call, and at random moments. The next command removes what
they leave, and names it.
"""

import argparse
import errno
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from random import Random

from generator.cli import COMMANDS, load_command
from tests.bench.metering import ROOT
from tests.support.fault_trials import Stage
from tests.support.faulty_commands import NO_FAULT, SECONDS
from tests.support.scenes import SCENES
from tests.support.write_faults import Fault

WORK = ROOT / "build/bench/faults"
KILLED = ("format", "format a file", "check --fix", "new", "import")
"""The scenes of commands that write records: they are killed, too. `make bench-kills` kills builds."""
FOLLOWING = (("format",), ("check", "--fix", "--yes"), ("pages", "--to", "pages"))
"""The commands that follow one that was killed, and its own."""
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


def kill(name: str, folder: Path, count: int, seed: int) -> tuple[int, int, int]:
    """Kill the command of a scene at each of its calls, then `count` times at a random moment.

    Return the numbers of kills, of those that left something, and of those that went wrong.
    """
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    stage, chance = Stage(SCENES[name], folder), Random(seed)  # noqa: S311  the same each time
    seconds, calls = stage.clean.seconds, len(stage.clean.calls)
    following = [stage.scene.command, *FOLLOWING]
    ways: list[tuple[Fault, float]] = [(Fault(number, 0), SECONDS) for number in range(1, calls + 1)]
    ways += [(NO_FAULT, seconds * chance.random()) for _ in range(count)]
    left = bad = 0
    for number, (fault, after) in enumerate(ways):
        trial = stage.try_kill(following[number % len(following)], fault, after)
        left += bool(trial.left)
        bad += bool(trial.complaints)
        for complaint in trial.complaints:
            print(f"  {name}: {fault if fault.number else f'killed after {after:.3f} s'}: {complaint}", flush=True)
    shutil.rmtree(folder)
    return len(ways), left, bad


def main() -> None:
    """Run the command line."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.faults", description=__doc__)
    parser.add_argument("scenes", nargs="*", metavar="SCENE", help=f"one or more of: {', '.join(SCENES)}  [all]")
    parser.add_argument("--every-call", action="store_true", help="let each call fail, not only two of each place")
    parser.add_argument("--kills", type=int, default=50, help="how many random kills of each command (50)")
    parser.add_argument("--only-kills", action="store_true", help="let no write fail")
    parser.add_argument("--seed", type=int, default=1, help="by what the moments of kills are chosen (1)")
    given = parser.parse_args()
    for command in COMMANDS:
        load_command(command)
    import generator.site.build  # noqa: F401  before processes are forked: it takes longer than a scene

    all_bad = 0
    for name in given.scenes or SCENES:
        if name in KILLED:
            count, left, bad = kill(name, WORK / "scene", given.kills, given.seed)
            print(f"{name:20} {count:5} kills, {left:4} of them left something, {bad:4} went wrong", flush=True)
            all_bad += bad
        if given.only_kills:
            continue
        count, bad = play(name, WORK / "scene", every_call=given.every_call)
        print(f"{name:20} {count:5} faults, {bad:4} of them went wrong", flush=True)
        all_bad += bad
    sys.exit(bool(all_bad))


if __name__ == "__main__":
    main()
