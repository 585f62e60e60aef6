"""The dossier of parties as of a day: each list holds the records of these parties, and no others."""

from collections.abc import Iterable
from datetime import date
from typing import Any

import pytest

from generator.dossier.attendance import meetings_attended, was_held
from generator.dossier.dossier import Dossier
from generator.kinds.agreement import Agreement
from generator.kinds.agreement_history import STATUSES
from generator.kinds.country import Country
from generator.kinds.meeting import Meeting
from generator.kinds.record import Record
from generator.kinds.relation import Relation
from tests.support.shared_records import (
    AFTER,
    BEFORE,
    DAY,
    ENERGY,
    ON,
    PARTY,
    TRADE,
    WATER,
    agreement,
    archive,
    commitment,
    dossier,
    ids,
    mechanism,
    meeting,
    milestone,
    mission,
    person,
    statement,
)

# Who shares a record


@pytest.mark.parametrize(
    ("parties", "shared"),
    [
        (("xa", "xb"), True),
        (("xb", "xa"), True),
        (("xa", "xb", "xc"), True),
        (("ministry", "xb"), True),
        (("ministry", "xb", "bank"), True),
        (("xa", "ministry"), False),
        (("ministry", "bank"), False),
        (("xa", "xc"), False),
        (("bank", "xb"), False),
        (("xa",), False),
    ],
)
def test_a_record_counts_for_parties_that_all_have_a_part_in_it_themselves_or_through_an_organisation(
    parties: tuple[str, ...], shared: bool
) -> None:
    subject = dossier(meeting("talks", BEFORE, *parties))
    assert ids(subject.meetings_held) == (["talks"] if shared else [])


@pytest.mark.parametrize("pair", [("xa", "xb"), ("xb", "xc"), ("xc", "xa")])
def test_a_meeting_of_three_counts_for_each_pair_of_them_and_for_all_three(pair: tuple[str, str]) -> None:
    records = (meeting("three", BEFORE, "xa", "xb", "xc"), meeting("two", BEFORE, *pair))
    assert ids(dossier(*records, parties=pair).meetings_held) == ["three", "two"]
    assert ids(dossier(*records, parties=("xa", "xb", "xc")).meetings_held) == ["three"]


def test_what_an_organisation_shares_is_its_own_and_not_all_that_its_country_has() -> None:
    records = (meeting("ministerial", BEFORE, "ministry", "xb"), meeting("summit"))
    assert ids(dossier(*records, parties=("ministry", "xb")).meetings_held) == ["ministerial"]
    assert ids(dossier(*records).meetings_held) == ["ministerial", "summit"]


def test_the_shared_records_of_a_class_are_told_the_latest_first() -> None:
    records = (meeting("early", "2023"), meeting("late", AFTER), milestone("opening", BEFORE), mechanism("commission"))
    assert ids(dossier(*records).shared(Meeting)) == ["late", "early"]
    assert ids(dossier(*records).shared(Record)) == ["late", "opening", "early", "commission"]
    assert ids(dossier(*records).shared(Agreement)) == []


def test_a_party_may_be_named_by_an_id_it_had() -> None:
    renamed = Country.model_validate({"id": "xd", "name": "XD", "formerly": ["xz"]})
    talks = meeting("talks", BEFORE, "xz", "xa")
    assert ids(dossier(renamed, talks, parties=("xa", "xd")).meetings_held) == ["talks"]
    assert ids(dossier(renamed, talks, parties=("xz", "xa")).meetings_held) == ["talks"]


