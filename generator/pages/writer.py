"""`Writer`: format values of records as Markdown on a page, in one language.

Dates become words, references links, words of enumerations labels. Templates know the writer as `w`. `markdown.py` has
the Markdown itself, `values/languages.py` the rules of each language.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any

import isodate
from babel import Locale, UnknownLocaleError
from babel.units import format_unit

from generator.archive.addresses import record_path, relative_link
from generator.archive.archive import Archive
from generator.kinds import kind_of
from generator.kinds.agreement import Value
from generator.kinds.commitment import Commitment
from generator.kinds.meeting_entries import Venue
from generator.kinds.record import Locality, Record
from generator.kinds.relation import BETWEEN_PARTIES
from generator.pages.direction import (
    current_direction,
    direction_of,
    has_direction,
    isolate_tag,
    opposite,
    page_direction,
)
from generator.pages.markdown import (
    INDENT,
    UNFRAMED,
    Md,
    blocks,
    escape_in_isolate,
    escape_url,
    inline,
    link,
)
from generator.values.dates import When
from generator.values.labels import Address, Frequency, Label, LanguageName, Status, Word
from generator.values.languages import Language, gettext_noop, language
from generator.values.reference import Reference
from generator.values.text import Phrase, Prose, Text

FALLBACK = ' class="fallback"'
"""Marks prose in another language than the page. A name in another language is no fallback."""
PLACEHOLDER = re.compile(r"%\(\w+\)s")
SEPARATOR = Md(" · ")
"""Separates the parts of a line."""
EDITIONS = {
    "public": gettext_noop("As of %(day)s, public edition"),
    "internal": gettext_noop("As of %(day)s, internal edition"),
}


@dataclass(frozen=True)
class Writer:
    """Formats values for the page at `path`, in one language. Links are relative to that page."""

    archive: Archive
    language: Language
    path: str

    def label(self, message: str, **values: object) -> str:
        """Translate a label and fill in its values; return plain text."""
        return self.language.label(message, **values)

    def sentence(self, message: str, **values: object) -> Md:
        """Translate a label and fill in values of records; return Markdown."""
        label = self.label(message)
        tag = isolate_tag(PLACEHOLDER.sub("", label), current_direction())
        with page_direction(opposite(current_direction()) if tag else current_direction()):
            sentence: Md = escape_in_isolate(label) % {name: self.show(value) for name, value in values.items()}
        return Md(f"{tag}{sentence}</bdi>") if tag else sentence

    @property
    def today(self) -> str:
        """Return the day of the edition in words."""
        return self.language.format_date(self.archive.day)

    @property
    def edition(self) -> str:
        """Return the name of the edition: "As of 26 January 2024, public edition"."""
        return self.label(EDITIONS[self.archive.audience], day=self.today)

    def show(self, value: Any, separator: str = ", ") -> Md:
        """Format any value of a record on one line; return nothing for None or ().

        A tuple is joined by `separator`. Text without a formatter is escaped.
        """
        if value is None or value == ():
            return Md("")
        if formatter := _formatter(value.__class__):
            return formatter(self, value)
        if isinstance(value, tuple):
            return Md(separator).join(filter(None, (self.show(part) for part in value)))
        return Md.escape(value)

    def phrase(self, phrase: Phrase) -> Md:
        """Format a phrase, marked with its language unless that is the page's."""
        frame = self.language_frame(phrase.language)
        if has_direction(frame):
            return frame.format(escape_in_isolate(phrase.text))
        names = phrase.text.split(BETWEEN_PARTIES)  # each may have a direction of its own
        return frame.format(Md(BETWEEN_PARTIES).join(names))

    def language_frame(self, code: str, attributes: str = "") -> Md:
        """Return the pattern that marks text in a language: `{}` alone for the page's."""
        if code in ("", self.language.code):
            return UNFRAMED
        return Md("<span{} {}>{{}}</span>").format(Md(attributes), self.language_attributes(code))

    def language_attributes(self, code: str) -> Md:
        """Return the attributes of text in another language: `lang`, `dir` if different."""
        direction = text_direction(code)
        dir_attribute = Md(' dir="{}"').format(Md(direction)) if direction != self.language.direction else Md("")
        return Md('lang="{}"{}').format(Md(code), dir_attribute)

    def title(self, record: Record) -> Phrase:
        """Return the title of a record, in the page's language if it has one."""
        return self.archive.title(record, self.language)

    def link(self, record: Record, text: str = "") -> Md:
        """Link to the page of a record, by its title or another text."""
        label = Md.escape(text) if text else self.phrase(self.title(record))
        return link(label, relative_link(self.path, record_path(record)))

    def link_to_page(self, text: Any, path: str) -> Md:
        """Link to the page at a path."""
        return link(text, relative_link(self.path, path))

    def reference(self, reference: Reference, text: str = "") -> Md:
        """Link to the record of a reference; return text alone if the edition lacks it."""
        record = self.archive.get(reference)
        return self.link(record, text) if record else Md.escape(text or reference.id)

    def in_language(self, code: str) -> "Writer":
        """Return a writer for text of another language on this page, and its links."""
        try:
            return self if code in ("", self.language.code) else replace(self, language=language(code))
        except KeyError:
            return self

    def prose(self, prose: Prose | None) -> Md:
        """Format prose as blocks."""
        if prose is None:
            return Md("")
        phrase = self.archive.phrase(prose, self.language)
        frame = self.language_frame(phrase.language, FALLBACK)
        with page_direction(direction_of(frame)):
            return blocks(phrase.text, self.in_language(phrase.language).reference, frame)

    def inline(self, prose: Prose) -> Md:
        """Format prose on one line."""
        phrase = self.archive.phrase(prose, self.language)
        frame = self.language_frame(phrase.language, FALLBACK)
        with page_direction(direction_of(frame)):
            return inline(phrase.text, self.in_language(phrase.language).reference, frame)

    def inference(self, reason: Prose, indent: int = 1) -> Md:
        """Mark a fact as inferred, with a reason to unfold, in a list at depth `indent`."""
        margin = Md(INDENT * indent)
        details = Md('{}??? inferred "{}:"\n\n{}{}{}')
        return details.format(margin, self.label("Inferred"), margin, Md(INDENT), self.inline(reason))

    def detail(self, record: Record) -> Md:
        """Format the few values that tell a record from its neighbours in a list."""
        return self.show(kind_of(record).detail(record, self.archive), SEPARATOR)

    def line(self, record: Record) -> Md:
        """Format a record as a list entry: date, linked title, detail."""
        when = kind_of(record).day(record)
        return SEPARATOR.join(filter(None, (self.show(when), self.link(record), self.detail(record))))

    def word(self, word: str) -> Md:
        """Format a word of an enumeration by its label."""
        return self.show(Word(word))

    def period(self, start: When | None, end: When | None) -> Md:
        """Format a period; either end may be None."""
        if start and end:
            return self.sentence("%(start)s to %(end)s", start=start, end=end)
        if end:
            return self.sentence("to %(date)s", date=end)
        return self.sentence("from %(date)s", date=start) if start else Md("")

    def commitment_status(self, commitment: Commitment) -> Md:
        """Format the status of a commitment on the day of the edition."""
        return self.show(commitment.standing_on(self.archive.day))

    def commitment_terms(self, commitment: Commitment) -> Md:
        """Format the terms of a commitment: debtors, creditors, due date, sector."""
        parts = (
            self.sentence("by %(names)s", names=commitment.by) if commitment.by else None,
            self.sentence("to %(names)s", names=commitment.to) if commitment.to else None,
            self.sentence("due %(date)s", date=commitment.due) if commitment.due else None,
            commitment.sector,
        )
        return self.show(parts, SEPARATOR)

    def web_link(self, text: Any, url: str) -> Md:
        """Link to a page of another site."""
        return link(self.show(text), escape_url(url))

    def language_name(self, code: str) -> Md:
        """Format the name of a language."""
        return self.show(LanguageName(code))

    def quotation(self, text: str, language: str | None) -> Md:
        """Format a quotation with quotation marks, marked with its language."""
        return self.sentence("“%(text)s”", text=Phrase(text, language or ""))


