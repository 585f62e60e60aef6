"""`Preview`: the records and pages of a content folder in memory, while somebody edits it.

After a save, only changed records are read, checked and linked again; a page is rendered when `preview_site.py` asks
for it. While records have errors, the last valid pages stay. Nothing is written.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import chain
from pathlib import Path, PurePosixPath
from threading import RLock
from typing import NamedTuple

from generator.archive.dependencies import Changes, RecordingArchive, RecordVersion
from generator.archive.edition import Edition, link
from generator.checks.incremental import CheckSession
from generator.content.files import ContentFiles, find_files
from generator.content.load import Content, load
from generator.content.parse import ParsedValues
from generator.kinds import key_of
from generator.pages import PAGES, PageUnit, render_unit, units
from generator.pages.site_settings import language_settings, site_settings
from generator.problems import Problem, has_errors
from generator.values.languages import language


class UnitOutputs(NamedTuple):
    """The files of a rendered unit by path, and the parts of the archive that it depends on."""

    files: Mapping[str, bytes]
    dependencies: tuple[str, ...]


class ValidEdition(NamedTuple):
    """The last records without errors, of which pages are rendered."""

    archive: RecordingArchive
    edition: Edition
    versions: Mapping[str, RecordVersion]


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
        self._valid: ValidEdition | None = None
        self._rendered: dict[PageUnit, UnitOutputs] = {}
        self._unit_of: dict[str, PageUnit] = {}
        """The unit that has rendered a path."""
        self._lock = RLock()

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages of the pages; none until the records are valid."""
        return self._valid.archive.site.languages if self._valid else ()

    @property
    def edition(self) -> Edition | None:
        """The edition of the pages; None until the records are valid."""
        return self._valid.edition if self._valid else None

    def refresh(self) -> None:
        """Take in all that was saved since the last call."""
        with self._lock:
            content = self._load()
            edition = self._edition_of(content)
            self.problems = self._checks.check_incrementally(content, edition)
            self.content = content
            if not has_errors(self.problems):
                self._link(content, edition)

    def _load(self) -> Content:
        is_first, self._files = self._files is None, find_files(self._folder, self._files)
        return load(self._files, self._parse(self._files) if is_first else {}, self.content.valid)

    def _link(self, content: Content, edition: Edition) -> None:
        """Render pages of these records from now on.

        Keep the rendered units that no change affects.
        """
        last = self._valid
        archive = link(content.site, content.records, content.files, edition, last and last.archive)
        if last and (last.edition, last.archive.site) == (edition, content.site):
            changes = Changes.between(last.versions, self._checks.versions)
            rendered = self._rendered.items()
            self._rendered = {unit: outputs for unit, outputs in rendered if not changes.affect(outputs.dependencies)}
        else:
            self._rendered = {}
        self._valid = ValidEdition(archive, edition, self._checks.versions)
        settings = {code: language_settings(archive, language(code), PAGES) for code in content.site.languages}
        site = site_settings(archive)
        self.settings = {site.path: site.content} | {f"{code}/{o.path}": o.content for code, o in settings.items()}

    def find_file(self, *paths: str) -> tuple[str, bytes] | None:
        """Return path and content of the first file that exists among `paths`, or None.

        The paths are below the folder of pages.
        """
        with self._lock:
            for unit in self._candidate_units(paths):
                files = self._render_once(unit).files
                for path in paths:
                    if path in files:
                        return path, files[path]
        return None

    def page_paths(self, code: str) -> list[str]:
        """Return the path of every page of a language, below its folder.

        Renders all units. Other threads may ask for a page in between.
        """
        archive = self._valid.archive if self._valid else None
        wanted = [unit for unit in units(archive) if unit.language == code] if archive else []
        paths = chain.from_iterable(map(self._paths, wanted))
        return [path.removeprefix(f"{code}/") for path in paths if path.endswith(".md")]

    def _paths(self, unit: PageUnit) -> tuple[str, ...]:
        with self._lock:
            return tuple(self._render_once(unit).files)

    def _render_once(self, unit: PageUnit) -> UnitOutputs:
        """Return the outputs of a unit, rendered now unless it was before."""
        if unit not in self._rendered:
            self._rendered[unit] = self._render(unit)
            self._unit_of |= dict.fromkeys(self._rendered[unit].files, unit)
        return self._rendered[unit]

    def _render(self, unit: PageUnit) -> UnitOutputs:
        if not self._valid:
            return UnitOutputs({}, ())
        archive = self._valid.archive
        with archive.recording() as dependencies:
            files = {output.path: output.content for output in render_unit(archive, unit)}
        return UnitOutputs(files, tuple(dependencies))

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
