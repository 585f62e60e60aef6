"""What becomes of an agreement: the status that follows from its history on a day, and the order of its events."""

from datetime import date
from typing import Any, get_args

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from generator.archive.archive import Archive
from generator.kinds.agreement import AGREEMENT, Agreement, standing
from generator.kinds.agreement_checks import check_order
from generator.kinds.agreement_history import Act, HistoryEvent, status_on
from generator.kinds.country import Country
from generator.kinds.site import Site
from generator.problems import format_field_path
from generator.values.dates import When

TWO, THREE = ("xa", "xb"), ("xa", "xb", "xc")
COUNTRIES = tuple(Country(id=code) for code in ("xa", "xb", "xc", "xz"))


def agreement(*events: str, parties: tuple[str, ...] = TWO, identifier: str = "pact", **fields: Any) -> Agreement:
    """An agreement with a history of lines such as "signed 2024-01-26" or "ratified 2024-03 xa"."""
    history = [dict(zip(("event", "date", "party"), line.split(), strict=False)) for line in events]
    given = {"id": identifier, "title": "Pact", "parties": parties, "history": history}
    return Agreement.model_validate(given | fields)


def on(day: str, of: Agreement, *others: Agreement) -> tuple[str, dict[str, str]]:
    """The status on a day, whole and by party."""
    archive = Archive(Site(), (of, *others), {}, date.fromisoformat(day), "internal")
    found = standing(of, archive)
    return found.status, {party.party.id: party.status for party in found.by_party}


def both(status: str) -> tuple[str, dict[str, str]]:
    return status, dict.fromkeys(TWO, status)


def problems(of: Agreement) -> list[tuple[str, str]]:
    """What the checks of the kind find, as rule and field."""
    archive = Archive(Site(), (of, *COUNTRIES), {}, date(2024, 6, 1), "internal")
    found = [problem for check in AGREEMENT.checks for problem in check(of, archive)]
    return [(problem.rule.code, format_field_path(problem.field)) for problem in found]


# The status of the whole, and of two parties


def test_what_is_not_yet_signed_is_in_negotiation() -> None:
    pact = agreement("negotiated 2023-01-10", "initialled 2023-06-01", "signed 2024-01-26")
    assert on("2023-05-01", pact) == both("in-negotiation")
    assert on("2024-01-25", pact) == both("in-negotiation")


def test_without_a_history_it_is_in_negotiation() -> None:
    assert on("2024-01-01", agreement()) == both("in-negotiation")


def test_it_is_signed_from_the_day_of_signature_until_something_follows() -> None:
    pact = agreement("signed 2024-01-26", "ratified 2024-05-01 xa")
    assert on("2024-01-26", pact) == both("signed")
    assert on("2024-04-30", pact) == both("signed")


def test_it_is_partly_ratified_while_one_party_has_not_consented() -> None:
    pact = agreement("signed 2024-01-26", "ratified 2024-05-01 xa", "approved 2024-07-01 xb")
    assert on("2024-05-01", pact) == ("partly-ratified", {"xa": "ratified", "xb": "signed"})
    assert on("2024-06-30", pact) == ("partly-ratified", {"xa": "ratified", "xb": "signed"})


def test_once_all_have_consented_only_its_entry_into_force_is_lacking() -> None:
    pact = agreement("signed 2024-01-26", "ratified 2024-05-01 xa", "approved 2024-07-01 xb")
    assert on("2024-07-01", pact) == ("signed", {"xa": "ratified", "xb": "ratified"})


def test_a_consent_without_a_party_is_that_of_all() -> None:
    assert on("2024-05-01", agreement("signed 2024-01-26", "ratified 2024-05-01"))[0] == "signed"


def test_it_is_provisionally_applied_from_that_day_until_it_enters_into_force() -> None:
    pact = agreement("signed 2024-01-26", "provisionally-applied 2024-02-01", "entered-into-force 2024-08-01")
    assert on("2024-02-01", pact) == both("provisionally-applied")
    assert on("2024-07-31", pact) == both("provisionally-applied")


def test_provisional_application_goes_on_while_the_parties_ratify() -> None:
    pact = agreement("signed 2024-01-26", "provisionally-applied 2024-02-01", "ratified 2024-05-01 xa")
    assert on("2024-05-01", pact)[0] == "provisionally-applied"


