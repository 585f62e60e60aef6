"""Words in letters of several scripts: a Cyrillic `а` in a Latin word, which nobody sees and no search finds.

The look-alikes are pairs of single letters in Unicode's confusables.txt (UTS #39), of Latin, Cyrillic and Greek.
"""

import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

LATIN, CYRILLIC, GREEK, STYLED = "Latin", "Cyrillic", "Greek", "styled"
LETTERS = {
    LATIN: "A-Za-z\u00c0-\u00c6\u00c8-\u00d6\u00d8-\u00e6\u00e8-\u00f6\u00f8-\u0101\u0104-\u0113\u0116-\u024f"
    "\u0259\u1e00-\u1eff",
    CYRILLIC: "\u0400-\u0481\u048a-\u052f\u1c80-\u1c8a\ua640-\ua66e\ua680-\ua69d",
    GREEK: "\u0370-\u0373\u0376-\u0377\u037b-\u037d\u037f\u0386\u0388-\u03e1\u03f0-\u03ff\u1f00-\u1fff",
    STYLED: "\uff21-\uff3a\uff41-\uff5a\U0001d400-\U0001d6a3",
}
"""The letters of each script, as the inside of a character class; styled ones are Latin: full-width, mathematical."""
MARKS = "\u02bb\u02bc\u0300-\u036f" + "ÇçĂăĔĕ"
"""Of no script by themselves: accents, the apostrophes that are letters, as in `oʻ`, and the Latin letters in which
Chuvash is typed within Cyrillic ones."""
MIXED = re.compile(
    "|".join(
        f"[{own}][{MARKS}]*[{''.join(other for other in LETTERS.values() if other != own)}]" for own in LETTERS.values()
    )
)
WORD = re.compile(f"[{''.join(LETTERS.values())}{MARKS}]+")
RUN = re.compile("|".join(f"(?P<{name}>[{letters}][{letters}{MARKS}]*)" for name, letters in LETTERS.items()))
"""Letters of one script that follow one another."""

CYRILLIC_AS_LATIN = dict(
    zip("АВЕЅІЈКМНОРСТУХԚԜЁЇӘаеѕіјорсухһԁԛԝёїә", "ABESIJKMHOPCTYXQWËÏƏaesijopcyxhdqwëïə", strict=True)
)
GREEK_AS_LATIN = dict(zip("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧαινορυ", "ABEZHIKMNOPTYXaivopu", strict=True))
SELDOM = "ЅҺԚԜѕһԁԛԝ"
"""Letters of few languages: nobody means them by a Latin letter that looks the same."""
LATIN_AS = {
    CYRILLIC: {latin: letter for letter, latin in CYRILLIC_AS_LATIN.items() if letter not in SELDOM},
    GREEK: {latin: letter for letter, latin in GREEK_AS_LATIN.items()},
}
ROMAN_NUMBER = re.compile("[IVX]{2,}|[IV]")


class MixedWord(NamedTuple):
    """A word in which letters may be taken for those of another script."""

    word: str
    position: int
    """The position of the first letter of another script than the word's."""
    script: str
    """The script of the word."""
    mended: str
    """The word in letters of its script that look the same; empty if some have none, or if all could be meant."""

    @property
    def may_have_ending(self) -> bool:
        """Return True if the other letters could be an ending: `Googleа`."""
        return self.script == LATIN and all(_script_of(each) != LATIN for each in self.word[self.position :])


class _Run(NamedTuple):
    """Letters of one script that follow one another in a word."""

    script: str
    text: str


def mixed_words(text: str) -> Iterator[MixedWord]:
    """Yield each word with letters that look like those of another script.

    Silent are words that nobody takes for others: with an ending in Cyrillic (`COVIDдан`, `XXIда`) or a sign in Greek
    (`kΩ`). Words are parted by hyphens and digits.
    """
    if text.isascii() or not MIXED.search(text):
        return
    for word in WORD.findall(text):
        if MIXED.search(word) and (mixed := _judge(word)):
            yield mixed


def look_alike(letter: str, script: str) -> str:
    """Return the letter of `script` that looks like another; empty if there is none."""
    if _script_of(letter) == STYLED:
        letter = unicodedata.normalize("NFKC", letter)
    latin = CYRILLIC_AS_LATIN.get(letter) or GREEK_AS_LATIN.get(letter) or letter
    if script == LATIN:
        return latin if _script_of(latin) == LATIN else ""
    return LATIN_AS.get(script, {}).get(latin, "")


def _script_of(letter: str) -> str:
    match = RUN.match(letter)
    return (match and match.lastgroup) or ""


def _judge(word: str) -> MixedWord | None:
    """Return a word if a reader may take letters in it for those of another script."""
    runs = [_Run(run.lastgroup or "", run[0]) for run in RUN.finditer(word)]
    script = _main_script(runs)
    own = [run for run in runs if run.script == script]
    foreign = [run for run in runs if run.script != script]
    hidden = [run for run in foreign if _looks_like(run, script)]
    has_greek = any(run.script == GREEK for run in runs)
    if _is_sign(runs, script) if has_greek else _has_ending(runs):
        return None
    position = next(number for number, letter in enumerate(word) if _script_of(letter) not in ("", script))
    is_certain = hidden == foreign and not all(_looks_like(run, other.script) for run in own for other in foreign)
    mended = "".join(each if _script_of(each) in ("", script) else look_alike(each, script) for each in word)
    return MixedWord(word, position, script, mended if is_certain else "")


def _main_script(runs: list[_Run]) -> str:
    """Return the script of a word: that of most letters without a look-alike.

    If several have as many, that of most letters.
    """
    present = dict.fromkeys(run.script for run in runs)

    def weight(script: str) -> tuple[int, int]:
        letters = [letter for run in runs if run.script == script for letter in run.text if _script_of(letter)]
        others = [other for other in present if other != script]
        return sum(not any(look_alike(letter, other) for other in others) for letter in letters), len(letters)

    return max((script for script in present if script != STYLED), key=weight)


def _looks_like(run: _Run, script: str) -> bool:
    """Return True if all letters of a run look like letters of a script."""
    return all(look_alike(letter, script) for letter in run.text if _script_of(letter))


def _has_ending(runs: list[_Run]) -> bool:
    """Return True for a name or number in Latin letters with an ending in Cyrillic."""
    if [run.script for run in runs] != [LATIN, CYRILLIC] or not runs[1].text.islower():
        return False
    name, ending = runs[0].text, runs[1]
    if ROMAN_NUMBER.fullmatch(name):
        return True
    is_acronym = len(name) > 1 and name.isupper()
    return len(name) > 1 and not _looks_like(runs[0], CYRILLIC) and (is_acronym or not _looks_like(ending, LATIN))


def _is_sign(runs: list[_Run], script: str) -> bool:
    """Return True for a unit or a formula: one letter of Greek, or beside one."""
    of_script = "".join(run.text for run in runs if run.script == script)
    return len(of_script) < 2 or not any(_looks_like(run, script) for run in runs if run.script != script)
