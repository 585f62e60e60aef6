"""`pages`: the Markdown pages alone, which `build` begins with too."""

import sys
from datetime import date
from pathlib import Path

import click

from generator.commands.asking import ERRORS, alone, edition, fail, reported
from generator.found import find
from generator.inputs import kept_of, read
from generator.kinds.kind import Audience
from generator.options import options
from generator.pipeline import check_beside, link
from generator.problems import has_errors
from generator.progress import staged
from generator.rendering import write_pages
from generator.timing import Stages
from generator.workers import processors
from generator.writing import NotOurs, Written

PAGES = "build/pages"


@click.command("pages")
@staged
@options
@click.option(
    "--to",
    "folder",
    type=click.Path(file_okay=False, path_type=Path),
    default=PAGES,
    show_default=True,
    help="Where to.",
)
def pages_command(content: Path, as_of: date | None, audience: Audience, folder: Path, stages: Stages) -> None:
    """Write the Markdown pages alone."""
    alone(content, folder)
    written = pages(content, as_of, audience, folder, None, stages)
    if not written:
        sys.exit(ERRORS)
    click.echo(f"{folder}: {written.total} files, {written.changed} written, {written.removed} removed")


def pages(
    content: Path,
    as_of: date | None,
    audience: Audience,
    folder: Path,
    jobs: int | None,
    stages: Stages,
) -> Written | None:
    """Check the records and write the pages; None where the records have errors, which are printed."""
    with stages("find"):
        found = find(content)
    loaded = read(found, kept_of(found), stages, jobs)
    made_for = edition(loaded, as_of, audience, looking_back=True)
    with stages("check"), check_beside(loaded, made_for, jobs or processors()) as checking:
        archive = link(loaded, made_for)
        ((_, problems),) = checking.results()
    if problems:
        click.echo(reported(loaded, problems, "text"), nl=False, color=True)
    if has_errors(problems):
        return None
    try:
        with stages("pages") as stage:
            written = write_pages(archive, loaded.digests, folder, jobs or processors(), stage.progress)
            stage.made(written.changed, "files")
            return written
    except NotOurs:
        fail(f"{folder} holds files that were not written here: name another folder, or empty this one")
    except OSError as error:
        fail(f"{error.filename or folder} cannot be written: {error.strerror}")
