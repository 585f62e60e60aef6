"""How the values of records read on a page: dates in words, references as links, words of enumerations as labels."""

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
from generator.pages.markdown import INDENT, UNFRAMED, Md, blocks, escape_url, inline, link
from generator.values.dates import When
from generator.values.labels import Address, Frequency, Label, LanguageName, Status, Word
from generator.values.languages import Language, gettext_noop, language
from generator.values.reference import Reference
from generator.values.text import Phrase, Prose, Text

FALLBACK = ' class="fallback"'
"""Marks prose that is not given in the language of the page; a name in another language is no fallback."""
SEPARATOR = Md(" · ")
"""Stands between the parts of a line."""


EDITIONS = {
    "public": gettext_noop("As of %(day)s, public edition"),
    "internal": gettext_noop("As of %(day)s, internal edition"),
}


@dataclass(frozen=True)
class Writer:
    """Writes values into one page, in one language. Links are relative to the page."""

    archive: Archive
    language: Language
    path: str

    def label(self, message: str, **values: object) -> str:
        """A label of ours, as text."""
        return self.language.label(message, **values)

    def sentence(self, message: str, **values: object) -> Md:
        """A label of ours with values of records in it, as Markdown."""
        written: Md = Md.escape(self.label(message)) % {name: self.show(value) for name, value in values.items()}
        return written

    @property
    def today(self) -> str:
        """The day of the edition, in words."""
        return self.language.format_date(self.archive.day)

    @property
    def edition(self) -> str:
        """What the pages are as of, and for whom: "As of 26 January 2024, public edition"."""
        return self.label(EDITIONS[self.archive.audience], day=self.today)

    def show(self, value: Any, separator: str = ", ") -> Md:
        """Any value of a record, on one line; nothing for None, True stands for yes."""
        if value is None or value == ():
            return Md("")
        if shown := _shown_as(value.__class__):
            return shown(self, value)
        if isinstance(value, tuple):
            return Md(separator).join(filter(None, (self.show(part) for part in value)))
        return Md.escape(value)

    def phrase(self, phrase: Phrase) -> Md:
        """A string, marked with its language where that is not the page's."""
        shown = Md.escape(phrase.text)
        if phrase.language in ("", self.language.code):
            return shown
        return self.language_frame(phrase.language).format(shown)

    def language_frame(self, code: str, more: str = "") -> Md:
        """What a text in a language is put into on this page."""
        if code in ("", self.language.code):
            return UNFRAMED
        return Md("<span{} {}>{{}}</span>").format(Md(more), self.language_attributes(code))

    def language_attributes(self, code: str) -> Md:
        """The attributes of what is in another language than the page: it is marked, and reads in its direction."""
        direction = text_direction(code)
        turned = Md(' dir="{}"').format(Md(direction)) if direction != self.language.direction else Md("")
        return Md('lang="{}"{}').format(Md(code), turned)

    def title(self, record: Record) -> Phrase:
        """What a record is called."""
        return self.archive.title(record, self.language)

    def link(self, record: Record, text: str = "") -> Md:
        """A link to a record's page."""
        shown = Md.escape(text) if text else self.phrase(self.title(record))
        return link(shown, relative_link(self.path, record_path(record)))

    def link_to_page(self, text: Any, path: str) -> Md:
        """A link to a page."""
        return link(text, relative_link(self.path, path))

    def reference(self, reference: Reference, text: str = "") -> Md:
        """A link to the record referred to; its text alone where the edition does not have it."""
        record = self.archive.get(reference)
        return self.link(record, text) if record else Md.escape(text or reference.id)

    def in_language(self, code: str) -> "Writer":
        """The writer for text that stands on this page in another language: what it links to is named in that too."""
        try:
            return self if code in ("", self.language.code) else replace(self, language=language(code))
        except KeyError:
            return self

    def prose(self, prose: Prose | None) -> Md:
        """A prose text, in blocks."""
        if prose is None:
            return Md("")
        phrase = self.archive.phrase(prose, self.language)
        frame = self.language_frame(phrase.language, FALLBACK)
        return blocks(phrase.text, self.in_language(phrase.language).reference, frame)

    def inline(self, prose: Prose) -> Md:
        """A prose text, on one line."""
        phrase = self.archive.phrase(prose, self.language)
        written = inline(phrase.text, self.in_language(phrase.language).reference)
        return self.language_frame(phrase.language, FALLBACK).format(written)

    def inference(self, reason: Prose, indent: int = 1) -> Md:
        """That a fact is inferred, with the reason, which a reader unfolds; within an entry of a list."""
        margin = Md(INDENT * indent)
        folded = Md('{}??? inferred "{}:"\n\n{}{}{}')
        return folded.format(margin, self.label("Inferred"), margin, Md(INDENT), self.inline(reason))

    def detail(self, record: Record) -> Md:
        """The few values that tell a record from its neighbours."""
        return self.show(kind_of(record).detail(record, self.archive), SEPARATOR)

    def line(self, record: Record) -> Md:
        """A record as an entry of a list: its date, its title as a link, its detail."""
        when = kind_of(record).day(record)
        return SEPARATOR.join(filter(None, (self.show(when), self.link(record), self.detail(record))))

    def word(self, word: str) -> Md:
        """A word of an enumeration, by its label."""
        return self.show(Word(word))

    def period(self, start: When | None, end: When | None) -> Md:
        """From when to when, as far as either is known."""
        if start and end:
            return self.sentence("%(start)s to %(end)s", start=start, end=end)
        if end:
            return self.sentence("to %(date)s", date=end)
        return self.sentence("from %(date)s", date=start) if start else Md("")

    def commitment_status(self, commitment: Commitment) -> Md:
        """How a commitment stands on the day."""
        return self.show(commitment.standing_on(self.archive.day))

    def commitment_terms(self, commitment: Commitment) -> Md:
        """By whom a commitment is owed, to whom, and by when."""
        parts = (
            self.sentence("by %(names)s", names=commitment.by) if commitment.by else None,
            self.sentence("to %(names)s", names=commitment.to) if commitment.to else None,
            self.sentence("due %(date)s", date=commitment.due) if commitment.due else None,
            commitment.sector,
        )
        return self.show(parts, SEPARATOR)

    def web_link(self, text: Any, url: str) -> Md:
        """A link to a page elsewhere."""
        return link(self.show(text), escape_url(url))

    def language_name(self, code: str) -> Md:
        """The name of a language."""
        return self.show(LanguageName(code))

    def quotation(self, text: str, language: str | None) -> Md:
        """Somebody's words, in quotation marks and in their language."""
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
    """The direction of a language's script: `ltr` or `rtl`."""
    try:
        return str(Locale.parse(code, sep="-").text_direction)
    except (ValueError, UnknownLocaleError):
        return "ltr"


def _word(writer: Writer, word: Word) -> Md:
    return Md.escape(writer.label(word.label))


def _venue(writer: Writer, venue: Locality) -> Md:
    venue_of = getattr(venue, "venue", None)
    online = writer.label("online") if getattr(venue, "online", False) else None
    return writer.show((venue_of, venue.city, venue.country, online))


def _day(writer: Writer, day: date) -> Md:
    return Md.escape(writer.language.format_date(day))


SHOWN: dict[type, Callable[[Writer, Any], Md]] = {
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
    Locality: _venue,
    Venue: _venue,
    Value: lambda writer, value: Md.escape(writer.language.format_money(value.amount, value.currency)),
    bool: lambda writer, yes: Md.escape(writer.label("yes") if yes else writer.label("no")),
    int: lambda writer, number: Md.escape(writer.language.format_number(number)),
    Decimal: lambda writer, number: Md.escape(writer.language.format_number(number)),
}
"""How values of each type read; the first type that fits counts."""


@cache
def _shown_as(of: type) -> Callable[[Writer, Any], Md] | None:
    return next((shown for known, shown in SHOWN.items() if issubclass(of, known)), None)
