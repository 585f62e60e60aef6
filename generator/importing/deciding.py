"""Which of the drafts are written: those that nothing is wrong with, by themselves and together with the records there
are; and which were imported before."""

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import Any

from pydantic import BaseModel

from generator.drawing import drawn
from generator.identifiers import propose
from generator.importing.assembling import Told, together
from generator.importing.drafts import Draft
from generator.importing.faults import column_for, of_a_table
from generator.importing.maps import Map
from generator.importing.rows import Rejection, Row
from generator.kinds import key_of, kind_of
from generator.kinds.kind import called
from generator.kinds.record import Record
from generator.kinds.walking import citations_in
from generator.loading import Content
from generator.problems import Problem, Severity, shown_path
from generator.reading import Source, read_bytes
from generator.reporting import sentence
from generator.structuring import structure

UNNAMED = "record"
Check = Callable[[Content], list[Problem]]
"""What is wrong with content, each problem with the record it is in."""


@dataclass(frozen=True)
class Ready:
    """A record that may be written: what it is from, its file below the content folder, and the record it makes."""

    draft: Draft
    path: str
    source: Source
    record: Record


@dataclass
class Decision:
    """What becomes of the rows."""

    written: list[Ready] = field(default_factory=list)
    """In the order in which they are written: what others refer to comes first."""
    rejected: list[Rejection] = field(default_factory=list)
    unchanged: list[Row] = field(default_factory=list)
    """Rows whose records are there, as they would be written."""
    kept: list[tuple[str, list[Row]]] = field(default_factory=list)
    """Records that are there and say something else: their keys, with the rows."""
    repeated: list[Row] = field(default_factory=list)
    """Rows that say the same as an earlier one."""


