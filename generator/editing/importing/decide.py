"""Decide for each draft: write, reject, unchanged, edited since, duplicate.

Drafts are checked by themselves, then all together with the records of the folder.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import Any

from generator.content.load import Content
from generator.editing.importing.assemble import reject_all
from generator.editing.importing.draft import ImportDraft
from generator.editing.importing.mapping import ImportMapping
from generator.editing.importing.name_index import NameIndex
from generator.editing.importing.prepare import PreparedRecord, comparable, date_and_title, id_words, prepare, with_path
from generator.editing.importing.row_problems import column_for, rephrase_for_row
from generator.editing.importing.table import Rejection, Row
from generator.editing.internal_marks import referred_to_internally
from generator.incremental.workers import Progress
from generator.kinds import key_of, kind_of
from generator.kinds.kind import Kind
from generator.kinds.record import Record
from generator.kinds.traversal import INTERNAL, citations_in
from generator.problems import Problem, Severity, format_field_path
from generator.problems.report import format_message
from generator.values.ids import propose_id

CheckContent = Callable[[Content], list[Problem]]
"""Returns the problems of content, each with its record."""


@dataclass
class ImportPlan:
    """What becomes of each row."""

    written: list[PreparedRecord] = field(default_factory=list)
    """In the order of writing: a record comes after those it refers to."""
    rejected: list[Rejection] = field(default_factory=list)
    unchanged: list[Row] = field(default_factory=list)
    """Rows whose records exist with the same content."""
    edited: list[tuple[str, list[Row]]] = field(default_factory=list)
    """Records that exist with other content: their keys, with the rows."""
    existing_people: list[tuple[str, str, list[Row]]] = field(default_factory=list)
    """People with a record, maybe under another spelling: their keys, their names in the rows, the rows."""
    repeated: list[Row] = field(default_factory=list)
    """Rows with the same content as an earlier row."""


class ImportPlanner:
    """Decides on drafts one by one, then on all of them together."""

    def __init__(
        self, content: Content, mapping: ImportMapping, drafts: dict[str, ImportDraft], names: NameIndex, today: date
    ) -> None:
        """Take the `drafts` that others refer to, by key."""
        self._content, self._map, self._created, self._names, self._today = content, mapping, drafts, names, today
        self._existing = {key_of(record): record for record in content.records}
        self._ids = {record.id for record in content.records}
        self._new: dict[str, PreparedRecord] = {}
        self._dropped: dict[str, int] = {}
        """The first rows of rejected new records, by their keys."""
        self._unclaimed: dict[tuple[str, ...], dict[Hashable, list[Record]]] = {}
        self._times_named: Counter[tuple[str, ...]] = Counter()
        self._texts: set[tuple[str, str]] = set()
        self.plan = ImportPlan()

    @cached_property
    def _by_locator(self) -> dict[tuple[str, str, str], Record]:
        """The records by kind, source and locator of a citation."""
        return {
            (kind_of(record).folder, citation.source.id, citation.locator): record
            for record in self._content.records
            for path, citation in citations_in(record)
            if citation.locator and path[0] == "sources"
        }

    @cached_property
    def _by_name(self) -> dict[tuple[str, str, str], list[Record]]:
        """The records by kind, date and title."""
        by_name: dict[tuple[str, str, str], list[Record]] = defaultdict(list)
        for record in self._content.records:
            by_name[kind_of(record).folder, *date_and_title(record)].append(record)
        return by_name

    def decide(self, drafts: list[ImportDraft], check: CheckContent, progress: Progress) -> ImportPlan:
        """Decide on the drafts. Return the plan."""
        fresh = []
        for done, draft in enumerate(drafts, 1):
            if (prepared := self._prepare(draft)) and not self._is_unchanged(prepared):
                fresh.append(prepared)
            progress(done, len(drafts))
        for prepared in fresh:
            edited, person = self._edited_record(prepared), self._same_person(prepared.record)
            if person and not (edited and self._locator(prepared.draft)):
                self.plan.existing_people.append((person, date_and_title(prepared.record)[1], prepared.draft.rows))
            elif edited:
                self.plan.edited.append((key_of(edited), prepared.draft.rows))
            else:
                self._name(prepared)
        while self._reject_invalid(check):
            pass
        self._reject_rows_of_rejected_people()
        self._mark_internal()
        self.plan.written = [*self._needed(self._new.values()).values(), *self._new.values()]
        return self.plan

    def _prepare(self, draft: ImportDraft) -> PreparedRecord | None:
        """Validate a draft by itself. Reject its rows if it makes no record."""
        prepared, problems = prepare(draft)
        if prepared and (ahead := draft.kind.defaults_before_day(prepared.record, self._today)):
            draft.values = {**ahead, **draft.values}
            prepared, problems = prepare(draft)
        self.plan.rejected += self._rejections(draft.rows, draft, problems)
        return prepared

    def _is_unchanged(self, prepared: PreparedRecord) -> bool:
        """Return whether a record with the same content exists.

        Claim it: it is no other row's record.
        """
        same = self._candidates(prepared).get(comparable(prepared.record))
        if not same:
            return False
        same.pop()
        self.plan.unchanged += prepared.draft.rows
        return True

    def _edited_record(self, prepared: PreparedRecord) -> Record | None:
        """Return and claim the record that the row made once, edited since.

        None if there is none.
        """
        others = next(filter(None, self._candidates(prepared).values()), None)
        return others.pop() if others else None

    def _candidates(self, prepared: PreparedRecord) -> dict[Hashable, list[Record]]:
        """Return the unclaimed records that the row may have made, by their content.

        It is the record that cites the row's place in the source; else those with an id of its date and title.
        """
        kind, locator = prepared.draft.kind, self._locator(prepared.draft)
        identity = (kind.folder, locator) if locator else (kind.folder, *date_and_title(prepared.record))
        if identity not in self._unclaimed:
            cites = self._by_locator.get((kind.folder, self._map.source["id"], locator)) if locator else None
            records = ([cites] if cites else []) if locator else self._same_name(kind, *date_and_title(prepared.record))
            by_content: dict[Hashable, list[Record]] = defaultdict(list)
            for record in reversed(records):
                by_content[comparable(record)].append(record)
            self._unclaimed[identity] = dict(reversed(by_content.items()))
        return self._unclaimed[identity]

    def _same_person(self, record: Record) -> str | None:
        """Return the key of the same person's record.

        The same person has the same name, and does not act for another party.
        """
        kind = kind_of(record)
        for key in self._names.people_named_like(record) if kind.naming.has_personal_names else ():
            other = self._new[key].record if key in self._new else self._existing.get(key)
            if other and _may_act_for_one(record, other):
                return key
        return None

    def _reject_rows_of_rejected_people(self) -> None:
        """Reject the rows of people whose record a rejected row was to make."""
        lost = [person for person in self.plan.existing_people if person[0] in self._dropped]
        self.plan.existing_people = [person for person in self.plan.existing_people if person not in lost]
        for key, _, rows in lost:
            reason = f"it is of one person with row {self._dropped[key]}, which is rejected"
            self.plan.rejected += [Rejection(row, reason) for row in rows]

    def _same_name(self, kind: Kind[Any], day: str, title: str) -> list[Record]:
        """Return the records of a date and title, and those with an id made of them.

        Such an id may end in a number. People are identified by their names alone.
        """
        folder = kind.folder
        records = {key_of(record): record for record in self._by_name.get((folder, day, title), ())}
        seen: set[str] = set()
        while (
            not kind.naming.has_personal_names
            and (identifier := propose_id(day, title, seen, max(2, len(seen) + 1))) in self._ids
        ):
            seen.add(identifier)
            if record := self._existing.get(f"{folder}/{identifier}"):
                records.setdefault(key_of(record), record)
        return list(records.values())

    def _locator(self, draft: ImportDraft) -> str | None:
        """Return the place of a draft in the map's source. None if its rows have no key."""
        if not (self._map.source and self._map.key):
            return None
        locator: str = draft.values["sources"][-1]["locator"]
        return locator

    def _name(self, prepared: PreparedRecord) -> None:
        """Give a draft an id and a file, unless an earlier row has the same content."""
        draft = prepared.draft
        if (draft.kind.folder, prepared.source.text) in self._texts:
            self.plan.repeated += draft.rows
            return
        self._texts.add((draft.kind.folder, prepared.source.text))
        identity = (draft.kind.folder, *date_and_title(prepared.record))
        self._times_named[identity] += 1
        draft.id = propose_id(*id_words(draft, prepared.record), self._names.ids, max(2, self._times_named[identity]))
        self._names.ids.add(draft.id)
        new = with_path(draft, prepared.source.text, prepared.record.model_copy(update={"id": draft.id}))
        self._new[draft.key] = new
        if draft.kind.naming.has_personal_names:
            draft.name_in_row, draft.resembles = identity[-1], tuple(self._names.people_resembling(new.record))
            self._names.add(new.record)

    def _reject_invalid(self, check: CheckContent) -> bool:
        """Reject drafts with errors among all records.

        Return whether it did: then the rest is checked again.
        """
        invalid: dict[str, tuple[ImportDraft, list[Problem]]] = {}
        needed = {}
        for key in self._needed_keys(self._new.values()):
            prepared, problems = prepare(self._created[key])
            if prepared:
                needed[key] = prepared
            else:
                invalid[key] = self._created[key], problems
        if not invalid:
            new = {**needed, **self._new}
            for problem in check(self._content_with(new)):
                if problem.record in new and problem.rule.severity is Severity.ERROR:
                    invalid.setdefault(problem.record, (new[problem.record].draft, []))[1].append(problem)
        for key in [key for key, prepared in self._new.items() if invalid.keys() & {key, *self._needs(prepared.draft)}]:
            draft = self._new.pop(key).draft
            self._dropped[key] = draft.rows[0].number
            at_fault = next(iter(invalid.keys() & {key, *self._needs(draft)}))
            self.plan.rejected += self._rejections(draft.rows, *invalid[at_fault])
        return bool(invalid)

    def _mark_internal(self) -> None:
        """Make the drafts internal to which only internal records refer."""
        created = {key: each.record for key, each in self._needed(self._new.values()).items()}
        others = [*self._content.records, *(prepared.record for prepared in self._new.values())]
        for key in referred_to_internally(created, others) if created else ():
            self._created[key].values = {"audience": INTERNAL, **self._created[key].values}

    def _content_with(self, new: dict[str, PreparedRecord]) -> Content:
        content = self._content
        return replace(
            content,
            records=[*content.records, *(prepared.record for prepared in new.values())],
            sources={**content.sources, **{key: prepared.source for key, prepared in new.items()}},
            problems=[],
        )

    def _needs(self, draft: ImportDraft) -> Iterator[str]:
        """Yield the keys of the drafts that a draft refers to, directly or through others."""
        waiting, seen = [*sorted(draft.needs)], set()
        while waiting:
            key = waiting.pop()
            if key in self._created and key not in seen:
                seen.add(key)
                yield key
                waiting += sorted(self._created[key].needs)

    def _needed_keys(self, prepared: Iterable[PreparedRecord]) -> dict[str, None]:
        needed = {key for each in prepared for key in self._needs(each.draft)}
        return dict.fromkeys(key for key in self._created if key in needed)

    def _needed(self, records: Iterable[PreparedRecord]) -> dict[str, PreparedRecord]:
        """Return the valid drafts that `records` refer to, by key."""
        drafts = ((key, prepare(self._created[key])[0]) for key in self._needed_keys(records))
        return {key: prepared for key, prepared in drafts if prepared}

    def _rejections(self, rows: list[Row], draft: ImportDraft, problems: list[Problem]) -> list[Rejection]:
        """Reject the rows of a record for the problems of a draft.

        The draft is their own, or one it refers to.
        """
        rejections = []
        for problem in problems:
            cell = draft.cell_at(problem.field)
            field = format_field_path(problem.field)
            row = next((row for row in rows if cell and row.number == cell.row.number), rows[0])
            column = cell.column if cell else column_for(self._map.fields, problem.field)
            message = format_message(rephrase_for_row(problem, column, cell.raw if cell else ""))
            reason = f"{field}: {message}" if field else message
            rejections.append(Rejection(row, reason, column, cell.raw if cell else ""))
        return reject_all(rows, rejections) if rejections else []


def _may_act_for_one(*people: Record) -> bool:
    """Return whether people may be one person.

    They act for one party, as far as the records say.
    """
    parties = [kind_of(person).represents(person) for person in people]
    return len({party.id for party in parties if party}) <= 1
