"""The status of an agreement on a day, derived from its history: as a whole and for each party."""

from datetime import date
from typing import get_args

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from generator.archive.archive import Archive
from generator.kinds.agreement import standing
from generator.kinds.agreement_history import Act, HistoryEvent, status_on
from generator.kinds.site import Site
from tests.support.agreements import THREE, TWO, agreement, statuses_on


def both(status: str) -> tuple[str, dict[str, str]]:
    return status, dict.fromkeys(TWO, status)


# The status of the whole, and of two parties


def test_what_is_not_yet_signed_is_in_negotiation() -> None:
    pact = agreement("negotiated 2023-01-10", "initialled 2023-06-01", "signed 2024-01-26")
    assert statuses_on("2023-05-01", pact) == both("in-negotiation")
    assert statuses_on("2024-01-25", pact) == both("in-negotiation")


def test_without_a_history_it_is_in_negotiation() -> None:
    assert statuses_on("2024-01-01", agreement()) == both("in-negotiation")


def test_it_is_signed_from_the_day_of_signature_until_something_follows() -> None:
    pact = agreement("signed 2024-01-26", "ratified 2024-05-01 xa")
    assert statuses_on("2024-01-26", pact) == both("signed")
    assert statuses_on("2024-04-30", pact) == both("signed")


def test_it_is_partly_ratified_while_one_party_has_not_consented() -> None:
    pact = agreement("signed 2024-01-26", "ratified 2024-05-01 xa", "approved 2024-07-01 xb")
    assert statuses_on("2024-05-01", pact) == ("partly-ratified", {"xa": "ratified", "xb": "signed"})
    assert statuses_on("2024-06-30", pact) == ("partly-ratified", {"xa": "ratified", "xb": "signed"})


def test_once_all_have_consented_only_its_entry_into_force_is_lacking() -> None:
    pact = agreement("signed 2024-01-26", "ratified 2024-05-01 xa", "approved 2024-07-01 xb")
    assert statuses_on("2024-07-01", pact) == ("signed", {"xa": "ratified", "xb": "ratified"})


def test_a_consent_without_a_party_is_that_of_all() -> None:
    assert statuses_on("2024-05-01", agreement("signed 2024-01-26", "ratified 2024-05-01"))[0] == "signed"


def test_it_is_provisionally_applied_from_that_day_until_it_enters_into_force() -> None:
    pact = agreement("signed 2024-01-26", "provisionally-applied 2024-02-01", "entered-into-force 2024-08-01")
    assert statuses_on("2024-02-01", pact) == both("provisionally-applied")
    assert statuses_on("2024-07-31", pact) == both("provisionally-applied")


def test_provisional_application_goes_on_while_the_parties_ratify() -> None:
    pact = agreement("signed 2024-01-26", "provisionally-applied 2024-02-01", "ratified 2024-05-01 xa")
    assert statuses_on("2024-05-01", pact)[0] == "provisionally-applied"


def test_it_is_in_force_from_that_day_on() -> None:
    pact = agreement("signed 2024-01-26", "entered-into-force 2024-08-01")
    assert statuses_on("2024-08-01", pact) == both("in-force")
    assert statuses_on("2044-08-01", pact) == both("in-force")


def test_provisional_application_after_the_entry_into_force_takes_nothing_back() -> None:
    pact = agreement("signed 2024-01-26", "entered-into-force 2024-08-01", "provisionally-applied 2024-09-01")
    assert statuses_on("2024-09-01", pact) == both("in-force")


@pytest.mark.parametrize(
    "event",
    ["negotiated", "initialled", "registered", "amended", "extended", "reservation", "declaration", "objection"],
)
def test_what_is_only_noted_changes_no_status(event: str) -> None:
    pact = agreement("signed 2024-01-26", "entered-into-force 2024-08-01", f"{event} 2024-09-01")
    assert statuses_on("2024-09-01", pact) == both("in-force")


