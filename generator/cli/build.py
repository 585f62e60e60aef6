"""`build`: from the records to the site."""

import sys
from datetime import date
from pathlib import Path

import click

from generator.cli.environment import CACHE_FOLDER, config_file, is_coloured, lock_folders, today_in
from generator.cli.leftovers import EditionPrinter
from generator.cli.options import PAGES, SITE, choose_folder, edition_folder_option, edition_options
from generator.cli.output import EXIT_ERRORS, fail
from generator.cli.progress import with_stages
from generator.incremental.stages import Stages
from generator.kinds.record import Audience
from generator.pipeline import EditionRequest, NotWritableError, Result, build
from generator.site import SiteError


@click.command("build")
@with_stages
@edition_options
@edition_folder_option("--pages", "pages", PAGES, "Where the pages go.")
@edition_folder_option("--site", "site", SITE, "Where the site goes.")
@click.option("--jobs", type=click.IntRange(min=1), help="How many processes share the work.  [default: one a core]")
def build_command(
    content: Path,
    as_of: date | None,
    audience: Audience,
    pages: Path | None,
    site: Path | None,
    jobs: int | None,
    stages: Stages,
) -> None:
    """Check the records, write the pages and build the site."""
    pages, site = choose_folder(pages, PAGES, audience), choose_folder(site, SITE, audience)
    lock_folders(content, pages, site)
    request = EditionRequest(as_of, audience, today_in, looks_back=True)
    try:
        result = build(
            content,
            request,
            config_file(),
            pages,
            site,
            CACHE_FOLDER,
            stages,
            jobs=jobs,
            coloured=is_coloured(),
            listener=EditionPrinter(),
        )
    except NotWritableError as error:
        fail(str(error))
    except SiteError as error:
        fail(str(error), EXIT_ERRORS)
    if result.has_errors:
        sys.exit(EXIT_ERRORS)
    click.echo(f"{site}: {_describe_change(result, pages)}")


def _describe_change(result: Result, pages: Path) -> str:
    """Return in words what a build has changed in the site."""
    if not result.pages or not result.trees:
        return "unchanged"
    rendered, total = sum(tree.rendered for tree in result.trees), sum(tree.pages for tree in result.trees)
    return f"built from {result.pages.total} files in {pages}, {rendered} of {total} pages rendered"
