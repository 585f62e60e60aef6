"""Checks shared by several kinds: parties in events are parties of the record; periods end after their start."""

from collections.abc import Iterable, Iterator, Sequence

from generator.kinds.kind import Lookup
from generator.problems import FieldPath, Problem, Rule, quote
from generator.values.dates import When
from generator.values.reference import Reference

ENDS_BEFORE_START = Rule("ends-before-start", "What begins on one date and ends on another ends on or after the first.")
RULES = (ENDS_BEFORE_START,)


def check_are_parties(
    rule: Rule,
    references: Iterable[tuple[FieldPath, Reference]],
    parties: Sequence[Reference],
    lookup: Lookup,
    field: str = "parties",
) -> Iterator[Problem]:
    """Check that each reference is among the `parties` in `field`.

    Silent if a party has no record. Another rule reports it, and it is the likely cause.
    """
    ids = [party.id for party in parties]
    others = [(path, each.id) for path, each in references if each.id not in ids and lookup.get(each)]
    if not others or not all(map(lookup.get, parties)):
        return
    expected = f"one of the parties ({', '.join(ids)}) is expected" if ids else "a party is expected, none is named"
    for path, other in others:
        hint = f'write one of them, or add "{other}" to "{field}"' if ids else f'add the field "{field}: [{other}]"'
        yield Problem(rule, f"{expected}, found {quote(other)}", path, hint)


def check_period(start: When | None, end: When | None, field: FieldPath) -> Iterator[Problem]:
    """Check that `end`, the value of `field`, is not before `start`."""
    if start and end and end.is_before(start):
        yield Problem(ENDS_BEFORE_START, f"an end on or after {start.text} is expected, found {end.text}", field)
