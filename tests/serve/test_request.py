"""Requests are read strictly: what is ambiguous or malformed gets a status and a sentence, as does any other host."""

import pytest

from generator.serve.hosts import resolve_address
from generator.serve.request import RefusedRequestError, check_start, parse_host, parse_request

HOST = b"Host: localhost:8000\r\n"


def status_of(head: bytes) -> int:
    """Return the status with which a head is refused; 200 if it is none."""
    try:
        check_start(head)
        parse_request(head.removesuffix(b"\r\n"))
    except RefusedRequestError as error:
        return error.status
    return 200


def path_of(target: bytes) -> str:
    return parse_request(b"GET " + target + b" HTTP/1.1\r\n" + HOST.strip()).path


@pytest.mark.parametrize(
    "target", [b"/", b"/?q=100%", b"/a%20b/", b"/%E3%81%82", b"//a", b"/.changes?seen=x", b"/a..b"]
)
def test_good_paths_are_read(target: bytes) -> None:
    assert status_of(b"GET " + target + b" HTTP/1.1\r\n" + HOST) == 200


def test_a_path_is_decoded_once() -> None:
    assert path_of(b"/a%20b/%E3%81%82?x=%41") == "/a b/あ"
    assert path_of(b"http://LOCALHOST:8000/x") == "/x"
    assert path_of(b"http://localhost") == "/"


@pytest.mark.parametrize(
    "target",
    [
        *(b"/%", b"/%4", b"/%zz", b"/%u0041", b"/%00", b"/a%0d%0ab", b"/%7f", b"/%c2%85"),
        *(
            b"/..",
            b"/../x",
            b"/a/../b",
            b"/a/..",
            b"/%2e%2e/x",
            b"/.%2E/x",
            b"/..%2fx",
            b"/%2e%2e%2fx",
            b"/./x",
            b"/...",
        ),
        *(b"/%252e%252e/x", b"/%25%32%65", b"/%c0%ae%c0%ae/x", b"/%ff", b"/%ed%a0%80"),
        *(b"/%ef%bc%8e%ef%bc%8e/x", b"/%e2%80%a5/x", b"/..%20/x", b"/..%ef%bc%8fx"),
        *(b"/..\\x", b"/%5cx", b"/a%5c..%5cb", b"\\x", b"/a\\..\\b"),
        *(b"http://evil.example/", b"https://localhost:8000/", b"http://localhost@evil.example/", b"ftp://localhost/"),
        *(b"http:///x", b"http:localhost", b"localhost:8000", b"*", b"x", b"?x", b"/x#y", b"http://localhost#x"),
        *(b"/\xc3\xa4", b"/\x00", b"/a b", b"/\x7f", b"/a\tb"),
    ],
)
def test_bad_paths_are_refused(target: bytes) -> None:
    assert status_of(b"GET " + target + b" HTTP/1.1\r\n" + HOST) == 400


@pytest.mark.parametrize(
    "host",
    [
        *(b"", b" ", b":8000", b"[::1", b"::1", b"[::1]x", b"[::g]", b"[1.2.3.4]", b"[]", b"[::1%25lo]"),
        *(b"localhost:", b"localhost:x", b"localhost:0", b"localhost:65536", b"localhost:-1", b"localhost:8000:9"),
        *(
            b"localhost, localhost",
            b"local host",
            b"localhost/x",
            b"me@localhost",
            b"l\xc3\xb6calhost",
            b"localhost\x00",
        ),
        *(b"http://localhost", b"localhost:\xd9\xa1", b"localhost:999999999999"),
    ],
)
def test_bad_hosts_are_refused(host: bytes) -> None:
    assert status_of(b"GET / HTTP/1.1\r\nHost: " + host + b"\r\n") == 400