def test_the_excluded_meeting_is_left_out_everywhere() -> None:
    brought = {
        "commitments": [commitment("draft")],
        "participants": [{"person": "ada"}],
        "topics": [{"sector": "energy"}],
    }
    talks = meeting("talks", ON, agreements=["pact"], **brought)
    planned = meeting("planned", AFTER, status="planned")
    speech = statement("speech", "meetings/talks")
    linked = archive(talks, planned, meeting("earlier"), agreement("pact"), speech, person("ada"), ENERGY)
    parties = (PARTY.refer("xa"), PARTY.refer("xb"))
    subject = Dossier(linked, parties, excluding=talks)
    assert (ids(subject.shared(Meeting)), ids(subject.meetings_held), ids(subject.meetings_planned)) == (
        ["planned", "earlier"],
        ["earlier"],
        ["planned"],
    )
    assert (subject.commitments, subject.people, subject.statements, subject.activity_by_sector) == ((), (), (), ())
    assert event_triples(subject) == [(BEFORE, "earlier", "date"), (AFTER, "planned", "date")]
    assert Dossier(linked, parties, excluding=planned).meetings_planned == ()


def test_the_public_edition_counts_nothing_internal() -> None:
    records = (meeting("secret", audience="internal"), meeting("talks"))
    public = archive(*records, audience="public")
    assert ids(Dossier(public, (PARTY.refer("xa"), PARTY.refer("xb"))).meetings_held) == ["talks"]


# Meetings


@pytest.mark.parametrize(
    ("status", "when", "met", "coming"),
    [
        ("held", BEFORE, True, False),
        ("held", ON, True, False),
        ("held", "2024", True, False),
        ("held", AFTER, False, False),
        ("planned", BEFORE, False, False),
        ("planned", ON, False, True),
        ("planned", "2024-03", False, True),
        ("planned", AFTER, False, True),
        ("postponed", AFTER, False, False),
        ("cancelled", BEFORE, False, False),
    ],
)
def test_they_met_where_it_was_held_and_are_to_meet_where_it_is_planned(
    status: str, when: str, met: bool, coming: bool
) -> None:
    talks = meeting("talks", when, status=status)
    assert ids(dossier(talks).meetings_held) == (["talks"] if met else [])
    assert ids(dossier(talks).meetings_planned) == (["talks"] if coming else [])
    assert was_held(talks, archive(talks)) is met


@pytest.mark.parametrize(
    ("when", "met"),
    [
        (BEFORE, True),
        ("2024-02", True),
        ("2024-02-28~", True),
        ("../2024-02-29", True),
        ("2024-02-29~", False),
        ("2024", False),
        ("2024-02-28/2024-03-01", False),
        ("2024-02-28/..", False),
        (ON, False),
    ],
)
def test_who_looks_back_counts_a_meeting_as_held_where_it_was_over_for_certain(when: str, met: bool) -> None:
    talks = meeting("talks", when)
    now = dossier(talks)
    then = Dossier(now.archive.as_of(date(2024, 2, 29)), now.parties)
    assert (ids(now.meetings_held), was_held(talks, now.archive)) == (["talks"], True)
    assert (ids(then.meetings_held), was_held(talks, then.archive)) == ((["talks"], True) if met else ([], False))


def test_who_looks_back_sees_to_come_what_is_still_planned_and_not_what_was_held_since() -> None:
    now = dossier(meeting("since", ON), meeting("next", AFTER, status="planned"))
    assert ids(Dossier(now.archive.as_of(date(2024, 2, 1)), now.parties).meetings_planned) == ["next"]


def test_meetings_held_are_told_the_latest_first_and_those_to_come_the_earliest_first() -> None:
    held = [meeting("a", "2023-01-01"), meeting("b", "2023-06"), meeting("c", "2024-01-01")]
    planned = [meeting(name, when, status="planned") for name, when in (("d", "2024-05-01"), ("e", "2024-04-01"))]
    assert ids(dossier(*held, *planned).meetings_held) == ["c", "b", "a"]
    assert ids(dossier(*held, *planned).meetings_planned) == ["e", "d"]


def test_meetings_are_counted_by_year_the_latest_first_and_by_level() -> None:
    records = [
        meeting("a", "2022-12-31/2023-01-02", level="minister"),
        meeting("b", "2023-05", level="working"),
        meeting("c", "2023", level="working"),
        meeting("d", BEFORE),
        meeting("e", AFTER, level="minister"),
        meeting("f", ON, level="minister", status="cancelled"),
    ]
    levels = dossier(*records).meetings_by_year_and_level
    assert {year: dict(counted) for year, counted in levels.items()} == {
        2024: {"other": 1},
        2023: {"working": 2},
        2022: {"minister": 1},
    }
    assert list(levels) == [2024, 2023, 2022]


