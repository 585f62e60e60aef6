"""Split and normalise text for the search index, so that it is found in whatever form it is typed.

Pagefind splits a text at its spaces, keeps letters and digits, and folds diacritics. So text without spaces is cut
here into overlapping pairs of characters, and apostrophes that count as letters become marks, for Pagefind to fold.
`search-words.js` mirrors this for a reader's query, and reverses it in results; tests hold the two together.
"""

import re
import unicodedata
from functools import lru_cache

from generator.values.folding import FROM_LATIN, NAME_PUNCTUATION

SPACELESS = (
    "\u0e00-\u0e7f\u0e80-\u0eff\u1000-\u109f\u1780-\u17ff"  # Thai, Lao, Burmese, Khmer
    "\u3005-\u3007\u3041-\u3096\u3099-\u309f\u30a1-\u30fa\u30fc-\u30ff\u31f0-\u31ff"  # kana, 々〆〇, the long vowel
    "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"  # Han
)
"""Letters of scripts without spaces between words, as the inside of a character class."""
PUNCTUATION = (
    "\u2010-\u2015\u2212\u3001-\u3004\u3008-\u303f\u30a0\u30fb\uff01-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff65"
)
"""The punctuation of such scripts."""
LAST = "\u02d0"
"""Follows the last letter of a run, so that the letter alone is not a prefix of the pairs starting with it."""
SPACE = "\u2060"
"""Stands for a space next to such a letter or mark, as a word of its own. Results show only these spaces there."""
APOSTROPHE_MARKS = {0x02B9 + number: 0x1DC0 + number for number in range(0x17)}
"""The apostrophes that count as letters, in Uzbek, Arabic names and others, each with a mark that no name has."""
SPECIAL = re.compile(f"[{SPACELESS}{PUNCTUATION}]")
PIECES = re.compile(
    rf"(?P<run>[{SPACELESS}]+)|(?P<mark>[{PUNCTUATION}]+)|(?P<space>\s+)|[^{SPACELESS}{PUNCTUATION}\s]+"
)
WIDE = re.compile("[\u2e80-\u2fd5\uff10-\uff19\uff21-\uff3a\uff41-\uff5a\uff66-\uff9f]+")


def search_tokens(text: str) -> str:
    """Return the text as search words with a space between them."""
    composed = unicodedata.normalize("NFC", text).replace(SPACE, "")
    narrow = WIDE.sub(lambda match: unicodedata.normalize("NFKC", match[0]), composed)
    normalised = unicodedata.normalize("NFC", narrow).translate(APOSTROPHE_MARKS).strip()
    if not SPECIAL.search(normalised):
        return " ".join(normalised.split())
    pieces = list(PIECES.finditer(normalised))
    words: list[str] = []
    for number, piece in enumerate(pieces):
        if piece["run"]:
            words += _pairs(piece["run"])
        elif not piece["space"]:
            words.append(piece[0])
        elif any(pieces[near].lastgroup in ("run", "mark") for near in (number - 1, number + 1)):
            words.append(SPACE)
    return " ".join(words)


def _pairs(run: str) -> list[str]:
    """Return each character with the next one. Results show the first of each pair."""
    return [character + following for character, following in zip(run, run[1:] + LAST, strict=True)]


def exact_name_key(name: str) -> str:
    """Return a word shared only by names of the same letters, but for rare collisions.

    By it, a record ranks first for its whole name, in whatever order the parts are typed.
    """
    decomposed = unicodedata.normalize("NFD", unicodedata.normalize("NFKC", NAME_PUNCTUATION.sub("", name)).lower())
    folded = "".join(character for character in decomposed if not unicodedata.category(character).startswith("M"))
    words = re.findall(r"[^\W_]+", NAME_PUNCTUATION.sub("", folded))
    letters = "".join(sorted(words, key=lambda word: word.encode("utf-16-be")))  # the order that JavaScript has
    return f"k0{letters[:4]}{len(letters)}k"


@lru_cache(maxsize=1 << 16)
def spellings(name: str) -> tuple[str, ...]:
    """Return the search words of a name, and of its spelling in plain Latin letters."""
    plain_latin = name.lower().translate(FROM_LATIN)
    if plain_latin == name.lower():
        return (search_tokens(name),)
    return search_tokens(name), search_tokens(plain_latin)
