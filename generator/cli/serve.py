"""`serve`: the site, while its records are edited."""

from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import click

from generator.cli.environment import CACHE_FOLDER, config_file, is_coloured, lock_folders, today_in
from generator.cli.options import choose_folder, edition_folder_option, edition_options
from generator.cli.output import EXIT_ERRORS, Printer, fail, print_report
from generator.incremental.stages import Stages
from generator.kinds.record import Audience
from generator.pipeline import EditionRequest, format_report, open_cache, parse_files
from generator.problems import has_errors
from generator.problems.report import format_counts
from generator.serve.preview import Preview
from generator.site import SiteError

SEARCH_INDEX = Path("build/serve")


@click.command("serve")
@edition_options
@edition_folder_option("--keep", "folder", SEARCH_INDEX, "Where the index of the search is kept.")
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=8000,
    show_default=True,
    help="The port on this machine; 0 for a free one.",
)
def serve_command(content: Path, as_of: date | None, audience: Audience, folder: Path | None, port: int) -> None:
    """Show the site while you edit. A saved record is checked, built and shown again."""
    from generator.serve.preview_site import PreviewSite  # here: nothing else waits for MkDocs to load
    from generator.serve.reindex import SearchIndexer
    from generator.serve.server import ProblemBanner, serve

    def announce(url: str) -> None:
        click.echo(f"{url} shows the site; save a record to see it change, Ctrl+C to stop")

    def refresh() -> ProblemBanner:
        last_problems = preview.problems
        preview.refresh()
        problems, serious = preview.problems, has_errors(preview.problems)
        if preview.edition and not serious:
            search.schedule()
        if problems or last_problems:
            print_report(format_report(preview.content, problems, coloured=is_coloured()))
        consequence = ": the pages are as they were before" if preview.edition else ": there is no page yet"
        title = f"{format_counts(problems)}{consequence if serious else ''}" if problems else ""
        return ProblemBanner(title, format_report(preview.content, problems), serious)

    preview = Preview(
        content,
        EditionRequest(as_of, audience, today_in, looks_back=True).edition_for,
        lambda files: parse_files(files, open_cache(files, CACHE_FOLDER), Stages(), listener=Printer()),
    )
    folder = choose_folder(folder, SEARCH_INDEX, audience)
    lock_folders(content, folder, busy=f"{folder} is used by another `serve`: name another folder with --keep")
    with TemporaryDirectory(prefix="aide-memoire-") as settings, SearchIndexer(preview, folder) as search:
        try:
            serve(PreviewSite(config_file(), Path(settings), preview, search), content, port, refresh, announce)
        except SiteError as error:
            fail(str(error), EXIT_ERRORS)
        except OSError as error:
            fail(f"port {port} cannot be used: {error.strerror}; name another with --port")
