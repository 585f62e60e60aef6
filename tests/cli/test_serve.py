"""`serve` fails early if it cannot serve. The preview is tested in `tests/serve`."""

import socket
from pathlib import Path

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
