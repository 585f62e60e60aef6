"""Look up countries by their codes of ISO 3166-1, or by their names in any language, by CLDR."""

from collections import defaultdict
from collections.abc import Iterable
from functools import cache, lru_cache

from babel import Locale
from babel.core import get_global
from babel.localedata import locale_identifiers

from generator.values.folding import fold_name

ENGLISH = "en"
NOT_COUNTRIES = frozenset(["AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "ZZ"])
"""Two-letter territories of CLDR that are no countries of ISO 3166-1: groups, pseudo-locales, parts of countries."""
FORMER = frozenset(["BUR", "DDR", "FXX", "TMP", "YMD", "ZAR"])
"""Codes of former countries. CLDR lists them as aliases of the country that holds their territory today."""


@lru_cache
def is_country(code: str) -> bool:
    """Return True if `code` is a country of ISO 3166-1, in either letter case."""
    upper = code.upper()
    return len(code) == 2 and upper in Locale(ENGLISH).territories and upper not in NOT_COUNTRIES


def is_user_assigned(code: str) -> bool:
    """Return True if ISO 3166-1 leaves a code to users: AA, QM to QZ, XA to XZ, ZZ."""
    upper = code.upper()
    return (
        len(upper) == 2
        and upper.isascii()
        and upper.isalpha()
        and (upper in {"AA", "ZZ"} or upper[0] == "X" or (upper[0] == "Q" and upper[1] >= "M"))
    )


@lru_cache(maxsize=1 << 12)
def country_by_name(name: str) -> str | None:
    """Return the code, in lower case, of a country by any code or name.

    Names of all languages count. None also if several countries have that name, none of them in English.
    """
    if code := _by_code().get(name.strip().upper()) or country_code(name):
        return code
    codes = _by_name(_languages()).get(fold_name(name), ())
    return next(iter(codes)) if len(codes) == 1 else None


def country_code(name: str) -> str | None:
    """Return the code, in lower case, of a country by two letters or its English name.

    Faster than `country_by_name`: checks call it for many hints.
    """
    if is_country(name):
        return name.lower()
    codes = _by_name((ENGLISH,)).get(fold_name(name), ())
    return next(iter(codes)) if len(codes) == 1 else None


@cache
def _by_code() -> dict[str, str]:
    codes = {code: code.lower() for code in map(str, Locale(ENGLISH).territories) if is_country(code)}
    aliases: dict[str, list[str]] = get_global("territory_aliases")  # type: ignore[assignment]  # typed as any of its kind
    for alias, targets in aliases.items():
        if len(alias) == 3 and alias.isalpha() and alias not in FORMER and len(targets) == 1 and is_country(targets[0]):
            codes[alias] = targets[0].lower()
    return codes


@cache
def _languages() -> tuple[str, ...]:
    """Return every language of CLDR in each of its scripts.

    Regional forms differ too little.
    """
    return tuple(
        sorted(
            code
            for code in locale_identifiers()
            if len(code.rpartition("_")[2]) in (2, 3, 4) and not code.rpartition("_")[2].isupper()
        )
    )


@cache
def _by_name(languages: Iterable[str]) -> dict[str, set[str]]:
    codes: dict[str, set[str]] = defaultdict(set)
    for language in languages:
        for code, name in Locale.parse(language).territories.items():
            if is_country(code):
                codes[fold_name(name)].add(code.lower())
    return codes
