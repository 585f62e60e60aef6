"""Which of the drafts are written: those that nothing is wrong with, by themselves and together with the records there
are; and which were imported before."""

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import Any

from generator.content.load import Content
from generator.editing.importing.assemble import Told, together
from generator.editing.importing.draft import ImportDraft
from generator.editing.importing.mapping import ImportMapping
from generator.editing.importing.name_index import NameIndex
from generator.editing.importing.prepare import PreparedRecord, filed, id_words, named_by, prepare, said_by
from generator.editing.importing.row_problems import column_for, of_a_table
from generator.editing.importing.table import Rejection, Row
from generator.kinds import key_of, kind_of
from generator.kinds.kind import Kind
from generator.kinds.record import Record
from generator.kinds.traversal import citations_in
from generator.problems import Problem, Severity, format_field_path
from generator.problems.report import format_message
from generator.values.ids import propose

Check = Callable[[Content], list[Problem]]
"""What is wrong with content, each problem with the record it is in."""


@dataclass
class ImportPlan:
    """What becomes of the rows."""

    written: list[PreparedRecord] = field(default_factory=list)
    """In the order in which they are written: what others refer to comes first."""
    rejected: list[Rejection] = field(default_factory=list)
    unchanged: list[Row] = field(default_factory=list)
    """Rows whose records are there, as they would be written."""
    kept: list[tuple[str, list[Row]]] = field(default_factory=list)
    """Records that are there and say something else: their keys, with the rows."""
    known: list[tuple[str, str, list[Row]]] = field(default_factory=list)
    """People who have a record already, maybe under another spelling: their keys, their names in the rows, the rows."""
    repeated: list[Row] = field(default_factory=list)
    """Rows that say the same as an earlier one."""


