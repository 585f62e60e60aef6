"""One language of the site: its labels, and what CLDR knows of dates, names and numbers in it.

Which languages a site has, and where a text is given in them, is for the records to say.
"""

import gettext
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache
from io import BytesIO
from pathlib import Path

from babel import Locale, UnknownLocaleError
from babel.core import get_global
from babel.dates import format_date
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_currency, format_decimal, list_currencies

from generator.values.countries import is_country

CATALOGS = Path(__file__).parent / "locale"
"""The labels in each language, one gettext catalog `<code>.po` a language; English stands in the source."""
SOURCE_LANGUAGE = "en"

REGIONS = {"en": "en_GB"}
"""The regional form a language is printed in, where it is not CLDR's default: day before month."""


def gettext_noop(message: str) -> str:
    """A label that is looked up elsewhere: marks it for the catalogs."""
    return message


ANNIVERSARIES = {
    "one": gettext_noop("%(number)sst anniversary"),
    "two": gettext_noop("%(number)snd anniversary"),
    "few": gettext_noop("%(number)srd anniversary"),
    "other": gettext_noop("%(number)sth anniversary"),
}
"""By the form of the ordinal number that CLDR has for English."""


@dataclass(frozen=True)
class Language:
    """A language, by its BCP 47 code."""

    code: str
    locale: Locale
    labels: gettext.NullTranslations

    def label(self, message: str, **values: object) -> str:
        """A label of the site in this language, with `%(name)s` filled in."""
        translated = self.labels.gettext(message)
        return translated % values if values else translated

    def plural(self, one: str, many: str, number: int) -> str:
        """A label for a number of things, in the plural form this language has for it; `%(number)s` is the number."""
        return self.labels.ngettext(one, many, number) % {"number": self.format_number(number)}

    def format_anniversary(self, years: int) -> str:
        """The name of an anniversary: "32nd anniversary"."""
        return self.label(ANNIVERSARIES[Locale(SOURCE_LANGUAGE).ordinal_form(years)], number=self.format_number(years))

    def format_date(self, day: date, length: str = "long") -> str:
        """A day in words: "26 January 2024"; `medium` is shorter."""
        return _date(day, length, self.locale)

    @property
    def name(self) -> str:
        """What the language calls itself, with a capital as at the start of a line."""
        name = Locale.parse(self.code, sep="-").get_display_name() or self.code
        return name[:1].title() + name[1:]

    @property
    def first_week_day(self) -> int:
        """The day on which weeks begin where the language is at home: 0 for Monday."""
        if self.locale.territory:
            return int(self.locale.first_week_day)
        at_home = get_global("likely_subtags").get(str(self.locale), str(self.locale))
        return int(Locale.parse(at_home).first_week_day)

    @property
    def has_catalog(self) -> bool:
        """Whether there is a catalog of labels in this language; without one they are English."""
        return SOURCE_LANGUAGE in _wider(self.code) or _catalog(self.code) is not None

    def country_name(self, code: str) -> str | None:
        """The name of a country by its ISO 3166-1 code, in either letter case; None where CLDR has none."""
        return _country(code, self.locale) if is_country(code) else None

    def language_name(self, code: str) -> str:
        """The name of another language in this one; its code where CLDR has no name."""
        try:
            return Locale.parse(code, sep="-").get_display_name(self.locale) or code
        except (ValueError, UnknownLocaleError):
            return code

    def format_number(self, number: int | Decimal) -> str:
        """A number with this language's separators."""
        return format_decimal(number, locale=self.locale)

    def format_money(self, amount: Decimal, currency: str) -> str:
        """An amount in a currency, without a fraction where it has none."""
        pattern = "#,##0 ¤¤" if amount == amount.to_integral_value() else "#,##0.00## ¤¤"
        return format_currency(amount, currency, format=pattern, locale=self.locale, currency_digits=False)

    @property
    def direction(self) -> str:
        """`ltr` or `rtl`."""
        return str(self.locale.text_direction)


@lru_cache(maxsize=1 << 13)  # Babel reads its pattern anew for every date, and a timeline has the same ones as a list
def _date(day: date, length: str, locale: Locale) -> str:
    return format_date(day, length, locale=locale)


@lru_cache(maxsize=1 << 10)
def _country(code: str, locale: Locale) -> str | None:
    name: str | None = locale.territories.get(code.upper())
    return name


@lru_cache
def language(code: str) -> Language:
    """The language of a code. Raises KeyError where CLDR does not know how its dates and numbers are written."""
    try:
        if is_language(code):
            locale = Locale.parse(REGIONS.get(code, code).replace("-", "_"))
            return Language(code, locale, _labels(code))
    except UnknownLocaleError:
        pass
    raise KeyError(code)


def _catalog(code: str) -> Path | None:
    """The catalog of a language: its own, else that of the same language in the same script."""
    paths = (CATALOGS / f"{name}.po" for name in _wider(code))
    return next(filter(Path.is_file, paths), None)


def _wider(code: str) -> Iterator[str]:
    """A code, then those without region, and without script where that is the one that CLDR takes for granted."""
    parsed = Locale.parse(code, sep="-")
    usual = get_global("likely_subtags").get(parsed.language, "").split("_")
    yield code
    if parsed.script:
        yield f"{parsed.language}-{parsed.script}"
    if not parsed.script or parsed.script in usual:
        yield parsed.language


def _labels(code: str) -> gettext.NullTranslations:
    path = _catalog(code)
    if not path:
        return gettext.NullTranslations()
    with path.open("rb") as file:
        catalog = read_po(file, locale=path.stem.replace("-", "_"))
    compiled = BytesIO()
    write_mo(compiled, catalog)
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)


@lru_cache
def is_language(code: str) -> bool:
    """Whether a code is a language with, optionally, a script and a region, as BCP 47 writes them: `uz-Cyrl`."""
    names = Locale("en")
    first, *rest = code.split("-")
    if first not in names.languages or "_" in first:
        return False
    if rest and rest[0] in names.scripts:
        rest = rest[1:]
    if rest and rest[0] in names.territories:
        rest = rest[1:]
    return not rest


@lru_cache
def is_currency(code: str) -> bool:
    """Whether a code is a currency of ISO 4217, of today or of the past."""
    return code in list_currencies()
