"""`serve`: the site, while its records are edited."""

from datetime import date
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

import click

from generator.cli.environment import config_file, edition, is_coloured, lock_folders
from generator.cli.inputs import kept_of, values
from generator.cli.options import edition_options, folder_option
from generator.cli.output import ERRORS, fail, reported
from generator.incremental.stages import Stages
from generator.kinds.record import Audience
from generator.problems import has_errors
from generator.problems.report import format_counts
from generator.serve.preview import Preview
from generator.site import SiteError

SERVED = "build/serve"


@click.command("serve")
@edition_options
@folder_option("--keep", "folder", SERVED, "Where the index of the search is kept.")
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=8000,
    show_default=True,
    help="The port on this machine; 0 for a free one.",
)
def serve_command(content: Path, as_of: date | None, audience: Audience, folder: Path, port: int) -> None:
    """Show the site while you edit. A saved record is checked, built and shown again."""
    from generator.serve.preview_site import PreviewSite  # here: nothing else waits for MkDocs to load
    from generator.serve.reindex import SearchIndexer
    from generator.serve.server import ProblemBanner, serve

    def announce(url: str) -> None:
        click.echo(f"{url} shows the site; save a record to see it change, Ctrl+C to stop")

    def refresh() -> ProblemBanner:
        before = preview.problems
        preview.refresh()
        problems, serious = preview.problems, has_errors(preview.problems)
        if preview.shown and not serious:
            search.wake(preview.shown)
        if problems or before:
            click.echo(reported(preview.content, problems, "text", is_coloured()), nl=False, color=True)
        kept_back = ": the pages are as they were before" if preview.shown else ": there is no page yet"
        title = f"{format_counts(problems)}{kept_back if serious else ''}" if problems else ""
        return ProblemBanner(title, reported(preview.content, problems, "text", False), serious)

    preview = Preview(
        content,
        partial(edition, as_of=as_of, audience=audience, looking_back=True),
        lambda found: values(found, kept_of(found), Stages()),
    )
    lock_folders(content, folder, busy=f"{folder} is used by another `serve`: name another folder with --keep")
    with TemporaryDirectory(prefix="aide-memoire-") as settings, SearchIndexer(content, folder) as search:
        try:
            serve(PreviewSite(config_file(), Path(settings), preview, search), content, port, refresh, announce)
        except SiteError as error:
            fail(str(error), ERRORS)
        except OSError as error:
            fail(f"port {port} cannot be used: {error.strerror}; name another with --port")
