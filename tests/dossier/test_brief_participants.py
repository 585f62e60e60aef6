"""The sides of a table: participants with the office of the day and the meetings before."""

from generator.dossier.brief_participants import sides_of_table
from tests.support.shared_records import AFTER, MINISTRY, archive, ids, meeting, person

ADA = person("ada", {"title": "Minister", "organisation": "ministry", "from": "2020"})


def test_hosts_come_first_and_parties_without_a_participant_last() -> None:
    talks = meeting(
        "talks",
        AFTER,
        "xa",
        "xb",
        "xc",
        hosts=["xb"],
        participants=[{"name": "Eve", "side": "xa"}, {"name": "Ben", "side": "xb"}],
    )
    sides = sides_of_table(talks, archive(talks))
    assert [(side.party.id if side.party else None, len(side.participants)) for side in sides] == [
        ("xb", 1),
        ("xa", 1),
        ("xc", 0),
    ]


def test_where_no_side_is_given_there_is_one_side_without_a_party() -> None:
    talks = meeting("talks", AFTER, participants=[{"name": "Eve"}, {"person": "ada"}])
    (side,) = sides_of_table(talks, archive(talks, ADA))
    assert side.party is None
    assert [each.number for each in side.participants] == [0, 1]
    assert sides_of_table(meeting("talks", AFTER), archive(talks)) == ()


def test_a_participant_has_the_office_as_reported_or_else_that_of_the_day() -> None:
    participants = [
        {"person": "ada"},
        {"person": "ada", "position": "Envoy"},
        {"name": "Eve", "organisation": "ministry"},
        {"organisation": "ministry"},
    ]
    talks = meeting("talks", AFTER, participants=participants)
    (side,) = sides_of_table(talks, archive(talks, ADA))
    minister, envoy, eve, ministry = side.participants
    assert [minister.office, ministry.office] == [(ADA.positions[0].title, ADA.positions[0].organisation), ()]
    assert [str(part.by_language[""]) for part in envoy.office] == ["Envoy"]
    assert [part.id for part in eve.office] == [MINISTRY.id]


def test_a_participant_has_the_meetings_before_the_latest_first() -> None:
    took_part = [{"person": "ada"}, {"name": "Eve"}]
    talks = meeting("talks", AFTER, participants=took_part)
    earlier = (meeting("first", "2022", participants=took_part), meeting("second", "2023", participants=took_part))
    (side,) = sides_of_table(talks, archive(talks, ADA, *earlier))
    ada, eve = side.participants
    assert (ada.person, ids(ada.earlier_meetings)) == (ADA, ["second", "first"])
    assert (eve.person, eve.earlier_meetings) == (None, ())
