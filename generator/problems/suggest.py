"""What an editor may have meant: the closest spelling among those there are."""

import re
from collections.abc import Iterable

from rapidfuzz import fuzz, process, utils

CLOSE_SCORE = 70
"""How close, from 0 to 100, a spelling must be to be proposed."""
CERTAIN_SCORE = 80
"""How close the only close one must be to be put in its place: `tanaka-hiro` is somebody else than `yamada-hiro`."""
SAME_TITLE_SCORE = 90
"""How close two titles must be to look the same."""


def closest_match(word: str, known: Iterable[str]) -> str | None:
    """The closest of the known words, or None where none is close. Letter case counts for little."""
    found = process.extractOne(
        word, sorted(known), scorer=fuzz.ratio, processor=utils.default_process, score_cutoff=CLOSE_SCORE
    )
    return found[0] if found else None


def unique_close_match(word: str, known: Iterable[str]) -> str | None:
    """The one known word that a word is a misspelling of for certain; None where two are close, or none is that close.

    Another number is no misspelling: there may be such a record too.
    """
    scorer, processor = fuzz.ratio, utils.default_process
    close = process.extract(word, sorted(known), scorer=scorer, processor=processor, score_cutoff=CLOSE_SCORE, limit=2)
    certain = (
        len(close) == 1 and close[0][1] >= CERTAIN_SCORE and re.findall(r"\d", word) == re.findall(r"\d", close[0][0])
    )
    return close[0][0] if certain else None


def complete_prefix(typed: str, known: Iterable[str]) -> str:
    """The known word that is typed, else the only one that it is the beginning of, in whatever letter case; empty where
    there is none."""
    sought = typed.strip().casefold()
    fitting = [word for word in known if sought and word.casefold().startswith(sought)]
    whole = [word for word in fitting if word.casefold() == sought]
    return whole[0] if whole else fitting[0] if len(fitting) == 1 else ""


def did_you_mean(word: str, known: Iterable[str]) -> str | None:
    """A hint with the closest of the known words."""
    found = closest_match(word, known)
    return f'did you mean "{found}"?' if found else None


def look_the_same(one: str, other: str) -> bool:
    """Whether two titles are the same but for a few letters, letter case and punctuation."""
    return fuzz.ratio(one, other, processor=utils.default_process, score_cutoff=SAME_TITLE_SCORE) > 0
