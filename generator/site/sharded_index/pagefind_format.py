"""Read and join postings as Pagefind 1.5 writes them in CBOR: the only module that knows this format.

A posting tells one page of a word: the number of the page, counted from the posting before, the positions of the word
in the text, and those in the fields. Postings are joined as bytes, without decoding each: there are millions.
"""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import TypeAlias

NUMBER = rb"(?:[\x00-\x17\x20-\x37]|[\x18\x38].|[\x19\x39]..|[\x1a\x3a].{4})"
LENGTH = rb"(?:[\x80-\x97]|\x98.|\x99..|\x9a.{4})"
POSITIONS = LENGTH + NUMBER + rb"*+"
POSTINGS = re.compile(rb"(?:\x83" + NUMBER + POSITIONS + POSITIONS + rb")*+", re.S)
POSTING = re.compile(rb"\x83(" + NUMBER + rb")" + (rb"(" + LENGTH + rb")" + NUMBER + rb"*+") * 2, re.S)
TEXT, ARRAY = 3, 4
"""Major types of CBOR."""


Postings: TypeAlias = tuple[int, int, int, int, bytes]
"""The postings of a word or of a spelling in a shard: their count; the count of numbers in them, by which Pagefind
cuts an index into chunks; the first and the last page; the bytes after the number of the first page."""
Word: TypeAlias = tuple[str, Postings, list[tuple[str, Postings]]]
"""A word in a shard, and its spellings with diacritics."""
NO_POSTINGS: Postings = (0, 0, 0, 0, b"")


class UnknownFormatError(Exception):
    """Bytes that Pagefind 1.5 does not write."""


class _HeadValues(dict[bytes, int]):
    """A cache of the number in each head of CBOR."""

    def __missing__(self, head: bytes) -> int:
        self[head] = value = head[0] & 0x1F if len(head) == 1 else int.from_bytes(head[1:], "big")
        return value


_head_value = _HeadValues().__getitem__


@cache
def encode_head(major_type: int, number: int) -> bytes:
    """Return the head of a value in CBOR: its type, and its number or length.

    It is as short as possible.
    """
    if number < 24:
        return bytes((major_type << 5 | number,))
    size = 1 if number < 1 << 8 else 2 if number < 1 << 16 else 4
    return bytes((major_type << 5 | 23 + size.bit_length(),)) + number.to_bytes(size, "big")


def encode_text(text: str) -> bytes:
    """Return a text in CBOR."""
    encoded = text.encode()
    return encode_head(TEXT, len(encoded)) + encoded


def read_words(chunk: bytes, excluded_page: int) -> Iterator[Word]:
    """Yield the words of a chunk of an index.

    Leaves out the postings of `excluded_page`, the last page.
    Raises UnknownFormatError.
    """
    reader = _ChunkReader(chunk, excluded_page)
    reader.read_array_head(1)
    yield from (reader.read_word() for _ in range(reader.read_number()))
    if reader.position != len(chunk):
        raise UnknownFormatError


class _ChunkReader:
    """A position in a chunk; each method reads one value from there and moves on."""

    def __init__(self, chunk: bytes, excluded_page: int) -> None:
        self.chunk, self.excluded_page, self.position = chunk, excluded_page, 0

    def read_number(self) -> int:
        """Read a head and return its number."""
        low_bits = self.chunk[self.position] & 0x1F
        self.position += 1
        if low_bits < 24:
            return low_bits
        start, self.position = self.position, self.position + (1 << low_bits - 24)
        return int.from_bytes(self.chunk[start : self.position], "big")

    def read_array_head(self, length: int) -> None:
        """Read the head of an array. Raises UnknownFormatError if it has another length."""
        if self.chunk[self.position] != ARRAY << 5 | length:
            raise UnknownFormatError
        self.position += 1

    def read_text(self) -> str:
        """Read a text."""
        size = self.read_number()
        self.position += size
        return self.chunk[self.position - size : self.position].decode()

    def read_word(self) -> Word:
        """Read a word with its postings and its spellings."""
        self.read_array_head(3)
        return self.read_text(), self.read_postings(), [self.read_spelling() for _ in range(self.read_number())]

    def read_spelling(self) -> tuple[str, Postings]:
        """Read a spelling with its postings."""
        self.read_array_head(2)
        return self.read_text(), self.read_postings()

    def read_postings(self) -> Postings:
        """Read the postings of a word, without that of the excluded page."""
        count, start = self.read_number(), self.position
        if count <= 1:
            return self.read_posting() if count else NO_POSTINGS
        match = POSTINGS.match(self.chunk, start)
        end = self.position = match.end() if match else start
        heads = POSTING.findall(self.chunk, start, end)
        if len(heads) != count:
            raise UnknownFormatError
        pages, in_text, in_fields = zip(*heads, strict=True)
        steps = list(map(_head_value, pages))
        size = count + sum(map(_head_value, in_text)) + sum(map(_head_value, in_fields))
        if (last := sum(steps)) == self.excluded_page:
            *_, posting = POSTING.finditer(self.chunk, start, end)
            end, count, last = posting.start(), count - 1, last - steps[-1]
            size -= 1 + _head_value(in_text[-1]) + _head_value(in_fields[-1])
        return count, size, steps[0], last, self.chunk[start + 1 + len(pages[0]) : end]

    def read_posting(self) -> Postings:
        """Read a single posting: most words have just one."""
        posting = POSTING.match(self.chunk, self.position)
        if not posting:
            raise UnknownFormatError
        page, in_text, in_fields = posting.groups()
        number, self.position = _head_value(page), posting.end()
        if number == self.excluded_page:
            return NO_POSTINGS
        rest = self.chunk[posting.end(1) : self.position]
        return 1, 1 + _head_value(in_text) + _head_value(in_fields), number, number, rest


def join_postings(numbered: Iterable[tuple[int, Postings]]) -> tuple[int, bytes]:
    """Join the postings of several shards.

    `numbered` has the postings of a shard after the number of its first page.
    Return the count of numbers in them, and all postings as an array in CBOR.
    """
    total_count = total_size = last_page = 0
    parts: list[bytes] = []
    for offset, (count, size, first, last, rest) in numbered:
        if count:
            parts += (b"\x83", encode_head(0, offset + first - last_page), rest)
            total_count, total_size, last_page = total_count + count, total_size + size, offset + last
    return total_size, b"".join((encode_head(ARRAY, total_count), *parts))