def test_it_is_in_force_from_that_day_on() -> None:
    pact = agreement("signed 2024-01-26", "entered-into-force 2024-08-01")
    assert on("2024-08-01", pact) == both("in-force")
    assert on("2044-08-01", pact) == both("in-force")


def test_provisional_application_after_the_entry_into_force_takes_nothing_back() -> None:
    pact = agreement("signed 2024-01-26", "entered-into-force 2024-08-01", "provisionally-applied 2024-09-01")
    assert on("2024-09-01", pact) == both("in-force")


@pytest.mark.parametrize(
    "event",
    ["negotiated", "initialled", "registered", "amended", "extended", "reservation", "declaration", "objection"],
)
def test_what_is_only_noted_changes_no_status(event: str) -> None:
    pact = agreement("signed 2024-01-26", "entered-into-force 2024-08-01", f"{event} 2024-09-01")
    assert on("2024-09-01", pact) == both("in-force")


def test_it_is_suspended_until_it_is_resumed() -> None:
    pact = agreement("signed 2024-01-26", "entered-into-force 2024-08-01", "suspended 2025-01-01", "resumed 2025-06-01")
    assert on("2025-01-01", pact) == both("suspended")
    assert on("2025-05-31", pact) == both("suspended")
    assert on("2025-06-01", pact) == both("in-force")


def test_resuming_leads_back_to_provisional_application() -> None:
    pact = agreement(
        "signed 2024-01-26", "provisionally-applied 2024-02-01", "suspended 2025-01-01", "resumed 2025-06-01"
    )
    assert on("2025-01-01", pact) == both("suspended")
    assert on("2025-06-01", pact) == both("provisionally-applied")


def test_resuming_what_no_record_says_was_suspended_changes_nothing() -> None:
    pact = agreement("signed 2024-01-26", "entered-into-force 2024-08-01", "resumed 2025-06-01")
    assert on("2025-06-01", pact) == both("in-force")


def test_it_is_terminated_from_that_day_on() -> None:
    pact = agreement("signed 2024-01-26", "entered-into-force 2024-08-01", "terminated 2025-01-01")
    assert on("2024-12-31", pact) == both("in-force")
    assert on("2025-01-01", pact) == both("terminated")
    assert on("2026-01-01", pact) == both("terminated")


@pytest.mark.parametrize("leaving", ["denounced", "withdrawn"])
def test_of_two_parties_one_that_leaves_ends_it_for_both(leaving: str) -> None:
    pact = agreement("signed 2024-01-26", "entered-into-force 2024-08-01", f"{leaving} 2025-01-01 xb")
    assert on("2024-12-31", pact) == both("in-force")
    assert on("2025-01-01", pact) == both("terminated")


def test_it_expires_by_an_event() -> None:
    pact = agreement("signed 2024-01-26", "entered-into-force 2024-08-01", "expired 2025-01-01")
    assert on("2025-01-01", pact) == both("expired")
    assert on("2026-01-01", pact) == both("expired")


def test_it_expires_after_the_last_day_until_which_it_is_in_force() -> None:
    pact = agreement("signed 2024-01-26", "entered-into-force 2024-08-01", expires="2025-01")
    assert on("2025-01-31", pact) == both("in-force")
    assert on("2025-02-01", pact) == both("expired")


def test_what_was_terminated_does_not_expire() -> None:
    pact = agreement("signed 2024-01-26", "terminated 2024-06-01", expires="2025-01")
    assert on("2025-02-01", pact) == both("terminated")


def test_it_is_superseded_by_an_event() -> None:
    pact = agreement("signed 2024-01-26", "entered-into-force 2024-08-01", "superseded 2025-01-01")
    assert on("2025-01-01", pact) == both("superseded")
    assert on("2026-01-01", pact) == both("superseded")


def test_it_is_superseded_once_its_successor_is_in_force() -> None:
    pact = agreement("signed 2024-01-26", "entered-into-force 2024-08-01")
    successor = agreement(
        "signed 2025-01-01", "entered-into-force 2025-03-01", identifier="new-pact", supersedes="pact"
    )
    assert on("2025-02-28", pact, successor) == both("in-force")
    assert on("2025-03-01", pact, successor) == both("superseded")
    assert on("2025-03-01", successor, pact) == both("in-force")


