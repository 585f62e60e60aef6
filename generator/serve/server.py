"""HTTP server of the live preview: reloads pages when a record is saved and shows problems on top of them.

Listens on localhost only. `preview_site.py` makes the pages; `watcher.py` notices what is saved.
"""

import posixpath
import re
import secrets
import signal
import sys
import threading
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from mimetypes import guess_type
from pathlib import Path
from string import Template
from typing import Any, NamedTuple
from urllib.parse import parse_qs, quote, unquote, urlsplit

from markupsafe import escape
from mkdocs.exceptions import MkDocsException

from generator.serve.preview_site import PreviewSite
from generator.serve.watcher import FolderWatcher
from generator.site import SiteError
from generator.site.security_headers import HEADERS

HOST = "127.0.0.1"
LOCAL_NAMES = frozenset({HOST, "localhost", "::1"})
"""The host names that are answered. A page elsewhere would use another name to read internal records."""
CHANGES_PATH = "/.changes"
"""The path at which a browser asks for the version of the preview, and waits until it changes."""
WAIT_SECONDS = 25.0
"""The time after which a waiting browser is answered, even without a change."""
EXCERPT = re.compile(r" *[0-9]* \| ")
"""The start of a line of a file in a report."""
BANNER = Template(Path(__file__).with_name("banner.html").read_text("utf-8"))
BANNER_FILES = {f"/.{name}": Path(__file__).with_name(name) for name in ("banner.css", "banner.js")}
"""The files of the banner by path: the policy of the site allows no style or script in a page."""
EMPTY_PAGE = b"<!doctype html>\n<html lang=en><meta charset=utf-8><title>No page</title><body></body></html>\n"


class ProblemBanner(NamedTuple):
    """The problems of the records, as a browser shows them."""

    title: str = ""
    text: str = ""
    serious: bool = False
    """Whether records have errors, so that the pages are those of before."""


class PreviewVersion:
    """A number that grows with every change of the preview, and the banner of that moment."""

    def __init__(self) -> None:
        self._prefix, self._number = secrets.token_hex(4), 0
        self._condition = threading.Condition()
        self.banner = ProblemBanner()

    @property
    def name(self) -> str:
        """The name of this version: unlike that of every other, also of an earlier server."""
        return f"{self._prefix}-{self._number}"

    def advance(self, banner: ProblemBanner) -> None:
        """Begin the next version, and let every waiting browser know."""
        with self._condition:
            self._number, self.banner = self._number + 1, banner
            self._condition.notify_all()

    def wait_for_other(self, name: str) -> str:
        """Return the name of the version once it is not `name`, or after `WAIT_SECONDS`."""
        with self._condition:
            self._condition.wait_for(lambda: self.name != name, WAIT_SECONDS)
            return self.name


class PreviewServer(ThreadingHTTPServer):
    """A server with the site that it serves, and the version of the site."""

    daemon_threads = True

    def __init__(self, site: PreviewSite, port: int) -> None:
        """Bind to `port`. Raises OSError if another program uses it."""
        super().__init__((HOST, port), RequestHandler)
        self.site, self.version = site, PreviewVersion()

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Print the error of a failed answer, unless the browser has left the page."""
        if not isinstance(sys.exc_info()[1], ConnectionError):
            super().handle_error(request, client_address)

    @property
    def url(self) -> str:
        """The address of the site."""
        return f"http://{HOST}:{self.server_port}/"


class RequestHandler(BaseHTTPRequestHandler):
    """One answer to a browser."""

    server: PreviewServer

    def do_GET(self) -> None:
        """Answer with a page, a file, a redirection, or the version of the preview."""
        url = urlsplit(self.path)
        path = unquote(url.path)
        if urlsplit(f"//{self.headers.get('Host', '')}").hostname not in LOCAL_NAMES:
            self._send(403, b"this machine answers as localhost alone", "text/plain")
        elif path == CHANGES_PATH:
            seen = parse_qs(url.query).get("seen", [""])[0]
            self._send(200, self.server.version.wait_for_other(seen).encode(), "text/plain")
        elif file := BANNER_FILES.get(path):
            self._send(200, file.read_bytes(), guess_type(file)[0] or "text/plain")
        else:
            self._send_file(path)

    def do_HEAD(self) -> None:
        """Answer as to GET, without the content."""
        self.do_GET()

    def _send_file(self, path: str) -> None:
        version = self.server.version.name  # before the page is rendered: the browser reloads it after a later save
        place = posixpath.normpath(f"/{path}").lstrip("/")
        place = posixpath.join(place, "index.html") if path.endswith("/") else place
        try:
            content = self.server.site.read_file(place)
            if content is None and not path.endswith("/") and self.server.site.read_file(f"{place}/index.html"):
                self.send_response(302)
                self.send_header("Location", quote(f"/{place}/"))
                self.send_header("Content-Length", "0")
                self.end_headers()
                return
            missing = self.server.site.read_file("404.html") if content is None else None
        except (SiteError, MkDocsException) as error:
            self._send(500, f"this page was not made: {error}".encode(), "text/plain")
            return
        if content is None:
            self._send(404, self._add_banner(missing or EMPTY_PAGE, version), "text/html")
        elif place.endswith(".html"):
            self._send(200, self._add_banner(content, version), "text/html")
        else:
            kind = "text/javascript" if place.endswith((".js", ".mjs")) else guess_type(place)[0]
            self._send(200, content, kind or "application/octet-stream")

    def _add_banner(self, page: bytes, version: str) -> bytes:
        """Add the problems to a page, and a script that reloads it.

        The script does so once the version is not `version`.
        """
        banner = self.server.version.banner
        html = BANNER.substitute(
            title=escape(banner.title),
            text=_report_as_html(banner.text),
            hidden="" if banner.title else "hidden",
            serious="serious" if banner.serious else "",
            open="open" if banner.serious else "",  # warnings alone do not cover the page
            changes=CHANGES_PATH,
            version=version,
        )
        before, end, after = page.rpartition(b"</body>")
        return before + html.encode() + end + after

    def _send(self, status: int, content: bytes, kind: str) -> None:
        self.send_response(status)
        charset = "; charset=utf-8" if kind.startswith("text/") else ""
        self.send_header("Content-Type", kind + charset)
        self.send_header("Content-Length", str(len(content)))
        self.send_header("Cache-Control", "no-store")
        for name, value in HEADERS.items():
            self.send_header(name, value)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(content)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  the name in the standard library
        """Log no requests: they are no news to an editor."""


def _report_as_html(text: str) -> str:
    """Return a report as HTML.

    Its lines may wrap, but not those of a file: a caret below points at a place.
    """
    lines = (f"<span>{escape(line)}</span>" if EXCERPT.match(line) else escape(line) for line in text.splitlines())
    return "\n".join(lines)


def serve(
    site: PreviewSite, content: Path, port: int, refresh: Callable[[], ProblemBanner], announce: Callable[[str], None]
) -> None:
    """Serve the site until Ctrl+C or SIGTERM. Raises OSError if the port is used.

    `refresh` takes in what was saved in the folder `content`, and returns the problems. `announce` is called with the
    address of the site.
    """
    with PreviewServer(site, port) as server, FolderWatcher(content) as watcher:
        server.version.advance(refresh())
        try:
            threading.Thread(target=server.serve_forever, daemon=True).start()
            signal.signal(signal.SIGTERM, signal.default_int_handler)
            announce(server.url)
            while True:
                watcher.wait()
                server.version.advance(refresh())
        except KeyboardInterrupt:
            return
        finally:
            server.shutdown()
