"""Agreements for tests, by lines of their history."""

from datetime import date
from typing import Any

from generator.archive.archive import Archive
from generator.kinds.agreement import Agreement, standing
from generator.kinds.country import Country
from generator.kinds.site import Site

TWO, THREE = ("xa", "xb"), ("xa", "xb", "xc")
"""Two parties, and three."""
COUNTRIES = tuple(Country(id=code) for code in ("xa", "xb", "xc", "xz"))
"""Records of the parties, and of a country that is never a party."""


def agreement(*events: str, parties: tuple[str, ...] = TWO, identifier: str = "pact", **fields: Any) -> Agreement:
    """Make an agreement with a history of lines such as "ratified 2024-03 xa"."""
    history = [dict(zip(("event", "date", "party"), line.split(), strict=False)) for line in events]
    defaults = {"id": identifier, "title": "Pact", "parties": parties, "history": history}
    return Agreement.model_validate(defaults | fields)


def statuses_on(day: str, of: Agreement, *others: Agreement) -> tuple[str, dict[str, str]]:
    """Return the status on a day, as a whole and by party."""
    archive = Archive(Site(), (of, *others), {}, date.fromisoformat(day), "internal")
    derived = standing(of, archive)
    return derived.status, {party.party.id: party.status for party in derived.by_party}
