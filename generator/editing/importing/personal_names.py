"""Personal names as tables have them: the family name first or last, in capitals, with an honorific, in Cyrillic; and
whether two of them may be of one person. Nothing here looks at records."""

import re
from collections import defaultdict
from collections.abc import Iterator

from generator.problems.suggest import look_the_same
from generator.values.folding import fold_name, slug

HONORIFIC = re.compile(
    r"(?:(?:Mr|Mrs|Ms|Miss|Dr|Prof|Professor|Sir|Dame|Господин|Госпожа|Г-н|Г-жа|H\.\s?E)(?:\.\s*|\s+))+", re.IGNORECASE
)
"""Honorifics before a name. HE without full stops is none: it is a Chinese name as well."""
AFTER_A_COMMA = re.compile(r"(?:MP|PhD|MD|Jr|Sr|KC|QC)\b", re.IGNORECASE)
"""What follows a comma after a name, and is no given name."""
CYRILLIC = re.compile("[\u0400-\u052f\u02bc'.-]+")
"""A word of which an id may be made, letter by letter."""

Words = tuple[str, ...]


def normalise_name(name: str) -> str:
    """A name as a record has it: "Bobur Usmanov" for "Mr Bobur Usmanov" and for "Usmanov, Bobur"."""
    bare = _without_honorific(name)
    family = before_the_comma(bare)
    return f"{_without_honorific(bare.partition(',')[2].strip())} {family}" if family else bare


def before_the_comma(name: str) -> str:
    """The family name, where it stands before a comma and the given name; empty where it does not."""
    family, _, given = (part.strip() for part in _without_honorific(name).partition(","))
    return "" if not given or "," in given or AFTER_A_COMMA.match(given.replace(".", "")) else family


def _without_honorific(name: str) -> str:
    found = HONORIFIC.match(name)
    return name[found.end() :] or name if found else name


def words_of(name: str) -> Words:
    """The words of a name in any order, letter case and of two scripts, without honorifics: what two spellings of it
    share."""
    words = normalise_name(name).replace(".", ". ").replace(",", " ").split()
    return tuple(sorted(filter(None, (fold_name(slug(word) if CYRILLIC.fullmatch(word) else word) for word in words))))


def resemble(one: Words, other: Words) -> bool:
    """Whether two names may be of one person: spelt much alike, or one has initials for, or lacks, what the other has
    beside a name that both have."""
    if look_the_same(" ".join(one), " ".join(other)):
        return True
    shared = {*one} & {*other}
    if not any(len(word) > 1 for word in shared):
        return False
    fewer, more = sorted(([word for word in words if word not in shared] for words in (one, other)), key=len)
    return all(any(word[0] == whole[0] and 1 in (len(word), len(whole)) for whole in more) for word in fewer)


class Names:
    """Personal names, each with the keys of those that have it."""

    def __init__(self) -> None:
        self._keys: dict[Words, set[str]] = defaultdict(set)
        self._near: dict[str, set[Words]] = defaultdict(set)
        """Names by each of their words and by their initials: few are compared with each other."""

    def add(self, name: str, key: str) -> None:
        """Note that somebody has a name."""
        words = words_of(name)
        self._keys[words].add(key)
        for near in _near(words):
            self._near[near].add(words)

    def found(self, name: str) -> list[str]:
        """The keys of those that have a name, in whatever order and letter case."""
        words = words_of(name)
        return sorted(self._keys.get(words, ())) if words else []

    def resembling(self, name: str) -> list[str]:
        """The keys of those that have a name much like it."""
        words = words_of(name)
        near = {other for each in _near(words) for other in self._near.get(each, ())}
        return sorted({key for other in near if resemble(words, other) for key in self._keys[other]})


def _near(words: Words) -> Iterator[str]:
    yield from (word for word in words if len(word) > 1)
    yield f"{''.join(word[0] for word in words)}."
