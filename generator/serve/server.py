"""HTTP server of the live preview: shows pages, and reloads them when a record is saved.

`connections.py` reads requests and sends answers, `page_answers.py` has them made, `watcher.py` notices what is saved.
"""

import asyncio
import logging
import socket
import threading
from collections.abc import Callable
from contextlib import suppress
from http import HTTPStatus
from pathlib import Path
from types import TracebackType
from typing import Any, Self
from urllib.parse import parse_qs

from generator.serve.banner import CHANGES_PATH, ProblemBanner
from generator.serve.connections import Answer, Connections, answer_briefly, connection_limit
from generator.serve.hosts import ListeningAddress
from generator.serve.page_answers import PageAnswers
from generator.serve.preview_site import PreviewSite
from generator.serve.request import PageRequest
from generator.serve.version import PreviewVersion
from generator.serve.watcher import FolderWatcher

log = logging.getLogger(__name__)
WAIT_SECONDS = 25.0
"""The time after which a waiting browser is answered, even without a change."""
STOP_SECONDS = 3.0
"""How long the end waits for the thread of the server."""


class PreviewServer:
    """A server with the site that it serves, in a thread of its own while its context lasts."""

    def __init__(self, site: PreviewSite, listener: socket.socket, address: ListeningAddress) -> None:
        self._site, self._listener, self._address = site, listener, address
        self._loop = asyncio.new_event_loop()
        self._loop.set_exception_handler(_report_error)
        self._version = PreviewVersion()
        self._pages = PageAnswers(site, self._version)
        self._connections = Connections(self._respond, connection_limit())
        self._waiting = 0
        self._thread = threading.Thread(target=self._run, daemon=True)

    def advance(self, banner: ProblemBanner) -> None:
        """Begin the next version of the preview. For any thread."""
        self._loop.call_soon_threadsafe(self._version.advance, banner)

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        server = self._loop.run_until_complete(asyncio.start_server(self._connections.serve, sock=self._listener))
        self._loop.run_forever()
        server.close()
        tasks = asyncio.all_tasks(self._loop)
        for task in tasks:
            task.cancel()
        self._loop.run_until_complete(asyncio.gather(*tasks, return_exceptions=True))
        self._loop.close()

    async def _respond(self, request: PageRequest, left: "asyncio.Future[None]") -> Answer:
        """Return the answer to a request."""
        if not self._address.answers_to(request.host):
            return answer_briefly(HTTPStatus.FORBIDDEN, "this machine answers to its own names alone")
        if _is_of_other_site(request):
            return answer_briefly(HTTPStatus.FORBIDDEN, "pages of other sites cannot read this one")
        if request.path != CHANGES_PATH:
            return await self._pages.get(request.path)
        if self._waiting >= self._connections.limit // 2:  # the others are for pages
            return answer_briefly(HTTPStatus.SERVICE_UNAVAILABLE, "too many pages wait for a change")
        self._waiting += 1
        try:
            last = parse_qs(request.query).get("seen", [""])[0]
            name = await self._version.wait_for_other(last, left, WAIT_SECONDS)
        finally:
            self._waiting -= 1
        return Answer(HTTPStatus.OK, name.encode())

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        with suppress(RuntimeError):  # the thread has ended
            self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(STOP_SECONDS)
        self._site.close()


def _is_of_other_site(request: PageRequest) -> bool:
    """Tell if a page of another site asks, other than by a link to follow.

    It could not read the answer, but tell from its time that a record was saved, and take up connections. Browsers say
    so themselves: https://www.w3.org/TR/fetch-metadata/.
    """
    headers = request.headers
    if headers.get("sec-fetch-site", "none") in ("none", "same-origin"):
        return False
    return (headers.get("sec-fetch-mode"), headers.get("sec-fetch-dest")) != ("navigate", "document") or (
        request.path == CHANGES_PATH
    )


def _report_error(loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
    """Print an error of the server as one line."""
    error = context.get("exception")
    if not isinstance(error, ConnectionError):
        log.error("%s%s", context["message"], f": {error}" if error else "")


def serve(
    server: PreviewServer, content: Path, refresh: Callable[[], ProblemBanner], announce: Callable[[], None]
) -> None:
    """Serve the site until KeyboardInterrupt.

    `refresh` takes in what was saved in the folder `content`, and returns the problems. `announce` is called once the
    site can be seen.
    """
    with FolderWatcher(content) as watcher:
        server.advance(refresh())
        with server:
            announce()
            while True:
                watcher.wait()
                server.advance(refresh())
