"""Tell the language of a text by its script. Used by `new` for texts without a language code.

The script comes from Unicode's names of letters, the script of a language from CLDR.
Languages with the same script cannot be told apart.
"""

import unicodedata
from collections.abc import Sequence
from functools import lru_cache

from babel import Locale
from babel.core import get_global

UNICODE_NAMES = {
    "Jpan": frozenset(["HIRAGANA", "KATAKANA", "CJK"]),
    "Kore": frozenset(["HANGUL", "CJK"]),
    "Hans": frozenset(["CJK", "BOPOMOFO"]),
    "Hant": frozenset(["CJK", "BOPOMOFO"]),
}
"""Scripts of ISO 15924 with letters of other names in Unicode."""
LETTERS = frozenset(["Lu", "Ll", "Lt", "Lo"])
"""Categories of letters. Modifiers are left out, since scripts share them: `ʻ` of `oʻ`, `ー`."""


def detect_language(text: str, languages: Sequence[str]) -> str:
    """Return the first of `languages` with the script of a text.

    The default is the first language: also if no language fits, or if the text has one letter in its script.
    """
    scripts = _scripts_in(text)
    default = languages[0]
    if not scripts or scripts & _scripts_of(default):
        return default
    return next((code for code in languages if scripts <= _scripts_of(code)), default)


def _scripts_in(text: str) -> frozenset[str]:
    """Return the scripts in a text: the first words of the names of its letters."""
    letters = (each for each in unicodedata.normalize("NFKC", text) if unicodedata.category(each) in LETTERS)
    return frozenset(unicodedata.name(each, "").partition(" ")[0] for each in letters)


@lru_cache
def _scripts_of(code: str) -> frozenset[str]:
    """Return the scripts of a language: the first words of the names of its letters."""
    language, *rest = code.split("-")
    likely = get_global("likely_subtags").get(language, "").split("_")
    names = Locale("en").scripts
    script = next((part for part in (*rest, *likely[1:]) if part in names), "")
    return UNICODE_NAMES.get(script, frozenset([names.get(script, "").upper()]))
