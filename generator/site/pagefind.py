"""Run Pagefind (1.5) as a service: documents in, index files out.

As a service it numbers pages in the order of the documents. Its command line takes them as the file system lists them.
Used by `sharded_index/shards.py`.
"""

import base64
import json
import os
import subprocess
import tempfile
import threading
from collections.abc import Iterable, Iterator
from contextlib import suppress
from importlib.metadata import version
from pathlib import Path
from typing import IO, Any

from pagefind_bin_extended import get_executable

from generator.site import SiteError

ENTRY_FILE = "pagefind-entry.json"
"""The file of an index that browsers read first."""
SEGMENTED = frozenset({"ja", "th", "zh"})
"""Languages that Pagefind cuts into words in one way when it indexes and in another when it is asked (its issue
1237). They are indexed as no language: the documents are cut already."""
NO_LANGUAGE = "und"
PROCESSES = threading.BoundedSemaphore(os.cpu_count() or 1)
"""At most one process for each core, however many threads ask."""


def pagefind_version() -> str:
    """Return the version of Pagefind, and the size of its program."""
    return f"{version('pagefind_bin_extended')} {get_executable().stat().st_size}"


def pagefind_language(code: str) -> str:
    """Return the language that Pagefind is told for documents in `code`."""
    return (NO_LANGUAGE if code.partition("-")[0] in SEGMENTED else code).lower()


def index_documents(documents: Iterable[tuple[str, bytes]], code: str, folder: Path) -> dict[str, bytes]:
    """Index documents, each a path and its HTML; return the index files by path.

    Pagefind runs in a folder below `folder`, which a killed build leaves. Raises SiteError, OSError.
    Pagefind is not to write them itself: as a service it answers before they are complete.
    """
    files = ({"file_path": path, "file_contents": html.decode()} for path, html in documents)
    payloads: list[dict[str, Any]] = [
        {"type": "NewIndex", "config": {"force_language": pagefind_language(code)}},
        *({"type": "AddFile", "index_id": 0} | file for file in files),
        {"type": "GetFiles", "index_id": 0},
    ]
    requests = b"".join(_encode(number, payload) for number, payload in enumerate(payloads))
    folder.mkdir(parents=True, exist_ok=True)
    with PROCESSES, tempfile.TemporaryDirectory(dir=folder) as empty:
        answer = _ask_pagefind(requests, empty)
    return {file["path"].replace(os.sep, "/"): base64.b64decode(file["content"]) for file in answer["files"]}


def _encode(number: int, payload: dict[str, Any]) -> bytes:
    """Return a request to the service: JSON in base64, with a comma after it."""
    return base64.b64encode(json.dumps({"message_id": number, "payload": payload}, ensure_ascii=False).encode()) + b","


def _ask_pagefind(requests: bytes, folder: str) -> dict[str, Any]:
    """Send requests to a new process and return its answer to the last one, GetFiles.

    Raises SiteError.
    `folder`, in which the process runs, is empty, so that it finds no settings there.
    """
    pipes: dict[str, Any] = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    with (
        tempfile.TemporaryFile(dir=Path(folder).parent) as errors,
        subprocess.Popen((get_executable(), "--service"), cwd=folder, stderr=errors, **pipes) as process,  # noqa: S603  our own words
    ):
        sender = threading.Thread(target=_send, args=(process.stdin, requests), daemon=True)
        sender.start()
        try:
            for answer in _answers(process.stdout):
                if answer["type"] == "Error":
                    raise SiteError(f"the search index was not made: {answer['message']}")
                if answer["type"] == "GetFiles":
                    return answer
        finally:
            process.kill()
            sender.join()
            with suppress(OSError):  # closing tries once more to send the rest
                process.stdin.close()  # type: ignore[union-attr]  # it is a pipe
        errors.seek(0)
        reason = errors.read().decode(errors="replace").strip().splitlines()[-1:] or ["Pagefind gave no reason"]
        raise SiteError(f"the search index was not made: {reason[0]}")


def _send(pipe: IO[bytes], requests: bytes) -> None:
    """Send the requests. If the process has ended, its output tells why."""
    with suppress(OSError):
        pipe.write(requests)
        pipe.flush()


def _answers(pipe: Any) -> Iterator[dict[str, Any]]:
    """Yield the answers of Pagefind, without the one to each indexed document."""
    parts: list[bytes] = []
    while chunk := pipe.read1(1 << 18):
        *messages, rest = chunk.split(b",")
        if messages:
            messages[0] = b"".join((*parts, messages[0]))
            parts = []
        parts.append(rest)
        for message in map(base64.b64decode, messages):
            if b'"IndexedFile"' not in message[:80]:
                yield json.loads(message)["payload"]
