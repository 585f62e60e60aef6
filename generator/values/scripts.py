"""In which script a text is, by Unicode's names of its letters, and which language is written in it, by CLDR.

That another language has the same script is for the caller to bear in mind.
"""

import unicodedata
from collections.abc import Sequence
from functools import lru_cache

from babel import Locale
from babel.core import get_global

SEVERAL = {
    "Jpan": frozenset(["HIRAGANA", "KATAKANA", "CJK"]),
    "Kore": frozenset(["HANGUL", "CJK"]),
    "Hans": frozenset(["CJK", "BOPOMOFO"]),
    "Hant": frozenset(["CJK", "BOPOMOFO"]),
}
"""The scripts of ISO 15924 whose letters have other names in Unicode than the script has."""
LETTERS = frozenset(["Lu", "Ll", "Lt", "Lo"])
"""Without modifiers: the apostrophe of `oʻ`, the long vowel of `ー`, which several scripts share."""


def detect_language(text: str, languages: Sequence[str]) -> str:
    """The first of some languages that is written in the script of a text. The very first, where the text has a letter
    of that one's script or no letter at all, or where no language fits."""
    used = _scripts_in(text)
    default = languages[0]
    if not used or used & _scripts_of(default):
        return default
    return next((code for code in languages if used <= _scripts_of(code)), default)


def _scripts_in(text: str) -> frozenset[str]:
    """The scripts of the letters of a text, as their names in Unicode begin."""
    letters = (each for each in unicodedata.normalize("NFKC", text) if unicodedata.category(each) in LETTERS)
    return frozenset(unicodedata.name(each, "").partition(" ")[0] for each in letters)


@lru_cache
def _scripts_of(code: str) -> frozenset[str]:
    """The scripts that a language is written in, as the names of their letters begin."""
    language, *rest = code.split("-")
    usual = get_global("likely_subtags").get(language, "").split("_")
    names = Locale("en").scripts
    script = next((part for part in (*rest, *usual[1:]) if part in names), "")
    return SEVERAL.get(script, frozenset([names.get(script, "").upper()]))
