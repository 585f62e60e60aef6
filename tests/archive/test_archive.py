"""Records linked: what refers to what, in which order lists stand, and what falls on which day."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import pytest

from generator.archive.archive import Archive
from generator.kinds import key_of
from generator.kinds.agreement import Agreement
from generator.kinds.country import Country
from generator.kinds.meeting import MEETING, Meeting
from generator.kinds.milestone import Milestone
from generator.kinds.organisation import Organisation
from generator.kinds.person import PERSON, Person
from generator.kinds.record import Audience, Record
from generator.kinds.sector import Sector
from generator.kinds.site import Site
from generator.kinds.source import SOURCE, Source
from generator.values.dates import When
from generator.values.languages import language
from generator.values.reference import ANY, Reference, To

PARTY, PERSON_OR_PARTY, RECORD = To("party", back="X"), To("party", "person", back="X"), To(ANY, back="X")
XA = Country.model_validate({"id": "xa", "name": "Exampleland", "formerly": ["old-xa"]})
EXA = Organisation.model_validate({"id": "exa", "name": "Exa Ltd"})
ADA = Person.model_validate({"id": "ada", "name": "Ada", "formerly": ["ada-before"]})


def meeting(identifier: str, day: str = "2024-01-26", **fields: Any) -> Meeting:
    return Meeting.model_validate({"id": identifier, "title": identifier, "date": day} | fields)


def milestone(identifier: str, day: str) -> Milestone:
    return Milestone.model_validate({"id": identifier, "title": identifier, "date": day})


def archive(*records: Record, audience: Audience = "public") -> Archive:
    files = {key_of(record): f"{key_of(record)}.yml" for record in records}
    return Archive(Site(), records, files, date(2024, 2, 1), audience)


def ids(records: Sequence[Record]) -> list[str]:
    return [record.id for record in records]


# References


@pytest.mark.parametrize(
    ("reference", "expected"),
    [
        (PARTY.refer("xa"), XA),
        (PARTY.refer("exa"), EXA),
        (PARTY.refer("countries/xa"), XA),
        (PARTY.refer("country/xa"), XA),
        (PARTY.refer("old-xa"), XA),
        (PARTY.refer("countries/old-xa"), XA),
        (PERSON_OR_PARTY.refer("ada"), ADA),
        (PERSON_OR_PARTY.refer("people/ada-before"), ADA),
        (RECORD.refer("people/ada"), ADA),
        (PARTY.refer("ada"), None),
        (PARTY.refer("people/ada"), None),
        (PARTY.refer("organisations/xa"), None),
        (PARTY.refer("nonsuch/xa"), None),
        (RECORD.refer("ada"), None),
        (PARTY.refer("xz"), None),
    ],
)
def test_a_reference_names_a_record_by_its_id_one_it_had_or_its_folder_too(
    reference: Reference, expected: Record | None
) -> None:
    assert archive(XA, EXA, ADA).get(reference) is expected


def test_an_id_stands_before_one_that_another_record_had() -> None:
    other = Person.model_validate({"id": "ben", "name": "Ben", "formerly": ["ada"]})
    assert archive(ADA, other).get(To("person", back="X").refer("ada")) is ADA


def test_a_reference_that_may_mean_two_records_matches_both() -> None:
    exa = Person.model_validate({"id": "exa", "name": "Exa"})
    assert archive(EXA, exa).matches(PERSON_OR_PARTY.refer("exa")) == (EXA, exa)
    assert archive(EXA, exa).matches(PERSON_OR_PARTY.refer("people/exa")) == (exa,)


def test_the_ids_a_reference_could_name_are_written_like_it() -> None:
    everything = archive(XA, EXA, ADA)
    assert everything.possible_ids(PARTY.refer("x")) == {"xa", "exa"}
    assert everything.possible_ids(PERSON_OR_PARTY.refer("x")) == {"xa", "exa", "ada"}
    assert everything.possible_ids(RECORD.refer("x")) == {"countries/xa", "organisations/exa", "people/ada"}


def test_a_record_has_its_file() -> None:
    assert archive(ADA).file_of(ADA) == "people/ada.yml"
    assert archive().file_of(ADA) == ""


# Backlinks


def test_backlinks_stand_under_the_heading_that_the_reference_declares_the_latest_first() -> None:
    early = meeting("early", "2023-01-01", participants=[{"person": "ada"}])
    late = meeting("late", "2024-01-01", participants=[{"person": "people/ada"}], hosts=["ada"])
    pact = Agreement.model_validate(
        {
            "id": "pact",
            "title": "Pact",
            "history": [{"event": "signed", "date": "2024", "signatories": [{"person": "ada-before"}]}],
        }
    )
    backlinks = archive(early, late, pact, ADA).backlinks(ADA)
    assert {heading: ids(records) for heading, records in backlinks.items()} == {
        "Agreements signed": ["pact"],
        "Meetings": ["late", "early"],
        "Meetings hosted": ["late"],
    }
    assert list(backlinks) == sorted(backlinks)


def test_a_record_that_refers_twice_is_listed_once_and_has_two_backlinks() -> None:
    talks = meeting("talks", participants=[{"person": "ada"}, {"person": "ada"}], summary="With [[people/ada]].")
    linked = archive(talks, ADA)
    assert {heading: ids(records) for heading, records in linked.backlinks(ADA).items()} == {
        "Meetings": ["talks"],
    }
    assert [link.field for link in linked.links_to(ADA)] == [
        ("participants", 0, "person"),
        ("participants", 1, "person"),
        ("summary",),
    ]
    assert linked.citations_of(ADA) == ()


def test_a_reference_to_itself_is_no_backlink() -> None:
    talks = meeting("talks", summary="See [[meetings/talks]].")
    assert archive(talks).backlinks(talks) == {}
    assert archive(talks).links_to(talks) == ()
    assert archive(talks).citations_of(talks) == ()


def test_nothing_links_to_what_is_not_mentioned() -> None:
    assert archive(ADA, meeting("talks")).backlinks(ADA) == {}


def test_referring_records_are_selected_by_class() -> None:
    talks = meeting("talks", parties=["xa"], participants=[{"side": "xa"}])
    ada = Person.model_validate({"id": "ada", "name": "Ada", "country": "xa"})
    linked = archive(talks, ada, XA)
    assert linked.records_referring_to(XA, Meeting) == (talks,)
    assert linked.records_referring_to(XA, Person) == (ada,)
    assert linked.records_referring_to(XA, Agreement) == ()


def test_the_records_of_parties_are_those_in_which_each_has_a_part_the_latest_first() -> None:
    both = [meeting("early", "2023", parties=["xa", "exa"]), meeting("late", "2024", parties=["exa", "old-xa"])]
    linked = archive(XA, EXA, *both, meeting("single", parties=["xa"]), milestone("nobody", "2024"))
    assert ids(linked.records_between((PARTY.refer("xa"), PARTY.refer("exa")), Meeting)) == ["late", "early"]
    assert linked.records_between((PARTY.refer("xa"), PARTY.refer("exa")), Milestone) == ()


@pytest.mark.parametrize("parties", [("xa", "nonsuch"), ("nonsuch", "xa"), ("nonsuch",), ()])
def test_without_parties_or_with_an_unknown_one_nothing_is_shared(parties: tuple[str, ...]) -> None:
    linked = archive(XA, meeting("talks", parties=["xa", "nonsuch"]), meeting("nobody"))
    assert linked.records_between(map(PARTY.refer, parties), Record) == ()


# Audiences


def test_the_public_edition_has_no_internal_records_and_no_links_from_them() -> None:
    secret = meeting("secret", audience="internal", participants=[{"person": "ada"}])
    talks = meeting("talks", participants=[{"person": "ada", "audience": "internal"}])
    public = archive(secret, talks, ADA)
    assert ids(list(public.records)) == ["talks", "ada"]
    assert public.backlinks(ADA) == {}
    internal = archive(secret, talks, ADA, audience="internal")
    assert ids(list(internal.records)) == ["secret", "talks", "ada"]
    assert ids(internal.backlinks(ADA)["Meetings"]) == ["secret", "talks"]


# Order


def test_records_stand_kind_by_kind_and_by_id_whatever_the_order_of_reading() -> None:
    records = [ADA, XA, meeting("b"), meeting("a")]
    assert (
        ids(list(archive(*records).records))
        == ids(list(archive(*reversed(records)).records))
        == ["a", "b", "ada", "xa"]
    )


def test_dated_records_are_listed_the_latest_first_and_those_of_a_day_by_title() -> None:
    records = [
        meeting("old", "2023"),
        meeting("b", "2024-01-26", title="Beta"),
        meeting("a", "2024-01-26", title="alpha"),
        meeting("c", "2024-01-26", title="alpha"),
        meeting("new", "2024-01-27"),
    ]
    assert ids(archive(*records).records_of(MEETING)) == ["new", "a", "c", "b", "old"]


def test_records_without_a_date_come_last_by_title() -> None:
    sources = [
        Source.model_validate({"id": identifier, "title": title} | ({"published": day} if day else {}))
        for identifier, title, day in [
            ("a", "Zeta", None),
            ("b", "eta", None),
            ("c", "Theta", "1993"),
            ("d", "x", "2024"),
        ]
    ]
    assert ids(archive(*sources).records_of(SOURCE)) == ["d", "c", "b", "a"]


def test_people_are_listed_by_name() -> None:
    people = [
        Person.model_validate({"id": f"p{number}", "name": name}) for number, name in enumerate(["Cy", "ada", "Ben"])
    ]
    linked = archive(*people)
    assert ids(linked.records_of(PERSON)) == ["p1", "p2", "p0"]
    assert linked.records_of(PERSON) is linked.records_of(PERSON)


def test_a_title_is_in_the_language_asked_for_or_the_default() -> None:
    energy = Sector.model_validate({"id": "energy", "name": {"en": "Energy", "ja": "エネルギー"}})
    linked = archive(energy)
    assert linked.title(energy, language("ja")).text == "エネルギー"
    assert linked.title(energy, language("ru")).text == "Energy"
    assert linked.site_language.code == "en"


# Another day


def test_on_an_earlier_day_it_is_looked_back_from_today_and_a_later_day_is_today_itself() -> None:
    today, earlier, later = date(2024, 2, 1), date(2023, 2, 1), date(2025, 2, 1)
    linked = archive(ADA)
    assert (linked.day, linked.today) == (today, today)
    assert (linked.as_of(earlier).day, linked.as_of(earlier).today) == (earlier, today)
    assert (linked.as_of(later).day, linked.as_of(later).today) == (later, later)
    assert (linked.as_of(earlier).as_of(later).day, linked.as_of(earlier).as_of(later).today) == (later, later)
    assert (linked.as_of(later).as_of(today).day, linked.as_of(later).as_of(today).today) == (today, later)
    assert (linked.day, linked.today) == (today, today)


@pytest.mark.parametrize(
    ("when", "today", "looked_back"),
    [
        ("2024-01-31", True, True),
        ("2024-02-01", True, True),
        ("2024-02-02", False, False),
        ("2024-01", True, True),
        ("2024-02", True, False),
        ("2024", True, False),
        ("2024-01-31~", True, True),
        ("2024-02-01~", True, False),
        ("2024-01-31/2024-02-02", True, False),
        ("2024-01-31/..", True, False),
        ("../2024-02-01", True, True),
        ("../2024-02-02", True, False),
    ],
)
def test_today_an_event_must_have_begun_and_on_a_past_day_it_must_certainly_be_over(
    when: str, today: bool, looked_back: bool
) -> None:
    linked = archive()
    assert linked.has_happened(When.parse(when)) is today
    assert linked.as_of(date(2024, 3, 1)).as_of(date(2024, 2, 1)).has_happened(When.parse(when)) is looked_back


def test_a_record_is_known_on_an_earlier_day_as_it_was_then() -> None:
    talks = meeting("talks", "2024-01-26", outcomes=["A draft"])
    opening = milestone("opening", "2024-01-26")
    linked = archive(talks, opening, ADA)
    for day in (date(2024, 1, 26), date(2024, 2, 1), date(2024, 3, 1)):
        assert [linked.as_of(day).record_as_known(each) for each in (talks, opening, ADA)] == [talks, opening, ADA]
        assert linked.as_of(day).record_as_known(talks) is talks
    eve = linked.as_of(date(2024, 1, 25))
    assert [eve.record_as_known(each) for each in (talks, opening, ADA)] == [
        meeting("talks", status="planned"),
        None,
        ADA,
    ]
    assert eve.as_of(date(2024, 1, 26)).record_as_known(talks) is talks


# Commitments and events


def test_commitments_come_the_earliest_due_first_and_undated_ones_last() -> None:
    def promise(identifier: str, **due: str) -> dict[str, str]:
        return {"id": identifier, "text": "Send a draft.", **due}

    first = meeting("a", commitments=[promise("never"), promise("month", due="2024-03")])
    second = Agreement.model_validate({"id": "b", "title": "B", "commitments": [promise("day", due="2024-03-30")]})
    commitments = archive(first, second, ADA).commitments
    assert [(each.commitment.id, each.record.id, each.number) for each in commitments] == [
        ("day", "b", 0),
        ("month", "a", 1),
        ("never", "a", 0),
    ]


def test_events_come_the_earliest_first() -> None:
    pact = Agreement.model_validate(
        {
            "id": "pact",
            "title": "Pact",
            "history": [{"event": "signed", "date": "2024-01"}, {"event": "ratified", "date": "2024-01"}],
        }
    )
    events = archive(milestone("opening", "2024-01-02"), pact, meeting("talks", "2024-01-01"), ADA).events
    assert [(record.id, event.field) for event, record in events] == [
        ("talks", ("date",)),
        ("pact", ("history", 0, "date")),
        ("pact", ("history", 1, "date")),
        ("opening", ("date",)),
    ]


# Anniversaries


def anniversaries(start: str, end: str, *records: Record) -> list[tuple[str, int, str]]:
    days = archive(*records).anniversaries(date.fromisoformat(start), date.fromisoformat(end))
    return [(anniversary.day.isoformat(), anniversary.years, anniversary.record.id) for anniversary in days]


def test_an_anniversary_falls_on_the_same_day_of_every_later_year() -> None:
    opening = milestone("opening", "1993-01-26")
    assert anniversaries("2024-01-26", "2025-01-26", opening) == [
        ("2024-01-26", 31, "opening"),
        ("2025-01-26", 32, "opening"),
    ]
    assert anniversaries("2024-01-27", "2025-01-25", opening) == []


def test_the_day_itself_is_no_anniversary_of_it() -> None:
    assert anniversaries("1992-01-01", "1994-12-31", milestone("opening", "1993-01-26")) == [
        ("1994-01-26", 1, "opening")
    ]


def test_an_anniversary_of_29_february_is_on_28_february_in_other_years() -> None:
    assert anniversaries("2022-01-01", "2024-12-31", milestone("leap", "2020-02-29")) == [
        ("2022-02-28", 2, "leap"),
        ("2023-02-28", 3, "leap"),
        ("2024-02-29", 4, "leap"),
    ]


@pytest.mark.parametrize("day", ["1993-01", "1993", "1993-01-26~", "1993-01-26?", "1993-01-26/1993-01-28"])
def test_an_event_without_a_certain_day_has_no_anniversary(day: str) -> None:
    assert anniversaries("2024-01-01", "2024-12-31", milestone("opening", day)) == []


def test_meetings_have_no_anniversaries_and_of_an_agreement_only_the_signature_has() -> None:
    history = [{"event": "signed", "date": "1993-01-26"}, {"event": "ratified", "date": "1993-05-01"}]
    pact = Agreement.model_validate({"id": "pact", "title": "Pact", "history": history})
    days = anniversaries("2023-01-01", "2023-12-31", pact, meeting("talks", "1993-03-01"))
    assert days == [("2023-01-26", 30, "pact")]


def test_a_signature_has_an_anniversary_every_five_years() -> None:
    pact = Agreement.model_validate(
        {"id": "pact", "title": "Pact", "history": [{"event": "signed", "date": "1993-01-26"}]}
    )
    assert [years for _, years, _ in anniversaries("1994-01-01", "2009-12-31", pact)] == [5, 10, 15]


def test_of_anniversaries_on_a_day_the_oldest_comes_first() -> None:
    records = [milestone("young", "2014-05-01"), milestone("old", "1994-05-01"), milestone("early", "2014-04-01")]
    assert [name for _, _, name in anniversaries("2024-01-01", "2024-12-31", *records)] == ["early", "old", "young"]
