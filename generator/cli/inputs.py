"""What every command reads: a content folder, as much of it as possible as an earlier command kept it."""

from functools import cache
from pathlib import Path

import click

from generator.content.files import ContentFiles
from generator.content.load import Content, load
from generator.content.parse import MIN_FILES_FOR_WORKERS, ParsedValues, parse
from generator.incremental.cache import Cache, run_fingerprint
from generator.incremental.stages import Stages
from generator.incremental.workers import CAN_FORK, cpu_count

KEPT = "build/.aide-memoire"
WORTH_KEEPING = 200
"""From how many files on reading what was kept is quicker than working it out again."""


def kept_of(found: ContentFiles) -> Cache:
    """What is kept of a content folder, where that is worth it."""
    return Cache(Path(KEPT) if len(found.files) >= WORTH_KEEPING else None, found.folder)


def fingerprint_of(found: ContentFiles, *options: str) -> str:
    """Return the fingerprint of a command run over the files found. Empty if a file could not be read."""
    return run_fingerprint(found.fingerprint, ascii(found.folder.as_posix()), *options)


def read(found: ContentFiles, kept: Cache, stages: Stages, jobs: int | None = None) -> Content:
    """The records in the files found."""
    known = values(found, kept, stages, jobs)
    with stages("validate"):
        return load(found, known)


def values(found: ContentFiles, kept: Cache, stages: Stages, jobs: int | None = None) -> ParsedValues:
    """What YAML makes of the files found, most of it as it was kept; made by as many processes as are asked for or
    worthwhile."""
    if not CAN_FORK and (jobs or (cpu_count() if len(found.files) >= MIN_FILES_FOR_WORKERS else 1)) > 1:
        say_alone()
    with stages("read") as stage:
        return parse(found, kept, jobs or cpu_count(), stage.progress)


@cache
def say_alone() -> None:
    """Say that several processes cannot share the work."""
    click.echo("note: this system does not let a process be copied, so one process does all the work", err=True)