# Agreements and commitments


def test_agreements_are_told_by_how_they_stand_and_of_each_status_the_latest_first() -> None:
    records = [
        agreement("in-force-old", ("signed", "2001"), ("entered-into-force", "2002")),
        agreement("terminated", ("signed", "2023"), ("terminated", "2024-01")),
        agreement("signed", ("signed", "2024-01-01")),
        agreement("in-force-new", ("signed", "2003"), ("entered-into-force", "2024-03-01")),
        agreement("superseded", ("signed", "1993"), ("superseded", "2001")),
        agreement("suspended", ("signed", "1994"), ("suspended", "1995")),
        agreement("applied", ("signed", "1994"), ("provisionally-applied", "1994")),
        agreement("ratified", ("signed", "1994"), ("ratified", "1995"), parties=["xa", "xb"]),
        agreement("expired", ("signed", "1994"), expires="2023"),
        agreement("undated"),
    ]
    agreements = dossier(*reversed(records)).agreements
    assert [(each.agreement.id, each.standing.status) for each in agreements] == [
        ("in-force-new", "in-force"),
        ("in-force-old", "in-force"),
        ("applied", "provisionally-applied"),
        ("signed", "signed"),
        ("ratified", "signed"),
        ("undated", "in-negotiation"),
        ("suspended", "suspended"),
        ("expired", "expired"),
        ("terminated", "terminated"),
        ("superseded", "superseded"),
    ]
    order = [STATUSES.index(each.standing.status) for each in agreements]
    assert order == sorted(order)


@pytest.mark.parametrize(
    ("history", "expected"),
    [
        ([("signed", AFTER)], False),
        ([("signed", ON)], True),
        ([("negotiated", BEFORE), ("signed", AFTER)], True),
        ([("signed", "2024")], True),
        ([], True),
    ],
)
def test_an_agreement_is_known_from_the_first_day_of_its_history(
    history: list[tuple[str, str]], expected: bool
) -> None:
    agreements = dossier(agreement("pact", *history)).agreements
    assert [each.agreement.id for each in agreements] == (["pact"] if expected else [])


@pytest.mark.parametrize(
    ("when", "now", "then"),
    [
        (BEFORE, True, True),
        ("2024-02", True, True),
        ("2024", True, False),
        (ON, True, False),
        (AFTER, False, False),
    ],
)
def test_an_agreement_without_a_history_is_known_from_the_meeting_that_concluded_it(
    when: str, now: bool, then: bool
) -> None:
    pact = agreement("pact", formerly=["pact-before"])
    for identifier in ("pact", "pact-before"):
        subject = dossier(pact, meeting("talks", when, agreements=[identifier]))
        assert [each.agreement for each in subject.agreements] == ([pact] if now else [])
        back = Dossier(subject.archive.as_of(date(2024, 2, 29)), subject.parties)
        assert [each.agreement for each in back.agreements] == ([pact] if then else [])


def test_a_later_meeting_that_only_mentions_an_agreement_did_not_conclude_it() -> None:
    pact = agreement("pact")
    (entry,) = dossier(pact, meeting("talks", AFTER, summary="On [[agreements/pact]].")).agreements
    assert entry.agreement is pact


def test_commitments_are_those_of_the_meetings_held_and_the_agreements_known_the_earliest_due_first() -> None:
    records = [
        meeting("talks", commitments=[commitment("never"), commitment("late", due="2024-06")]),
        meeting("next", AFTER, commitments=[commitment("not-yet-made", due="2024-03-03")]),
        meeting("off", BEFORE, status="cancelled", commitments=[commitment("not-made")]),
        meeting("others", BEFORE, "xa", "xc", commitments=[commitment("not-theirs")]),
        agreement("pact", ("signed", BEFORE), commitments=[commitment("early", due="2024-05-31")]),
        agreement("next-pact", ("signed", AFTER), commitments=[commitment("not-signed")]),
    ]
    commitments = dossier(*records).commitments
    assert [(each.commitment.id, each.record.id, each.number) for each in commitments] == [
        ("early", "pact", 0),
        ("late", "talks", 1),
        ("never", "talks", 0),
    ]


