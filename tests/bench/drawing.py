"""Chance that falls the same way each time: seeded generators, common and rare choices, days, filled patterns."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from functools import lru_cache
from itertools import accumulate
from random import Random
from typing import TypeVar

from tests.bench import vocabulary

T = TypeVar("T")

FIRST, LAST = date(1992, 1, 6), date(2026, 10, 30)
"""Between these days lies everything that has happened."""
NEXT_FIRST, NEXT_LAST = date(2027, 1, 11), date(2027, 12, 17)
"""Between these lie the meetings that are planned."""


def chance(purpose: str) -> Random:
    """Return a random generator for one purpose, so that one part of the corpus does not shift another."""
    return Random(f"corpus/{purpose}")  # noqa: S311  reproducible on purpose, nothing is secret


@lru_cache
def _weights(count: int) -> tuple[float, ...]:
    return tuple(accumulate(1 / (rank + 2) for rank in range(count)))


def common(rng: Random, choices: Sequence[T]) -> T:
    """One of several, the first most often, by Zipf's law."""
    return rng.choices(choices, cum_weights=_weights(len(choices)))[0]


def a_day(rng: Random, first: date = FIRST, last: date = LAST, skew: float = 0.7) -> date:
    """Draw a weekday of a period; the smaller the skew, the more often a late one."""
    day = first + timedelta(days=int((last - first).days * rng.random() ** skew))
    return max(first, day - timedelta(days=max(0, day.weekday() - 4)))


def after(rng: Random, day: date, least: int, most: int) -> date:
    """Return the day so many days after another."""
    return day + timedelta(days=rng.randint(least, most))


def upper_first(text: str) -> str:
    """Return a text with a capital at its start."""
    return text[:1].upper() + text[1:]


POOLS: Mapping[str, Sequence[str]] = {
    "adjective": vocabulary.ADJECTIVES,
    "adverbial": ("early", "official", "interim", "oral", "informal"),
    "matter": vocabulary.MATTERS,
    "act": vocabulary.ACTS,
    "body": vocabulary.BODIES,
    "body_first": tuple(map(upper_first, vocabulary.BODIES)),
    "season": vocabulary.SEASONS,
    "number": vocabulary.NUMBERS,
}


class Words:
    """The words that fill the gaps of patterns, drawn anew for each gap."""

    def __init__(self, rng: Random, pools: Mapping[str, Sequence[str]]) -> None:
        self.rng = rng
        subjects = pools.get("subject", ())
        self.pools = {**POOLS, **pools, "subject_first": tuple(map(upper_first, subjects))}

    def __getitem__(self, gap: str) -> str:
        return common(self.rng, self.pools[gap])

    def fill(self, pattern: str) -> str:
        """Return a pattern with its gaps filled."""
        return upper_first(pattern.format_map(self))

    def several(self, patterns: Sequence[str], count: int) -> list[str]:
        """Several patterns, each another one, filled."""
        return [self.fill(pattern) for pattern in self.rng.sample(patterns, count)]