class ImportPlanner:
    """Decides on drafts, one after the other, then on all of them together."""

    def __init__(
        self, content: Content, by: ImportMapping, drafts: dict[str, ImportDraft], directory: NameIndex, today: date
    ) -> None:
        """`drafts`, by key, are those that others refer to."""
        self._content, self._map, self._made, self._directory, self._today = content, by, drafts, directory, today
        self._taken = directory.taken
        self._there = {key_of(record): record for record in content.records}
        self._ids = {record.id for record in content.records}
        self._new: dict[str, PreparedRecord] = {}
        self._dropped: dict[str, int] = {}
        """The first rows of the records that were new and are rejected, by their keys."""
        self._unclaimed: dict[tuple[str, ...], dict[Hashable, list[Record]]] = {}
        self._named: Counter[tuple[str, ...]] = Counter()
        self._said: set[tuple[str, str]] = set()
        self.decision = ImportPlan()

    @cached_property
    def _by_locator(self) -> dict[tuple[str, str, str], Record]:
        """The records that cite a place in a source, by which they are known whatever was edited since."""
        return {
            (kind_of(record).folder, citation.source.id, citation.locator): record
            for record in self._content.records
            for path, citation in citations_in(record)
            if citation.locator and path[0] == "sources"
        }

    @cached_property
    def _by_name(self) -> dict[tuple[str, str, str], list[Record]]:
        """The records by date and title."""
        named: dict[tuple[str, str, str], list[Record]] = defaultdict(list)
        for record in self._content.records:
            named[kind_of(record).folder, *named_by(record)].append(record)
        return named

    def decide(self, drafts: list[ImportDraft], check: Check, progress: Told) -> ImportPlan:
        """What becomes of the drafts."""
        fresh = []
        for done, draft in enumerate(drafts, 1):
            if (ready := self._sound(draft)) and not self._is_there(ready):
                fresh.append(ready)
            progress(done, len(drafts))
        for ready in fresh:
            known, person = self._edited(ready), self._person(ready.record)
            if person and not (known and self._locator(ready.draft)):
                self.decision.known.append((person, named_by(ready.record)[1], ready.draft.rows))
            elif known:
                self.decision.kept.append((key_of(known), ready.draft.rows))
            else:
                self._name(ready)
        while self._rejects_something(check):
            pass
        self._reject_with_whom_they_are()
        self.decision.written = [*self._needed(self._new.values()).values(), *self._new.values()]
        return self.decision

    def _sound(self, draft: ImportDraft) -> PreparedRecord | None:
        """A draft and the record that it makes by itself; where it makes none, its rows are rejected."""
        ready, problems = prepare(draft)
        if ready and (ahead := draft.kind.ahead(ready.record, self._today)):
            draft.values = {**ahead, **draft.values}
            ready, problems = prepare(draft)
        self.decision.rejected += self._rejections(draft.rows, draft, problems)
        return ready

    def _is_there(self, ready: PreparedRecord) -> bool:
        """Whether there is a record that says the same, which no other row is."""
        same = self._candidates(ready).get(said_by(ready.record))
        if not same:
            return False
        same.pop()
        self.decision.unchanged += ready.draft.rows
        return True

    def _edited(self, ready: PreparedRecord) -> Record | None:
        """The record that a row made once, which says something else by now."""
        others = next(filter(None, self._candidates(ready).values()), None)
        return others.pop() if others else None

    def _candidates(self, ready: PreparedRecord) -> dict[Hashable, list[Record]]:
        """The records that a row may have made and no other row did, by what they say: the one that cites its place in
        the source, else those that have an id made of its date and title."""
        kind, locator = ready.draft.kind, self._locator(ready.draft)
        by = (kind.folder, locator) if locator else (kind.folder, *named_by(ready.record))
        if by not in self._unclaimed:
            known = self._by_locator.get((kind.folder, self._map.source["id"], locator)) if locator else None
            found = ([known] if known else []) if locator else self._same_name(kind, *named_by(ready.record))
            said: dict[Hashable, list[Record]] = defaultdict(list)
            for record in reversed(found):
                said[said_by(record)].append(record)
            self._unclaimed[by] = dict(reversed(said.items()))
        return self._unclaimed[by]

    def _person(self, record: Record) -> str | None:
        """The key of the person that a person is, unless the two act for different parties."""
        kind = kind_of(record)
        for key in self._directory.people(record) if kind.personal else ():
            other = self._new[key].record if key in self._new else self._there.get(key)
            if other and _may_act_for_one(record, other):
                return key
        return None

    def _reject_with_whom_they_are(self) -> None:
        """Reject the rows of people whose record would be that of another row, where that is rejected."""
        lost = [known for known in self.decision.known if known[0] in self._dropped]
        self.decision.known = [known for known in self.decision.known if known not in lost]
        for key, _, rows in lost:
            reason = f"it is of one person with row {self._dropped[key]}, which is rejected"
            self.decision.rejected += [Rejection(row, reason) for row in rows]

    def _same_name(self, kind: Kind[Any], day: str, title: str) -> list[Record]:
        """The records of a date and title, and those with an id made of them, with no number or with 2, 3 and so on:
        but for people, who are known by their names alone."""
        folder = kind.folder
        found = {key_of(record): record for record in self._by_name.get((folder, day, title), ())}
        seen: set[str] = set()
        while not kind.personal and (identifier := propose(day, title, seen, max(2, len(seen) + 1))) in self._ids:
            seen.add(identifier)
            if record := self._there.get(f"{folder}/{identifier}"):
                found.setdefault(key_of(record), record)
        return list(found.values())

    def _locator(self, draft: ImportDraft) -> str | None:
        """Where in the source of the map a draft is from, if its rows have a key."""
        if not (self._map.source and self._map.key):
            return None
        locator: str = draft.values["sources"][-1]["locator"]
        return locator

    def _name(self, ready: PreparedRecord) -> None:
        """Give a draft an id and a file, unless an earlier row says the same."""
        draft = ready.draft
        if (draft.kind.folder, ready.source.text) in self._said:
            self.decision.repeated += draft.rows
            return
        self._said.add((draft.kind.folder, ready.source.text))
        named = (draft.kind.folder, *named_by(ready.record))
        self._named[named] += 1
        draft.id = propose(*id_words(draft, ready.record), self._taken, max(2, self._named[named]))
        self._taken.add(draft.id)
        new = filed(draft, ready.source.text, ready.record.model_copy(update={"id": draft.id}))
        self._new[draft.key] = new
        if draft.kind.personal:
            draft.named, draft.resembles = named[-1], tuple(self._directory.resembling(new.record))
            self._directory.add(new.record)

    def _rejects_something(self, check: Check) -> bool:
        """Reject what is wrong together with the records there are; what remains is then to be looked at again."""
        wrong: dict[str, tuple[ImportDraft, list[Problem]]] = {}
        needed = {}
        for key in self._needed_keys(self._new.values()):
            ready, problems = prepare(self._made[key])
            if ready:
                needed[key] = ready
            else:
                wrong[key] = self._made[key], problems
        if not wrong:
            new = {**needed, **self._new}
            for problem in check(self._together(new)):
                if problem.record in new and problem.rule.severity is Severity.ERROR:
                    wrong.setdefault(problem.record, (new[problem.record].draft, []))[1].append(problem)
        for key in [key for key, ready in self._new.items() if wrong.keys() & {key, *self._needs(ready.draft)}]:
            draft = self._new.pop(key).draft
            self._dropped[key] = draft.rows[0].number
            at_fault = next(iter(wrong.keys() & {key, *self._needs(draft)}))
            self.decision.rejected += self._rejections(draft.rows, *wrong[at_fault])
        return bool(wrong)

    def _together(self, new: dict[str, PreparedRecord]) -> Content:
        there = self._content
        return replace(
            there,
            records=[*there.records, *(ready.record for ready in new.values())],
            sources={**there.sources, **{key: ready.source for key, ready in new.items()}},
            problems=[],
        )

    def _needs(self, draft: ImportDraft) -> Iterator[str]:
        """The keys of the drafts that a draft refers to, and of those that these do."""
        waiting, seen = [*sorted(draft.needs)], set()
        while waiting:
            key = waiting.pop()
            if key in self._made and key not in seen:
                seen.add(key)
                yield key
                waiting += sorted(self._made[key].needs)

    def _needed_keys(self, ready: Iterable[PreparedRecord]) -> dict[str, None]:
        needed = {key for each in ready for key in self._needs(each.draft)}
        return dict.fromkeys(key for key in self._made if key in needed)

    def _needed(self, ready: Iterable[PreparedRecord]) -> dict[str, PreparedRecord]:
        """The drafts that others refer to, as they may be written."""
        made = ((key, prepare(self._made[key])[0]) for key in self._needed_keys(ready))
        return {key: each for key, each in made if each}

    def _rejections(self, rows: list[Row], draft: ImportDraft, problems: list[Problem]) -> list[Rejection]:
        """The rejections of the rows of a record, for what is wrong with a draft: its own, or one that it refers to."""
        wrong = []
        for problem in problems:
            cell = draft.cell_at(problem.field)
            field = format_field_path(problem.field)
            row = next((row for row in rows if cell and row.number == cell.row.number), rows[0])
            column = cell.column if cell else column_for(self._map.fields, problem.field)
            said = format_message(of_a_table(problem, column, cell.found if cell else ""))
            reason = f"{field}: {said}" if field else said
            wrong.append(Rejection(row, reason, column, cell.found if cell else ""))
        return together(rows, wrong) if wrong else []


def _may_act_for_one(*people: Record) -> bool:
    """Whether people may be one by the parties that they act for, as far as these are known."""
    parties = [kind_of(person).stands_for(person) for person in people]
    return len({party.id for party in parties if party}) <= 1