# Mechanisms and missions


def test_mechanisms_have_their_sessions_as_of_the_day() -> None:
    def session(identifier: str, when: str, **fields: Any) -> Meeting:
        return meeting(identifier, when, mechanism="commission", **fields)

    commission = mechanism("commission", every="P1Y")
    first, last = session("first", "2022-01-01"), session("last", "2023-01-01")
    later, planned = session("later", AFTER), session("planned", "2024-05-01", status="planned")
    others = mechanism("forum", between=["xa", "xc"])
    (entry,) = dossier(commission, first, last, later, planned, others).mechanisms
    assert (entry.mechanism, entry.sessions.last, entry.sessions.planned) == (commission, last, planned)
    assert (entry.sessions.due, entry.sessions.overdue) == (date(2024, 1, 1), False)
    (entry,) = dossier(commission, first, last, later).mechanisms
    assert (entry.sessions.planned, entry.sessions.overdue) == (None, True)


@pytest.mark.parametrize(
    ("of", "there", "fields", "expected"),
    [
        ("xa", "xb", {}, True),
        ("xb", "xa", {"type": "consulate"}, True),
        ("xa", "xc", {}, False),
        ("xc", "xb", {}, False),
        ("xa", None, {}, False),
        ("xa", "xb", {"type": "company"}, False),
        ("xa", "xb", {"closed": ON}, True),
        ("xa", "xb", {"closed": BEFORE}, False),
        ("xa", "xb", {"closed": "2024"}, True),
        ("xa", "xb", {"opened": ON}, True),
        ("xa", "xb", {"opened": AFTER}, False),
    ],
)
def test_missions_are_the_embassies_and_consulates_that_are_open_between_the_parties(
    of: str, there: str | None, fields: dict[str, str], expected: bool
) -> None:
    assert ids(dossier(mission("post", of, there, **fields)).missions) == (["post"] if expected else [])


def test_missions_opened_first_come_first_and_those_of_unknown_age_last() -> None:
    missions = (
        mission("d", "xa", "xb"),
        mission("c", "xa", "xb", opened="2001-01-01"),
        mission("b", "xb", "xa", opened="1993"),
        mission("a", "xb", "xa"),
    )
    assert ids(dossier(*missions).missions) == ["b", "c", "a", "d"]


def test_among_three_parties_the_missions_of_each_in_each_count() -> None:
    missions = (mission("a", "xa", "xb"), mission("b", "xb", "xc"), mission("c", "xc", "xa"))
    assert ids(dossier(*missions, parties=("xa", "xb", "xc")).missions) == ["a", "b", "c"]
    assert ids(dossier(*missions).missions) == ["a"]


def test_of_parties_that_are_no_countries_there_are_no_missions() -> None:
    assert dossier(mission("post", "xa", "xb"), parties=("ministry", "xb")).missions == ()


# People and statements


def test_people_are_those_who_took_part_met_last_first_with_the_offices_held_now() -> None:
    deputy = {"title": "Deputy", "from": "2020", "to": BEFORE}
    minister = {"title": "Minister", "from": ON}
    ada, ben = person("ada", deputy, minister), person("ben", {"title": "Envoy", "from": AFTER})
    early = meeting("early", "2023", participants=[{"person": "ada"}, {"person": "ben"}, {"person": "ada"}])
    late = meeting("late", "2024-01-01", participants=[{"person": "ada"}, {"name": "Eve"}, {"person": "nobody"}])
    later = meeting("later", AFTER, participants=[{"person": "cy"}])
    others = meeting("others", BEFORE, "xa", "xc", participants=[{"person": "cy"}])
    people = dossier(ada, ben, person("cy"), early, late, later, others).people
    assert [(each.person, [office.title.by_language[""] for office in each.offices]) for each in people] == [
        (ada, ["Minister"]),
        (ben, []),
    ]
    assert [each.meetings for each in people] == [(late, early), (early,)]


