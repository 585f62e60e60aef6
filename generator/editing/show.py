"""Format one record for a terminal: title, facts as of the day, text, backlinks, sources, its file. Used by `show`."""

import re
from collections.abc import Callable, Iterator
from datetime import time
from typing import Any

from generator.archive.archive import Archive
from generator.kinds import key_of, kind_of
from generator.kinds.fields import fields_in_order
from generator.kinds.record import Fields, Record
from generator.kinds.traversal import fields_of, is_always_internal, is_internal
from generator.pages.markdown import Md, plain_text
from generator.pages.writer import FORMATTERS, SEPARATOR, Writer
from generator.problems.terminal import terminal_safe, width
from generator.values.dates import When
from generator.values.labels import Word, field_label
from generator.values.text import Prose

MOST_LINKS = 20
"""The most records under one heading."""
TITLES = ("title", "name")
OWN_SECTION = ("id", "sources", "inferred", "commitments", "audience", "formerly")
"""Fields with a section of their own, or beside the title."""
INTERNAL = " (internal)"
WIDE = re.compile(r"(\s+|[\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60])")
"""Places for a line break: a space, and both sides of a letter in a script without spaces."""

Paint = Callable[[str], str]


def format_record(record: Record, file: str, archive: Archive, columns: int, strong: Paint, faint: Paint) -> str:
    """Format a record in lines of at most `columns`.

    `strong` and `faint` colour a text.
    """
    return "\n".join(_RecordText(record, file, archive, columns, strong, faint).lines()) + "\n"


