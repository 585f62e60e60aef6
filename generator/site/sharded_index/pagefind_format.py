"""Postings as Pagefind writes them in CBOR: on which pages a word is, and where. Runs of them are joined as they are.

A posting is the number of a page, counted from the page before, the places in its text and those in its fields.
"""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import TypeAlias

NUMBER = rb"(?:[\x00-\x17\x20-\x37]|[\x18\x38].|[\x19\x39]..|[\x1a\x3a].{4})"
LENGTH = rb"(?:[\x80-\x97]|\x98.|\x99..|\x9a.{4})"
PLACES = LENGTH + NUMBER + rb"*+"
POSTINGS = re.compile(rb"(?:\x83" + NUMBER + PLACES + PLACES + rb")*+", re.S)
POSTING = re.compile(rb"\x83(" + NUMBER + rb")" + (rb"(" + LENGTH + rb")" + NUMBER + rb"*+") * 2, re.S)
TEXT, ARRAY = 3, 4
"""Kinds of what a head in CBOR is the head of, beside numbers."""


Run: TypeAlias = tuple[int, int, int, int, bytes]
"""The postings of a word, or of a spelling of it, in a shard: how many they are; how many numbers are in them, by which
Pagefind cuts an index into chunks; the first and the last page; what follows the number of the first."""
Word: TypeAlias = tuple[str, Run, list[tuple[str, Run]]]
"""A word in a shard, and its spellings with diacritics."""
NOWHERE: Run = (0, 0, 0, 0, b"")


class Unreadable(Exception):  # noqa: N818  it names what is the case
    """Not what Pagefind 1.5 writes."""


class _Values(dict[bytes, int]):
    """The number in each head that was met."""

    def __missing__(self, head: bytes) -> int:
        self[head] = value = head[0] & 0x1F if len(head) == 1 else int.from_bytes(head[1:], "big")
        return value


_value = _Values().__getitem__


@cache
def head(kind: int, number: int) -> bytes:
    """How a value begins in CBOR: its kind, and its number or length, as short as can be."""
    if number < 24:
        return bytes((kind << 5 | number,))
    size = 1 if number < 1 << 8 else 2 if number < 1 << 16 else 4
    return bytes((kind << 5 | 23 + size.bit_length(),)) + number.to_bytes(size, "big")


def text(said: str) -> bytes:
    """A text in CBOR."""
    encoded = said.encode()
    return head(TEXT, len(encoded)) + encoded


def words_in(chunk: bytes, beyond: int) -> Iterator[Word]:
    """The words of a chunk of an index, without what is said of the page of that number, the last one."""
    reader = _Reader(chunk, beyond)
    reader.take(1)
    yield from (reader.word() for _ in range(reader.length()))
    if reader.at != len(chunk):
        raise Unreadable


class _Reader:
    def __init__(self, chunk: bytes, beyond: int) -> None:
        self.chunk, self.beyond, self.at = chunk, beyond, 0

    def length(self) -> int:
        """The number in the head that comes next."""
        low = self.chunk[self.at] & 0x1F
        self.at += 1
        if low < 24:
            return low
        start, self.at = self.at, self.at + (1 << low - 24)
        return int.from_bytes(self.chunk[start : self.at], "big")

    def take(self, parts: int) -> None:
        """Pass the head of an array of so many parts."""
        if self.chunk[self.at] != ARRAY << 5 | parts:
            raise Unreadable
        self.at += 1

    def text(self) -> str:
        size = self.length()
        self.at += size
        return self.chunk[self.at - size : self.at].decode()

    def word(self) -> Word:
        self.take(3)
        return self.text(), self.run(), [self.form() for _ in range(self.length())]

    def form(self) -> tuple[str, Run]:
        self.take(2)
        return self.text(), self.run()

    def run(self) -> Run:
        count, start = self.length(), self.at
        if count <= 1:
            return self.single() if count else NOWHERE
        match = POSTINGS.match(self.chunk, start)
        end = self.at = match.end() if match else start
        found = POSTING.findall(self.chunk, start, end)
        if len(found) != count:
            raise Unreadable
        pages, places, in_fields = zip(*found, strict=True)
        values, size = list(map(_value, pages)), count + sum(map(_value, places)) + sum(map(_value, in_fields))
        if (last := sum(values)) == self.beyond:
            *_, posting = POSTING.finditer(self.chunk, start, end)
            end, count, last = posting.start(), count - 1, last - values[-1]
            size -= 1 + _value(places[-1]) + _value(in_fields[-1])
        return count, size, values[0], last, self.chunk[start + 1 + len(pages[0]) : end]

    def single(self) -> Run:
        """A run of one posting, as most are."""
        posting = POSTING.match(self.chunk, self.at)
        if not posting:
            raise Unreadable
        page, places, in_fields = posting.groups()
        number, self.at = _value(page), posting.end()
        if number == self.beyond:
            return NOWHERE
        rest = self.chunk[posting.end(1) : self.at]
        return 1, 1 + _value(places) + _value(in_fields), number, number, rest


def joined(runs: Iterable[tuple[int, Run]]) -> tuple[int, bytes]:
    """The postings of runs, each with how many pages come before its shard: their size, and they in CBOR."""
    total = length = previous = 0
    parts: list[bytes] = []
    for before, (count, size, first, last, rest) in runs:
        if count:
            parts += (b"\x83", head(0, before + first - previous), rest)
            total, length, previous = total + count, length + size, before + last
    return length, b"".join((head(ARRAY, total), *parts))
