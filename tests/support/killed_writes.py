"""A process that is killed while it writes a file: half of the bytes are there."""

from pathlib import Path
from typing import IO, Any

import pytest

_open = Path.open


class Killed(BaseException):
    """Nothing catches it."""


def kill_while_writing(patch: pytest.MonkeyPatch) -> None:
    """Raise `Killed` in the middle of the next file that is created."""

    def open_half(path: Path, mode: str = "r", *arguments: Any, **options: Any) -> IO[Any]:
        if "x" not in mode:
            return _open(path, mode, *arguments, **options)
        with _open(path, mode) as file:
            file.write(b"half")
        raise Killed

    patch.setattr(Path, "open", open_half)
