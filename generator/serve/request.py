"""`PageRequest`: what a browser asks of the preview. `parse_request` reads it strictly.

What is ambiguous is refused rather than mended, as RFC 9112 asks of servers: another program may read it in another
way. A package for this, such as h11, is not among the locked requirements; `http.server` takes a header without a
colon, several hosts and a path with `..` as they come.
"""

import re
import unicodedata
from collections.abc import Sequence
from http import HTTPStatus
from ipaddress import IPv6Address, ip_address
from typing import NamedTuple
from urllib.parse import unquote_to_bytes

MAX_HEAD = 32 << 10
"""The most bytes of a request line and its headers. Other programs on this machine may have left many cookies."""
MAX_LINE = 8 << 10
"""The most bytes of a request line."""
MAX_HEADERS = 100
END_OF_HEAD = b"\r\n\r\n"
METHODS = ("GET", "HEAD")
"""The methods that are answered."""
OTHER_METHODS = frozenset({"CONNECT", "DELETE", "OPTIONS", "PATCH", "POST", "PUT", "TRACE"})
"""The methods of RFC 9110 and 5789 that are refused as such; any other word is none."""

WORD = r"[!#$%&'*+\-.^_`|~0-9A-Za-z]+"
REQUEST_LINE = re.compile(rf"({WORD}) ([!-~]+) HTTP/([0-9])\.([0-9])")
HEADER = re.compile(rf"({WORD}):[ \t]*([^\0\r\n]*?)[ \t]*")
START = re.compile(rb"[ -~]*\r?")
"""The beginning of a request line. TLS, for one, begins with other bytes."""
HOST = re.compile(r"(\[[0-9A-Fa-f:.]+\]|[0-9A-Za-z._-]+)(?::([0-9]{1,5}))?")
ABSOLUTE = re.compile(r"http://([^/?#]*)([/?].*)?", re.IGNORECASE)
ESCAPE = re.compile(r"%[0-9A-Fa-f]{2}")
BAD_ESCAPE = re.compile(r"%(?![0-9A-Fa-f]{2})")


class RefusedRequestError(Exception):
    """A request that is answered with a status and one sentence alone."""

    def __init__(self, status: HTTPStatus, reason: str) -> None:
        super().__init__(reason)
        self.status = status


class PageRequest(NamedTuple):
    """A request that is well formed."""

    method: str
    host: str
    """The name or address of the host, in small letters, without port and brackets."""
    path: str
    """The path, decoded."""
    query: str
    headers: dict[str, str]
    """The headers by name in small letters; of several with one name, the last."""


def check_start(start: bytes) -> None:
    """Refuse the beginning of a request if no end can make it a good one."""
    line, end, _ = start.lstrip(b"\r\n").partition(b"\n")
    if not START.fullmatch(line):
        raise RefusedRequestError(HTTPStatus.BAD_REQUEST, "a request in ASCII is expected, in plain HTTP")
    if len(line) > MAX_LINE:
        raise RefusedRequestError(
            HTTPStatus.REQUEST_URI_TOO_LONG, f"an address of at most {MAX_LINE} bytes is expected"
        )
    if len(start) > MAX_HEAD:
        reason = f"headers of at most {MAX_HEAD} bytes are expected"
        raise RefusedRequestError(HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE, reason)
    if end:
        _parse_line(line.decode("ascii").removesuffix("\r"))
        if re.search(rb"(?<!\r)\n", start):
            raise _bad("lines that end with CR LF are expected")


def parse_request(head: bytes) -> PageRequest:
    """Return the request of a head, its bytes before the empty line.

    Raises RefusedRequestError.
    """
    line, *lines = head.lstrip(b"\r\n").decode("latin-1").split("\r\n")
    method, target = _parse_line(line)
    headers = _parse_headers(lines)
    hosts = [value for name, value in headers if name == "host"]
    if len(hosts) != 1:
        raise _bad(f"one Host is expected, found {len(hosts)}")
    host = parse_host(hosts[0])
    if absolute := ABSOLUTE.fullmatch(target):
        if parse_host(absolute[1]) != host:
            raise _bad("the host of the address and the header Host differ")
        target = absolute[2] or "/"
        target = target if target.startswith("/") else f"/{target}"
    if not target.startswith("/") or "#" in target:
        raise _bad("a path is expected")
    path, _, query = target.partition("?")
    return PageRequest(method, host, decode_path(path), query, dict(headers))


def _bad(reason: str) -> RefusedRequestError:
    return RefusedRequestError(HTTPStatus.BAD_REQUEST, reason)


def _parse_line(line: str) -> tuple[str, str]:
    """Return method and target of a request line."""
    parts = REQUEST_LINE.fullmatch(line)
    if not parts:
        raise _bad("a request line such as GET / HTTP/1.1 is expected")
    method, target, major, _ = parts.groups()
    if major != "1":
        raise RefusedRequestError(HTTPStatus.HTTP_VERSION_NOT_SUPPORTED, "HTTP/1.1 is expected")
    if method in OTHER_METHODS:
        raise RefusedRequestError(HTTPStatus.METHOD_NOT_ALLOWED, "GET or HEAD is expected")
    if method not in METHODS:
        raise RefusedRequestError(HTTPStatus.NOT_IMPLEMENTED, "GET or HEAD is expected")
    return method, target


def _parse_headers(lines: Sequence[str]) -> list[tuple[str, str]]:
    """Return the headers. Refuse those of a body: a page is asked for without one."""
    if len(lines) > MAX_HEADERS:
        reason = f"at most {MAX_HEADERS} headers are expected"
        raise RefusedRequestError(HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE, reason)
    headers = []
    for line in lines:
        parts = HEADER.fullmatch(line)
        if not parts:
            raise _bad("headers such as Accept: text/html are expected, each on one line")
        headers.append((parts[1].lower(), parts[2]))
    lengths = [value for name, value in headers if name == "content-length"]
    if (
        len(lengths) > 1
        or any(length != "0" for length in lengths)
        or any(n == "transfer-encoding" for n, _ in headers)
    ):
        raise _bad("a request without content is expected")
    return headers


def parse_host(text: str) -> str:
    """Return the name or address of a header Host. Raises RefusedRequestError."""
    parts = HOST.fullmatch(text)
    if not parts or (parts[2] and not 0 < int(parts[2]) <= 65535):
        raise _bad("a host such as localhost:8000 is expected")
    name = parts[1].lower()
    if not name.startswith("["):
        return name.removesuffix(".")
    try:
        return str(IPv6Address(name[1:-1]))
    except ValueError:
        raise _bad("a host such as [::1]:8000 is expected") from None


def is_address(host: str) -> bool:
    """Tell if a host is an address in numbers."""
    try:
        ip_address(host)
    except ValueError:
        return False
    return True


def decode_path(path: str) -> str:
    """Return a path without escapes.

    Raises RefusedRequestError for one that no page has.
    """
    if BAD_ESCAPE.search(path):
        raise _bad("%25 is expected for a percent sign")
    try:
        text = unquote_to_bytes(path).decode("utf-8")
    except UnicodeDecodeError:
        raise _bad("a path in UTF-8 is expected") from None
    if "\\" in text or ESCAPE.search(text) or any(unicodedata.category(letter) == "Cc" for letter in text):
        raise _bad("a path without backslashes, control characters and escaped percent signs is expected")
    # Some systems see two dots in signs that look like them, and none at the end of a name.
    segments = re.split(r"[/\\]", unicodedata.normalize("NFKC", text))
    if any(segment.startswith(".") and not segment.strip(". ") for segment in segments):
        raise _bad("a path without . and .. is expected")
    return text
