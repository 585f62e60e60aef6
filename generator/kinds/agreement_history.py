"""The history of an agreement, and the status that follows from it on a day, as a whole and for each party.

Used by `agreement.py`, `dossier/` and `pages/statistics.py`. Rules of the history: `agreement_checks.py`.
"""

from collections.abc import Iterable
from datetime import date
from typing import Annotated, Literal, NamedTuple, TypeAlias

from pydantic import Field

from generator.kinds.record import Citation, DateOfEvent, Entry, Locality, OnlyOnOwnPage
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
"""The statuses of an agreement, in the order of a reader's questions."""
PARTY_STATUSES = (*STATUSES, "ratified", "withdrawn")
PENDING = ("provisionally-applied", "partly-ratified", "signed", "in-negotiation")
CONSENTS = ("approved", "ratified", "acceded")
ENDS = ("terminated", "expired", "superseded")
LEAVINGS = ("denounced", "withdrawn")


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
    """The status of an agreement for one party."""

    party: Reference
    status: Status


class Standing(NamedTuple):
    """The status of an agreement on a day, as a whole and for each party."""

    status: Status
    by_party: tuple[PartyStatus, ...]
    history: tuple[tuple[int, HistoryEvent], ...]
    """All events in the order of dates, each with its position in the record."""


def derive_standing(history: History, parties: Parties, expires: When | None, superseded: bool, day: date) -> Standing:
    """Derive the statuses on `day`.

    `superseded`: a successor had entered into force by then.
    """
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


def events_until(history: History, day: date) -> list[HistoryEvent]:
    """Return the events that have begun by `day`, the earliest first."""
    return sorted((event for event in history if event.date.has_begun(day)), key=lambda event: event.date.sort_key)


def had_entered_into_force(history: History, day: date) -> bool:
    """Return True if it entered into force by `day`, even if it has ended since."""
    return any(event.event == "entered-into-force" for event in events_until(history, day))


def status_on(history: History, parties: Parties, day: date) -> Status:
    """Derive the status as a whole on `day` from the history only."""
    status = "in-negotiation"
    suspended = False
    left: set[str] = set()
    events = events_until(history, day)
    for event in events:
        one_of_many = event.party.id if event.party and len(parties) > 2 else None  # one of two ends it for both
        if one_of_many and event.event in (*LEAVINGS, *ENDS):
            left.add(one_of_many)
        elif event.event in (*LEAVINGS, *ENDS):
            return Status(event.event if event.event in ENDS else "terminated")
        elif event.event in ("suspended", "resumed"):
            suspended = suspended if one_of_many else event.event == "suspended"
        else:
            left -= {one_of_many} if event.event in CONSENTS else set()
            status = _advance(status, event)
    if left and left >= {party.id for party in parties}:
        return Status("terminated")
    if suspended:
        return Status("suspended")
    return Status("signed" if status == "partly-ratified" and _all_consented(events, parties) else status)


def _advance(status: str, event: HistoryEvent) -> str:
    """Return the status after an event from the status before it."""
    if event.event == "entered-into-force":
        return "in-force"
    if event.event == "provisionally-applied" and status != "in-force":
        return "provisionally-applied"
    if event.event in CONSENTS and status in ("in-negotiation", "signed"):
        return "partly-ratified"
    return "signed" if event.event == "signed" and status == "in-negotiation" else status


def _all_consented(events: Iterable[HistoryEvent], parties: Parties) -> bool:
    """Return True if every party has consented to be bound.

    Only the entry into force is missing then.
    """
    consents = [event for event in events if event.event in CONSENTS]
    consenting = {event.party.id for event in consents if event.party}
    return any(not event.party for event in consents) or {party.id for party in parties} <= consenting


def party_status_on(history: History, party: str, day: date) -> Status:
    """Derive the status for one party, by its id, from the history only."""
    events = events_until(history, day)
    status = "in-negotiation"
    suspended = provisional = in_force = False
    for event in filter(lambda event: _concerns(event, party), events):
        if event.event in (*LEAVINGS, *ENDS):
            status = "withdrawn"
        elif event.event in CONSENTS:
            status = "ratified"
        elif event.event in ("suspended", "resumed"):
            suspended = event.event == "suspended"
        elif event.event == "signed" and status == "in-negotiation":
            status = "signed"
        provisional = provisional or event.event == "provisionally-applied"
        in_force = in_force or (event.event == "entered-into-force" and event.party is not None)
    in_force = in_force or (_in_force(events) and (status == "ratified" or not _ratified_one_by_one(events)))
    if status == "withdrawn" or suspended:
        return Status("withdrawn" if status == "withdrawn" else "suspended")
    return Status("in-force" if in_force else "provisionally-applied" if provisional else status)


def _in_force(events: Iterable[HistoryEvent]) -> bool:
    """Return True if it has entered into force as a whole."""
    return any(event.event == "entered-into-force" and not event.party for event in events)


def _ratified_one_by_one(events: list[HistoryEvent]) -> bool:
    """Return True if parties ratified one by one before it entered into force for all.

    A party without ratification is not bound then.
    """
    until = next((number for number, event in enumerate(events) if _in_force([event])), len(events))
    return any(event.party for event in events[:until] if event.event in ("approved", "ratified"))


def _concerns(event: HistoryEvent, party: str) -> bool:
    """Return True if an event is of a party, or of no party in particular."""
    if event.party:
        return event.party.id == party
    signed_for = {signatory.for_.id for signatory in event.signatories if signatory.for_}
    return not signed_for or party in signed_for
