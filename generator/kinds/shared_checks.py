"""Those whom a record names beside its parties, and who should be among them."""

from collections.abc import Iterable, Iterator, Sequence

from generator.kinds.kind import Lookup
from generator.problems import FieldPath, Problem, Rule, quote
from generator.values.dates import When
from generator.values.reference import Reference

ENDS_BEFORE_START = Rule("ends-before-start", "What begins on one date and ends on another ends on or after the first.")


RULES = (ENDS_BEFORE_START,)


def check_are_parties(
    rule: Rule,
    named: Iterable[tuple[FieldPath, Reference]],
    parties: Sequence[Reference],
    lookup: Lookup,
    field: str = "parties",
) -> Iterator[Problem]:
    """Whoever is named is one of the parties that a field has.

    Silent where one of them has no record: that is told already, and this most likely follows from it.
    """
    known = [party.id for party in parties]
    others = [(path, reference.id) for path, reference in named if reference.id not in known and lookup.get(reference)]
    if not others or not all(map(lookup.get, parties)):
        return
    expected = f"one of the parties ({', '.join(known)}) is expected" if known else "a party is expected, none is named"
    for path, other in others:
        hint = f'write one of them, or add "{other}" to "{field}"' if known else f'add the field "{field}: [{other}]"'
        yield Problem(rule, f"{expected}, found {quote(other)}", path, hint)


def check_period(start: When | None, end: When | None, field: FieldPath) -> Iterator[Problem]:
    """The end, whose field is given, is not before the start."""
    if start and end and end.is_before(start):
        yield Problem(ENDS_BEFORE_START, f"an end on or after {start.text} is expected, found {end.text}", field)
