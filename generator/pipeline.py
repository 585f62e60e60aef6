"""The steps of a build, in order: find, parse, load, check, link, render, publish. Read this first.

Each step is in a package of its own. Commands print; nothing here does, and nothing here reads the clock or the
environment: both come as arguments. MkDocs and page templates are imported only where they are needed.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from generator.archive.dependencies import RecordingArchive
from generator.archive.edition import Edition, link
from generator.checks.run import check, check_in_background
from generator.content.files import ContentFiles, find_files
from generator.content.load import Content, load
from generator.content.parse import ParsedValues, parse
from generator.incremental.cache import Cache, RunResult, run_fingerprint
from generator.incremental.outputs import ForeignFolderError, WriteSummary
from generator.incremental.stages import Stages
from generator.incremental.workers import cpu_count
from generator.kinds.record import Audience
from generator.problems import Problem, Severity, has_errors
from generator.problems.report import FORMATTERS, format_counts, format_text
from generator.site import SiteNotWritableError
from generator.site.edition_mark import audience_of_pages, audience_of_site, is_site
from generator.site.up_to_date import is_up_to_date

if TYPE_CHECKING:
    from generator.site.language_tree import TreeSummary

ReportFormat = Literal["text", "json", "github"]
"""The formats of a report of problems."""
MIN_FILES_TO_CACHE = 200
"""The number of files from which reading the cache takes less time than parsing."""


@dataclass(frozen=True)
class EditionRequest:
    """The edition that a command asks for, and the clock."""

    as_of: date | None
    """The day of the edition; None for today."""
    audience: Audience
    today_in: Callable[[str], date]
    """Returns the date of today in a time zone."""
    looks_back: bool = False
    """Look back from today on an earlier day, as pages do. Checks take the day for today."""

    def edition_for(self, content: Content) -> Edition:
        """Return the edition. Today is the date at the place of the site."""
        today = self.today_in(content.site.time_zone)
        return Edition(self.as_of or today, self.audience, today if self.looks_back else None)

    def is_current(self, run: RunResult) -> bool:
        """Tell whether the edition of an earlier `run` is also the one asked for now."""
        day = None if self.looks_back else self.as_of
        return run.day == str(day or self.today_in(run.time_zone))


class Listener:
    """The receiver of results while the steps run, for a command to print. By default it does nothing."""

    def on_files(self, files: ContentFiles) -> None:
        """Receive the files of the content folder, before they are parsed."""

    def on_parse(self, files: ContentFiles, jobs: int | None) -> None:
        """Receive the files that `jobs` processes are about to parse."""

    def on_report(self, report: str) -> None:
        """Receive the problems as text, before pages are made."""


SILENT = Listener()


@dataclass(frozen=True)
class Result:
    """The outcome of a build."""

    report: str
    """The problems as text; of the last run, if nothing has changed since."""
    has_errors: bool = False
    """Errors end a build before it writes anything."""
    pages: WriteSummary | None = None
    """None if pages were not rendered: there are errors, or nothing has changed."""
    trees: "Sequence[TreeSummary]" = ()
    """The language trees of the site; empty if the site is up to date."""


class NotWritableError(Exception):
    """A folder that cannot be written. The message names it and says why."""


def build(
    content: Path,
    request: EditionRequest,
    config_file: Path,
    pages: Path,
    site: Path | None,
    cache_folder: Path,
    stages: Stages,
    *,
    jobs: int | None = None,
    coloured: bool = False,
    listener: Listener = SILENT,
    min_files_to_cache: int = MIN_FILES_TO_CACHE,
) -> Result:
    """Check the records in `content`, write the pages and build the site.

    Without `site`, stop after the pages. `jobs` processes share the work, by default one a core. Raises
    NotWritableError, SiteError.
    """
    _refuse_other_editions(request.audience, pages, site)
    with stages("find"):
        files = find_files(content)
        cache = open_cache(files, cache_folder, min_files_to_cache)
        fingerprint = _fingerprint(files, request, coloured, pages.resolve(), site and site.resolve())
        last = cache.last_run("build", fingerprint) if site else None
    listener.on_files(files)
    if site and last and request.is_current(last) and _is_up_to_date(config_file, pages, site, stages):
        listener.on_report(last.text)
        return Result(last.text)  # nothing has changed: nothing is loaded

    loaded = load_files(files, cache, stages, jobs, listener)
    edition = request.edition_for(loaded)
    with stages("check"), check_in_background(loaded, edition, jobs or cpu_count()) as checks:
        archive = link(loaded.site, loaded.records, loaded.files, edition)  # while another process checks
        ((_, problems),) = checks.results()
    report = format_report(loaded, problems, coloured=coloured) if problems else ""
    listener.on_report(report)
    if has_errors(problems):
        return Result(report, has_errors=True)

    written = _write_pages(archive, loaded, pages, stages, jobs)
    if not site:
        return Result(report, pages=written)
    is_same = not (written.changed or written.removed) and _is_up_to_date(config_file, pages, site, stages)
    trees = () if is_same else _build_site(config_file, pages, site, stages, jobs)
    if not loaded.problems:  # those may be due to links or permissions, which the fingerprint does not cover
        cache.remember_run("build", fingerprint, _run_result(report, loaded, edition))
    return Result(report, pages=written, trees=trees)


def check_folder(
    content: Path,
    request: EditionRequest,
    cache_folder: Path,
    stages: Stages,
    *,
    report_format: ReportFormat = "text",
    strict: bool = False,
    coloured: bool = False,
    listener: Listener = SILENT,
    min_files_to_cache: int = MIN_FILES_TO_CACHE,
) -> RunResult:
    """Return the problems of the records in `content` as text, and an exit status.

    The status is 1 if there are errors, or, with `strict`, warnings. If nothing has changed since the last run, nothing
    is loaded.
    """
    with stages("find"):
        files = find_files(content)
        cache = open_cache(files, cache_folder, min_files_to_cache)
        fingerprint = _fingerprint(files, request, coloured, report_format, strict)
        last = cache.last_run("check", fingerprint)
    listener.on_files(files)
    if last and request.is_current(last):
        return last
    loaded = load_files(files, cache, stages, listener=listener)
    edition = request.edition_for(loaded)
    with stages("check") as stage:
        problems = check(loaded, edition, stage.progress)
    has_warnings = any(problem.rule.severity is Severity.WARNING for problem in problems)
    report = format_report(loaded, problems, report_format, coloured=coloured)
    result = _run_result(report, loaded, edition, int(has_errors(problems) or (strict and has_warnings)))
    if not loaded.problems:  # those may be due to links or permissions, which the fingerprint does not cover
        cache.remember_run("check", fingerprint, result)
    return result


def load_records(content: Path, cache_folder: Path, stages: Stages, listener: Listener = SILENT) -> Content:
    """Find the record files in `content`, parse and validate them."""
    with stages("find"):
        files = find_files(content)
    listener.on_files(files)
    return load_files(files, open_cache(files, cache_folder), stages, listener=listener)


def load_files(
    files: ContentFiles, cache: Cache, stages: Stages, jobs: int | None = None, listener: Listener = SILENT
) -> Content:
    """Parse and validate record files."""
    parsed = parse_files(files, cache, stages, jobs, listener)
    with stages("validate"):
        return load(files, parsed)


def parse_files(
    files: ContentFiles, cache: Cache, stages: Stages, jobs: int | None = None, listener: Listener = SILENT
) -> ParsedValues:
    """Return the values of record files, from `cache` or parsed by `jobs` processes."""
    listener.on_parse(files, jobs)
    with stages("read") as stage:
        return parse(files, cache, jobs or cpu_count(), stage.progress)


def open_cache(files: ContentFiles, folder: Path, min_files: int = MIN_FILES_TO_CACHE) -> Cache:
    """Return the cache of a content folder. Fewer than `min_files` are not cached."""
    return Cache(folder if len(files.files) >= min_files else None, files.folder)


def format_report(
    content: Content, problems: Sequence[Problem], report_format: ReportFormat = "text", *, coloured: bool = False
) -> str:
    """Return `problems` as text with source excerpts and counts, or in another format."""
    if report_format != "text":
        return FORMATTERS[report_format](problems)
    names = {problem.place.file for problem in problems if problem.place}
    lines = {source.file: source.lines for source in content.sources.values() if source.file in names}
    files = f"{content.file_count} file{'' if content.file_count == 1 else 's'}"
    return f"{format_text(problems, lines, colour=coloured)}{format_counts(problems)} in {files}\n"


@contextmanager
def explain_write_errors(folder: Path) -> Iterator[None]:
    """Raise NotWritableError for errors in writing generated files into `folder`."""
    try:
        yield
    except ForeignFolderError as error:
        reason = "holds files that were not written here: name another folder, or empty this one"
        raise NotWritableError(f"{folder} {reason}") from error
    except OSError as error:
        raise NotWritableError(f"{error.filename or folder} cannot be written: {error.strerror}") from error


def _refuse_other_editions(audience: Audience, pages: Path, site: Path | None) -> None:
    """Raise NotWritableError if a folder holds the edition of another audience.

    Raise it, too, if a folder lies in an edition.
    """
    own = {pages: audience_of_pages(pages)} | ({site: audience_of_site(site)} if site else {})
    for folder, held in own.items():
        if held not in ("", audience):
            reason = f"holds the {held} edition, which the {audience} one does not replace"
            raise NotWritableError(f"{folder} {reason}: name another folder, or delete this one")
        for outer in folder.resolve().parents:
            if is_site(outer) or audience_of_pages(outer):
                raise NotWritableError(f"{folder} lies in {outer}, which holds an edition: name another folder")


def _write_pages(
    archive: RecordingArchive, content: Content, pages: Path, stages: Stages, jobs: int | None
) -> WriteSummary:
    from generator.pages.render import render_pages  # here: a run over unchanged files needs no templates

    with explain_write_errors(pages), stages("pages") as stage:
        written = render_pages(archive, content.digests, pages, jobs or cpu_count(), stage.progress)
        stage.set_amount(written.changed, "files")
    return written


def _build_site(config_file: Path, pages: Path, site: Path, stages: Stages, jobs: int | None) -> "list[TreeSummary]":
    with stages("load MkDocs"):
        from generator.site.build import build_site  # here: only a site that changes needs MkDocs

    try:
        return build_site(config_file, pages, site, jobs=jobs, stages=stages)
    except SiteNotWritableError as error:
        raise NotWritableError(str(error)) from error
    except OSError as error:
        raise NotWritableError(f"{site} cannot be written: {error.strerror}") from error


def _is_up_to_date(config_file: Path, pages: Path, site: Path, stages: Stages) -> bool:
    with stages("compare"):
        return config_file.is_file() and is_up_to_date(config_file, pages, site)


def _fingerprint(files: ContentFiles, request: EditionRequest, *options: object) -> str:
    """Return the fingerprint of a run over `files`; empty if a file could not be read."""
    parts = (files.folder.as_posix(), request.as_of, request.audience, *options)
    return run_fingerprint(files.fingerprint, *(ascii(str(part)) for part in parts))


def _run_result(report: str, content: Content, edition: Edition, status: int = 0) -> RunResult:
    return RunResult(report, status, content.site.time_zone, str(edition.today or edition.day))
