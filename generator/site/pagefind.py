"""Pagefind (1.5), asked to index documents in the order in which they are given.

As a service it numbers pages in that order. Its command line takes them as the file system lists them.
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
from typing import IO, Any

from pagefind_bin_extended import get_executable

from generator.site import SiteError

ENTRY = "pagefind-entry.json"
SEGMENTED = frozenset({"ja", "th", "zh"})
"""Languages that Pagefind cuts into words in one way when it indexes and in another when it is asked (its issue
1237). They are indexed as no language: the documents are cut already."""
NO_LANGUAGE = "und"
RUNNING = threading.BoundedSemaphore(os.cpu_count() or 1)
"""One process for each core, whoever asks."""


def pagefind_version() -> str:
    """Which Pagefind this is."""
    return f"{version('pagefind_bin_extended')} {get_executable().stat().st_size}"


def language_of(code: str) -> str:
    """The language that Pagefind takes the documents of a tree to be in."""
    return (NO_LANGUAGE if code.partition("-")[0] in SEGMENTED else code).lower()


def run(documents: Iterable[tuple[str, bytes]], code: str) -> dict[str, bytes]:
    """Index documents, each with its address: the files of the bundle by their paths. Raises SiteError, OSError.

    Pagefind is not to write them itself: as a service it answers before they are whole.
    """
    files = ({"file_path": path, "file_contents": html.decode()} for path, html in documents)
    requests: list[dict[str, Any]] = [
        {"type": "NewIndex", "config": {"force_language": language_of(code)}},
        *({"type": "AddFile", "index_id": 0} | file for file in files),
        {"type": "GetFiles", "index_id": 0},
    ]
    said = b"".join(_encoded(number, request) for number, request in enumerate(requests))
    with RUNNING, tempfile.TemporaryDirectory() as nowhere:
        answer = _answered(said, nowhere)
    return {file["path"].replace(os.sep, "/"): base64.b64decode(file["content"]) for file in answer["files"]}


def _encoded(number: int, payload: dict[str, Any]) -> bytes:
    return base64.b64encode(json.dumps({"message_id": number, "payload": payload}, ensure_ascii=False).encode()) + b","


def _answered(said: bytes, folder: str) -> dict[str, Any]:
    """What Pagefind answers to the last that is said to it, in a folder where it finds no settings."""
    pipes: dict[str, Any] = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    with (
        tempfile.TemporaryFile() as complaints,
        subprocess.Popen((get_executable(), "--service"), cwd=folder, stderr=complaints, **pipes) as process,  # noqa: S603  our own words
    ):
        speaking = threading.Thread(target=_say, args=(process.stdin, said), daemon=True)
        speaking.start()
        try:
            for answer in _answers(process.stdout):
                if answer["type"] == "Error":
                    raise SiteError(f"the search index was not made: {answer['message']}")
                if answer["type"] == "GetFiles":
                    return answer
        finally:
            process.kill()
            speaking.join()
            with suppress(OSError):  # what could not be said is tried again here
                process.stdin.close()  # type: ignore[union-attr]  # it is a pipe
        complaints.seek(0)
        reason = complaints.read().decode(errors="replace").strip().splitlines()[-1:] or ["Pagefind gave no reason"]
        raise SiteError(f"the search index was not made: {reason[0]}")


def _say(to: IO[bytes], said: bytes) -> None:
    with suppress(OSError):  # it has ended; what it said tells why
        to.write(said)
        to.flush()


def _answers(heard: Any) -> Iterator[dict[str, Any]]:
    """Answers of Pagefind, but for those to each document that was indexed."""
    parts: list[bytes] = []
    while more := heard.read1(1 << 18):
        *whole, rest = more.split(b",")
        if whole:
            whole[0] = b"".join((*parts, whole[0]))
            parts = []
        parts.append(rest)
        for answer in map(base64.b64decode, whole):
            if b'"IndexedFile"' not in answer[:80]:
                yield json.loads(answer)["payload"]
