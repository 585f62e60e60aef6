"""Ids for new records: proposed from a date and a title, in the letters that an id may have.

Whether a record may keep the id is for the caller, who knows which are taken.
"""

import re
import unicodedata
from collections.abc import Container
from itertools import count

from generator.kinds.values import MAX_ID

CYRILLIC = re.findall(
    r"(\w)=(\w*)",
    "а=a б=b в=v г=g д=d е=e ё=yo ж=zh з=z и=i й=y к=k л=l м=m н=n о=o п=p р=r с=s т=t у=u ф=f х=kh ц=ts ч=ch ш=sh "
    "щ=shch ъ= ы=y ь= э=e ю=yu я=ya і=i ї=yi є=ye ґ=g ў=o қ=q ғ=g ҳ=h ә=a ң=n ө=o ү=u ұ=u һ=h ј=j љ=lj њ=nj ћ=c џ=dz",
)
"""Letters of Russian, Ukrainian, Uzbek, Kazakh and their neighbours, much as passports write them."""
LATIN = {"ł": "l", "ø": "o", "đ": "d", "ħ": "h", "ı": "i", "ß": "ss", "æ": "ae", "œ": "oe", "þ": "th", "ð": "d"}
"""Letters that Unicode does not take apart into a letter and a diacritic."""
LETTERS = str.maketrans({**dict(CYRILLIC), **LATIN})
APOSTROPHES = re.compile("[\u02b9-\u02cf\u2018-\u201b\u2032\u00b4'`]")
"""What stands within a word, typed as it may be."""
DAY = re.compile(r"\d{4}(-\d\d){0,2}", re.ASCII)
UNNAMED = "record"
"""What is proposed where nothing of a title can be written in an id: its script is not known here."""


def propose(day: str, title: str, taken: Container[str], number: int = 2) -> str:
    """An id that is not taken, from the first day of a date as records have it, or no date, and a title. Where it is
    taken without a number, it gets one: the first that is free from `number` on."""
    first = DAY.search(day)
    words = [first[0] if first else "", *plain(title).split("-")]
    whole = _cut(words, MAX_ID) or UNNAMED
    if whole not in taken:
        return whole
    numbered = (f"{_cut(words, MAX_ID - len(f'-{each}')) or UNNAMED}-{each}" for each in count(number))
    return next(identifier for identifier in numbered if identifier not in taken)


def plain(title: str) -> str:
    """A title in the letters of an id, with a hyphen between words; empty where none of it can be written so."""
    spelt = APOSTROPHES.sub("", unicodedata.normalize("NFC", title).lower()).translate(LETTERS)
    folded = unicodedata.normalize("NFKD", spelt)
    letters = "".join(character for character in folded if not unicodedata.combining(character))
    return "-".join(re.findall("[a-z0-9]+", letters))


def _cut(words: list[str], most: int) -> str:
    """As many whole words as there is room for; the first, if it alone is too long, without its end."""
    kept = ""
    for word in filter(None, words):
        longer = f"{kept}-{word}" if kept else word[:most]
        if len(longer) > most:
            break
        kept = longer
    return kept
