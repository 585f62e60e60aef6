"""The status of an agreement between more than two parties, for each of them."""

from tests.support.agreements import THREE, agreement, statuses_on


def test_of_three_parties_one_that_withdraws_leaves_it_in_force_for_the_others() -> None:
    pact = agreement("signed 2020-01-26", "entered-into-force 2020-08-01", "withdrawn 2023-01-01 xc", parties=THREE)
    assert statuses_on("2022-12-31", pact) == ("in-force", dict.fromkeys(THREE, "in-force"))
    assert statuses_on("2023-01-01", pact) == ("in-force", {"xa": "in-force", "xb": "in-force", "xc": "withdrawn"})


def test_a_party_that_withdrew_stays_out_while_the_others_suspend_and_resume() -> None:
    pact = agreement(
        "signed 2020-01-26",
        "entered-into-force 2020-08-01",
        "withdrawn 2022-01-01 xc",
        "suspended 2023-01-01",
        "resumed 2024-01-01",
        parties=THREE,
    )
    assert statuses_on("2023-01-01", pact) == ("suspended", {"xa": "suspended", "xb": "suspended", "xc": "withdrawn"})
    assert statuses_on("2024-01-01", pact) == ("in-force", {"xa": "in-force", "xb": "in-force", "xc": "withdrawn"})


def test_a_party_that_withdrew_before_the_entry_into_force_is_not_bound_by_it() -> None:
    pact = agreement("signed 2020-01-26", "withdrawn 2020-05-01 xc", "entered-into-force 2020-08-01", parties=THREE)
    assert statuses_on("2020-08-01", pact) == ("in-force", {"xa": "in-force", "xb": "in-force", "xc": "withdrawn"})


def test_a_party_that_withdrew_may_accede_again() -> None:
    pact = agreement(
        "signed 2020-01-26",
        "entered-into-force 2020-08-01",
        "withdrawn 2022-01-01 xc",
        "acceded 2023-01-01 xc",
        parties=THREE,
    )
    assert statuses_on("2022-12-31", pact)[1]["xc"] == "withdrawn"
    assert statuses_on("2023-01-01", pact)[1]["xc"] == "in-force"


def test_when_every_party_has_withdrawn_it_is_terminated() -> None:
    leaving = [f"withdrawn 2023-0{month}-01 {party}" for month, party in enumerate(THREE, start=1)]
    pact = agreement("signed 2020-01-26", "entered-into-force 2020-08-01", *leaving, parties=THREE)
    assert statuses_on("2023-02-01", pact)[0] == "in-force"
    assert statuses_on("2023-03-01", pact)[0] == "terminated"


def test_of_three_parties_one_suspends_and_resumes_for_itself() -> None:
    pact = agreement(
        "signed 2020-01-26",
        "entered-into-force 2020-08-01",
        "suspended 2023-01-01 xc",
        "resumed 2024-01-01 xc",
        parties=THREE,
    )
    assert statuses_on("2023-01-01", pact) == ("in-force", {"xa": "in-force", "xb": "in-force", "xc": "suspended"})
    assert statuses_on("2024-01-01", pact) == ("in-force", dict.fromkeys(THREE, "in-force"))


def test_what_one_party_suspended_for_itself_may_be_resumed_without_naming_it() -> None:
    pact = agreement(
        "signed 2020-01-26",
        "entered-into-force 2020-08-01",
        "suspended 2023-01-01 xc",
        "resumed 2024-01-01",
        parties=THREE,
    )
    assert statuses_on("2024-01-01", pact)[0] == "in-force"


def test_it_is_in_force_for_those_that_ratified_and_later_for_one_that_ratifies_late() -> None:
    pact = agreement(
        "signed 2020-01-26",
        "ratified 2020-02-01 xa",
        "ratified 2020-03-01 xb",
        "entered-into-force 2020-08-01",
        "ratified 2021-05-01 xc",
        parties=THREE,
    )
    assert statuses_on("2020-02-01", pact) == ("partly-ratified", {"xa": "ratified", "xb": "signed", "xc": "signed"})
    assert statuses_on("2020-08-01", pact) == ("in-force", {"xa": "in-force", "xb": "in-force", "xc": "signed"})
    assert statuses_on("2021-05-01", pact) == ("in-force", dict.fromkeys(THREE, "in-force"))


def test_it_enters_into_force_for_one_party_alone() -> None:
    pact = agreement(
        "signed 2020-01-26",
        "ratified 2020-03-01 xa",
        "entered-into-force 2020-08-01 xb",
        "provisionally-applied 2020-09-01 xc",
        parties=THREE,
    )
    assert statuses_on("2020-09-01", pact) == (
        "in-force",
        {"xa": "ratified", "xb": "in-force", "xc": "provisionally-applied"},
    )


def test_one_that_accedes_later_takes_nothing_from_those_that_signed() -> None:
    pact = agreement("signed 2020-01-26", "entered-into-force 2020-08-01", "acceded 2023-01-01 xc", parties=THREE)
    assert statuses_on("2023-01-01", pact)[1] == dict.fromkeys(THREE, "in-force")


def test_a_signature_is_that_of_the_parties_for_which_the_signatories_signed() -> None:
    signatories = [{"name": "Ada Example", "for": "xa"}, {"name": "Ben Example", "for": "xb"}]
    history = [{"event": "signed", "date": "2024-01-26", "signatories": signatories}]
    pact = agreement(parties=THREE, history=history)
    assert statuses_on("2024-01-26", pact) == ("signed", {"xa": "signed", "xb": "signed", "xc": "in-negotiation"})


def test_signatories_of_no_named_party_sign_for_all() -> None:
    history = [{"event": "signed", "date": "2024-01-26", "signatories": [{"name": "Ada Example"}]}]
    assert statuses_on("2024-01-26", agreement(history=history)) == ("signed", {"xa": "signed", "xb": "signed"})
