"""Print problems, notes and errors. Used by every command."""

import sys
from functools import cache
from typing import NoReturn

import click

from generator.content.files import ContentFiles
from generator.content.load import SITE_PATHS
from generator.content.parse import MIN_FILES_FOR_WORKERS
from generator.incremental.workers import CAN_FORK, cpu_count
from generator.kinds.site import Site
from generator.pipeline import Listener
from generator.problems import quote

EXIT_ERRORS = 1
"""The exit status if the records have errors, or if nothing could be made of them."""
EXIT_WRONG_USE = 2
"""The exit status if the command was used wrongly, or if a file or standard output cannot be written."""


class Printer(Listener):
    """Prints notes to stderr while record files are read."""

    def on_parse(self, files: ContentFiles, jobs: int | None) -> None:
        """Note that one process parses the files if this system cannot start the others."""
        wanted_jobs = jobs or (cpu_count() if len(files.files) >= MIN_FILES_FOR_WORKERS else 1)
        if wanted_jobs > 1 and not CAN_FORK:
            note_single_process()


class BuildPrinter(Printer):
    """Prints notes and problems while pages are made."""

    def on_files(self, files: ContentFiles) -> None:
        """Warn if there is no record of the site."""
        warn_about_missing_site_record(files)

    def on_report(self, report: str) -> None:
        """Print the problems."""
        print_report(report)


@cache
def note_single_process() -> None:
    """Print, once, that several processes cannot share the work."""
    click.echo("note: this system does not let a process be copied, so one process does all the work", err=True)


def warn_about_missing_site_record(files: ContentFiles) -> None:
    """Print the defaults for a site without a record: it may lie in another folder."""
    if files.files and not any(file.relative_path.parts in SITE_PATHS for file in files.files):
        site = Site()
        title, language = next(site.title.phrases()).text, site.languages[0]
        defaults = f"the site is called {quote(title)}, its language is {language}, its time zone {site.time_zone}"
        click.echo(f"note: {files.folder} has no site.yml: {defaults}", err=True)


def print_report(report: str) -> None:
    """Print problems to stdout, in the colours that `report` has."""
    click.echo(report, nl=False, color=True)


def fail(message: str, status: int = EXIT_WRONG_USE) -> NoReturn:
    """Print why nothing was done, and exit."""
    click.echo(f"error: {message}", err=True)
    sys.exit(status)
