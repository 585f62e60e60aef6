"""A draft by itself: the file and the record that it makes, what that is known by and says, what its id is made of."""

from collections.abc import Hashable
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel

from generator.content.source import SourceFile, parse_source
from generator.content.structure import structure
from generator.content.write_record import record_yaml
from generator.editing.importing.draft import ImportDraft
from generator.kinds import kind_of
from generator.kinds.kind import own_title
from generator.kinds.record import Record
from generator.problems import Problem

UNNAMED = "record"


@dataclass(frozen=True)
class PreparedRecord:
    """A record that may be written: what it is from, its file below the content folder, and the record it makes."""

    draft: ImportDraft
    path: str
    source: SourceFile
    record: Record


def prepare(draft: ImportDraft) -> tuple[PreparedRecord | None, list[Problem]]:
    """A draft, its file, and the record that it makes by itself; and what is wrong with it."""
    text = record_yaml(draft.kind.record, draft.values)
    source = parse_source(text.encode("utf-8", "replace"), "")
    record, problems, _ = structure(draft.kind.record, source, {"id": draft.id or UNNAMED})
    if source.problems or problems or not record:
        return None, [*source.problems, *problems]
    return filed(draft, text, record), []


def filed(draft: ImportDraft, text: str, record: Record) -> PreparedRecord:
    """With the file that it goes into: records that have a date lie in a folder for its year."""
    when = draft.kind.day(record) if draft.kind.dated else None
    year = f"{when.year:04}/" if when and when.year else ""
    path = f"{draft.kind.folder}/{year}{draft.id}.yml"
    return PreparedRecord(draft, path, SourceFile(path, text, {}), record)


def named_by(record: Record) -> tuple[str, str]:
    """What a record is known by: the date and the title."""
    when, title = kind_of(record).day(record), own_title(record)
    return when.text if when else "", next(title.all()).text if title else ""


def id_words(draft: ImportDraft, record: Record) -> tuple[str, str]:
    """What an id is made of: the date and the title, of people the name with the family name first."""
    day, title = named_by(record)
    family = draft.kind.family(record)
    return day, family.turned.get(family.meant(draft.family) or family.likely, title) if family else title


def said_by(value: Any) -> Hashable:
    """What a record says, whatever its id and the order of languages, by which it can be looked up."""
    if isinstance(value, Record):
        return (type(value), *(said_by(below) for name, below in value if name != "id"))
    if isinstance(value, BaseModel):
        return tuple(said_by(below) for _, below in value)
    if isinstance(value, tuple):
        return tuple(map(said_by, value))
    return frozenset(value.items()) if isinstance(value, dict) else value