def _duration(writer: Writer, duration: str) -> Md:
    parsed = isodate.parse_duration(duration)
    days = getattr(parsed, "tdelta", parsed).days
    parts = (
        ("year", getattr(parsed, "years", 0)),
        ("month", getattr(parsed, "months", 0)),
        ("week", days // 7),
        ("day", days % 7),
    )
    locale = writer.language.locale
    return Md.escape(
        ", ".join(format_unit(int(number), f"duration-{unit}", locale=locale) for unit, number in parts if number)
    )


def _status(writer: Writer, status: Status) -> Md:
    return Md('<span class="status {}">{}</span>').format(Md(status), writer.label(status.label))


def text_direction(code: str) -> str:
    """Return the direction of a language's script: `ltr` or `rtl`."""
    try:
        return str(Locale.parse(code, sep="-").text_direction)
    except (ValueError, UnknownLocaleError):
        return "ltr"


def _word(writer: Writer, word: Word) -> Md:
    return Md.escape(writer.label(word.label))


def _locality(writer: Writer, place: Locality) -> Md:
    venue = getattr(place, "venue", None)
    online = writer.label("online") if getattr(place, "online", False) else None
    return writer.show((venue, place.city, place.country, online))


def _day(writer: Writer, day: date) -> Md:
    return Md.escape(writer.language.format_date(day))


FORMATTERS: dict[type, Callable[[Writer, Any], Md]] = {
    When: lambda writer, when: Md.escape(when.format(writer.language)),
    date: _day,
    Prose: lambda writer, prose: writer.inline(prose),
    Text: lambda writer, text: writer.phrase(writer.archive.phrase(text, writer.language)),
    Phrase: lambda writer, phrase: writer.phrase(phrase),
    Reference: lambda writer, reference: writer.reference(reference),
    Record: lambda writer, record: writer.link(record),
    Label: lambda writer, label: Md.escape(writer.label(label)),
    Status: _status,
    Word: _word,
    LanguageName: lambda writer, code: Md.escape(writer.language.language_name(code)),
    Address: lambda writer, url: link(url.removeprefix("https://").removeprefix("http://"), escape_url(url)),
    Frequency: _duration,
    Locality: _locality,
    Venue: _locality,
    Value: lambda writer, value: Md.escape(writer.language.format_money(value.amount, value.currency)),
    bool: lambda writer, yes: Md.escape(writer.label("yes") if yes else writer.label("no")),
    int: lambda writer, number: Md.escape(writer.language.format_number(number)),
    Decimal: lambda writer, number: Md.escape(writer.language.format_number(number)),
}
"""Formats the values of each type. The first type that fits counts: subclasses stand before their bases."""


@cache
def _formatter(value_type: type) -> Callable[[Writer, Any], Md] | None:
    return next((formatter for each, formatter in FORMATTERS.items() if issubclass(value_type, each)), None)
