"""`docs/benchmark.md`: the latest measurements, what they were taken on, what each of them is."""

from tests.bench.machine import Machine
from tests.bench.measurements import Sizes
from tests.bench.tables import all_tables

HEAD = """\
# Benchmark

How long a build takes, from records to a searchable site, beside other tools that print the same pages. Written by
`make bench ARGS=--document`; `make bench` measures anew.

Measured on {day}: {processor}, {cores} cores, {memory:.1f} GB of memory, {system}; load {load} when it began.
Python {python}, {tools}.
"""
NOTES = """\
## What was measured

The records are invented ones (`tests/bench/corpus.py`), in English. `site.yml` says `briefs: planned`, as an archive of
this size would have it: only meetings to come have a pre-meeting brief. All tools print the same Markdown pages. Each
command is run as a user types it. The tools take turns, and every turn begins with the next of them; what they made is
deleted in between, and what the system keeps of files in memory is left to it. Times are medians; CPU time is that of
all processes that took part; peak memory is that of the largest one of them, in any run. A
row with fewer runs than the others is of a tool that is too slow to be run more often at this size.

- **Aide-Mémoire, cold**: `.venv/bin/python -m generator build` into empty folders: records are read, checked and
  linked, pages written and printed, the search index made. Nothing is left of an earlier build.
- **Nothing changed**, **one edited meeting**: the same command again; then with another word in the summary of one
  meeting. The word was looked for on the page and in the search index.
- **check**: `.venv/bin/python -m generator check`, with nothing left of an earlier one, and again. It prints no pages.
- **MkDocs, same theme, no search**: `mkdocs build` of the pages with this project's configuration, theme and hooks.
- **Material as it comes, with search**: `mkdocs build` of the pages with Material's own theme and search plugin.
- **Hugo + Pagefind**: `hugo` with two bare templates that print title and text, without theme and navigation, then
  `pagefind` over the whole of its HTML. It starts from the finished Markdown: records are no part of its work. Every
  page was printed, and every one is in the index.

A page is a file of Markdown; its cost is the time of the step divided by the number of pages.
"""


def benchmark_page(sizes: Sizes, machine: Machine, jobs: int | None) -> str:
    """Return the whole document."""
    head = HEAD.format(
        day=machine.day,
        processor=machine.processor,
        cores=machine.cores,
        memory=machine.memory / 1e9,
        system=machine.system,
        load=machine.load,
        python=machine.python,
        tools=", ".join(f"{name} {version}" for name, version in machine.tools.items()),
    )
    if jobs:
        head += f"Aide-Mémoire was run with `--jobs {jobs}`.\n"
    tables = [f"## {heading}\n\n{table}" for heading, table in all_tables(sizes)]
    return "\n".join([head, *tables, NOTES])
