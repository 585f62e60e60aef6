"""Records shared by two countries, an archive of them, and its dossier."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from generator.archive.archive import Archive
from generator.dossier.dossier import Dossier
from generator.kinds.agreement import Agreement
from generator.kinds.country import Country
from generator.kinds.mechanism import Mechanism
from generator.kinds.meeting import Meeting
from generator.kinds.milestone import Milestone
from generator.kinds.organisation import Organisation
from generator.kinds.person import Person
from generator.kinds.record import Audience, Record
from generator.kinds.sector import Sector
from generator.kinds.site import Site
from generator.kinds.statement import Statement
from generator.values.reference import To

DAY = date(2024, 3, 1)
BEFORE, ON, AFTER = "2024-02-29", "2024-03-01", "2024-03-02"
PARTY = To("party", back="X")

XA, XB, XC = (Country.model_validate({"id": code, "name": code.upper()}) for code in ("xa", "xb", "xc"))
MINISTRY = Organisation.model_validate({"id": "ministry", "name": "Ministry", "type": "ministry", "country": "xa"})
BANK = Organisation.model_validate({"id": "bank", "name": "Bank", "type": "bank"})
ENERGY, TRADE, WATER = (Sector.model_validate({"id": name, "name": name}) for name in ("energy", "trade", "water"))
PARTIES = (XA, XB, XC, MINISTRY, BANK)


def meeting(identifier: str, when: str = BEFORE, *parties: str, **fields: Any) -> Meeting:
    defaults = {"id": identifier, "title": identifier, "date": when, "parties": list(parties or ("xa", "xb"))}
    return Meeting.model_validate(defaults | fields)


def agreement(identifier: str, *history: tuple[str, str], **fields: Any) -> Agreement:
    events = [{"event": event, "date": when} for event, when in history]
    defaults = {"id": identifier, "title": identifier, "parties": ["xa", "xb"], "history": events}
    return Agreement.model_validate(defaults | fields)


def milestone(identifier: str, when: str = BEFORE, **fields: Any) -> Milestone:
    return Milestone.model_validate(
        {"id": identifier, "title": identifier, "date": when, "parties": ["xa", "xb"]} | fields
    )


def mechanism(identifier: str, **fields: Any) -> Mechanism:
    return Mechanism.model_validate({"id": identifier, "title": identifier, "between": ["xa", "xb"]} | fields)


def mission(identifier: str, of: str, there: str | None, **fields: Any) -> Organisation:
    """Make a mission of one country in another, an embassy by default."""
    defaults = {"id": identifier, "name": identifier, "type": "embassy", "country": of}
    located = {"located_in": {"country": there}} if there else {}
    return Organisation.model_validate(defaults | located | fields)


def statement(identifier: str, *about: str, when: str = BEFORE, **fields: Any) -> Statement:
    return Statement.model_validate(
        {"id": identifier, "by": ["xa"], "date": when, "text": "Well.", "about": list(about)} | fields
    )


def person(identifier: str, *positions: dict[str, str]) -> Person:
    return Person.model_validate({"id": identifier, "name": identifier, "positions": positions})


def commitment(identifier: str, **fields: Any) -> dict[str, Any]:
    return {"id": identifier, "text": "Send a draft."} | fields


def archive(*records: Record, day: date = DAY, audience: Audience = "internal") -> Archive:
    return Archive(Site(), (*PARTIES, *records), {}, day, audience)


def dossier(*records: Record, parties: tuple[str, ...] = ("xa", "xb"), day: date = DAY) -> Dossier:
    return Dossier(archive(*records, day=day), tuple(map(PARTY.refer, parties)))


def ids(records: Iterable[Record]) -> list[str]:
    return [record.id for record in records]
