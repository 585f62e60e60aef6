"""`pages`: the Markdown pages of the site, without the site."""

import sys
from datetime import date
from pathlib import Path

import click

from generator.cli.environment import CACHE_FOLDER, config_file, is_coloured, lock_folders, today_in
from generator.cli.leftovers import EditionPrinter
from generator.cli.options import PAGES, choose_folder, edition_folder_option, edition_options
from generator.cli.output import EXIT_ERRORS, fail
from generator.cli.progress import with_stages
from generator.incremental.stages import Stages
from generator.kinds.record import Audience
from generator.pipeline import EditionRequest, NotWritableError, build


@click.command("pages")
@with_stages
@edition_options
@edition_folder_option("--to", "folder", PAGES, "Where the pages go.")
def pages_command(content: Path, as_of: date | None, audience: Audience, folder: Path | None, stages: Stages) -> None:
    """Write the Markdown pages alone."""
    folder = choose_folder(folder, PAGES, audience)
    lock_folders(content, folder)
    request = EditionRequest(as_of, audience, today_in, looks_back=True)
    coloured, listener = is_coloured(), EditionPrinter()
    try:
        result = build(
            content, request, config_file(), folder, None, CACHE_FOLDER, stages, coloured=coloured, listener=listener
        )
    except NotWritableError as error:
        fail(str(error))
    if not result.pages:
        sys.exit(EXIT_ERRORS)
    total, changed, removed = result.pages
    click.echo(f"{folder}: {total} files, {changed} written, {removed} removed")