def test_a_successor_that_was_terminated_in_turn_has_superseded_it_all_the_same() -> None:
    pact = agreement("signed 2024-01-26", "entered-into-force 2024-08-01")
    successor = agreement(
        "signed 2025-01-01",
        "entered-into-force 2025-03-01",
        "terminated 2025-09-01",
        identifier="new-pact",
        supersedes="pact",
    )
    assert on("2026-01-01", pact, successor) == both("superseded")


def test_a_successor_may_name_it_by_a_former_id() -> None:
    pact = agreement("signed 2024-01-26", "entered-into-force 2024-08-01", formerly=["old-pact"])
    successor = agreement(
        "signed 2025-01-01", "entered-into-force 2025-03-01", identifier="new-pact", supersedes="old-pact"
    )
    assert on("2025-03-01", pact, successor) == both("superseded")


def test_what_amends_or_implements_it_does_not_supersede_it() -> None:
    pact = agreement("signed 2024-01-26", "entered-into-force 2024-08-01")
    other = agreement(
        "signed 2025-01-01", "entered-into-force 2025-03-01", identifier="other", amends="pact", implements="pact"
    )
    assert on("2025-03-01", pact, other) == both("in-force")


def test_an_event_known_by_its_year_has_happened_from_the_first_day_of_it() -> None:
    pact = agreement("signed 2023", "entered-into-force 2024")
    assert on("2023-12-31", pact) == both("signed")
    assert on("2024-01-01", pact) == both("in-force")


def test_the_order_of_the_record_does_not_matter() -> None:
    backwards = agreement("terminated 2025-01-01", "entered-into-force 2024-08-01", "signed 2024-01-26")
    assert on("2024-09-01", backwards) == both("in-force")
    assert on("2025-01-01", backwards) == both("terminated")


def test_the_history_is_told_by_date_with_the_positions_of_the_record() -> None:
    pact = agreement("entered-into-force 2024-08-01", "signed 2024-01-26")
    found = standing(pact, Archive(Site(), (pact,), {}, date(2024, 1, 1), "internal")).history
    assert [(number, event.event) for number, event in found] == [(1, "signed"), (0, "entered-into-force")]


# More than two parties


def test_of_three_parties_one_that_withdraws_leaves_it_in_force_for_the_others() -> None:
    pact = agreement("signed 2020-01-26", "entered-into-force 2020-08-01", "withdrawn 2023-01-01 xc", parties=THREE)
    assert on("2022-12-31", pact) == ("in-force", dict.fromkeys(THREE, "in-force"))
    assert on("2023-01-01", pact) == ("in-force", {"xa": "in-force", "xb": "in-force", "xc": "withdrawn"})


def test_a_party_that_withdrew_stays_out_while_the_others_suspend_and_resume() -> None:
    pact = agreement(
        "signed 2020-01-26",
        "entered-into-force 2020-08-01",
        "withdrawn 2022-01-01 xc",
        "suspended 2023-01-01",
        "resumed 2024-01-01",
        parties=THREE,
    )
    assert on("2023-01-01", pact) == ("suspended", {"xa": "suspended", "xb": "suspended", "xc": "withdrawn"})
    assert on("2024-01-01", pact) == ("in-force", {"xa": "in-force", "xb": "in-force", "xc": "withdrawn"})


def test_a_party_that_withdrew_before_the_entry_into_force_is_not_bound_by_it() -> None:
    pact = agreement("signed 2020-01-26", "withdrawn 2020-05-01 xc", "entered-into-force 2020-08-01", parties=THREE)
    assert on("2020-08-01", pact) == ("in-force", {"xa": "in-force", "xb": "in-force", "xc": "withdrawn"})


def test_a_party_that_withdrew_may_accede_again() -> None:
    pact = agreement(
        "signed 2020-01-26",
        "entered-into-force 2020-08-01",
        "withdrawn 2022-01-01 xc",
        "acceded 2023-01-01 xc",
        parties=THREE,
    )
    assert on("2022-12-31", pact)[1]["xc"] == "withdrawn"
    assert on("2023-01-01", pact)[1]["xc"] == "in-force"


