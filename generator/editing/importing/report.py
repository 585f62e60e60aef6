"""What is told of an import: what would be or was written, which rows were rejected and why, what was there before."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from generator.editing.importing.decide import ImportPlan
from generator.editing.importing.prepare import PreparedRecord
from generator.editing.importing.table import Rejection, Row, Table
from generator.editing.importing.write import reason_of
from generator.problems import quote
from generator.problems.terminal import terminal_safe

MOST_REJECTED = 20
"""How many rejected rows are told of one by one where they are written into a file as well."""
MOST_SHOWN = 3
"""How many records a dry run shows in full."""


def preview(written: Sequence[PreparedRecord], folder: str, *, whole: bool = False) -> str:
    """The first few records that would be written of each kind, in full, and how many more there are; or all."""
    shown = ""
    by_folder: Counter[str] = Counter()
    for ready in written:
        by_folder[ready.draft.kind.folder] += 1
        if whole or by_folder[ready.draft.kind.folder] <= MOST_SHOWN:
            lines = "".join(f"  {terminal_safe(line)}\n" for line in ready.source.text.splitlines())
            shown += f"{folder}/{ready.path}:\n{lines}\n"
    kinds = {ready.draft.kind.folder: ready.draft.kind for ready in written}
    more = [
        _count(number - MOST_SHOWN, kinds[of].name, kinds[of].plural.lower())
        for of, number in by_folder.items()
        if number > MOST_SHOWN and not whole
    ]
    return f"{shown}and {', '.join(more)} more: --all shows them\n\n" if more else shown


def rejected_rows(rejected: Sequence[Rejection], most: int | None = MOST_REJECTED) -> str:
    """The rejected rows, one by one as far as they are few, then how often each reason is given."""
    ordered = sorted(rejected, key=lambda rejection: rejection.row.number)
    listed = ordered[:most] if most else ordered
    shown = "".join(f"{_line(rejection)}\n" for rejection in listed)
    if len(listed) < len(ordered):
        shown += f"and {len(ordered) - len(listed):,} more; of all of them:\n"
        reasons = Counter(_in_general(rejection) for rejection in ordered)
        shown += "".join(f"{times:>7,} × {terminal_safe(reason)}\n" for reason, times in reasons.most_common())
    return shown


def _line(rejection: Rejection) -> str:
    value = f" {quote(rejection.value)}" if rejection.value else ""
    column = f" {rejection.column}" if rejection.column else ""
    at = f"{column}{value}:" if column or value else ""
    return terminal_safe(f"row {rejection.row.number}:{at} {rejection.reason}")


def _in_general(rejection: Rejection) -> str:
    """A reason without what was found in the row."""
    reason = re.sub(r"\brow \d+", "another row", reason_of(rejection))
    return re.sub(r'"[^"]*"', '"…"', re.sub(r"\d{4}(-\d\d){1,2}", "…", reason)).replace("[0]", "[…]")


def summary_line(table: Table, decision: ImportPlan, skipped: int, rejects_file: str, *, dry: bool) -> str:
    """What became of the rows, in numbers."""
    total = len({row.number for row in table.rows} | {rejection.row.number for rejection in table.unread})
    rejected = len({rejection.row.number for rejection in decision.rejected})
    imported = sum(len(ready.draft.rows) for ready in decision.written if not ready.draft.referred_to)
    done = "would import" if dry else "imported"
    parts = [f"{done} {imported:,} of {_count(total, 'row', 'rows')}: {_kinds(decision.written)}"]
    if decision.unchanged:
        parts.append(f"{len(decision.unchanged):,} imported before")
    if decision.repeated:
        parts.append(f"{len(decision.repeated):,} repeated")
    if kept := sum(len(rows) for _, rows in decision.kept):
        parts.append(f"{kept:,} kept as they are")
    if known := sum(len(rows) for *_, rows in decision.known):
        parts.append(f"{known:,} there already")
    if skipped:
        parts.append(f"{skipped:,} skipped")
    if rejected:
        parts.append(f"{rejected:,} rejected{f', see {rejects_file}' if rejects_file else ''}")
    return "; ".join(parts)


def kept_records(kept: Iterable[tuple[str, list[Row]]]) -> str:
    """The records that were left alone because they say something else than their rows."""
    lines = (f"{key} is left as it is: it was edited since, or row {rows[0].number} was" for key, rows in kept)
    return "".join(f"{line}\n" for line in lines)


def known_people(known: Iterable[tuple[str, str, list[Row]]]) -> str:
    """The rows of people who have a record already."""
    lines = (terminal_safe(f"row {rows[0].number}: {quote(name)} is {key} already") for key, name, rows in known)
    return "".join(f"{line}\n" for line in lines)


def resembling(written: Iterable[PreparedRecord], most: int | None = MOST_REJECTED, *, dry: bool) -> str:
    """The records written for a name that another has nearly: whether it is the same, only an editor can tell."""
    done = "would create" if dry else "created"
    lines = [
        terminal_safe(
            f"{done} {draft.key} for {quote(draft.named)} (row {draft.rows[0].number}): "
            f"resembles {' and '.join(draft.resembles)}"
        )
        for draft in (ready.draft for ready in written)
        if draft.resembles
    ]
    more = [f"and {len(lines) - most:,} more that resemble others"] if most and len(lines) > most else []
    return "".join(f"{line}\n" for line in [*lines[:most], *more])


def _kinds(written: Sequence[PreparedRecord]) -> str:
    """How many records of each kind: those that the rows are first."""
    counts = Counter(ready.draft.kind.name for ready in reversed(written))
    plural = {ready.draft.kind.name: ready.draft.kind.plural.lower() for ready in written}
    told = ", ".join(_count(number, name, plural[name]) for name, number in counts.items())
    return f"{told} written" if told else "nothing written"


def _count(number: int, one: str, many: str) -> str:
    return f"{number:,} {one if number == 1 else many}"
