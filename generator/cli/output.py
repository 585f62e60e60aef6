"""Print problems and errors."""

import sys
from typing import Literal, NoReturn

import click

from generator.content.files import ContentFiles
from generator.content.load import SITE_PATHS, Content
from generator.kinds.site import Site
from generator.problems import Problem, quote
from generator.problems.report import FORMATTERS, format_counts, format_text

ERRORS = 1


Format = Literal["text", "json", "github"]


def warn_about_missing_site_record(found: ContentFiles) -> None:
    """Say what a site is called that has no record of its own: it may have been forgotten, or be in another folder."""
    if found.files and not any(file.relative_path.parts in SITE_PATHS for file in found.files):
        site = Site()
        title, language = next(site.title.phrases()).text, site.languages[0]
        said = f"the site is called {quote(title)}, its language is {language}, its time zone {site.time_zone}"
        click.echo(f"note: {found.folder} has no site.yml: {said}", err=True)


def reported(content: Content, problems: list[Problem], style: Format, coloured: bool) -> str:
    """The problems as they are printed, in text also how many there are; in colours by default where they show."""
    if style != "text":
        return FORMATTERS[style](problems)
    named = {problem.place.file for problem in problems if problem.place}
    lines = {source.file: source.lines for source in content.sources.values() if source.file in named}
    files = f"{content.file_count} file{'' if content.file_count == 1 else 's'}"
    shown = format_text(problems, lines, colour=coloured)
    return f"{shown}{format_counts(problems)} in {files}\n"


def fail(message: str, status: int = 2) -> NoReturn:
    """Say in one line why nothing was done, and stop."""
    click.echo(f"error: {message}", err=True)
    sys.exit(status)