def test_whoever_only_hosts_or_stands_in_the_prose_was_not_met() -> None:
    talks = meeting("talks", hosts=["ada"], summary="In the absence of [[people/ada]].")
    linked = archive(person("ada"), talks)
    assert Dossier(linked, (PARTY.refer("xa"), PARTY.refer("xb"))).people == ()
    assert meetings_attended(person("ada"), linked) == ()


@pytest.mark.parametrize(
    ("about", "expected"),
    [
        ("meetings/talks", True),
        ("agreements/pact", True),
        ("relations/xa-xb", True),
        ("milestones/opening", True),
        ("mechanisms/commission", True),
        ("meetings/talks-before", True),
        ("meetings/others", False),
        ("countries/xa", False),
        ("sectors/energy", False),
        ("meetings/nonsuch", False),
    ],
)
def test_statements_are_about_a_record_that_the_parties_share(about: str, expected: bool) -> None:
    records = (
        meeting("talks", formerly=["talks-before"]),
        meeting("others", BEFORE, "xa", "xc"),
        agreement("pact", ("signed", BEFORE)),
        Relation.model_validate({"id": "xa-xb", "between": ["xa", "xb"]}),
        milestone("opening"),
        mechanism("commission"),
        ENERGY,
    )
    assert ids(dossier(*records, statement("speech", about)).statements) == (["speech"] if expected else [])


def test_a_statement_is_told_once_and_the_latest_first_and_not_before_its_day() -> None:
    records = (
        meeting("talks"),
        milestone("opening"),
        statement("old", "meetings/talks", "milestones/opening", when="2023"),
        statement("new", "meetings/talks", when=ON),
        statement("later", "meetings/talks", when=AFTER),
        statement("in-prose", text="See [[meetings/talks]]."),
    )
    assert ids(dossier(*records).statements) == ["new", "old"]


@pytest.mark.parametrize(("when", "expected"), [("2023", True), ("2024-02", True), ("2024", False), (ON, False)])
def test_who_looks_back_finds_what_had_been_said_for_certain(when: str, expected: bool) -> None:
    now = dossier(meeting("talks", "2023"), statement("speech", "meetings/talks", when=when))
    then = Dossier(now.archive.as_of(date(2024, 2, 29)), now.parties)
    assert (ids(now.statements), ids(then.statements)) == (["speech"], ["speech"] if expected else [])


# Activity and events


def test_activity_is_counted_by_sector_the_busiest_first_and_each_thing_once() -> None:
    topics = [{"sector": "energy"}, {"sector": "energy", "text": "Gas"}, {"sector": "water"}, {"text": "Else"}]
    talks = meeting(
        "talks", topics=topics, commitments=[commitment("a", sector="energy"), commitment("b", sector="energy")]
    )
    later = meeting("later", AFTER, topics=[{"sector": "water"}], commitments=[commitment("c", sector="water")])
    pact = agreement("pact", ("signed", BEFORE), sectors=["trade", "energy"])
    commission = mechanism("commission", sectors=["trade"])
    activity = dossier(talks, later, pact, commission, ENERGY, TRADE, WATER).activity_by_sector
    assert [
        (each.sector, each.meetings, each.agreements, ids_of(each.commitments), each.mechanisms) for each in activity
    ] == [
        (ENERGY, (talks,), (pact,), ["a", "b"], ()),
        (TRADE, (), (pact,), [], (commission,)),
        (WATER, (talks,), (), [], ()),
    ]


def ids_of(commitments: Iterable[Any]) -> list[str]:
    return [each.commitment.id for each in commitments]


def test_of_sectors_as_busy_as_each_other_the_first_by_id_comes_first() -> None:
    talks = meeting("talks", topics=[{"sector": name} for name in ("water", "nonsuch", "energy", "trade")])
    assert [each.sector.id for each in dossier(talks, ENERGY, TRADE, WATER).activity_by_sector] == [
        "energy",
        "trade",
        "water",
    ]


