"""Which part of a personal name may be the family name, by which the ids of people begin; whoever knows the person says
which one is."""

from collections.abc import Mapping
from dataclasses import dataclass

from generator.problems.suggest import complete_prefix

LONGEST = 6
"""Words of a family name: in a text that a table has in place of a name, each further one would cost as much again."""


@dataclass(frozen=True)
class FamilyName:
    """The family name of somebody, as far as it can be told from the name."""

    candidates: Mapping[str, str]
    """What may be the family name, the likelier first, each with the whole name as it reads with that put first."""
    likely: str = ""
    """Which of them it is; empty where that cannot be told."""

    def resolve(self, typed: str) -> str:
        """Which of them is meant, by the whole or by its beginning; empty where that cannot be told."""
        return complete_prefix(typed, self.candidates)


def guess_family_name(name: str, *, first: bool) -> FamilyName | None:
    """What may be the family name: one or more words at either end. None in a name of one word. `first`: where it is
    often written first, so that only capitals tell."""
    words = name.split()
    if len(words) == 1:
        return None
    lengths = range(1, min(len(words), LONGEST + 1))
    heads = {" ".join(words[:length]): " ".join(words) for length in lengths}
    tails = {" ".join(words[-length:]): " ".join((*words[-length:], *words[:-length])) for length in lengths}
    turned = heads | tails if first else tails | heads
    shouted = [each for each in turned if each.isupper() and len(each) > 1 and "." not in each]
    if shouted and not name.isupper():
        return FamilyName(turned, max(shouted, key=len))
    return FamilyName(turned, "" if first else next(iter(turned)))