def test_it_is_suspended_until_it_is_resumed() -> None:
    pact = agreement("signed 2024-01-26", "entered-into-force 2024-08-01", "suspended 2025-01-01", "resumed 2025-06-01")
    assert statuses_on("2025-01-01", pact) == both("suspended")
    assert statuses_on("2025-05-31", pact) == both("suspended")
    assert statuses_on("2025-06-01", pact) == both("in-force")


def test_resuming_leads_back_to_provisional_application() -> None:
    pact = agreement(
        "signed 2024-01-26", "provisionally-applied 2024-02-01", "suspended 2025-01-01", "resumed 2025-06-01"
    )
    assert statuses_on("2025-01-01", pact) == both("suspended")
    assert statuses_on("2025-06-01", pact) == both("provisionally-applied")


def test_resuming_what_no_record_says_was_suspended_changes_nothing() -> None:
    pact = agreement("signed 2024-01-26", "entered-into-force 2024-08-01", "resumed 2025-06-01")
    assert statuses_on("2025-06-01", pact) == both("in-force")


def test_it_is_terminated_from_that_day_on() -> None:
    pact = agreement("signed 2024-01-26", "entered-into-force 2024-08-01", "terminated 2025-01-01")
    assert statuses_on("2024-12-31", pact) == both("in-force")
    assert statuses_on("2025-01-01", pact) == both("terminated")
    assert statuses_on("2026-01-01", pact) == both("terminated")


@pytest.mark.parametrize("leaving", ["denounced", "withdrawn"])
def test_of_two_parties_one_that_leaves_ends_it_for_both(leaving: str) -> None:
    pact = agreement("signed 2024-01-26", "entered-into-force 2024-08-01", f"{leaving} 2025-01-01 xb")
    assert statuses_on("2024-12-31", pact) == both("in-force")
    assert statuses_on("2025-01-01", pact) == both("terminated")


def test_it_expires_by_an_event() -> None:
    pact = agreement("signed 2024-01-26", "entered-into-force 2024-08-01", "expired 2025-01-01")
    assert statuses_on("2025-01-01", pact) == both("expired")
    assert statuses_on("2026-01-01", pact) == both("expired")


def test_it_expires_after_the_last_day_until_which_it_is_in_force() -> None:
    pact = agreement("signed 2024-01-26", "entered-into-force 2024-08-01", expires="2025-01")
    assert statuses_on("2025-01-31", pact) == both("in-force")
    assert statuses_on("2025-02-01", pact) == both("expired")


def test_what_was_terminated_does_not_expire() -> None:
    pact = agreement("signed 2024-01-26", "terminated 2024-06-01", expires="2025-01")
    assert statuses_on("2025-02-01", pact) == both("terminated")


def test_it_is_superseded_by_an_event() -> None:
    pact = agreement("signed 2024-01-26", "entered-into-force 2024-08-01", "superseded 2025-01-01")
    assert statuses_on("2025-01-01", pact) == both("superseded")
    assert statuses_on("2026-01-01", pact) == both("superseded")


def test_it_is_superseded_once_its_successor_is_in_force() -> None:
    pact = agreement("signed 2024-01-26", "entered-into-force 2024-08-01")
    successor = agreement(
        "signed 2025-01-01", "entered-into-force 2025-03-01", identifier="new-pact", supersedes="pact"
    )
    assert statuses_on("2025-02-28", pact, successor) == both("in-force")
    assert statuses_on("2025-03-01", pact, successor) == both("superseded")
    assert statuses_on("2025-03-01", successor, pact) == both("in-force")


def test_a_successor_that_was_terminated_in_turn_has_superseded_it_all_the_same() -> None:
    pact = agreement("signed 2024-01-26", "entered-into-force 2024-08-01")
    successor = agreement(
        "signed 2025-01-01",
        "entered-into-force 2025-03-01",
        "terminated 2025-09-01",
        identifier="new-pact",
        supersedes="pact",
    )
    assert statuses_on("2026-01-01", pact, successor) == both("superseded")


