"""The measurements as tables that are read alike in a terminal and as Markdown."""

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

from tests.bench.measurements import Cost, Size, Sizes, Step, growth
from tests.bench.targets import MEGABYTE, verdicts

NONE = "–"
HEAD = (
    "",
    "time",
    "from–to",
    "CPU time",
    "peak memory",
    "pages/s",
    "to Hugo + Pagefind",
    "to ours, cold",
    "runs",
)


def table(head: Sequence[str], rows: Sequence[Sequence[str]], words: Sequence[int] = (0,)) -> str:
    """Return a Markdown table with aligned columns: words to the left, numbers to the right."""
    widths = [max(len(row[column]) for row in (head, *rows)) for column in range(len(head))]
    rule = ["-" * width if column in words else f"{'-' * (width - 1)}:" for column, width in enumerate(widths)]
    return "".join(_line(row, widths, words) for row in (head, rule, *rows))


def _line(row: Sequence[str], widths: Sequence[int], words: Sequence[int]) -> str:
    cells = zip(row, widths, strict=True)
    aligned = [
        cell.ljust(width) if column in words else cell.rjust(width) for column, (cell, width) in enumerate(cells)
    ]
    return f"| {' | '.join(aligned)} |\n"


def costs(size: Size) -> str:
    """Return the cost of each step at a size."""
    return table(HEAD, [_costs_of(step, usual, size) for step in Step if (usual := size.usual(step))])


def _costs_of(step: Step, usual: Cost, size: Size) -> list[str]:
    walls = [cost.wall for cost in size.costs[step]]
    prints = step not in (Step.CHECK_COLD, Step.CHECK_WARM)
    return [
        step.value,
        seconds(usual.wall),
        f"{min(walls):,.2f}–{max(walls):,.2f}",
        seconds(usual.cpu),
        f"{usual.memory / MEGABYTE:,.0f} MB",
        f"{size.pages / usual.wall:,.0f}" if prints else NONE,
        times(size.times(step, Step.HUGO)),
        times(size.times(step, Step.COLD)),
        str(len(walls)),
    ]


def pages(sizes: Sizes) -> str:
    """Return the cost of a page at each size, and its ratio to the size before."""
    ordered = sorted(sizes)
    pairs = list(pairwise(ordered))
    head = ["a page", *(f"at {records:,}" for records in ordered), *(f"{b:,} to {a:,}" for a, b in pairs)]
    rows = []
    for step in Step:
        if any(sizes[records].usual(step) for records in ordered):
            each = [
                _or_none(sizes[records].per_page(step), lambda cost: f"{cost * 1000:,.2f} ms") for records in ordered
            ]
            rows.append([step.value, *each, *(times(growth(sizes, step, a, b)) for a, b in pairs)])
    return table(head, rows)


def targets(sizes: Sizes) -> str:
    """Each target, what was found of it, and whether it is met."""
    rows = [[v.target.words, v.target.demand, f"{v.records:,}", v.figure, v.word] for v in verdicts(sizes)]
    return table(("target", "bound", "records", "found", "verdict"), rows, words=(0, 1, 4))


def seconds(figure: float) -> str:
    """Format a time."""
    return f"{figure:,.2f} s"


def times(ratio: float | None) -> str:
    """Format a ratio."""
    return _or_none(ratio, lambda found: f"{found:,.2f}×")


def _or_none(figure: float | None, words: Callable[[float], str]) -> str:
    return NONE if figure is None else words(figure)


def all_tables(sizes: Sizes) -> Iterator[tuple[str, str]]:
    """Every table under its heading."""
    for records, size in sizes.items():
        yield f"{records:,} records, {size.pages:,} pages", costs(size)
    if len(sizes) > 1:
        yield "A page, as the archive grows", pages(sizes)
    yield "Targets", targets(sizes)
