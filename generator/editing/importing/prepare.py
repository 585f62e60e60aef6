"""A draft by itself: the file and the record it makes, its identity, and the words of its id."""

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
    """A record ready to be written: its draft, its path below the content folder, its file and the record."""

    draft: ImportDraft
    path: str
    source: SourceFile
    record: Record


def prepare(draft: ImportDraft) -> tuple[PreparedRecord | None, list[Problem]]:
    """Validate a draft by itself.

    Return the record to write, or None and the problems.
    """
    text = record_yaml(draft.kind.record, draft.values)
    source = parse_source(text.encode("utf-8", "replace"), "")
    record, problems, _ = structure(draft.kind.record, source, {"id": draft.id or UNNAMED})
    if source.problems or problems or not record:
        return None, [*source.problems, *problems]
    return with_path(draft, text, record), []


def with_path(draft: ImportDraft, text: str, record: Record) -> PreparedRecord:
    """Return the record with the path of its file.

    Records with a date lie in a folder for its year.
    """
    when = draft.kind.day(record) if draft.kind.is_dated else None
    year = f"{when.year:04}/" if when and when.year else ""
    path = f"{draft.kind.folder}/{year}{draft.id}.yml"
    return PreparedRecord(draft, path, SourceFile(path, text, {}), record)


def date_and_title(record: Record) -> tuple[str, str]:
    """Return date and title of a record, which identify it among imported ones."""
    when, title = kind_of(record).day(record), own_title(record)
    return when.text if when else "", next(title.phrases()).text if title else ""


def id_words(draft: ImportDraft, record: Record) -> tuple[str, str]:
    """Return the words of an id: date and title.

    For a person, the name with the family name first.
    """
    day, title = date_and_title(record)
    family = draft.kind.naming.family_name(record)
    return day, family.candidates.get(family.resolve(draft.family) or family.likely, title) if family else title


def comparable(value: Any) -> Hashable:
    """Return the content of a record, without its id, as a hashable value."""
    if isinstance(value, Record):
        return (type(value), *(comparable(below) for name, below in value if name != "id"))
    if isinstance(value, BaseModel):
        return tuple(comparable(below) for _, below in value)
    if isinstance(value, tuple):
        return tuple(map(comparable, value))
    return frozenset(value.items()) if isinstance(value, dict) else value
