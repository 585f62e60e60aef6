"""How long a build takes beside MkDocs, Material and Hugo with Pagefind, over the same pages: `make bench`.

`make bench N="1000 10000" RUNS=3 ARGS="--document"`; what was measured is kept in build/bench/builds.json.
"""

import argparse
import json
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from typing import NamedTuple, TypeVar

from tests.bench.benchmark_page import benchmark_page
from tests.bench.contenders import GENERATOR, Contender, contenders
from tests.bench.machine import Machine, this_machine
from tests.bench.measurements import Cost, Size, Sizes, Step, as_json, from_json
from tests.bench.metering import ROOT, Failed, metered
from tests.bench.stage import Stage, set_up
from tests.bench.tables import all_tables
from tests.bench.targets import verdicts

WORK = ROOT / "build/bench"
KEPT = WORK / "builds.json"
DOCUMENT = ROOT / "docs/benchmark.md"
NAMES = ("ours", "check", "mkdocs", "material", "hugo")
ONCE_FROM = 10_000
"""The size from which slow contenders are run once."""
T = TypeVar("T")


class Measured(NamedTuple):
    """All that is kept of a run."""

    machine: Machine
    jobs: int | None
    sizes: Sizes


def turns(all_of_them: Sequence[T], runs: int, once: Sequence[T] = ()) -> Iterator[tuple[int, T]]:
    """Who is run when: each once a turn, every turn begins with the next; some are run in the first turn alone."""
    for turn in range(runs):
        first = turn % len(all_of_them)
        for each in (*all_of_them[first:], *all_of_them[:first]):
            if not turn or each not in once:
                yield turn, each


def measure(
    stage: Stage, taking_part: Sequence[Contender], runs: int, once: Sequence[Contender]
) -> Iterator[tuple[int, Step, Cost]]:
    """Run all contenders: in which turn which step cost what. Raises Failed."""
    for turn, contender in turns(taking_part, runs, once):
        shutil.rmtree(contender.made, ignore_errors=True)
        for task in contender.tasks:
            task.prepare()
            cost = metered(task.commands, contender.runs_in, stage.log(task.step.name.lower()))
            task.prove()
            yield turn, task.step, cost
        shutil.rmtree(contender.made)


def run(given: argparse.Namespace) -> Measured:
    """Measure at each size; what is known is kept at every moment. Raises Failed."""
    jobs = given.jobs if given.jobs and _has_jobs() else None
    if given.jobs and not jobs:
        print("this generator has no --jobs: left out")
    sizes: dict[int, Size] = {}
    measured = Measured(this_machine(given.hugo), jobs, sizes)
    if measured.machine.load > 0.5:
        print(f"the load is {measured.machine.load}: what else runs here makes times longer and ratios uncertain")
    for records in sorted(set(given.records)):
        print(f"{records:,} records are written", flush=True)
        stage = set_up(WORK / f"builds-{records}", records)
        print(f"{stage.pages:,} pages; what the commands print: {stage.folder.relative_to(ROOT)}/*.log", flush=True)
        taking_part = [one for one in contenders(stage, given.hugo, jobs) if one.name in given.only]
        once = [one for one in taking_part if one.slow and records >= ONCE_FROM]
        sizes[records] = Size(stage.pages)
        for turn, step, cost in measure(stage, taking_part, given.runs, once):
            sizes[records].costs.setdefault(step, []).append(cost)
            keep(measured)
            print(f"  turn {turn + 1} of {given.runs}: {step} {cost.wall:,.2f} s", flush=True)
    return measured


def _has_jobs() -> bool:
    said = subprocess.run((*GENERATOR, "build", "--help"), cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return "--jobs" in said


def keep(measured: Measured) -> None:
    """Write what was measured, and what that says of the targets, as JSON."""
    found = [
        {"target": v.target.words, "demand": v.target.demand, "records": v.records, "found": v.found, "met": v.met}
        for v in verdicts(measured.sizes)
    ]
    said = {"machine": asdict(measured.machine), "jobs": measured.jobs, "sizes": as_json(measured.sizes)}
    KEPT.write_text(json.dumps(said | {"targets": found}, indent=2, ensure_ascii=False) + "\n", "utf-8")


def kept() -> Measured:
    """Return the last measurements. Raises Failed."""
    if not KEPT.is_file():
        raise Failed(f"there is no {KEPT.name}: nothing was measured yet")
    said = json.loads(KEPT.read_text("utf-8"))
    return Measured(Machine(**said["machine"]), said["jobs"], from_json(said["sizes"]))


def find_hugo() -> str | None:
    """Return the path of Hugo's own program in its Python package. None if it is not installed."""
    try:
        return str(distribution("hugo").locate_file("hugo/binaries/hugo"))
    except PackageNotFoundError:
        return None


def arguments() -> argparse.Namespace:
    """Parse the arguments."""
    plain = argparse.RawDescriptionHelpFormatter
    parser = argparse.ArgumentParser(prog="python -m tests.bench.builds", description=__doc__, formatter_class=plain)
    parser.add_argument("records", type=int, nargs="*", default=[1_000, 10_000], help="sizes (1000 10000)")
    parser.add_argument("--runs", type=int, default=3, help=f"runs of each; slow tools once from {ONCE_FROM:,}")
    parser.add_argument("--only", nargs="+", choices=NAMES, default=NAMES, help="measure these alone")
    parser.add_argument("--jobs", type=int, help="handed on to our build, where it has the option")
    parser.add_argument("--hugo", default=find_hugo(), help="the command of Hugo, if it is not the package's")
    parser.add_argument("--last", action="store_true", help="measure nothing: show what was measured last")
    parser.add_argument("--document", action="store_true", help=f"write {DOCUMENT.relative_to(ROOT)} too")
    given = parser.parse_args()
    if given.runs < 1:
        parser.error("at least one run is expected")
    hugo = shutil.which(given.hugo or "hugo")
    if not hugo and not given.last:
        parser.error(f"there is no {given.hugo or 'Hugo'}: install the Python package hugo, or name it with --hugo")
    given.hugo = hugo and str(Path(hugo).absolute())
    return given


def main() -> None:
    """Run the command line."""
    given = arguments()
    try:
        measured = kept() if given.last else run(given)
    except Failed as failure:
        sys.exit(str(failure))
    for heading, table in all_tables(measured.sizes):
        print(f"\n{heading}\n\n{table}", end="")
    if given.document:
        DOCUMENT.write_text(benchmark_page(measured.sizes, measured.machine, measured.jobs), "utf-8")


if __name__ == "__main__":
    main()
