"""Names put together from parts: of people in several scripts, of projects and companies; and ids made of names."""

import unicodedata
from random import Random
from typing import NamedTuple

from tests.bench.countries import (
    ENDINGS,
    GIVEN,
    JAPANESE_FIRST,
    JAPANESE_LAST,
    KOREAN_FAMILY,
    MIDDLES,
    SYLLABLES,
    Country,
    Part,
)
from tests.bench.vocabulary import RARE

LETTERS = str.maketrans(
    {"ʻ": "", "ə": "a", "Ə": "A", "ı": "i", "ł": "l", "Ł": "L", "ß": "ss", "ø": "o", "đ": "d", "'": ""}
)


class Name(NamedTuple):
    """The name of a person: as in English text, and by language."""

    en: str
    by_language: dict[str, str]
    family: str
    given: str


def plain(text: str) -> str:
    """Return a text in ASCII letters."""
    return unicodedata.normalize("NFKD", text.translate(LETTERS)).encode("ascii", "ignore").decode()


def slug(text: str) -> str:
    """Return an id for a text."""
    letters = (character if character.isalnum() else " " for character in plain(text).lower())
    return "-".join("".join(letters).split())


def unique(wanted: str, taken: set[str]) -> str:
    """Return a free id, and reserve it."""
    found, number = wanted, 1
    while found in taken:
        number += 1
        found = f"{wanted}-{number}"
    taken.add(found)
    return found


def _joined(*parts: Part) -> Part:
    latin, cyrillic, own = ("".join(scripts) for scripts in zip(*parts, strict=True))
    return latin, cyrillic, own


def person_name(rng: Random, country: Country) -> Name:
    """Return the name of a person of a country, in the scripts of its own side and of others."""
    naming = country.naming
    given = rng.choice(GIVEN[naming])
    if naming == "japanese":
        family = _joined(rng.choice(JAPANESE_FIRST), rng.choice(JAPANESE_LAST))
        names = {"en": f"{family[0]} {given[0]}", "ja": f"{family[2]} {given[2]}"}
        return Name(names["en"], names, family[0], given[0])
    if naming == "korean":
        family = rng.choice(KOREAN_FAMILY)
        names = {"en": f"{family[0]} {given[0]}", "ko": family[2] + given[2], "ru": f"{family[1]} {given[1]}"}
        return Name(names["en"], names, family[0], given[0])
    family = _joined(rng.choice(SYLLABLES), rng.choice(MIDDLES), rng.choice(ENDINGS[naming]))
    latin = f"{given[0]} {family[0]}"
    names = {"en": latin}
    if naming == "uzbek":
        names = {"en": latin.replace("ʻ", ""), "uz": latin, "ru": f"{given[1]} {family[1]}"}
    elif naming in ("turkic", "azerbaijani") or rng.random() < 0.15:
        names["ru"] = f"{given[1]} {family[1]}"
    if rng.random() < 0.3:
        names["ja"] = f"{given[2]}・{family[2]}"
    return Name(names["en"], names, family[0], given[0])


def spellings(rng: Random, name: Name) -> list[str]:
    """Other spellings of a name, where there are some."""
    found = []
    if "ʻ" in name.by_language.get("uz", ""):
        found.append(name.by_language["uz"].replace("ʻ", rng.choice("'’")))
    if plain(name.en) != name.en:
        found.append(plain(name.en))
    if rng.random() < 0.25:
        found.append(f"{name.given[0]}. {name.family}")
    return found


def invented_names(rng: Random, count: int) -> list[str]:
    """Names of places and projects that are nowhere."""
    endings = ("rovand", "kent", "dara", "mond", "tau", "ville", "stad", "sk", "ābād", "ów", "gawa", "bulak")
    found: dict[str, None] = {}
    while len(found) < count:
        name = rng.choice(SYLLABLES)[0] + rng.choice(MIDDLES)[0] + rng.choice(endings)
        if rng.random() < 0.4:
            name = rng.choice(SYLLABLES)[0] + rng.choice(MIDDLES)[0] + rng.choice(MIDDLES)[0] + rng.choice(endings)
        if name not in RARE:
            found[name] = None
    return list(found)
