"""No hindsight: what a record says of an earlier day, and what of it nobody could have known."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.archive.as_of import latest_date_in, record_as_known_on
from generator.kinds.agreement import Agreement
from generator.kinds.meeting import FIELDS_KNOWN_AFTER, Meeting
from generator.kinds.milestone import Milestone
from generator.kinds.organisation import Organisation
from generator.kinds.person import Person
from generator.kinds.record import DateOfEvent, Fields, Record
from generator.kinds.relation import Relation
from generator.kinds.source import Source
from generator.kinds.statement import Statement
from generator.kinds.traversal import fields_of
from generator.values.dates import When

DAY, TODAY = date(2024, 3, 1), date(2024, 12, 31)
BEFORE, ON, AFTER, BEYOND = "2024-02-29", "2024-03-01", "2024-03-02", "2025-01-01"
UNSURE = "2024-03"
"""A month that the day lies in: not later for certain."""

TOLD: dict[str, Any] = {
    "attendance": [{"what": "companies", "count": 7}],
    "summary": "They agreed.",
    "topics": [{"sector": "energy", "text": "Gas"}],
    "outcomes": ["A draft"],
    "agreements": ["pact"],
    "commitments": [{"id": "draft", "text": "Send a draft."}],
    "readouts": [{"url": "https://xa.example/"}],
    "caveats": ["The year is not stated."],
    "inferred": {"date": "By the weekday."},
    "notes": "It went well.",
    "links": [{"title": "Pictures", "url": "https://xa.example/pictures"}],
}
"""Every field that only the day of a meeting brings."""
ARRANGED: dict[str, Any] = {
    "title": "Talks",
    "starts": "10:00:00Z",
    "ends": "12:00:00Z",
    "place": {"city": "Example"},
    "type": "consultation",
    "level": "minister",
    "parties": ["xa", "xb"],
    "mechanism": "commission",
    "session": 3,
    "hosts": ["xa"],
    "participants": [{"name": "Ada", "side": "xa"}],
    "agenda": ["Visas"],
    "follows": "earlier-talks",
    "talking_points": ["Thank them."],
    "formerly": ["talks-before"],
}
"""Every field that is known before a meeting."""


def meeting(when: str, **fields: Any) -> Meeting:
    return Meeting.model_validate({"id": "talks", "title": "Talks", "date": when} | fields)


def agreement(*history: tuple[str, str], **fields: Any) -> Agreement:
    events = [{"event": event, "date": when} for event, when in history]
    return Agreement.model_validate({"id": "pact", "title": "Pact", "history": events} | fields)


def as_known(record: Record) -> Any:
    """Return the record as known on `DAY`."""
    return record_as_known_on(record, DAY, TODAY)


def acts(agreement: Agreement | None) -> list[tuple[str, str]] | None:
    return None if agreement is None else [(event.event, event.date.text) for event in agreement.history]


# Meetings


def test_these_tests_know_every_field_of_a_meeting() -> None:
    assert TOLD.keys() == set(FIELDS_KNOWN_AFTER)
    others = Meeting.model_fields.keys() - TOLD.keys() - ARRANGED.keys()
    assert others == {"id", "date", "status", "sources", "audience"}


def test_a_meeting_held_later_was_planned_and_had_no_outcome() -> None:
    past = as_known(meeting(AFTER, **ARRANGED, **TOLD))
    assert past == meeting(AFTER, **ARRANGED, status="planned")


@pytest.mark.parametrize("field", FIELDS_KNOWN_AFTER)
def test_each_field_of_the_outcome_goes_by_itself(field: str) -> None:
    assert getattr(as_known(meeting(AFTER, **{field: TOLD[field]})), field) in (None, (), {})


@pytest.mark.parametrize("status", ["planned", "postponed", "cancelled"])
def test_nobody_knew_that_a_meeting_would_be_postponed_or_cancelled(status: str) -> None:
    assert as_known(meeting(AFTER, status=status)).status == "planned"


@pytest.mark.parametrize("status", ["planned", "postponed", "cancelled", "held"])
@pytest.mark.parametrize("when", [BEFORE, ON, UNSURE, "2024", "2024-02-29/2024-03-02", "../2024-06-01", AFTER + "~"])
def test_a_meeting_that_is_not_later_for_certain_stays_as_it_is(status: str, when: str) -> None:
    record = meeting(when, status=status, **TOLD)
    assert as_known(record) is record


@pytest.mark.parametrize("status", ["planned", "postponed", "cancelled", "held"])
def test_a_meeting_dated_after_today_stays_as_it_is(status: str) -> None:
    record = meeting(BEYOND, status=status, **TOLD)
    assert as_known(record) is record


@pytest.mark.parametrize("when", [AFTER, "2024-04", "2024-12-31", "2024-03-03~", "2024-03-02/2025-02-01", "2024-04/.."])
def test_a_meeting_is_later_that_begins_after_the_day_and_not_after_today(when: str) -> None:
    assert as_known(meeting(when)).status == "planned"


def test_sources_report_on_the_day_but_bear_out_what_was_known_before() -> None:
    sources = [
        {"source": "whole", "quote": "All went well."},
        {"source": "dated", "quote": "They met on Friday.", "locator": "page 2", "supports": ["date", "summary"]},
        {"source": "outcome", "quote": "They agreed.", "supports": ["summary", "outcomes[0]"]},
    ]
    past = as_known(meeting(AFTER, **TOLD, sources=sources))
    expected = [{"source": "dated", "locator": "page 2", "supports": ["date"]}]
    assert past.sources == meeting(AFTER, sources=expected).sources


def test_the_words_of_the_sources_of_an_earlier_meeting_stay() -> None:
    record = meeting(BEFORE, sources=[{"source": "report", "quote": "They met."}])
    assert as_known(record) is record


def test_of_a_meeting_held_before_only_later_updates_of_what_was_promised_go() -> None:
    def promised(*dates: str) -> dict[str, Any]:
        return {"id": "draft", "text": "Send a draft.", "updates": [{"date": when} for when in dates]}

    past = as_known(meeting(BEFORE, summary="They met.", commitments=[promised(ON, AFTER, UNSURE, BEYOND)]))
    assert past == meeting(BEFORE, summary="They met.", commitments=[promised(ON, UNSURE, BEYOND)])


@pytest.mark.parametrize("update", ["2024-03", "2024", BEYOND])
def test_an_update_of_what_was_promised_at_a_later_meeting_goes_with_it_whatever_its_date(update: str) -> None:
    promise = {"id": "draft", "text": "Send a draft.", "updates": [{"date": update}]}
    assert as_known(meeting(AFTER, commitments=[promise])) == meeting(AFTER, status="planned")


# Milestones, statements and sources


@pytest.mark.parametrize(
    ("when", "there"), [(BEFORE, True), (ON, True), (UNSURE, True), (AFTER, False), ("2024-04", False), (BEYOND, True)]
)
def test_a_later_milestone_and_a_later_statement_were_not_known(when: str, there: bool) -> None:
    milestone = Milestone.model_validate({"id": "opening", "title": "Opening", "date": when})
    statement = Statement.model_validate({"id": "speech", "by": ["xa"], "date": when, "text": "Welcome."})
    assert as_known(milestone) is (milestone if there else None)
    assert as_known(statement) is (statement if there else None)


@pytest.mark.parametrize("when", [BEFORE, AFTER, BEYOND])
def test_a_source_is_there_to_be_cited_whenever_it_was_published(when: str) -> None:
    source = Source.model_validate({"id": "report", "title": "Report", "published": when, "accessed": when})
    assert as_known(source) is source


# Agreements


@pytest.mark.parametrize(
    ("history", "left"),
    [
        ([("signed", AFTER)], None),
        ([("signed", AFTER), ("ratified", "2024-06")], None),
        ([("negotiated", BEFORE), ("signed", AFTER)], [("negotiated", BEFORE)]),
        ([("signed", BEFORE), ("ratified", AFTER)], [("signed", BEFORE)]),
        ([("signed", ON), ("expired", BEYOND)], [("signed", ON), ("expired", BEYOND)]),
        ([("signed", BEYOND)], [("signed", BEYOND)]),
        ([("signed", UNSURE)], [("signed", UNSURE)]),
        ([], []),
    ],
)
def test_an_agreement_has_the_history_it_had_and_is_gone_where_it_had_none(
    history: list[tuple[str, str]], left: list[tuple[str, str]] | None
) -> None:
    assert acts(as_known(agreement(*history))) == left


@pytest.mark.parametrize("act", ["entered-into-force", "registered", "expired"])
def test_an_agreement_signed_later_is_gone_whatever_is_to_happen_to_it(act: str) -> None:
    assert acts(as_known(agreement(("signed", AFTER), (act, BEYOND)))) is None


@pytest.mark.parametrize("update", ["2024", BEYOND])
def test_an_agreement_signed_later_is_gone_whatever_became_of_its_commitments(update: str) -> None:
    promise = {"id": "draft", "text": "Send a draft.", "updates": [{"date": update}]}
    assert acts(as_known(agreement(("signed", AFTER), commitments=[promise]))) is None


def test_of_an_agreement_under_negotiation_what_its_signature_brought_goes_and_the_rest_stays() -> None:
    told = {"summary": "On trade.", "commitments": [{"id": "draft", "text": "Send."}]}
    past = as_known(agreement(("negotiated", BEFORE), ("signed", AFTER), expires="2024-06-01", **told))
    assert past == agreement(("negotiated", BEFORE), expires="2024-06-01")


def test_an_agreement_still_to_be_signed_was_not_known_before_anything_happened_to_it() -> None:
    assert acts(as_known(agreement(("negotiated", AFTER), ("signed", BEYOND)))) is None
    assert acts(as_known(agreement(("signed", BEYOND)))) == [("signed", BEYOND)]


def test_an_update_later_too_goes_with_the_agreement_or_the_meeting() -> None:
    promise = {"id": "draft", "text": "Send a draft.", "updates": [{"date": "2024-03-05"}]}
    assert acts(as_known(agreement(("signed", AFTER), commitments=[promise]))) is None
    assert as_known(meeting(AFTER, commitments=[promise])) == meeting(AFTER, status="planned")


# Records without a day


def test_a_person_had_not_the_offices_nor_left_those_that_came_later() -> None:
    positions: list[dict[str, str]] = [
        {"title": "Minister", "from": AFTER, "to": BEYOND},
        {"title": "Deputy", "from": BEFORE, "to": AFTER},
        {"title": "Envoy", "from": UNSURE, "to": UNSURE},
        {"title": "Clerk", "to": BEFORE},
        {"title": "Poet"},
    ]
    person = Person.model_validate({"id": "ada", "name": "Ada", "positions": positions})
    past = as_known(person)
    del positions[1]["to"]
    assert past == Person.model_validate({"id": "ada", "name": "Ada", "positions": positions[1:]})


def test_a_person_all_of_whose_offices_came_later_is_still_known() -> None:
    ada = Person.model_validate({"id": "ada", "name": "Ada", "positions": [{"title": "Minister", "from": AFTER}]})
    assert as_known(ada) == Person.model_validate({"id": "ada", "name": "Ada"})


@pytest.mark.parametrize(("when", "stays"), [(ON, True), (UNSURE, True), (BEYOND, True), (AFTER, False)])
def test_nobody_knew_that_an_organisation_would_close(when: str, stays: bool) -> None:
    bank = Organisation.model_validate({"id": "bank", "name": "Bank", "closed": when})
    assert as_known(bank) == (bank if stays else Organisation.model_validate({"id": "bank", "name": "Bank"}))


@pytest.mark.parametrize(("when", "stays"), [(ON, True), (UNSURE, True), (BEYOND, True), (AFTER, False)])
def test_a_relation_had_not_the_levels_that_came_later(when: str, stays: bool) -> None:
    levels = [{"name": "strategic", "since": when}, {"name": "partnership"}]
    relation = {"id": "xa-xb", "between": ["xa", "xb"]}
    past = as_known(Relation.model_validate(relation | {"levels": levels}))
    assert past == Relation.model_validate(relation | {"levels": levels if stays else levels[1:]})


# What a record says of its own fields


def test_field_paths_follow_an_entry_to_its_new_position() -> None:
    past = as_known(
        agreement(
            ("ratified", AFTER),
            ("signed", BEFORE),
            ("registered", "2024-05"),
            ("amended", ON),
            inferred={"history[0].date": "a", "history[1].date": "b", "history[3].date": "d", "history": "all"},
            sources=[
                {"source": "gone", "supports": ["history[0]", "history[2].date"]},
                {"source": "moved", "quote": "Signed.", "supports": ["history[0]", "history[1]", "history[3].note"]},
            ],
        )
    )
    assert past == agreement(
        ("signed", BEFORE),
        ("amended", ON),
        inferred={"history[0].date": "b", "history[1].date": "d", "history": "all"},
        sources=[{"source": "moved", "quote": "Signed.", "supports": ["history[0]", "history[1].note"]}],
    )


def test_field_paths_in_a_citation_within_an_entry_are_rewritten_too() -> None:
    def history(*entries: tuple[str, list[str]]) -> Agreement:
        events = [
            {"event": "signed", "date": when, "sources": [{"source": "report", "supports": supports}]}
            for when, supports in entries
        ]
        return Agreement.model_validate({"id": "pact", "title": "Pact", "history": events})

    past = as_known(history((AFTER, ["history[0]"]), (BEFORE, ["history[1]", "history[0]"])))
    assert past == history((BEFORE, ["history[0]"]))


# The last day of which a record tells


@pytest.mark.parametrize(
    ("record", "day"),
    [
        (meeting("2024-03-01", **ARRANGED, **TOLD), "2024-03-01"),
        (meeting("2024-03-01/2024-03-05"), "2024-03-01"),
        (meeting("2024-03-02~"), "2024-03-01"),
        (meeting("2024-03"), "2024-03-01"),
        (meeting("../2024-03-01"), "0001-01-01"),
        (meeting(BEFORE, commitments=[{"id": "a", "text": "Send.", "due": AFTER}]), BEFORE),
        (meeting(BEFORE, commitments=[{"id": "a", "text": "Send.", "updates": [{"date": AFTER}]}]), AFTER),
        (agreement(("signed", AFTER), ("negotiated", BEFORE), expires=BEYOND), AFTER),
        (agreement(expires=BEYOND), "0001-01-01"),
        (Milestone.model_validate({"id": "opening", "title": "Opening", "date": ON}), ON),
        (Organisation.model_validate({"id": "bank", "name": "Bank", "opened": BEFORE, "closed": AFTER}), AFTER),
        (Organisation.model_validate({"id": "bank", "name": "Bank", "closed": "2024-03-02~"}), "2024-03-01"),
        (Organisation.model_validate({"id": "bank", "name": "Bank"}), "0001-01-01"),
        (
            Person.model_validate(
                {"id": "ada", "name": "Ada", "positions": [{"title": "T", "from": BEFORE, "to": AFTER}]}
            ),
            AFTER,
        ),
    ],
)
def test_the_latest_date_in_a_record_is_the_start_of_its_latest_event(record: Record, day: str) -> None:
    assert latest_date_in(record) == date.fromisoformat(day)


# On the day itself


def test_on_the_day_itself_or_later_nothing_changes() -> None:
    records: list[Record] = [meeting(AFTER, **TOLD), meeting(BEYOND), agreement(("signed", AFTER))]
    for day in (TODAY, TODAY + timedelta(days=400)):
        assert [record_as_known_on(record, day, TODAY) for record in records] == records
        assert all(record_as_known_on(record, day, TODAY) is record for record in records)


# Whatever the dates

DAYS = st.dates(date(2023, 11, 1), date(2025, 3, 1))
TEXTS = st.one_of(
    DAYS.map(str),
    DAYS.map(lambda day: f"{day:%Y-%m}"),
    DAYS.map(lambda day: f"{day:%Y}"),
    DAYS.map(lambda day: f"{day}~"),
    DAYS.map(lambda day: f"{day:%Y-%m}?"),
    DAYS.map(lambda day: f"{day}/.."),
    DAYS.map(lambda day: f"../{day}"),
    st.tuples(DAYS, DAYS).map(lambda days: "/".join(map(str, sorted(days)))),
)
PROMISES = st.lists(
    st.fixed_dictionaries(
        {"id": st.just("draft"), "text": st.just("Send."), "updates": st.lists(TEXTS.map(lambda t: {"date": t}))}
    ),
    max_size=2,
)
MEETINGS = st.tuples(TEXTS, PROMISES).map(lambda drawn: meeting(drawn[0], commitments=drawn[1], summary="They met."))
RECORDS: st.SearchStrategy[Record] = st.one_of(
    MEETINGS,
    st.tuples(st.lists(st.tuples(st.sampled_from(["signed", "negotiated", "expired"]), TEXTS)), PROMISES).map(
        lambda drawn: agreement(*drawn[0], commitments=drawn[1])
    ),
    st.lists(st.tuples(TEXTS, TEXTS)).map(
        lambda spans: Person.model_validate(
            {"id": "ada", "name": "A", "positions": [{"title": "T", "from": a, "to": b} for a, b in spans]}
        )
    ),
    TEXTS.map(lambda text: Organisation.model_validate({"id": "bank", "name": "Bank", "closed": text})),
    st.lists(TEXTS).map(
        lambda texts: Relation.model_validate(
            {"id": "r", "between": ["xa", "xb"], "levels": [{"name": "L", "since": text} for text in texts]}
        )
    ),
    TEXTS.map(lambda text: Milestone.model_validate({"id": "opening", "title": "Opening", "date": text})),
)


def happened(value: Any) -> Iterator[When]:
    """Every date that is marked as that of something that happened."""
    if isinstance(value, Fields):
        for _, _, below, marks in fields_of(value):
            if below and any(isinstance(mark, DateOfEvent) for mark in marks):
                yield below
            yield from happened(below)
    elif isinstance(value, tuple):
        for entry in value:
            yield from happened(entry)


@given(RECORDS, DAYS, DAYS)
def test_no_record_knows_what_happened_later(record: Record, day: date, today: date) -> None:
    past = record_as_known_on(record, day, today)
    assert [when for when in happened(past) if when.is_after(day) and not when.is_after(today)] == []


@given(RECORDS, DAYS)
def test_from_the_latest_date_in_a_record_on_all_of_it_is_known(record: Record, today: date) -> None:
    assert record_as_known_on(record, latest_date_in(record), today) == record


@given(RECORDS, DAYS, DAYS)
def test_a_record_that_was_not_wholly_known_has_a_later_date(record: Record, day: date, today: date) -> None:
    assert record_as_known_on(record, day, today) == record or latest_date_in(record) > day


@given(RECORDS, DAYS, DAYS)
def test_a_record_as_known_on_a_day_is_known_wholly_on_that_day(record: Record, day: date, today: date) -> None:
    past = record_as_known_on(record, day, today)
    assert past is None or record_as_known_on(past, day, today) == past


@given(RECORDS, DAYS, DAYS, DAYS)
def test_looking_back_in_two_steps_gives_the_same(record: Record, first: date, second: date, third: date) -> None:
    day, between, today = sorted((first, second, third))
    halfway = record_as_known_on(record, between, today)
    assert (halfway and record_as_known_on(halfway, day, today)) == record_as_known_on(record, day, today)


@given(MEETINGS, DAYS, DAYS)
def test_no_later_meeting_was_held_whatever_its_dates(talks: Meeting, day: date, today: date) -> None:
    later = talks.date.is_after(day) and not talks.date.is_after(today)
    planned = meeting(talks.date.text, status="planned")
    past = record_as_known_on(talks, day, today)
    assert (past == planned) is later