def event_triples(subject: Dossier) -> list[tuple[str, str, str]]:
    """Return the events, each as its date, the id of its record and its field."""
    return [(event.when.text, record.id, str(event.field[0])) for event, record in subject.events]


def test_events_are_told_the_earliest_first_those_to_come_too() -> None:
    records = (
        agreement("pact", ("signed", "2024-01"), ("ratified", "2023")),
        meeting("talks", AFTER, status="planned"),
        Relation.model_validate({"id": "xa-xb", "between": ["xa", "xb"], "established": "1993-01-26"}),
        mission("post", "xa", "xb", opened="1994-05-01"),
        mission("elsewhere", "xa", "xc", opened="1994-05-01"),
        milestone("opening", "1994-05-02"),
        milestone("others", "1994-05-02", parties=["xa", "xc"]),
    )
    assert event_triples(dossier(*records)) == [
        ("1993-01-26", "xa-xb", "established"),
        ("1994-05-01", "post", "opened"),
        ("1994-05-02", "opening", "date"),
        ("2023", "pact", "history"),
        ("2024-01", "pact", "history"),
        (AFTER, "talks", "date"),
    ]


@pytest.mark.parametrize(("when", "once"), [("1994-05-01", True), ("1994-05-02", False)])
def test_what_a_milestone_tells_again_is_an_event_once(when: str, once: bool) -> None:
    post = mission("post", "xa", "xb", opened="1994-05-01")
    events = event_triples(dossier(post, milestone("opening", when, organisation="post")))
    opened = [] if once else [("1994-05-01", "post", "opened")]
    assert events == [*opened, (when, "opening", "date")]


@pytest.mark.parametrize("parties", [[], ["xa"], ["xa", "xc"]])
def test_what_a_milestone_of_others_tells_again_is_told_all_the_same(parties: list[str]) -> None:
    post = mission("post", "xa", "xb", opened="1994-05-01")
    opening = milestone("opening", "1994-05-01", organisation="post", parties=parties)
    assert event_triples(dossier(post, opening)) == [("1994-05-01", "post", "opened")]


def test_anniversaries_are_those_of_what_the_parties_share() -> None:
    records = (milestone("opening", "1994-05-01"), milestone("others", "1994-05-01", parties=["xa", "xc"]))
    anniversaries = dossier(*records).anniversaries(date(2024, 5, 1), date(2025, 4, 30))
    assert [(each.day.isoformat(), each.years, each.record.id) for each in anniversaries] == [
        ("2024-05-01", 30, "opening")
    ]


# Another day


def test_as_of_another_day_the_same_records_tell_what_had_happened_by_then() -> None:
    records = (
        meeting("early", "2022", participants=[{"person": "ada"}], topics=[{"sector": "energy"}]),
        meeting("late", "2024-01-01", commitments=[commitment("draft")], participants=[{"person": "ben"}]),
        agreement("pact", ("signed", "2022"), ("entered-into-force", "2023")),
        agreement("new-pact", ("signed", "2023")),
        mission("post", "xa", "xb", opened="2023", closed="2023-06-01"),
        statement("speech", "meetings/early", when="2023"),
        person("ada", {"title": "Minister", "to": "2023"}),
        person("ben"),
        ENERGY,
    )
    now = dossier(*records)
    then = Dossier(now.archive.as_of(date(2022, 12, 31)), now.parties)
    assert (now.day, then.day) == (DAY, date(2022, 12, 31))
    assert (ids(now.meetings_held), ids(then.meetings_held)) == (["late", "early"], ["early"])
    assert [(each.agreement.id, each.standing.status) for each in now.agreements] == [
        ("pact", "in-force"),
        ("new-pact", "signed"),
    ]
    assert [(each.agreement.id, each.standing.status) for each in then.agreements] == [("pact", "signed")]
    assert (ids_of(now.commitments), ids_of(then.commitments)) == (["draft"], [])
    assert (ids(now.missions), ids(then.missions)) == ([], [])
    assert ids(Dossier(now.archive.as_of(date(2023, 2, 1)), now.parties).missions) == ["post"]
    assert (ids(now.statements), ids(then.statements)) == (["speech"], [])
    assert [(each.person.id, len(each.offices)) for each in now.people] == [("ben", 0), ("ada", 0)]
    assert [(each.person.id, len(each.offices)) for each in then.people] == [("ada", 1)]
    assert (list(now.meetings_by_year_and_level), list(then.meetings_by_year_and_level)) == ([2024, 2022], [2022])
    assert [each.sector.id for each in then.activity_by_sector] == ["energy"]