@pytest.mark.parametrize(
    ("head", "status"),
    [
        (b"GET / HTTP/1.1\r\n", 400),
        (b"GET / HTTP/1.0\r\n", 400),
        (b"GET / HTTP/1.1\r\n" + HOST + HOST, 400),
        (b"GET / HTTP/1.1\r\n" + HOST + b"host: evil.example\r\n", 400),
        (b"GET http://localhost/ HTTP/1.1\r\nHost: evil.example\r\n", 400),
        (b"GET /\r\n", 400),
        (b"GET / \r\n" + HOST, 400),
        (b"GET  / HTTP/1.1\r\n" + HOST, 400),
        (b" GET / HTTP/1.1\r\n" + HOST, 400),
        (b"GET / HTTP/1.1 \r\n" + HOST, 400),
        (b"GET / http/1.1\r\n" + HOST, 400),
        (b"GET / HTTP/1\r\n" + HOST, 400),
        (b"GET / HTTP/11.1\r\n" + HOST, 400),
        (b"GET / HTTP/2.0\r\n" + HOST, 505),
        (b"PRI * HTTP/2.0\r\n", 505),
        (b"POST / HTTP/1.1\r\n" + HOST, 405),
        (b"OPTIONS * HTTP/1.1\r\n" + HOST, 405),
        (b"CONNECT evil.example:443 HTTP/1.1\r\n" + HOST, 405),
        (b"BREW / HTTP/1.1\r\n" + HOST, 501),
        (b"get / HTTP/1.1\r\n" + HOST, 501),
        (b"G\xc3\x8bT / HTTP/1.1\r\n" + HOST, 400),
        (b"\x16\x03\x01\x02\x00\x01", 400),
        (b"GET / HTTP/1.1\r\n" + HOST + b"Content-Length: 0\r\n", 200),
        (b"GET / HTTP/1.1\r\n" + HOST + b"Content-Length: 5\r\n", 400),
        (b"GET / HTTP/1.1\r\n" + HOST + b"Content-Length: +0\r\n", 400),
        (b"GET / HTTP/1.1\r\n" + HOST + b"Content-Length: 0\r\nContent-Length: 0\r\n", 400),
        (b"GET / HTTP/1.1\r\n" + HOST + b"Transfer-Encoding: chunked\r\n", 400),
        (b"GET / HTTP/1.1\r\n" + HOST + b"Transfer-Encoding: identity\r\n", 400),
        (b"GET / HTTP/1.1\r\n" + HOST + b"Transfer-Encoding : chunked\r\n", 400),
        (b"GET / HTTP/1.1\r\n" + HOST + b"nonsense\r\n", 400),
        (b"GET / HTTP/1.1\r\n" + HOST + b": x\r\n", 400),
        (b"GET / HTTP/1.1\r\n" + HOST + b"X: a\r\n b\r\n", 400),
        (b"GET / HTTP/1.1\r\n" + HOST + b"X: a\x00\r\n", 400),
        (b"GET / HTTP/1.1\r\n" + HOST + b"X: a\rY: b\r\n", 400),
        (b"GET / HTTP/1.1\r\n" + HOST + b"X: a\nY: b\r\n", 400),
        (b"GET / HTTP/1.1\n" + HOST, 400),
        (b"GET / HTTP/1.1\r\n" + HOST + b"Cookie: name=\xc3\xa4\r\n", 200),
        (b"GET /" + b"x" * 9000, 414),
        (b"GET / HTTP/1.1\r\n" + HOST + b"X: " + b"x" * 40_000, 431),
        (b"GET / HTTP/1.1\r\n" + HOST + b"X: x\r\n" * 101, 431),
    ],
)
def test_malformed_requests_have_their_status(head: bytes, status: int) -> None:
    assert status_of(head) == status


# Hosts


@pytest.mark.parametrize(
    ("named", "answered", "refused"),
    [
        ("127.0.0.1", ["localhost", "LOCALHOST.", "127.0.0.1:1", "[::1]:8000"], ["192.0.2.1", "evil.example", "[::2]"]),
        ("[::1]", ["localhost", "[::1]", "[0:0::1]"], ["192.0.2.1", "evil.example"]),
        ("0", ["localhost", "192.0.2.1", "[2001:db8::1]"], ["evil.example", "192.0.2.1.evil.example"]),
        ("192.0.2.1", ["192.0.2.1", "localhost"], ["192.0.2.2", "evil.example"]),
    ],
)
def test_an_address_answers_to_its_own_names(named: str, answered: list[str], refused: list[str]) -> None:
    address = resolve_address(named)
    assert all(address.answers_to(parse_host(host)) for host in answered)
    assert not any(address.answers_to(parse_host(host)) for host in refused)


def test_any_address_answers_to_the_names_of_the_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("socket.gethostname", lambda: "Desk.example")
    names = ("desk.example", "desk", "desk.local", "evil.example")
    assert [resolve_address("::").answers_to(name) for name in names] == [True, True, True, False]
    assert not resolve_address("127.0.0.1").answers_to("desk")


def test_only_loopback_is_local() -> None:
    local = ("127.0.0.1", "127.9.9.9", "::1", "localhost", "::ffff:127.0.0.1", "2130706433")
    assert all(resolve_address(name).is_local for name in local)
    assert not any(resolve_address(name).is_local for name in ("::", "192.0.2.1", "::ffff:192.0.2.1", "0"))


@pytest.mark.parametrize("name", ["", "x" * 80, "[::1", "a..b"])
def test_what_is_no_address_is_an_error_of_the_system(name: str) -> None:
    with pytest.raises(OSError):
        resolve_address(name)
