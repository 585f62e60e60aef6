"""Random marks and days: the public edition must be that of content without the internal parts: `make bench-leaks`.

Most trials mark the invented sample, in which every field occurs, every fifth a corpus. Two of ten mark content after
pages were made of it. A seed gives the same marks and days again: `--seed 17 --trials 1`.
"""

import argparse
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from generator.incremental.workers import Workers
from tests.bench.corpus import write_corpus
from tests.support.hand_deletion import Files, read_files
from tests.support.leak_trials import Outcome, edit_trial, trial
from tests.support.sample import SAMPLE

OF_CORPUS, OF_EDITS = (4, 9), (5, 9)
"""The last digits of the seeds that mark a corpus, and of those that mark content after its pages were made."""
RECORDS = 40
MOST_FAILURES = 5
"""The most failures of a trial that are printed."""


def main() -> None:
    """Run the trials and print what failed, and how much was compared."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--trials", type=int, default=500)
    options.add_argument("--seed", type=int, default=0, help="the seed of the first trial; the others follow")
    options.add_argument("--jobs", type=int, default=2)
    given = options.parse_args()
    started = time.monotonic()
    outcomes = []
    for outcome in run(range(given.seed, given.seed + given.trials), given.jobs):
        outcomes.append(outcome)
        for failure in outcome.failures[:MOST_FAILURES]:
            print(f"seed {outcome.seed}: {failure}", flush=True)
        if len(outcomes) % 50 == 0:
            print(f"{len(outcomes)} trials, {time.monotonic() - started:.0f} s", flush=True)
    print(summary(outcomes))
    sys.exit(any(outcome.failures for outcome in outcomes))


def run(seeds: Sequence[int], jobs: int = 1) -> Iterator[Outcome]:
    """Yield the outcome of each trial, of which `jobs` processes do some at a time."""
    with Workers(trials(), seeds, jobs) as workers:
        yield from (outcome for _, outcome in workers.results())


def trials() -> Callable[[int], Outcome]:
    """Return a function that does the trial of a seed."""
    sample, corpus = read_files(SAMPLE), _corpus()

    def attempt(seed: int) -> Outcome:
        files = corpus if seed % 10 in OF_CORPUS else sample
        return (edit_trial if seed % 10 in OF_EDITS else trial)(files, seed)

    return attempt


def _corpus() -> Files:
    with TemporaryDirectory() as name:
        write_corpus(Path(name), RECORDS)
        files = read_files(Path(name))
    files["site.yml"]["briefs"] = "all"
    return files


def summary(outcomes: Sequence[Outcome]) -> str:
    """Return the numbers of all trials in a few lines."""
    seeds = sorted(outcome.seed for outcome in outcomes)
    failed = [str(outcome.seed) for outcome in outcomes if outcome.failures]
    public = sum(outcome.records for outcome in outcomes) / max(1, len(outcomes))
    canaries = sum(outcome.canaries for outcome in outcomes)
    lines = [
        f"{len(outcomes)} trials, seeds {seeds[0]} to {seeds[-1]}: {len(failed)} failed",
        f"{sum(outcome.is_valid for outcome in outcomes)} had content without any error; "
        f"{sum(outcome.previewed for outcome in outcomes)} compared the live preview too",
        f"{public:.0f} records stayed public on average; {canaries:,} canaries were planted",
    ]
    return "\n".join([*lines, *([f"seeds that failed: {' '.join(failed)}"] if failed else [])])


if __name__ == "__main__":
    main()
