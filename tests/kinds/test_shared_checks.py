"""Checks of named parties. Consequences of another problem are not reported."""

from datetime import date

import pytest

from generator.archive.archive import Archive
from generator.kinds.country import Country
from generator.kinds.shared_checks import check_are_parties
from generator.kinds.site import Site
from generator.problems import Problem, Rule
from generator.values.reference import Reference, To

RULE = Rule("not-a-party", "Whoever is named is a party.")
COUNTRIES = tuple(Country(id=code) for code in ("xa", "xb", "xz"))


def party(identifier: str) -> Reference:
    return Reference(identifier, To("party", back="Meetings"))


def problems(named: str, *parties: str) -> list[Problem]:
    """Return the messages for a named party beside `parties`. `xq` has no record."""
    archive = Archive(Site(), COUNTRIES, {}, date(2024, 1, 1), "internal")
    return list(check_are_parties(RULE, [(("chair",), party(named))], [*map(party, parties)], archive))


def test_whoever_is_named_is_one_of_the_parties() -> None:
    assert problems("xa", "xa", "xb") == []
    (problem,) = problems("xz", "xa", "xb")
    assert (problem.rule, problem.field) == (RULE, ("chair",))
    assert problem.message == 'one of the parties (xa, xb) is expected, found "xz"'
    assert problem.hint == 'write one of them, or add "xz" to "parties"'


def test_where_there_are_no_parties_the_field_is_to_be_added() -> None:
    (problem,) = problems("xa")
    assert problem.message == 'a party is expected, none is named, found "xa"'
    assert problem.hint == 'add the field "parties: [xa]"'


@pytest.mark.parametrize("names", [("xq", "xa", "xb"), ("xz", "xa", "xq"), ("xz", "xq")])
def test_nothing_is_told_that_follows_from_a_party_without_a_record(names: tuple[str, ...]) -> None:
    assert problems(*names) == []
