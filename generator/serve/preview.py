"""`Preview`: the records and pages of a content folder in memory, while somebody edits it.

After a save, only changed records are read, checked and linked again; a page is rendered when `preview_site.py` asks
for it. While records have errors, the last valid pages stay, unless the edition is public and something has been marked
as internal since: then there are no pages. Nothing is written.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import chain
from pathlib import Path, PurePosixPath
from threading import RLock
from typing import NamedTuple

from generator.archive.archive import Archive
from generator.archive.dependencies import Changes, RecordingArchive, RecordVersion
from generator.archive.edition import Edition, link
from generator.checks.incremental import CheckSession
from generator.content.files import ContentFiles, find_files
from generator.content.load import Content, load
from generator.content.parse import ParsedValues
from generator.incremental.outputs import Output
from generator.kinds import key_of
from generator.pages import PAGES, PageUnit, render_documents, render_unit, units
from generator.pages.site_settings import language_settings, site_settings
from generator.problems import Problem, has_errors
from generator.serve.internal_marks import InternalMarks, Marks, has_new_marks
from generator.values.languages import language


class UnitOutputs(NamedTuple):
    """The files of a rendered unit by path, and the parts of the archive that it depends on."""

    files: Mapping[str, bytes]
    dependencies: tuple[str, ...]


class UnitCache:
    """The outputs of units: rendered when they are asked for, and again after a change affects them."""

    def __init__(self, render: Callable[[Archive, PageUnit], Iterable[Output]]) -> None:
        self._render = render
        self._outputs: dict[PageUnit, UnitOutputs] = {}

    def invalidate(self, changes: Changes | None = None) -> None:
        """Drop the outputs that `changes` affect; all outputs if it is None."""
        last, self._outputs = self._outputs, {}
        if changes is not None:
            self._outputs = {unit: each for unit, each in last.items() if not changes.affect(each.dependencies)}

    def get(self, archive: RecordingArchive, unit: PageUnit) -> Mapping[str, bytes]:
        """Return the files of a unit by path, rendered now unless they were before."""
        if unit not in self._outputs:
            with archive.recording() as dependencies:
                files = {output.path: output.content for output in self._render(archive, unit)}
            self._outputs[unit] = UnitOutputs(files, tuple(dependencies))
        return self._outputs[unit].files


class ValidEdition(NamedTuple):
    """The last records without errors, of which pages are rendered."""

    archive: RecordingArchive
    edition: Edition
    versions: Mapping[str, RecordVersion]
    marks: Marks
    """What is internal in these records. Nothing of it is in the archive of a public edition."""


class Preview:
    """A content folder and its pages, for as long as somebody edits it."""

    def __init__(
        self,
        folder: Path,
        edition_of: Callable[[Content], Edition],
        parse: Callable[[ContentFiles], ParsedValues] = lambda _: {},
    ) -> None:
        """`parse` returns the values of files that need no parsing.

        It is called for the first load.
        """
        self._folder, self._edition_of, self._parse = folder, edition_of, parse
        self._files: ContentFiles | None = None
        self.content = Content()
        self.problems: list[Problem] = []
        self.settings: Mapping[str, bytes] = {}
        """The settings files of the site and of its languages, by path below the folder of pages."""
        self._checks = CheckSession()
        self._last_valid: ValidEdition | None = None
        self._internal = InternalMarks()
        self.is_withheld = False
        """Whether the last valid pages may show what is internal now."""
        self._pages, self._documents = UnitCache(render_unit), UnitCache(render_documents)
        self._unit_of: dict[str, PageUnit] = {}
        """The unit that has rendered a path."""
        self._lock = RLock()

    @property
    def _valid(self) -> ValidEdition | None:
        return None if self.is_withheld else self._last_valid

    @property
    def marks(self) -> Marks:
        """What is internal in the records as they were saved last."""
        return self._internal.marks

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages of the pages; none until the records are valid."""
        valid = self._valid
        return valid.archive.site.languages if valid else ()

    @property
    def edition(self) -> Edition | None:
        """The edition of the pages; None until the records are valid."""
        valid = self._valid
        return valid.edition if valid else None

    def refresh(self) -> None:
        """Take in all that was saved since the last call."""
        with self._lock:
            content = self._load()
            edition = self._edition_of(content)
            self.problems = self._checks.check_incrementally(content, edition)
            self.content = content
            self._internal.update(content)
            if not has_errors(self.problems):
                self._link(content, edition)
            last = self._last_valid
            self.is_withheld = bool(last and last.edition.audience == "public") and has_new_marks(
                self.marks, last.marks if last else {}
            )

    def _load(self) -> Content:
        is_first, self._files = self._files is None, find_files(self._folder, self._files)
        return load(self._files, self._parse(self._files) if is_first else {}, self.content.valid)

    def _link(self, content: Content, edition: Edition) -> None:
        """Render pages of these records from now on.

        Keep the rendered units that no change affects.
        """
        last = self._last_valid
        archive = link(content.site, content.records, content.files, edition, last and last.archive)
        if last and (last.edition, last.archive.site) == (edition, content.site):
            changes = Changes.between(last.versions, self._checks.versions)
        else:
            changes = None
        self._pages.invalidate(changes)
        self._documents.invalidate(changes)
        self._last_valid = ValidEdition(archive, edition, self._checks.versions, self.marks)
        settings = {code: language_settings(archive, language(code), PAGES) for code in content.site.languages}
        site = site_settings(archive)
        self.settings = {site.path: site.content} | {f"{code}/{o.path}": o.content for code, o in settings.items()}

    @property
    def index_name(self) -> str:
        """The name of the state for which a search index is made.

        An index of another audience, or from before something was marked as internal, has another name.
        """
        edition = self._last_valid and self._last_valid.edition
        return f"{edition.audience if edition else ''} {self._internal.digest}"

    def find_file(self, *paths: str) -> tuple[str, bytes] | None:
        """Return path and content of the first file that exists among `paths`, or None.

        The paths are below the folder of pages.
        """
        with self._lock:
            for unit in self._candidate_units(paths):
                files = self._render_pages(unit)
                for path in paths:
                    if path in files:
                        return path, files[path]
        return None

    def page_paths(self, code: str) -> list[str]:
        """Return the path of every page of a language, below its folder."""
        files = self._render_all(self._render_pages, [code])
        paths = (path.removeprefix(f"{code}/") for path in chain.from_iterable(files))
        return [path for path in paths if path.endswith(".md")]

    def search_documents(self) -> Iterator[Mapping[str, bytes]]:
        """Yield the search documents of each unit, by path below the folder of pages."""
        return self._render_all(self._render_documents, self.languages)

    def _render_all(
        self, render: Callable[[PageUnit], Mapping[str, bytes]], codes: Sequence[str]
    ) -> Iterator[Mapping[str, bytes]]:
        """Yield the files of every unit in some languages.

        Other threads may ask for a page in between.
        """
        valid = self._valid
        archive = valid.archive if valid else None
        for unit in [unit for unit in units(archive) if unit.language in codes] if archive else ():
            with self._lock:
                files = render(unit)
            yield files

    def _render_pages(self, unit: PageUnit) -> Mapping[str, bytes]:
        files = self._pages.get(self._valid.archive, unit) if self._valid else {}
        self._unit_of |= dict.fromkeys(files, unit)
        return files

    def _render_documents(self, unit: PageUnit) -> Mapping[str, bytes]:
        return self._documents.get(self._valid.archive, unit) if self._valid else {}

    def _candidate_units(self, paths: Sequence[str]) -> Iterator[PageUnit]:
        """Yield the units that may render one of `paths`, the most probable first.

        First the unit that rendered it before, then records with an id from the path, then all other units.
        """
        yield from (self._unit_of[path] for path in paths if path in self._unit_of)
        parts = [PurePosixPath(path).with_suffix("").parts for path in paths]
        ids = {part for each in parts for part in each[1:]}
        if not self._valid or parts[0][0] not in self.languages:
            return
        for record in self._valid.archive.records:
            if not ids.isdisjoint((record.id, *record.formerly)):
                yield PageUnit(parts[0][0], key_of(record))
        yield from (PageUnit(parts[0][0], position=position) for position in range(len(PAGES)))
