"""What a build is to cost at the most, and whether it does."""

import operator
from collections.abc import Callable, Iterator
from typing import Literal, NamedTuple, TypeAlias

from tests.bench.measurements import OURS, Size, Sizes, Step, growth

Bound: TypeAlias = Literal["at most", "at least", "under"]
KEPT: dict[Bound, Callable[[float, float], bool]] = {
    "at most": operator.le,
    "at least": operator.ge,
    "under": operator.lt,
}
MEGABYTE = 1e6
SMALL, LARGE = 1_000, 10_000
"""The sizes between which the cost of a page is to stay."""


class Target(NamedTuple):
    """A figure of a size and the bound it is to keep."""

    words: str
    bound: Bound
    limit: float
    unit: str
    figure: Callable[[Sizes, int], float | None]
    only: int | None = None
    """The size it is asked of; by default every one."""

    @property
    def demand(self) -> str:
        """The bound in words."""
        return f"{self.bound} {self.limit:g}{self.unit}"


class Verdict(NamedTuple):
    """What was found of a target at a size; None where it was not measured."""

    target: Target
    records: int
    found: float | None

    @property
    def met(self) -> bool | None:
        """Whether the target is met."""
        return None if self.found is None else KEPT[self.target.bound](self.found, self.target.limit)

    @property
    def figure(self) -> str:
        """What was found, in words: with more digits where fewer would look like another verdict."""
        if self.found is None:
            return "–"
        digits = 0 if self.target.unit == " MB" else 2
        while digits < 6 and KEPT[self.target.bound](round(self.found, digits), self.target.limit) != self.met:
            digits += 1
        return f"{self.found:.{digits}f}{self.target.unit}"

    @property
    def word(self) -> str:
        """Met, missed or not measured."""
        return {True: "met", False: "missed", None: "not measured"}[self.met]


def _times(step: Step, other: Step) -> Callable[[Sizes, int], float | None]:
    return lambda sizes, records: sizes[records].times(step, other) if records in sizes else None


def _seconds(step: Step) -> Callable[[Sizes, int], float | None]:
    def seconds(sizes: Sizes, records: int) -> float | None:
        usual = sizes[records].usual(step) if records in sizes else None
        return usual.wall if usual else None

    return seconds


def _our_peak(sizes: Sizes, records: int) -> float | None:
    size = sizes.get(records, Size(0))
    peaks = [usual.memory for usual in map(size.usual, OURS) if usual]
    return max(peaks) / MEGABYTE if peaks else None


TARGETS = (
    Target("Aide-Mémoire cold, to Hugo + Pagefind", "at most", 1.0, "×", _times(Step.COLD, Step.HUGO)),
    Target("One edited meeting, to Hugo + Pagefind", "at most", 0.15, "×", _times(Step.EDITED, Step.HUGO)),
    Target("Material as it comes, to Aide-Mémoire cold", "at least", 5, "×", _times(Step.MATERIAL, Step.COLD)),
    Target(
        f"Aide-Mémoire cold, a page at {LARGE:,} records to one at {SMALL:,}",
        "at most",
        1.2,
        "×",
        lambda sizes, records: growth(sizes, Step.COLD, SMALL, records),
        LARGE,
    ),
    Target("Peak memory of any process of Aide-Mémoire", "under", 600, " MB", _our_peak),
    Target("check, cold", "under", 6, " s", _seconds(Step.CHECK_COLD), LARGE),
    Target("check, warm", "under", 2, " s", _seconds(Step.CHECK_WARM), LARGE),
)


def verdicts(sizes: Sizes) -> Iterator[Verdict]:
    """Every target at the size it is asked of, else at every size that was measured."""
    for target in TARGETS:
        asked = [target.only] if target.only else sorted(sizes)
        yield from (Verdict(target, records, target.figure(sizes, records)) for records in asked)
