"""Guess the family name in a personal name. The ids of people begin with it.

`new` asks for it if the guess is open.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from generator.problems.suggest import complete_prefix

MAX_WORDS = 6
"""The most words of a family name. Each further word of a long text in place of a name would cost as much again."""


@dataclass(frozen=True)
class FamilyName:
    """Candidates for the family name in one personal name."""

    candidates: Mapping[str, str]
    """Family name to the whole name with it put first. The likelier come first."""
    likely: str = ""
    """The likely one; empty if both ends are equally likely."""

    def resolve(self, typed: str) -> str:
        """Find the candidate that starts with `typed`. Empty if there are several or none."""
        return complete_prefix(typed, self.candidates)


def guess_family_name(name: str, *, first: bool) -> FamilyName | None:
    """Guess the family name: one or more words at either end of `name`.

    None for a name of one word. `first`: it is often written first, so only capitals make one likely.
    """
    words = name.split()
    if len(words) == 1:
        return None
    lengths = range(1, min(len(words), MAX_WORDS + 1))
    heads = {" ".join(words[:length]): " ".join(words) for length in lengths}
    tails = {" ".join(words[-length:]): " ".join((*words[-length:], *words[:-length])) for length in lengths}
    candidates = heads | tails if first else tails | heads
    in_capitals = [each for each in candidates if each.isupper() and len(each) > 1 and "." not in each]
    if in_capitals and not name.isupper():
        return FamilyName(candidates, max(in_capitals, key=len))
    return FamilyName(candidates, "" if first else next(iter(candidates)))
