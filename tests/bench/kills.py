"""Builds that are killed at random moments, each followed by one that is not: `make bench-kills`, Linux.

What the second makes must be, byte for byte, what a clean build makes of the same records. The records are edited
between trials; most builds are killed with all they started, every fifth alone, so that its workers are left behind.
"""

import argparse
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random
from typing import NamedTuple

from tests.bench.corpus import write_corpus
from tests.bench.metering import ROOT, Failed
from tests.bench.stage import edited

WORK = ROOT / "build/bench/kills"
AS_OF = "2026-12-01"
ALONE = 5
"""Every so many builds are killed without what they started."""
Edit = Callable[[Path, Random], object]


def _edit_meeting(content: Path, chance: Random) -> None:
    """Another word in the summary of a meeting."""
    meetings = sorted((content / "meetings").glob("*.yml"))
    chosen = chance.choice([file for file in meetings if "\nsummary: >-\n" in file.read_text("utf-8")])
    text = edited(chosen.read_text("utf-8")).replace("Corrigendum", f"Corrigendum{chance.randrange(1000)}")
    chosen.write_text(text, "utf-8")


def _add_or_remove_person(content: Path, chance: Random) -> None:
    """One record more, or the one that was added before gone."""
    added = content / "people" / "zed-example.yml"
    if added.exists():
        added.unlink()
    else:
        added.write_text(f"name: Zed Example {chance.randrange(1000)}\n", "utf-8")


def _retitle(content: Path, chance: Random) -> None:
    """Another title of the site: every page is another."""
    site = content / "site.yml"
    lines = site.read_text("utf-8").splitlines()
    titled = [f"title: Records {chance.randrange(1000)}" if line.startswith("title:") else line for line in lines]
    site.write_text("\n".join(titled) + "\n", "utf-8")


class Bench:
    """Records, what is made of them, and the same records as they were at first."""

    def __init__(self, folder: Path, records: Callable[[Path], object]) -> None:
        self.folder, self.content, self.made = folder, folder / "content", folder / "made"
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        records(folder / "original")
        shutil.copytree(folder / "original", self.content)

    def restore(self) -> None:
        """Put the records back to their first state."""
        shutil.rmtree(self.content)
        shutil.copytree(self.folder / "original", self.content)

    def begin(self, made: Path | None = None) -> subprocess.Popen[str]:
        """Start a build in a process group of its own."""
        made = made or self.made
        made.mkdir(exist_ok=True)
        command = [sys.executable, "-m", "generator", "build", str(self.content), "--as-of", AS_OF, "--jobs", "2"]
        return subprocess.Popen(
            [*command, "--pages", "pages", "--site", "site"],
            cwd=made,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )

    def build(self, made: Path | None = None) -> float:
        """Run a build to its end. Return its seconds. Raises Failed."""
        since = time.perf_counter()
        with self.begin(made) as process:
            said = process.communicate()[0]
        if process.returncode:
            raise Failed(f"a build after one that was killed ended with status {process.returncode}: {said}")
        return time.perf_counter() - since

    def kill(self, after: float, *, alone: bool) -> float | None:
        """Begin a build and kill it, with all it started unless it is alone.

        Where it was over before, how long it took.
        """
        since = time.perf_counter()
        with self.begin() as process:
            try:
                process.communicate(timeout=after)
            except subprocess.TimeoutExpired:
                (os.kill if alone else os.killpg)(process.pid, signal.SIGKILL)
                process.stdout.close()  # type: ignore[union-attr]  # it is a pipe, which those left behind hold too
                return None
        return time.perf_counter() - since

    def differing(self) -> list[str]:
        """Return the files that differ from those of a clean build."""
        clean = self.folder / "clean"
        shutil.rmtree(clean, ignore_errors=True)
        self.build(clean)
        found, expected = files(self.made), files(clean)
        return sorted(path for path in found.keys() | expected.keys() if found.get(path) != expected.get(path))


def files(made: Path) -> dict[str, bytes]:
    """Pages, site and search bundle, folders too, without what is noted of files' times."""
    found = (path for folder in ("pages", "site") for path in (made / folder).rglob("*"))
    return {
        path.relative_to(made).as_posix(): path.read_bytes() if path.is_file() else b""
        for path in found
        if path.name != ".rendered.json"
    }


class Trial(NamedTuple):
    """What was done before a build, when that was killed and how, and what was wrong in the end."""

    edit: str
    of: float
    """How long such a build took the last time."""
    after: float
    alone: bool
    mended: float
    """How long the next build took."""
    differing: list[str]

    def __str__(self) -> str:
        """Return a line of the table."""
        how = "alone" if self.alone else "with all it started"
        wrong = ", ".join(self.differing[:5]) or "the same"
        return f"{self.edit:20} {self.after:6.2f} of {self.of:5.2f} s  {how:20} {self.mended:6.2f} s  {wrong}"


def edits(bench: Bench) -> dict[str, Edit]:
    """Return the changes to make before a build that is killed."""
    return {
        "nothing is there": lambda content, chance: shutil.rmtree(bench.made, ignore_errors=True),
        "a meeting edited": _edit_meeting,
        "a person more, less": _add_or_remove_person,
        "another title": _retitle,
        "all as at first": lambda content, chance: bench.restore(),
    }


def trials(bench: Bench, count: int, seed: int) -> Iterator[Trial]:
    """So many trials, their moments spread over the whole of a build. Raises Failed."""
    chance = Random(seed)  # noqa: S311  the same each time
    done = edits(bench)
    took = {}
    for name, edit in done.items():
        edit(bench.content, chance)
        took[name] = bench.build()
    moments = [(number + chance.random()) / count for number in range(count)]
    chance.shuffle(moments)
    for number, moment in enumerate(moments):
        name, alone = list(done)[number % len(done)], number % (ALONE + 1) == ALONE
        while True:
            done[name](bench.content, chance)
            after = took[name] * moment
            over = bench.kill(after, alone=alone)
            if over is None:
                break
            took[name] = over  # it takes less now: once more, as far on its way, with something to do again
            _retitle(bench.content, chance)
            bench.build()
        yield Trial(name, took[name], after, alone, bench.build(), bench.differing())


def main() -> None:
    """Run the command line."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.kills", description=__doc__)
    parser.add_argument("--records", type=int, default=200, help="how large a corpus (200)")
    parser.add_argument("--trials", type=int, default=50, help="how many builds are killed (50)")
    parser.add_argument("--seed", type=int, default=1, help="by what moments and edits are chosen (1)")
    given = parser.parse_args()
    bench = Bench(WORK, lambda folder: write_corpus(folder, given.records))
    wrong = 0
    for number, trial in enumerate(trials(bench, given.trials, given.seed), 1):
        print(f"{number:3} {trial}", flush=True)
        wrong += bool(trial.differing)
    print(f"{given.trials} builds were killed; after {wrong} of them the next one did not make what a clean one makes")
    sys.exit(bool(wrong))


if __name__ == "__main__":
    main()