class Decider:
    """Decides on drafts, one after the other, then on all of them together."""

    def __init__(self, content: Content, by: Map, drafts: dict[str, Draft], taken: set[str], today: date) -> None:
        """`drafts`, by key, are those that others refer to; `taken` are the ids that no other record may have."""
        self._content, self._map, self._made, self._taken, self._today = content, by, drafts, taken, today
        self._there = {key_of(record): record for record in content.records}
        self._ids = {record.id for record in content.records}
        self._new: dict[str, Ready] = {}
        self._unclaimed: dict[tuple[str, ...], dict[Hashable, list[Record]]] = {}
        self._named: Counter[tuple[str, ...]] = Counter()
        self._said: set[tuple[str, str]] = set()
        self.decision = Decision()

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
            named[kind_of(record).folder, *_named(record)].append(record)
        return named

    def decide(self, drafts: list[Draft], check: Check, progress: Told) -> Decision:
        """What becomes of the drafts."""
        fresh = []
        for done, draft in enumerate(drafts, 1):
            if (ready := self._sound(draft)) and not self._is_there(ready):
                fresh.append(ready)
            progress(done, len(drafts))
        for ready in fresh:
            if known := self._edited(ready):
                self.decision.kept.append((key_of(known), ready.draft.rows))
            else:
                self._name(ready)
        while self._rejects_something(check):
            pass
        self.decision.written = [*self._needed(self._new.values()).values(), *self._new.values()]
        return self.decision

    def _sound(self, draft: Draft) -> Ready | None:
        """A draft and the record that it makes by itself; where it makes none, its rows are rejected."""
        ready, problems = _ready(draft)
        if ready and (ahead := draft.kind.ahead(ready.record, self._today)):
            draft.values = {**ahead, **draft.values}
            ready, problems = _ready(draft)
        self.decision.rejected += self._rejections(draft.rows, draft, problems)
        return ready

    def _is_there(self, ready: Ready) -> bool:
        """Whether there is a record that says the same, which no other row is."""
        same = self._candidates(ready).get(_said(ready.record))
        if not same:
            return False
        same.pop()
        self.decision.unchanged += ready.draft.rows
        return True

    def _edited(self, ready: Ready) -> Record | None:
        """The record that a row made once, which says something else by now."""
        others = next(filter(None, self._candidates(ready).values()), None)
        return others.pop() if others else None

    def _candidates(self, ready: Ready) -> dict[Hashable, list[Record]]:
        """The records that a row may have made and no other row did, by what they say: the one that cites its place in
        the source, else those that have an id made of its date and title."""
        kind, locator = ready.draft.kind, self._locator(ready.draft)
        by = (kind.folder, locator) if locator else (kind.folder, *_named(ready.record))
        if by not in self._unclaimed:
            known = self._by_locator.get((kind.folder, self._map.source["id"], locator)) if locator else None
            found = ([known] if known else []) if locator else self._numbered(kind.folder, *_named(ready.record))
            said: dict[Hashable, list[Record]] = defaultdict(list)
            for record in reversed(found):
                said[_said(record)].append(record)
            self._unclaimed[by] = dict(reversed(said.items()))
        return self._unclaimed[by]

    def _numbered(self, folder: str, day: str, title: str) -> list[Record]:
        """The records of a date and title, and those with an id made of them, with no number or with 2, 3 and so on."""
        found = {key_of(record): record for record in self._by_name.get((folder, day, title), ())}
        seen: set[str] = set()
        while (identifier := propose(day, title, seen, max(2, len(seen) + 1))) in self._ids:
            seen.add(identifier)
            if record := self._there.get(f"{folder}/{identifier}"):
                found.setdefault(key_of(record), record)
        return list(found.values())

    def _locator(self, draft: Draft) -> str | None:
        """Where in the source of the map a draft is from, if its rows have a key."""
        if not (self._map.source and self._map.key):
            return None
        locator: str = draft.values["sources"][-1]["locator"]
        return locator

    def _name(self, ready: Ready) -> None:
        """Give a draft an id and a file, unless an earlier row says the same."""
        draft = ready.draft
        if (draft.kind.folder, ready.source.text) in self._said:
            self.decision.repeated += draft.rows
            return
        self._said.add((draft.kind.folder, ready.source.text))
        named = (draft.kind.folder, *_named(ready.record))
        self._named[named] += 1
        draft.id = propose(*_named(ready.record), self._taken, max(2, self._named[named]))
        self._taken.add(draft.id)
        self._new[draft.key] = _filed(draft, ready.source.text, ready.record.model_copy(update={"id": draft.id}))

    def _rejects_something(self, check: Check) -> bool:
        """Reject what is wrong together with the records there are; what remains is then to be looked at again."""
        wrong: dict[str, tuple[Draft, list[Problem]]] = {}
        needed = {}
        for key in self._needed_keys(self._new.values()):
            ready, problems = _ready(self._made[key])
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
            at_fault = next(iter(wrong.keys() & {key, *self._needs(draft)}))
            self.decision.rejected += self._rejections(draft.rows, *wrong[at_fault])
        return bool(wrong)

    def _together(self, new: dict[str, Ready]) -> Content:
        there = self._content
        return replace(
            there,
            records=[*there.records, *(ready.record for ready in new.values())],
            sources={**there.sources, **{key: ready.source for key, ready in new.items()}},
            problems=[],
        )

    def _needs(self, draft: Draft) -> Iterator[str]:
        """The keys of the drafts that a draft refers to, and of those that these do."""
        waiting, seen = [*sorted(draft.needs)], set()
        while waiting:
            key = waiting.pop()
            if key in self._made and key not in seen:
                seen.add(key)
                yield key
                waiting += sorted(self._made[key].needs)

    def _needed_keys(self, ready: Iterable[Ready]) -> dict[str, None]:
        needed = {key for each in ready for key in self._needs(each.draft)}
        return dict.fromkeys(key for key in self._made if key in needed)

    def _needed(self, ready: Iterable[Ready]) -> dict[str, Ready]:
        """The drafts that others refer to, as they may be written."""
        made = ((key, _ready(self._made[key])[0]) for key in self._needed_keys(ready))
        return {key: each for key, each in made if each}

    def _rejections(self, rows: list[Row], draft: Draft, problems: list[Problem]) -> list[Rejection]:
        """The rejections of the rows of a record, for what is wrong with a draft: its own, or one that it refers to."""
        wrong = []
        for problem in problems:
            cell = draft.cell_at(problem.field)
            field = shown_path(problem.field)
            row = next((row for row in rows if cell and row.number == cell.row.number), rows[0])
            column = cell.column if cell else column_for(self._map.fields, problem.field)
            said = sentence(of_a_table(problem, column))
            reason = f"{field}: {said}" if field else said
            wrong.append(Rejection(row, reason, column, cell.found if cell else ""))
        return together(rows, wrong) if wrong else []


def _ready(draft: Draft) -> tuple[Ready | None, list[Problem]]:
    """A draft, its file, and the record that it makes by itself; and what is wrong with it."""
    text = drawn(draft.kind.record, draft.values)
    source = read_bytes(text.encode("utf-8", "replace"), "")
    record, problems, _ = structure(draft.kind.record, source, {"id": draft.id or UNNAMED})
    if source.problems or problems or not record:
        return None, [*source.problems, *problems]
    return _filed(draft, text, record), []


def _filed(draft: Draft, text: str, record: Record) -> Ready:
    """With the file that it goes into: records that have a date lie in a folder for its year."""
    when = draft.kind.day(record) if draft.kind.dated else None
    year = f"{when.year:04}/" if when and when.year else ""
    path = f"{draft.kind.folder}/{year}{draft.id}.yml"
    return Ready(draft, path, Source(path, text, {}), record)


def _named(record: Record) -> tuple[str, str]:
    """What an id is made of: the date and the title."""
    when, title = kind_of(record).day(record), called(record)
    return when.text if when else "", next(title.all()).text if title else ""


def _said(value: Any) -> Hashable:
    """What a record says, whatever its id and the order of languages, by which it can be looked up."""
    if isinstance(value, Record):
        return (type(value), *(_said(below) for name, below in value if name != "id"))
    if isinstance(value, BaseModel):
        return tuple(_said(below) for _, below in value)
    if isinstance(value, tuple):
        return tuple(map(_said, value))
    return frozenset(value.items()) if isinstance(value, dict) else value
