"""A page to HTML, by MkDocs' own `_populate_page` and `_build_page`: of the page and what all share, and nothing else.
What all share is gathered by its `get_files`, `set_exclusions` and `get_navigation`.

What MkDocs would log meanwhile, and what it would keep of a page for others, is handed back.
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
"""Extensions of Markdown of which nothing is left of one page when the next is converted, by their source."""


class Message(NamedTuple):
    """What was logged under a name."""

    logger: str
    level: int
    text: str


class Rendered(NamedTuple):
    """What came of a page. Values only: it may come from another process."""

    read: tuple[Message, ...]
    """Logged while its Markdown was converted."""
    built: tuple[Message, ...]
    """Logged while its template was filled in."""
    error: Exception | None
    made: FileStamp | None
    """The file that was written, if one was."""
    day: str | None
    anchors: tuple[str, ...]
    points: Mapping[str, Mapping[str, str]]
    found: tuple[str, ...]
    missed: bool
    """Whether it looked for a file that is not there."""
    slow: bool
    """Whether its Markdown went Python-Markdown's way."""


class RecordingFiles(Files):
    """The files of a tree, and which of them a page looks for."""

    def __init__(self, files: Files) -> None:
        super().__init__(files)
        self.found: set[str] = set()
        self.missed = False

    def get_file_from_path(self, path: str) -> File | None:
        """As MkDocs does, without taking the path apart where it is one already."""
        file = self._src_uris.get(path) or super().get_file_from_path(path)
        if file is None:
            self.missed = True
        else:
            self.found.add(file.src_uri)
        return file


class NoOtherPages(Sequence[File]):
    """Stands for all pages while one is rendered: what a page shows of others is not among what it is made of."""

    def __getitem__(self, index: Any) -> Any:
        raise BuildError("a template of pages looks at `pages`: only static templates may, a page is rendered alone")

    def __len__(self) -> int:
        return int(self[0])


@dataclass
class Read:
    """A page whose Markdown is converted, before its template is filled in."""

    said: tuple[Message, ...]
    error: Exception | None
    found: tuple[str, ...]
    missed: bool
    slow: bool


@dataclass
class Renderer:
    """What all pages share, made once and inherited by every process."""

    config: MkDocsConfig
    files: Files
    nav: Navigation
    env: jinja2.Environment
    read: dict[str, Read] = field(default_factory=dict)
    """The pages that were converted before, by their URI: those of the navigation, whose titles all pages show."""
    converters: list[FastMarkdown] = field(default_factory=list)
    """The one that `one_converter` made, once it has."""

    @classmethod
    def gathered(cls, config: MkDocsConfig, taken_as: Callable[[Files], Files] = lambda files: files) -> "Renderer":
        """Files and navigation, as `build` of MkDocs gathers them, up to the event `env`."""
        plugins = config.plugins
        config = plugins.on_config(config)
        plugins.on_pre_build(config=config)
        files, env = get_files(config), config.theme.get_env()
        files.add_files_from_theme(env, config)
        files = taken_as(plugins.on_files(files, config=config))
        set_exclusions(files, config)
        nav: Navigation = plugins.on_nav(get_navigation(files, config), config=config, files=files)
        return cls(config, files, nav, env)

    def __post_init__(self) -> None:
        self.watched = self.files if isinstance(self.files, RecordingFiles) else RecordingFiles(self.files)
        self.today = get_build_date()

    def convert(self, file: File) -> Read:
        """Read a page and convert its Markdown."""
        self.watched.found, self.watched.missed = set(), False
        with capture_mkdocs_logs() as said:
            error = _error(lambda: _populate_page(_page(file), self.config, self.watched))
        slow = all(converter.was_slow for converter in self.converters)
        return Read(tuple(said), error, tuple(sorted(self.watched.found)), self.watched.missed, slow)

    def render(self, task: tuple[File, Path]) -> Rendered:
        """Render a page into a file."""
        file, target = task
        before = self.read.get(file.src_uri)
        read = before or self.convert(file)
        page, made, error = _page(file), None, read.error
        with capture_mkdocs_logs() as said:
            if error is None:
                error = _error(lambda: self._build(page, target))
        if error is None and target.exists():
            status, content = target.stat(), target.read_bytes()
            made = FileStamp(status.st_size, status.st_mtime_ns, digest(content))
        known = known_of(page, self.today)
        result = Rendered(
            read.said, tuple(said), error, made, *known, found=read.found, missed=read.missed, slow=read.slow
        )
        if before is None:  # nothing looks at it any more
            page.content = page.markdown = None
            page.toc = ()  # type: ignore[assignment]
        return result

    def _build(self, page: Page, target: Path) -> None:
        page.file.abs_dest_path = str(target)
        try:
            _build_page(page, self.config, NoOtherPages(), self.nav, self.env)
        finally:
            del page.file.abs_dest_path


def known_of(page: Page, today: str) -> tuple[str | None, tuple[str, ...], dict[str, dict[str, str]]]:
    """What others ask of a page: its day where a hook has set one, its anchors, and the anchors that it links to."""
    points = {file.src_uri: dict(links) for file, links in (page.links_to_anchors or {}).items()}
    day = page.update_date if page.update_date != today else None
    return day, tuple(sorted(page.present_anchor_ids or ())), points


def _page(file: File) -> Page:
    if file.page is None:
        raise BuildError(f"{file.src_uri} has no page")
    return file.page


def _error(act: Callable[[], None]) -> Exception | None:
    """The error that an act raises, as one that can be handed on to another process."""
    try:
        act()
    except Exception as error:  # noqa: BLE001  the first, in the order of pages, is raised in the end
        try:
            pickle.loads(pickle.dumps(error))  # noqa: S301  what was just written
        except Exception:  # noqa: BLE001  whatever an exception's own class may raise
            return BuildError(f"{type(error).__name__}: {error}")
        return error
    return None


class _Heard(logging.Handler):
    def __init__(self) -> None:
        super().__init__()
        self.said: list[Message] = []

    def emit(self, record: logging.LogRecord) -> None:
        if record.levelno > logging.DEBUG:
            self.said.append(Message(record.name, record.levelno, record.getMessage()))


@contextmanager
def capture_mkdocs_logs() -> Iterator[list[Message]]:
    """What is logged to MkDocs meanwhile, which goes nowhere else."""
    logger, heard = logging.getLogger("mkdocs"), _Heard()
    handlers, propagate = logger.handlers, logger.propagate
    logger.handlers, logger.propagate = [heard], False
    try:
        yield heard.said
    finally:
        logger.handlers, logger.propagate = handlers, propagate


@contextmanager
def reuse_markdown_converter(config: MkDocsConfig, made: list[FastMarkdown] | None = None) -> Iterator[None]:
    """Let MkDocs convert every page with one instance of Markdown, where nothing of a page is left in it.

    `Page.render` makes one for each page, which takes as long as a short page does. It registers its own parts under
    the same names each time, so that they replace those of the page before. `made` keeps it for another time.
    """
    made = [] if made is None else made

    def converter(**options: Any) -> Markdown:
        if not made:
            made.append(FastMarkdown(**options))
        elif not REUSABLE.issuperset(config.markdown_extensions):
            return Markdown(**options)  # of which the first has warned
        return made[0].reset()

    module: Any = mkdocs_pages
    whole = module.markdown
    module.markdown = SimpleNamespace(Markdown=converter)
    try:
        yield
    finally:
        module.markdown = whole
