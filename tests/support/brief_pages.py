"""Records around a meeting of two countries, and the parts of the brief for it."""

import re
from datetime import date
from typing import Any

from generator.archive.archive import Archive
from generator.kinds import key_of
from generator.kinds.agreement import Agreement
from generator.kinds.country import Country
from generator.kinds.meeting import Meeting
from generator.kinds.person import Person
from generator.kinds.record import Audience, Record
from generator.kinds.relation import Relation
from generator.kinds.sector import Sector
from generator.kinds.site import Site
from generator.kinds.source import Source
from generator.kinds.statement import Statement
from generator.pages import briefs
from generator.pages.page import Page
from generator.values.languages import language

PARTIES = tuple(
    Country.model_validate({"id": code, "name": name}) for code, name in (("xa", "Exampleland"), ("xb", "Samplia"))
)
XA, XB = "[Exampleland](../countries/xa.md)", "[Samplia](../countries/xb.md)"
ADA = Person.model_validate({"id": "ada", "name": "Ada", "country": "xa"})
REPORT = Source.model_validate({"id": "report", "title": "Report"})
LETTER = Source.model_validate({"id": "letter", "title": "Letter", "published": "1992-01-27"})
EDUCATION = Sector.model_validate({"id": "education", "name": "Education"})
WATER = Sector.model_validate({"id": "water", "name": "Water"})
CANARY = "Canary"


def meeting(identifier: str = "talks", day: str = "2024-01-26", **fields: Any) -> Meeting:
    defaults = {"id": identifier, "title": identifier.capitalize(), "date": day, "parties": ["xa", "xb"]}
    return Meeting.model_validate(defaults | fields)


EARLIER = meeting("earlier", "2023-03-01")


def agreement(identifier: str, *history: tuple[str, str], **fields: Any) -> Agreement:
    events = [{"event": event, "date": day} for event, day in history]
    defaults = {"id": identifier, "title": identifier.capitalize(), "parties": ["xa", "xb"], "history": events}
    return Agreement.model_validate(defaults | fields)


def statement(identifier: str, day: str, **fields: Any) -> Statement:
    defaults = {"id": identifier, "by": ["ada"], "date": day, "text": "Well.", "about": ["meetings/earlier"]}
    return Statement.model_validate(defaults | fields)


def relation(**fields: Any) -> Relation:
    return Relation.model_validate({"id": "xa-xb", "title": "Relation", "between": ["xa", "xb"]} | fields)


def pages(
    *records: Record, as_of: str = "2024-02-01", audience: Audience = "public", code: str = "en", **site: Any
) -> dict[str, Page]:
    """Write the index and the briefs; return the pages by path."""
    everything = (*PARTIES, REPORT, LETTER, *records)
    files = {key_of(record): "x.yml" for record in everything}
    archive = Archive(Site.model_validate(site), everything, files, date.fromisoformat(as_of), audience)
    spoken = language(code)
    each = (page for record in archive.records for page in briefs.pages(archive, spoken, record))
    return {page.path: page for page in (*briefs.index(archive, spoken), *each)}


def brief(*records: Record, **edition: Any) -> str:
    """Return the brief for the first record, with the marks of citations as [1]."""
    body = pages(*records, **edition)[f"briefs/{records[0].id}.md"].body
    return re.sub(r"\[\\\[(\d+)\\\]\]\(#source-\1\)\{\.cite\}", r"[\1]", body)


def parts(*records: Record, **edition: Any) -> dict[str, list[str]]:
    """Return the lines of the brief by heading."""
    sections = re.split("^##? ", brief(*records, **edition), flags=re.MULTILINE)[1:]
    return {part.partition(" {#")[0]: [line for line in part.splitlines()[1:] if line] for part in sections}


def facts(*records: Record, **edition: Any) -> dict[str, str]:
    """Return the facts of the brief by label."""
    return dict(re.findall(r"^(.+)\n:   (.+)$", brief(*records, **edition), re.MULTILINE))
