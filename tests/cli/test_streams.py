"""Guarded streams: they wait, they fail once or not at all, and they can write every text."""

import io
import os
import sys
import threading
import time
from collections.abc import Iterator

import pytest

from generator.cli.streams import ErrorStream, OutputError, OutputStream, PatientStream, _usable_encoding, guard_streams


@pytest.fixture
def pipe() -> Iterator[tuple[io.FileIO, io.FileIO]]:
    """Yield both ends of a pipe that does not block."""
    ends = os.pipe()
    for end in ends:
        os.set_blocking(end, False)
    with io.FileIO(ends[0]) as reading, io.FileIO(ends[1], "w") as writing:
        yield reading, writing


def test_reading_waits_until_something_comes(pipe: tuple[io.FileIO, io.FileIO]) -> None:
    reading, writing = pipe
    threading.Timer(0.05, lambda: writing.write(b"an answer\n")).start()
    stream = io.TextIOWrapper(io.BufferedReader(PatientStream(reading)), "utf-8")
    assert stream.readline() == "an answer\n"
    stream.detach().detach()


def test_writing_waits_until_there_is_room(pipe: tuple[io.FileIO, io.FileIO]) -> None:
    reading, writing = pipe
    while writing.write(b"x" * 65_536):
        pass
    with pytest.raises(BlockingIOError):
        os.write(writing.fileno(), b"x")

    def make_room() -> None:
        time.sleep(0.05)
        while reading.read(65_536):
            pass

    thread = threading.Thread(target=make_room)
    thread.start()
    assert OutputStream(writing).write(b"more") == 4
    thread.join()


def test_an_output_fails_once_and_drops_the_rest(pipe: tuple[io.FileIO, io.FileIO]) -> None:
    reading, writing = pipe
    reading.close()
    stream = OutputStream(writing)
    with pytest.raises(OutputError, match="standard output cannot be written: Broken pipe") as error:
        stream.write(b"a report")
    assert error.value.reader_has_left
    assert stream.write(b"the rest") == 8
    assert ErrorStream(writing).write(b"a note") == 6


def test_a_guarded_stream_answers_like_the_one_below(pipe: tuple[io.FileIO, io.FileIO]) -> None:
    reading, writing = pipe
    stream = PatientStream(writing)
    assert (stream.fileno(), stream.name, stream.isatty()) == (writing.fileno(), writing.name, False)
    assert (stream.readable(), stream.writable(), PatientStream(reading).readable()) == (False, True, True)


@pytest.mark.parametrize(
    ("encoding", "usable"),
    [("utf-8", "utf-8"), ("cp1252", "cp1252"), ("US-ASCII", "plain_ascii"), ("idna", "plain_ascii")],
)
def test_an_encoding_that_cannot_write_every_text_is_replaced_by_ascii(encoding: str, usable: str) -> None:
    assert _usable_encoding(encoding, "backslashreplace") == usable


def test_streams_that_are_no_files_stay_and_missing_ones_discard(monkeypatch: pytest.MonkeyPatch) -> None:
    memory = io.StringIO()
    with monkeypatch.context() as patch:
        patch.setattr("sys.stdin", io.StringIO("an answer"))
        patch.setattr("sys.stdout", memory)
        patch.setattr("sys.stderr", None)
        guard_streams()
        assert (sys.stdin.read(), sys.stdout) == ("an answer", memory)
        assert sys.stderr.write("a note") == 6
        assert sys.stderr.name == os.devnull
        sys.stderr.close()
