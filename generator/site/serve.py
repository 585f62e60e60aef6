"""The site while it is being edited: built again, and shown again, whenever a record is saved."""

import socket
import tempfile
from collections.abc import Callable
from pathlib import Path

from mkdocs.livereload import LiveReloadServer

from generator.site.build import build_site

HOST = "127.0.0.1"


def serve(
    config_file: Path,
    content: Path,
    pages: Path,
    port: int,
    write_pages: Callable[[], bool],
    announce: Callable[[str], None],
) -> None:
    """Serve until interrupted. `write_pages` writes the pages and tells whether the content was sound; while it is
    not, the last good site stays. Raises SiteError, OSError where the port is taken."""
    with socket.socket() as probe:  # before the site is built and announced
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        probe.bind((HOST, port))
    with tempfile.TemporaryDirectory(prefix="aide-memoire-") as folder:
        site = Path(folder, "site")

        def rebuild() -> None:
            if write_pages():
                build_site(config_file, pages, site, jobs=1, strict=False)  # one: the server has threads by then

        if write_pages():
            build_site(config_file, pages, site, strict=False)
        server = LiveReloadServer(builder=rebuild, host=HOST, port=port, root=str(site))
        server.watch(str(content))
        announce(server.url)
        try:
            server.serve()  # type: ignore[no-untyped-call]  # MkDocs has no type there
        except KeyboardInterrupt:
            return
        finally:
            server.shutdown()
