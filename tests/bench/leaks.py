"""Random marks and days: `make bench-leaks`. The public edition must be that of content without what is internal.

Pages, search documents and settings of today and of an earlier day are compared byte for byte. A seed makes the same
trial again.
"""

import argparse
import sys

from generator.incremental.workers import Workers
from tests.support.hand_deletion import Files, read_files
from tests.support.leak_trials import Outcome, trial
from tests.support.paths import TESTS

SAMPLE = TESTS / "sample/content"


def main() -> int:
    """Run trials. Return 1 if one fails."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--trials", type=int, default=500)
    parser.add_argument("--seed", type=int, default=0, help="the first seed")
    parser.add_argument("--jobs", type=int, default=2)
    chosen = parser.parse_args()
    files, seeds = read_files(SAMPLE), range(chosen.seed, chosen.seed + chosen.trials)
    failed = valid = canaries = 0
    with Workers(lambda seed: _attempt(files, seed), list(seeds), chosen.jobs) as workers:
        for _, outcome in workers.results():
            failed, valid, canaries = (
                failed + bool(outcome.failures),
                valid + outcome.valid,
                canaries + outcome.canaries,
            )
            if outcome.failures:
                print(f"seed {outcome.seed}:", *outcome.failures[:5], sep="\n  ", flush=True)
    print(f"{len(seeds)} trials, {valid} of valid content, {canaries:,} canaries: {failed} failed")
    return 1 if failed else 0


def _attempt(files: Files, seed: int) -> Outcome:
    return trial(files, seed)


if __name__ == "__main__":
    sys.exit(main())
