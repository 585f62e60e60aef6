"""Summarise an import: records written, rows rejected with reasons, records that existed. The command prints it."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from generator.editing.importing.decide import ImportPlan
from generator.editing.importing.prepare import PreparedRecord
from generator.editing.importing.table import Rejection, Row, Table
from generator.editing.importing.write import reason_of
from generator.kinds.traversal import is_internal
from generator.problems import quote
from generator.problems.terminal import terminal_safe

MOST_REJECTED = 20
"""The most rejected rows that are listed one by one if a file holds them all."""
PRIVATE = ("PRIVATE", "CONFIDENTIAL")
"""The values of CLASS by which calendars keep an event from others: RFC 5545, section 3.8.1.3."""
MOST_SHOWN = 3
"""The most records of a kind that a dry run shows in full."""


def preview(written: Sequence[PreparedRecord], folder: str, *, whole: bool = False) -> str:
    """Return the first records of each kind in full, and the number of others.

    With `whole`, return all records.
    """
    text = ""
    by_folder: Counter[str] = Counter()
    for prepared in written:
        by_folder[prepared.draft.kind.folder] += 1
        if whole or by_folder[prepared.draft.kind.folder] <= MOST_SHOWN:
            lines = "".join(f"  {terminal_safe(line)}\n" for line in prepared.source.text.splitlines())
            text += f"{folder}/{prepared.path}:\n{lines}\n"
    kinds = {prepared.draft.kind.folder: prepared.draft.kind for prepared in written}
    more = [
        _count(number - MOST_SHOWN, kinds[of].name, kinds[of].plural.lower())
        for of, number in by_folder.items()
        if number > MOST_SHOWN and not whole
    ]
    return f"{text}and {', '.join(more)} more: --all shows them\n\n" if more else text


def rejected_rows(rejected: Sequence[Rejection], most: int | None = MOST_REJECTED) -> str:
    """Return the first `most` rejected rows, a line each.

    If there are more, add how often each reason occurs.
    """
    ordered = sorted(rejected, key=lambda rejection: rejection.row.number)
    listed = ordered[:most] if most else ordered
    text = "".join(f"{_line(rejection)}\n" for rejection in listed)
    if len(listed) < len(ordered):
        text += f"and {len(ordered) - len(listed):,} more; of all of them:\n"
        reasons = Counter(_in_general(rejection) for rejection in ordered)
        text += "".join(f"{times:>7,} × {terminal_safe(reason)}\n" for reason, times in reasons.most_common())
    return text


def _line(rejection: Rejection) -> str:
    value = f" {quote(rejection.value)}" if rejection.value else ""
    column = f" {rejection.column}" if rejection.column else ""
    at = f"{column}{value}:" if column or value else ""
    return terminal_safe(f"row {rejection.row.number}:{at} {rejection.reason}")


def _in_general(rejection: Rejection) -> str:
    """Return a reason without the values of its row, so that equal ones are counted."""
    reason = re.sub(r"\brow \d+", "another row", reason_of(rejection))
    return re.sub(r'"[^"]*"', '"…"', re.sub(r"\d{4}(-\d\d){1,2}", "…", reason)).replace("[0]", "[…]")


def summary_line(table: Table, plan: ImportPlan, skipped: int, rejects_file: str, *, dry: bool) -> str:
    """Return a line with the numbers of rows imported, unchanged and rejected."""
    total = len({row.number for row in table.rows} | {rejection.row.number for rejection in table.unread})
    rejected = len({rejection.row.number for rejection in plan.rejected})
    imported = sum(len(prepared.draft.rows) for prepared in plan.written if not prepared.draft.referred_to)
    done = "would import" if dry else "imported"
    parts = [f"{done} {imported:,} of {_count(total, 'row', 'rows')}: {_kinds(plan.written)}"]
    if internal := sum(is_internal(prepared.record) for prepared in plan.written):
        parts.append(f"{internal:,} of them internal")
    if plan.unchanged:
        parts.append(f"{len(plan.unchanged):,} imported before")
    if plan.repeated:
        parts.append(f"{len(plan.repeated):,} repeated")
    if edited := sum(len(rows) for _, rows in plan.edited):
        parts.append(f"{edited:,} kept as they are")
    if existing := sum(len(rows) for *_, rows in plan.existing_people):
        parts.append(f"{existing:,} there already")
    if skipped:
        parts.append(f"{skipped:,} skipped")
    if rejected:
        parts.append(f"{rejected:,} rejected{f', see {rejects_file}' if rejects_file else ''}")
    return "; ".join(parts)


def edited_records(edited: Iterable[tuple[str, list[Row]]]) -> str:
    """Return a line for each record left as it is: its content differs from its rows."""
    lines = (f"{key} is left as it is: it was edited since, or row {rows[0].number} was" for key, rows in edited)
    return "".join(f"{line}\n" for line in lines)


def existing_people(people: Iterable[tuple[str, str, list[Row]]]) -> str:
    """Return a line for each person who has a record already."""
    lines = (terminal_safe(f"row {rows[0].number}: {quote(name)} is {key} already") for key, name, rows in people)
    return "".join(f"{line}\n" for line in lines)


def private_rows(written: Iterable[PreparedRecord], *, dry: bool) -> str:
    """Return a line for rows marked as private from which public records come."""
    public = [prepared.draft for prepared in written if not is_internal(prepared.record)]
    rows = {row.number: row for draft in public if not draft.referred_to for row in draft.rows}
    private = [row for row in rows.values() if row.cells.get("CLASS", "").strip().upper() in PRIVATE]
    if not private:
        return ""
    become = "would become" if dry else "became"
    numbers = ", ".join(str(row.number) for row in private[:MOST_SHOWN])
    of = (
        f"row {numbers}"
        if len(private) == 1
        else f"{len(private):,} rows ({numbers}{', …' * (len(private) > MOST_SHOWN)})"
    )
    hint = 'to make such records internal, map CLASS to "audience"'
    return f'warning: {of}: "CLASS" is PRIVATE or CONFIDENTIAL, and what {become} of it is public; {hint}\n'


def similar_names(written: Iterable[PreparedRecord], most: int | None = MOST_REJECTED, *, dry: bool) -> str:
    """Return a line for each record with a name similar to another record's.

    Only an editor can tell them apart.
    """
    done = "would create" if dry else "created"
    lines = [
        terminal_safe(
            f"{done} {draft.key} for {quote(draft.name_in_row)} (row {draft.rows[0].number}): "
            f"resembles {' and '.join(draft.resembles)}"
        )
        for draft in (prepared.draft for prepared in written)
        if draft.resembles
    ]
    more = [f"and {len(lines) - most:,} more that resemble others"] if most and len(lines) > most else []
    return "".join(f"{line}\n" for line in [*lines[:most], *more])


def _kinds(written: Sequence[PreparedRecord]) -> str:
    """Return the number of records of each kind, first the kind of the rows."""
    counts = Counter(prepared.draft.kind.name for prepared in reversed(written))
    plural = {prepared.draft.kind.name: prepared.draft.kind.plural.lower() for prepared in written}
    counted = ", ".join(_count(number, name, plural[name]) for name, number in counts.items())
    return f"{counted} written" if counted else "nothing written"


def _count(number: int, one: str, many: str) -> str:
    return f"{number:,} {one if number == 1 else many}"
