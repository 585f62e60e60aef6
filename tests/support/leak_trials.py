"""Trials: the public edition of marked content must be that of the same content without what is internal."""

from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass
from datetime import date, timedelta
from difflib import unified_diff
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import NamedTuple

from generator.archive.dependencies import RecordingArchive
from generator.archive.edition import Edition, link
from generator.checks.run import check
from generator.content.files import ContentFile, ContentFiles
from generator.content.load import Content, load
from generator.dossier.brief import Brief, meetings_with_brief
from generator.incremental.outputs import MANIFEST
from generator.pages import render_unit, units
from generator.pages.render import render_pages
from generator.pages.render_state import STATE_FILE
from generator.pages.site_settings import site_settings
from generator.problems import Severity
from generator.serve.preview import Preview
from tests.support.folders import read_folder
from tests.support.hand_deletion import Files, as_bytes, delete_internal, write_files
from tests.support.random_marks import CANARY, SITE, Marker

FOLDER = Path("content")
LAST_DAY = date(2028, 1, 1)
"""A day after all that has happened in the content."""
OWN_FILES = (STATE_FILE, MANIFEST)
"""What the program keeps in a folder of pages for the next run."""
Pages = Mapping[str, bytes]
"""Every file that is made of an edition, by path: pages, search documents and settings."""


class Marked(NamedTuple):
    """Content with random marks, and two days."""

    files: Files
    today: date
    past: date
    """The day of an edition that looks back from today."""

    @property
    def stripped(self) -> Files:
        """The same without what is internal, deleted by hand."""
        return delete_internal(self.files)

    @property
    def editions(self) -> tuple[Edition, Edition]:
        """The public editions of today and of the earlier day."""
        return Edition(self.today), Edition(self.past, today=self.today)


@dataclass(frozen=True)
class Outcome:
    """What a trial saw."""

    seed: int
    failures: list[str]
    is_valid: bool
    """Whether the marked content has no errors."""
    records: int
    """The number of records that stay public."""
    canaries: int
    """The number of canaries in the marked content."""
    previewed: bool = False
    """Whether the live preview was compared too. It shows no content with errors."""


def load_files(files: Files) -> Content:
    """Load plain values as if they were files of a content folder."""
    named = (ContentFile(FOLDER / path, Path(path), as_bytes(values)) for path, values in files.items())
    return load(ContentFiles(FOLDER, tuple(sorted(named, key=lambda file: file.sort_key))), {})


def mark(files: Files, seed: int) -> Marked:
    """Mark a copy of `files` by chance, and choose days."""
    chance, marked = Random(seed), deepcopy(files)  # noqa: S311  a seed must do the same again
    marker = Marker(marked, chance)
    marker.mark()
    if chance.random() < 0.7:  # in one language a trial takes half the time
        marked[SITE]["languages"] = [chance.choice(marked[SITE]["languages"])]
    days = {date.fromisoformat(day) + timedelta(days=chance.choice((-1, 0, 0, 1))) for day in marker.days}
    past, today = sorted(chance.sample(sorted({*days, LAST_DAY}), 2))
    return Marked(marked, chance.choice((today, LAST_DAY)), past)


def link_content(content: Content, edition: Edition, earlier: RecordingArchive | None = None) -> RecordingArchive:
    """Return the archive of an edition."""
    return link(content.site, content.records, content.files, edition, earlier)


def render(archive: RecordingArchive) -> Pages:
    """Return all that is made of an archive."""
    outputs = [output for unit in units(archive) for output in render_unit(archive, unit)]
    return {output.path: output.content for output in (site_settings(archive), *outputs)}


def trial(files: Files, seed: int) -> Outcome:
    """Mark by chance and compare the editions of today and of an earlier day, also the briefs in them."""
    marks = mark(files, seed)
    marked, stripped = load_files(marks.files), load_files(marks.stripped)
    failures = [f"content is not valid: {each}" for each in (*marked.problems, *stripped.problems)]
    for edition in marks.editions:
        pages, expected = (render(link_content(each, edition)) for each in (marked, stripped))
        failures += [f"{edition.day}: {each}" for each in (*differences(pages, expected), *with_canary(pages))]
        briefs, others = (contents_of_briefs(link_content(each, edition)) for each in (marked, stripped))
        failures += [
            f"{edition.day}: the brief of {key} differs"
            for key in sorted(briefs.keys() | others.keys())
            if briefs.get(key) != others.get(key)
        ]
    return _outcome(seed, marks, marked, len(stripped.records), failures)


