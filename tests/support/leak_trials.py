"""Trials: the public edition of marked content must be that of the same content without what is internal."""

import difflib
from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import NamedTuple

from generator.archive.dependencies import RecordingArchive
from generator.archive.edition import Edition, link
from generator.checks.run import check
from generator.content.files import ContentFile, ContentFiles
from generator.content.load import Content, load
from generator.dossier.brief import Brief, meetings_with_brief
from generator.pages import render_unit, units
from generator.pages.site_settings import site_settings
from generator.problems import has_errors
from tests.support.hand_deletion import Files, as_bytes, delete_internal
from tests.support.random_marks import CANARY, Marker

FOLDER = Path("content")
Pages = Mapping[str, bytes]
"""Every file that is made of an edition, by path: pages, search documents and settings."""


class Marked(NamedTuple):
    """Content with random marks, and the same without what is internal."""

    marked: Content
    stripped: Content
    today: date
    """A day from which editions look back."""
    past: date

    @property
    def editions(self) -> tuple[Edition, Edition]:
        """The public editions of today and of an earlier day."""
        return Edition(self.today), Edition(self.past, today=self.today)


@dataclass
class Outcome:
    """What a trial saw."""

    seed: int
    valid: bool
    """Whether the marked content has no errors."""
    records: int
    """The number of records that stay public."""
    canaries: int
    """The number of canaries in the internal edition."""
    failures: list[str]


def load_files(files: Files) -> Content:
    """Load plain values as if they were files of a content folder."""
    named = (ContentFile(FOLDER / path, Path(path), as_bytes(values)) for path, values in files.items())
    return load(ContentFiles(FOLDER, tuple(sorted(named, key=lambda file: file.sort_key))), {})


def mark(files: Files, seed: int) -> Marked:
    """Mark a copy of `files` by chance, and choose days."""
    chance, marked = Random(seed), deepcopy(files)  # noqa: S311  a seed makes the same trial again
    marker = Marker(marked, chance)
    marker.mark()
    days = [date.fromisoformat(day) + timedelta(days=chance.choice((-1, 0, 0, 1))) for day in marker.days]
    past, today = sorted(chance.sample(sorted(set(days)), 2))
    return Marked(load_files(marked), load_files(delete_internal(marked)), today, past)


def link_content(content: Content, edition: Edition, earlier: RecordingArchive | None = None) -> RecordingArchive:
    """Return the archive of an edition."""
    return link(content.site, content.records, content.files, edition, earlier)


def render(archive: RecordingArchive) -> Pages:
    """Return all that is made of an archive."""
    outputs = [output for unit in units(archive) for output in render_unit(archive, unit)]
    return {output.path: output.content for output in (site_settings(archive), *outputs)}


def trial(files: Files, seed: int) -> Outcome:
    """Mark by chance and compare the editions of today and of an earlier day."""
    marks = mark(files, seed)
    failures = [f"the stripped content is not valid: {problem}" for problem in marks.stripped.problems]
    failures += [f"the marked content is not valid: {problem}" for problem in marks.marked.problems]
    for edition in marks.editions:
        archive = link_content(marks.marked, edition)
        pages, expected = render(archive), render(link_content(marks.stripped, edition))
        failures += [f"{edition.day}: {difference}" for difference in differences(pages, expected)]
        failures += [f"{edition.day}: {path} has {CANARY}" for path in with_canary(pages)]
        failures += [f"{edition.day}: {each}" for each in briefs_that_differ(marks, edition)]
    problems = check(marks.marked, Edition(marks.today))
    failures += [f"the marks are not closed: {each}" for each in problems if each.rule.code == "refers-to-internal"]
    return Outcome(
        seed,
        valid=not has_errors(problems),
        records=len(marks.stripped.records),
        canaries=str(marks.marked.records).count(CANARY),
        failures=failures,
    )


def differences(pages: Pages, expected: Pages) -> Iterator[str]:
    """Yield the paths of which one set has more, and the first lines that differ in a file."""
    yield from (f"{path} is there for something internal" for path in sorted(pages.keys() - expected.keys()))
    yield from (f"{path} is missing" for path in sorted(expected.keys() - pages.keys()))
    for path in sorted(pages.keys() & expected.keys()):
        if pages[path] != expected[path]:
            before, after = (each[path].decode().splitlines() for each in (expected, pages))
            changed = list(difflib.unified_diff(before, after, n=0, lineterm=""))
            yield "\n    ".join([f"{path} differs", *changed[3:9]])


def with_canary(pages: Pages) -> list[str]:
    """Return the paths of files with a canary, in their name too."""
    return [path for path, content in pages.items() if CANARY.encode() in (path.encode() + content).lower()]


def briefs_that_differ(marks: Marked, edition: Edition) -> list[str]:
    """Return the meetings of which the brief on the eve differs."""
    marked, stripped = (contents_of_briefs(link_content(each, edition)) for each in (marks.marked, marks.stripped))
    return [
        f"the brief of {key} differs" for key in marked.keys() | stripped.keys() if marked.get(key) != stripped.get(key)
    ]


def contents_of_briefs(archive: RecordingArchive) -> dict[str, str]:
    """Return the contents of each brief on the eve, by the id of its meeting."""
    briefs = {each.id: Brief.on_eve(each, archive) for each in meetings_with_brief(archive)}
    return {key: repr([brief.last_meeting, brief.commitments, brief.agreements]) for key, brief in briefs.items()}
