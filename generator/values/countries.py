"""Countries as they are named in the languages of the world: by CLDR's names, and the two codes of ISO 3166-1."""

from collections import defaultdict
from collections.abc import Iterable
from functools import cache, lru_cache

from babel import Locale
from babel.core import get_global
from babel.localedata import locale_identifiers

from generator.values.folding import fold_name

ENGLISH = "en"
# In CLDR's list of two-letter territories but not countries of ISO 3166-1: groups, pseudo-locales and
# codes that ISO reserves for parts of countries.
NOT_COUNTRIES = frozenset(["AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "ZZ"])
FORMER = frozenset(["BUR", "DDR", "FXX", "TMP", "YMD", "ZAR"])
"""Codes of countries that are no more. CLDR has them as others for the country that holds their territory today."""


@lru_cache
def is_country(code: str) -> bool:
    """Whether a code, in either letter case, is a country of ISO 3166-1 by CLDR's list."""
    upper = code.upper()
    return len(code) == 2 and upper in Locale(ENGLISH).territories and upper not in NOT_COUNTRIES


def is_user_assigned(code: str) -> bool:
    """Whether ISO 3166-1 leaves a code to its users: AA, QM to QZ, XA to XZ, ZZ."""
    upper = code.upper()
    return (
        len(upper) == 2
        and upper.isascii()
        and upper.isalpha()
        and (upper in {"AA", "ZZ"} or upper[0] == "X" or (upper[0] == "Q" and upper[1] >= "M"))
    )


@lru_cache(maxsize=1 << 12)
def country_by_name(name: str) -> str | None:
    """Find the code, in lower case, of a country by a code or by its name in any language.

    None also where several countries have that name and none has it in English.
    """
    if code := _by_code().get(name.strip().upper()) or country_code(name):
        return code
    codes = _by_name(_languages()).get(fold_name(name), ())
    return next(iter(codes)) if len(codes) == 1 else None


def country_code(name: str) -> str | None:
    """Find the code, in lower case, of a country by its two letters or its English name: for hints, which are many."""
    if is_country(name):
        return name.lower()
    codes = _by_name((ENGLISH,)).get(fold_name(name), ())
    return next(iter(codes)) if len(codes) == 1 else None


@cache
def _by_code() -> dict[str, str]:
    codes = {code: code.lower() for code in map(str, Locale(ENGLISH).territories) if is_country(code)}
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
                named[fold_name(name)].add(code.lower())
    return named
