"""Normalise and compare personal names as tables spell them.

Family name first or last, in capitals, with an honorific, in Cyrillic. Knows nothing of records: `name_index.py` finds
people by these names.
"""

import re
from collections import defaultdict
from collections.abc import Iterator

from generator.problems.suggest import look_the_same
from generator.values.folding import fold_name, slug

HONORIFIC = re.compile(
    r"(?:(?:Mr|Mrs|Ms|Miss|Dr|Prof|Professor|Sir|Dame|Господин|Госпожа|Г-н|Г-жа|H\.\s?E)(?:\.\s*|\s+))+", re.IGNORECASE
)
"""Honorifics before a name. HE without full stops is not one: it is also a Chinese name."""
AFTER_A_COMMA = re.compile(r"(?:MP|PhD|MD|Jr|Sr|KC|QC)\b", re.IGNORECASE)
"""Titles after a comma, which are not given names."""
CYRILLIC = re.compile("[\u0400-\u052f\u02bc'.-]+")
"""A Cyrillic word, which is compared in Latin letters."""

Words = tuple[str, ...]


def normalise_name(name: str) -> str:
    """Return a name as records spell it.

    "Bobur Usmanov" for "Mr Bobur Usmanov" and for "Usmanov, Bobur".
    """
    bare = _without_honorific(name)
    family = family_name_before_comma(bare)
    return f"{_without_honorific(bare.partition(',')[2].strip())} {family}" if family else bare


def family_name_before_comma(name: str) -> str:
    """Return the family name before a comma and a given name.

    Empty for a name in another form.
    """
    family, _, given = (part.strip() for part in _without_honorific(name).partition(","))
    return "" if not given or "," in given or AFTER_A_COMMA.match(given.replace(".", "")) else family


def _without_honorific(name: str) -> str:
    match = HONORIFIC.match(name)
    return name[match.end() :] or name if match else name


def words_of(name: str) -> Words:
    """Return the folded words of a name, sorted, in Latin letters, without honorifics.

    They are equal for all its spellings.
    """
    words = normalise_name(name).replace(".", ". ").replace(",", " ").split()
    return tuple(sorted(filter(None, (fold_name(slug(word) if CYRILLIC.fullmatch(word) else word) for word in words))))


def are_similar(one: Words, other: Words) -> bool:
    """Return whether two names may be of one person.

    They are spelt alike; or they share a name, and one has initials, or nothing, for the other names.
    """
    if look_the_same(" ".join(one), " ".join(other)):
        return True
    shared = {*one} & {*other}
    if not any(len(word) > 1 for word in shared):
        return False
    fewer, more = sorted(([word for word in words if word not in shared] for words in (one, other)), key=len)
    return all(any(word[0] == whole[0] and 1 in (len(word), len(whole)) for whole in more) for word in fewer)


class PersonalNames:
    """Personal names, with the keys of the people who have them."""

    def __init__(self) -> None:
        self._keys: dict[Words, set[str]] = defaultdict(set)
        self._near: dict[str, set[Words]] = defaultdict(set)
        """Names by each of their words and by their initials, so that few names are compared with each other."""

    def add(self, name: str, key: str) -> None:
        """Add a name of the person with `key`."""
        words = words_of(name)
        self._keys[words].add(key)
        for near in _near(words):
            self._near[near].add(words)

    def find(self, name: str) -> list[str]:
        """Return the keys of people with this name, in any word order and letter case."""
        words = words_of(name)
        return sorted(self._keys.get(words, ())) if words else []

    def find_similar(self, name: str) -> list[str]:
        """Return the keys of people with a similar name."""
        words = words_of(name)
        near = {other for each in _near(words) for other in self._near.get(each, ())}
        return sorted({key for other in near if are_similar(words, other) for key in self._keys[other]})


def _near(words: Words) -> Iterator[str]:
    yield from (word for word in words if len(word) > 1)
    yield f"{''.join(word[0] for word in words)}."
