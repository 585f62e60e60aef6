"""An import from table and map to a plan of what to write. Writing is in `write.py`, summaries are in `report.py`."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from generator.content.load import Content
from generator.editing.importing.assemble import RowAssembler
from generator.editing.importing.decide import CheckContent, ImportPlan, ImportPlanner
from generator.editing.importing.draft import ImportDraft
from generator.editing.importing.mapping import CITED, ImportMapping
from generator.editing.importing.name_index import NameIndex
from generator.editing.importing.table import Table
from generator.incremental.stages import Stages
from generator.kinds.kind import Kind


@dataclass(frozen=True)
class ImportResult:
    """The plan for a table, and how many of its rows the map skips."""

    plan: ImportPlan
    skipped: int


def plan_import(
    kind: Kind[Any],
    table: Table,
    mapping: ImportMapping,
    content: Content,
    check: CheckContent,
    stages: Stages,
    today: date,
) -> ImportResult:
    """Plan an import of `table` into `content`.

    Convert its rows by the map, then check the records together.
    """
    names = NameIndex(content.records)
    assembler = RowAssembler(kind, mapping, names)
    with stages("convert") as stage:
        drafts = assembler.drafts(table.rows, stage.progress)
        stage.set_amount(len(table.rows), "rows")
    referred_to = {**_source(mapping, content), **names.drafts}
    with stages("check") as stage:
        planner = ImportPlanner(content, mapping, referred_to, names, today)
        plan = planner.decide(drafts, check, stage.progress)
    plan.rejected[:0] = [*table.unread, *assembler.rejected]
    return ImportResult(plan, assembler.skipped)


def _source(mapping: ImportMapping, content: Content) -> dict[str, ImportDraft]:
    """Return a draft of the source that the map cites, by its key.

    Empty if `content` has a record of it.
    """
    values = {name: value for name, value in mapping.source.items() if name != "id"}
    draft = ImportDraft(CITED, mapping.source.get("id", ""), values, referred_to=True)
    return {draft.key: draft} if mapping.source and draft.key not in content.sources else {}
