"""What a kind declares: its fields exist, and its names are its own."""

import pytest

from generator.kinds import KINDS
from generator.kinds.fields import fields_in_order
from generator.kinds.kind import Kind
from generator.kinds.record import Record

every_kind = pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)


@every_kind
def test_the_fields_that_a_kind_names_are_fields_of_its_records(kind: Kind[Record]) -> None:
    names = {field.name for field in fields_in_order(kind.record)}
    before = {name for name, _ in kind.timeline.values_before_day}
    assert {*kind.fields_asked_by_new, *kind.timeline.fields_known_after, *before} <= names


def test_no_two_kinds_share_a_name_or_a_folder() -> None:
    assert len({kind.name for kind in KINDS}) == len({kind.folder for kind in KINDS}) == len(KINDS)


def test_a_reference_may_name_a_kind_or_the_id_space_that_it_shares() -> None:
    spaces = {kind.name: sorted(kind.reference_names) for kind in KINDS if kind.shared_id_space}
    assert spaces == {"organisation": ["organisation", "party"], "country": ["country", "party"]}
    assert all(kind.reference_names == {kind.name} for kind in KINDS if not kind.shared_id_space)


def test_one_kind_is_there_to_be_cited() -> None:
    assert [kind.name for kind in KINDS if kind.is_citable] == ["source"]
