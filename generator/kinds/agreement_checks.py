"""Check the history of an agreement: its order, and its parties. Statuses: `agreement_history.py`."""

from collections.abc import Iterator

from generator.kinds.agreement_history import ENDS, History, HistoryEvent, Parties
from generator.kinds.kind import Lookup
from generator.kinds.shared_checks import check_are_parties
from generator.problems import FieldPath, Problem, Rule
from generator.values.dates import When
from generator.values.reference import Reference

SIGNATURE_AFTER_ENTRY_INTO_FORCE = Rule(
    "signature-after-entry-into-force", "An agreement is signed before it enters into force."
)
NO_SIGNATURE = Rule("entry-into-force-without-signature", "What enters into force was signed or acceded to.")
RATIFICATION_BEFORE_SIGNATURE = Rule(
    "ratification-before-signature", "An agreement is ratified on or after the day it was signed."
)
EVENT_AFTER_TERMINATION = Rule(
    "event-after-termination", "Nothing but registration happens to an agreement that has ended."
)
EXPIRY_BEFORE_SIGNATURE = Rule("expiry-before-signature", "An agreement expires after it was signed.")
EVENT_PARTY_NOT_A_PARTY = Rule("event-party-not-a-party", "What happens to an agreement is done by its parties.")
RULES = (
    SIGNATURE_AFTER_ENTRY_INTO_FORCE,
    NO_SIGNATURE,
    RATIFICATION_BEFORE_SIGNATURE,
    EVENT_AFTER_TERMINATION,
    EXPIRY_BEFORE_SIGNATURE,
    EVENT_PARTY_NOT_A_PARTY,
)


def check_order(history: History, expires: When | None, parties: Parties) -> Iterator[Problem]:
    """Check the order of events: signed, ratified, in force, ended.

    Only certain contradictions are problems.
    """
    signed = _first(history, "signed")
    yield from _check_entry_into_force(history, signed)
    if signed:
        yield from _check_after_signature(history, signed, expires)
    yield from _check_nothing_after_the_end(history, parties)


def _check_entry_into_force(history: History, signed: HistoryEvent | None) -> Iterator[Problem]:
    entry = _first(history, "entered-into-force")
    if not entry:
        return
    if not signed and not any(event.event == "acceded" for event in history):
        yield Problem(
            NO_SIGNATURE,
            "a signature or accession is expected before an entry into force, found none",
            ("history", history.index(entry), "event"),
            'add an entry to "history" with "event: signed" or "event: acceded", and its date',
        )
    if signed and signed.date.is_after(entry.date):
        expected = f"a signature on or before the entry into force on {entry.date.text} is expected"
        field = ("history", history.index(signed), "date")
        yield Problem(SIGNATURE_AFTER_ENTRY_INTO_FORCE, f"{expected}, found {signed.date.text}", field)


def _check_after_signature(history: History, signed: HistoryEvent, expires: When | None) -> Iterator[Problem]:
    if expires and expires.is_before(signed.date):
        expected = f"an expiry after the signature on {signed.date.text} is expected"
        yield Problem(EXPIRY_BEFORE_SIGNATURE, f"{expected}, found {expires.text}", ("expires",))
    for number, event in enumerate(history):
        if event.event == "ratified" and event.date.is_before(signed.date):
            expected = f"a ratification on or after the signature on {signed.date.text} is expected"
            message = f"{expected}, found {event.date.text}"
            yield Problem(RATIFICATION_BEFORE_SIGNATURE, message, ("history", number, "date"))


def _check_nothing_after_the_end(history: History, parties: Parties) -> Iterator[Problem]:
    several = len(parties) > 2  # one of two ends it for both
    end = next((event for event in history if event.event in ENDS and not (event.party and several)), None)
    for number, event in enumerate(history):
        if end and event.event != "registered" and event.date.is_after(end.date):
            expected = f"no event but a registration is expected after {end.date.text}, when it was {end.event}"
            actual = f'found "{event.event}" on {event.date.text}'
            hint = f'correct this date or that of "{end.event}", or delete one of the two entries'
            yield Problem(EVENT_AFTER_TERMINATION, f"{expected}; {actual}", ("history", number, "date"), hint)


def _first(history: History, act: str) -> HistoryEvent | None:
    return min((event for event in history if event.event == act), key=lambda event: event.date.sort_key, default=None)


def check_parties(history: History, parties: Parties, lookup: Lookup) -> Iterator[Problem]:
    """Check that parties of events and of signatories are parties to the agreement."""
    references: list[tuple[FieldPath, Reference]] = []
    for number, event in enumerate(history):
        references += [(("history", number, "party"), event.party)] if event.party else []
        references += [
            (("history", number, "signatories", position, "for"), signatory.for_)
            for position, signatory in enumerate(event.signatories)
            if signatory.for_
        ]
    return check_are_parties(EVENT_PARTY_NOT_A_PARTY, references, parties, lookup)
