"""An import from beginning to end, but for writing: a table and a map to what is written, rejected and left alone."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from generator.content.load import Content
from generator.editing.importing.assemble import Assembler
from generator.editing.importing.decide import Check, Decider, Decision
from generator.editing.importing.draft import Draft
from generator.editing.importing.mapping import CITED, Map
from generator.editing.importing.name_index import Directory
from generator.editing.importing.table import Table
from generator.incremental.stages import Stages
from generator.kinds.kind import Kind


@dataclass(frozen=True)
class Imported:
    """What came of a table."""

    decision: Decision
    skipped: int


def imported(
    kind: Kind[Any], table: Table, by: Map, content: Content, check: Check, stages: Stages, today: date
) -> Imported:
    """What becomes of a table, by a map, in content that is there."""
    directory = Directory(content.records)
    assembler = Assembler(kind, by, directory)
    with stages("convert") as stage:
        drafts = assembler.drafts(table.rows, stage.progress)
        stage.made(len(table.rows), "rows")
    made = {**_source(by, content), **directory.drafts}
    with stages("check") as stage:
        decider = Decider(content, by, made, directory, today)
        decision = decider.decide(drafts, check, stage.progress)
    decision.rejected[:0] = [*table.unread, *assembler.rejected]
    return Imported(decision, assembler.skipped)


def _source(by: Map, content: Content) -> dict[str, Draft]:
    """The source that the map has every record cite, where there is no record of it."""
    values = {name: value for name, value in by.source.items() if name != "id"}
    draft = Draft(CITED, by.source.get("id", ""), values, referred_to=True)
    return {draft.key: draft} if by.source and draft.key not in content.sources else {}