def test_a_successor_may_name_it_by_a_former_id() -> None:
    pact = agreement("signed 2024-01-26", "entered-into-force 2024-08-01", formerly=["old-pact"])
    successor = agreement(
        "signed 2025-01-01", "entered-into-force 2025-03-01", identifier="new-pact", supersedes="old-pact"
    )
    assert statuses_on("2025-03-01", pact, successor) == both("superseded")


def test_what_amends_or_implements_it_does_not_supersede_it() -> None:
    pact = agreement("signed 2024-01-26", "entered-into-force 2024-08-01")
    other = agreement(
        "signed 2025-01-01", "entered-into-force 2025-03-01", identifier="other", amends="pact", implements="pact"
    )
    assert statuses_on("2025-03-01", pact, other) == both("in-force")


def test_an_event_known_by_its_year_has_happened_from_the_first_day_of_it() -> None:
    pact = agreement("signed 2023", "entered-into-force 2024")
    assert statuses_on("2023-12-31", pact) == both("signed")
    assert statuses_on("2024-01-01", pact) == both("in-force")


def test_the_order_of_the_record_does_not_matter() -> None:
    backwards = agreement("terminated 2025-01-01", "entered-into-force 2024-08-01", "signed 2024-01-26")
    assert statuses_on("2024-09-01", backwards) == both("in-force")
    assert statuses_on("2025-01-01", backwards) == both("terminated")


def test_the_history_is_told_by_date_with_the_positions_of_the_record() -> None:
    pact = agreement("entered-into-force 2024-08-01", "signed 2024-01-26")
    history = standing(pact, Archive(Site(), (pact,), {}, date(2024, 1, 1), "internal")).history
    assert [(number, event.event) for number, event in history] == [(1, "signed"), (0, "entered-into-force")]


# What comes after the day


ACTS = st.sampled_from(get_args(Act))
EARLY = st.dates(date(2020, 1, 1), date(2024, 6, 1)).map(date.isoformat)
LATE = st.dates(date(2024, 6, 2), date(2030, 1, 1)).map(date.isoformat)
WHO = st.sampled_from(["", "xa", "xb", "xc"])
PARTIES = st.sampled_from([TWO, THREE])


@example(["signed 2020-01-26", "entered-into-force 2020-08-01"], "acceded 2025-01-01 xc", THREE)
@given(
    st.lists(st.tuples(ACTS, EARLY, WHO).map(" ".join), max_size=6), st.tuples(ACTS, LATE, WHO).map(" ".join), PARTIES
)
def test_an_event_after_the_day_never_changes_the_status_on_the_day(
    events: list[str], later: str, parties: tuple[str, ...]
) -> None:
    without, including = agreement(*events, parties=parties), agreement(*events, later, parties=parties)
    assert statuses_on("2024-06-01", without) == statuses_on("2024-06-01", including)


@given(st.lists(st.tuples(ACTS, EARLY, WHO).map(" ".join), max_size=6), PARTIES)
def test_the_status_is_always_one_an_editor_can_look_up(events: list[str], parties: tuple[str, ...]) -> None:
    whole, by_party = statuses_on("2024-06-01", agreement(*events, parties=parties))
    ended = {"terminated", "expired", "superseded"}
    of_all = {"in-negotiation", "signed", "provisionally-applied", "in-force", "suspended", *ended}
    assert whole in {*of_all, "partly-ratified"}
    assert set(by_party) == set(parties)
    assert set(by_party.values()) <= {*of_all, "ratified", "withdrawn"}


def test_a_history_without_parties_still_has_a_status() -> None:
    history = (HistoryEvent.model_validate({"event": "signed", "date": "2024-01-26"}),)
    assert status_on(history, (), date(2024, 1, 26)) == "signed"
