"""`build`: from the records to the site."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator.cli.environment import config_file, is_coloured, lock_folders, today_in
from generator.cli.inputs import fingerprint_of, kept_of
from generator.cli.options import edition_options, folder_option
from generator.cli.output import ERRORS, fail, warn_about_missing_site_record
from generator.cli.pages import PAGES, pages
from generator.cli.progress import with_stages
from generator.content.files import find_files
from generator.incremental.stages import Stages
from generator.kinds.record import Audience
from generator.site import SiteError
from generator.site.up_to_date import is_up_to_date

if TYPE_CHECKING:
    from generator.site.language_tree import Built

SITE = "site"
BY = "build"
"""What is kept of it is under this name."""


@click.command("build")
@with_stages
@edition_options
@folder_option("--pages", "folder", PAGES, "Where the pages go.")
@folder_option("--site", "site", SITE, "Where the site goes.")
@click.option("--jobs", type=click.IntRange(min=1), help="How many processes share the work.  [default: one a core]")
def build_command(
    content: Path, as_of: date | None, audience: Audience, folder: Path, site: Path, jobs: int | None, stages: Stages
) -> None:
    """Check the records, write the pages and build the site."""
    lock_folders(content, folder, site)
    with stages("find"):
        found = find_files(content)
        kept = kept_of(found)
        of = fingerprint_of(
            found, str(as_of), audience, str(is_coloured()), *(ascii(each.resolve()) for each in (folder, site))
        )
        last = kept.last_run(BY, of)
    warn_about_missing_site_record(found)
    if last and last.day == str(today_in(last.time_zone)) and _is_unchanged(folder, site, stages):
        click.echo(last.text, nl=False, color=True)
        click.echo(f"{site}: unchanged")
        return
    made = pages(found, kept, as_of, audience, folder, jobs, stages)
    if made.written.changed or made.written.removed or not _is_unchanged(folder, site, stages):
        trees = _built(folder, site, jobs, stages)
        rendered, pages_of = sum(tree.rendered for tree in trees), sum(tree.pages for tree in trees)
        done = f"built from {made.written.total} files in {folder}, {rendered} of {pages_of} pages rendered"
    else:
        done = "unchanged"
    if made.sound:  # what is wrong with files may be due to what lies beside them
        kept.remember_run(BY, of, made.printed)
    click.echo(f"{site}: {done}")


def _is_unchanged(folder: Path, site: Path, stages: Stages) -> bool:
    with stages("compare"):
        return config_file().is_file() and is_up_to_date(config_file(), folder, site)


def _built(folder: Path, site: Path, jobs: int | None, stages: Stages) -> "list[Built]":
    with stages("load MkDocs"):
        from generator.site.build import build_site  # here: nothing else waits for it

    try:
        return build_site(config_file(), folder, site, jobs=jobs, stages=stages)
    except SiteError as error:
        fail(str(error), ERRORS)
    except OSError as error:
        fail(f"{site} cannot be written: {error.strerror}")
