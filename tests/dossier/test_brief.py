"""The contents of a brief: as of the eve, by relevance, and cut to length."""

from datetime import date

import pytest

from generator.dossier.brief import MOST, Brief, eve, meetings_with_brief, shorten
from generator.dossier.entries import AgreementStanding
from generator.kinds.record import Record
from tests.support.shared_records import (
    AFTER,
    DAY,
    ENERGY,
    TRADE,
    agreement,
    archive,
    commitment,
    ids,
    mechanism,
    meeting,
    milestone,
    statement,
)

TALKS = meeting("talks", "2024-02-10")


def brief(*records: Record) -> Brief:
    """Return the brief for the first of the records."""
    (subject, *_) = records
    linked = archive(*records)
    return next(Brief.on_eve(each, linked) for each in meetings_with_brief(linked) if each.id == subject.id)


def agreement_ids(entries: tuple[AgreementStanding, ...]) -> list[str]:
    return [each.agreement.id for each in entries]


@pytest.mark.parametrize(
    ("when", "expected"),
    [
        ("2024-02-10", date(2024, 2, 9)),
        ("2024-02-10/2024-02-12", date(2024, 2, 9)),
        ("2024-02", date(2024, 1, 31)),
        ("../2024-02-10", date(2024, 2, 9)),
        ("2024-03-02", date(2024, 3, 1)),
        ("2025", DAY),
    ],
)
def test_the_eve_is_the_day_before_a_meeting_may_begin_at_the_latest_the_day(when: str, expected: date) -> None:
    assert eve(meeting("talks", when), DAY) == expected


def test_a_list_is_cut_and_says_how_many_it_leaves_out() -> None:
    assert shorten([1, 2, 3], 2) == ((1, 2), 1)
    assert shorten([1, 2], 2) == ((1, 2), 0)
    assert shorten(range(MOST + 3)) == (tuple(range(MOST)), 3)


def test_the_last_meeting_stands_with_the_events_since_then_statements_apart() -> None:
    last = meeting("last", "2023-06-01", outcomes=["Agreed."])
    since = (milestone("since", "2023-12-01"), agreement("pact", ("signed", "2024-01-01")))
    others = (milestone("before", "2023-01-01"), milestone("after", "2024-02-20"))
    last_meeting = brief(
        TALKS, last, *since, *others, statement("speech", "meetings/last", when="2024-01-05")
    ).last_meeting
    assert last_meeting
    assert (last_meeting.meeting, [outcome.by_language[""] for outcome in last_meeting.outcomes]) == (last, ["Agreed."])
    assert ids(record for _, record in last_meeting.events) == ["since", "pact"]
    assert brief(TALKS).last_meeting is None


def test_commitments_are_the_overdue_the_open_and_those_closed_lately() -> None:
    earlier = meeting(
        "earlier",
        "2023-11-01",
        commitments=[
            commitment("closed-lately", updates=[{"date": "2023-12-01", "status": "done"}]),
            commitment("open", due="2024-06-01"),
            commitment("overdue", due="2024-01-01"),
        ],
    )
    older = meeting("older", "2020", commitments=[commitment("closed", status="done")])
    entries = brief(TALKS, earlier, older).commitments
    assert [each.commitment.id for each in entries.entries] == ["overdue", "open", "closed-lately"]
    assert entries.left_out == 0


def test_agreements_stand_in_one_list_and_those_in_the_sectors_on_the_agenda_first() -> None:
    planned = meeting(
        "talks", AFTER, status="planned", mechanism="commission", topics=[{"sector": "trade"}, {"text": "Else"}]
    )
    commission = mechanism("commission", sectors=["energy"])
    in_force = (("signed", "2001-01-01"), ("entered-into-force", "2002"))
    agreements = (
        agreement("other", ("signed", "2003-01-01"), ("entered-into-force", "2004")),
        agreement("trade", *in_force, sectors=["trade"]),
        agreement("energy", *in_force, sectors=["energy"]),
        agreement("expiring", *in_force, expires="2024-12-31"),
        agreement("signed", ("signed", "2023")),
    )
    chosen = brief(planned, commission, ENERGY, TRADE, *agreements)
    assert agreement_ids(chosen.agreements.expiring.entries) == ["expiring"]
    assert agreement_ids(chosen.agreements.in_force.entries) == ["energy", "trade", "other"]
    assert agreement_ids(chosen.agreements.pending.entries) == ["signed"]
    assert [reference.id for reference in chosen.planned_sectors] == ["trade"]
    assert brief(meeting("talks", "2024-02-10", topics=[{"sector": "trade"}])).planned_sectors == ()


def test_dates_and_anniversaries_are_those_around_the_meeting() -> None:
    chosen = brief(
        TALKS, milestone("on", "2014-02-10"), milestone("near", "2014-03-20"), milestone("far", "2014-04-20")
    )
    assert ids(each.record for each in chosen.dates) == ["on", "near"]
    assert [(each.record.id, each.years) for each in chosen.anniversaries] == [("on", 10)]
    vague = meeting("talks", "2024-02")
    assert brief(vague, milestone("on", "2014-02-10")).anniversaries == ()


def test_statements_are_cut_too() -> None:
    earlier = meeting("earlier", "2023-01-01")
    statements = [
        statement(f"s{number}", "meetings/earlier", when=f"2023-01-{number + 1:02}") for number in range(MOST + 1)
    ]
    entries = brief(TALKS, earlier, *statements).statements
    assert (ids(entries.entries), entries.left_out) == ([f"s{number}" for number in range(MOST, 0, -1)], 1)
