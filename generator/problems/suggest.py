"""The closest spelling among some candidates: "did you mean …".

Letter case and punctuation count for little. Names of people and places are folded before, by `values/folding.py`.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator

from rapidfuzz import fuzz, process, utils

CLOSE_SCORE = 70
"""The least similarity, from 0 to 100, of a spelling that is proposed."""
CERTAIN_SCORE = 80
"""The least similarity of a spelling that is put in place of a word: `tanaka-hiro` is somebody else than
`yamada-hiro`."""
SAME_TITLE_SCORE = 90
"""The least similarity of two titles that look the same."""


def closest_match(word: str, candidates: Iterable[str]) -> str | None:
    """Return the candidate most similar to `word`; None if none is close.

    Of candidates that are equally close, return the first by letter.
    """
    match = process.extractOne(
        word, sorted(candidates), scorer=fuzz.ratio, processor=utils.default_process, score_cutoff=CLOSE_SCORE
    )
    return match[0] if match else None


def unique_close_match(word: str, candidates: Iterable[str]) -> str | None:
    """Return the candidate that `word` certainly misspells.

    None if two candidates are close, if none is close enough, or if the digits differ: there may be such a record too.
    """
    matches = process.extract(
        word, sorted(candidates), scorer=fuzz.ratio, processor=utils.default_process, score_cutoff=CLOSE_SCORE, limit=2
    )
    if len(matches) != 1:
        return None
    match, score, _ = matches[0]
    return match if score >= CERTAIN_SCORE and re.findall(r"\d", word) == re.findall(r"\d", match) else None


def complete_prefix(typed: str, candidates: Iterable[str]) -> str:
    """Return the candidate equal to `typed`, or the only one that begins with it.

    Letter case does not count. Empty if there is no such candidate, or several.
    """
    prefix = typed.strip().casefold()
    matches = [word for word in candidates if prefix and word.casefold().startswith(prefix)]
    equal = [word for word in matches if word.casefold() == prefix]
    return equal[0] if equal else matches[0] if len(matches) == 1 else ""


def did_you_mean(word: str, candidates: Iterable[str]) -> str | None:
    """Return a hint that names the closest candidate; None if none is close.

    It names a character by which the two differ although they look the same.
    """
    match = closest_match(word, candidates)
    if not match:
        return None
    character = next(_deceptive(word), "") if match.isascii() else ""
    name = f"U+{ord(character):04X} {unicodedata.name(character, '')}".strip() if character else ""
    return f'{name} is in it; did you mean "{match}"?' if name else f'did you mean "{match}"?'


def _deceptive(word: str) -> Iterator[str]:
    """Yield the characters of a word that are unseen, or may pass for a Latin letter."""
    for character in word:
        category, name = unicodedata.category(character), unicodedata.name(character, "")
        is_unseen = category == "Cf" or (category == "Zs" and character != " ")
        is_of_other_script = category[0] == "L" and "LATIN" not in name
        is_styled = not character.isascii() and unicodedata.normalize("NFKC", character).isascii()
        if is_unseen or is_of_other_script or is_styled:
            yield character


def look_the_same(one: str, other: str) -> bool:
    """Return True if two titles differ in a few letters or signs at most."""
    return fuzz.ratio(one, other, processor=utils.default_process, score_cutoff=SAME_TITLE_SCORE) > 0