def test_when_every_party_has_withdrawn_it_is_terminated() -> None:
    leaving = [f"withdrawn 2023-0{month}-01 {party}" for month, party in enumerate(THREE, start=1)]
    pact = agreement("signed 2020-01-26", "entered-into-force 2020-08-01", *leaving, parties=THREE)
    assert on("2023-02-01", pact)[0] == "in-force"
    assert on("2023-03-01", pact)[0] == "terminated"


def test_of_three_parties_one_suspends_and_resumes_for_itself() -> None:
    pact = agreement(
        "signed 2020-01-26",
        "entered-into-force 2020-08-01",
        "suspended 2023-01-01 xc",
        "resumed 2024-01-01 xc",
        parties=THREE,
    )
    assert on("2023-01-01", pact) == ("in-force", {"xa": "in-force", "xb": "in-force", "xc": "suspended"})
    assert on("2024-01-01", pact) == ("in-force", dict.fromkeys(THREE, "in-force"))


def test_what_one_party_suspended_for_itself_may_be_resumed_without_naming_it() -> None:
    pact = agreement(
        "signed 2020-01-26",
        "entered-into-force 2020-08-01",
        "suspended 2023-01-01 xc",
        "resumed 2024-01-01",
        parties=THREE,
    )
    assert on("2024-01-01", pact)[0] == "in-force"


def test_it_is_in_force_for_those_that_ratified_and_later_for_one_that_ratifies_late() -> None:
    pact = agreement(
        "signed 2020-01-26",
        "ratified 2020-02-01 xa",
        "ratified 2020-03-01 xb",
        "entered-into-force 2020-08-01",
        "ratified 2021-05-01 xc",
        parties=THREE,
    )
    assert on("2020-02-01", pact) == ("partly-ratified", {"xa": "ratified", "xb": "signed", "xc": "signed"})
    assert on("2020-08-01", pact) == ("in-force", {"xa": "in-force", "xb": "in-force", "xc": "signed"})
    assert on("2021-05-01", pact) == ("in-force", dict.fromkeys(THREE, "in-force"))


def test_it_enters_into_force_for_one_party_alone() -> None:
    pact = agreement(
        "signed 2020-01-26",
        "ratified 2020-03-01 xa",
        "entered-into-force 2020-08-01 xb",
        "provisionally-applied 2020-09-01 xc",
        parties=THREE,
    )
    assert on("2020-09-01", pact) == (
        "in-force",
        {"xa": "ratified", "xb": "in-force", "xc": "provisionally-applied"},
    )


def test_one_that_accedes_later_takes_nothing_from_those_that_signed() -> None:
    pact = agreement("signed 2020-01-26", "entered-into-force 2020-08-01", "acceded 2023-01-01 xc", parties=THREE)
    assert on("2023-01-01", pact)[1] == dict.fromkeys(THREE, "in-force")


def test_a_signature_is_that_of_the_parties_for_which_the_signatories_signed() -> None:
    signatories = [{"name": "Ada Example", "for": "xa"}, {"name": "Ben Example", "for": "xb"}]
    history = [{"event": "signed", "date": "2024-01-26", "signatories": signatories}]
    pact = agreement(parties=THREE, history=history)
    assert on("2024-01-26", pact) == ("signed", {"xa": "signed", "xb": "signed", "xc": "in-negotiation"})


def test_signatories_of_no_named_party_sign_for_all() -> None:
    history = [{"event": "signed", "date": "2024-01-26", "signatories": [{"name": "Ada Example"}]}]
    assert on("2024-01-26", agreement(history=history)) == both("signed")


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
    assert on("2024-06-01", without) == on("2024-06-01", including)


@given(st.lists(st.tuples(ACTS, EARLY, WHO).map(" ".join), max_size=6), PARTIES)
def test_the_status_is_always_one_an_editor_can_look_up(events: list[str], parties: tuple[str, ...]) -> None:
    whole, by_party = on("2024-06-01", agreement(*events, parties=parties))
    ended = {"terminated", "expired", "superseded"}
    of_all = {"in-negotiation", "signed", "provisionally-applied", "in-force", "suspended", *ended}
    assert whole in {*of_all, "partly-ratified"}
    assert set(by_party) == set(parties)
    assert set(by_party.values()) <= {*of_all, "ratified", "withdrawn"}


# The order of events


