"""What was measured: the costs of each step at each size, their medians, and how they are kept as JSON."""

import statistics
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, NamedTuple, Self


class Step(StrEnum):
    """A thing whose cost is measured, in the order of the tables."""

    COLD = "Aide-Mémoire, cold"
    WARM = "Aide-Mémoire, nothing changed"
    EDITED = "Aide-Mémoire, one edited meeting"
    CHECK_COLD = "Aide-Mémoire, check, cold"
    CHECK_WARM = "Aide-Mémoire, check, warm"
    MKDOCS = "MkDocs, same theme, no search"
    MATERIAL = "Material as it comes, with search"
    HUGO = "Hugo + Pagefind"


OURS = (Step.COLD, Step.WARM, Step.EDITED, Step.CHECK_COLD, Step.CHECK_WARM)


class Cost(NamedTuple):
    """What a step cost once."""

    wall: float
    """Seconds by the clock."""
    cpu: float
    """Seconds of all processors, of every process that took part."""
    memory: int
    """Bytes that the largest process held at its peak."""

    @classmethod
    def of_all(cls, costs: list[Self]) -> Self:
        """Add up the costs of commands that run one after the other."""
        return cls(
            sum(cost.wall for cost in costs), sum(cost.cpu for cost in costs), max(cost.memory for cost in costs)
        )


@dataclass
class Size:
    """What was measured at a size of the corpus: pages that each tool prints, the costs of each run of a step."""

    pages: int
    costs: dict[Step, list[Cost]] = field(default_factory=dict)

    def usual(self, step: Step) -> Cost | None:
        """Medians of the times, and the highest peak; None where the step was not measured."""
        costs = self.costs.get(step)
        if not costs:
            return None
        return Cost(
            statistics.median(cost.wall for cost in costs),
            statistics.median(cost.cpu for cost in costs),
            max(cost.memory for cost in costs),
        )

    def times(self, step: Step, other: Step) -> float | None:
        """How many times as long as another a step takes."""
        mine, theirs = self.usual(step), self.usual(other)
        return mine.wall / theirs.wall if mine and theirs else None

    def per_page(self, step: Step) -> float | None:
        """Return the seconds of a step for each page."""
        usual = self.usual(step)
        return usual.wall / self.pages if usual else None


Sizes = Mapping[int, Size]
"""By the number of records."""


def growth(sizes: Sizes, step: Step, small: int, large: int) -> float | None:
    """How many times as much a page costs at a large size as at a small one."""
    if small not in sizes or large not in sizes:
        return None
    before, after = sizes[small].per_page(step), sizes[large].per_page(step)
    return after / before if before and after else None


def as_json(sizes: Sizes) -> dict[str, Any]:
    """Return the measurements as plain values: every run, and the medians."""
    return {
        str(records): {"pages": size.pages, "steps": {step.name.lower(): said for step, said in _steps(size)}}
        for records, size in sizes.items()
    }


def _steps(size: Size) -> Iterator[tuple[Step, dict[str, Any]]]:
    for step in Step:
        usual = size.usual(step)
        if usual:
            yield step, {**usual._asdict(), "runs": [cost._asdict() for cost in size.costs[step]]}


def from_json(said: Mapping[str, Any]) -> dict[int, Size]:
    """Return the measurements from plain values."""
    return {
        int(records): Size(
            size["pages"],
            {Step[name.upper()]: [Cost(**cost) for cost in step["runs"]] for name, step in size["steps"].items()},
        )
        for records, size in said.items()
    }
