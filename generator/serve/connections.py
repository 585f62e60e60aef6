"""Connections of browsers: each is read, answered and closed within limits for time, size and number.

All are served by one thread, by asyncio. With a thread for each, as `http.server` has it, some hundred browsers that
send or read nothing would take as many threads, and there is no limit for the time that a request takes.
"""

import asyncio
import logging
import sys
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from email.utils import formatdate
from http import HTTPStatus
from typing import NamedTuple

from generator.serve.request import END_OF_HEAD, PageRequest, RefusedRequestError, check_start, parse_request
from generator.site.security_headers import HEADERS

try:
    import resource
except ImportError:  # Windows
    resource = None  # type: ignore[assignment]

log = logging.getLogger(__name__)
HEAD_SECONDS = 10.0
"""In how many seconds a browser must have sent its request, however many bytes it sends in between."""
SEND_SECONDS = 10.0
"""In how many seconds a browser must have taken each `CHUNK` of an answer."""
LINGER_SECONDS = 1.0
"""How long the rest of a request is read after the answer: closing at once could lose the answer on its way."""
CHUNK = 64 << 10
MAX_CONNECTIONS = 2048
RESERVE = 128
"""How many open files are left for records, pages and connections that are refused."""
RETRY_SECONDS = 5
WARN_SECONDS = 60.0
"""After how many seconds the same warning is printed again."""
EVERY_ANSWER = {
    **HEADERS,
    "Cache-Control": "no-store",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Connection": "close",
}
"""The headers of every answer: a preview is of this moment, and for its own pages alone."""


class Answer(NamedTuple):
    """What a browser gets."""

    status: HTTPStatus
    content: bytes
    kind: str = "text/plain; charset=utf-8"
    headers: Mapping[str, str] = {}


Respond = Callable[[PageRequest, "asyncio.Future[None]"], Awaitable[Answer]]
"""Returns the answer to a request. The future is done once the browser has nothing more to say, or has left."""


def answer_briefly(status: HTTPStatus, reason: str) -> Answer:
    """Return an answer of one sentence."""
    headers = {HTTPStatus.METHOD_NOT_ALLOWED: {"Allow": "GET, HEAD"}}.get(status, {})
    if status is HTTPStatus.SERVICE_UNAVAILABLE:
        headers = {"Retry-After": str(RETRY_SECONDS)}
    return Answer(status, f"{reason}\n".encode(), headers=headers)


def connection_limit() -> int:
    """Return how many connections may be open; let the system allow that many."""
    if resource is None:
        return MAX_CONNECTIONS // 4
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = MAX_CONNECTIONS + 2 * RESERVE
    wanted = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        with suppress(OSError, ValueError):  # macOS has a lower limit besides
            resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
            soft = wanted
    return max(8, MAX_CONNECTIONS if soft == resource.RLIM_INFINITY else min(MAX_CONNECTIONS, soft - 2 * RESERVE))


class Connections:
    """The open connections."""

    def __init__(self, respond: Respond, limit: int) -> None:
        """More than `limit` connections at a time are answered with 503."""
        self._respond, self.limit, self._count, self._warned = respond, limit, 0, -WARN_SECONDS

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Read a request, answer it, and close the connection. Never raises."""
        self._count += 1
        try:
            if self._count <= self.limit + RESERVE:  # else it is dropped
                await self._serve(reader, writer)
        except (OSError, asyncio.IncompleteReadError):
            pass  # the browser has left, or takes too long (TimeoutError)
        except asyncio.CancelledError:
            pass  # the preview ends; Python 3.11 would print an error for a connection that is cancelled
        except Exception as error:  # noqa: BLE001  one line, rather than the end of the preview
            log_failure("a request", error)
        finally:
            self._count -= 1
            writer.transport.abort()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.transport.set_write_buffer_limits(high=0)  # `drain` returns once the system has taken everything
        left, method = asyncio.get_running_loop().create_future(), "GET"
        rest = None
        try:
            if self._count > self.limit:
                answer = self._refuse()
            elif not (head := await _read_head(reader)):
                return
            else:
                request = parse_request(head)
                method, rest = request.method, asyncio.create_task(_read_rest(reader, left))
                answer = await self._respond(request, left)
        except RefusedRequestError as error:
            answer = answer_briefly(error.status, str(error))
        rest = rest or asyncio.create_task(_read_rest(reader, left))
        try:
            await _send(writer, answer, with_content=method != "HEAD")
            await asyncio.wait([rest], timeout=LINGER_SECONDS)
        finally:
            rest.cancel()

    def _refuse(self) -> Answer:
        """Return the answer to a connection that is one too many."""
        now = asyncio.get_running_loop().time()
        if now - self._warned >= WARN_SECONDS:
            self._warned = now
            log.warning("%d connections are open: further ones are told to come back", self.limit)
        return answer_briefly(HTTPStatus.SERVICE_UNAVAILABLE, "too many connections are open: try again soon")


async def _read_head(reader: asyncio.StreamReader) -> bytes:
    """Return the bytes before the empty line; none if nothing was sent.

    Raises RefusedRequestError.
    """
    head = b""
    try:
        async with asyncio.timeout(HEAD_SECONDS):
            while END_OF_HEAD not in head:
                part = await reader.read(CHUNK)
                head += part
                check_start(head.partition(END_OF_HEAD)[0])
                if not part:
                    break
    except TimeoutError:
        reason = f"a request within {HEAD_SECONDS:.0f} seconds is expected"
        raise RefusedRequestError(HTTPStatus.REQUEST_TIMEOUT, reason) from None
    head, end, _ = head.partition(END_OF_HEAD)
    if head and not end:
        raise RefusedRequestError(HTTPStatus.BAD_REQUEST, "a whole request is expected")
    return head


async def _read_rest(reader: asyncio.StreamReader, left: "asyncio.Future[None]") -> None:
    """Read what a browser still sends, and note its end."""
    with suppress(OSError):
        while await reader.read(CHUNK):
            pass
    if not left.done():
        left.set_result(None)


async def _send(writer: asyncio.StreamWriter, answer: Answer, *, with_content: bool) -> None:
    """Send an answer. Raises TimeoutError if the browser does not take it."""
    headers = {"Content-Type": answer.kind, "Content-Length": str(len(answer.content)), "Date": formatdate(usegmt=True)}
    lines = [f"{name}: {value}" for name, value in {**headers, **EVERY_ANSWER, **answer.headers}.items()]
    head = "\r\n".join((f"HTTP/1.1 {answer.status.value} {answer.status.phrase}", *lines, "", "")).encode("ascii")
    content = memoryview(answer.content if with_content else b"")
    for start in range(0, max(1, len(content)), CHUNK):
        part = content[start : start + CHUNK]
        writer.write(part if start else head + bytes(part))
        async with asyncio.timeout(SEND_SECONDS):
            await writer.drain()
    writer.write_eof()


def log_failure(subject: str, error: BaseException) -> None:
    """Print one line about an error of ours; its traceback under `python -X dev`."""
    log.error(
        "%s was not answered: %s: %s", subject, type(error).__name__, error, exc_info=sys.flags.dev_mode and error
    )
