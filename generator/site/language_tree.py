"""One tree of a site, built by MkDocs' own functions (1.6) in several processes, and only what has changed.

Stands on `build` of mkdocs.commands.build, whose order of events it keeps, with its `_build_template`, and on
`Page.validate_anchor_links`; rendering.py has what it stands on for files, navigation and a page.
Nothing in the site changes before all is rendered; what a killed build leaves, the next one mends.
"""

import gzip
import io
import logging
import time
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple, Self

from jinja2 import Template, TemplateNotFound
from mkdocs.commands.build import _build_template
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, BuildError
from mkdocs.structure.files import File, InclusionLevel
from mkdocs.structure.pages import Page
from mkdocs.utils import CountHandler, get_build_timestamp

from generator.incremental.fingerprint import FileStamp, digest
from generator.incremental.workers import Progress, Workers, no_progress
from generator.site.fingerprint import SitePage, link_target_key, shared_fingerprint
from generator.site.render_page import Message, Rendered, Renderer, reuse_markdown_converter
from generator.site.staging import Placing

log = logging.getLogger("mkdocs.commands.build")  # MkDocs' own: what is logged here, its build would log
notes = logging.getLogger(__name__)

SHOWN = frozenset(level for level in InclusionLevel if level.is_included())  # type: ignore[no-untyped-call]
"""How files are marked that a build shows: not drafts."""
BEHIND = 5
"""How far rendering stands back for the search index, which is made meanwhile: that can use fewer processors at once,
and would be awaited in the end."""


class Built(NamedTuple):
    """How a build went."""

    pages: int
    rendered: int
    removed: int
    warnings: int
    jobs: int
    """Processes that rendered: one where this machine cannot fork."""
    seconds: dict[str, float]
    """How long each part took."""


def build_tree(
    config: MkDocsConfig, site: Path, record: Path, jobs: int = 1, progress: Progress = no_progress
) -> Built:
    """Bring a folder to what the pages are now. Raises what MkDocs raises, and then the folder is as it was."""
    return LanguageTree(config, site, record, jobs, progress).prepare().publish()


