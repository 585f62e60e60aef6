"""Standard input, output and error that suit any terminal. `guard_streams` puts them in place before a command runs.

A character that the encoding lacks is written as `\\u0422`: with `?`, different names would look the same. Output that
cannot be written raises OutputError; errors that cannot be written are dropped, as the exit status tells the result.
"""

import codecs
import errno
import io
import os
import select
import sys
from pathlib import Path
from typing import TYPE_CHECKING, TextIO, cast

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer, WriteableBuffer

LENIENT = frozenset({"backslashreplace", "ignore", "namereplace", "replace", "xmlcharrefreplace"})
"""The error handlers that write every character. Another one that PYTHONIOENCODING names is not used."""
PLAIN_ASCII = "plain_ascii"
"""A name of ASCII under which click uses it. Under its own, click takes it for a mistake, and writes UTF-8."""
PROBE = "é–ʻТ日😀\udcff"


class OutputError(Exception):
    """Standard output that cannot be written."""

    def __init__(self, error: OSError) -> None:
        super().__init__(f"standard output cannot be written: {error.strerror or error}")
        self.reader_has_left = error.errno == errno.EPIPE
        """Whether output went to a program that has ended, such as `head`."""


class PatientStream(io.RawIOBase):
    """The bytes of a standard stream. Where reading or writing would have to wait, it waits."""

    def __init__(self, raw: io.RawIOBase) -> None:
        self._raw = raw

    @property
    def name(self) -> object:
        """The name or number of the stream."""
        return getattr(self._raw, "name", self.fileno())

    def fileno(self) -> int:
        """Return the number of the stream."""
        return self._raw.fileno()

    def isatty(self) -> bool:
        """Tell if the stream is a terminal."""
        return self._raw.isatty()

    def readable(self) -> bool:
        """Tell if the stream can be read."""
        return self._raw.readable()

    def writable(self) -> bool:
        """Tell if the stream can be written."""
        return self._raw.writable()

    def readinto(self, buffer: "WriteableBuffer") -> int:
        """Read into `buffer`; return the number of bytes, 0 at the end."""
        while (count := self._raw.readinto(buffer)) is None:
            select.select([self], [], [])
        return int(count)

    def write(self, data: "ReadableBuffer") -> int:
        """Write `data`, or its beginning; return the number of bytes."""
        while (count := self._raw.write(data)) is None:
            select.select([], [self], [])
        return int(count)


class OutputStream(PatientStream):
    """The bytes of standard output. Raises OutputError once; the rest is dropped, also when Python ends."""

    _has_failed = False

    def write(self, data: "ReadableBuffer") -> int:
        """Write `data`, or its beginning; return the number of bytes."""
        if self._has_failed:
            return memoryview(data).nbytes
        try:
            return super().write(data)
        except OSError as error:
            self._has_failed = True
            raise OutputError(error) from error


class ErrorStream(PatientStream):
    """The bytes of standard error. What cannot be written is dropped."""

    def write(self, data: "ReadableBuffer") -> int:
        """Write `data`, or its beginning; return the number of bytes."""
        try:
            return super().write(data)
        except OSError:
            return memoryview(data).nbytes


def guard_streams() -> None:
    """Replace the standard streams by streams that suit any terminal."""
    codecs.register(_find_plain_ascii)
    for number in range(3):
        _open_if_closed(number)
    sys.stdin = _reader(sys.stdin)
    sys.stdout = _writer(sys.stdout, OutputStream)
    sys.stderr = _writer(sys.stderr, ErrorStream)


def _open_if_closed(number: int) -> None:
    """Open a closed standard stream: else the next file gets its number."""
    try:
        os.fstat(number)
    except OSError:
        # The lowest free number is given: the one asked for, as those below it are open.
        os.set_inheritable(os.open(os.devnull, os.O_RDWR), True)


def _reader(stream: TextIO | None) -> TextIO:
    """Return a reader of `stream`; one of nothing if it is closed."""
    if stream is None:
        return Path(os.devnull).open(encoding="utf-8")
    if not isinstance(stream, io.TextIOWrapper):
        return stream
    encoding = "utf-8" if codecs.lookup(stream.encoding).name == "ascii" else stream.encoding
    raw = PatientStream(_raw_of(stream))
    # A byte that is no text is refused with the answer that holds it.
    return io.TextIOWrapper(io.BufferedReader(raw), encoding, "surrogateescape")


def _writer(stream: TextIO | None, kind: type[PatientStream]) -> TextIO:
    """Return a writer to `stream`; one to nothing if it is closed."""
    if stream is None:
        return Path(os.devnull).open("w", encoding="utf-8")
    if not isinstance(stream, io.TextIOWrapper):
        return stream
    encoding, errors, line_buffering = stream.encoding, stream.errors or "", stream.line_buffering
    raw = kind(_raw_of(stream))
    errors = errors if errors in LENIENT else "backslashreplace"
    return io.TextIOWrapper(
        io.BufferedWriter(raw), _usable_encoding(encoding, errors), errors, line_buffering=line_buffering
    )


def _raw_of(stream: io.TextIOWrapper) -> io.RawIOBase:
    """Return the raw stream below `stream`, which can no longer be used."""
    buffer = cast("io.IOBase", stream.detach())
    raw = buffer.detach() if isinstance(buffer, io.BufferedReader | io.BufferedWriter) else buffer  # `python -u`: raw
    return cast("io.RawIOBase", raw)


def _usable_encoding(encoding: str, errors: str) -> str:
    """Return `encoding`; ASCII if it cannot write some texts at all, such as `idna`."""
    try:
        PROBE.encode(encoding, errors)
    except (UnicodeError, LookupError):
        return PLAIN_ASCII
    return PLAIN_ASCII if codecs.lookup(encoding).name == "ascii" else encoding


def _find_plain_ascii(name: str) -> codecs.CodecInfo | None:
    """Return the codec of ASCII for its name `PLAIN_ASCII`."""
    if name != PLAIN_ASCII:
        return None
    ascii_codec = codecs.lookup("ascii")
    return codecs.CodecInfo(
        ascii_codec.encode,
        ascii_codec.decode,
        incrementalencoder=ascii_codec.incrementalencoder,
        incrementaldecoder=ascii_codec.incrementaldecoder,
        name=PLAIN_ASCII,
    )
