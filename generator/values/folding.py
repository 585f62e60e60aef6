"""Texts as they are compared, without case, diacritics and apostrophes; and as ids spell them."""

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
"""Letters that Unicode does not take apart into a letter and a diacritic."""
FROM_LATIN = str.maketrans(LATIN)
LETTERS = str.maketrans({**CYRILLIC, **LATIN})
QUOTES = "\u02b9-\u02cf\u2018-\u201b\u2032\u00b4'`"
"""Apostrophes, typed as they may be, as the inside of a character class."""
APOSTROPHES = re.compile(f"[{QUOTES}]")
NO_LETTERS = re.compile(f"[{QUOTES}.]")
"""What a name has or lacks as it is typed: apostrophes, full stops."""
MARKS = "\u0300-\u036f\u0591-\u05c7\u064b-\u065f\u0670\u1dc0-\u1dff\u3099\u309a"
"""The marks that Unicode takes letters apart into, in the scripts that names are recorded in."""
IGNORED = re.compile(f"[{MARKS}{QUOTES}.]+")
HELD = re.compile(f"[{''.join(LATIN)}]")


def fold(text: str) -> str:
    """Fold a text for comparison: drop case, apostrophes, full stops and the diacritics in `MARKS`; keep blanks."""
    if text.isascii():
        return NO_LETTERS.sub("", text).lower()
    plain = IGNORED.sub("", unicodedata.normalize("NFKD", text.replace("\u00b4", "'"))).casefold()
    return HELD.sub(lambda letter: LATIN[letter[0]], plain)


def fold_name(name: str) -> str:
    """Fold a name for comparison: drop the diacritics of every script, leave one blank between words."""
    return " ".join("".join(character for character in fold(name) if not unicodedata.combining(character)).split())


def slug(title: str) -> str:
    """Write a title in the letters of an id, with a hyphen between words; empty where no letter can be written so."""
    spelt = APOSTROPHES.sub("", unicodedata.normalize("NFC", title).lower()).translate(LETTERS)
    apart = unicodedata.normalize("NFKD", spelt)
    letters = "".join(character for character in apart if not unicodedata.combining(character))
    return "-".join(re.findall("[a-z0-9]+", letters))