@pytest.mark.parametrize(
    ("rule", "field", "bites", "silent"),
    [
        (
            "signature-after-entry-into-force",
            "history[0].date",
            ["signed 2024-02-02", "entered-into-force 2024-02-01"],
            ["signed 2024-02-01", "entered-into-force 2024-02-01"],
        ),
        (
            "entry-into-force-without-signature",
            "history[1].event",
            ["initialled 2024-01-26", "entered-into-force 2024-02-01"],
            ["acceded 2024-01-26 xa", "entered-into-force 2024-02-01"],
        ),
        (
            "ratification-before-signature",
            "history[1].date",
            ["signed 2024-02-02", "ratified 2024-02-01 xa"],
            ["signed 2024-02-02", "ratified 2024-02-02 xa"],
        ),
        (
            "event-after-termination",
            "history[2].date",
            ["signed 2024-01-26", "terminated 2024-02-01", "amended 2024-02-02"],
            ["signed 2024-01-26", "terminated 2024-02-01", "amended 2024-02-01"],
        ),
        (
            "event-after-termination",
            "history[2].date",
            ["signed 2024-01-26", "superseded 2024-02-01", "extended 2024-02-02"],
            ["signed 2024-01-26", "superseded 2024-02-01", "registered 2024-02-02"],
        ),
        (
            "event-after-termination",
            "history[2].date",
            ["signed 2024-01-26", "terminated 2024-02-01 xa", "amended 2024-02-02"],
            ["signed 2024-01-26", "terminated 2024-02-01 xa", "registered 2024-02-02"],
        ),
        (
            "event-party-not-a-party",
            "history[1].party",
            ["signed 2024-01-26", "ratified 2024-02-01 xz"],
            ["signed 2024-01-26", "ratified 2024-02-01 xb"],
        ),
    ],
)
def test_a_rule_of_order_bites_and_is_silent_at_the_limit(
    rule: str, field: str, bites: list[str], silent: list[str]
) -> None:
    assert problems(agreement(*bites)) == [(rule, field)]
    assert problems(agreement(*silent)) == []


@pytest.mark.parametrize(("expires", "bites"), [("2024-01-25", True), ("2024-01-26", False), ("2024-01", False)])
def test_an_expiry_before_the_signature_is_a_problem(expires: str, bites: bool) -> None:
    assert problems(agreement("signed 2024-01-26", expires=expires)) == (
        [("expiry-before-signature", "expires")] if bites else []
    )


@pytest.mark.parametrize("force", ["2024", "2024-02", "2024-02-01~", "2024-01/2024-03"])
def test_what_may_be_in_order_is_no_problem(force: str) -> None:
    assert problems(agreement("signed 2024-02-02", f"entered-into-force {force}")) == []


def test_the_first_signature_counts() -> None:
    assert problems(agreement("signed 2024-03-01 xb", "signed 2024-01-26 xa", "entered-into-force 2024-02-01")) == []


def test_whoever_signed_for_somebody_signed_for_a_party() -> None:
    signatories = [{"name": "Ada Example", "for": "xa"}, {"name": "Zoe Example", "for": "xz"}]
    pact = agreement(history=[{"event": "signed", "date": "2024-01-26", "signatories": signatories}])
    assert problems(pact) == [("event-party-not-a-party", "history[0].signatories[1].for")]


def test_where_no_party_is_named_the_message_says_so() -> None:
    pact = agreement("signed 2024-01-26 xa", parties=())
    archive = Archive(Site(), (pact, *COUNTRIES), {}, date(2024, 6, 1), "internal")
    messages = [problem.message for check in AGREEMENT.checks for problem in check(pact, archive)]
    assert messages == ['a party is expected, none is named, found "xa"']


def test_the_messages_name_both_dates() -> None:
    history = agreement("signed 2024-02-02", "entered-into-force 2024-02-01").history
    assert [problem.message for problem in check_order(history, When.parse("2024-01"), ())] == [
        "a signature on or before the entry into force on 2024-02-01 is expected, found 2024-02-02",
        "an expiry after the signature on 2024-02-02 is expected, found 2024-01",
    ]


def test_a_history_without_parties_still_has_a_status() -> None:
    history = (HistoryEvent.model_validate({"event": "signed", "date": "2024-01-26"}),)
    assert status_on(history, (), date(2024, 1, 26)) == "signed"