class _RecordText:
    """One record on its way to lines of text."""

    def __init__(self, record: Record, file: str, archive: Archive, columns: int, strong: Paint, faint: Paint) -> None:
        self.record, self.file, self.archive, self.kind = record, file, archive, kind_of(record)
        self.writer = Writer(archive, archive.site_language, "index.md")
        self.columns, self.strong, self.faint = max(columns, 30), strong, faint
        self.facts = self.kind.facts(record, archive)

    def lines(self) -> Iterator[str]:
        writer, record = self.writer, self.record
        for line in wrap(writer.title(record).text + (INTERNAL if is_internal(record) else ""), self.columns):
            yield self.strong(line)
        about = f"{writer.label(self.kind.label)} · {key_of(record)} · {writer.edition}"
        yield from map(self.faint, wrap(about, self.columns))
        yield from self._facts()
        yield from self._fields()
        yield from self._commitments()
        yield from self._links()
        yield from self._sources()
        yield from self._inferred()
        former = f" (formerly {', '.join(record.formerly)})" if record.formerly else ""
        yield ""
        yield from map(self.faint, wrap(terminal_safe(self.file) + former, self.columns))

    def _facts(self) -> Iterator[str]:
        rows = [(self.writer.label(fact.label), self._line(fact.value)) for fact in self.facts]
        rows = [row for row in rows if row[1]]
        margin = min(max((width(label) for label, _ in rows), default=0) + 2, self.columns // 3)
        yield from ("",) if rows else ()
        for label, value in rows:
            first, *more = wrap(value, self.columns - margin)
            if width(label) + 2 > margin:
                yield self.faint(label)
                more = [first, *more]
            else:
                yield self.faint(label) + " " * (margin - width(label)) + first
            yield from (" " * margin + line for line in more)

    def _fields(self) -> Iterator[str]:
        """Yield the fields that are no facts."""
        as_facts = {fact.field for fact in self.facts}
        values = {name: (value, marks) for _, name, value, marks in fields_of(self.record)}
        for field in fields_in_order(type(self.record)):
            value, marks = values[field.name]
            if field.name in (*TITLES, *OWN_SECTION) or value in (None, (), {}) or isinstance(value, str | bool | time):
                continue
            each = isinstance(value, tuple) and all((field.name, number) in as_facts for number in range(len(value)))
            if (field.name,) not in as_facts and not each:
                heading = self.writer.label(field_label(field.name))
                yield from self._section(heading + (INTERNAL if is_always_internal(marks) else ""))
                yield from self._value(value)

    def _section(self, heading: str) -> Iterator[str]:
        yield from ("", self.strong(heading))

    def _value(self, value: Any) -> Iterator[str]:
        if isinstance(value, Prose):
            for number, block in enumerate(self.writer.prose(value).split("\n\n")):
                yield from ("",) if number else ()
                for line in map(Md, block.split("\n")):
                    text = _plain(line)
                    yield from self._bullet(text[4:]) if line.startswith("-   ") else self._paragraph(text)
        elif isinstance(value, tuple):
            for entry in value:
                yield from self._bullet(self._line(entry))
        else:
            yield from self._paragraph(self._line(value))

    def _paragraph(self, text: str, before: str = "  ") -> Iterator[str]:
        for number, line in enumerate(wrap(text, self.columns - width(before))):
            yield (before if number == 0 else " " * width(before)) + line

    def _bullet(self, text: str) -> Iterator[str]:
        return self._paragraph(text, "  - ")

    def _line(self, value: Any) -> str:
        """Return a value on one line. An entry becomes its fields, one after another."""
        if isinstance(value, Fields) and not isinstance(value, tuple(FORMATTERS)):
            words = {field.name for field in fields_in_order(type(value)) if field.choices}
            parts = (
                (f"{name} " if isinstance(below, When) and name != "date" else "")
                + self._line(Word(below) if name in words else below)
                for _, name, below, _ in fields_of(value)
                if name not in ("audience", "sources", "id") and below not in (None, (), False)
            )
            return " · ".join(filter(None, parts)) + (INTERNAL if is_internal(value) else "")
        if isinstance(value, tuple) and any(isinstance(part, Fields) for part in value):
            return "; ".join(filter(None, map(self._line, value)))
        return _plain(self.writer.show(value))

    def _commitments(self) -> Iterator[str]:
        commitments = self.kind.commitments(self.record)
        yield from self._section(self.writer.label("Commitments")) if commitments else ()
        for each in commitments:
            parts = (
                self.writer.commitment_status(each),
                self.writer.inline(each.text),
                self.writer.commitment_terms(each),
            )
            mark = INTERNAL if is_internal(each) else ""
            yield from self._bullet(_plain(SEPARATOR.join(filter(None, parts))) + mark)

    def _links(self) -> Iterator[str]:
        for heading, records in self.archive.backlinks(self.record).items():
            yield from self._section(self.writer.label(heading))
            for other in records[:MOST_LINKS]:
                when = self.writer.show(kind_of(other).day(other))
                text = SEPARATOR.join(filter(None, (when, self.writer.phrase(self.writer.title(other)))))
                mark = INTERNAL if is_internal(other) else ""
                yield from self._bullet(f"{_plain(text)}{mark} ({key_of(other)})")
            if len(records) > MOST_LINKS:
                yield f"  … {len(records) - MOST_LINKS} more"

    def _sources(self) -> Iterator[str]:
        yield from self._section(self.writer.label("Sources")) if self.record.sources else ()
        for citation in self.record.sources:
            source = self.archive.get(citation.source)
            named = f"{self._line(citation.source)} ({key_of(source) if source else citation.source.id})"
            parts = (named, citation.locator, f"“{citation.quote}”" if citation.quote else None)
            mark = INTERNAL if is_internal(citation) else ""
            yield from self._bullet(terminal_safe(" · ".join(filter(None, parts))) + mark)
            if citation.supports:
                yield from self._paragraph(f"for {', '.join(citation.supports)}", "    ")

    def _inferred(self) -> Iterator[str]:
        yield from self._section(self.writer.label("Inferred")) if self.record.inferred else ()
        for name, reason in self.record.inferred.items():
            yield from self._bullet(f"{name}: {_plain(self.writer.inline(reason))}")


def _plain(markdown: Md) -> str:
    """Return our Markdown as plain text that is safe for a terminal."""
    return terminal_safe(plain_text(markdown))


def wrap(text: str, columns: int) -> list[str]:
    """Wrap a text to lines of at most `columns`; a wide letter takes two.

    A longer word stays whole.
    """
    lines, room = [""], columns
    for piece in filter(None, WIDE.split(" ".join(text.split()))):
        if width(piece) > room and piece != " " and lines[-1].strip():
            lines, room = [*lines, ""], columns
        if piece != " " or lines[-1]:
            lines[-1] += piece
            room -= width(piece)
    return [line.rstrip() for line in lines]
