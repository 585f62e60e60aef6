"""The rules of the history of an agreement: its order, and its parties."""

from datetime import date

import pytest

from generator.archive.archive import Archive
from generator.kinds.agreement import AGREEMENT, Agreement
from generator.kinds.agreement_checks import check_order
from generator.kinds.site import Site
from generator.problems import format_field_path
from generator.values.dates import When
from tests.support.agreements import COUNTRIES, agreement


def problems(of: Agreement) -> list[tuple[str, str]]:
    """Return the problems that the checks of the kind find, as rule and field."""
    archive = Archive(Site(), (of, *COUNTRIES), {}, date(2024, 6, 1), "internal")
    return [
        (problem.rule.code, format_field_path(problem.field))
        for check in AGREEMENT.checks
        for problem in check(of, archive)
    ]


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