def edit_trial(files: Files, seed: int) -> Outcome:
    """Mark by chance after the pages were made: the next ones must be those of a clean build without the marks.

    The same holds for what is reused of an earlier archive, and for the live preview.
    """
    after = mark(files, seed)._replace(today=LAST_DAY)  # on an earlier day meetings that were held are errors
    before = Marked(mark(files, -1 - seed).files if seed % 3 == 0 else files, after.today, after.past)
    before = before._replace(files={**before.files, SITE: after.files[SITE]})  # with another site all is made again
    earlier, later, stripped = (load_files(each) for each in (before.files, after.files, after.stripped))
    edition = after.editions[seed // 2 % 2]
    expected = render(link_content(stripped, edition))
    first = link_content(earlier, edition)
    second = link_content(later, edition, first)
    failures = [f"linked again: {each}" for each in differences(render(second), expected)]
    with TemporaryDirectory() as name:
        folder = Path(name)
        for archive, content in ((first, earlier), (second, later)):
            render_pages(archive, content.digests, folder / "pages")
        written = {path: each for path, each in read_folder(folder / "pages").items() if path not in OWN_FILES}
        failures += [f"built again: {each}" for each in (*differences(written, expected), *with_canary(written))]
        preview = Preview(folder / "content", lambda _: edition)
        previewed = [_preview(preview, each.files, folder / "content") for each in (before, after)]
    if all(previewed):
        failures += [f"previewed: {each}" for each in differences(previewed[1], expected)]
    return _outcome(seed, after, later, len(stripped.records), failures, previewed=all(previewed))


def _preview(preview: Preview, files: Files, folder: Path) -> Pages:
    """Save files and return all that the live preview shows of them; nothing if they have errors."""
    write_files(files, folder)
    preview.refresh()
    if any(problem.rule.severity is Severity.ERROR for problem in preview.problems):
        return {}
    pages = dict(preview.settings)
    for code in preview.languages:
        for path in preview.page_paths(code):
            pages |= [preview.find_file(f"{code}/{path}") or ("", b"")]
    for documents in preview.search_documents():
        pages |= documents
    return pages


def _outcome(
    seed: int, marks: Marked, marked: Content, records: int, failures: list[str], *, previewed: bool = False
) -> Outcome:
    problems = check(marked, Edition(LAST_DAY))
    not_closed = [f"the marks are not closed: {each}" for each in problems if each.rule.code == "refers-to-internal"]
    has_errors = any(problem.rule.severity is Severity.ERROR for problem in problems)
    canaries = str(marks.files).count(CANARY)
    return Outcome(seed, [*failures, *not_closed], not has_errors, records, canaries, previewed)


def differences(pages: Pages, expected: Pages) -> Iterator[str]:
    """Yield the paths of which one set has more, and the first lines that differ in a file."""
    yield from (f"{path} is there for something internal" for path in sorted(pages.keys() - expected.keys()))
    yield from (f"{path} is missing" for path in sorted(expected.keys() - pages.keys()))
    for path in sorted(pages.keys() & expected.keys()):
        if pages[path] != expected[path]:
            without, marked = (each[path].decode().splitlines() for each in (expected, pages))
            changed = list(unified_diff(without, marked, n=0, lineterm=""))
            yield "\n    ".join([f"{path} differs", *changed[3:9]])


def with_canary(pages: Pages) -> Iterator[str]:
    """Yield the files with a canary, in their name too."""
    for path, content in pages.items():
        if CANARY.encode() in (path.encode() + content).lower():
            yield f"{path} has a canary"


def contents_of_briefs(archive: RecordingArchive) -> dict[str, str]:
    """Return the contents of each brief on the eve, by the id of its meeting."""
    briefs = {each.id: Brief.on_eve(each, archive) for each in meetings_with_brief(archive)}
    return {
        key: repr([brief.last_meeting, brief.commitments, brief.agreements, brief.statements, brief.dates])
        for key, brief in briefs.items()
    }
