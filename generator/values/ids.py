"""Ids for new records: proposed from a date and a title, in the letters that an id may have.

Whether a record may keep the id is for the caller, who knows which are taken.
"""

import re
from collections.abc import Container
from itertools import count

from generator.values.codes import MAX_ID
from generator.values.folding import slug

DAY = re.compile(r"\d{4}(-\d\d){0,2}", re.ASCII)
UNNAMED = "record"
"""What is proposed where nothing of a title can be written in an id: its script is not known here."""


def propose_id(day: str, title: str, taken: Container[str], number: int = 2) -> str:
    """An id that is not taken, from the first day of a date as records have it, or no date, and a title. Where it is
    taken without a number, it gets one: the first that is free from `number` on."""
    first = DAY.search(day)
    words = [first[0] if first else "", *slug(title).split("-")]
    whole = _cut(words, MAX_ID) or UNNAMED
    if whole not in taken:
        return whole
    numbered = (f"{_cut(words, MAX_ID - len(f'-{each}')) or UNNAMED}-{each}" for each in count(number))
    return next(identifier for identifier in numbered if identifier not in taken)


def _cut(words: list[str], most: int) -> str:
    """As many whole words as there is room for; the first, if it alone is too long, without its end."""
    kept = ""
    for word in filter(None, words):
        longer = f"{kept}-{word}" if kept else word[:most]
        if len(longer) > most:
            break
        kept = longer
    return kept
