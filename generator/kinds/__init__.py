"""Kinds of records: `KINDS`, the only list of kinds. One module for each, and a template if its page has sections."""

from typing import Any

from generator.kinds.agreement import AGREEMENT
from generator.kinds.country import COUNTRY
from generator.kinds.kind import Kind
from generator.kinds.mechanism import MECHANISM
from generator.kinds.meeting import MEETING
from generator.kinds.milestone import MILESTONE
from generator.kinds.organisation import ORGANISATION
from generator.kinds.person import PERSON
from generator.kinds.record import Record
from generator.kinds.relation import RELATION
from generator.kinds.sector import SECTOR
from generator.kinds.source import SOURCE
from generator.kinds.statement import STATEMENT

KINDS: tuple[Kind[Any], ...] = (
    RELATION,
    MEETING,
    AGREEMENT,
    MECHANISM,
    PERSON,
    ORGANISATION,
    COUNTRY,
    SECTOR,
    MILESTONE,
    STATEMENT,
    SOURCE,
)
"""Every kind, in the order of a site. The only list of kinds."""

BY_FOLDER = {kind.folder: kind for kind in KINDS}
BY_RECORD = {kind.record: kind for kind in KINDS}


def kind_of(record: Record) -> Kind[Any]:
    """Return the kind of a record."""
    return BY_RECORD[type(record)]


def key_of(record: Record) -> str:
    """Return folder and id, as in addresses: `people/ikegami-masaki`."""
    return f"{kind_of(record).folder}/{record.id}"
