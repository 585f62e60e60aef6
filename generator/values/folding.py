"""Fold texts for comparison (case, diacritics, apostrophes) and spell titles in letters of ids.

The only table of letters in the house.
"""

import re
import unicodedata

CYRILLIC = dict(
    re.findall(
        r"(\w)=(\w*)",
        "а=a б=b в=v г=g д=d е=e ё=yo ж=zh з=z и=i й=y к=k л=l м=m н=n о=o п=p р=r с=s т=t у=u ф=f х=kh ц=ts ч=ch "
        "ш=sh щ=shch ъ= ы=y ь= э=e ю=yu я=ya і=i ї=yi є=ye ґ=g ў=o қ=q ғ=g ҳ=h ә=a ң=n ө=o ү=u ұ=u һ=h ј=j љ=lj њ=nj "
        "ћ=c џ=dz",
    )
)
"""Letters of Russian, Ukrainian, Uzbek, Kazakh and their neighbours, much as passports write them."""
LATIN = {"ł": "l", "ø": "o", "đ": "d", "ħ": "h", "ı": "i", "ß": "ss", "æ": "ae", "œ": "oe", "þ": "th", "ð": "d"}
"""Letters that Unicode does not decompose into a letter and a diacritic."""
FROM_LATIN = str.maketrans(LATIN)
LETTERS = str.maketrans({**CYRILLIC, **LATIN})
QUOTES = "\u02b9-\u02cf\u2018-\u201b\u2032\u00b4'`"
"""The apostrophes that people type, as the inside of a character class."""
APOSTROPHES = re.compile(f"[{QUOTES}]")
NAME_PUNCTUATION = re.compile(f"[{QUOTES}.]")
"""Apostrophes and full stops, which people leave out of names."""
MARKS = "\u0300-\u036f\u0591-\u05c7\u064b-\u065f\u0670\u1dc0-\u1dff\u3099\u309a"
"""Diacritics of decomposed letters, in the scripts of recorded names."""
IGNORED = re.compile(f"[{MARKS}{QUOTES}.]+")
LATIN_LETTERS = re.compile(f"[{''.join(LATIN)}]")


def fold(text: str) -> str:
    """Fold a text: drop case, apostrophes, full stops and `MARKS`; keep blanks."""
    if text.isascii():
        return NAME_PUNCTUATION.sub("", text).lower()
    folded = IGNORED.sub("", unicodedata.normalize("NFKD", text.replace("\u00b4", "'"))).casefold()
    return LATIN_LETTERS.sub(lambda letter: LATIN[letter[0]], folded)


def fold_name(name: str) -> str:
    """Fold a name: also drop the diacritics of every script and repeated blanks."""
    return " ".join("".join(character for character in fold(name) if not unicodedata.combining(character)).split())


def slug(title: str) -> str:
    """Spell a title in letters of an id, with a hyphen between words. May be empty."""
    latin = APOSTROPHES.sub("", unicodedata.normalize("NFC", title).lower()).translate(LETTERS)
    decomposed = unicodedata.normalize("NFKD", latin)
    letters = "".join(character for character in decomposed if not unicodedata.combining(character))
    return "-".join(re.findall("[a-z0-9]+", letters))
