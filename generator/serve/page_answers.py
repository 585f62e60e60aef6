"""`PageAnswers`: the answer to each path of the preview, made once for each version of it.

Pages are rendered in threads, as they take time. Browsers that ask for one page at the same time share its answer.
"""

import asyncio
import posixpath
from collections.abc import Callable
from contextlib import suppress
from http import HTTPStatus
from mimetypes import guess_type
from threading import Thread
from typing import TypeVar
from urllib.parse import quote

from mkdocs.exceptions import MkDocsException

from generator.serve.banner import BANNER_FILES, ProblemBanner
from generator.serve.connections import Answer, answer_briefly, log_failure
from generator.serve.preview_site import PreviewSite
from generator.serve.version import PreviewVersion
from generator.site import SiteError
from generator.site.search_index import BUNDLE

T = TypeVar("T")
MAX_THREADS = 4
"""How many answers are made at a time. Most of the work excludes each other."""
MAX_SHARED = 64
"""How many answers are remembered."""
MAX_SHARED_BYTES = 1 << 20
"""The largest answer that is remembered."""
EMPTY_PAGE = b"<!doctype html>\n<html lang=en><meta charset=utf-8><title>No page</title><body></body></html>\n"
HTML = "text/html; charset=utf-8"


class PageAnswers:
    """The answers of one preview. Its methods are for the thread of the server."""

    def __init__(self, site: PreviewSite, version: PreviewVersion) -> None:
        self._site, self._version = site, version
        self._threads = asyncio.Semaphore(MAX_THREADS)
        self._shared: dict[str, asyncio.Task[Answer]] = {}
        self._shared_version = ""

    async def get(self, path: str) -> Answer:
        """Return the answer to a path."""
        if self._shared_version != self._version.name:
            self._shared_version, self._shared = self._version.name, {}
        if path not in self._shared:
            while len(self._shared) >= MAX_SHARED:
                del self._shared[next(iter(self._shared))]
            self._shared[path] = asyncio.create_task(self._make(path, self._version.name, self._version.banner))
        shared, task = self._shared, self._shared[path]
        answer = await asyncio.shield(task)  # others may wait for it, too
        is_lasting = answer.status is HTTPStatus.OK and BUNDLE not in path  # the index changes within a version
        if (not is_lasting or len(answer.content) > MAX_SHARED_BYTES) and shared.get(path) is task:
            del shared[path]
        return answer

    async def _make(self, path: str, version: str, banner: ProblemBanner) -> Answer:
        async with self._threads:
            try:
                return await _in_thread(lambda: make_answer(self._site, path, version, banner))
            except Exception as error:  # noqa: BLE001  one line, rather than the end of the preview
                log_failure(path, error)
                reason = "this page was not made: the terminal has the reason"
                return answer_briefly(HTTPStatus.INTERNAL_SERVER_ERROR, reason)


async def _in_thread(work: Callable[[], T]) -> T:
    """Return the result of `work`, done in a thread of its own.

    The program may end before the thread does, unlike with the threads of asyncio.
    """
    loop = asyncio.get_running_loop()
    result: asyncio.Future[T] = loop.create_future()

    def settle(value: T | None, error: BaseException | None) -> None:
        if not result.done():
            result.set_exception(error) if error else result.set_result(value)  # type: ignore[arg-type]  # one is given

    def run() -> None:
        value, error = None, None
        try:
            value = work()
        except BaseException as raised:  # noqa: BLE001  handed on to whoever asked
            error = raised
        with suppress(RuntimeError):  # the server has ended
            loop.call_soon_threadsafe(settle, value, error)

    Thread(target=run, daemon=True).start()
    return await result


def make_answer(site: PreviewSite, path: str, version: str, banner: ProblemBanner) -> Answer:
    """Return the answer to a path: a page, a file or a redirection."""
    if file := BANNER_FILES.get(path):
        return Answer(HTTPStatus.OK, file.read_bytes(), media_type(file.name))
    place = posixpath.normpath(f"/{path}").lstrip("/")
    place = posixpath.join(place, "index.html") if path.endswith("/") else place
    try:
        content = site.read_file(place)
        if content is None and not path.endswith("/") and site.read_file(f"{place}/index.html"):
            return Answer(HTTPStatus.FOUND, b"", headers={"Location": quote(f"/{place}/")})
        missing = site.read_file("404.html") if content is None else None
    except (SiteError, MkDocsException) as error:
        return answer_briefly(HTTPStatus.INTERNAL_SERVER_ERROR, f"this page was not made: {error}")
    if content is None:
        return Answer(HTTPStatus.NOT_FOUND, banner.add_to(missing or EMPTY_PAGE, version), HTML)
    if place.endswith(".html"):
        return Answer(HTTPStatus.OK, banner.add_to(content, version), HTML)
    return Answer(HTTPStatus.OK, content, media_type(place))


def media_type(name: str) -> str:
    """Return the value of the header Content-Type for a file."""
    kind = "text/javascript" if name.endswith((".js", ".mjs")) else guess_type(name)[0]
    return f"{kind}; charset=utf-8" if kind and kind.startswith("text/") else kind or "application/octet-stream"