def test_as_of_an_earlier_day_the_records_stand_as_they_stood_then() -> None:
    levels = [{"name": "partners", "since": "2001"}, {"name": "friends", "since": ON}]
    records = (
        Relation.model_validate({"id": "xa-xb", "between": ["xa", "xb"], "levels": levels}),
        agreement("pact", ("signed", "2023"), ("entered-into-force", ON)),
        mission("post", "xa", "xb", opened="1994-05-01", closed=ON),
        milestone("opening", "1994-05-01", organisation="post"),
        statement("speech", "relations/xa-xb", when="2023"),
    )
    now = dossier(*records)
    then = Dossier(now.archive.as_of(date(2024, 2, 29)), now.parties)
    assert [len(each.levels) for each in (*now.shared(Relation), *then.shared(Relation))] == [2, 1]
    assert [len(each.history) for each in (*now.shared(Agreement), *then.shared(Agreement))] == [2, 1]
    assert [bool(each.closed) for each in (*now.missions, *then.missions)] == [True, False]
    assert (ids(now.statements), ids(then.statements)) == (["speech"], ["speech"])
    assert event_triples(then) == [
        ("1994-05-01", "opening", "date"),
        ("2001", "xa-xb", "levels"),
        ("2023", "pact", "history"),
    ]


# All there is


def test_the_dossier_of_all_holds_the_records_of_any_parties() -> None:
    records = (
        meeting("talks", ON),
        meeting("others", BEFORE, "xb", "xc", commitments=[commitment("draft")]),
        meeting("nobody", "2023", "bank"),
        meeting("later", AFTER, status="planned"),
        agreement("pact", ("signed", BEFORE), parties=["xa", "xc"]),
        mechanism("forum", between=["xb", "xc"]),
        statement("speech", "meetings/others"),
        milestone("opening", BEFORE, parties=[]),
        mission("post", "xa", "xb", opened="1994"),
    )
    everything = Dossier.of_all(archive(*records))
    assert ids(everything.meetings_held) == ["talks", "others", "nobody"]
    assert ids(everything.meetings_planned) == ["later"]
    assert [each.agreement.id for each in everything.agreements] == ["pact"]
    assert ids_of(everything.commitments) == ["draft"]
    assert [each.mechanism.id for each in everything.mechanisms] == ["forum"]
    assert ids(everything.statements) == ["speech"]
    assert [record.id for _, record in everything.events] == [
        "post",
        "nobody",
        "pact",
        "others",
        "opening",
        "speech",
        "talks",
        "later",
    ]


@pytest.mark.parametrize("parties", [("xa", "xc"), ("xa", "nonsuch"), ("nonsuch",), ()])
def test_the_dossier_of_parties_that_share_nothing_is_empty(parties: tuple[str, ...]) -> None:
    records = (meeting("others", BEFORE, "xb", "xc"), meeting("alone", BEFORE, "xa"), meeting("nobody", parties=[]))
    subject = dossier(*records, mission("post", "xa", "xb"), parties=parties)
    nothing = (
        *(subject.meetings_held, subject.meetings_planned, subject.agreements, subject.commitments, subject.mechanisms),
        *(subject.missions, subject.people, subject.statements, subject.activity_by_sector, subject.events),
    )
    assert not any(nothing)
    assert dict(subject.meetings_by_year_and_level) == {}
