"""Propose ids for new records from a date and a title. Used by `new`, imports and hints of the loader."""

import re
from collections.abc import Container
from itertools import count

from generator.values.codes import MAX_ID
from generator.values.folding import slug

DAY = re.compile(r"\d{4}(-\d\d){0,2}", re.ASCII)
UNNAMED = "record"
"""The proposal for a title without any letter that an id may have, because of its script."""


def propose_id(day: str, title: str, used: Container[str], number: int = 2) -> str:
    """Propose an id that is not in `used`, from a date and a title.

    `day`: a date in EDTF, or "". If the plain id is used, append the first free number from `number` on.
    """
    first = DAY.search(day)
    words = [first[0] if first else "", *slug(title).split("-")]
    plain = _join(words, MAX_ID) or UNNAMED
    if plain not in used:
        return plain
    numbered = (f"{_join(words, MAX_ID - len(f'-{each}')) or UNNAMED}-{each}" for each in count(number))
    return next(identifier for identifier in numbered if identifier not in used)


def _join(words: list[str], most: int) -> str:
    """Join whole words by hyphens, at most `most` characters.

    Cut the first word if it is longer.
    """
    joined = ""
    for word in filter(None, words):
        longer = f"{joined}-{word}" if joined else word[:most]
        if len(longer) > most:
            break
        joined = longer
    return joined
