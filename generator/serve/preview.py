"""The records while they are edited: read, checked and linked again in the time that a change takes, and each page
rendered when it is asked for. Where the records have errors the last good pages stay. Nothing is written.
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


class Made(NamedTuple):
    """What a unit became, and what it read for that."""

    outputs: Mapping[str, bytes]
    dependencies: tuple[str, ...]


class Shown(NamedTuple):
    """What pages are made of: the last sound records."""

    archive: RecordingArchive
    edition: Edition
    versions: Mapping[str, RecordVersion]


class Preview:
    """A content folder and its pages, for as long as somebody edits it."""

    def __init__(
        self,
        folder: Path,
        edition_of: Callable[[Content], Edition],
        values: Callable[[ContentFiles], ParsedValues] = lambda _: {},
    ) -> None:
        """`values` tells what YAML makes of files, as far as that is known, when they are read for the first time."""
        self._folder, self._edition_of, self._values = folder, edition_of, values
        self._found: ContentFiles | None = None
        self.content = Content()
        self.problems: list[Problem] = []
        self.settings: Mapping[str, bytes] = {}
        """What the printer must know, by its path below the folder of pages."""
        self._review = CheckSession()
        self._shown: Shown | None = None
        self._made: dict[PageUnit, Made] = {}
        self._unit_of: dict[str, PageUnit] = {}
        self._lock = RLock()

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages of the pages; none before the records were sound for the first time."""
        return self._shown.archive.site.languages if self._shown else ()

    @property
    def shown(self) -> Edition | None:
        """The edition that the pages are of."""
        return self._shown.edition if self._shown else None

    def refresh(self) -> None:
        """Take in what was saved since the last time."""
        with self._lock:
            content = self._read()
            edition = self._edition_of(content)
            self.problems = self._review.check_incrementally(content, edition)
            self.content = content
            if not has_errors(self.problems):
                self._show(content, edition)

    def _read(self) -> Content:
        earlier, self._found = self._found, find_files(self._folder, self._found)
        return load(self._found, {} if earlier else self._values(self._found), self.content.valid)

    def _show(self, content: Content, edition: Edition) -> None:
        """Have pages made of these records from here on; those that the change does not concern are kept."""
        last = self._shown
        archive = link(content.site, content.records, content.files, edition, last and last.archive)
        if last and (last.edition, last.archive.site) == (edition, content.site):
            changes = Changes.between(last.versions, self._review.versions)
            self._made = {unit: made for unit, made in self._made.items() if not changes.affect(made.dependencies)}
        else:
            self._made = {}
        self._shown = Shown(archive, edition, self._review.versions)
        settings = {code: language_settings(archive, language(code), PAGES) for code in content.site.languages}
        whole = site_settings(archive)
        self.settings = {whole.path: whole.content} | {f"{code}/{o.path}": o.content for code, o in settings.items()}

    def output(self, *paths: str) -> tuple[str, bytes] | None:
        """The first file that there is at one of some paths below the folder of pages: its path, and its content."""
        with self._lock:
            for unit in self._units(paths):
                outputs = self._made_of(unit).outputs
                for path in paths:
                    if path in outputs:
                        return path, outputs[path]
        return None

    def pages(self, code: str) -> list[str]:
        """The path of every page of a language, below its folder. Others are answered in between."""
        archive = self._shown.archive if self._shown else None
        wanted = [unit for unit in units(archive) if unit.language == code] if archive else []
        outputs = chain.from_iterable(map(self._paths, wanted))
        return [path.removeprefix(f"{code}/") for path in outputs if path.endswith(".md")]

    def _paths(self, unit: PageUnit) -> tuple[str, ...]:
        with self._lock:
            return tuple(self._made_of(unit).outputs)

    def _made_of(self, unit: PageUnit) -> Made:
        """What a unit became, made now unless it was."""
        if unit not in self._made:
            self._made[unit] = self._make(unit)
            self._unit_of |= dict.fromkeys(self._made[unit].outputs, unit)
        return self._made[unit]

    def _make(self, unit: PageUnit) -> Made:
        if not self._shown:
            return Made({}, ())
        archive = self._shown.archive
        with archive.recording() as dependencies:
            outputs = {output.path: output.content for output in render_unit(archive, unit)}
        return Made(outputs, tuple(dependencies))

    def _units(self, paths: Sequence[str]) -> Iterator[PageUnit]:
        """The units that may make a file: that which did, else those of records with such an id, else all others."""
        yield from (self._unit_of[path] for path in paths if path in self._unit_of)
        parts = [PurePosixPath(path).with_suffix("").parts for path in paths]
        ids = {part for each in parts for part in each[1:]}
        if not self._shown or parts[0][0] not in self.languages:
            return
        for record in self._shown.archive.records:
            if not ids.isdisjoint((record.id, *record.formerly)):
                yield PageUnit(parts[0][0], key_of(record))
        yield from (PageUnit(parts[0][0], position=position) for position in range(len(PAGES)))
