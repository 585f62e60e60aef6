"""The site while it is being edited: whatever is saved is taken in, and browsers show their page again, with what is
wrong. Only this machine is answered. Pages come from preview.py.
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

HOST = "127.0.0.1"
NAMES = frozenset({HOST, "localhost", "::1"})
"""What this machine is asked for by. Another name is that of a page elsewhere that would read what is internal."""
CHANGES = "/.changes"
"""Answers as soon as there is something new, or after a while."""
PATIENCE = 25.0
EXCERPT = re.compile(r" *[0-9]* \| ")
FRAME = Template(Path(__file__).with_name("serve.html").read_text("utf-8"))
EMPTY = b"<!doctype html>\n<html lang=en><meta charset=utf-8><title>No page</title><body></body></html>\n"


class ProblemBanner(NamedTuple):
    """What is wrong with the records: in a few words, and in all."""

    title: str = ""
    text: str = ""
    serious: bool = False
    """Whether the pages are those of before."""


class State:
    """The state of the site, which browsers have seen or not, and what is wrong with the records in it."""

    def __init__(self) -> None:
        self._begun, self._number = secrets.token_hex(4), 0
        self._changed = threading.Condition()
        self.wrong = ProblemBanner()

    @property
    def name(self) -> str:
        """Differs from that of every other state, of an earlier server too."""
        return f"{self._begun}-{self._number}"

    def next(self, wrong: ProblemBanner) -> None:
        """Let every browser know that there is something new."""
        with self._changed:
            self._number, self.wrong = self._number + 1, wrong
            self._changed.notify_all()

    def after(self, seen: str) -> str:
        """The name of a state that was not seen, or after a while the same."""
        with self._changed:
            self._changed.wait_for(lambda: self.name != seen, PATIENCE)
            return self.name


class PreviewServer(ThreadingHTTPServer):
    """Answers browsers."""

    daemon_threads = True

    def __init__(self, site: PreviewSite, port: int) -> None:
        """Raises OSError where the port is taken."""
        super().__init__((HOST, port), RequestHandler)
        self.site, self.state = site, State()

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Called where an answer failed. That a browser has gone on to another page is no news."""
        if not isinstance(sys.exc_info()[1], ConnectionError):
            super().handle_error(request, client_address)

    @property
    def url(self) -> str:
        """Where it answers."""
        return f"http://{HOST}:{self.server_port}/"


class RequestHandler(BaseHTTPRequestHandler):
    """One answer to a browser."""

    server: PreviewServer

    def do_GET(self) -> None:
        """A page, a file, or where to find it."""
        asked = urlsplit(self.path)
        path = unquote(asked.path)
        if urlsplit(f"//{self.headers.get('Host', '')}").hostname not in NAMES:
            self._send(403, b"this machine answers as localhost alone", "text/plain")
        elif path == CHANGES:
            seen = parse_qs(asked.query).get("seen", [""])[0]
            self._send(200, self.server.state.after(seen).encode(), "text/plain")
        else:
            self._send_file(path)

    def do_HEAD(self) -> None:
        """What is said of a page or a file before it."""
        self.do_GET()

    def _send_file(self, path: str) -> None:
        shown = self.server.state.name  # before the page is made: what is saved meanwhile is shown next
        place = posixpath.normpath(f"/{path}").lstrip("/")
        place = posixpath.join(place, "index.html") if path.endswith("/") else place
        try:
            content = self.server.site.file(place)
            if content is None and not path.endswith("/") and self.server.site.file(f"{place}/index.html"):
                self.send_response(302)
                self.send_header("Location", quote(f"/{place}/"))
                self.send_header("Content-Length", "0")
                self.end_headers()
                return
            missing = self.server.site.file("404.html") if content is None else None
        except (SiteError, MkDocsException) as error:
            self._send(500, f"this page was not made: {error}".encode(), "text/plain")
            return
        if content is None:
            self._send(404, self._framed(missing or EMPTY, shown), "text/html")
        elif place.endswith(".html"):
            self._send(200, self._framed(content, shown), "text/html")
        else:
            kind = "text/javascript" if place.endswith((".js", ".mjs")) else guess_type(place)[0]
            self._send(200, content, kind or "application/octet-stream")

    def _framed(self, page: bytes, shown: str) -> bytes:
        """A page with what is wrong, and the script that shows it again when that changes."""
        wrong = self.server.state.wrong
        added = FRAME.substitute(
            title=escape(wrong.title),
            text=_shown(wrong.text),
            hidden="" if wrong.title else "hidden",
            serious="serious" if wrong.serious else "",
            open="open" if wrong.serious else "",  # what is only advised does not cover the page
            changes=CHANGES,
            shown=shown,
        )
        before, end, after = page.rpartition(b"</body>")
        return before + added.encode() + end + after

    def _send(self, status: int, content: bytes, kind: str) -> None:
        self.send_response(status)
        charset = "; charset=utf-8" if kind.startswith("text/") else ""
        self.send_header("Content-Type", kind + charset)
        self.send_header("Content-Length", str(len(content)))
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(content)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  as it is there
        """Requests are not news to whoever edits."""


def _shown(text: str) -> str:
    """What is wrong, in HTML: lines may wrap, but not those of a file, below which a caret points at a place."""
    lines = (f"<span>{escape(line)}</span>" if EXCERPT.match(line) else escape(line) for line in text.splitlines())
    return "\n".join(lines)


def serve(
    site: PreviewSite, content: Path, port: int, refresh: Callable[[], ProblemBanner], announce: Callable[[str], None]
) -> None:
    """Serve until interrupted or told to end. `refresh` takes in what was saved and says what is wrong with it. Raises
    OSError where the port is taken."""
    with PreviewServer(site, port) as server, FolderWatcher(content) as saved:
        server.state.next(refresh())
        try:
            threading.Thread(target=server.serve_forever, daemon=True).start()
            signal.signal(signal.SIGTERM, signal.default_int_handler)
            announce(server.url)
            while True:
                saved.wait()
                server.state.next(refresh())
        except KeyboardInterrupt:
            return
        finally:
            server.shutdown()
