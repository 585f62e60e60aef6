"""`build`: from the records to the site."""

import sys
from datetime import date
from pathlib import Path

import click

from generator.commands.asking import ERRORS, alone, config_file, fail
from generator.commands.pages import PAGES, pages
from generator.kinds.kind import Audience
from generator.options import options
from generator.progress import staged
from generator.site import SiteError
from generator.site.unchanged import is_unchanged
from generator.timing import Stages

SITE = "site"


@click.command("build")
@staged
@options
@click.option(
    "--pages",
    "folder",
    type=click.Path(file_okay=False, path_type=Path),
    default=PAGES,
    show_default=True,
    help="Where the pages go.",
)
@click.option(
    "--site",
    type=click.Path(file_okay=False, path_type=Path),
    default=SITE,
    show_default=True,
    help="Where the site goes.",
)
@click.option("--jobs", type=click.IntRange(min=1), help="How many processes share the work.  [default: one a core]")
def build_command(
    content: Path, as_of: date | None, audience: Audience, folder: Path, site: Path, jobs: int | None, stages: Stages
) -> None:
    """Check the records, write the pages and build the site."""
    alone(content, folder, site)
    written = pages(content, as_of, audience, folder, jobs, stages)
    if not written:
        sys.exit(ERRORS)
    with stages("compare"):
        unchanged = config_file().is_file() and is_unchanged(config_file(), folder, site)
    if unchanged:
        click.echo(f"{site}: unchanged")
        return
    with stages("load MkDocs"):
        from generator.site.build import build_site  # here: nothing else waits for it

    try:
        trees = build_site(config_file(), folder, site, jobs=jobs, stages=stages)
    except SiteError as error:
        fail(str(error), ERRORS)
    except OSError as error:
        fail(f"{site} cannot be written: {error.strerror}")
    rendered, of = sum(tree.rendered for tree in trees), sum(tree.pages for tree in trees)
    click.echo(f"{site}: built from {written.total} files in {folder}, {rendered} of {of} pages rendered")
