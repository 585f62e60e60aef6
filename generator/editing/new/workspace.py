"""`Workspace` and `Draft`: unsaved records, checked as if they were in the folder, then written.

`content/write_record.py` makes the text of a file; `questions.py` makes the values.
"""

import errno
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from itertools import pairwise
from pathlib import Path
from typing import Any

from generator.archive.archive import Archive
from generator.archive.edition import Edition
from generator.checks.context import Check, CheckContext
from generator.checks.run import ADVISORY_CHECKS, ARCHIVE_CHECKS, RECORD_CHECKS, locate_and_sort
from generator.content.files import ContentFile, ContentFiles
from generator.content.load import Content, load
from generator.content.parse import ParsedValues
from generator.content.write_record import record_yaml
from generator.content.yaml_parser import YamlValue
from generator.editing.internal_marks import referred_to_internally
from generator.editing.lookup import RecordLookup
from generator.incremental.atomic import ChangedError, replace_file
from generator.kinds import KINDS, key_of, kind_of
from generator.kinds.kind import Kind
from generator.kinds.record import Record
from generator.kinds.traversal import INTERNAL
from generator.problems import FieldPath, Problem
from generator.values.family_name import FamilyName
from generator.values.folding import fold_name, slug
from generator.values.ids import propose_id

UNNAMED = "not-named-yet"
"""The id of a draft without one."""


@dataclass
class Draft:
    """An unsaved record."""

    kind: Kind[Any]
    id: str = ""
    values: dict[str, YamlValue] = field(default_factory=dict)
    family: str = ""
    """The family name of the person, with which the id begins. Empty if it is not clear."""

    @property
    def place(self) -> Path:
        """The path of its file below the content folder."""
        return Path(self.kind.folder, f"{self.id or UNNAMED}.yml")

    def put(self, path: FieldPath, value: YamlValue) -> None:
        """Set the value at `path`; create the mappings and lists on the way."""
        here: Any = self.values
        for step, then in pairwise(path):
            fresh: YamlValue = [] if isinstance(then, int) else {}
            if isinstance(here, list) and isinstance(step, int) and step == len(here):
                here.append(fresh)
            elif isinstance(here, dict):
                here.setdefault(step, fresh)
            here = here[step]
        if isinstance(here, list) and path[-1] == len(here):
            here.append(value)
        else:
            here[path[-1]] = value

    def with_values(self, values: dict[str, YamlValue]) -> "Draft":
        """Return this draft with other values."""
        return replace(self, values=values)