class LanguageTree:
    """A tree from its pages to its place: `prepare` renders it beside the site, `publish` puts it there."""

    def __init__(
        self, config: MkDocsConfig, site: Path, record: Path, jobs: int = 1, progress: Progress = no_progress
    ) -> None:
        """`record` is the file that tells the next build what this one did; what is rendered waits beside it."""
        self.config, self.jobs, self.progress = config, jobs, progress
        self.site = Placing(site, record)
        self.known = self.site.known
        self.changed: list[File] = []
        self.slow: list[str] = []
        """The changed pages whose Markdown went Python-Markdown's way."""
        self.warnings = 0
        self.seconds: dict[str, float] = {}
        self._since = time.perf_counter()

    def prepare(self) -> Self:
        """Render all that has changed. Raises what MkDocs raises; the site is as it was."""
        self.site.begin()
        counter = CountHandler()
        counter.setLevel(logging.WARNING)
        logging.getLogger("mkdocs").addHandler(counter)
        try:
            self._prepare()
            self._judge(counter.get_counts())
        except BaseException as error:
            self.discard()
            if isinstance(error, Exception):
                self.config.plugins.on_build_error(error=error)
            if isinstance(error, BuildError):
                log.error(str(error))  # noqa: TRY400  as MkDocs logs it
                raise Abort("Aborted with a BuildError!") from error
            raise
        finally:
            logging.getLogger("mkdocs").removeHandler(counter)
        return self

    def _judge(self, counts: list[tuple[str, int]]) -> None:
        self.warnings = sum(number for _, number in counts)
        if counts and self.config.strict:
            raise Abort(f"Aborted with {', '.join(f'{n} {kind.lower()}s' for kind, n in counts)} in strict mode!")

    def _prepare(self) -> None:
        self._gather()
        self._read_navigation()
        self._took("gather")
        self._compare()
        self._took("compare")
        results = self._render()
        self._took("render")
        self._note(results)
        self._copy_files()
        self._build_templates()
        for file in self.changed:
            _log(results[file.src_uri].built)
        self._check_anchors(results)
        self._took("settle")

    def _gather(self) -> None:
        # MkDocs runs `env` once all pages are read: here it sees those of the navigation alone.
        self.renderer = Renderer.gathered(self.config)
        self.config, self.files = self.renderer.config, self.renderer.files
        self.pages = list(self.files.documentation_pages())
        for file in self.pages:
            if file.page is None:
                Page(None, file, self.config)
        self.described = [link_target_key(file) for file in self.files]

    def _read_navigation(self) -> None:
        """Convert the pages of the navigation, whose titles and metadata every page may show."""
        renderer = self.renderer
        with reuse_markdown_converter(self.config, renderer.converters):
            for page in renderer.nav.pages:
                if page.file.inclusion in SHOWN:
                    renderer.read[page.file.src_uri] = renderer.convert(page.file)
        renderer.env = self.config.plugins.on_env(renderer.env, config=self.config, files=self.files)
        self.shared = shared_fingerprint(self.config, renderer.nav)

    def _compare(self) -> None:
        """Find the pages that are to be rendered; the others keep their entries."""
        if self.known.shared not in ("", self.shared):
            reason = "the navigation, theme, configuration, hooks or a package is another"
            notes.info("every page of %s is made anew: %s", self.site.folder, reason)
        same, moved, numbers = self.shared == self.known.shared, self.known.moved(self.described), None
        if self.described != self.known.files:
            now = {file: str(number) for number, file in enumerate(self.described)}
            numbers = {str(old): now.get(file, "") for old, file in enumerate(self.known.files)}
        for file in self.pages:
            entry = self.known.entries.get(file.dest_uri)
            if same and entry and (kept := self._kept(file, entry, moved)):
                looked = " ".join(map(numbers.__getitem__, kept.looked.split())) if numbers else kept.looked
                self.site.entries[file.dest_uri] = kept._replace(looked=looked)
                if file.page and kept.day:
                    file.page.update_date = kept.day
            else:
                self.changed.append(file)

    def _kept(self, file: File, entry: SitePage, moved: set[str]) -> SitePage | None:
        """The entry of a page that need not be rendered."""
        source = self._source(file, entry)
        if source is None or entry.source is None or source.digest != entry.source.digest:
            return None
        if moved and not moved.isdisjoint(entry.looked.split()):
            return None
        made = self.site.found(file.dest_uri, entry)
        return entry._replace(source=source, made=made) if made and made.digest == entry.made.digest else None

    def _source(self, file: File, entry: SitePage | None) -> FileStamp | None:
        if file.abs_src_path is None:  # a plugin made it
            content = file.content_bytes
            return FileStamp(len(content), 0, digest(content))
        return self.known.stamp(file.abs_src_path, entry.source if entry else None)

    def _render(self) -> dict[str, Rendered]:
        """Render the changed pages, by their URI."""
        # Looked at before it is rendered: a page that is edited meanwhile is found changed by the next build.
        self.sources = {
            file.src_uri: self._source(file, self.known.entries.get(file.dest_uri)) for file in self.changed
        }
        tasks = [(file, self.site.stage / f"{number}.html") for number, file in enumerate(self.changed)]
        results: dict[str, Rendered] = {}
        with (
            reuse_markdown_converter(self.config, self.renderer.converters),
            Workers(self.renderer.render, tasks, self.jobs, niceness=BEHIND) as workers,
        ):
            for number, result in workers.results(self.progress):
                results[self.changed[number].src_uri] = result
                if result.made:
                    self.site.staged[self.changed[number].dest_uri] = tasks[number][1]
            self.jobs = workers.jobs
        self.slow = [file.src_uri for file in self.changed if results[file.src_uri].slow]
        return results

    def _note(self, results: dict[str, Rendered]) -> None:
        """Note what came of the rendered pages, in their order. Raises the first error among them."""
        number_of = {file.src_uri: str(number) for number, file in enumerate(self.files)}
        for file in self.changed:
            result = results[file.src_uri]
            _log(result.read)
            if result.error:
                _log(result.built)
                raise result.error
            if file.page and result.day:
                file.page.update_date = result.day
            if result.made:
                # A page that warns, or asks for a file that is not there, is never known as done: it warns again.
                sound = not (result.read or result.built or result.missed)
                source = self.sources[file.src_uri] if sound else None
                looked = " ".join(number_of[uri] for uri in result.found)
                entry = SitePage(source, result.made, result.day, result.anchors, result.points, looked)
                self.site.place(file.dest_uri, entry)

    def _copy_files(self) -> None:
        """Pictures, scripts and style sheets, of the pages and of the theme."""
        for file in self.files:
            if file.is_documentation_page() or file.inclusion not in SHOWN:
                continue
            entry = self.known.entries.get(file.dest_uri)
            source = self._source(file, entry)
            if file.dest_uri in self.site.entries or source is None:
                continue  # a page of the same name comes later in MkDocs' build, and so instead
            if entry and entry.source and entry.source.digest == source.digest:
                made = self.site.found(file.dest_uri, entry)
                if made and made.digest == source.digest:
                    self.site.entries[file.dest_uri] = entry._replace(source=source, made=made)
                    continue
            self.site.offer(file.dest_uri, file.content_bytes, source)

    def _build_templates(self) -> None:
        """Templates that are no page's, as `_build_theme_template` and `_build_extra_template` of MkDocs do."""
        for name in self.config.theme.static_templates:
            try:
                template = self.renderer.env.get_template(name)
            except TemplateNotFound:
                log.warning(f"Template skipped: '{name}' not found in theme directories.")
                continue
            self._fill_in(name, name, template)
        for name in map(str, self.config.extra_templates):
            if file := self.files.get_file_from_path(name):
                self._fill_in(name, file.dest_uri, Template(file.content_string))
            else:
                log.warning(f"Template skipped: '{name}' not found in docs_dir.")

    def _fill_in(self, name: str, place: str, template: Template) -> None:
        output = _build_template(name, template, self.files, self.config, self.renderer.nav)
        if not output.strip():
            log.info(f"Template skipped: '{name}' generated empty output.")
            return
        self.site.offer(place, output.encode("utf-8"))
        if name == "sitemap.xml":
            buffer = io.BytesIO()
            time_of_pages = get_build_timestamp(pages=[file.page for file in self.pages if file.page])
            with gzip.GzipFile(fileobj=buffer, filename=f"{name}.gz", mode="wb", mtime=time_of_pages) as packed:
                packed.write(output.encode("utf-8"))
            self.site.offer(f"{place}.gz", buffer.getvalue())

    def _check_anchors(self, results: dict[str, Rendered]) -> None:
        """Warn of links to anchors that are not there: from all pages, since those they lead to may have changed."""
        known = {file.src_uri: results.get(file.src_uri) or self.site.entries[file.dest_uri] for file in self.pages}
        for file in self.pages:
            if file.page is None or not (points := known[file.src_uri].points):
                continue
            file.page.links_to_anchors = {}
            for uri, links in points.items():
                target = self.files.get_file_from_path(uri)
                if target and target.page and uri in known:
                    target.page.present_anchor_ids = set(known[uri].anchors)
                    file.page.links_to_anchors[target] = dict(links)
            file.page.validate_anchor_links(files=self.files, log_level=self.config.validation.links.anchors)

    def publish(self) -> Built:
        """Put everything in its place."""
        removed = self.site.publish(self.shared, self.described)
        self.config.plugins.on_post_build(config=self.config)
        self._took("publish")
        return Built(len(self.pages), len(self.changed), removed, self.warnings, self.jobs, self.seconds)

    def discard(self) -> None:
        """Leave no trace of what was rendered."""
        self.site.discard()

    def _took(self, part: str) -> None:
        now = time.perf_counter()
        self.seconds[part], self._since = now - self._since, now


def _log(messages: Iterable[Message]) -> None:
    for name, level, text in messages:
        attributes = {"name": name, "levelno": level, "levelname": logging.getLevelName(level), "msg": text}
        logging.getLogger(name).handle(logging.makeLogRecord(attributes))
