"""Delegations: the side of each participant, and the order of the sides."""

from typing import Any

import pytest

from generator.kinds.delegations import Delegation, group_by_side
from generator.kinds.meeting import Meeting


def meeting(*participants: dict[str, str], **fields: Any) -> Meeting:
    given = {"id": "talks", "title": "Talks", "date": "2024-01-26", "parties": ["xa", "xb"]}
    return Meeting.model_validate(given | {"participants": participants} | fields)


def at(*sides: str | None, **fields: Any) -> Meeting:
    """Make a meeting with one participant on each of these sides."""
    return meeting(*({"name": "Ada Example"} | ({"side": side} if side else {}) for side in sides), **fields)


def seated(of: Meeting) -> tuple[Delegation, ...]:
    return group_by_side(of.participants, of.hosts, of.parties)


def seating(of: Meeting) -> list[tuple[str | None, list[int]]]:
    return [(each.side.id if each.side else None, [seat.number for seat in each.seats]) for each in seated(of)]


def test_delegations_sit_in_the_order_of_the_parties() -> None:
    assert seating(at("xb", "xa", "xb")) == [("xa", [1]), ("xb", [0, 2])]
    assert seating(at("xc", "xb", "xa", parties=["xb", "xc", "xa"])) == [("xb", [1]), ("xc", [0]), ("xa", [2])]


def test_a_seat_knows_the_participant_and_its_position_in_the_record() -> None:
    of = at("xb", "xa", "xb")
    assert [[of.participants.index(seat.participant) for seat in each.seats] for each in seated(of)] == [[1], [0, 0]]
    assert [seat.participant is of.participants[seat.number] for each in seated(of) for seat in each.seats] == [
        True
    ] * 3


def test_the_hosts_sit_first() -> None:
    assert seating(at("xa", "xb", hosts=["xb"])) == [("xb", [1]), ("xa", [0])]
    assert seating(at("xa", "xb", hosts=["xa"])) == [("xa", [0]), ("xb", [1])]


def test_of_two_hosts_the_first_party_sits_first() -> None:
    of = at("xa", "xb", "xc", parties=["xa", "xb", "xc"], hosts=["xc", "xb"])
    assert seating(of) == [("xb", [1]), ("xc", [2]), ("xa", [0])]


def test_a_host_who_brings_nobody_leaves_the_order_as_it_is() -> None:
    assert seating(at("xa", "xb", hosts=["xc"])) == [("xa", [0]), ("xb", [1])]


def test_whoever_hosts_as_a_participant_brings_that_side_first() -> None:
    host = {"name": "Ben Example", "side": "xb", "role": "host"}
    of = meeting({"name": "Ada Example", "side": "xa"}, {"name": "Cy Example", "side": "xb"}, host)
    assert seating(of) == [("xb", [1, 2]), ("xa", [0])]


@pytest.mark.parametrize("role", ["head", "member", "observer", "speaker"])
def test_no_other_role_brings_a_side_first(role: str) -> None:
    of = meeting({"name": "Ada Example", "side": "xa"}, {"name": "Ben Example", "side": "xb", "role": role})
    assert seating(of) == [("xa", [0]), ("xb", [1])]


def test_a_person_who_hosts_brings_that_side_first() -> None:
    participants = [{"person": "example-ada", "side": "xa"}, {"person": "example-ben", "side": "xb"}]
    assert seating(meeting(*participants, hosts=["example-ben"])) == [("xb", [1]), ("xa", [0])]
    assert seating(meeting(*participants, hosts=["example-cy"])) == [("xa", [0]), ("xb", [1])]


def test_those_of_no_side_sit_last_even_a_host() -> None:
    assert seating(at(None, "xb", "xa")) == [("xa", [2]), ("xb", [1]), (None, [0])]
    host = {"name": "Ada Example", "role": "host"}
    assert seating(meeting(host, {"name": "Ben Example", "side": "xb"})) == [("xb", [1]), (None, [0])]


def test_those_of_no_side_sit_together_in_the_order_of_the_record() -> None:
    assert seating(at(None, "xa", None)) == [("xa", [1]), (None, [0, 2])]


def test_a_side_that_is_no_party_sits_after_the_parties() -> None:
    assert seating(at("xz", "xb", None)) == [("xb", [1]), ("xz", [0]), (None, [2])]
    assert seating(at(None, "xz")) == [("xz", [1]), (None, [0])]


def test_sides_that_are_no_parties_sit_in_the_order_of_the_record() -> None:
    assert seating(at("xz", "xy", "xb")) == [("xb", [2]), ("xz", [0]), ("xy", [1])]


def test_a_side_that_is_no_party_but_hosts_sits_first() -> None:
    assert seating(at("xa", "xz", hosts=["xz"])) == [("xz", [1]), ("xa", [0])]


@pytest.mark.parametrize("parties", [[], ["xa", "xb"]])
def test_where_nobody_is_named_there_are_no_delegations(parties: list[str]) -> None:
    assert seated(meeting(parties=parties)) == ()


def test_a_side_is_the_same_however_it_is_written() -> None:
    assert seating(at("xb", "countries/xa", "xa")) == [("xa", [1, 2]), ("xb", [0])]
    assert seating(at("xb", "countries/xa", parties=["xa", "countries/xb"])) == [("xa", [1]), ("xb", [0])]
