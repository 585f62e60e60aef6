"""`serve`: the site, while its records are edited."""

import errno
import os
from datetime import date
from pathlib import Path
from socket import socket
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import click

from generator.cli.environment import CACHE_FOLDER, config_file, is_coloured, lock_folders, today_in
from generator.cli.options import TextParameter, choose_folder, edition_folder_option, edition_options
from generator.cli.output import EXIT_ERRORS, Printer, fail, print_report
from generator.cli.signals import end_on_signals
from generator.incremental.stages import Stages
from generator.kinds.record import Audience
from generator.pipeline import EditionRequest, format_report, open_cache, parse_files
from generator.problems import has_errors, quote
from generator.serve.banner import ProblemBanner
from generator.serve.hosts import LOOPBACK, ListeningAddress, open_socket, resolve_address
from generator.serve.preview import Preview
from generator.serve.problem_panel import internal_banner, public_banner
from generator.site import SiteError

if TYPE_CHECKING:
    from generator.serve.reindex import SearchIndexer

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
@click.option(
    "--host",
    "--address",
    "host",
    type=TextParameter(),
    default=LOOPBACK,
    show_default=True,
    help="The address to listen at. At another than this one, other machines can read the preview.",
)
def serve_command(
    content: Path, as_of: date | None, audience: Audience, folder: Path | None, port: int, host: str
) -> None:
    """Show the site while you edit. A saved record is checked, built and shown again."""
    from generator.serve.preview_site import PreviewSite  # here: nothing else waits for MkDocs to load
    from generator.serve.reindex import SearchIndexer
    from generator.serve.server import PreviewServer, serve

    preview = Preview(
        content,
        EditionRequest(as_of, audience, today_in, looks_back=True).edition_for,
        lambda files: parse_files(files, open_cache(files, CACHE_FOLDER), Stages(), listener=Printer()),
    )
    folder = choose_folder(folder, SEARCH_INDEX, audience)
    lock_folders(content, folder, busy=f"{folder} is used by another `serve`: name another folder with --keep")
    address = _resolve(host)
    with (
        end_on_signals(),
        _listen(address, port) as listener,
        TemporaryDirectory(prefix="aide-memoire-") as settings,
        SearchIndexer(preview, folder) as search,
    ):
        url = address.url(listener.getsockname()[1])
        if not address.is_local:
            _warn_about_readers(address, audience)
        is_announced = False

        def announce() -> None:
            nonlocal is_announced
            is_announced = True
            click.echo(f"{url} shows the site; save a record to see it change, Ctrl+C to stop")

        site = PreviewSite(config_file(), Path(settings), preview, search)
        try:
            serve(
                PreviewServer(site, listener, address), content, lambda: _refresh(preview, search, audience), announce
            )
        except SiteError as error:
            fail(str(error), EXIT_ERRORS)
        except KeyboardInterrupt:
            if not is_announced:
                raise


def _resolve(host: str) -> ListeningAddress:
    """Return the address that `host` stands for, or fail."""
    try:
        return resolve_address(host)
    except OSError as error:
        fail(f"an address of this machine is expected for --host, found {quote(host)}: {error.strerror}")


def _listen(address: ListeningAddress, port: int) -> socket:
    """Listen at a port, or fail."""
    try:
        return open_socket(address, port)
    except OSError as error:
        if error.errno == errno.EADDRNOTAVAIL:
            fail(f"{address.name} is no address of this machine: name another with --host")
        reason = os.strerror(error.errno) if error.errno else str(error)  # Python adds the address
        fail(f"port {port} cannot be used: {reason}; name another with --port")


def _warn_about_readers(address: ListeningAddress, audience: Audience) -> None:
    """Warn of everybody who can read the preview."""
    where = "any address of this machine" if address.is_any else address.number
    readers = f"every machine that reaches {where} can read the {audience} preview: no password, no encryption"
    click.secho(f"warning: {readers}", err=True, bold=True)
    if audience == "internal":
        what = "INTERNAL records, entries, notes and talking points"
        click.secho(f"warning: it holds {what}; without --host only this machine can read them", err=True, bold=True)


def _refresh(preview: Preview, search: "SearchIndexer", audience: Audience) -> ProblemBanner:
    """Take in what was saved; print its problems, and return them for the browser."""
    last_problems = preview.problems
    preview.refresh()
    problems, content = preview.problems, preview.content
    if preview.is_withheld:
        search.withhold()
    elif preview.edition and not has_errors(problems):
        search.schedule()
    state = "the pages are as they were before" if preview.edition else "there is no page yet"
    if preview.is_withheld:
        state = "there is no page until they are gone, as something was marked as internal"
    if problems or last_problems:
        print_report(format_report(content, problems, coloured=is_coloured()))
    if preview.is_withheld:
        click.echo(f"note: {state}", err=True)
    if audience == "public":
        return public_banner(content, problems, state, preview.marks)
    return internal_banner(content, problems, state)
