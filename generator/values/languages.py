"""`Language`: labels, and dates, numbers and names as CLDR writes them in one language.

The labels are in `locale/*.po`. The site record lists the languages of a site.
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
from babel.numbers import format_currency, format_decimal

from generator.values.countries import is_country

CATALOGS = Path(__file__).parent / "locale"
"""The folder of gettext catalogs, one `<code>.po` for each language but English, the language of the source."""
SOURCE_LANGUAGE = "en"

REGIONS = {"en": "en_GB"}
"""The regional form of a language, if not CLDR's default. British English writes the day before the month."""


def gettext_noop(message: str) -> str:
    """Mark a label for the catalogs and return it. Another place looks it up."""
    return message


ANNIVERSARIES = {
    "one": gettext_noop("%(number)sst anniversary"),
    "two": gettext_noop("%(number)snd anniversary"),
    "few": gettext_noop("%(number)srd anniversary"),
    "other": gettext_noop("%(number)sth anniversary"),
}
"""The labels by the form of the ordinal number in English."""


@dataclass(frozen=True)
class Language:
    """A language, by its BCP 47 code."""

    code: str
    locale: Locale
    labels: gettext.NullTranslations
    has_catalog: bool = True
    """True if there are labels in this language. Without a catalog they are English."""

    def label(self, message: str, **values: object) -> str:
        """Translate a label of the site and fill in `%(name)s`."""
        translated = self.labels.gettext(message)
        return translated % values if values else translated

    def plural(self, one: str, many: str, number: int) -> str:
        """Translate a label with a number, in the plural form of this language.

        Fill in `%(number)s`.
        """
        return self.labels.ngettext(one, many, number) % {"number": self.format_number(number)}

    def format_anniversary(self, years: int) -> str:
        """Format an anniversary: "32nd anniversary"."""
        return self.label(ANNIVERSARIES[Locale(SOURCE_LANGUAGE).ordinal_form(years)], number=self.format_number(years))

    def format_date(self, day: date, length: str = "long") -> str:
        """Format a day: "26 January 2024". `length`: `long` or `medium`."""
        return _date(day, length, self.locale)

    @property
    def name(self) -> str:
        """Return the name of the language in itself, with a capital letter."""
        name = Locale.parse(self.code, sep="-").get_display_name() or self.code
        return name[:1].title() + name[1:]

    @property
    def first_week_day(self) -> int:
        """Return the first day of the week in its main country: 0 for Monday."""
        if self.locale.territory:
            return int(self.locale.first_week_day)
        at_home = get_global("likely_subtags").get(str(self.locale), str(self.locale))
        return int(Locale.parse(at_home).first_week_day)

    def country_name(self, code: str) -> str | None:
        """Return the name of a country by its ISO 3166-1 code, or None."""
        return _country(code, self.locale) if is_country(code) else None

    def language_name(self, code: str) -> str:
        """Return the name of another language in this one.

        Without a name in CLDR: its code.
        """
        try:
            return Locale.parse(code, sep="-").get_display_name(self.locale) or code
        except (ValueError, UnknownLocaleError):
            return code

    def format_number(self, number: int | Decimal) -> str:
        """Format a number with the separators of this language."""
        return format_decimal(number, locale=self.locale)

    def format_money(self, amount: Decimal, currency: str) -> str:
        """Format an amount in a currency. Whole amounts have no fraction."""
        pattern = "#,##0 ¤¤" if amount == amount.to_integral_value() else "#,##0.00## ¤¤"
        return format_currency(amount, currency, format=pattern, locale=self.locale, currency_digits=False)

    @property
    def direction(self) -> str:
        """Return the direction of its script: `ltr` or `rtl`."""
        return str(self.locale.text_direction)


@lru_cache(maxsize=1 << 13)  # Babel reads its pattern anew for every date, and a timeline has the same ones as a list
def _date(day: date, length: str, locale: Locale) -> str:
    return format_date(day, length, locale=locale)


@lru_cache(maxsize=1 << 10)
def _country(code: str, locale: Locale) -> str | None:
    name: str | None = locale.territories.get(code.upper())
    return name


@lru_cache
def language(code: str, catalogs: Path | None = None) -> Language:
    """Return the language of a code. Raises KeyError if CLDR has no formats for it.

    `catalogs`: another folder than `CATALOGS`.
    """
    try:
        if is_language(code):
            locale = Locale.parse(REGIONS.get(code, code).replace("-", "_"))
            path = _find_catalog(code, catalogs or CATALOGS)
            is_source = SOURCE_LANGUAGE in _with_wider(code)
            return Language(code, locale, _load_labels(path), has_catalog=is_source or path is not None)
    except UnknownLocaleError:
        pass
    raise KeyError(code)


def _find_catalog(code: str, catalogs: Path) -> Path | None:
    """Return the catalog of a language, else of the same language in the same script."""
    paths = (catalogs / f"{name}.po" for name in _with_wider(code))
    return next(filter(Path.is_file, paths), None)


def _with_wider(code: str) -> Iterator[str]:
    """Yield a code, then wider ones.

    Without region; without script if CLDR takes that for granted.
    """
    parsed = Locale.parse(code, sep="-")
    likely = get_global("likely_subtags").get(parsed.language, "").split("_")
    yield code
    if parsed.script:
        yield f"{parsed.language}-{parsed.script}"
    if not parsed.script or parsed.script in likely:
        yield parsed.language


def _load_labels(path: Path | None) -> gettext.NullTranslations:
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
    """Return True if CLDR knows a code of BCP 47.

    It may have a script and a region: `uz-Cyrl`.
    """
    names = Locale("en")
    first, *rest = code.split("-")
    if first not in names.languages or "_" in first:
        return False
    if rest and rest[0] in names.scripts:
        rest = rest[1:]
    if rest and rest[0] in names.territories:
        rest = rest[1:]
    return not rest
