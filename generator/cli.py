"""The command line: reads the clock, prints, and says by its exit status how it went.

0: done; 1: the content has errors, or the site could not be built; 2: the command was used wrongly.
"""

import gc
import logging
import os
import sys
from datetime import date, datetime
from functools import partial
from itertools import permutations
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Literal, NoReturn, get_args
from zoneinfo import ZoneInfo

import click

from generator import __version__
from generator.found import find
from generator.inputs import kept_of, read, values
from generator.kept import Printed
from generator.kinds.kind import Audience
from generator.loading import Content
from generator.lock import Busy, locked
from generator.options import options
from generator.pipeline import Edition, check, check_beside, link
from generator.preview import Preview
from generator.problems import Problem, Severity, has_errors
from generator.progress import staged
from generator.rendering import write_pages
from generator.reporting import STYLES, as_text, count
from generator.site import SiteError
from generator.site.unchanged import is_unchanged
from generator.timing import Stages
from generator.workers import processors
from generator.writing import NotOurs, Written

PAGES, SITE, CONFIG = "build/pages", "site", "mkdocs.yml"
SERVED = "build/serve"
ERRORS = 1
Format = Literal["text", "json", "github"]


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="aide-memoire")
def main() -> None:
    """Aide-Mémoire: YAML records of meetings and agreements to a linked briefing site."""
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s: %(message)s", stream=sys.stderr)
    gc.set_threshold(100_000, 50, 100)  # records are many, stay to the end and hold no circles: looking was a quarter
    os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")  # Material's advertisement, not a warning about the site


@main.command("check")
@staged
@options
@click.option(
    "--format",
    "style",
    type=click.Choice(get_args(Format)),
    default="text",
    show_default=True,
    help="How problems are printed.",
)
@click.option("--strict", is_flag=True, help="Count warnings as errors.")
def check_command(
    content: Path, as_of: date | None, audience: Audience, style: Format, strict: bool, stages: Stages
) -> None:
    """Check the records in CONTENT and print every problem."""
    with stages("find"):
        found = find(content)
        kept = kept_of(found)
        of = kept.of(found, str(as_of), audience, style, str(strict), str(is_coloured()))
        printed = kept.printed(of)
    if not printed or date.fromisoformat(printed.day) != (as_of or today_in(printed.time_zone)):
        loaded = read(found, kept, stages)
        made_for = edition(loaded, as_of, audience)
        with stages("check") as stage:
            problems = check(loaded, made_for, stage.progress, processors())
        strictly = strict and any(problem.rule.severity is Severity.WARNING for problem in problems)
        status = ERRORS if has_errors(problems) or strictly else 0
        printed = Printed(reported(loaded, problems, style), status, loaded.site.time_zone, made_for.day.isoformat())
        if not loaded.problems:  # what is wrong with files may be due to what lies beside them
            kept.keep_printed(of, printed)
    click.echo(printed.text, nl=False, color=True)
    sys.exit(printed.status)


@main.command("pages")
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


@main.command("build")
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


@main.command("serve")
@options
@click.option(
    "--keep",
    "folder",
    type=click.Path(file_okay=False, path_type=Path),
    default=SERVED,
    show_default=True,
    help="Where the index of the search is kept.",
)
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=8000,
    show_default=True,
    help="The port on this machine; 0 for a free one.",
)
def serve_command(content: Path, as_of: date | None, audience: Audience, folder: Path, port: int) -> None:
    """Show the site while you edit: a saved record is checked, built and shown again."""
    from generator.site.preview import PreviewSite  # here: nothing else waits for MkDocs to load
    from generator.site.reindexing import Reindexing
    from generator.site.serve import Wrong, serve

    def announce(url: str) -> None:
        click.echo(f"{url} shows the site; save a record to see it change, Ctrl+C to stop")

    def refresh() -> Wrong:
        before = preview.problems
        preview.refresh()
        problems, serious = preview.problems, has_errors(preview.problems)
        if preview.shown and not serious:
            search.wake(preview.shown)
        if problems or before:
            click.echo(reported(preview.content, problems, "text"), nl=False, color=True)
        kept_back = ": the pages are as they were before" if preview.shown else ": there is no page yet"
        title = f"{count(problems)}{kept_back if serious else ''}" if problems else ""
        return Wrong(title, reported(preview.content, problems, "text", False), serious)

    preview = Preview(
        content,
        partial(edition, as_of=as_of, audience=audience, looking_back=True),
        lambda found: values(found, kept_of(found), Stages()),
    )
    alone(content, folder, busy=f"{folder} is used by another `serve`: name another folder with --keep")
    with TemporaryDirectory(prefix="aide-memoire-") as settings, Reindexing(content, folder) as search:
        try:
            serve(PreviewSite(config_file(), Path(settings), preview, search), content, port, refresh, announce)
        except SiteError as error:
            fail(str(error), ERRORS)
        except OSError as error:
            fail(f"port {port} cannot be used: {error.strerror}; name another with --port")


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


def alone(content: Path, *folders: Path, busy: str = "") -> None:
    """Have the folders for this command alone, until it ends; `busy` is said where another has them.

    Refuse folders that lie one in another: what is written into one would be taken for what belongs in the other.
    """
    named = (content, *folders)
    for inner, outer in permutations(named, 2):
        if inner.resolve().is_relative_to(outer.resolve()):
            fail(f"{inner} lies in {outer}: name another folder")
    try:
        click.get_current_context().with_resource(locked(*folders))
    except Busy as error:
        fail(busy or str(error), ERRORS)
    except OSError as error:
        fail(f"{error.filename or folders[0]} cannot be written: {error.strerror}")


def edition(content: Content, as_of: date | None, audience: Audience, *, looking_back: bool = False) -> Edition:
    """The edition asked for; by default as of today, where the site is.

    Records are checked as if the day were today; pages of a past day look back on it.
    """
    today = today_in(content.site.time_zone)
    return Edition(as_of or today, audience, today if looking_back else None)


def today_in(time_zone: str) -> date:
    """The day that it is there."""
    return datetime.now(ZoneInfo(time_zone)).date()


def reported(content: Content, problems: list[Problem], style: Format, coloured: bool | None = None) -> str:
    """The problems as they are printed, in text also how many there are; in colours by default where they show."""
    if style != "text":
        return STYLES[style](problems)
    named = {problem.place.file for problem in problems if problem.place}
    lines = {source.file: source.lines for source in content.sources.values() if source.file in named}
    files = f"{content.files_found} file{'' if content.files_found == 1 else 's'}"
    shown = as_text(problems, lines, colour=is_coloured() if coloured is None else coloured)
    return f"{shown}{count(problems)} in {files}\n"


def is_coloured() -> bool:
    """Whether what is printed goes to a terminal that is to show colours."""
    return sys.stdout.isatty() and "NO_COLOR" not in os.environ


def config_file() -> Path:
    """MkDocs' configuration: that of the working folder, else the one beside this package."""
    here = Path(CONFIG)
    return here if here.is_file() else Path(__file__).parent.parent / CONFIG


def fail(message: str, status: int = 2) -> NoReturn:
    """Say in one line why nothing was done, and stop."""
    click.echo(f"error: {message}", err=True)
    sys.exit(status)
