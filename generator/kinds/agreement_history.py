"""The history of an agreement: its events, their order, and the status that follows from them on a day."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Annotated, Literal, NamedTuple, TypeAlias

from pydantic import Field

from generator.kinds.kind import Lookup
from generator.kinds.record import Citation, DateOfEvent, Entry, Locality, OnlyOnOwnPage
from generator.kinds.shared_checks import check_are_parties
from generator.problems import FieldPath, Problem, Rule
from generator.values.codes import Line
from generator.values.dates import When
from generator.values.labels import Status
from generator.values.reference import Reference, To
from generator.values.text import Prose

Act: TypeAlias = Literal[
    "negotiated",
    "initialled",
    "signed",
    "approved",
    "ratified",
    "acceded",
    "provisionally-applied",
    "entered-into-force",
    "registered",
    "amended",
    "extended",
    "reservation",
    "declaration",
    "objection",
    "suspended",
    "resumed",
    "denounced",
    "withdrawn",
    "terminated",
    "expired",
    "superseded",
]
STATUSES = (
    "in-force",
    "provisionally-applied",
    "partly-ratified",
    "signed",
    "in-negotiation",
    "suspended",
    "expired",
    "terminated",
    "superseded",
)
"""How an agreement may stand, in the order in which a reader asks."""
PARTY_STATUSES = (*STATUSES, "ratified", "withdrawn")
PENDING = ("provisionally-applied", "partly-ratified", "signed", "in-negotiation")
CONSENTS = ("approved", "ratified", "acceded")
ENDS = ("terminated", "expired", "superseded")
LEAVINGS = ("denounced", "withdrawn")

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


class Signatory(Entry):
    """Somebody who signed."""

    person: Annotated[Reference, To("person", back="Agreements signed")] | None = None
    """The id of the person."""
    name: Line | None = None
    """The name, where there is no record of the person."""
    for_: Annotated[Annotated[Reference, To("party", back="Agreements")] | None, Field(alias="for")] = None
    """The party for which the person signed."""


class HistoryEvent(Entry):
    """Something that happened to an agreement."""

    event: Act
    """What happened."""
    date: Annotated[When, DateOfEvent(dates_entry=True)]
    """When."""
    party: Annotated[Reference, To("party", back="Agreements")] | None = None
    """The party that did it, where it was one alone."""
    place: Locality | None = None
    """Where."""
    meeting: Annotated[Reference, To("meeting", back="Agreements")] | None = None
    """The meeting at which it happened."""
    signatories: tuple[Signatory, ...] = ()
    """Who signed."""
    note: Annotated[Prose | None, OnlyOnOwnPage()] = None
    """What should be known of it."""
    sources: tuple[Citation, ...] = ()
    """Where this is from."""


History: TypeAlias = tuple[HistoryEvent, ...]
Parties: TypeAlias = tuple[Reference, ...]


class PartyStatus(NamedTuple):
    """How an agreement stands for one party."""

    party: Reference
    status: Status


class Standing(NamedTuple):
    """How an agreement stands on a day."""

    status: Status
    by_party: tuple[PartyStatus, ...]
    history: tuple[tuple[int, HistoryEvent], ...]
    """The whole history in the order of dates, each event with its position in the record."""


def standing(history: History, parties: Parties, expires: When | None, superseded: bool, day: date) -> Standing:
    """The status on a day, whole and for each party. `superseded`: whether a successor had entered into force."""
    whole = status_on(history, parties, day)
    if whole not in ENDS and expires and expires.is_before(day):
        whole = Status("expired")
    if whole not in ENDS and superseded:
        whole = Status("superseded")
    by_party = (
        PartyStatus(party, whole if whole in ENDS else party_status_on(history, party.id, day)) for party in parties
    )
    ordered = sorted(enumerate(history), key=lambda numbered: numbered[1].date.sort_key)
    return Standing(whole, tuple(by_party), tuple(ordered))


def happened(history: History, day: date) -> list[HistoryEvent]:
    """The events that had begun by a day, the earliest first."""
    return sorted((event for event in history if event.date.has_begun(day)), key=lambda event: event.date.sort_key)


def entered_into_force(history: History, day: date) -> bool:
    """Whether it had entered into force by a day, whatever came after."""
    return any(event.event == "entered-into-force" for event in happened(history, day))


def status_on(history: History, parties: Parties, day: date) -> Status:
    """The status on a day as far as the history tells."""
    status = "in-negotiation"
    suspended = False
    left: set[str] = set()
    events = happened(history, day)
    for event in events:
        alone = event.party.id if event.party and len(parties) > 2 else None  # one of two ends it for both
        if alone and event.event in (*LEAVINGS, *ENDS):
            left.add(alone)
        elif event.event in (*LEAVINGS, *ENDS):
            return Status(event.event if event.event in ENDS else "terminated")
        elif event.event in ("suspended", "resumed"):
            suspended = suspended if alone else event.event == "suspended"
        else:
            left -= {alone} if event.event in CONSENTS else set()
            status = _after(event, status)
    if left and left >= {party.id for party in parties}:
        return Status("terminated")
    if suspended:
        return Status("suspended")
    return Status("signed" if status == "partly-ratified" and _all_consented(events, parties) else status)


def _after(event: HistoryEvent, status: str) -> str:
    """How far the whole has come after an event, given how far it had come before."""
    if event.event == "entered-into-force":
        return "in-force"
    if event.event == "provisionally-applied" and status != "in-force":
        return "provisionally-applied"
    if event.event in CONSENTS and status in ("in-negotiation", "signed"):
        return "partly-ratified"
    return "signed" if event.event == "signed" and status == "in-negotiation" else status


def _all_consented(events: Iterable[HistoryEvent], parties: Parties) -> bool:
    """Whether every party has consented to be bound: what then lacks is the entry into force."""
    consents = [event for event in events if event.event in CONSENTS]
    bound = {event.party.id for event in consents if event.party}
    return any(not event.party for event in consents) or {party.id for party in parties} <= bound


def party_status_on(history: History, party: str, day: date) -> Status:
    """The status for one party, by its id, as far as the history tells: how far it has come itself."""
    events = happened(history, day)
    come = "in-negotiation"
    suspended = provisional = in_force = False
    for event in filter(lambda event: _concerns(event, party), events):
        if event.event in (*LEAVINGS, *ENDS):
            come = "withdrawn"
        elif event.event in CONSENTS:
            come = "ratified"
        elif event.event in ("suspended", "resumed"):
            suspended = event.event == "suspended"
        elif event.event == "signed" and come == "in-negotiation":
            come = "signed"
        provisional = provisional or event.event == "provisionally-applied"
        in_force = in_force or (event.event == "entered-into-force" and event.party is not None)
    in_force = in_force or (_in_force(events) and (come == "ratified" or not _ratified_one_by_one(events)))
    if come == "withdrawn" or suspended:
        return Status("withdrawn" if come == "withdrawn" else "suspended")
    return Status("in-force" if in_force else "provisionally-applied" if provisional else come)


def _in_force(events: Iterable[HistoryEvent]) -> bool:
    """Whether the whole has entered into force."""
    return any(event.event == "entered-into-force" and not event.party for event in events)


def _ratified_one_by_one(events: list[HistoryEvent]) -> bool:
    """Whether parties ratified each for itself before the whole entered into force, so that one that did not is out."""
    until = next((number for number, event in enumerate(events) if _in_force([event])), len(events))
    return any(event.party for event in events[:until] if event.event in ("approved", "ratified"))


def _concerns(event: HistoryEvent, party: str) -> bool:
    if event.party:
        return event.party.id == party
    signed_for = {signatory.for_.id for signatory in event.signatories if signatory.for_}
    return not signed_for or party in signed_for


def check_order(history: History, expires: When | None, parties: Parties) -> Iterator[Problem]:
    """Signed, ratified, in force, ended: in this order, as far as the dates are certain."""
    several = len(parties) > 2  # one of two ends it for both
    signed = _first(history, "signed")
    force = _first(history, "entered-into-force")
    ended = next((event for event in history if event.event in ENDS and not (event.party and several)), None)
    if force and not signed and not any(event.event == "acceded" for event in history):
        field = ("history", history.index(force), "event")
        yield Problem(
            NO_SIGNATURE,
            "a signature or accession is expected before an entry into force, found none",
            field,
            'add an entry to "history" with "event: signed" or "event: acceded", and its date',
        )
    if signed and force and signed.date.is_after(force.date):
        expected = f"a signature on or before the entry into force on {force.date.text} is expected"
        field = ("history", history.index(signed), "date")
        yield Problem(SIGNATURE_AFTER_ENTRY_INTO_FORCE, f"{expected}, found {signed.date.text}", field)
    if signed and expires and expires.is_before(signed.date):
        expected = f"an expiry after the signature on {signed.date.text} is expected"
        yield Problem(EXPIRY_BEFORE_SIGNATURE, f"{expected}, found {expires.text}", ("expires",))
    for number, event in enumerate(history):
        here = ("history", number, "date")
        if signed and event.event == "ratified" and event.date.is_before(signed.date):
            expected = f"a ratification on or after the signature on {signed.date.text} is expected"
            yield Problem(RATIFICATION_BEFORE_SIGNATURE, f"{expected}, found {event.date.text}", here)
        if ended and event.event != "registered" and event.date.is_after(ended.date):
            expected = f"no event but a registration is expected after {ended.date.text}, when it was {ended.event}"
            found = f'found "{event.event}" on {event.date.text}'
            hint = f'correct this date or that of "{ended.event}", or delete one of the two entries'
            yield Problem(EVENT_AFTER_TERMINATION, f"{expected}; {found}", here, hint)


def _first(history: History, act: str) -> HistoryEvent | None:
    return min((event for event in history if event.event == act), key=lambda event: event.date.sort_key, default=None)


def check_parties(history: History, parties: Parties, lookup: Lookup) -> Iterator[Problem]:
    """Who does something, or for whom somebody signs, is a party."""
    named: list[tuple[FieldPath, Reference]] = []
    for number, event in enumerate(history):
        named += [(("history", number, "party"), event.party)] if event.party else []
        named += [
            (("history", number, "signatories", position, "for"), signatory.for_)
            for position, signatory in enumerate(event.signatories)
            if signatory.for_
        ]
    return check_are_parties(EVENT_PARTY_NOT_A_PARTY, named, parties, lookup)