class Workspace:
    """A content folder with drafts, which are loaded and checked like files of it."""

    def __init__(self, files: ContentFiles, parsed: ParsedValues, edition: Callable[[Content], Edition]) -> None:
        self._files, self._parsed = files, parsed
        self._content = load(files, parsed)
        self._edition = edition(self._content)
        self.site = self._content.site
        self.archive = self._archive_of(self._content.records)
        self.lookup = RecordLookup(self.archive)
        self._last_archive = self.archive
        """The archive with the last draft. The next one reuses most of it while the ids are the same."""
        self._finished: list[Draft] = []

    def _archive_of(self, records: Iterable[Record], earlier: Archive | None = None) -> Archive:
        edition, files = self._edition, self._content.files
        return Archive(self.site, records, files, edition.day, "internal", edition.today, earlier)

    def finish(self, draft: Draft) -> None:
        """Make a draft a record, to which other drafts may refer."""
        self._finished.append(draft)
        records = load(self._files_with(), self._parsed, self._content.valid).records
        self.archive = self._archive_of(records, self._last_archive)
        self.lookup = RecordLookup(self.archive)

    def mark_internal(self) -> list[str]:
        """Make the finished drafts internal to which only internal records refer.

        Return their keys. The last draft is the record that was asked for.
        """
        keys = {draft.place.with_suffix("").as_posix(): draft for draft in self._finished[:-1]}
        created = {key: record for record in self.archive.records if (key := key_of(record)) in keys}
        others = [record for record in self.archive.records if key_of(record) not in created]
        internal = sorted(referred_to_internally(created, others)) if created else []
        for key in internal:
            keys[key].values["audience"] = INTERNAL
        return internal

    @property
    def finished(self) -> tuple[Draft, ...]:
        """The drafts that are records now."""
        return tuple(self._finished)

    @property
    def languages(self) -> Sequence[str]:
        """The languages of the site."""
        return self.site.languages

    def path(self, draft: Draft) -> Path:
        """Return the path of the file of a draft."""
        return self._files.folder / draft.place

    def text(self, draft: Draft) -> str:
        """Return the text of the file of a draft."""
        return record_yaml(draft.kind.record, draft.values, self.languages)

    def _files_with(self, *drafts: Draft) -> ContentFiles:
        wanted = {draft.place: draft for draft in (*self._finished, *drafts)}
        files = (ContentFile(self.path(draft), place, self.text(draft).encode()) for place, draft in wanted.items())
        return replace(self._files, files=tuple(sorted((*self._files.files, *files), key=lambda file: file.sort_key)))

    def record(self, draft: Draft) -> Record | None:
        """Return the record of a draft. None if the draft is not valid yet."""
        records = load(self._files_with(draft), self._parsed, self._content.valid).records
        wanted = (draft.kind, draft.id or UNNAMED)
        return next((record for record in records if (kind_of(record), record.id) == wanted), None)

    def problems(self, draft: Draft) -> list[Problem]:
        """Return the problems that `check` would report for the draft, if saved now."""
        content = load(self._files_with(draft), self._parsed, self._content.valid)
        self._last_archive = archive = self._archive_of(content.records, self._last_archive)
        key = draft.place.with_suffix("").as_posix()
        public = self._edition.audience == "public"
        own_context = CheckContext(archive, content.invalid, public=public, key=key)
        whole_context = replace(own_context, key="")
        breaches = (*_run(RECORD_CHECKS, own_context, key), *_run(ARCHIVE_CHECKS, whole_context, key))
        problems = locate_and_sort(content, breaches, lambda: _run(ADVISORY_CHECKS, own_context, key))
        name = self.path(draft).as_posix()
        return [problem for problem in problems if problem.place and problem.place.file == name]

    def proposals(self, draft: Draft) -> tuple[str, ...]:
        """Return free ids for a draft, the best first.

        Empty if the draft is not valid yet.
        """
        return self._propose(draft, self._used_ids(draft.kind))

    def _propose(self, draft: Draft, used: frozenset[str]) -> tuple[str, ...]:
        record = None if draft.kind.naming.restates_a_standard else self.record(draft)
        if record is None:
            return ()
        when = draft.kind.day(record)
        title = self.archive.title(record, self.archive.site_language).text
        family = draft.kind.naming.family_name(record)
        turned = family.candidates.get(draft.family, "") if family else ""
        words = (turned,) if turned else draft.kind.naming.id_words(record, self.archive) or (title,)
        day = when.text if when else ""
        return tuple(dict.fromkeys(propose_id(day, each, used) for each in words if day or slug(each)))

    def family(self, draft: Draft) -> FamilyName | None:
        """Return the possible family names if the draft is about a person, else None."""
        record = self.record(draft)
        return draft.kind.naming.family_name(record) if record else None

    def possible_duplicates(self, draft: Draft) -> tuple[Record, ...]:
        """Return the records of the kind with the same name or a proposed id.

        Records with a date are not compared by name: talks recur.
        """
        title = draft.values.get("name") or draft.values.get("title")
        names = title.values() if isinstance(title, dict) else [title]
        wanted = set() if draft.kind.is_dated else {_words(name) for name in names if isinstance(name, str)}
        ids = set(self._propose(draft, frozenset()))
        return tuple(
            record
            for record in self.archive.records
            if kind_of(record) is draft.kind
            and (ids & {record.id, *record.formerly} or wanted & set(map(_words, self.archive.names(record))))
        )

    def existing_file(self, draft: Draft) -> str:
        """Return the file of a record that has or had an id proposed for the draft.

        Empty if there is none.
        """
        wanted = self._propose(draft, frozenset())
        keys = [f"{kind.folder}/{each}" for kind in _sharing_ids(draft.kind) for each in wanted]
        keys += [key_of(each) for each in self._records_of(_sharing_ids(draft.kind)) if {*wanted} & {*each.formerly}]
        return next((self._content.sources[key].file for key in keys if key in self._content.sources), "")

    def _records_of(self, kinds: Sequence[Kind[Any]]) -> list[Record]:
        return [record for record in self.archive.records if kind_of(record) in kinds]

    def _used_ids(self, kind: Kind[Any]) -> frozenset[str]:
        """Return the ids, also former ones, of all kinds in the id space of `kind`."""
        unread = {key.partition("/")[2] for key in self._content.sources}
        return frozenset(
            {
                identifier
                for record in self._records_of(_sharing_ids(kind))
                for identifier in (record.id, *record.formerly)
            }
            | unread
        )

    def write(self) -> list[Path]:
        """Write the finished drafts, each into a new file: all or none.

        Raises FileExistsError, OSError.
        """
        written: list[Path] = []
        try:
            for draft in self._finished:
                path = self.path(draft)
                path.parent.mkdir(parents=True, exist_ok=True)
                replace_file(path, None, self.text(draft).encode())
                written.append(path)
        except BaseException as error:
            for path in written:
                with suppress(OSError):
                    path.unlink()
            if isinstance(error, ChangedError):
                raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(error.args[0])) from None
            raise
        return written


def _sharing_ids(kind: Kind[Any]) -> list[Kind[Any]]:
    """Return the kinds that share one set of ids with `kind`, and itself."""
    return [each for each in KINDS if each.id_space == kind.id_space]


def _words(name: str) -> tuple[str, ...]:
    """Return the folded words of a name, sorted."""
    return tuple(sorted(fold_name(name.replace(",", " ")).split()))


def _run(checks: Iterable[Check], context: CheckContext, key: str) -> Iterator[Problem]:
    """Yield the problems that checks find in one record."""
    for check in checks:
        yield from (problem for problem in check(context) if problem.record == key)
