"""`pages`: the Markdown pages alone, which `build` begins with too."""

import sys
from datetime import date
from pathlib import Path
from typing import NamedTuple

import click

from generator.archive.edition import link
from generator.checks.run import check_in_background
from generator.cli.environment import edition, is_coloured, lock_folders
from generator.cli.inputs import kept_of, read
from generator.cli.options import edition_options, folder_option
from generator.cli.output import ERRORS, fail, reported, warn_about_missing_site_record
from generator.cli.progress import with_stages
from generator.content.files import ContentFiles, find_files
from generator.incremental.cache import Cache, RunResult
from generator.incremental.outputs import ForeignFolderError, WriteSummary
from generator.incremental.stages import Stages
from generator.incremental.workers import cpu_count
from generator.kinds.record import Audience
from generator.pages.render import render_pages
from generator.problems import has_errors

PAGES = "build/pages"


@click.command("pages")
@with_stages
@edition_options
@folder_option("--to", "folder", PAGES, "Where the pages go.")
def pages_command(content: Path, as_of: date | None, audience: Audience, folder: Path, stages: Stages) -> None:
    """Write the Markdown pages alone."""
    lock_folders(content, folder)
    with stages("find"):
        found = find_files(content)
    warn_about_missing_site_record(found)
    made = pages(found, kept_of(found), as_of, audience, folder, None, stages)
    click.echo(f"{folder}: {made.written.total} files, {made.written.changed} written, {made.written.removed} removed")


class Made(NamedTuple):
    """Pages that were made, and what was printed of the records meanwhile."""

    written: WriteSummary
    printed: RunResult
    sound: bool
    """Whether nothing was the matter with any file."""


def pages(
    found: ContentFiles,
    kept: Cache,
    as_of: date | None,
    audience: Audience,
    folder: Path,
    jobs: int | None,
    stages: Stages,
) -> Made:
    """Check the records, print every problem and write the pages; where there are errors, that is the end."""
    loaded = read(found, kept, stages, jobs)
    made_for = edition(loaded, as_of, audience, looking_back=True)
    with stages("check"), check_in_background(loaded, made_for, jobs or cpu_count()) as checks:
        archive = link(loaded.site, loaded.records, loaded.files, made_for)
        ((_, problems),) = checks.results()
    text = reported(loaded, problems, "text", is_coloured()) if problems else ""
    click.echo(text, nl=False, color=True)
    if has_errors(problems):
        sys.exit(ERRORS)
    try:
        with stages("pages") as stage:
            written = render_pages(archive, loaded.digests, folder, jobs or cpu_count(), stage.progress)
            stage.set_amount(written.changed, "files")
    except ForeignFolderError:
        fail(f"{folder} holds files that were not written here: name another folder, or empty this one")
    except OSError as error:
        fail(f"{error.filename or folder} cannot be written: {error.strerror}")
    return Made(written, RunResult(text, 0, loaded.site.time_zone, str(made_for.today)), not loaded.problems)
