"""Records that are being written: their values, what checking finds in them before they are in the folder, their file.

How a file reads is for `drawing.py`; which values there are, for whoever asks for them.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from itertools import pairwise
from pathlib import Path
from typing import Any

from generator.archive.archive import Archive
from generator.archive.edition import Edition
from generator.checks.context import Check, CheckContext
from generator.checks.records import ADVISORY_CHECKS, ARCHIVE_CHECKS, RECORD_CHECKS
from generator.checks.run import locate_and_sort
from generator.content.files import ContentFile, ContentFiles
from generator.content.load import Content, load_found
from generator.content.parse import ParsedValues
from generator.content.write_record import record_yaml
from generator.content.yaml_parser import Value
from generator.editing.lookup import RecordLookup
from generator.kinds import KINDS, key_of, kind_of
from generator.kinds.kind import Kind
from generator.kinds.record import Record
from generator.problems import FieldPath, Problem
from generator.values.family_name import FamilyName
from generator.values.folding import fold_name, slug
from generator.values.ids import propose

UNNAMED = "not-named-yet"
"""The id of a draft that has none yet."""


@dataclass
class Draft:
    """A record that is being written."""

    kind: Kind[Any]
    id: str = ""
    values: dict[str, Value] = field(default_factory=dict)
    family: str = ""
    """The family name of whom it is about, where that is known: the id begins with it."""

    @property
    def place(self) -> Path:
        """Its file below the content folder."""
        return Path(self.kind.folder, f"{self.id or UNNAMED}.yml")

    def put(self, path: FieldPath, value: Value) -> None:
        """Set the value at a path; mappings and lists on the way come into being."""
        here: Any = self.values
        for step, then in pairwise(path):
            fresh: Value = [] if isinstance(then, int) else {}
            if isinstance(here, list) and isinstance(step, int) and step == len(here):
                here.append(fresh)
            elif isinstance(here, dict):
                here.setdefault(step, fresh)
            here = here[step]
        if isinstance(here, list) and path[-1] == len(here):
            here.append(value)
        else:
            here[path[-1]] = value

    def with_values(self, values: dict[str, Value]) -> "Draft":
        """The same record with other values."""
        return replace(self, values=values)


class Workspace:
    """A content folder, with drafts in it as if they were files of it."""

    def __init__(self, found: ContentFiles, known: ParsedValues, edition: Callable[[Content], Edition]) -> None:
        self._found, self._known = found, known
        self._content = load_found(found, known)
        self._edition = edition(self._content)
        self.site = self._content.site
        self.archive = self._archive_of(self._content.records)
        self.candidates = RecordLookup(self.archive)
        self._tried = self.archive
        """With the draft as it was last: as long as ids are the same, most of it stays."""
        self._finished: list[Draft] = []

    def _archive_of(self, records: Iterable[Record], earlier: Archive | None = None) -> Archive:
        edition, files = self._edition, self._content.files
        return Archive(self.site, records, files, edition.day, "internal", edition.today, earlier)

    def finish(self, draft: Draft) -> None:
        """Take a draft for a record, to which others may refer."""
        self._finished.append(draft)
        records = load_found(self._with(), self._known, self._content.sound).records
        self.archive = self._archive_of(records, self._tried)
        self.candidates = RecordLookup(self.archive)

    @property
    def finished(self) -> tuple[Draft, ...]:
        """The drafts that are records by now."""
        return tuple(self._finished)

    @property
    def languages(self) -> Sequence[str]:
        """The languages of the site."""
        return self.site.languages

    def path(self, draft: Draft) -> Path:
        """The file of a draft."""
        return self._found.folder / draft.place

    def text(self, draft: Draft) -> str:
        """What is to stand in the file of a draft."""
        return record_yaml(draft.kind.record, draft.values, self.languages)

    def _with(self, *drafts: Draft) -> ContentFiles:
        wanted = {draft.place: draft for draft in (*self._finished, *drafts)}
        files = (ContentFile(self.path(draft), place, self.text(draft).encode()) for place, draft in wanted.items())
        return replace(self._found, files=tuple(sorted((*self._found.files, *files), key=lambda file: file.order)))

    def record(self, draft: Draft) -> Record | None:
        """The record that a draft is; None where it lacks something."""
        records = load_found(self._with(draft), self._known, self._content.sound).records
        wanted = (draft.kind, draft.id or UNNAMED)
        return next((record for record in records if (kind_of(record), record.id) == wanted), None)

    def problems(self, draft: Draft) -> list[Problem]:
        """What `check` would say of a draft, were it in the folder as it is now."""
        content = load_found(self._with(draft), self._known, self._content.sound)
        self._tried = archive = self._archive_of(content.records, self._tried)
        key = draft.place.with_suffix("").as_posix()
        public = self._edition.audience == "public"
        of_it = CheckContext(archive, content.unsound, public=public, part=key)
        of_all = replace(of_it, part="")
        found = (*_found(RECORD_CHECKS, of_it, key), *_found(ARCHIVE_CHECKS, of_all, key))
        problems = locate_and_sort(content, found, lambda: _found(ADVISORY_CHECKS, of_it, key))
        name = self.path(draft).as_posix()
        return [problem for problem in problems if problem.place and problem.place.file == name]

    def proposals(self, draft: Draft) -> tuple[str, ...]:
        """Ids for a draft that are not taken, the best first; none before it is a record."""
        return self._proposed(draft, self._taken(draft.kind))

    def _proposed(self, draft: Draft, taken: frozenset[str]) -> tuple[str, ...]:
        record = None if draft.kind.naming.restates_a_standard else self.record(draft)
        if record is None:
            return ()
        when = draft.kind.day(record)
        title = self.archive.title(record, self.archive.site_language).text
        family = draft.kind.naming.family_name(record)
        turned = family.turned.get(draft.family, "") if family else ""
        words = (turned,) if turned else draft.kind.naming.id_words(record, self.archive) or (title,)
        day = when.text if when else ""
        return tuple(dict.fromkeys(propose(day, each, taken) for each in words if day or slug(each)))

    def family(self, draft: Draft) -> FamilyName | None:
        """What may be the family name of whom a draft is about, if it is a record and about somebody."""
        record = self.record(draft)
        return draft.kind.naming.family_name(record) if record else None

    def namesakes(self, draft: Draft) -> tuple[Record, ...]:
        """The records that may be what a draft is: of its kind and called the same, in whatever order the words are,
        or with the id that would be proposed for it. Names alone say little of what has a date: talks recur."""
        given = draft.values.get("name") or draft.values.get("title")
        names = given.values() if isinstance(given, dict) else [given]
        wanted = set() if draft.kind.is_dated else {_words(name) for name in names if isinstance(name, str)}
        ids = set(self._proposed(draft, frozenset()))
        return tuple(
            record
            for record in self.archive.records
            if kind_of(record) is draft.kind
            and (ids & {record.id, *record.formerly} or wanted & set(map(_words, self.archive.names(record))))
        )

    def there(self, draft: Draft) -> str:
        """The file of the record that has or had an id which is proposed for a draft; empty where there is none."""
        wanted = self._proposed(draft, frozenset())
        keys = [f"{kind.folder}/{each}" for kind in _sharing(draft.kind) for each in wanted]
        keys += [key_of(each) for each in self._of(_sharing(draft.kind)) if {*wanted} & {*each.formerly}]
        return next((self._content.sources[key].file for key in keys if key in self._content.sources), "")

    def _of(self, kinds: Sequence[Kind[Any]]) -> list[Record]:
        return [record for record in self.archive.records if kind_of(record) in kinds]

    def _taken(self, kind: Kind[Any]) -> frozenset[str]:
        """The ids that records have or had which share their ids with those of a kind."""
        unread = {key.partition("/")[2] for key in self._content.sources}
        return frozenset(
            {identifier for record in self._of(_sharing(kind)) for identifier in (record.id, *record.formerly)} | unread
        )

    def write(self) -> list[Path]:
        """Write the finished drafts, each into a file that was not there. Raises FileExistsError, and then has written
        none of them."""
        written: list[Path] = []
        try:
            for draft in self._finished:
                path = self.path(draft)
                path.parent.mkdir(parents=True, exist_ok=True)
                with path.open("x", encoding="utf-8", newline="\n") as file:
                    written.append(path)
                    file.write(self.text(draft))
        except BaseException:
            for path in written:
                with suppress(OSError):
                    path.unlink()
            raise
        return written


def _sharing(kind: Kind[Any]) -> list[Kind[Any]]:
    """The kinds that share their ids with a kind, and it."""
    return [each for each in KINDS if each.id_space == kind.id_space]


def _words(name: str) -> tuple[str, ...]:
    """The words of a name as they are compared, in an order that is not theirs."""
    return tuple(sorted(fold_name(name.replace(",", " ")).split()))


def _found(checks: Iterable[Check], examined: CheckContext, key: str) -> Iterator[Problem]:
    """What checks find of one record."""
    for check in checks:
        yield from (problem for problem in check(examined) if problem.record == key)
