"""Render one page with MkDocs' own functions, isolated from all others, so that any process can do it.

Stands on `get_files`, `set_exclusions`, `get_navigation`, `_populate_page` and `_build_page` of MkDocs 1.6. Used by
`language_tree.py` for a build and by `serve/preview_site.py`. What MkDocs would log, or leave in a page for other
pages, is in the result.
"""

import logging
import pickle
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from types import SimpleNamespace
from typing import Any, NamedTuple

import jinja2
from markdown import Markdown
from mkdocs.commands.build import _build_page, _populate_page
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import BuildError
from mkdocs.structure import pages as mkdocs_pages
from mkdocs.structure.files import File, Files, get_files, set_exclusions
from mkdocs.structure.nav import Navigation, get_navigation
from mkdocs.structure.pages import Page
from mkdocs.utils import get_build_date

from generator.incremental.fingerprint import FileStamp, digest
from generator.site.fast_markdown.converter import FastMarkdown

REUSABLE = frozenset(
    {"attr_list", "def_list", "fenced_code", "md_in_html", "pymdownx.details", "tables", "toc", "admonition"}
)
"""Extensions of Markdown that leave nothing of one page behind for the next, by their source."""


class LogMessage(NamedTuple):
    """A message that MkDocs logged."""

    logger: str
    level: int
    text: str


class RenderedPage(NamedTuple):
    """The result of rendering a page. Values only: it may come from another process."""

    converting: tuple[LogMessage, ...]
    """Logged while its Markdown was converted."""
    templating: tuple[LogMessage, ...]
    """Logged while its template was filled in."""
    error: Exception | None
    output: FileStamp | None
    """The stamp of the HTML file, or None if none was written."""
    update_date: str | None
    """The day of its last change, if a hook has set one."""
    anchors: tuple[str, ...]
    anchor_links: Mapping[str, Mapping[str, str]]
    """As in `SitePage`."""
    lookups: tuple[str, ...]
    """The URIs of the files that it looked up."""
    has_failed_lookup: bool
    """Whether it looked up a file that does not exist."""
    is_slow: bool
    """Whether Python-Markdown converted it instead of `FastMarkdown`."""


class RecordingFiles(Files):
    """The files of a language tree; records each lookup of a page."""

    def __init__(self, files: Files) -> None:
        super().__init__(files)
        self.lookups: set[str] = set()
        self.has_failed_lookup = False

    def get_file_from_path(self, path: str) -> File | None:
        """Do as MkDocs does, without normalising a path that is the URI of a file already."""
        file = self._src_uris.get(path) or super().get_file_from_path(path)
        if file is None:
            self.has_failed_lookup = True
        else:
            self.lookups.add(file.src_uri)
        return file


class NoOtherPages(Sequence[File]):
    """A stand-in for the list of all pages while one page is rendered: a lookup in it raises BuildError.

    A page that shows others would not be rendered again when they change.
    """

    def __getitem__(self, index: Any) -> Any:
        raise BuildError("a template of pages looks at `pages`: only static templates may, a page is rendered alone")

    def __len__(self) -> int:
        return int(self[0])


@dataclass
class ConvertedPage:
    """A page with its Markdown converted, before its template is filled in. Fields as in `RenderedPage`."""

    converting: tuple[LogMessage, ...]
    error: Exception | None
    lookups: tuple[str, ...]
    has_failed_lookup: bool
    is_slow: bool


