"""`serve` fails early if it cannot serve. The preview is tested in `tests/serve`."""

import errno
import os
import signal
import socket
from pathlib import Path

import pytest

from generator.cli.signals import end_on_signals
from tests.support.command_line import VALID, run, write_content


def test_a_port_in_use_is_named_before_anything_is_announced(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        result = run("serve", write_content(tmp_path, VALID), "--keep", tmp_path / "index", "--port", port)
    assert result.exit_code == 2
    assert f"port {port} cannot be used" in result.output
    assert "http://" not in result.output


@pytest.mark.parametrize(
    ("host", "message"),
    [
        ("", 'an address of this machine is expected for --host, found ""'),
        ("x.invalid", 'an address of this machine is expected for --host, found "x.invalid"'),
        ("192.0.2.1", "192.0.2.1 is no address of this machine: name another with --host"),
    ],
)
def test_an_address_of_no_machine_is_named(tmp_path: Path, host: str, message: str) -> None:
    result = run("serve", write_content(tmp_path, VALID), "--keep", tmp_path / "index", "--port", 0, "--host", host)
    assert result.exit_code == 2
    assert f"error: {message}" in result.output


def test_a_port_of_the_system_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(errno.EACCES, "Permission denied (while attempting to bind)")

    monkeypatch.setattr("socket.create_server", refuse)
    result = run("serve", write_content(tmp_path, VALID), "--keep", tmp_path / "index", "--port", 80)
    assert result.exit_code == 2
    assert result.output == "error: port 80 cannot be used: Permission denied; name another with --port\n"


def test_signals_are_taken_as_before_once_a_command_has_ended() -> None:
    before = signal.getsignal(signal.SIGTERM)
    with end_on_signals():
        assert signal.getsignal(signal.SIGTERM) is not before
    assert signal.getsignal(signal.SIGTERM) is before


def test_a_signal_that_is_ignored_stays_ignored() -> None:
    before = signal.signal(signal.SIGTERM, signal.SIG_IGN)
    try:
        with end_on_signals():
            os.kill(os.getpid(), signal.SIGTERM)
        assert signal.getsignal(signal.SIGTERM) is signal.SIG_IGN
    finally:
        signal.signal(signal.SIGTERM, before)
