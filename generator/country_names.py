"""Countries as they are named in the languages of the world: by CLDR's names, and the two codes of ISO 3166-1."""

from collections import defaultdict
from collections.abc import Iterable
from functools import cache, lru_cache

from babel import Locale
from babel.core import get_global
from babel.localedata import locale_identifiers

from generator.languages import SOURCE_LANGUAGE, is_country
from generator.spelling import folded

FORMER = frozenset(["BUR", "DDR", "FXX", "TMP", "YMD", "ZAR"])
"""Codes of countries that are no more. CLDR has them as others for the country that holds their territory today."""


@lru_cache(maxsize=1 << 12)
def country_named(name: str) -> str | None:
    """The code, in lower case, of a country that is named by a code or in any language; None also where its name is
    that of several countries and no English name."""
    if code := _by_code().get(name.strip().upper()):
        return code
    wanted = folded(name)
    english = _by_name((SOURCE_LANGUAGE,)).get(wanted, ())
    found = english or _by_name(_languages()).get(wanted, ())
    return next(iter(found)) if len(found) == 1 else None


@cache
def _by_code() -> dict[str, str]:
    codes = {code: code.lower() for code in map(str, Locale(SOURCE_LANGUAGE).territories) if is_country(code)}
    aliases: dict[str, list[str]] = get_global("territory_aliases")  # type: ignore[assignment]  # typed as any of its kind
    for code, meant in aliases.items():
        if len(code) == 3 and code.isalpha() and code not in FORMER and len(meant) == 1 and is_country(meant[0]):
            codes[code] = meant[0].lower()
    return codes


@cache
def _languages() -> tuple[str, ...]:
    """Every language that CLDR has, in each of its scripts; regional forms differ too little."""
    return tuple(
        sorted(
            code
            for code in locale_identifiers()
            if len(code.rpartition("_")[2]) in (2, 3, 4) and not code.rpartition("_")[2].isupper()
        )
    )


@cache
def _by_name(languages: Iterable[str]) -> dict[str, set[str]]:
    named: dict[str, set[str]] = defaultdict(set)
    for language in languages:
        for code, name in Locale.parse(language).territories.items():
            if is_country(code):
                named[folded(name)].add(code.lower())
    return named