@dataclass
class Renderer:
    """All that the pages of a language tree share: made once, and inherited by every worker process."""

    config: MkDocsConfig
    files: Files
    nav: Navigation
    env: jinja2.Environment
    converted: dict[str, ConvertedPage] = field(default_factory=dict)
    """By URI, pages that are converted already: those of the navigation, whose titles all pages show."""
    converters: list[FastMarkdown] = field(default_factory=list)
    """The converter that `reuse_markdown_converter` makes for the first page."""

    @classmethod
    def gather(cls, config: MkDocsConfig, wrap: Callable[[Files], Files] = lambda files: files) -> "Renderer":
        """Gather files and navigation as `build` of MkDocs does, up to the event `env`.

        `wrap` may replace the files by another class of them.
        """
        plugins = config.plugins
        config = plugins.on_config(config)
        plugins.on_pre_build(config=config)
        files, env = get_files(config), config.theme.get_env()
        files.add_files_from_theme(env, config)
        files = wrap(plugins.on_files(files, config=config))
        set_exclusions(files, config)
        nav: Navigation = plugins.on_nav(get_navigation(files, config), config=config, files=files)
        return cls(config, files, nav, env)

    def __post_init__(self) -> None:
        self.recording_files = self.files if isinstance(self.files, RecordingFiles) else RecordingFiles(self.files)
        self.today = get_build_date()

    def convert(self, file: File) -> ConvertedPage:
        """Read a page and convert its Markdown."""
        files = self.recording_files
        files.lookups, files.has_failed_lookup = set(), False
        with capture_mkdocs_logs() as messages:
            error = _catch(lambda: _populate_page(_page_of(file), self.config, files))
        is_slow = all(converter.was_slow for converter in self.converters)
        return ConvertedPage(tuple(messages), error, tuple(sorted(files.lookups)), files.has_failed_lookup, is_slow)

    def render(self, task: tuple[File, Path]) -> RenderedPage:
        """Render a page into a file: `task` names both."""
        file, target = task
        is_in_navigation = file.src_uri in self.converted
        converted = self.converted[file.src_uri] if is_in_navigation else self.convert(file)
        page, error = _page_of(file), converted.error
        with capture_mkdocs_logs() as messages:
            if error is None:
                error = _catch(lambda: self._fill_in_template(page, target))
        result = RenderedPage(
            converted.converting,
            tuple(messages),
            error,
            _stamp(target) if error is None else None,
            page.update_date if page.update_date != self.today else None,
            tuple(sorted(page.present_anchor_ids or ())),
            {other.src_uri: dict(links) for other, links in (page.links_to_anchors or {}).items()},
            converted.lookups,
            converted.has_failed_lookup,
            converted.is_slow,
        )
        if not is_in_navigation:  # free memory: no other page shows it
            page.content = page.markdown = None
            page.toc = ()  # type: ignore[assignment]  # MkDocs only iterates over it
        return result

    def _fill_in_template(self, page: Page, target: Path) -> None:
        page.file.abs_dest_path = str(target)
        try:
            _build_page(page, self.config, NoOtherPages(), self.nav, self.env)
        finally:
            del page.file.abs_dest_path


def _page_of(file: File) -> Page:
    """Return the page that MkDocs made for `file`. Raises BuildError if there is none."""
    if file.page is None:
        raise BuildError(f"{file.src_uri} has no page")
    return file.page


def _stamp(file: Path) -> FileStamp | None:
    """Return the stamp of a page's file, or None if the page is empty.

    MkDocs writes no file of an empty page.
    """
    if not file.exists():
        return None
    status = file.stat()
    return FileStamp(status.st_size, status.st_mtime_ns, digest(file.read_bytes()))


def _catch(act: Callable[[], None]) -> Exception | None:
    """Call `act` and return its error, if any.

    The error can be sent to another process.
    """
    try:
        act()
    except Exception as error:  # noqa: BLE001  `LanguageTree` raises the first, in the order of pages
        try:
            pickle.loads(pickle.dumps(error))  # noqa: S301  our own bytes
        except Exception:  # noqa: BLE001  whatever an exception's own class may raise
            return BuildError(f"{type(error).__name__}: {error}")
        return error
    return None


class _LogCollector(logging.Handler):
    """A handler that collects messages above the level DEBUG."""

    def __init__(self) -> None:
        super().__init__()
        self.messages: list[LogMessage] = []

    def emit(self, record: logging.LogRecord) -> None:
        if record.levelno > logging.DEBUG:
            self.messages.append(LogMessage(record.name, record.levelno, record.getMessage()))


@contextmanager
def capture_mkdocs_logs() -> Iterator[list[LogMessage]]:
    """Collect what MkDocs logs meanwhile. Its own handlers get none of it."""
    logger, collector = logging.getLogger("mkdocs"), _LogCollector()
    handlers, propagate = logger.handlers, logger.propagate
    logger.handlers, logger.propagate = [collector], False
    try:
        yield collector.messages
    finally:
        logger.handlers, logger.propagate = handlers, propagate


@contextmanager
def reuse_markdown_converter(config: MkDocsConfig, converters: list[FastMarkdown] | None = None) -> Iterator[None]:
    """Let MkDocs convert all pages with one converter.

    Only the first page gets it unless all extensions are `REUSABLE`.
    `Page.render` makes one for each page, which takes as long as a short page does. It registers its own parts under
    the same names each time, so that they replace those of the page before. `converters` keeps it for the next call.
    """
    converters = [] if converters is None else converters

    def converter(**options: Any) -> Markdown:
        if not converters:
            converters.append(FastMarkdown(**options))
        elif not REUSABLE.issuperset(config.markdown_extensions):
            return Markdown(**options)  # the first, a FastMarkdown, has warned of the unknown extensions
        return converters[0].reset()

    module: Any = mkdocs_pages
    original = module.markdown
    module.markdown = SimpleNamespace(Markdown=converter)
    try:
        yield
    finally:
        module.markdown = original
