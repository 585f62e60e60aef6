"""An import from beginning to end, but for writing: a table and a map to what is written, rejected and left alone."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from generator.content.load import Content
from generator.editing.importing.assemble import RowAssembler
from generator.editing.importing.decide import Check, ImportPlan, ImportPlanner
from generator.editing.importing.draft import ImportDraft
from generator.editing.importing.mapping import CITED, ImportMapping
from generator.editing.importing.name_index import NameIndex
from generator.editing.importing.table import Table
from generator.incremental.stages import Stages
from generator.kinds.kind import Kind


@dataclass(frozen=True)
class Imported:
    """What came of a table."""

    decision: ImportPlan
    skipped: int


def imported(
    kind: Kind[Any], table: Table, by: ImportMapping, content: Content, check: Check, stages: Stages, today: date
) -> Imported:
    """What becomes of a table, by a map, in content that is there."""
    directory = NameIndex(content.records)
    assembler = RowAssembler(kind, by, directory)
    with stages("convert") as stage:
        drafts = assembler.drafts(table.rows, stage.progress)
        stage.made(len(table.rows), "rows")
    made = {**_source(by, content), **directory.drafts}
    with stages("check") as stage:
        decider = ImportPlanner(content, by, made, directory, today)
        decision = decider.decide(drafts, check, stage.progress)
    decision.rejected[:0] = [*table.unread, *assembler.rejected]
    return Imported(decision, assembler.skipped)


def _source(by: ImportMapping, content: Content) -> dict[str, ImportDraft]:
    """The source that the map has every record cite, where there is no record of it."""
    values = {name: value for name, value in by.source.items() if name != "id"}
    draft = ImportDraft(CITED, by.source.get("id", ""), values, referred_to=True)
    return {draft.key: draft} if by.source and draft.key not in content.sources else {}
